// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "handover.hpp"

#include "csv_file.hpp"
#include "groups.hpp"
#include "pieces_of_text.hpp"
#include "stage_named.hpp"

#include <algorithm>
#include <memory>
#include <ratio>
#include <utility>
#include <vector>

namespace lm = leadmetrics;

namespace crm {

namespace {

/// The stages that are wanted, or the usual ones.
std::pair<std::string, std::string> stages_of(handover_wishes const& wanted, lm::funnel<std::string> const& pipeline)
{
    if (wanted.from.empty()) {
        if (pipeline.index_of("MQL") && pipeline.index_of("SQL")) return {"MQL", "SQL"};
        return {pipeline.stages()[0], pipeline.stages()[1]};
    }
    if (stage_named("--handover", wanted.from, pipeline) >= stage_named("--handover", wanted.to, pipeline))
        throw input_error("--handover: found \"" + wanted.from + "," + wanted.to + "\", expected the stage that comes first, and one behind it");
    return {wanted.from, wanted.to};
}

/// The time from which the bands of response times are made: an allowance, or as many days of eight hours.
lm::seconds length_of(lm::allowance const& one)
{
    auto const days = one.working_days();
    if (!days) return one.length().in_seconds();
    return std::chrono::hours{8 * std::max<std::int64_t>(days->count, 1)};
}

auto pauses_of(lead_journeys const& journeys, std::vector<std::string> const& stages)
{
    using pauses = decltype(lm::pauses_in(journeys, stages));
    if (!stages.empty()) return lm::pauses_in(journeys, stages);
    return pauses{std::make_shared<typename pauses::data>()};
}

std::string allowance_text(hand_over const& all)
{
    if (auto const days = all.allowance.working_days()) return fmt::format("{} working day{}", days->count, days->count == 1 ? "" : "s");
    return length(std::optional{all.allowance.length().in_seconds()}, all.working_time) + (all.working_time ? " of working time" : "");
}

} // namespace

std::optional<hand_over> make_handover(export_data const& data, lead_journeys const& journeys, handover_wishes const& wanted, instant as_of,
                                       bool by_group, bool by_month)
{
    auto const& pipeline = data.pipeline;
    if (pipeline.size() < 2) return std::nullopt;
    // With two stages the second is the win: that marketing hands leads over before it would be a guess.
    if (pipeline.size() == 2 && !wanted.asked && !(pipeline.index_of("MQL") && pipeline.index_of("SQL"))) return std::nullopt;
    for (auto const& stage : wanted.waiting) stage_named("--waiting", stage, pipeline);
    auto const [from, to]  = stages_of(wanted, pipeline);
    auto const    contacts = lm::contacts(data.contacts);
    lm::sla const service{
        pipeline, {.as_of = as_of, .start = from, .response = to, .allowance = wanted.allowance, .every_time = wanted.every_time}, wanted.clock};
    auto const length  = length_of(wanted.allowance);
    auto const reports = lm::together(
        lm::mql{pipeline, {.as_of = as_of, .qualified = from, .accepted = to}, lm::named("reason", &change::reason)},
        service.answered_by(contacts).paused_by(pauses_of(journeys, wanted.waiting)),
        lm::response_lift{pipeline, {.as_of = as_of, .start = from, .response = to, .bands = {length / 4, length, length * 4}}, wanted.clock}
            .answered_by(contacts));
    auto      whole    = on_all_cores(reports)(journeys);
    auto      settings = settings_of(reports, whole);
    hand_over all{from, to, wanted.allowance, wanted.clock.open.has_value(), wanted.every_time, std::move(settings), std::move(whole), {}, {}};
    if (by_group) all.by_group = by_groups(data, reports, journeys);
    if (by_month) all.by_month = on_all_cores(lm::monthly(reports))(journeys);
    return all;
}

namespace {

std::string mql_text(hand_over const& all)
{
    auto const& report = mql_in(all.whole);
    std::string out =
        fmt::format("HAND-OVER\n  {} {} passed: {} accepted, {} rejected, {} pending.\n  MQL efficiency {} ({} %), acceptance rate {}.\n",
                    report.passed, all.from, report.accepted, report.rejected, report.pending, percent(report.efficiency.value()),
                    limits(report.efficiency), percent(report.acceptance_rate.value()));
    std::vector<std::pair<std::string, std::int64_t>> reasons(report.rejected_by_reason.begin(), report.rejected_by_reason.end());
    std::stable_sort(reasons.begin(), reasons.end(), [](auto const& a, auto const& b) { return a.second > b.second; });
    for (auto const& [reason, n] : reasons) out += fmt::format("  Rejected, {}: {}\n", reason, n);
    if (report.rejected_without_reason != 0) out += fmt::format("  Rejected without a reason: {}\n", report.rejected_without_reason);
    return out + '\n';
}

template <class Reports>
std::string service_breakdown(std::string const& title, Reports const& reports, bool working_time)
{
    table rows({title, "passed", "accepted", "met", "breached", "overdue", "pending", "compliance", "95 %", "", "half by"});
    for (auto const& [key, one] : reports) {
        auto const& s = sla_in(one);
        rows.add({key_text(key), fmt::to_string(mql_in(one).passed), percent(mql_in(one).efficiency.value()), fmt::to_string(s.met),
                  fmt::to_string(s.breached), fmt::to_string(s.overdue), fmt::to_string(s.pending), percent(s.compliance.value()),
                  limits(s.compliance), bar(s.compliance.value()), length(s.response_censored.median, working_time)});
    }
    return heading("service level by " + title) + rows.str();
}

std::string sla_text(hand_over const& all)
{
    auto const& report = sla_in(all.whole);
    std::string out    = fmt::format(
        "SERVICE LEVEL\n  {} → {} within {}{}: {} met, {} breached, {} overdue, {} pending.\n  Compliance {} ({} %). Wasted: {}.\n", all.from, all.to,
        allowance_text(all), all.every_time ? ", " + count(report.started, "time that a lead came there", "times that leads came there") : "",
        report.met, report.breached, report.overdue, report.pending, percent(report.compliance.value()), limits(report.compliance), report.wasted);
    out += fmt::format("  Answered: median {}, p90 {}. Of all, unanswered ones too: half by {}, nine tenths by {}.\n",
                       length(report.response.median, all.working_time), length(report.response.p90, all.working_time),
                       length(report.response_censored.median, all.working_time), length(report.response_censored.p90, all.working_time));
    if (report.out_of_order != 0)
        out += fmt::format("  {} never waiting, as {} came before {}: in none of these figures.\n",
                           count(report.out_of_order, "lead was", "leads were"), all.to, all.from);
    for (std::size_t i = 0; i != std::min<std::size_t>(report.overdue_leads.size(), 3); ++i)
        out += fmt::format("  Overdue: {}, due {}, late by {}\n", report.overdue_leads[i].lead_id,
                           date::format("%F %R", date::floor<std::chrono::minutes>(report.overdue_leads[i].due)),
                           length(std::optional{lm::seconds(report.overdue_leads[i].late_by)}, all.working_time));
    return out + '\n';
}

std::string lift_text(hand_over const& all)
{
    auto const& report = lift_in(all.whole);
    table       rows({"answered", "leads", "reached end", "rate", "95 %", "times as likely", "95 %"});
    auto const  add = [&](lm::response_lift_report::band const& band, std::string const& name) {
        auto const limits_of_lift = band.lift.interval();
        rows.add({name, fmt::to_string(band.leads), fmt::to_string(band.conversion.hits), percent(band.conversion.value()), limits(band.conversion),
                  band.lift.value() ? fmt::format("{:.2f}", *band.lift.value()) : "–",
                  limits_of_lift ? fmt::format("{:.2f} – {:.2f}", limits_of_lift->low, limits_of_lift->high) : "–"});
    };
    for (auto const& band : report.bands)
        add(band, band.up_to ? "within " + length(band.up_to, all.working_time) : "later than " + length(band.longer_than, all.working_time));
    add(report.unanswered, "not at all");
    return "RESPONSE LIFT\n" + rows.str();
}

json named(json said) { return named_reports(std::move(said), "mql", "sla", "response_lift"); }

} // namespace

std::string handover_text(export_data const& data, hand_over const& all)
{
    std::string out = mql_text(all) + sla_text(all);
    if (all.by_group) out += service_breakdown(data.group_name, *all.by_group, all.working_time);
    if (all.by_month) out += service_breakdown("month", *all.by_month, all.working_time);
    return all.to == data.pipeline.stages().back() ? out : out + lift_text(all); // where the response is the last stage, nothing can follow it
}

json handover_json(json_pieces& of, export_data const& data, hand_over const& all)
{
    json out{{"from", of.text(all.from)},
             {"to", of.text(all.to)},
             {"allowance_seconds", nullptr},
             {"working_time", all.working_time},
             {"settings", all.settings}};
    if (auto const days = all.allowance.working_days()) out["allowance_working_days"] = days->count;
    else out["allowance_seconds"] = all.allowance.length().floor_count<std::ratio<1>>();
    out.update(named(of(all.whole)));
    if (all.by_group) {
        out["by_group"]         = named(of(*all.by_group));
        out["by_group"]["name"] = of.text(data.group_name);
    }
    if (all.by_month) out["by_month"] = named(of(*all.by_month));
    return out;
}

} // namespace crm
