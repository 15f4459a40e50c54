// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "section_pieces.hpp"

#include <leadmetrics/render/vega_lite.hpp>

#include <fmt/format.h>

#include <cstddef>

namespace lm = leadmetrics;

namespace crm {

page_section sequence_section(section_pieces const& of)
{
    auto const&       f     = of.f;
    auto const&       steps = of.all.sequence->whole.steps;
    page_section      made{"sequence", "Did leads do these things in this order?", "16", {"sequence"}, {}, {}, {}, {}};
    std::string const last = fmt::format("/sequence/steps/{}", steps.size() - 1);
    made.in_short = f.count("/sequence/steps/0/leads", "lead", "leads") + " began, " + f.count(last + "/leads", "lead", "leads") + " finished; "
                    + f.count("/sequence/pending", "lead", "leads") + " may still go on.";
    made.words = "<p>" + f.count("/sequence/did_not_begin", "lead", "leads") + " did not begin.</p>\n";
    made.pictures.push_back(lm::to_vega_lite(of.all.sequence->whole));
    // Leads need not have met an optional step: those are counted that have, and there is no rate.
    std::vector<row> rows;
    for (std::size_t i = 0; i != steps.size(); ++i)
        rows.push_back({fmt::format("/sequence/steps/{}", i), fmt::format("{} {}{}", i + 1, steps[i].name, steps[i].optional ? " (optional)" : ""),
                        steps[i].optional ? "met" : "leads"});
    auto const rated = [first = rows.front().place](row const& in) { return in.place != first && in.part == "leads"; };
    made.tables      = table_of(f, "Steps; times are from the step met before, of those that came", rows,
                                {{"step", "", shown_as::text, column::label},
                                 {"leads", "/#"},
                                 {"of the step before", "/from_before", shown_as::percent, column::rate, rated},
                                 {"95 %", "/from_before", shown_as::percent, column::interval, rated},
                                 {"of the first", "/from_first", shown_as::percent, column::rate, rated},
                                 {"may still go on: in no rate", "/pending"},
                                 {"median", "/times/median_seconds", shown_as::length},
                                 {"nine tenths by", "/times/p90_seconds", shown_as::length}});
    return made;
}

} // namespace crm
