// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEAD_REPORTS_REPORT_JSON_HPP
#define LEAD_REPORTS_REPORT_JSON_HPP

// The reports as JSON: counts, proportions with both counts, lengths of time in seconds, null for what is undefined.

#include "rows.hpp"

#include <leadmetrics/leadmetrics.hpp>

#include <optional>
#include <string>
#include <utility>

namespace lead_reports_parts {

namespace lm = leadmetrics;

inline json of(std::optional<double> value) { return value ? json(*value) : json(nullptr); }
inline json of(std::optional<lm::seconds> length) { return length ? json(length->count()) : json(nullptr); }
inline json of(lm::proportion const& p)
{
    json       out{{"hits", p.hits}, {"total", p.total}, {"value", of(p.value())}};
    auto const limits = p.interval();
    out["wilson95"]   = limits ? json{limits->low, limits->high} : json(nullptr);
    return out;
}
inline json of(lm::data_quality const& q)
{
    return {{"records", q.records},
            {"used", q.used},
            {"missing_lead", q.missing_lead},
            {"missing_time", q.missing_time},
            {"unknown_stage", q.unknown_stage},
            {"duplicates", q.duplicates},
            {"after_as_of", q.after_as_of},
            {"out_of_order", q.out_of_order},
            {"reopened", q.reopened},
            {"undone_wins_only", q.undone_wins_only},
            {"lost_without_stage", q.lost_without_stage},
            {"repeated_leads", q.repeated_leads}};
}
inline json of(lm::incidence const& curve)
{
    json out;
    for (int const days : {7, 14, 30, 60, 90, 180, 365}) {
        auto const here                             = curve.at(date::days{days});
        auto const limits                           = here.interval();
        out["at_" + std::to_string(days) + "_days"] = {{"value", here.value}, {"ci95", {limits.low, limits.high}}};
    }
    for (auto const& [name, q] : {std::pair{"quarter_by", 0.25}, {"half_by", 0.5}, {"three_quarters_by", 0.75}}) out[name] = of(curve.quantile(q));
    return out;
}

inline json of(lm::volume_report<std::string> const& report)
{
    json out{{"stages", json::array()}, {"quality", of(report.quality)}};
    for (auto const& one : report.stages) out["stages"].push_back({{"stage", one.stage}, {"entered", one.entered}, {"reached", one.reached}});
    return out;
}
inline json of(lm::conversion_report<std::string> const& report)
{
    auto const step = [](auto const& one) {
        return json{
            {"from", one.from},
            {"to", one.to},
            {"rate", of(one.rate)},
            {"pending", one.pending},
            {"period", {{"entered_to", one.period.entered_to}, {"entered_from", one.period.entered_from}, {"value", of(one.period.value())}}}};
    };
    json out{{"steps", json::array()}, {"overall", step(report.overall)}, {"quality", of(report.quality)}};
    for (auto const& one : report.steps) out["steps"].push_back(step(one));
    return out;
}
inline json of(lm::velocity_report<std::string> const& report)
{
    auto const step = [](auto const& one) {
        return json{{"from", one.from},
                    {"to", one.to},
                    {"entered", one.entered},
                    {"moved", one.moved},
                    {"lost", one.lost},
                    {"waiting", one.waiting},
                    {"out_of_order", one.out_of_order},
                    {"completed_seconds",
                     {{"count", one.completed.count},
                      {"mean", of(one.completed.mean)},
                      {"median", of(one.completed.median)},
                      {"p90", of(one.completed.p90)}}},
                    {"incidence", of(one.incidence)},
                    {"lead_time_seconds", of(one.lead_time)}};
    };
    json out{{"steps", json::array()}, {"cycle", step(report.cycle)}, {"bottlenecks", report.bottlenecks}};
    for (auto const& one : report.steps) out["steps"].push_back(step(one));
    auto const& money     = report.sales_velocity;
    out["sales_velocity"] = {{"deals", money.deals},
                             {"win_rate", of(money.win_rate)},
                             {"mean_value", of(money.mean_value)},
                             {"mean_cycle_seconds", of(money.mean_cycle)},
                             {"value_per_day", of(money.value)}};
    out["quality"]        = of(report.quality);
    return out;
}
inline json of(lm::efficiency_report const& report)
{
    return {{"generated", report.generated}, {"converted", report.converted},           {"lost", report.lost},          {"open", report.open},
            {"rate", of(report.rate)},       {"decided_rate", of(report.decided_rate)}, {"quality", of(report.quality)}};
}
template <class Reason>
json of(lm::mql_report<std::string, Reason> const& report)
{
    json reasons = json::object();
    for (auto const& [reason, n] : report.rejected_by_reason) reasons[reason] = n;
    return {{"passed", report.passed},
            {"accepted", report.accepted},
            {"rejected", report.rejected},
            {"pending", report.pending},
            {"efficiency", of(report.efficiency)},
            {"acceptance_rate", of(report.acceptance_rate)},
            {"rejected_by_reason", reasons},
            {"rejected_without_reason", report.rejected_without_reason},
            {"quality", of(report.quality)}};
}
template <class Id, class Time, class Length>
json of(lm::sla_report<Id, Time, Length> const& report)
{
    return {{"met", report.met},
            {"breached", report.breached},
            {"overdue", report.overdue},
            {"pending", report.pending},
            {"out_of_order", report.out_of_order},
            {"compliance", of(report.compliance)},
            {"answered_seconds", {{"median", of(report.response.median)}, {"p90", of(report.response.p90)}}},
            {"all_seconds", {{"half_by", of(report.response_censored.median)}, {"nine_tenths_by", of(report.response_censored.p90)}}},
            {"quality", of(report.quality)}};
}

inline json of(lm::response_lift_report const& report)
{
    auto const band = [](lm::response_lift_report::band const& one) {
        auto const limits = one.lift.interval();
        return json{{"longer_than_seconds", of(one.longer_than)},
                    {"up_to_seconds", of(one.up_to)},
                    {"leads", one.leads},
                    {"conversion", of(one.conversion)},
                    {"lift", of(one.lift.value())},
                    {"lift_ci95", limits ? json{limits->low, limits->high} : json(nullptr)}};
    };
    json out{{"bands", json::array()}, {"unanswered", band(report.unanswered)}, {"pending", report.pending}, {"out_of_order", report.out_of_order}};
    for (auto const& one : report.bands) out["bands"].push_back(band(one));
    out["quality"] = of(report.quality);
    return out;
}
template <class Duration>
json of(lm::campaign_return<std::int64_t, Duration> const& r)
{
    return {{"cost_minor", r.cost},
            {"revenue_minor", r.revenue},
            {"net_minor", r.net},
            {"roi", of(r.roi)},
            {"per_unit_spent", of(r.per_unit_spent)},
            {"payback", r.payback ? json(date::format("%FT%TZ", date::floor<std::chrono::seconds>(*r.payback))) : json(nullptr)},
            {"revenue_before_cost", r.revenue_before_cost},
            {"open_leads", r.open_leads},
            {"open_value_minor", r.open_value},
            {"net_present_value_minor", of(r.net_present_value)},
            {"internal_rate_of_return", of(r.internal_rate_of_return)}};
}
template <class Duration>
json of(lm::roi_report<std::string, std::int64_t, Duration> const& report)
{
    json out{{"total", of(report.total)}, {"campaigns", json::object()}};
    for (auto const& [campaign, one] : report.campaigns) out["campaigns"][campaign] = of(one);
    auto const& q  = report.quality;
    out["quality"] = {{"records", q.records},
                      {"used", q.used},
                      {"missing_time", q.missing_time},
                      {"missing_campaign", q.missing_campaign},
                      {"missing_amount", q.missing_amount},
                      {"duplicates", q.duplicates},
                      {"after_as_of", q.after_as_of}};
    return out;
}
template <class Score>
json of(lm::scores_report<Score> const& report)
{
    json out{{"leads", report.size()}, {"threshold", of(report.threshold)}, {"sales_ready", report.sales_ready}, {"cold", report.cold}};
    out["highest"] = json::array();
    for (auto const& lead : lm::highest(report, 20)) out["highest"].push_back({{"lead_id", lead.lead_id}, {"score", lead.value}});
    out["quality"] = of(static_cast<lm::data_quality const&>(report.quality));
    out["quality"].update({{"clamped", report.quality.clamped}, {"not_finite", report.quality.not_finite}});
    return out;
}
inline json of(lm::attribution_report<std::string, std::int64_t> const& report)
{
    json out{{"conversions", report.conversions},         {"refunds", report.refunds},
             {"without_touches", report.without_touches}, {"total_minor", report.total},
             {"unattributed_minor", report.unattributed}, {"campaigns", json::object()}};
    for (auto const& [campaign, one] : report.campaigns)
        out["campaigns"][campaign] = {{"deals", one.deals},
                                      {"influenced_minor", one.influenced},
                                      {"attributed_minor", one.attributed},
                                      {"weight", one.weight},
                                      {"removal_effect", of(one.removal_effect)}};
    auto const& touches = report.quality.touches;
    auto const& deals   = report.quality.conversions;
    out["quality"]      = {{"touches",
                            {{"records", touches.records},
                             {"used", touches.used},
                             {"missing_lead", touches.missing_lead},
                             {"missing_time", touches.missing_time},
                             {"missing_campaign", touches.missing_campaign},
                             {"duplicates", touches.duplicates},
                             {"after_as_of", touches.after_as_of}}},
                           {"conversions",
                            {{"records", deals.records},
                             {"used", deals.used},
                             {"missing_lead", deals.missing_lead},
                             {"missing_time", deals.missing_time},
                             {"missing_amount", deals.missing_amount},
                             {"duplicates", deals.duplicates},
                             {"after_as_of", deals.after_as_of}}}};
    return out;
}
inline json of(row_counts const& counts)
{
    std::int64_t read = 0;
    for (auto const n : counts.of) read += n;
    json out{{"read", read}};
    for (std::size_t k = 0; k != row_kind_names.size(); ++k) out[std::string{row_kind_names[k]}] = counts.of[k];
    out["of_unknown_kind"] = counts.of.back();
    return out;
}

template <class Report>
json of(lm::window_report<std::string, Report> const& report)
{
    json out{{"windows", json::object()}, {"undated", of(report.undated)}};
    for (auto const& [window, one] : report) out["windows"][window] = of(one);
    return out;
}

} // namespace lead_reports_parts

#endif
