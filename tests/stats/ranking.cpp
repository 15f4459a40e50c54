// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/stats/ranking.hpp>

#include "support/law.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

namespace {

/// The generator of Numerical Recipes' kind, so that other programs can make the same data.
std::vector<lm::scored_outcome> generated(int n, std::uint64_t levels)
{
    static std::uint64_t state = 42;
    auto const           next  = [] { return (state = state * 6364136223846793005u + 1442695040888963407u) >> 33; };
    std::vector<lm::scored_outcome> all;
    for (int i = 0; i != n; ++i) {
        std::uint64_t const a = next() % levels, b = next() % 1000;
        all.push_back({static_cast<double>(a), static_cast<double>(b) < 200 + 400 * (static_cast<double>(a) / static_cast<double>(levels))});
    }
    return all;
}

std::vector<lm::scored_outcome> few_levels(std::vector<std::pair<std::uint8_t, bool>> const& given)
{
    std::vector<lm::scored_outcome> all;
    for (auto const& [score, came_true] : given) all.push_back({static_cast<double>(score % 8), came_true});
    return all;
}

} // namespace

TEST_CASE("the area under the curve is scikit-learn's, ties included")
{
    // roc_auc_score of scikit-learn 1.9 on the same data.
    CHECK(lm::roc_area(generated(1000, 1'000'000'000)).value() == Approx(0.6516393442622951).epsilon(1e-14));
    CHECK(lm::roc_area(generated(1000, 20)).value() == Approx(0.6881044467295867).epsilon(1e-14));
    CHECK(lm::roc_area(generated(5000, 7)).value() == Approx(0.6424193625898931).epsilon(1e-14));
}

TEST_CASE("the area under the curve is the share of pairs in the right order, ties counting half")
{
    holds("all pairs, one by one; turned around; stretched", [](std::vector<std::pair<std::uint8_t, bool>> const& given, std::uint32_t seed) {
        auto   all   = few_levels(given);
        double pairs = 0, right = 0;
        for (auto const& yes : all)
            for (auto const& no : all)
                if (yes.came_true && !no.came_true) {
                    ++pairs;
                    right += yes.score > no.score ? 1 : yes.score == no.score ? 0.5 : 0;
                }
        auto const area = lm::roc_area(all);
        RC_ASSERT(area.has_value() == (pairs != 0));
        if (!area) return;
        RC_ASSERT(*area == Approx(right / pairs));
        std::shuffle(all.begin(), all.end(), std::mt19937{seed});
        RC_ASSERT(lm::roc_area(all) == area);
        for (auto& one : all) one.score = std::exp(one.score); // the order of scores is all that counts
        RC_ASSERT(lm::roc_area(all) == area);
        for (auto& one : all) one.score = -one.score;
        RC_ASSERT(*lm::roc_area(all) == Approx(1 - *area));
    });
    CHECK_FALSE(lm::roc_area({}));
    CHECK_FALSE(lm::roc_area({{1, true}, {2, true}}));
    CHECK(lm::roc_area({{1, false}, {2, true}}) == 1.0);
}

TEST_CASE("lift by tenths")
{
    // Twenty leads, the best four of which came true.
    std::vector<lm::scored_outcome> all;
    for (int i = 0; i != 20; ++i) all.push_back({static_cast<double>(i), i >= 16});
    auto const tenths = lm::lift_by_tenths(all);
    CHECK(tenths[0].leads == 2);
    CHECK(tenths[0].lift == 5.0);
    CHECK(tenths[1].lift == 5.0);
    CHECK(tenths[2].lift == 0.0);
    for (auto const& tenth : lm::lift_by_tenths({{3, true}, {3, false}})) CHECK(tenth.lift == Approx(1)); // one score: no tenth is better
    for (auto const& tenth : lm::lift_by_tenths({})) CHECK_FALSE(tenth.lift);
    CHECK_FALSE(lm::lift_by_tenths({{1, false}})[0].lift);

    holds("tenths add up, whatever the order", [](std::vector<std::pair<std::uint8_t, bool>> const& given, std::uint32_t seed) {
        auto       scored = few_levels(given);
        auto const known  = lm::lift_by_tenths(scored);
        double     leads = 0, yes = 0;
        for (auto const& tenth : known) {
            leads += tenth.leads;
            yes += tenth.came_true;
            RC_ASSERT(tenth.leads == Approx(static_cast<double>(scored.size()) / 10));
        }
        RC_ASSERT(leads == Approx(static_cast<double>(scored.size())));
        RC_ASSERT(yes == Approx(static_cast<double>(std::count_if(scored.begin(), scored.end(), [](auto const& one) { return one.came_true; }))));
        std::shuffle(scored.begin(), scored.end(), std::mt19937{seed});
        RC_ASSERT(lm::lift_by_tenths(scored) == known);
    });
}
