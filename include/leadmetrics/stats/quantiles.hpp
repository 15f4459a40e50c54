// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_STATS_QUANTILES_HPP
#define LEADMETRICS_STATS_QUANTILES_HPP

#include <leadmetrics/stats/samples.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace leadmetrics { inline namespace v0_1 {

/// Quantiles of a bag of values, interpolated linearly between order statistics: type 7 of Hyndman & Fan 1996, what R, NumPy, pandas
/// and SQL's quantile_cont do. `at` holds probabilities in ascending order; all are empty when the bag is. One pass over the sorted values.
template <std::size_t N>
[[nodiscard]] std::array<std::optional<long double>, N> quantiles(samples const& values, std::array<double, N> const& at)
{
    std::array<std::optional<long double>, N> result{};
    if (values.size() == 0) return result;
    std::size_t  next = 0;
    std::int64_t seen = 0, before = 0; // values so far, and the greatest of them
    values.each_ascending([&](tally const& here) {
        seen += here.times;
        for (; next != N; ++next) { // those whose upper order statistic is here
            long double const place = static_cast<long double>(values.size() - 1) * at[next];
            auto const        lower = static_cast<std::int64_t>(place);
            bool const        exact = place == static_cast<long double>(lower);
            if (seen <= lower + (exact ? 0 : 1)) break;
            bool const        lower_is_here = seen - here.times <= lower;
            long double const low           = static_cast<long double>(lower_is_here ? here.value : before);
            result[next] = low + (place - static_cast<long double>(lower)) * (static_cast<long double>(here.value) - low);
        }
        before = here.value;
    });
    return result;
}

}} // namespace leadmetrics

#endif
