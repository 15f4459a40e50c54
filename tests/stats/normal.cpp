// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/stats/normal.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <stdexcept>

using leadmetrics::normal_quantile;
using leadmetrics_tests::Approx;

TEST_CASE("normal quantiles agree with Python's statistics.NormalDist().inv_cdf")
{
    // python3 -c "from statistics import NormalDist as N; print(*(N().inv_cdf(p) for p in (...)))"
    struct {
        double p, z;
    } const known[] = {{0.5, 0.0},
                       {0.975, 1.9599639845400536},
                       {0.995, 2.5758293035489},
                       {0.6, 0.2533471031357998},
                       {0.925, 1.439531470938456},
                       {1e-5, -4.2648907939228256},
                       {1e-12, -7.034483825301132},
                       {1e-300, -37.0470962993612}};
    for (auto const& [p, z] : known) CHECK(normal_quantile(p) == Approx(z).epsilon(1e-14).margin(1e-16));
}

TEST_CASE("the normal quantile is the inverse of the normal distribution, and symmetric")
{
    for (double p = 0.0005; p < 1; p += 0.0005) {
        double const z = normal_quantile(p);
        CHECK(0.5 * std::erfc(-z / std::sqrt(2.0)) == Approx(p).epsilon(1e-13));
        CHECK(normal_quantile(1 - p) == Approx(-z).epsilon(1e-10).margin(1e-12));
    }
}

TEST_CASE("a probability outside (0, 1) is refused by name")
{
    CHECK_THROWS_AS(normal_quantile(0), std::invalid_argument);
    CHECK_THROWS_AS(normal_quantile(1), std::invalid_argument);
    CHECK_THROWS_AS(normal_quantile(std::nan("")), std::invalid_argument);
    CHECK_THROWS_WITH(normal_quantile(2), leadmetrics_tests::says("p = 2"));
}
