// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/stats/quantile.hpp>

#include "support/law.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

using leadmetrics::quantile;
using leadmetrics::samples;
using leadmetrics_tests::Approx;

TEST_CASE("type 7, as R and NumPy")
{
    // numpy.quantile([24, 72, 144], [0, .25, .5, .9, 1])
    samples three;
    for (int const hours : {144, 24, 72}) three.add(hours);
    three.settle();
    auto const q = [&](double p) { return static_cast<double>(quantile(three, p).value()); };
    CHECK(q(0) == 24);
    CHECK(q(0.25) == 48);
    CHECK(q(0.5) == 72);
    CHECK(q(0.9) == Approx(129.6).epsilon(1e-15));
    CHECK(q(1) == 144);
}

TEST_CASE("nothing has no quantiles")
{
    CHECK_FALSE(quantile(samples{}, 0.5));
}

TEST_CASE("quantiles of random values are those of their sorted vector")
{
    leadmetrics_tests::holds("the formula of Hyndman and Fan", [](std::vector<std::uint16_t> const& values) {
        RC_PRE(!values.empty());
        samples                  bag;
        std::vector<long double> sorted;
        for (auto const v : values) {
            bag.add(v);
            sorted.push_back(v);
        }
        std::sort(sorted.begin(), sorted.end());
        std::array const at{0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1.0};
        bag.settle();
        for (double const p : at) {
            long double const h     = static_cast<long double>(sorted.size() - 1) * p;
            auto const        below = static_cast<std::size_t>(std::floor(h)), above = static_cast<std::size_t>(std::ceil(h));
            RC_ASSERT(quantile(bag, p).value() == sorted[below] + (h - static_cast<long double>(below)) * (sorted[above] - sorted[below]));
        }
    });
}
