// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/scoring/score_series.hpp>

#include "support/activities.hpp"
#include "support/law.hpp"

#include <leadmetrics/scoring/scores.hpp>

#include <cstddef>
#include <random>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

TEST_CASE("a series is the scores of each of its instants")
{
    holds("whatever the model and the order", [](plain_model const& plain, std::vector<activity> activities, std::uint32_t seed) {
        auto const                model = plain.model();
        std::vector<hourly> const at{at_hour(-5), at_hour(100), at_hour(101), at_hour(250), at_hour(400), at_hour(5000)};
        lm::score_series const    series{model, {.as_of = {at.begin(), at.end()}, .sales_ready = 5}};
        auto const                report = series(activities);
        for (std::size_t i = 0; i != at.size(); ++i) {
            auto const scores = lm::scores{model, {.as_of = at[i], .sales_ready = 5}}(activities);
            RC_ASSERT(report.instants[i].scored == static_cast<std::int64_t>(scores.size()));
            RC_ASSERT((report.instants[i].sales_ready == lm::proportion{scores.sales_ready, report.instants[i].scored}));
            for (auto const& lead : report) {
                RC_ASSERT(lead.values[i].has_value() == scores.contains(lead.lead_id));
                if (lead.values[i]) RC_ASSERT(*lead.values[i] == Approx(scores.at(lead.lead_id).value).epsilon(1e-12).margin(1e-12));
            }
            if (i + 1 == at.size()) RC_ASSERT(report.quality == scores.quality);
        }
        std::shuffle(activities.begin(), activities.end(), std::mt19937{seed});
        RC_ASSERT(series(activities) == report);
        auto const ledgers = lm::ledgers(activities);
        auto       parts   = series.zero(ledgers);
        for (auto const& ledger : ledgers) {
            auto part = series.zero(ledgers);
            series.add(part, ledger);
            series.merge(part, parts);
            parts = part;
        }
        RC_ASSERT(series.finish(parts) == report);
    });
}

TEST_CASE("a series that cannot be meant is refused")
{
    auto const model = lm::scoring_model{lm::rule{"any", [](activity const&) { return true; }, 1}};
    CHECK_THROWS_WITH((lm::score_series{model, {}}), says("score_series.as_of = none"));
    CHECK_THROWS_WITH((lm::score_series{model, {.as_of = {at_hour(2), at_hour(1)}}}), says("instants rise"));
    CHECK_THROWS_WITH((lm::score_series{model, {.as_of = {at_hour(1)}, .sales_ready = std::nan("")}}), says("score_series.sales_ready"));
}
