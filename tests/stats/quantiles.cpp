// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/stats/quantiles.hpp>

#include "support/law.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

using leadmetrics::quantiles;
using leadmetrics::samples;
using leadmetrics_tests::Approx;

TEST_CASE("type 7, as R and NumPy")
{
    // numpy.quantile([24, 72, 144], [0, .25, .5, .9, 1])
    samples three;
    for (int const hours : {144, 24, 72}) three.add(hours);
    auto const q = [&](double p) { return static_cast<double>(quantiles(three, {p})[0].value()); };
    CHECK(q(0) == 24);
    CHECK(q(0.25) == 48);
    CHECK(q(0.5) == 72);
    CHECK(q(0.9) == Approx(129.6).epsilon(1e-15));
    CHECK(q(1) == 144);
}

TEST_CASE("one quantile of numbers is of the same type")
{
    std::vector<double> const three{144, 24, 72};
    CHECK(leadmetrics::quantile_of(three, 0) == 24);
    CHECK(leadmetrics::quantile_of(three, 0.25) == 48);
    CHECK(leadmetrics::quantile_of(three, 0.9).value() == Approx(129.6).epsilon(1e-15));
    CHECK(leadmetrics::quantile_of(three, 1) == 144);
    CHECK_FALSE(leadmetrics::quantile_of({}, 0.5));
}

TEST_CASE("nothing has no quantiles")
{
    samples none;
    CHECK_FALSE(quantiles(none, {0.5})[0]);
}

TEST_CASE("quantiles of random values are those of their sorted vector")
{
    leadmetrics_tests::holds("the formula of Hyndman and Fan", [](std::vector<std::uint16_t> const& values) {
        RC_PRE(!values.empty());
        samples                  bag;
        std::vector<long double> sorted;
        for (std::uint64_t const v : values) {
            std::uint64_t const wide = v % 3 == 0 ? v << 40 : v; // some in four bytes, some in eight
            bag.add(static_cast<std::int64_t>(wide));
            sorted.push_back(static_cast<long double>(wide));
        }
        std::sort(sorted.begin(), sorted.end());
        std::vector<double> const at{0.0, 0.1, 0.25, 0.5, 0.5, 0.75, 0.9, 0.99, 1.0};
        auto const                unsettled = quantiles(bag, at); // by looking for these alone
        bag.settle();
        RC_ASSERT(quantiles(bag, at) == unsettled); // in all of them, sorted
        for (std::size_t i = 0; i != at.size(); ++i) {
            long double const h     = static_cast<long double>(sorted.size() - 1) * at[i];
            auto const        below = static_cast<std::size_t>(std::floor(h)), above = static_cast<std::size_t>(std::ceil(h));
            RC_ASSERT(*unsettled[i] == sorted[below] + (h - static_cast<long double>(below)) * (sorted[above] - sorted[below]));
        }
    });
}
