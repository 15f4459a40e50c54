// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "sequence.hpp"

#include "all_cores.hpp"
#include "csv_file.hpp"
#include "pieces_of_text.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>

namespace lm = leadmetrics;

namespace crm {

sequence_plan read_sequence(std::string const& file)
{
    std::ifstream in{file, std::ios::binary};
    if (!in) throw input_error(file + ": cannot be opened");
    try {
        return examples::read_sequence_plan<activity>(
            examples::parsed(std::string{std::istreambuf_iterator<char>{in}, {}}, file, "an object with steps"), file);
    } catch (examples::settings_error const& problem) {
        throw input_error(problem.what());
    } catch (std::invalid_argument const& problem) {
        throw input_error(file + ": " + problem.what());
    }
}

sequence_figures make_sequence(export_data const& data, sequence_plan const& plan, instant as_of)
{
    auto const       metric = plan.metric(as_of);
    sequence_figures all{on_all_cores(metric)(data.activities), {}};
    all.settings = settings_of(metric, all.whole);
    return all;
}

std::string sequence_text(sequence_figures const& all)
{
    table      rows({"step", "leads", "of the step before", "of the first", "pending*", "median", "90 %"});
    auto const length = [](std::optional<lm::seconds> const& one) { return one ? fmt::format("{:.1f} d", one->count() / 86400) : "–"; };
    for (std::size_t i = 0; i != all.whole.steps.size(); ++i) {
        auto const& one   = all.whole.steps[i];
        bool const  rated = i != 0 && !one.optional;
        rows.add({fmt::format("{} {}{}", i + 1, one.name, one.optional ? " (optional)" : ""), fmt::to_string(one.optional ? one.met : one.leads),
                  rated ? rate_text(one.from_before) : "", rated ? rate_text(one.from_first) : "", fmt::to_string(one.pending),
                  length(one.times.median), length(one.times.p90)});
    }
    std::string out = "SEQUENCE\n" + rows.str();
    out.pop_back();
    auto const& read = all.whole.quality;
    out += "  * may still go on: in no rate. Times are from the step met before, of those that came.\n";
    out += fmt::format("  {} did not begin.\n", count(static_cast<std::size_t>(all.whole.did_not_begin), "lead", "leads"));
    out += fmt::format("  {} read = {} used", count(static_cast<std::size_t>(read.records), "activity", "activities"), read.used);
    for (auto const& [n, why] : {std::pair{read.missing_lead, "without a lead"},
                                 {read.missing_time, "without a time"},
                                 {read.after_as_of, "after the closing"},
                                 {read.duplicates, "repeated"}})
        if (n != 0) out += fmt::format(" + {} {}", n, why);
    return out + ".\n\n";
}

json sequence_json(json_pieces& of, sequence_figures const& all)
{
    json out        = of(all.whole);
    out["settings"] = all.settings;
    return out;
}

} // namespace crm
