// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/stats/relative_rate.hpp>

#include "support/law.hpp"

#include <cmath>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

TEST_CASE("a relative rate and Katz's limits, of a published table")
{
    // The Physicians' Health Study (1988, aspirin and heart attacks): 104 of 11037 against 189 of 11034.
    lm::relative_rate const aspirin{{104, 11037}, {189, 11034}};
    CHECK(aspirin.value().value() == Approx(0.5501).margin(5e-5));
    auto const limits = aspirin.interval().value();
    CHECK(limits.low == Approx(0.4337).margin(5e-5));
    CHECK(limits.high == Approx(0.6978).margin(5e-5));
}

TEST_CASE("relative rates that are undefined are empty")
{
    CHECK_FALSE((lm::relative_rate{{0, 0}, {1, 2}}).value());
    CHECK_FALSE((lm::relative_rate{{1, 2}, {0, 0}}).value());
    CHECK_FALSE((lm::relative_rate{{1, 2}, {0, 5}}).value());
    CHECK((lm::relative_rate{{0, 2}, {1, 5}}).value() == 0.0);
    CHECK_FALSE((lm::relative_rate{{0, 2}, {1, 5}}).interval());
    CHECK((lm::relative_rate{{2, 2}, {5, 5}}).interval() == (lm::interval{1, 1}));
}

TEST_CASE("laws of relative rates")
{
    holds("turned around, a relative rate and its limits are inverted",
          [](std::uint16_t a, std::uint16_t more_a, std::uint16_t b, std::uint16_t more_b) {
              lm::proportion const    one{a + 1, a + 1 + more_a}, two{b + 1, b + 1 + more_b};
              lm::relative_rate const there{one, two}, back{two, one};
              auto const              near = [](double x, double y) { return std::abs(x - y) <= 1e-12 * std::abs(x); };
              RC_ASSERT(near(*there.value() * *back.value(), 1));
              RC_ASSERT(near(there.interval()->low * back.interval()->high, 1));
              RC_ASSERT(there.interval()->low <= *there.value() && *there.value() <= there.interval()->high);
              RC_ASSERT(there.interval(0.5)->low >= there.interval()->low);
          });
}
