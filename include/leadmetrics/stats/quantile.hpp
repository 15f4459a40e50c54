// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_STATS_QUANTILE_HPP
#define LEADMETRICS_STATS_QUANTILE_HPP

#include <leadmetrics/stats/samples.hpp>

#include <cstdint>
#include <optional>

namespace leadmetrics { inline namespace v0_1 {

/// The p-quantile of settled samples, 0 ≤ p ≤ 1, interpolated linearly between order statistics: type 7 of Hyndman & Fan 1996, what R,
/// NumPy, pandas and SQL's quantile_cont do. Empty when there are none.
[[nodiscard]] inline std::optional<long double> quantile(samples const& values, double p)
{
    if (values.size() == 0) return std::nullopt;
    long double const place = static_cast<long double>(values.size() - 1) * p;
    auto const        below = static_cast<std::int64_t>(place);
    long double const rest  = place - static_cast<long double>(below);
    auto const        low   = static_cast<long double>(values[below]);
    return rest == 0 ? low : low + rest * (static_cast<long double>(values[below + 1]) - low);
}

}} // namespace leadmetrics

#endif
