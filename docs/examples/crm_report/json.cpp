// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "figures.hpp"
#include "pieces_of_json.hpp"

#include <utility>

namespace lm = leadmetrics;

namespace crm {

namespace {

json incidence(lm::incidence const& curve)
{
    json out;
    for (int const days : {7, 14, 30, 60, 90, 180, 365}) {
        auto const here                             = curve.at(date::days{days});
        auto const limits                           = here.interval();
        out["at_" + std::to_string(days) + "_days"] = {{"value", here.value}, {"ci95", {limits.low, limits.high}}};
    }
    for (auto const& [name, q] : {std::pair{"quarter_by", 0.25}, {"half_by", 0.5}, {"three_quarters_by", 0.75}}) out[name] = time(curve.quantile(q));
    return out;
}

template <class Step>
json velocity_step(Step const& s)
{
    return {{"from", s.from},
            {"to", s.to},
            {"entered", s.entered},
            {"moved", s.moved},
            {"lost", s.lost},
            {"waiting", s.waiting},
            {"out_of_order", s.out_of_order},
            {"completed_seconds",
             {{"count", s.completed.count}, {"mean", time(s.completed.mean)}, {"median", time(s.completed.median)}, {"p90", time(s.completed.p90)}}},
            {"incidence", incidence(s.incidence)},
            {"lead_time_seconds", time(s.lead_time)}};
}

json of(lm::volume_report<std::string> const& report)
{
    json out{{"stages", json::array()}, {"goals", json::array()}};
    for (auto const& s : report.stages) out["stages"].push_back({{"stage", s.stage}, {"entered", s.entered}, {"reached", s.reached}});
    for (auto const& g : report.goals) {
        json needed = json::array();
        for (auto const& d : g.needed) needed.push_back({{"stage", d.stage}, {"leads", d.leads ? json(*d.leads) : json(nullptr)}});
        out["goals"].push_back({{"stage", g.stage}, {"goal", g.goal}, {"entered", g.entered}, {"attained", number(g.attained)}, {"needed", needed}});
    }
    return out;
}

json of(lm::conversion_report<std::string> const& report)
{
    auto const step = [](auto const& s) {
        return json{{"from", s.from},
                    {"to", s.to},
                    {"rate", rate(s.rate)},
                    {"pending", s.pending},
                    {"period", {{"entered_to", s.period.entered_to}, {"entered_from", s.period.entered_from}, {"value", number(s.period.value())}}}};
    };
    json out{{"steps", json::array()}, {"overall", step(report.overall)}};
    for (auto const& s : report.steps) out["steps"].push_back(step(s));
    return out;
}

json of(lm::velocity_report<std::string> const& report)
{
    json out{{"steps", json::array()}, {"cycle", velocity_step(report.cycle)}, {"bottlenecks", report.bottlenecks}};
    for (auto const& s : report.steps) out["steps"].push_back(velocity_step(s));
    auto const& m         = report.sales_velocity;
    out["sales_velocity"] = {{"deals", m.deals},
                             {"win_rate", rate(m.win_rate)},
                             {"mean_value", number(m.mean_value)},
                             {"mean_cycle_seconds", time(m.mean_cycle)},
                             {"value_per_day", number(m.value)}};
    return out;
}

json of(lm::efficiency_report const& r)
{
    return {{"generated", r.generated}, {"converted", r.converted}, {"lost", r.lost},
            {"open", r.open},           {"rate", rate(r.rate)},     {"decided_rate", rate(r.decided_rate)}};
}

json of(lm::data_quality const& q)
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

json of(figures const& f)
{
    return {{"volume", of(volume_in(f))},     {"conversion", of(conversion_in(f))}, {"conversion_within_horizon", of(within_horizon_in(f))},
            {"velocity", of(velocity_in(f))}, {"efficiency", of(efficiency_in(f))}, {"quality", of(volume_in(f).quality)}};
}

} // namespace

std::string as_json(export_data const& data, all_figures const& all)
{
    json out{{"title", data.title},
             {"as_of", date::format("%FT%TZ", date::floor<std::chrono::seconds>(all.as_of))},
             {"horizon_days", all.horizon.count()}};
    out.update(of(all.whole));
    if (all.lost) out["lost"] = velocity_step(*all.lost);
    if (all.by_group)
        for (auto const& [key, one] : *all.by_group) out["by"][data.group_name][key] = of(one);
    if (all.by_month)
        for (auto const& [month, one] : *all.by_month) out["by"]["month"][date::format("%Y-%m", month)] = of(one);
    if (all.handover) add_handover(out, data, *all.handover);
    if (all.money) out["roi"] = money_json(*all.money);
    if (all.scores) out["scores"] = score_json(*all.scores);
    if (all.attribution) out["attribution"] = attribution_json(*all.attribution);
    if (!data.warnings.empty()) out["warnings"] = data.warnings;
    for (auto const& use : data.files) {
        json one{{"file", use.file}, {"gives", use.gives}, {"read", use.read}, {"used", use.used}, {"left_out", json::object()}};
        for (auto const& [why, n] : use.left_out) one["left_out"][why] = n;
        out["files"].push_back(std::move(one));
    }
    if (!data.files_not_read.empty()) out["files_not_read"] = data.files_not_read;
    if (!data.import_issues.empty()) out["import_issues"] = data.import_issues;
    for (auto const& [stage, n] : all.unknown_stages) out["unknown_stages"][stage] = n;
    out["dates_without_time"] = data.dates;
    out["skipped_rows"]       = data.skipped_rows;
    return out.dump(2, ' ', false, json::error_handler_t::replace) + '\n';
}

} // namespace crm
