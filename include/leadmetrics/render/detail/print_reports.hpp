// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_RENDER_DETAIL_PRINT_REPORTS_HPP
#define LEADMETRICS_RENDER_DETAIL_PRINT_REPORTS_HPP

#include <leadmetrics/calendar/window.hpp>
#include <leadmetrics/campaign_reports.hpp>
#include <leadmetrics/funnel_reports.hpp>
#include <leadmetrics/render/detail/report_printer.hpp>
#include <leadmetrics/report/directly_follows.hpp>
#include <leadmetrics/scoring.hpp>
#include <leadmetrics/version.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

inline std::string labelled(char const* label, std::string const& value) { return std::string{"  "}.append(label).append(": ").append(value); }

// One function a report: print(printer, report). What holds other reports prints these, with their keys as headings.

template <class Printer>
void print(Printer& to, data_quality const& q)
{
    to.records("", q.records, q.used,
               {{q.missing_lead, "without a lead"},
                {q.missing_time, "without a time"},
                {q.unknown_stage, "of an unknown stage"},
                {q.duplicates, "duplicates"},
                {q.after_as_of, "after as_of"}});
    if ((q.out_of_order | q.reopened | q.undone_wins_only | q.lost_without_stage | q.repeated_leads) != 0)
        to.counts("leads", {{q.out_of_order, "out of order"},
                            {q.reopened, "reopened"},
                            {q.undone_wins_only, "with undone wins only"},
                            {q.lost_without_stage, "lost without a stage"},
                            {q.repeated_leads, "repeated"}});
}
template <class Printer>
void print(Printer& to, score_quality const& q)
{
    print(to, static_cast<data_quality const&>(q));
    if ((q.clamped | q.not_finite) != 0) to.counts("points", {{q.clamped, "clamped"}, {q.not_finite, "not finite"}});
}
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
template <class Printer>
void print(Printer& to, contact_quality const& q)
{
    to.records("", q.records, q.accepted, {{q.not_accepted, "not accepted"}, {q.missing_lead, "without a lead"}, {q.missing_time, "without a time"}});
}
template <class Printer>
void print(Printer& to, pause_quality const& q)
{
    to.records("", q.records, q.used,
               {{q.missing_lead, "without a lead"}, {q.missing_time, "without a time"}, {q.ends_before_start, "that end before they start"}});
}

