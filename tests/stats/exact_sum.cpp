// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/stats/exact_sum.hpp>

#include "support/law.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

using leadmetrics::exact_sum;

TEST_CASE("sums of doubles do not depend on order or split, and are rounded once")
{
    exact_sum<double> cancelling;
    for (double const term : {1e100, 1.0, -1e100}) cancelling.add(term);
    CHECK(cancelling.value() == 1.0L);

    leadmetrics_tests::holds("any order and any split give the same sum", [](std::vector<int> const& small, std::vector<int> const& large) {
        std::vector<double> terms;
        for (int const x : small) terms.push_back(x * 1e-9);
        for (int const x : large) terms.push_back(std::ldexp(static_cast<double>(x), x % 60));
        exact_sum<double> forward, backward, part;
        for (double const x : terms) forward.add(x);
        auto const middle = terms.begin() + static_cast<std::ptrdiff_t>(terms.size() / 2);
        std::for_each(middle, terms.end(), [&](double x) { backward.add(x); });
        std::for_each(terms.begin(), middle, [&](double x) { part.add(x); });
        backward += part;
        RC_ASSERT(forward == backward);
        RC_ASSERT(forward.value() == backward.value());
    });
    leadmetrics_tests::holds("as a sum in 128-bit integers", [](std::vector<std::int64_t> const& wide) {
        exact_sum<double>       sum;
        exact_sum<std::int64_t> twin;
        for (std::int64_t const x : wide) {
            std::int64_t const whole = x >> 12; // a double holds it exactly
            sum.add(static_cast<double>(whole));
            twin.add(whole);
        }
        RC_ASSERT(static_cast<double>(sum.value()) == static_cast<double>(twin.exact()));
    });
}

TEST_CASE("integers are added exactly beyond 64 bits")
{
    exact_sum<std::int64_t> sum;
    for (int i = 0; i < 8; ++i) sum.add(INT64_MAX);
    CHECK(sum.value() == 8.0L * static_cast<long double>(INT64_MAX));
    exact_sum<std::int64_t> other;
    for (int i = 0; i < 8; ++i) other.add(-INT64_MAX);
    sum += other;
    CHECK(sum == exact_sum<std::int64_t>{});
}

TEST_CASE("sums of long doubles keep the digits that a double has not")
{
    exact_sum<long double> sum;
    long double const      fine = 1 + std::numeric_limits<long double>::epsilon();
    sum.add(fine);
    CHECK(sum.exact() == fine);
    sum.add(1e100L);
    sum.add(-1e100L);
    CHECK(sum.exact() == fine);
    sum.add(-1.0L);
    CHECK(sum.value() == std::numeric_limits<long double>::epsilon());
}

TEST_CASE("a sum beyond the range of its type stays there, and is no NaN")
{
    exact_sum<double> sum;
    sum.add((std::numeric_limits<double>::max)());
    sum.add((std::numeric_limits<double>::max)());
    sum.add(-(std::numeric_limits<double>::max)());
    CHECK(std::isinf(sum.exact()));
}
