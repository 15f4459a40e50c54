// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/scoring/lead_selection.hpp>

#include "support/activities.hpp"
#include "support/law.hpp"

#include <leadmetrics/scoring/account_scores.hpp>
#include <leadmetrics/scoring/bands.hpp>
#include <leadmetrics/scoring/scores.hpp>

#include <limits>
#include <string>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

namespace {

/// Scores by one activity of so many points a lead.
auto scored(std::vector<double> const& points, int hour = 1)
{
    auto const            model = lm::scoring_model{lm::rule{"worth", [](activity const&) { return true; }, &activity::worth}};
    std::vector<activity> all;
    for (std::size_t i = 0; i != points.size(); ++i) all.push_back({static_cast<int>(i), 0, at_hour(hour), points[i], ""});
    return lm::scores{model, {.as_of = books_closed, .sales_ready = 20, .cold_after = hours{399}}}(all);
}

template <class Scores>
std::vector<int> ids(Scores const& scores)
{
    std::vector<int> result;
    for (auto const& one : scores) result.push_back(one.lead_id);
    return result;
}

} // namespace

TEST_CASE("the highest and the lowest, ties in the order of ids")
{
    auto const scores = scored({5, 30, 5, 10, 30, 0, 20, 20, 20, 1, 2});
    CHECK(ids(lm::highest(scores, 2)) == std::vector{1, 4});
    CHECK(ids(lm::highest(scores, 4)) == std::vector{1, 4, 6, 7});
    CHECK(ids(lm::lowest(scores, 5)) == std::vector{5, 9, 10, 0, 2});
    CHECK(ids(lm::highest(scores, lm::share{0.1})) == std::vector{1, 4}); // a tenth of 11, rounded up
    CHECK(lm::lowest(scores, lm::share{0}).empty());
    CHECK(lm::lowest(scores, lm::share{1}).size() == 11);
    CHECK(lm::lowest(scores, 100).size() == 11);
    CHECK(ids(lm::qualified(scores)) == std::vector{1, 4, 6, 7, 8});
    CHECK(ids(lm::qualified(scores, 30)) == std::vector{1, 4});
    CHECK(ids(lm::cold_leads(scores)).size() == 11);
    CHECK(ids(lm::cold_leads(scored({0, 1}, 2))) == std::vector{0}); // nothing raised it, ever
    CHECK_THROWS_WITH(lm::highest(scores, -1), says("highest = -1"));
    CHECK_THROWS_WITH(lm::share{1.5}, says("share = 1.5"));
    CHECK_THROWS_WITH(lm::qualified(scores, std::nan("")), says("qualified"));
}

TEST_CASE("buying stages, and who went on")
{
    auto const before = scored({0, 5, 10, 15, 40, -1});
    auto const after  = scored({10, 5, 9, 90, 40});
    auto const bands  = std::vector<lm::score_band>{{"unaware", 0}, {"curious", 10}, {"comparing", 40}};
    auto const stages = lm::bands(before, bands, after);
    CHECK(stages.below == 1);
    CHECK(stages.at("unaware").leads == 2);
    CHECK((stages.at("unaware").share == lm::proportion{2, 6}));
    CHECK((stages.at("unaware").went_on == lm::proportion{1, 2}));
    CHECK((stages.at("curious").went_on == lm::proportion{1, 2})); // one fell back
    CHECK((stages.at("comparing").went_on == lm::proportion{0, 1}));
    auto const bought = lm::bands(before, bands, [](int lead) { return lead >= 3; });
    CHECK((bought.at("curious").went_on == lm::proportion{1, 2}));
    CHECK((lm::bands(before, bands).at("curious").went_on == lm::proportion{0, 0}));
    CHECK_THROWS_AS(stages.at("buying"), std::out_of_range);
    CHECK_THROWS_WITH(lm::bands(before, {}), says("bands = none"));
    CHECK_THROWS_WITH(lm::bands(before, {{"a", 10}, {"b", 10}}), says("bands rise"));
    CHECK_THROWS_WITH(lm::bands(before, {{"a", 10}, {"a", 20}}), says("two bands have this name"));
}

TEST_CASE("scores of companies")
{
    auto const scores  = scored({10, 20, 0, -5, 7, 7});
    auto const account = [](int lead) { return std::string{lead < 3 ? "acme" : lead < 5 ? "bolt" : ""}; };
    CHECK(lm::account_scores(scores, account, lm::sum_of_all{}).at("acme").value == 30);
    CHECK(lm::account_scores(scores, account, lm::mean_of_all{}).at("acme").value == 10);
    CHECK(lm::account_scores(scores, account, lm::highest_of_all{}).at("bolt").value == 7);
    CHECK(lm::account_scores(scores, account, lm::best_of{1}).at("acme").value == 20);
    CHECK(lm::account_scores(scores, account, lm::best_of{9}).at("bolt").value == 2);
    CHECK(lm::account_scores(scores, account, [](std::vector<double> const& all) { return all.back(); }).at("bolt").value == -5);
    auto const accounts = lm::account_scores(scores, account, lm::sum_of_all{}, {.engaged_at = 10});
    CHECK(accounts.at("acme").leads == 3);
    CHECK(accounts.at("acme").engaged == 2);
    CHECK(accounts.at("bolt").engaged == 0);
    CHECK(lm::account_scores(scores, account, lm::sum_of_all{}).at("bolt").engaged == 1); // over 0
    CHECK_FALSE(accounts.contains(""));
    CHECK_THROWS_WITH(lm::best_of{0}, says("best_of = 0"));
    CHECK_THROWS_WITH(lm::account_scores(scores, account, lm::sum_of_all{}, {.engaged_at = std::nan("")}), says("account_scores.engaged_at"));
}