template <class Printer, class Goals>
void print_goals(Printer& to, Goals const& goals)
{
    for (auto const& g : goals) {
        std::string text =
            "  goal " + to.name(g.stage) + ": " + std::to_string(g.entered) + " of " + std::to_string(g.goal) + ", " + percent_text(g.attained);
        char const* before = "; needs ";
        for (auto const& d : g.needed) {
            text.append(before).append(to.name(d.stage)).append(": ").append(cell_text(d.leads));
            before = ", ";
        }
        to.line(text);
    }
}
template <class Printer, class Stage>
void print(Printer& to, volume_report<Stage> const& r)
{
    to.title("Volume");
    std::vector<typename Printer::row> rows{{"stage", "entered", "reached"}};
    for (auto const& s : r.stages) rows.push_back({to.name(s.stage), std::to_string(s.entered), std::to_string(s.reached)});
    to.table(rows);
    print_goals(to, r.goals);
    print(to, r.quality);
}
template <class Printer, class Stage>
void print(Printer& to, conversion_report<Stage> const& r)
{
    to.title("Conversion");
    std::vector<typename Printer::row> rows{{"step", "rate", "pending", "period"}};
    auto const                         add = [&](auto const& s) {
        rows.push_back({to.name(s.from) + " > " + to.name(s.to), rate_text(s.rate), std::to_string(s.pending), percent_text(s.period.value())});
    };
    for (auto const& s : r.steps) add(s);
    if (r.steps.size() > 1) add(r.overall);
    to.table(rows);
    print(to, r.quality);
}
template <class Printer, class Stage>
void print(Printer& to, velocity_report<Stage> const& r)
{
    to.title("Velocity");
    std::vector<typename Printer::row> rows{{"step", "entered", "moved", "lost", "waiting", "median", "90 %", "half by", "time each"}};
    auto const                         add = [&](auto const& s) {
        rows.push_back({to.name(s.from) + " > " + to.name(s.to), std::to_string(s.entered), std::to_string(s.moved), std::to_string(s.lost),
                        std::to_string(s.waiting), cell_text(s.completed.median), cell_text(s.completed.p90), cell_text(s.incidence.quantile(0.5)),
                        cell_text(s.lead_time)});
    };
    for (auto const& s : r.steps) add(s);
    if (r.steps.size() > 1) add(r.cycle);
    to.table(rows);
    to.line("  median and 90 % are of those that moved; half by counts all that entered");
    if (r.sales_velocity.value) to.line(labelled("sales velocity", decimal_text(*r.sales_velocity.value, 2) + " a day"));
    print(to, r.quality);
}
template <class Printer>
void print(Printer& to, efficiency_report const& r)
{
    to.title("Efficiency");
    to.table({{"generated", "converted", "lost", "open", "rate", "of those decided"},
              {std::to_string(r.generated), std::to_string(r.converted), std::to_string(r.lost), std::to_string(r.open), rate_text(r.rate),
               rate_text(r.decided_rate)}});
    print(to, r.quality);
}
template <class Printer, class Stage, class Reason>
void print(Printer& to, mql_report<Stage, Reason> const& r)
{
    to.title("MQL");
    to.table({{"passed", "accepted", "rejected", "pending", "by default", "efficiency", "acceptance"},
              {std::to_string(r.passed), std::to_string(r.accepted), std::to_string(r.rejected), std::to_string(r.pending),
               std::to_string(r.accepted_by_default), rate_text(r.efficiency), rate_text(r.acceptance_rate)}});
    for (auto const& [reason, n] : r.rejected_by_reason) to.line("  rejected, " + cell_text(reason) + ": " + std::to_string(n));
    print_goals(to, r.goals);
    print(to, r.quality);
}
template <class Printer, class Id, class Time, class Length>
void print(Printer& to, sla_report<Id, Time, Length> const& r)
{
    to.title("Service level");
    to.table({{"started", "met", "breached", "overdue", "pending", "compliance"},
              {std::to_string(r.started), std::to_string(r.met), std::to_string(r.breached), std::to_string(r.overdue), std::to_string(r.pending),
               rate_text(r.compliance)}});
    to.line("  response: median " + cell_text(r.response.median) + ", 90 % " + cell_text(r.response.p90)
            + "; of all, with the unanswered censored: median " + cell_text(r.response_censored.median) + ", 90 % "
            + cell_text(r.response_censored.p90));
    if (r.out_of_order != 0) to.line("  never waiting: " + std::to_string(r.out_of_order));
    print(to, r.quality);
}
template <class Printer>
void print(Printer& to, response_lift_report const& r)
{
    to.title("Response lift");
    std::vector<typename Printer::row> rows{{"answered within", "leads", "conversion", "lift"}};
    auto const                         add = [&](std::string const& name, auto const& band) {
        rows.push_back({name, std::to_string(band.leads), rate_text(band.conversion), cell_text(band.lift.value())});
    };
    for (auto const& band : r.bands) add(band.up_to ? length_text(*band.up_to) : "longer", band);
    add("not at all", r.unanswered);
    to.table(rows);
    print(to, r.quality);
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
template <class Printer, class Step>
void print(Printer& to, directly_follows_report<Step> const& r)
{
    to.title("Flow");
    std::vector<typename Printer::row> rows{{"step", "next", "count", "share", "median"}};
    for (auto const& edge : r.edges)
        rows.push_back(
            {cell_text(edge.from), cell_text(edge.to), std::to_string(edge.count), percent_text(edge.share.value()), cell_text(edge.median)});
    to.table(rows);
    print(to, r.quality);
}
template <class Printer, class Score>
void print(Printer& to, scores_report<Score> const& r)
{
    to.title("Scores");
    to.table({{"leads", "sales-ready", "cold"}, {std::to_string(r.size()), std::to_string(r.sales_ready), std::to_string(r.cold)}});
    print(to, r.quality);
}
template <class Printer, class Series>
void print(Printer& to, score_series_report<Series> const& r)
{
    to.title("Scores over time");
    std::vector<typename Printer::row> rows{{"instant", "scored", "sales-ready"}};
    for (std::size_t i = 0; i != r.instants.size(); ++i)
        rows.push_back({std::to_string(i + 1), std::to_string(r.instants[i].scored), rate_text(r.instants[i].sales_ready)});
    to.table(rows);
    print(to, r.quality);
}
template <class Printer>
void print(Printer& to, qualification_report const& r)
{
    to.title("Qualification");
    to.table({{"scored", "sales-ready", "ever ready", "cold"},
              {std::to_string(r.scored), rate_text(r.sales_ready), rate_text(r.ever_ready), rate_text(r.cold)}});
    print(to, r.quality);
}
template <class Printer>
void print(Printer& to, suggested_threshold_report const& r)
{
    to.title("Suggested threshold");
    to.table({{"accepted", "unscored", "lower", "threshold", "upper"},
              {std::to_string(r.accepted), std::to_string(r.unscored), cell_text(r.lower), cell_text(r.threshold), cell_text(r.upper)}});
    print(to, r.quality);
}
template <class Printer, class Stage>
void print(Printer& to, std::vector<unit_cost<Stage>> const& units)
{
    std::vector<typename Printer::row> rows{{"stage", "leads", "cost of one"}};
    for (auto const& one : units) rows.push_back({to.name(one.stage), std::to_string(one.leads), cell_text(one.cost)});
    to.table(rows);
}

template <class Printer, class Key, class Report>
void print(Printer& to, keyed<Key, Report> const& reports);
template <class Printer, class Window, class Report>
void print(Printer& to, window_report<Window, Report> const& reports);
template <class Printer, class Key, class Report>
void print(Printer& to, by_report<Key, Report> const& reports);
template <class Printer, class... Reports>
void print(Printer& to, std::tuple<Reports...> const& reports)
{
    std::apply([&](auto const&... report) { (print(to, report), ...); }, reports);
}
template <class Printer, class Key, class Report>
void print(Printer& to, keyed<Key, Report> const& reports)
{
    for (auto const& [key, report] : reports) to.within(cell_text(key), [&, &one = report] { print(to, one); });
}
template <class Printer, class Window, class Report>
void print(Printer& to, window_report<Window, Report> const& reports)
{
    print(to, static_cast<keyed<Window, Report> const&>(reports));
    to.within("undated", [&] { print(to, reports.undated); });
}
template <class Printer, class Key, class Report>
void print(Printer& to, by_report<Key, Report> const& reports)
{
    print(to, static_cast<keyed<Key, Report> const&>(reports));
    if (reports.conflicts != 0) to.line("leads whose records disagree about the key: " + std::to_string(reports.conflicts));
}

}}} // namespace leadmetrics::detail

#endif
