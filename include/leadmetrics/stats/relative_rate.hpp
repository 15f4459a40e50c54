// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_STATS_RELATIVE_RATE_HPP
#define LEADMETRICS_STATS_RELATIVE_RATE_HPP

#include <leadmetrics/stats/normal.hpp>
#include <leadmetrics/stats/proportion.hpp>
#include <leadmetrics/version.hpp>

#include <cmath>
#include <optional>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// How many times as high one rate is as another.
struct relative_rate {
    proportion rate;
    proportion reference;

    /// Returns rate / reference; empty when a total is 0 or the reference rate is 0.
    [[nodiscard]] constexpr std::optional<double> value() const noexcept
    {
        auto const above = rate.value(), below = reference.value();
        if (!above || !below || *below == 0) return std::nullopt;
        return *above / *below;
    }

    /// Returns Katz's limits, which are symmetric for the logarithm (Katz, Baptista, Azen & Pike 1978): exp(ln value ± z √(1/a - 1/m + 1/b - 1/n)),
    /// where the rates are a of m and b of n. Empty when either rate is 0 or empty. Refused: a level that is not between 0 and 1.
    [[nodiscard]] std::optional<leadmetrics::interval> interval(double level = 0.95) const
    {
        double const z = detail::two_sided_z(level);
        if (rate.hits == 0 || reference.hits == 0) return std::nullopt;
        auto const   inverse = [](auto count) { return 1 / static_cast<double>(count); };
        double const error   = std::sqrt(inverse(rate.hits) - inverse(rate.total) + inverse(reference.hits) - inverse(reference.total));
        return leadmetrics::interval{*value() * std::exp(-z * error), *value() * std::exp(z * error)};
    }

    friend constexpr bool operator==(relative_rate const&, relative_rate const&) = default;
};

}} // namespace leadmetrics

#endif
