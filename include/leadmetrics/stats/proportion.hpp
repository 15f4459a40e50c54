// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_STATS_PROPORTION_HPP
#define LEADMETRICS_STATS_PROPORTION_HPP

#include <leadmetrics/core/detail/members.hpp>
#include <leadmetrics/stats/normal.hpp>
#include <leadmetrics/version.hpp>

#include <cmath>
#include <cstdint>
#include <optional>
#include <tuple>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// A rate, kept as two counts: `hits` of `total`. Rates of disjoint groups add up with +=.
struct proportion {
    std::int64_t hits  = 0;
    std::int64_t total = 0;

    /// Returns hits / total; empty when total is 0.
    [[nodiscard]] constexpr std::optional<double> value() const noexcept
    {
        if (total == 0) return std::nullopt;
        return static_cast<double>(hits) / static_cast<double>(total);
    }

    /// Returns Wilson's score interval without continuity correction (Wilson 1927); empty when total is 0. The interval contains the value. Its
    /// lower limit is 0 only if there are no hits, and its upper limit is 1 only if all are hits. Refused: a level that is not between 0 and 1.
    [[nodiscard]] std::optional<leadmetrics::interval> interval(double level = 0.95) const
    {
        double const z = detail::two_sided_z(level);
        if (total == 0) return std::nullopt;
        double const n = static_cast<double>(total), p = static_cast<double>(hits) / n, zz = z * z / n;
        double const middle = (p + zz / 2) / (1 + zz);
        double const reach  = z / (1 + zz) * std::sqrt(p * (1 - p) / n + zz / (4 * n));
        return leadmetrics::interval{hits == 0 ? 0.0 : middle - reach, hits == total ? 1.0 : middle + reach};
    }

    /// Adds one case to `total`, and to `hits` if it is a hit.
    constexpr void add(bool hit) noexcept
    {
        ++total;
        hits += hit;
    }

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.hits, self.total);
    }
    constexpr proportion& operator+=(proportion const& other) noexcept { return detail::add_members(*this, other); }

    friend constexpr bool operator==(proportion const&, proportion const&) = default;
};

}} // namespace leadmetrics

#endif
