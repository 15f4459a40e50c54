// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CALENDAR_DETAIL_OPENING_PLAN_HPP
#define LEADMETRICS_CALENDAR_DETAIL_OPENING_PLAN_HPP

#include <leadmetrics/calendar/detail/opening_pattern.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// A local date from which, or on which, other opening hours hold.
struct changed_pattern {
    std::int64_t midnight; // its first second, in local seconds since 1970
    std::size_t  pattern;  // the place of its pattern among the plan's
};

inline constexpr std::int64_t seconds_of_day = 86400, first_monday = 4 * seconds_of_day; // 1970-01-05

/// Which opening hours hold on which local date.
struct opening_plan {
    struct hours {
        std::int64_t              period; // a day, or a week that begins on Monday
        std::vector<open_seconds> open;
    };

    std::vector<hours>           patterns; // the first week and a closed day, then those of special days and of later weeks
    std::vector<changed_pattern> days;     // in ascending order: dates whose hours are not those of their week
    std::vector<changed_pattern> weeks;    // in ascending order: dates from which other weekly hours hold

    [[nodiscard]] std::vector<opening_pattern> compiled() const
    {
        std::vector<opening_pattern> all;
        all.reserve(patterns.size());
        for (hours const& one : patterns) all.emplace_back(one.period, one.open);
        return all;
    }
    /// The pattern of the week that is in force on a date.
    [[nodiscard]] std::size_t week_on(std::int64_t midnight) const
    {
        auto const after =
            std::upper_bound(weeks.begin(), weeks.end(), midnight, [](std::int64_t x, changed_pattern const& w) { return x < w.midnight; });
        return after == weeks.begin() ? 0 : (after - 1)->pattern;
    }
    /// The opening hours of a date, in seconds since its midnight.
    [[nodiscard]] std::vector<open_seconds> hours_on(std::int64_t midnight) const
    {
        auto const exception =
            std::lower_bound(days.begin(), days.end(), midnight, [](changed_pattern const& d, std::int64_t x) { return d.midnight < x; });
        if (exception != days.end() && exception->midnight == midnight) return patterns[exception->pattern].open;
        std::int64_t const        week = 7 * seconds_of_day, from = ((midnight - first_monday) % week + week) % week;
        std::vector<open_seconds> result;
        for (open_seconds const& one : patterns[week_on(midnight)].open)
            if (one.from < from + seconds_of_day && one.to > from)
                result.push_back({(std::max)(one.from - from, std::int64_t{0}), (std::min)(one.to - from, seconds_of_day)});
        return result;
    }
};

}}} // namespace leadmetrics::detail

#endif
