// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DETAIL_POINTS_GIVEN_HPP
#define LEADMETRICS_SCORING_DETAIL_POINTS_GIVEN_HPP

#include <leadmetrics/core/time.hpp>
#include <leadmetrics/version.hpp>

#include <date/date.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <ratio>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// The points that a rule gave to an activity.
struct points_given {
    std::int64_t at; // in ticks of the user's instants
    double       points;
    std::size_t  rule;

    /// Marks an activity that resets the score instead of giving points. Being infinite, it sorts before all points of its instant.
    static constexpr double      starts_anew = std::numeric_limits<double>::infinity();
    [[nodiscard]] constexpr bool resets() const noexcept { return points == starts_anew; }

    /// Whether these points come before others: in order of time; at one instant, more points first (definitions, section 2).
    [[nodiscard]] bool before(points_given const& other) const noexcept
    {
        if (at != other.at) return at < other.at;
        if (points != other.points) return points > other.points;
        return rule < other.rule;
    }
};

/// Returns the second of a tick, by which a calendar finds its window.
template <class Duration>
date::sys_seconds second_of(std::int64_t at)
{
    return date::sys_seconds{std::chrono::seconds{instant{date::sys_time<Duration>{Duration{at}}}.template floor_count<std::ratio<1>>()}};
}

}}} // namespace leadmetrics::detail

#endif
