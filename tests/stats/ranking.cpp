// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/stats/ranking.hpp>

#include "support/law.hpp"
#include "support/outcomes.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

namespace {

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
    outcomes generated;
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

    // Ties included, from scikit-learn 1.9: the curve of gains by roc_curve(drop_intermediate=False), between its corners along the line
    // (numpy.interp), at every tenth of all leads.
    outcomes   generated;
    auto const lifts = [&](int n, std::uint64_t levels) {
        std::vector<double> result;
        for (auto const& tenth : lm::lift_by_tenths(generated(n, levels))) result.push_back(tenth.lift.value());
        return result;
    };
    auto const agree = [](std::vector<double> const& ours, std::vector<double> const& theirs) {
        REQUIRE(ours.size() == theirs.size());
        for (std::size_t i = 0; i != ours.size(); ++i) CHECK(ours[i] == Approx(theirs[i]).epsilon(1e-12));
    };
    agree(lifts(1000, 1'000'000'000), {1.641025641025641, 1.1794871794871795, 1.3333333333333335, 1.2820512820512815, 0.7948717948717954,
                                       0.9743589743589742, 0.8461538461538465, 0.871794871794872, 0.5897435897435888, 0.48717948717948767});
    agree(lifts(1000, 20), {1.4660716629478934, 1.5410332163632625, 1.356984896249941, 1.2360009068238504, 1.1601825475836092, 0.9351224272299108,
                            0.8226708785897219, 0.5436076369888232, 0.5810459499929854, 0.3572798772300023});
    agree(lifts(5000, 7), {1.4603303624168504, 1.3868899791162872, 1.3009711962957604, 1.1537710563217796, 1.0345929693289846, 0.9442152864472153,
                           0.8177592370122966, 0.7186950918523693, 0.6373749867090961, 0.5453998344993605});

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
