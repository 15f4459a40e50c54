// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "section_pieces.hpp"

#include <leadmetrics/render/vega_lite.hpp>

#include <fmt/format.h>

#include <cstddef>

namespace lm = leadmetrics;

namespace crm {

namespace {

/// The columns behind the name of a way. `way`: where the way is within a row; the row's part is the number of a horizon.
std::vector<column> columns_of(section_pieces const& of, std::string const& way)
{
    auto const  any_value = [&of, way](row const& in) { return of.f.at(in.place + way + "/without_value") != of.f.at(in.place + way + "/waiting"); };
    std::string ahead     = way + "/horizons/#";
    std::vector<column> columns{{"waiting", way + "/waiting"},
                                {"learnt from", way + "/in_curves"},
                                {"within", ahead + "/within_seconds", shown_as::length},
                                {"will move", ahead + "/expected_moves", shown_as::number},
                                {"give or take", ahead + "/standard_deviation", shown_as::number}};
    if (of.f.has("/forecast/to_last/0/horizons/0/percentiles/0"))
        columns.push_back({"in 9 of 10 cases", ahead + "/percentiles", shown_as::number, column::percentiles});
    columns.push_back({"money", ahead + "/expected_money", shown_as::money, column::figure, any_value});
    columns.push_back({"without a value", way + "/without_value"});
    columns.push_back({"beyond all ages", ahead + "/beyond"});
    return columns;
}

/// A row for each horizon of each of the places.
std::vector<row> rows_of(section_pieces const& of, std::vector<std::string> const& places)
{
    std::vector<row> rows;
    for (auto const& place : places)
        for (std::size_t h = 0, n = of.f.at("/forecast/to_last/0/horizons").size(); h != n; ++h) rows.push_back({place, {}, fmt::to_string(h)});
    return rows;
}

std::string tables_of(section_pieces const& of)
{
    std::vector<std::string> ways, groups;
    auto const               add = [&](std::vector<std::string>& to, char const* list, std::size_t without) {
        for (std::size_t i = 0, n = of.f.at(list).size(); i + without < n; ++i) to.push_back(fmt::format("{}/{}", list, i));
    };
    add(ways, "/forecast/steps", 0);
    add(ways, "/forecast/to_last", 1); // the last of them is the last step
    add(groups, "/forecast/by_group/by", 0);
    auto columns = columns_of(of, "");
    columns.insert(columns.begin(), {"way", "", shown_as::text, column::step});
    auto by_key = columns_of(of, "/value/to_last/0");
    by_key.insert(by_key.begin(), {of.data.group_name, "/key", shown_as::text});
    return table_of(of.f, "Leads that wait", rows_of(of, ways), columns)
           + table_of(of.f, "From the first stage to the last, by " + of.data.group_name, rows_of(of, groups), by_key)
           + of.leads_that_differ("/forecast/by_group");
}

} // namespace

page_section forecast_section(section_pieces const& of)
{
    auto const&       f = of.f;
    page_section      made{"forecast", "How many of the leads that wait will move on?", "14", {"forecast"}, {}, {}, {}, {}};
    std::string const way = "/forecast/to_last/0", ahead = way + "/horizons/0", test = "/forecast/back_test/to_last/0/horizons/0";
    made.in_short = "Of " + f.count(way + "/waiting", "lead", "leads") + " on the way from " + of.step(way) + ", "
                    + f(ahead + "/expected_moves", shown_as::number) + " (give or take " + f(ahead + "/standard_deviation", shown_as::number)
                    + ") will have come there within " + of.length(ahead + "/within_seconds") + ".";
    if (f.has(test + "/brier"))
        made.words = "<p>The same forecast on " + f("/forecast/tested_at", shown_as::date) + " would have expected "
                     + f(test + "/expected", shown_as::number) + "; " + of.count(test + "/moved") + " came. Its Brier score is "
                     + f(test + "/brier", shown_as::fine) + ", that of the plain rate " + f(test + "/brier_of_known", shown_as::fine)
                     + ": the smaller, the better.</p>\n";
    made.pictures.push_back(lm::to_vega_lite(of.all.forecast->whole));
    made.pictures.push_back(lm::to_vega_lite(of.all.forecast->test));
    made.tables = tables_of(of);
    if (of.wanted.list_leads)
        made.tables += table_of(f, "Who is most likely to come to the last stage", ahead + "/leads/listed",
                                {{"lead", "/lead_id", shown_as::text},
                                 {"age", "/age_seconds", shown_as::length},
                                 {"probability", "/probability", shown_as::percent},
                                 {"expected money", "/expected_money", shown_as::money}});
    return made;
}

} // namespace crm
