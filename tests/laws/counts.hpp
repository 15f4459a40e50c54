// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_TESTS_LAWS_COUNTS_HPP
#define LEADMETRICS_TESTS_LAWS_COUNTS_HPP

// Every count of every report, in a list: what doubles when a summary is added to itself, and what adds up over parts. And reports without the
// counts of records, which doubling every record may change.

#include <leadmetrics/leadmetrics.hpp>

#include <cstdint>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics_tests {

namespace lm = leadmetrics;

using count_list = std::vector<std::int64_t>;

inline void add_counts(count_list& to, lm::data_quality const& q)
{
    to.insert(to.end(), {q.records, q.used, q.missing_lead, q.missing_time, q.unknown_stage, q.duplicates, q.after_as_of, q.out_of_order, q.reopened,
                         q.undone_wins_only, q.lost_without_stage, q.repeated_leads});
}
inline void add_counts(count_list& to, lm::path_quality const& q)
{
    auto const& [touches, conversions] = q;
    to.insert(to.end(), {touches.records, touches.used, touches.missing_lead, touches.missing_time, touches.missing_campaign, touches.duplicates,
                         touches.after_as_of, touches.no_conversion, conversions.records, conversions.used, conversions.missing_lead,
                         conversions.missing_time, conversions.missing_amount, conversions.duplicates, conversions.after_as_of});
}
inline void add_counts(count_list& to, lm::proportion const& rate) { to.insert(to.end(), {rate.hits, rate.total}); }

template <class Stage>
void add_counts(count_list& to, lm::volume_report<Stage> const& r)
{
    for (auto const& s : r.stages) to.insert(to.end(), {s.entered, s.reached});
    for (auto const& g : r.goals) to.push_back(g.entered);
    add_counts(to, r.quality);
}
template <class Stage, class Length>
void add_counts(count_list& to, lm::conversion_report<Stage, Length> const& r)
{
    for (auto const& s : r.steps) {
        add_counts(to, s.rate);
        to.insert(to.end(), {s.pending, s.period.entered_to, s.period.entered_from, s.times.count});
    }
    add_counts(to, r.overall.rate);
    add_counts(to, r.quality);
}
template <class Stage, class Length>
void add_counts(count_list& to, lm::velocity_report<Stage, Length> const& r)
{
    auto const add = [&to](auto const& s) { to.insert(to.end(), {s.entered, s.moved, s.lost, s.waiting, s.out_of_order, s.completed.count}); };
    add(r.cycle);
    for (auto const& s : r.steps) add(s);
    to.push_back(r.sales_velocity.deals);
    add_counts(to, r.sales_velocity.win_rate);
    add_counts(to, r.quality);
}
template <class Stage, class Id>
void add_counts(count_list& to, lm::forecast_report<Stage, Id> const& r)
{
    for (auto const* steps : {&r.steps, &r.to_last})
        for (auto const& s : *steps) {
            to.insert(to.end(), {s.entered, s.moved, s.lost, s.waiting, s.out_of_order, s.in_curves, s.without_value});
            for (auto const& h : s.horizons) to.push_back(h.beyond);
        }
    add_counts(to, r.quality);
}
template <class Stage>
void add_counts(count_list& to, lm::back_test_report<Stage> const& r)
{
    for (auto const* steps : {&r.steps, &r.to_last})
        for (auto const& s : *steps) {
            to.insert(to.end(), {s.waiting, s.in_curves});
            for (auto const& h : s.horizons) to.insert(to.end(), {h.moved, h.beyond});
        }
    add_counts(to, r.quality);
}
inline void add_counts(count_list& to, lm::efficiency_report const& r)
{
    to.insert(to.end(), {r.generated, r.converted, r.lost, r.open});
    add_counts(to, r.rate);
    add_counts(to, r.decided_rate);
    add_counts(to, r.quality);
}
template <class Stage, class Reason>
void add_counts(count_list& to, lm::mql_report<Stage, Reason> const& r)
{
    to.insert(to.end(), {r.passed, r.accepted, r.rejected, r.pending, r.accepted_by_default, r.rejected_without_reason});
    for (auto const& [reason, n] : r.rejected_by_reason) to.push_back(n);
    for (auto const& g : r.goals) to.push_back(g.entered);
    add_counts(to, r.quality);
}
template <class Id, class Time, class Length>
void add_counts(count_list& to, lm::sla_report<Id, Time, Length> const& r)
{
    to.insert(to.end(), {r.started, r.met, r.breached, r.overdue, r.pending, r.accepted_by_default, r.out_of_order, r.without_allowance, r.wasted,
                         r.response.count});
    to.insert(to.end(), {static_cast<std::int64_t>(r.overdue_leads.size()), static_cast<std::int64_t>(r.pending_leads.size())});
    add_counts(to, r.compliance);
    add_counts(to, r.quality);
}
inline void add_counts(count_list& to, lm::response_lift_report const& r)
{
    for (auto const& band : r.bands) add_counts(to, band.conversion);
    add_counts(to, r.unanswered.conversion);
    to.insert(to.end(), {r.pending, r.out_of_order});
    add_counts(to, r.quality);
}
template <class Campaign, class Money, class Duration>
void add_counts(count_list& to, lm::roi_report<Campaign, Money, Duration> const& r)
{
    for (auto const& [campaign, c] : r.campaigns) to.insert(to.end(), {c.costs, c.revenues, c.open_leads, c.cost, c.revenue, c.net, c.open_value});
    to.insert(to.end(), {r.total.costs, r.total.revenues, r.total.cost, r.total.net});
    to.insert(to.end(),
              {r.quality.records, r.quality.used, r.quality.missing_time, r.quality.missing_amount, r.quality.duplicates, r.quality.after_as_of});
}
template <class Campaign, class Money>
void add_counts(count_list& to, lm::attribution_report<Campaign, Money> const& r)
{
    for (auto const& [campaign, c] : r.campaigns) to.insert(to.end(), {c.deals, c.influenced});
    to.insert(to.end(), {r.total, r.unattributed, r.conversions, r.refunds, r.without_touches});
    if (r.chain) to.insert(to.end(), {r.chain->paths, r.chain->conversions});
    add_counts(to, r.quality);
}
template <class Campaign, class Money>
void add_counts(count_list& to, lm::top_paths_report<Campaign, Money> const& r)
{
    to.push_back(r.paths); // and not `distinct`: the same paths twice are no other paths
    for (auto const& path : r.top) to.insert(to.end(), {path.paths, path.conversions, path.value});
    add_counts(to, r.quality);
}
template <class Money>
void add_counts(count_list& to, lm::path_lengths_report<Money> const& r)
{
    for (auto const& row : r.lengths) to.insert(to.end(), {row.paths, row.conversions, row.value});
    to.push_back(r.time_to_convert.count);
    add_counts(to, r.quality);
}
inline void add_counts(count_list& to, lm::markov_order_report const& r)
{
    to.push_back(r.steps);
    add_counts(to, r.quality);
}
template <class Step>
void add_counts(count_list& to, lm::directly_follows_report<Step> const& r)
{
    for (auto const& node : r.nodes) to.insert(to.end(), {node.visits, node.leads, node.first, node.last});
    for (auto const& edge : r.edges) to.push_back(edge.count);
    add_counts(to, r.quality);
}
inline void add_counts(count_list& to, lm::sequence_report const& r)
{
    for (auto const& s : r.steps) {
        to.insert(to.end(), {s.leads, s.met, s.pending, s.times.count});
        add_counts(to, s.from_before);
        add_counts(to, s.from_first);
    }
    to.insert(to.end(), {r.pending, r.did_not_begin});
    add_counts(to, r.quality);
}
template <class Score>
void add_counts(count_list& to, lm::scores_report<Score> const& r)
{
    to.insert(to.end(), {r.sales_ready, r.cold, static_cast<std::int64_t>(r.size())});
    add_counts(to, r.quality);
}
template <class Series>
void add_counts(count_list& to, lm::score_series_report<Series> const& r)
{
    for (auto const& at : r.instants) {
        to.push_back(at.scored);
        add_counts(to, at.sales_ready);
    }
    add_counts(to, r.quality);
}
inline void add_counts(count_list& to, lm::qualification_report const& r)
{
    to.push_back(r.scored);
    add_counts(to, r.sales_ready);
    add_counts(to, r.ever_ready);
    add_counts(to, r.cold);
    add_counts(to, r.quality);
}
inline void add_counts(count_list& to, lm::suggested_threshold_report const& r)
{
    to.insert(to.end(), {r.accepted, r.unscored});
    add_counts(to, r.quality);
}
// Whatever holds reports of its own.
template <class Key, class Report>
void add_counts(count_list& to, lm::keyed<Key, Report> const& reports);
template <class Key, class Report>
void add_counts(count_list& to, lm::by_report<Key, Report> const& reports);
template <class Key, class Report>
void add_counts(count_list& to, lm::window_report<Key, Report> const& reports);
template <class... Reports>
void add_counts(count_list& to, std::tuple<Reports...> const& reports)
{
    std::apply([&](auto const&... report) { (add_counts(to, report), ...); }, reports);
}
template <class Key, class Report>
void add_counts(count_list& to, lm::keyed<Key, Report> const& reports)
{
    for (auto const& [key, report] : reports) add_counts(to, report);
}
template <class Key, class Report>
void add_counts(count_list& to, lm::by_report<Key, Report> const& reports)
{
    add_counts(to, static_cast<lm::keyed<Key, Report> const&>(reports));
    to.push_back(reports.conflicts);
}
template <class Key, class Report>
void add_counts(count_list& to, lm::window_report<Key, Report> const& reports)
{
    add_counts(to, static_cast<lm::keyed<Key, Report> const&>(reports));
    add_counts(to, reports.undated);
}

