// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "figures.hpp"

#include "csv_file.hpp"

#include <map>
#include <string>

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

/// Values in several currencies are never added up: not in sales velocity either.
void check_currencies(export_data const& data)
{
    std::map<std::string, std::string> first; // where each currency was met
    auto const                         see = [&](std::string const& currency, std::string const& where) {
        if (!currency.empty()) first.try_emplace(currency, where);
    };
    for (std::size_t i = 0; i != data.changes.size(); ++i)
        if (data.changes[i].value()) see(data.changes[i].currency(), "record " + std::to_string(i + 1) + " of the changes");
    for (std::size_t i = 0; i != data.costs.size(); ++i) see(data.costs[i].currency, "record " + std::to_string(i + 1) + " of the costs");
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
    instant const as_of    = wanted.as_of ? *wanted.as_of : latest(data).value_or(instant{});
    check_currencies(data);
    // The close of a deal that is a date is the last instant of that day: so are the books on money closed by default.
    instant const money_as_of = wanted.as_of ? *wanted.as_of : latest_close(data).value_or(instant{});
    auto const    journeys    = lm::journeys(data.changes, pipeline);
    auto const    reports = lm::together(lm::volume{pipeline, {.as_of = as_of, .goals = wanted.goals}}, lm::conversion{pipeline, {.as_of = as_of}},
                                         lm::conversion{pipeline, {.as_of = as_of, .horizon = wanted.horizon}},
                                         lm::velocity{pipeline, {.as_of = as_of}, &change::value}, lm::efficiency{pipeline, {.as_of = as_of}});

    all_figures all{as_of, wanted.horizon, reports(journeys), time_to_loss(data, as_of), {}, {}, {}, {}, {}, {}, {}};
    if (wanted.by_group) all.by_group = lm::by(&change::group, reports)(journeys);
    if (wanted.by_month) all.by_month = lm::monthly(reports)(journeys);

    all.handover = make_handover(data, wanted.handover, as_of, wanted.by_group, wanted.by_month);
    if (!data.costs.empty()) all.money = make_money(data, money_as_of);
    if (!data.activities.empty())
        all.scores =
            make_scores(data, wanted.scoring ? *wanted.scoring : usual_model(), all.handover ? all.handover->to : pipeline.stages().back(), as_of);
    if (!data.touches.empty()) all.attribution = make_attribution(data, wanted.lookback, money_as_of);

    std::map<std::string, std::int64_t> unknown;
    for (auto const& ignored : lm::ignored_records(journeys, as_of))
        if (ignored.reason == lm::record_fate::unknown_stage) ++unknown[data.changes[ignored.record].stage()];
    all.unknown_stages.assign(unknown.begin(), unknown.end());
    return all;
}

} // namespace crm
