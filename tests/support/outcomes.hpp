// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_TESTS_SUPPORT_OUTCOMES_HPP
#define LEADMETRICS_TESTS_SUPPORT_OUTCOMES_HPP

#include <leadmetrics/stats/ranking.hpp>

#include <cstdint>
#include <vector>

namespace leadmetrics_tests {

/// Scores and outcomes that other programs can make, too: state = state * 6364136223846793005 + 1442695040888963407 modulo 2^64, from 42 on,
/// of which the bits from 33 on are used; for each lead a = next % levels, its score, and b = next % 1000; it came true where
/// b < 200 + 400 a / levels.
struct outcomes {
    std::uint64_t state = 42;

    std::vector<leadmetrics::scored_outcome> operator()(int n, std::uint64_t levels)
    {
        auto const                               next = [&] { return (state = state * 6364136223846793005u + 1442695040888963407u) >> 33; };
        std::vector<leadmetrics::scored_outcome> all;
        for (int i = 0; i != n; ++i) {
            std::uint64_t const a = next() % levels, b = next() % 1000;
            all.push_back({static_cast<double>(a), static_cast<double>(b) < 200 + 400 * (static_cast<double>(a) / static_cast<double>(levels))});
        }
        return all;
    }
};

} // namespace leadmetrics_tests

#endif