/// A report without the counts of records seen, of duplicates among them, and of those that cannot be compared for being duplicates because
/// their time or stage is unknown: what doubling every record may change. (Of reports on anything else than journeys: the report.)
template <class Report>
Report without_record_counts(Report report)
{
    if constexpr (requires { report.quality.unknown_stage; }) {
        report.quality.records       = 0;
        report.quality.duplicates    = 0;
        report.quality.missing_time  = 0;
        report.quality.unknown_stage = 0;
    }
    return report;
}
template <class Key, class Report>
auto without_record_counts(lm::by_report<Key, Report> const& reports);
template <class Key, class Report>
auto without_record_counts(lm::window_report<Key, Report> const& reports);
template <class... Reports>
auto without_record_counts(std::tuple<Reports...> const& reports)
{
    return std::apply([](auto const&... report) { return std::tuple{without_record_counts(report)...}; }, reports);
}
template <class Key, class Report>
auto each_without_record_counts(lm::keyed<Key, Report> const& reports)
{
    std::vector<std::pair<Key, decltype(without_record_counts(std::declval<Report const&>()))>> all;
    for (auto const& [key, report] : reports) all.emplace_back(key, without_record_counts(report));
    return all;
}
template <class Key, class Report>
auto without_record_counts(lm::by_report<Key, Report> const& reports)
{
    return std::pair{each_without_record_counts(reports), reports.conflicts};
}
template <class Key, class Report>
auto without_record_counts(lm::window_report<Key, Report> const& reports)
{
    return std::pair{each_without_record_counts(reports), without_record_counts(reports.undated)};
}

} // namespace leadmetrics_tests

#endif
