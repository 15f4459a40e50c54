// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CALENDAR_DETAIL_WORKING_DAY_TABLE_HPP
#define LEADMETRICS_CALENDAR_DETAIL_WORKING_DAY_TABLE_HPP

#include <leadmetrics/calendar/calendar.hpp>
#include <leadmetrics/calendar/detail/opening_plan.hpp>
#include <leadmetrics/calendar/detail/opening_table.hpp>
#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// The working days of an office: local dates that have an opening interval of which clock changes leave something. They are counted by a table of
/// opening hours in which each is open for the first second of its date, and clocks never change.
class working_day_table {
public:
    template <zone Zone>
    working_day_table(Zone const& clocks, opening_plan const& plan) : dates_(utc{}, one_second_a_day(clocks, plan))
    {
    }

    [[nodiscard]] bool is_working_day(std::int64_t midnight) const noexcept { return dates_.open_at(midnight); }
    /// The number of working days before a date.
    [[nodiscard]] std::int64_t before(std::int64_t midnight) const noexcept { return dates_.before(midnight); }
    /// The midnight of the working day before which there are n.
    [[nodiscard]] std::int64_t number(std::int64_t n) const noexcept { return dates_.reach(saturated_sum(n, 1)) - 1; }

private:
    template <class Zone>
    static opening_plan one_second_a_day(Zone const& clocks, opening_plan const& plan)
    {
        opening_plan result;
        result.weeks = plan.weeks;
        for (auto const& one : plan.patterns) {
            auto& days = result.patterns.emplace_back(opening_plan::hours{one.period, {}});
            for (std::int64_t from = 0; from < one.period; from += seconds_of_day) {
                auto const open = [&](open_seconds const& hours) { return hours.from < from + seconds_of_day && hours.to > from; };
                if (std::any_of(one.open.begin(), one.open.end(), open)) days.open.push_back({from, from + 1});
            }
        }
        // Where clocks go forward, dates may lose all of their hours.
        std::optional<std::int64_t> ahead_before;
        std::vector<std::int64_t>   lost;
        each_offset(clocks, 0, [&](std::int64_t from, std::int64_t, std::int64_t ahead) {
            if (ahead_before && ahead > *ahead_before) {
                std::int64_t const skipped_from = from + *ahead_before, skipped_to = from + ahead;
                for (std::int64_t midnight = floor_day(skipped_from); midnight < skipped_to; midnight += seconds_of_day) {
                    auto const hours   = plan.hours_on(midnight);
                    auto const skipped = [&](open_seconds const& one) {
                        return midnight + one.from >= skipped_from && midnight + one.to <= skipped_to;
                    };
                    if (!hours.empty() && std::all_of(hours.begin(), hours.end(), skipped)) lost.push_back(midnight);
                }
            }
            ahead_before = ahead;
        });
        result.days = plan.days;
        for (std::int64_t const midnight : lost) {
            auto const place = std::lower_bound(result.days.begin(), result.days.end(), midnight,
                                                [](changed_pattern const& d, std::int64_t x) { return d.midnight < x; });
            if (place != result.days.end() && place->midnight == midnight) place->pattern = 1;
            else result.days.insert(place, {midnight, 1});
        }
        return result;
    }
    static std::int64_t floor_day(std::int64_t at)
    {
        std::int64_t const rest = (at % seconds_of_day + seconds_of_day) % seconds_of_day;
        return at - rest;
    }

    opening_table dates_;
};

/// The end of the last open instant of a date, in UTC seconds; empty where it has none.
template <zone Zone>
std::optional<std::int64_t> closing_of(Zone const& clocks, opening_plan const& plan, std::int64_t midnight)
{
    auto const hours = plan.hours_on(midnight);
    if (hours.empty()) return std::nullopt;
    constexpr std::int64_t      margin = std::int64_t{50} * 3600; // no zone is farther from UTC, or changes its clocks by more
    std::optional<std::int64_t> end;
    std::int64_t const          last = midnight + seconds_of_day + margin;
    for (std::int64_t at = midnight - margin; at < last;) {
        utc_offset const   here  = clocks.offset_at(date::sys_seconds{std::chrono::seconds{at}});
        std::int64_t const begin = here.from.time_since_epoch().count(), until = here.until.time_since_epoch().count(), ahead = here.ahead.count();
        for (open_seconds const& one : hours) {
            std::int64_t const from = (std::max)(midnight + one.from - ahead, begin), to = (std::min)(midnight + one.to - ahead, until);
            if (from < to && (!end || to > *end)) end = to;
        }
        at = until;
    }
    return end;
}

}}} // namespace leadmetrics::detail

#endif
