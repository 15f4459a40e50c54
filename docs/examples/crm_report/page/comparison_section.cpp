// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "comparison.hpp"
#include "section_pieces.hpp"

#include <leadmetrics/render/vega_lite.hpp>

#include <fmt/format.h>

namespace lm = leadmetrics;

namespace crm {

namespace {

/// Whether the groups are equally fast on their way from the first stage to the last.
std::string words_on_times(section_pieces const& of)
{
    auto const& test = of.all.compared_times->all;
    if (!test.p) return "<p>Whether the groups are equally fast cannot be told: too few leads came to the last stage.</p>\n";
    return fmt::format("<p>{} (all groups at once, {}: p {}).</p>\n",
                       *test.p < 0.05 ? "How fast leads come from the first stage to the last differs between the groups by more than chance"
                                      : "That some groups come from the first stage to the last faster than others may be chance",
                       test.is_log_rank ? "log-rank test" : "Gray’s test", of.f("/comparison_of_times/all/p", shown_as::fine));
}

} // namespace

page_section comparison_section(section_pieces const& of)
{
    auto const&  compared = *of.all.compared;
    page_section made{"comparison", "Do the groups differ by more than chance?", "15", {"comparison"}, {}, {}, {}, {}};
    if (compared.pairs.empty()) {
        made.in_short = "There are fewer than two groups: there is nothing to compare.";
        return made;
    }
    std::size_t const pairs = compared.pairs.size(), differ = pairs_that_differ(compared);
    made.in_short = fmt::format("Of {} {} of {}, {} {} in conversion from the first stage to the last by more than chance (Holm’s p below 0.05).",
                                pairs, pairs == 1 ? "pair" : "pairs", escaped(of.data.group_name), differ, differ == 1 ? "differs" : "differ");
    made.words    = words_on_times(of);
    if (auto const more = pairs_left_out(compared); !more.empty()) made.words += "<p>" + more + "</p>\n";
    made.pictures.push_back(lm::to_vega_lite(compared));
    std::vector<row> rows;
    for (std::size_t const i : shown_pairs(compared)) rows.push_back({fmt::format("/comparison/pairs/{}", i)});
    made.tables = table_of(of.f, "Conversion from the first stage to the last, the first beside the second", rows,
                           {{"first", "/first", shown_as::text},
                            {"second", "/second", shown_as::text},
                            {"rate of the first", "/first_rate", shown_as::percent, column::rate},
                            {"rate of the second", "/second_rate", shown_as::percent, column::rate},
                            {"difference", "/difference", shown_as::percent},
                            {"95 %", "/difference_limits", shown_as::percent, column::interval},
                            {"first over second", "/relative", shown_as::number},
                            {"95 %", "/relative_limits", shown_as::number, column::interval},
                            {"p", "/p", shown_as::fine},
                            {"p of all pairs (Holm)", "/p_of_all_pairs", shown_as::fine}});
    return made;
}

} // namespace crm
