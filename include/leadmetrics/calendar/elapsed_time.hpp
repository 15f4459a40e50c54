// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CALENDAR_ELAPSED_TIME_HPP
#define LEADMETRICS_CALENDAR_ELAPSED_TIME_HPP

#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/version.hpp>

#include <chrono>
#include <concepts>
#include <type_traits>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// The clock of elapsed time, which never stops. Allowances are measured on it where no working time is agreed on. Results beyond the range of a
/// 64-bit clock become the end of that range.
struct elapsed_time {
    /// Writes the clock into a settings sink such as detail::settings_text.
    template <class Sink>
    static void describe(Sink& to)
    {
        to.word("elapsed time");
    }
    template <class From, class To>
    [[nodiscard]] static constexpr auto elapsed(date::sys_time<From> from, date::sys_time<To> to)
    {
        using length = std::common_type_t<From, To>;
        if constexpr (std::is_same_v<typename length::rep, std::int64_t>)
            return length{detail::saturated_difference(length{to.time_since_epoch()}.count(), length{from.time_since_epoch()}.count())};
        else return to - from;
    }
    template <class At, class Rep, class Period>
    [[nodiscard]] static constexpr auto add(date::sys_time<At> at, std::chrono::duration<Rep, Period> length)
    {
        using result = std::common_type_t<At, std::chrono::duration<Rep, Period>>;
        if constexpr (std::is_same_v<typename result::rep, std::int64_t>)
            return date::sys_time<result>{result{detail::saturated_sum(result{at.time_since_epoch()}.count(), result{length}.count())}};
        else return at + length;
    }
};

/// A clock on which allowances are measured. `elapsed(a, b)` returns how much of the clock's time lies between two instants. `add(a, d)` returns the
/// earliest instant, not before a, by which d of the clock's time has passed since a. Models: `elapsed_time`, `working_time`.
template <class C>
concept service_clock = requires(C const& clock, date::sys_seconds at, std::chrono::seconds length) {
    { clock.elapsed(at, at) == length } -> std::convertible_to<bool>;
    { clock.add(at, length) } -> std::convertible_to<date::sys_seconds>;
};

}} // namespace leadmetrics

#endif
