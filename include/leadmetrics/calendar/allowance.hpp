// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CALENDAR_ALLOWANCE_HPP
#define LEADMETRICS_CALENDAR_ALLOWANCE_HPP

#include <leadmetrics/calendar/working_days.hpp>
#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/version.hpp>

#include <chrono>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// The time in which something must be done: a length of a clock's time, or a number of working days. As a setting it is written as either:
/// `.allowance = 16h`, `.allowance = lm::working_days{2}`.
class allowance {
public:
    template <class Rep, class Period>
    constexpr allowance(std::chrono::duration<Rep, Period> length) : length_(length)
    {
    }
    constexpr allowance(timespan length) noexcept : length_(length) {}
    constexpr allowance(leadmetrics::working_days days) noexcept : length_(std::chrono::seconds{0}), days_(days.count) {}

    /// The working days; empty for a length of time.
    [[nodiscard]] constexpr std::optional<leadmetrics::working_days> working_days() const noexcept
    {
        return days_ ? std::optional{leadmetrics::working_days{*days_}} : std::nullopt;
    }
    /// The length of time; 0 for working days.
    [[nodiscard]] constexpr timespan const& length() const noexcept { return length_; }
    [[nodiscard]] constexpr bool            negative() const noexcept { return days_ ? *days_ < 0 : length_.negative(); }
    [[nodiscard]] std::string               text() const
    {
        return days_ ? std::to_string(*days_) + " working days" : std::to_string(length_.in_seconds().count()) + " s";
    }

    /// Writes the allowance exactly into a settings sink such as detail::settings_text.
    template <class Sink>
    void describe(Sink& to) const
    {
        if (days_) leadmetrics::working_days{*days_}.describe(to);
        else length_.describe(to);
    }

    friend constexpr bool operator==(allowance const&, allowance const&) = default;

private:
    timespan                    length_;
    std::optional<std::int64_t> days_;
};

/// A clock with working days: `clock.add(at, lm::working_days{n})`, `clock.working_days_between(a, b)`. Model: `working_time`.
template <class C>
concept counts_working_days = requires(C const& clock, date::sys_seconds at, working_days days) {
    { clock.working_days_between(at, at) } -> std::convertible_to<working_days>; // asked first: a clock without it may take anything as a length
    { clock.add(at, days) } -> std::convertible_to<date::sys_seconds>;
};

}} // namespace leadmetrics

#endif
