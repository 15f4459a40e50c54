// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "figures.hpp"

#include "all_cores.hpp"
#include "csv_file.hpp"
#include "groups.hpp"
#include "stage_named.hpp"

#include <algorithm>
#include <map>
#include <string>

namespace lm = leadmetrics;

namespace crm {

namespace {

/// What one look at all changes tells.
struct overview {
    std::optional<instant>             latest_close;
    bool                               any_lost = false;
    std::map<std::string, std::size_t> currencies; ///< each currency of a value, and the number of the record in which it was first met
};

overview look_at(export_data const& data)
{
    overview                           all;
    std::map<std::string const*, bool> means_lost;
    std::string const*                 known   = nullptr; // records one behind the other, and few words
    bool                               is_lost = false;
    auto const&                        lost    = data.pipeline.lost();
    auto const                         see     = [](std::optional<instant>& last, std::optional<instant> at) {
        if (at && (!last || *at > *last)) last = at;
    };
    for (std::size_t i = 0; i != data.changes.size(); ++i) {
        change const& one = data.changes[i];
        see(all.latest_close, one.at_close().at());
        if (!all.any_lost && known != &one.stage()) {
            known                      = &one.stage();
            auto const [place, is_new] = means_lost.try_emplace(known);
            if (is_new) place->second = std::find(lost.begin(), lost.end(), *known) != lost.end();
            is_lost = place->second;
        }
        all.any_lost = all.any_lost || is_lost;
        if (one.value() && !one.currency().empty()) all.currencies.try_emplace(one.currency(), i);
    }
    return all;
}

/// Computes how soon leads of the last step were lost. For this figure, being lost is the event, and winning competes with it.
std::optional<lost_figures> time_to_loss(export_data const& data, bool any_lost, instant as_of, examples::agreed_clock const& clock)
{
    if (!any_lost || data.pipeline.size() < 2) return std::nullopt;
    auto const& stages = data.pipeline.stages();
    auto const& lost   = data.pipeline.lost();
    auto const  mirror = lm::funnel<std::string>{stages[stages.size() - 2], lost[0]}.lost_at(stages.back());
    return on_all_cores(lm::velocity{mirror, {.as_of = as_of}, clock})(on_all_cores(lm::journeys)(data.changes, mirror)).steps[0];
}

/// Values in several currencies are never added up: not in sales velocity either.
void check_currencies(export_data const& data, overview const& seen)
{
    std::map<std::string, std::string> first; // where each currency was met
    for (auto const& [currency, i] : seen.currencies) first.emplace(currency, "record " + std::to_string(i + 1) + " of the changes");
    for (std::size_t i = 0; i != data.costs.size(); ++i)
        if (auto const& currency = data.costs[i].currency; !currency.empty())
            first.try_emplace(currency, "record " + std::to_string(i + 1) + " of the costs");
    if (first.size() < 2) return;
    std::string found;
    for (auto const& [currency, where] : first) found += (found.empty() ? "" : ", ") + currency + " (first in " + where + ")";
    throw input_error("amounts are in several currencies, which are never added up: found " + found
                      + "; expected one: give --rates FILE, with the columns currency and rate, to convert them");
}

} // namespace

all_figures make_figures(export_data const& data, wishes const& wanted)
{
    auto const&   pipeline = data.pipeline;
    auto const    seen     = look_at(data);
    auto const    last     = latest(data);
    instant const as_of    = wanted.as_of ? *wanted.as_of : last.value_or(instant{});
    check_currencies(data, seen);
    // The close of a deal that is a date is the last instant of that day: so are the books on money closed by default.
    instant const  money_as_of = wanted.as_of ? *wanted.as_of : std::max(as_of, seen.latest_close.value_or(as_of));
    auto const     journeys    = journeys_of(data);
    lm::conversion within{pipeline, {.as_of = as_of, .horizon = wanted.horizon}};
    for (auto const& [stage, horizon] : wanted.step_horizons) {
        if (stage_named("--step-horizon", stage, pipeline) + 1 == pipeline.size())
            throw input_error("--step-horizon: found the stage \"" + stage + "\", expected one before the last, as no step begins there");
        within = within.with_horizon(stage, horizon);
    }
    for (auto const& goal : wanted.goals) stage_named("--goal", goal.stage, pipeline);
    // A goal is for the whole time or, where months were asked for, for each month; never for each group.
    using goals             = std::vector<lm::goal<std::string>>;
    auto const reports_with = [&](goals const& some) {
        return lm::together(lm::volume{pipeline, {.as_of = as_of, .goals = some}}, lm::conversion{pipeline, {.as_of = as_of}}, within,
                            lm::velocity{pipeline, {.as_of = as_of}, lm::named("value", &change::value), wanted.clock},
                            lm::efficiency{pipeline, {.as_of = as_of}});
    };
    auto const reports = reports_with(wanted.by_month ? goals{} : wanted.goals);

    auto        whole    = on_all_cores(reports)(journeys);
    auto        settings = settings_of(reports_with(wanted.goals), whole);
    all_figures all{};
    all.as_of         = as_of;
    all.horizon       = wanted.horizon;
    all.step_horizons = wanted.step_horizons;
    all.working_time  = wanted.clock.open.has_value();
    all.settings      = std::move(settings);
    all.whole         = std::move(whole);
    all.lost          = time_to_loss(data, seen.any_lost, as_of, wanted.clock);
    if (wanted.by_group) all.by_group = by_groups(data, reports_with({}), journeys);
    if (wanted.compare && all.by_group) {
        all.compared        = lm::compare(*all.by_group, [](figures const& one) { return conversion_in(one).overall.rate; });
        auto const by_group = by_groups(data, lm::velocity{pipeline, {.as_of = as_of, .keep_times = true}, wanted.clock}, journeys);
        all.compared_times  = lm::compare(by_group, [](auto const& one) { return one.cycle.incidence; });
    }
    if (wanted.by_month) all.by_month = on_all_cores(lm::monthly(reports_with(wanted.goals)))(journeys);

    all.handover = make_handover(data, journeys, wanted.handover, as_of, wanted.by_group, wanted.by_month);
    if (!data.costs.empty()) all.money = make_money(data, journeys, money_as_of);
    if (!data.activities.empty())
        all.scores =
            make_scores(data, wanted.scoring ? *wanted.scoring : usual_model(), all.handover ? all.handover->to : pipeline.stages().back(), as_of);
    if (!data.touches.empty()) all.attribution = make_attribution(data, journeys, wanted.lookback, money_as_of);

    if (!wanted.forecast.horizons.empty()) all.forecast = make_forecast(data, journeys, wanted.forecast, as_of, wanted.by_group);

    if (wanted.sequence) all.sequence = make_sequence(data, *wanted.sequence, as_of);

    std::map<std::string, std::int64_t> unknown;
    for (auto const& ignored : lm::ignored_records(journeys, as_of))
        if (ignored.reason == lm::record_fate::unknown_stage) ++unknown[data.changes[ignored.record].stage()];
    all.unknown_stages.assign(unknown.begin(), unknown.end());
    return all;
}

} // namespace crm
