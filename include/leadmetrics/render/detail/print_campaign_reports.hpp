// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_RENDER_DETAIL_PRINT_CAMPAIGN_REPORTS_HPP
#define LEADMETRICS_RENDER_DETAIL_PRINT_CAMPAIGN_REPORTS_HPP

#include <leadmetrics/campaign_reports.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/render/detail/print_quality.hpp>
#include <leadmetrics/render/detail/report_printer.hpp>
#include <leadmetrics/version.hpp>

#include <chrono>
#include <string>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

// One function a report: print(printer, report).

template <class Printer>
void print(Printer& to, path_quality const& q)
{
    auto const& [touches, deals] = q;
    to.records("touches: ", touches.records, touches.used,
               {{touches.missing_lead, "without a lead"},
                {touches.missing_time, "without a time"},
                {touches.missing_campaign, "without a campaign"},
                {touches.duplicates, "duplicates"},
                {touches.after_as_of, "after as_of"},
                {touches.no_conversion, "of leads without a conversion"}});
    to.records("conversions: ", deals.records, deals.used,
               {{deals.missing_lead, "without a lead"},
                {deals.missing_time, "without a time"},
                {deals.missing_amount, "without an amount"},
                {deals.duplicates, "duplicates"},
                {deals.after_as_of, "after as_of"}});
}
template <class Printer>
void print(Printer& to, cash_quality const& q)
{
    to.records("", q.records, q.used,
               {{q.missing_time, "without a time"},
                {q.missing_campaign, "without a campaign"},
                {q.missing_amount, "without an amount"},
                {q.unknown_currency, "of an unknown currency"},
                {q.duplicates, "duplicates"},
                {q.after_as_of, "after as_of"}});
}
template <class Printer, class Campaign, class Money, class Duration>
void print(Printer& to, roi_report<Campaign, Money, Duration> const& r)
{
    to.title("Return on investment");
    std::vector<typename Printer::row> rows{{"campaign", "cost", "revenue", "net", "ROI", "payback", "open leads"}};
    auto const                         add = [&](std::string const& name, auto const& c) {
        rows.push_back(
            {name, cell_text(c.cost), cell_text(c.revenue), cell_text(c.net), percent_text(c.roi),
             c.payback ? std::string{spell_second(date::floor<std::chrono::seconds>(*c.payback).time_since_epoch().count())}.substr(0, 10) : "-",
             std::to_string(c.open_leads)});
    };
    for (auto const& [campaign, c] : r.campaigns) add(cell_text(campaign), c);
    add("total", r.total);
    to.table(rows);
    print(to, r.quality);
}
template <class Printer, class Campaign, class Money>
void print(Printer& to, attribution_report<Campaign, Money> const& r)
{
    to.title("Attribution");
    std::vector<typename Printer::row> rows{{"campaign", "deals", "influenced", "attributed", "weight"}};
    for (auto const& [campaign, c] : r.campaigns)
        rows.push_back({cell_text(campaign), std::to_string(c.deals), cell_text(c.influenced), cell_text(c.attributed), decimal_text(c.weight, 2)});
    rows.push_back({"no touch", std::to_string(r.without_touches), "-", cell_text(r.unattributed), "-"});
    rows.push_back({"total", std::to_string(r.conversions), "-", cell_text(r.total), "-"});
    to.table(rows);
    if (r.refunds != 0) to.line(labelled("refunds, taken back from the total", std::to_string(r.refunds)));
    print(to, r.quality);
}
template <class Printer, class Campaign, class Money>
void print(Printer& to, top_paths_report<Campaign, Money> const& r)
{
    to.title("Paths");
    std::vector<typename Printer::row> rows{{"path", "paths", "conversions", "value"}};
    for (auto const& path : r.top) {
        std::string way;
        for (auto const& campaign : path.campaigns) way.append(way.empty() ? "" : " > ").append(cell_text(campaign));
        rows.push_back({way, std::to_string(path.paths), std::to_string(path.conversions), cell_text(path.value)});
    }
    to.table(rows);
    to.line("  " + std::to_string(r.paths) + " paths, " + std::to_string(r.distinct) + " different ones");
    print(to, r.quality);
}
template <class Printer, class Money>
void print(Printer& to, path_lengths_report<Money> const& r)
{
    to.title("Lengths of paths");
    std::vector<typename Printer::row> rows{{"touches", "paths", "conversions", "value"}};
    for (auto const& one : r.lengths)
        rows.push_back({std::to_string(one.touches), std::to_string(one.paths), std::to_string(one.conversions), cell_text(one.value)});
    to.table(rows);
    to.line("  touches of a sale: " + cell_text(r.mean_touches) + "; time to it: median " + cell_text(r.time_to_convert.median) + ", 90 % "
            + cell_text(r.time_to_convert.p90));
    print(to, r.quality);
}
template <class Printer>
void print(Printer& to, markov_order_report const& r)
{
    to.title("Order of a chain");
    std::vector<typename Printer::row> rows{{"order", "parameters", "log likelihood", "BIC"}};
    for (auto const& one : r.orders)
        rows.push_back({std::to_string(one.order), std::to_string(one.parameters), decimal_text(one.log_likelihood, 1), decimal_text(one.bic, 1)});
    to.table(rows);
    to.line(labelled("suggested", cell_text(r.suggested)));
    print(to, r.quality);
}
template <class Printer, class Stage>
void print(Printer& to, std::vector<unit_cost<Stage>> const& units)
{
    std::vector<typename Printer::row> rows{{"stage", "leads", "cost of one"}};
    for (auto const& one : units) rows.push_back({to.name(one.stage), std::to_string(one.leads), cell_text(one.cost)});
    to.table(rows);
}

}}} // namespace leadmetrics::detail

#endif
