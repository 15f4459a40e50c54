// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "figures.hpp"

#include <map>

namespace lm = leadmetrics;

namespace crm {

namespace {

/// Computes how soon leads of the last step were lost. For this figure, being lost is the event, and winning competes with it.
std::optional<lost_figures> time_to_loss(export_data const& data, instant as_of)
{
    if (data.pipeline.lost().empty() || data.pipeline.size() < 2) return std::nullopt;
    auto const& stages = data.pipeline.stages();
    auto const& lost   = data.pipeline.lost();
    auto const  mirror = lm::funnel<std::string>{stages[stages.size() - 2], lost[0]}.lost_at(stages.back());
    return lm::velocity{mirror, {.as_of = as_of}}(lm::journeys(data.changes, mirror)).steps[0];
}

} // namespace

all_figures make_figures(export_data const& data, wishes const& wanted)
{
    auto const&   pipeline = data.pipeline;
    instant const as_of    = wanted.as_of ? *wanted.as_of : latest(data.changes).value_or(instant{});
    auto const    journeys = lm::journeys(data.changes, pipeline);
    auto const    reports  = lm::together(lm::volume{pipeline, {.as_of = as_of, .goals = wanted.goals}}, lm::conversion{pipeline, {.as_of = as_of}},
                                          lm::conversion{pipeline, {.as_of = as_of, .horizon = wanted.horizon}},
                                          lm::velocity{pipeline, {.as_of = as_of}, &change::value}, lm::efficiency{pipeline, {.as_of = as_of}});

    all_figures all{as_of, wanted.horizon, reports(journeys), time_to_loss(data, as_of), {}, {}, {}, {}, {}, {}, {}};
    if (wanted.by_group) all.by_group = lm::by(&change::group, reports)(journeys);
    if (wanted.by_month) all.by_month = lm::monthly(reports)(journeys);

    all.handover = make_handover(data, wanted.handover, as_of, wanted.by_group, wanted.by_month);
    if (!data.costs.empty()) all.money = make_money(data, as_of);
    if (!data.activities.empty())
        all.scores =
            make_scores(data, wanted.scoring ? *wanted.scoring : usual_model(), all.handover ? all.handover->to : pipeline.stages().back(), as_of);
    if (!data.touches.empty()) all.attribution = make_attribution(data, wanted.lookback, as_of);

    std::map<std::string, std::int64_t> unknown;
    for (auto const& ignored : lm::ignored_records(journeys, as_of))
        if (ignored.reason == lm::record_fate::unknown_stage) ++unknown[data.changes[ignored.record].stage];
    all.unknown_stages.assign(unknown.begin(), unknown.end());
    return all;
}

} // namespace crm
