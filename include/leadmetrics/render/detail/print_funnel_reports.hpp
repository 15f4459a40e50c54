// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_RENDER_DETAIL_PRINT_FUNNEL_REPORTS_HPP
#define LEADMETRICS_RENDER_DETAIL_PRINT_FUNNEL_REPORTS_HPP

#include <leadmetrics/funnel_reports.hpp>
#include <leadmetrics/journey/contacts.hpp>
#include <leadmetrics/journey/pauses.hpp>
#include <leadmetrics/render/detail/print_quality.hpp>
#include <leadmetrics/render/detail/report_printer.hpp>
#include <leadmetrics/report/directly_follows.hpp>
#include <leadmetrics/report/sequence.hpp>
#include <leadmetrics/version.hpp>

#include <string>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

// One function a report: print(printer, report).

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
template <class Printer, class Stage, class Length>
void print(Printer& to, conversion_report<Stage, Length> const& r)
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
template <class Printer, class Stage, class Length>
void print(Printer& to, velocity_report<Stage, Length> const& r)
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
    for (auto const& s : r.steps)
        if (s.out_of_order != 0)
            to.line("  " + to.name(s.from) + " > " + to.name(s.to) + ": " + std::to_string(s.out_of_order)
                    + " of those that moved had entered the later stage first");
    if (r.sales_velocity.value) to.line(labelled("sales velocity", decimal_text(*r.sales_velocity.value, 2) + " a day"));
    print(to, r.quality);
}
template <class Printer, class Stage, class Id>
void print(Printer& to, forecast_report<Stage, Id> const& r)
{
    to.title("Forecast");
    std::vector<typename Printer::row> rows{{"way", "waiting", "within", "will move", "give or take", "money", "beyond"}};
    auto const                         add = [&](auto const& s) {
        for (auto const& h : s.horizons)
            rows.push_back({to.name(s.from) + " > " + to.name(s.to), std::to_string(s.waiting), cell_text(h.within),
                            decimal_text(h.expected_moves, 1), decimal_text(h.standard_deviation, 1),
                            h.expected_money ? decimal_text(*h.expected_money, 2) : "-", std::to_string(h.beyond)});
    };
    for (auto const& s : r.steps) add(s);
    for (std::size_t i = 0; i + 1 < r.to_last.size(); ++i) add(r.to_last[i]); // the last of them is the last step
    to.table(rows);
    to.line("  give or take is one standard deviation of leads that move independently; seasons and the curves' own error are not in it");
    if (r.weighted_pipeline) to.line(labelled("weighted pipeline", decimal_text(*r.weighted_pipeline, 2)));
    print(to, r.quality);
}
template <class Printer, class Stage>
void print(Printer& to, back_test_report<Stage> const& r)
{
    to.title("Back-test");
    std::vector<typename Printer::row> rows{{"way", "waited", "within", "expected", "moved", "Brier", "of the rate seen", "of the rate known"}};
    auto const                         add = [&](auto const& s) {
        auto const score = [](std::optional<double> const& one) { return one ? decimal_text(*one, 5) : std::string{"-"}; };
        for (auto const& h : s.horizons)
            rows.push_back({to.name(s.from) + " > " + to.name(s.to), std::to_string(s.waiting), cell_text(h.within), decimal_text(h.expected, 1),
                            std::to_string(h.moved), score(h.brier), score(h.brier_of_seen), score(h.brier_of_known)});
    };
    for (auto const& s : r.steps) add(s);
    for (std::size_t i = 0; i + 1 < r.to_last.size(); ++i) add(r.to_last[i]);
    to.table(rows);
    to.line("  the forecast is of use where its Brier score is below both others");
    print(to, r.quality);
}
template <class Printer, class Key>
void print(Printer& to, rate_comparison<Key> const& r)
{
    to.title("Comparison");
    std::vector<typename Printer::row> rows{{"pair", "first", "second", "difference", "95 %", "p", "p of all pairs"}};
    auto const                         p = [](std::optional<double> const& one) { return one ? decimal_text(*one, 4) : std::string{"-"}; };
    for (auto const& one : r.pairs)
        rows.push_back({cell_text(one.first) + " - " + cell_text(one.second), rate_text(one.first_rate), rate_text(one.second_rate),
                        percent_text(one.difference),
                        one.difference_limits ? percent_text(one.difference_limits->low) + " to " + percent_text(one.difference_limits->high) : "-",
                        p(one.p), p(one.p_of_all_pairs)});
    to.table(rows);
    if (r.without_key != 0) to.line(labelled("without a key", std::to_string(r.without_key)));
}
template <class Printer, class Key>
void print(Printer& to, incidence_comparison<Key> const& r)
{
    to.title("Comparison of times");
    auto const p    = [](std::optional<double> const& one) { return one ? decimal_text(*one, 4) : std::string{"-"}; };
    auto const test = [](incidence_test const& one) { return std::string{one.is_log_rank ? "log-rank" : "Gray's"}; };
    auto const row  = [&](std::string name, incidence_test const& one, std::optional<double> const& of_all) {
        return typename Printer::row{
            std::move(name), test(one), one.statistic ? decimal_text(*one.statistic, 4) : "-", std::to_string(one.degrees_of_freedom),
            p(one.p),        p(of_all)};
    };
    std::vector<typename Printer::row> rows{{"groups", "test", "statistic", "df", "p", "p of all pairs"}, row("all", r.all, std::nullopt)};
    for (auto const& one : r.pairs) rows.push_back(row(cell_text(one.first) + " - " + cell_text(one.second), one.test, one.p_of_all_pairs));
    to.table(rows);
    if (r.all.left_out != 0) to.line(labelled("groups with nobody at risk when anybody moved", std::to_string(r.all.left_out)));
    if (r.without_key != 0) to.line(labelled("without a key", std::to_string(r.without_key)));
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
    if (r.rejected_without_reason != 0) to.line(labelled("rejected without a reason", std::to_string(r.rejected_without_reason)));
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
    if (r.accepted_by_default != 0) to.line(labelled("overdue and accepted by default", std::to_string(r.accepted_by_default)));
    if (r.out_of_order != 0) to.line(labelled("never waiting", std::to_string(r.out_of_order)));
    if (r.without_allowance != 0) to.line(labelled("without an allowance", std::to_string(r.without_allowance)));
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
    for (auto const& band : r.bands) add(band.up_to ? hours_text(*band.up_to) : "longer", band);
    add("not at all", r.unanswered);
    to.table(rows);
    if (r.pending != 0) to.line(labelled("pending, in no band", std::to_string(r.pending)));
    if (r.out_of_order != 0) to.line(labelled("never waiting, in no band", std::to_string(r.out_of_order)));
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

template <class Printer>
void print(Printer& to, sequence_report const& r)
{
    to.title("Sequence");
    std::vector<typename Printer::row> rows{{"step", "leads", "of the step before", "of the first", "pending", "median", "90 %"}};
    for (std::size_t i = 0; i != r.steps.size(); ++i) {
        auto const& s    = r.steps[i];
        bool const  rate = i != 0 && !s.optional;
        rows.push_back({std::to_string(i + 1) + " " + s.name + (s.optional ? ", optional" : ""), std::to_string(s.optional ? s.met : s.leads),
                        rate ? rate_text(s.from_before) : "", rate ? rate_text(s.from_first) : "", std::to_string(s.pending),
                        cell_text(s.times.median), cell_text(s.times.p90)});
    }
    to.table(rows);
    to.line("  pending leads may still go on, and are in no rate; times are from the step met before, of those that came");
    if (r.did_not_begin != 0) to.line(labelled("did not begin", std::to_string(r.did_not_begin)));
    print(to, r.quality);
}

}}} // namespace leadmetrics::detail

#endif
