// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_DETAIL_STEP_CLOCK_HPP
#define LEADMETRICS_REPORT_DETAIL_STEP_CLOCK_HPP

#include <leadmetrics/calendar/elapsed_time.hpp>
#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/report/detail/response.hpp>
#include <leadmetrics/version.hpp>

#include <cstdint>
#include <type_traits>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// The clock on which a report measures the time from stage to stage, for the journeys of one precision. Instants and lengths are counted in
/// `duration`s: the records' own on elapsed time, and at least seconds on any other clock.
template <class Clock, class Journey>
class step_clock {
public:
    static constexpr bool elapsed_only = std::is_same_v<Clock, elapsed_time>;
    using of_journey                   = typename Journey::duration;
    using duration = std::conditional_t<elapsed_only, of_journey, std::common_type_t<of_journey, std::chrono::duration<std::int64_t>>>;

    step_clock(Clock const& clock, instant const& as_of) noexcept : clock_(clock), closing_(as_of.floor_count<typename duration::period>()) {}

    /// The time between two instants of a journey, of which the later is given last.
    [[nodiscard]] std::int64_t between(std::int64_t from, std::int64_t to) const { return length(ticks(from), ticks(to)); }
    [[nodiscard]] std::int64_t until_closing(std::int64_t from) const { return length(ticks(from), closing_); }

private:
    [[nodiscard]] static std::int64_t ticks(std::int64_t count) noexcept { return recount<duration, of_journey>(count); }
    [[nodiscard]] std::int64_t        length(std::int64_t from, std::int64_t to) const
    {
        if constexpr (elapsed_only) return saturated_difference(to, from);
        else return stopped_clock<duration, Clock>{clock_, from}.elapsed(from, to);
    }

    Clock const& clock_;
    std::int64_t closing_;
};

/// The length of `Clock`'s time in seconds: with a fraction where a mean or a quantile needs one.
template <class Clock>
using seconds_on = typename length_traits<length_on<Clock, std::chrono::duration<std::int64_t>>>::in_seconds;

/// How much of a clock's time lies between the last whole tick at the closing of the books and the closing itself.
template <class Clock, class Duration>
seconds rest_of_tick(Clock const& clock, instant const& as_of)
{
    std::int64_t const whole = as_of.floor_count<typename Duration::period>();
    if constexpr (requires(date::sys_time<Duration> at) { clock.is_open(at); })
        if (!clock.is_open(date::sys_time<Duration>{Duration{whole}})) return seconds{0};
    return (as_of.since_epoch() - timespan{Duration{whole}}).in_seconds();
}

}}} // namespace leadmetrics::detail

#endif
