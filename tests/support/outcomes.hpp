// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_TESTS_SUPPORT_OUTCOMES_HPP
#define LEADMETRICS_TESTS_SUPPORT_OUTCOMES_HPP

#include <leadmetrics/stats/ranking.hpp>

#include <cstdint>
#include <vector>

namespace leadmetrics_tests {

/// Returns generated scores and outcomes. Programs in other languages can generate the same ones: state = state * 6364136223846793005 +
/// 1442695040888963407 modulo 2^64, beginning with 42, and `next` is the state shifted right by 33 bits. For each lead, a = next % levels is its
/// score, b = next % 1000, and the outcome came true if b < 200 + 400 a / levels.
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
