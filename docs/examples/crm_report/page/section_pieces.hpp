// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_PAGE_SECTION_PIECES_HPP
#define CRM_REPORT_PAGE_SECTION_PIECES_HPP

#include "page.hpp"

#include <string>
#include <vector>

namespace crm {

/// What sections are made of, and what they have in common.
struct section_pieces {
    export_data const&   data;
    all_figures const&   all;
    shown_figures const& f;
    page_wishes const&   wanted;

    [[nodiscard]] std::string count(std::string const& place) const { return f(place, shown_as::count); }
    [[nodiscard]] std::string text(std::string const& place) const { return f(place, shown_as::text); }
    [[nodiscard]] std::string length(std::string const& place) const { return f(place, shown_as::length); }
    [[nodiscard]] std::string money(std::string const& place) const { return f(place, shown_as::money); }
    [[nodiscard]] std::string step(std::string const& place) const { return text(place + "/from") + " → " + text(place + "/to"); }

    static std::vector<column> inside(std::string const& place, std::vector<column> columns)
    {
        for (auto& one : columns) one.at.insert(0, place);
        return columns;
    }
    /// How many leads have records that disagree about the key of a report by key.
    [[nodiscard]] std::string leads_that_differ(std::string const& by_group) const
    {
        std::string const place = by_group + "/conflicts";
        if (!f.has(place) || f.at(place) == 0) return "";
        return "<p class=\"small\">" + f.count(place, "lead has", "leads have") + " records that differ in " + escaped(data.group_name) + ".</p>\n";
    }
    /// The same figures by key and by month, where they were asked for.
    [[nodiscard]] std::string breakdowns(std::string const& place, std::string const& what, std::vector<column> const& columns) const
    {
        auto const table = [&](std::string const& title, std::string const& list, column first) {
            std::vector<column> with_key{std::move(first)};
            with_key.insert(with_key.end(), columns.begin(), columns.end());
            return table_of(f, what + ", by " + title, place + list, with_key);
        };
        return table(data.group_name, "/by_group/by", {data.group_name, "/key", shown_as::text}) + leads_that_differ(place + "/by_group")
               + table("month", "/by_month/windows", {"month", "/window", shown_as::month});
    }
};

page_section comparison_section(section_pieces const& of);
page_section forecast_section(section_pieces const& of);
page_section roi_section(section_pieces const& of);
page_section attribution_section(section_pieces const& of);
page_section sequence_section(section_pieces const& of);

} // namespace crm

#endif
