// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Real data beside R's cmprsk and survival: tests/examples/real_data.cpp.
#include <leadmetrics/stats/incidence_test.hpp>

#include "support/law.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <tuple>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

namespace {

/// A lead of a group: how long, and whether it moved (0), was lost (1) or waits (2).
using lead = std::tuple<std::uint8_t, std::uint8_t, std::uint8_t>;

std::vector<lm::incidence_times> groups_of(std::vector<lead> const& leads, std::size_t groups, bool any_lost)
{
    std::vector<lm::incidence_times> all(groups);
    for (auto const& [group, time, what] : leads) {
        auto& its = all[group % groups];
        (what % 3 == 0 ? its.moved : what % 3 == 1 && any_lost ? its.lost : its.waiting).add(time % 20);
    }
    return all;
}

bool near(double a, double b) { return std::abs(a - b) <= 1e-9 * std::max(1.0, std::abs(b)); }

/// The log-rank statistic of two groups, written out: (observed - expected)² / variance.
double twin_log_rank(std::vector<lead> const& leads)
{
    double excess = 0, variance = 0;
    for (int time = 0; time != 20; ++time) {
        double at_risk[2]{}, moved[2]{};
        for (auto const& [group, t, what] : leads) {
            at_risk[group % 2] += t % 20 >= time;
            moved[group % 2] += t % 20 == time && what % 3 == 0;
        }
        double const n = at_risk[0] + at_risk[1], d = moved[0] + moved[1];
        if (d == 0) continue;
        excess += moved[0] - d * at_risk[0] / n;
        if (n > 1) variance += d * (n - d) / (n - 1) * at_risk[0] / n * at_risk[1] / n;
    }
    return excess * excess / variance;
}

} // namespace

TEST_CASE("where nobody is lost, the test of two groups is the log-rank test, written out")
{
    holds("two groups", [](std::vector<lead> const& leads) {
        auto const test = lm::test_incidences(groups_of(leads, 2, false));
        RC_ASSERT(test.is_log_rank);
        if (test.statistic) RC_ASSERT(near(*test.statistic, twin_log_rank(leads)));
    });
}

TEST_CASE("a test of incidences does not look at the order of the groups, nor at how long a tick is")
{
    holds("three groups", [](std::vector<lead> const& leads, bool any_lost) {
        auto       groups = groups_of(leads, 3, any_lost);
        auto const test   = lm::test_incidences(groups);
        std::rotate(groups.begin(), groups.begin() + 1, groups.end());
        auto const other = lm::test_incidences(groups);
        RC_ASSERT(test.degrees_of_freedom == other.degrees_of_freedom);
        RC_ASSERT(test.left_out == other.left_out);
        if (test.statistic && other.statistic) {
            RC_ASSERT(*test.statistic >= 0);
            RC_ASSERT(std::abs(*test.statistic - *other.statistic) <= 1e-6 * (1 + *test.statistic));
        }
        auto                             longer = leads;
        std::vector<lm::incidence_times> tripled(3);
        for (auto const& [group, time, what] : longer) {
            auto& its = tripled[group % 3];
            (what % 3 == 0 ? its.moved : what % 3 == 1 && any_lost ? its.lost : its.waiting).add(time % 20 * 3);
        }
        RC_ASSERT(lm::test_incidences(tripled) == test);
    });
}

TEST_CASE("groups that move alike differ by nothing, and groups that do not differ by much")
{
    lm::incidence_times one, slow;
    for (int i = 1; i <= 40; ++i) {
        (i % 5 == 0 ? one.lost : i % 7 == 0 ? one.waiting : one.moved).add(i);
        (i % 5 == 0 ? slow.lost : i % 7 == 0 ? slow.waiting : slow.moved).add(i + 30);
    }
    auto const same = lm::test_incidences({one, one});
    CHECK_FALSE(same.is_log_rank);
    CHECK(*same.statistic == Approx(0).margin(1e-12));
    CHECK(*same.p == Approx(1));
    CHECK(*lm::test_incidences({one, slow}).p < 1e-3);
}

TEST_CASE("what the data do not tell is empty: no group, one, nobody at risk, nobody who moves")
{
    lm::incidence_times few, nobody, waits;
    few.moved.add(5);
    few.moved.add(9);
    waits.waiting.add(3);
    CHECK_FALSE(lm::test_incidences({}).statistic);
    CHECK_FALSE(lm::test_incidences({few}).statistic);
    auto const gone = lm::test_incidences({few, waits}); // the one of the second group was last seen before anybody moved
    CHECK(gone.left_out == 1);
    CHECK_FALSE(gone.statistic);
    CHECK(lm::test_incidences({few, nobody}).left_out == 1);
    auto const still = lm::test_incidences({waits, waits});
    CHECK(still.left_out == 2);
    CHECK_FALSE(still.p);
}
