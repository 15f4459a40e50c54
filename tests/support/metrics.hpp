// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_TESTS_SUPPORT_METRICS_HPP
#define LEADMETRICS_TESTS_SUPPORT_METRICS_HPP

// All metrics, and combinations of them with keys, with windows and with each other.

#include "changes.hpp"

#include <leadmetrics/leadmetrics.hpp>

#include <map>
#include <tuple>
#include <utility>
#include <vector>

namespace leadmetrics_tests {

/// Calls visit(metric, name) for each metric and combination.
template <class Visit>
void each_metric(Visit const& visit)
{
    namespace lm                         = leadmetrics;
    auto const                        at = closing;
    lm::volume const                  volume{pipeline(), {.as_of = at, .goals = {{phase::won, 3}}}};
    lm::conversion const              conversion{pipeline(), {.as_of = at, .horizon = days{20}}};
    lm::velocity const                velocity{pipeline(), {.as_of = at}, &change::amount};
    lm::velocity const                bounded{pipeline(), {.as_of = at, .durations = lm::precision::within_three_percent}};
    lm::efficiency const              efficiency{pipeline(), {.as_of = at, .target = phase::sql}};
    leadmetrics::working_time<> const office{{}, {{date::Monday, 9h, 17h}, {date::Thursday, 9h, 17h}}};
    lm::mql const                     mql{pipeline(),
                                          {.as_of = at, .qualified = phase::mql, .accepted = phase::sql, .goals = {{phase::sql, 3}}, .silence_accepts_after = 9h},
                      &change::source,
                      office};
    lm::sla const                     sla{pipeline(),
                                          {.as_of = at, .start = phase::mql, .response = phase::sql, .allowance = 9h},
                      lm::agreed_by(&change::source, office).with("web", 3h)};
    lm::response_lift const           lift{pipeline(), {.as_of = at, .start = phase::mql, .response = phase::sql, .bands = {days{1}, days{9}}}};
    visit(volume, "volume");
    visit(conversion, "conversion");
    visit(velocity, "velocity");
    visit(bounded, "velocity with bounded error");
    visit(efficiency, "efficiency");
    visit(mql, "mql");
    visit(sla, "sla");
    visit(lm::together(volume, velocity, conversion, lift), "together");
    visit(lm::monthly(lm::by(&change::source, sla)), "monthly(by(source, sla))");
    visit(lm::by(&change::source, lm::monthly(velocity)), "by(source, monthly)");
    visit(lm::monthly(lm::by(&change::source, velocity)), "monthly(by(source))");
    visit(lm::by(&change::source, lm::latest(&change::amount), lm::together(efficiency, lm::weekly(conversion))),
          "by(source, latest amount, together(…, weekly))");
    visit(lm::together(lm::quarterly(lm::by(&change::source, volume)), lm::windowed([](auto when) { return when < epoch + days{30}; }, efficiency)),
          "together(quarterly(by), windowed)");
}

/// Returns a report without those counts that change when every record is doubled: the records seen, the duplicates, and the records whose time or
/// stage is unknown (these are never duplicates).
template <class Report>
    requires requires(Report& r) { r.quality; }
Report without_record_counts(Report report)
{
    report.quality.records       = 0;
    report.quality.duplicates    = 0;
    report.quality.missing_time  = 0;
    report.quality.unknown_stage = 0;
    return report;
}
template <class Key, class Report>
auto without_record_counts(leadmetrics::keyed<Key, Report> const& reports);
template <class Key, class Report>
auto without_record_counts(leadmetrics::by_report<Key, Report> const& reports);
template <class Key, class Report>
auto without_record_counts(leadmetrics::window_report<Key, Report> const& reports);
template <class... Reports>
auto without_record_counts(std::tuple<Reports...> const& reports)
{
    return std::apply([](auto const&... report) { return std::tuple{without_record_counts(report)...}; }, reports);
}
template <class Key, class Report>
auto without_record_counts(leadmetrics::keyed<Key, Report> const& reports)
{
    std::vector<std::pair<Key, decltype(without_record_counts(std::declval<Report>()))>> all;
    for (auto const& [key, report] : reports) all.emplace_back(key, without_record_counts(report));
    return all;
}
template <class Key, class Report>
auto without_record_counts(leadmetrics::by_report<Key, Report> const& reports)
{
    return std::pair{without_record_counts(static_cast<leadmetrics::keyed<Key, Report> const&>(reports)), reports.conflicts};
}
template <class Key, class Report>
auto without_record_counts(leadmetrics::window_report<Key, Report> const& reports)
{
    return std::pair{without_record_counts(static_cast<leadmetrics::keyed<Key, Report> const&>(reports)), without_record_counts(reports.undated)};
}

} // namespace leadmetrics_tests

#endif
