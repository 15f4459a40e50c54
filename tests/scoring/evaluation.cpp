// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/scoring/evaluation.hpp>

#include "support/activities.hpp"
#include "support/law.hpp"
#include "support/outcomes.hpp"

#include <leadmetrics/scoring/score_stability.hpp>
#include <leadmetrics/scoring/scores.hpp>
#include <leadmetrics/scoring/suggested_threshold.hpp>
#include <leadmetrics/scoring/what_if.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

namespace {

activity worth(int lead, int hour, double points) { return {lead, 0, at_hour(hour), points, ""}; }

auto const any   = [](activity const&) { return true; };
auto const plain = lm::scoring_model{lm::rule{"worth", any, &activity::worth}};

} // namespace

TEST_CASE("scores against what came true")
{
    auto const            data = outcomes{}(1000, 20);
    std::vector<activity> all;
    for (std::size_t i = 0; i != data.size(); ++i) all.push_back(worth(static_cast<int>(i), 1, data[i].score));
    auto const scores     = lm::scores{plain, {.as_of = books_closed, .sales_ready = 15}}(all);
    auto const came_true  = [&](int lead) { return data[static_cast<std::size_t>(lead)].came_true; };
    auto const evaluation = lm::evaluate(scores, came_true);
    // scikit-learn 1.9: roc_auc_score, precision_score and recall_score of score >= 15 on the same data.
    CHECK(evaluation.roc_auc.value() == Approx(0.6463823055465565).epsilon(1e-14));
    CHECK(evaluation.at_threshold.threshold == 15.0);
    CHECK(evaluation.at_threshold.precision.value().value() == Approx(0.5303643724696356).epsilon(1e-14));
    CHECK(evaluation.at_threshold.recall.value().value() == Approx(0.33676092544987146).epsilon(1e-14));
    CHECK(evaluation.came_true.total == 1000);
    CHECK(evaluation.tenths == lm::lift_by_tenths(data));

    // The table of calibration: every lead once, equal scores together, rising.
    std::int64_t leads = 0, yes = 0;
    for (std::size_t i = 0; i != evaluation.calibration.size(); ++i) {
        auto const& bin = evaluation.calibration[i];
        leads += bin.came_true.total;
        yes += bin.came_true.hits;
        CHECK(bin.from <= bin.mean);
        CHECK(bin.mean <= bin.to);
        if (i != 0) CHECK(evaluation.calibration[i - 1].to < bin.from);
    }
    CHECK(leads == 1000);
    CHECK(yes == evaluation.came_true.hits);

    auto const nothing = lm::evaluate(lm::scores{plain, {.as_of = books_closed}}(std::vector<activity>{}), came_true);
    CHECK_FALSE(nothing.roc_auc);
    CHECK(nothing.calibration.empty());
    CHECK_FALSE(nothing.at_threshold.precision.value());
}

TEST_CASE("the threshold that sales would set")
{
    auto const                                 model = plain.decay(lm::half_life{hours{10}});
    std::map<int, std::optional<hourly>> const accepted{{1, at_hour(20)}, {2, at_hour(20)}, {3, at_hour(20)}, {4, std::nullopt}, {5, at_hour(20)}};
    std::vector<activity> const                activities{worth(1, 10, 40), worth(2, 20, 30), worth(2, 21, 500), worth(3, 20, 10),
                                           worth(3, 0, 8),   worth(4, 1, 99),  worth(5, 25, 7)};
    auto const                                 report = lm::suggested_threshold{model, [&](int lead) { return accepted.at(lead); }}(activities);
    CHECK(report.accepted == 4);
    CHECK(report.unscored == 1);                                  // 5 did nothing before it was accepted
    CHECK(report.threshold.value() == Approx(20).epsilon(1e-14)); // of 20, 30 and 12
    CHECK(report.lower.value() == Approx(16).epsilon(1e-14));
    CHECK(report.upper.value() == Approx(25).epsilon(1e-14));
    CHECK(report.quality.after_as_of == 2);
    CHECK_FALSE(lm::suggested_threshold{model, [](int) { return std::optional<hourly>{}; }}(activities).threshold);
    holds("each acceptance is the score of that instant", [](plain_model const& random, std::vector<activity> const& all, std::uint8_t hour) {
        auto const known = lm::scores{random.model(), {.as_of = at_hour(hour)}}(all);
        auto const said  = lm::suggested_threshold{random.model(), [&](int) { return std::optional{at_hour(hour)}; }}(all);
        RC_ASSERT(said.accepted - said.unscored == static_cast<std::int64_t>(known.size()));
        std::vector<double> values;
        for (auto const& one : known) values.push_back(one.value);
        auto const median = lm::quantile_of(values, 0.5);
        RC_ASSERT(said.threshold.has_value() == median.has_value());
        if (median) RC_ASSERT(*said.threshold == Approx(*median).epsilon(1e-12).margin(1e-12));
    });
}

TEST_CASE("what if the model were another")
{
    std::vector<activity> const activities{worth(1, 390, 10), worth(2, 200, 40), worth(3, 400, 30), worth(4, 1, 5)};
    auto const                  before = lm::scores{plain, {.as_of = books_closed, .sales_ready = 20}}(activities);
    auto const                  after  = lm::scores{plain.decay(lm::half_life{hours{100}}), {.as_of = books_closed, .sales_ready = 9}}(activities);
    auto const                  report = lm::what_if(before, after);
    CHECK(report.compared == 4);
    CHECK(report.only_before == 0);
    CHECK(report.only_after == 0);
    CHECK(report.ready_under_both == 2);
    REQUIRE(report.newly_ready.size() == 1);
    CHECK(report.newly_ready[0].lead_id == 1);
    CHECK(report.newly_ready[0].before == 10);
    CHECK(report.no_longer_ready.empty());
    CHECK(lm::what_if(after, before).no_longer_ready.size() == 1);
    CHECK(report.mean_change.value() == Approx(((after.at(1).value - 10) + (after.at(2).value - 40) + (after.at(4).value - 5)) / 4));
    CHECK(lm::what_if(before, before).mean_change == 0.0);
    CHECK(lm::what_if(before, before).median_change == 0.0);
    auto const fewer = lm::scores{plain, {.as_of = at_hour(100), .sales_ready = 20}}(activities);
    CHECK(lm::what_if(before, fewer).only_before == 3);
    CHECK(lm::what_if(fewer, before).only_after == 3);

    CHECK(lm::score_stability(before, after).index
          == lm::stability_of({10, 40, 30, 5}, {after.at(1).value, after.at(2).value, after.at(3).value, after.at(4).value}).index);
}
