// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/stats/rate_difference.hpp>

#include <leadmetrics/stats/chi_square.hpp>
#include <leadmetrics/stats/holm.hpp>

#include "support/law.hpp"

#include <cmath>
#include <limits>
#include <optional>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

namespace {

void near(double ours, double known) { CHECK(std::abs(ours - known) <= 1e-10 * std::max(1e-300, std::abs(known))); }

} // namespace

TEST_CASE("the difference of two rates is Newcombe's published example, and what R gives at the edges")
{
    lm::rate_difference const published{{56, 70}, {48, 80}};
    near(*published.value(), 0.2);
    near(published.interval()->low, 0.05243147240236);
    near(published.interval()->high, 0.3338726540369);
    near(*published.p_value(), 0.008045081368197);

    lm::rate_difference const all_and_none{{10, 10}, {0, 20}};
    near(all_and_none.interval()->low, 0.6790860371419);
    CHECK(all_and_none.interval()->high == 1);
    near(*all_and_none.p_value(), 4.320463057828e-08);
    lm::rate_difference const nobody{{0, 10}, {0, 20}}, everybody{{10, 10}, {20, 20}}, nothing{{0, 0}, {1, 2}};
    near(nobody.interval()->low, -0.1611251580528);
    near(nobody.interval()->high, 0.2775327998629);
    near(everybody.interval()->low, -0.2775327998629);
    CHECK_FALSE(nobody.p_value());
    CHECK_FALSE(everybody.p_value());
    CHECK_FALSE(nothing.value());
    CHECK_FALSE(nothing.interval());
    CHECK_FALSE(nothing.p_value());
}

TEST_CASE("a difference the other way round is its negative, with the limits mirrored, and the interval holds the value")
{
    holds("two rates", [](std::uint16_t a, std::uint16_t m, std::uint16_t b, std::uint16_t n) {
        lm::proportion const      one{std::min(a, m), m}, other{std::min(b, n), n};
        lm::rate_difference const here{one, other}, there{other, one};
        RC_ASSERT(here.value().has_value() == (m != 0 && n != 0));
        if (!here.value()) return;
        RC_ASSERT(*here.value() == -*there.value());
        RC_ASSERT(here.interval()->low == -there.interval()->high);
        RC_ASSERT(here.interval()->low <= *here.value());
        RC_ASSERT(here.interval()->high >= *here.value());
        RC_ASSERT(here.interval()->low >= -1);
        RC_ASSERT(here.interval()->high <= 1);
        RC_ASSERT(here.p_value().has_value() == there.p_value().has_value());
        if (!here.p_value()) return;
        RC_ASSERT(*here.p_value() >= 0 && *here.p_value() <= 1);
        RC_ASSERT(std::abs(*here.p_value() - *there.p_value()) <= 1e-12);
    });
}

TEST_CASE("the tail of chi-square is that of R, also where it is very small")
{
    near(lm::chi_square_tail(141.3488454184, 10), 2.229719787426e-25);
    near(lm::chi_square_tail(76.20281872726, 29), 4.105702366183e-06);
    near(lm::chi_square_tail(3.841458820694124, 1), 0.05);
    near(lm::chi_square_tail(2.0, 2), std::exp(-1.0));
    CHECK(lm::chi_square_tail(0, 1) == 1);
    CHECK(lm::chi_square_tail(0, 7) == 1);
    CHECK(lm::chi_square_tail(1e9, 3) == 0);
    CHECK_THROWS_WITH(lm::chi_square_tail(1, 0), says("at least one"));
    CHECK_THROWS_WITH(lm::chi_square_tail(-1, 1), says("0 or more"));
    CHECK_THROWS_WITH(lm::chi_square_tail(std::numeric_limits<double>::quiet_NaN(), 1), says("0 or more"));
}

TEST_CASE("Holm: the smallest of n p values counts n times, none becomes smaller than one before it, empty ones do not count")
{
    auto const adjusted = lm::holm({0.01, std::nullopt, 0.04, 0.03, 0.005});
    near(*adjusted[0], 0.03);
    CHECK_FALSE(adjusted[1]);
    near(*adjusted[2], 0.06);
    near(*adjusted[3], 0.06);
    near(*adjusted[4], 0.02);
    CHECK(lm::holm({}).empty());
    CHECK(*lm::holm({0.9, 0.8})[0] == 1);
}
