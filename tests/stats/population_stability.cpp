// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/stats/population_stability.hpp>

#include "support/law.hpp"
#include "support/outcomes.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

TEST_CASE("the population stability index is that of another program, ties included")
{
    // NumPy 2.4: edges by unique(quantile(before, k / 10, method="inverted_cdf")) below the maximum, the index from the counts between.
    outcomes   generated;
    auto const scores = [&](int n, std::uint64_t levels) {
        std::vector<double> result;
        for (auto const& one : generated(n, levels)) result.push_back(one.score);
        return result;
    };
    for (int n : {1000, 1000, 5000}) (void)scores(n, 20);
    auto const a = scores(1000, 1'000'000'000), b = scores(1500, 950'000'000);
    CHECK(lm::stability_of(a, b).index.value() == Approx(0.05131692886193545).epsilon(1e-12));
    auto const c = scores(1000, 20), d = scores(900, 23);
    CHECK(lm::stability_of(c, d).index.value() == Approx(0.18442604180840866).epsilon(1e-12));
}

TEST_CASE("the population stability index, by hand")
{
    std::vector<double> before, after;
    for (int i = 0; i != 100; ++i) before.push_back(i);
    for (int i = 0; i != 100; ++i) after.push_back(i < 20 ? 5 : i); // the second tenth has moved into the first
    auto const moved = lm::stability_of(before, after);
    REQUIRE(moved.bins.size() == 10);
    CHECK(moved.bins[0].after == 20);
    CHECK(moved.bins[1].after == 0);
    CHECK(moved.bins[9].after == 10);
    CHECK(moved.index.value() == Approx((0.2 - 0.1) * std::log(2) + (0.005 - 0.1) * std::log(0.05))); // the empty bin counts as half a lead
    CHECK(lm::stability_of(before, before).index == 0.0);
    CHECK_FALSE(lm::stability_of({}, before).index);
    CHECK_FALSE(lm::stability_of(before, {}).index);
    CHECK_FALSE(lm::stability_of({1, 1, 1}, {1, 1}).index); // one bin is left
    CHECK(lm::stability_of({1, 1, 1}, {1, 1}).bins.size() == 1);
}

TEST_CASE("a score that a tenth of the leads share is a bin of its own")
{
    // At a floor: the score 0, of 10 and of none (half a lead), and above it, of none and of 3.
    auto const from_floor = lm::stability_of(std::vector<double>(10, 0.0), {5, 5, 5});
    REQUIRE(from_floor.bins.size() == 2);
    CHECK(from_floor.bins[0].up_to == 0.0);
    CHECK(from_floor.bins[0].inclusive);
    CHECK_FALSE(from_floor.bins[1].up_to);
    CHECK(from_floor.index.value() == Approx((0.5 / 3 - 1) * std::log(0.5 / 3) + (1 - 0.05) * std::log(1 / 0.05)));

    // Under a ceiling: all have moved below it.
    auto const from_ceiling = lm::stability_of(std::vector<double>(10, 100.0), {40, 50, 60, 70});
    REQUIRE(from_ceiling.bins.size() == 2);
    CHECK(from_ceiling.bins[0].up_to == 100.0);
    CHECK_FALSE(from_ceiling.bins[0].inclusive);
    CHECK(from_ceiling.bins[1].up_to == 100.0);
    CHECK(from_ceiling.index.value() == Approx((1 - 0.05) * std::log(1 / 0.05) + (0.125 - 1) * std::log(0.125)));

    // 18 different scores and two of 9: a tenth of 20. Scores below 9 and above it are apart.
    std::vector<double> before{9, 9}, after{8.5, 9.5};
    for (int i = 0; i != 18; ++i) before.push_back(i < 9 ? i : i + 1);
    auto const own = lm::stability_of(before, after);
    auto const at  = std::find_if(own.bins.begin(), own.bins.end(), [](auto const& bin) { return bin.up_to == 9.0 && bin.inclusive; });
    REQUIRE(at != own.bins.end());
    CHECK(at->before == 2);
    CHECK(at->after == 0);
    CHECK((at - 1)->after == 1);
    CHECK((at + 1)->after == 1);
}

TEST_CASE("a ceiling that just a tenth of the leads share is apart from higher scores, too")
{
    std::vector<double> before{100, 100}, after{100, 120, 130}; // the ceiling was 100, and has gone
    for (int score = 1; score != 19; ++score) {
        before.push_back(score);
        after.push_back(score);
    }
    auto const bins = lm::stability_of(before, after).bins;
    REQUIRE(bins.size() >= 2);
    auto const &ceiling = bins[bins.size() - 2], &above = bins.back();
    CHECK(ceiling.up_to == 100);
    CHECK(ceiling.before == 2);
    CHECK(ceiling.after == 1);
    CHECK_FALSE(above.up_to);
    CHECK(above.before == 0);
    CHECK(above.after == 2);
}

TEST_CASE("laws of the population stability index")
{
    holds("never negative, does not depend on the order, bins add up",
          [](std::vector<std::uint8_t> const& a, std::vector<std::uint8_t> const& b, std::uint32_t seed) {
              RC_PRE(!a.empty() && !b.empty());
              std::vector<double> before(a.begin(), a.end()), after(b.begin(), b.end());
              auto const          known = lm::stability_of(before, after);
              RC_ASSERT(known.index.has_value() == (known.bins.size() > 1));
              RC_ASSERT(known.index.value_or(0) >= 0);
              std::int64_t n = 0, m = 0;
              for (auto const& bin : known.bins) {
                  auto const in = [&](double x) { return !bin.up_to || (bin.inclusive ? x <= *bin.up_to : x < *bin.up_to); };
                  n += bin.before;
                  m += bin.after;
                  RC_ASSERT(n == std::count_if(before.begin(), before.end(), in)); // all up to this edge
                  RC_ASSERT(m == std::count_if(after.begin(), after.end(), in));
              }
              std::shuffle(before.begin(), before.end(), std::mt19937{seed});
              std::shuffle(after.begin(), after.end(), std::mt19937{seed + 1});
              RC_ASSERT(lm::stability_of(before, after) == known);
          });
}
