// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_STATS_RATE_DIFFERENCE_HPP
#define LEADMETRICS_STATS_RATE_DIFFERENCE_HPP

#include <leadmetrics/stats/chi_square.hpp>
#include <leadmetrics/stats/normal.hpp>
#include <leadmetrics/stats/proportion.hpp>
#include <leadmetrics/version.hpp>

#include <cmath>
#include <optional>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// By how much is one rate higher than another? `lm::rate_difference{ads, web}.value()`.
struct rate_difference {
    proportion rate;
    proportion reference;

    /// Returns rate - reference; empty when a total is 0.
    [[nodiscard]] constexpr std::optional<double> value() const noexcept
    {
        auto const one = rate.value(), other = reference.value();
        if (!one || !other) return std::nullopt;
        return *one - *other;
    }

    /// Returns Newcombe's limits from those of Wilson of the two rates (Newcombe 1998, method 10, without continuity correction); empty when a total
    /// is 0. Refused: a level that is not between 0 and 1.
    [[nodiscard]] std::optional<leadmetrics::interval> interval(double level = 0.95) const
    {
        auto const of_rate = rate.interval(level), of_reference = reference.interval(level);
        if (!of_rate || !of_reference) return std::nullopt;
        double const p = *rate.value(), q = *reference.value();
        return leadmetrics::interval{p - q - std::hypot(p - of_rate->low, of_reference->high - q),
                                     p - q + std::hypot(of_rate->high - p, q - of_reference->low)};
    }

    /// Returns how likely a difference at least this large is by chance: the p value of Pearson's chi-square test without continuity correction.
    /// Empty when a total is 0, and where nobody or everybody is a hit.
    [[nodiscard]] std::optional<double> p_value() const noexcept
    {
        double const hits = static_cast<double>(rate.hits) + static_cast<double>(reference.hits);
        double const all  = static_cast<double>(rate.total) + static_cast<double>(reference.total);
        if (rate.total == 0 || reference.total == 0 || hits == 0 || hits == all) return std::nullopt;
        double const pooled = hits / all, d = *value();
        double const scale = pooled * (1 - pooled) * (1 / static_cast<double>(rate.total) + 1 / static_cast<double>(reference.total));
        return chi_square_tail(d * d / scale, 1);
    }

    friend constexpr bool operator==(rate_difference const&, rate_difference const&) = default;
};

}} // namespace leadmetrics

#endif
