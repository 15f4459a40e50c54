// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_TIME_HPP
#define LEADMETRICS_CORE_TIME_HPP

#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/version.hpp>

#include <chrono>
#include <cmath>
#include <compare>
#include <concepts>
#include <cstdint>
#include <ratio>
#include <string>
#include <type_traits>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// The unit in which reports give a length of time: seconds. There is a fraction where a mean or a quantile needs one.
using seconds = std::chrono::duration<double>;

/// A length of time as a setting: `.horizon = days{7}`, `.allowance = 16h`. It is made from a std::chrono duration of any precision and is exact
/// to 10⁻¹⁸ s, so that comparisons with the user's instants lose no precision. Lengths beyond ±2⁶³ seconds become the end of that range.
/// Refused: a floating-point length that is not finite or too long.
class timespan {
public:
    template <class Rep, class Period>
    constexpr timespan(std::chrono::duration<Rep, Period> length) // implicit: a setting is written as the user's duration
    {
        using detail::int128;
        if constexpr (std::is_floating_point_v<Rep>) {
            double const in_seconds = static_cast<double>(length.count()) * Period::num / Period::den;
            if (!(std::abs(in_seconds) < 9.2e18)) detail::refuse("a length of time", std::to_string(in_seconds), "give a finite number");
            double const whole = std::floor(in_seconds);
            seconds_           = static_cast<std::int64_t>(whole);
            atto_              = static_cast<std::int64_t>((in_seconds - whole) * 1e18);
        } else {
            int128 const scaled = static_cast<int128>(length.count()) * Period::num;
            int128 const whole  = detail::floor_div(scaled, Period::den);
            seconds_            = detail::saturate(whole);
            if (whole == seconds_) atto_ = static_cast<std::int64_t>((scaled - whole * Period::den) * atto_per_second / Period::den);
        }
    }

    /// Returns how many whole `Period`s the length has: the greatest count of them that is not longer than the length.
    template <class Period>
    [[nodiscard]] constexpr std::int64_t floor_count() const noexcept
    {
        using detail::int128;
        // This function is called for every journey. The two cases below are fast paths for usual periods: they divide by constants of 64 bits.
        if constexpr (Period::den == 1) return seconds_ / Period::num - (seconds_ % Period::num < 0);
        if constexpr (Period::num == 1 && atto_per_second % Period::den == 0)
            return detail::saturate(static_cast<int128>(seconds_) * Period::den + atto_ / (atto_per_second / Period::den));
        int128 const scaled = static_cast<int128>(seconds_) * Period::den;
        int128 const whole  = detail::floor_div(scaled, Period::num);
        int128 const rest   = (scaled - whole * Period::num) * atto_per_second + static_cast<int128>(atto_) * Period::den;
        return detail::saturate(whole + rest / (static_cast<int128>(Period::num) * atto_per_second));
    }

    [[nodiscard]] constexpr bool negative() const noexcept { return seconds_ < 0; }

    /// Writes the length exactly into a settings sink such as detail::settings_text.
    template <class Sink>
    void describe(Sink& to) const
    {
        to.number(seconds_);
        if (atto_ != 0) {
            to.word(" + ");
            to.number(atto_);
            to.word("e-18");
        }
        to.word(" s");
    }

    [[nodiscard]] constexpr leadmetrics::seconds in_seconds() const noexcept
    {
        return leadmetrics::seconds{static_cast<double>(seconds_) + static_cast<double>(atto_) * 1e-18};
    }

    [[nodiscard]] friend constexpr timespan operator+(timespan const& a, timespan const& b) noexcept
    {
        timespan       result = a;
        detail::int128 whole  = static_cast<detail::int128>(a.seconds_) + b.seconds_;
        result.atto_ += b.atto_ - atto_per_second; // below 0, so that it does not overflow
        if (result.atto_ < 0) result.atto_ += atto_per_second;
        else ++whole;
        result.seconds_ = detail::saturate(whole);
        return result;
    }
    [[nodiscard]] friend constexpr timespan operator-(timespan const& a, timespan const& b) noexcept
    {
        timespan       result = a;
        detail::int128 whole  = static_cast<detail::int128>(a.seconds_) - b.seconds_;
        result.atto_ -= b.atto_;
        if (result.atto_ < 0) {
            result.atto_ += atto_per_second;
            --whole;
        }
        result.seconds_ = detail::saturate(whole);
        return result;
    }

    friend constexpr auto operator<=>(timespan const&, timespan const&) = default;

private:
    static constexpr std::int64_t atto_per_second = 1'000'000'000'000'000'000;
    std::int64_t                  seconds_        = 0; // rounded down
    std::int64_t                  atto_           = 0; // 0 … 10¹⁸ - 1
};

namespace detail {

/// Returns the date and time of a second since 1970 as text: "2024-03-11T07:00:00Z = ". The text is empty before 1970 and after the year 9999.
inline std::string spell_second(std::int64_t second)
{
    constexpr std::int64_t farthest = 253'402'300'799; // the last second of the year 9999
    if (second < 0 || second > farthest) return {};
    date::sys_seconds const    at{std::chrono::seconds{second}};
    auto const                 midnight = date::floor<date::days>(at);
    date::year_month_day const day{midnight};
    date::hh_mm_ss const       time{at - midnight};
    std::string                text = std::to_string(static_cast<int>(day.year()));
    auto const two = [&](char before, std::int64_t number) { text.append(1, before).append(number < 10 ? "0" : "") += std::to_string(number); };
    two('-', static_cast<unsigned>(day.month()));
    two('-', static_cast<unsigned>(day.day()));
    two('T', time.hours().count());
    two(':', time.minutes().count());
    two(':', time.seconds().count());
    return text + "Z = ";
}

} // namespace detail

/// A point in time (UTC) of any precision, as a setting: `.as_of = sys_days{…}`, `.as_of = std::chrono::system_clock::now()`. A date alone is the
/// midnight (UTC) at which the date begins.
class instant {
public:
    template <class Duration>
    constexpr instant(date::sys_time<Duration> const& at) : since_epoch_{at.time_since_epoch()} // implicit, as timespan is
    {
    }
    constexpr instant(date::year_month_day const& midnight) : instant{date::sys_days{midnight}} {}

    /// Returns the count of the latest instant of precision `Period` that is not after this one: for an instant x of that precision, `x <= *this` is
    /// the same as `x.count <= floor_count`.
    template <class Period>
    [[nodiscard]] constexpr std::int64_t floor_count() const noexcept
    {
        return since_epoch_.floor_count<Period>();
    }

    /// Returns the count of the earliest instant of precision `Period` that is not before this one: for an instant x of that precision, `x < *this`
    /// is the same as `x.count < ceil_count`.
    template <class Period>
    [[nodiscard]] constexpr std::int64_t ceil_count() const noexcept
    {
        std::int64_t const whole = floor_count<Period>();
        return detail::saturated_sum(whole, timespan{std::chrono::duration<std::int64_t, Period>{whole}} < since_epoch_ ? 1 : 0);
    }

    [[nodiscard]] constexpr timespan since_epoch() const noexcept { return since_epoch_; }

    /// Writes the instant exactly into a settings sink such as detail::settings_text.
    template <class Sink>
    void describe(Sink& to) const
    {
        if constexpr (Sink::for_people) to.word(detail::spell_second(floor_count<std::ratio<1>>()));
        since_epoch_.describe(to);
    }

    [[nodiscard]] friend constexpr instant operator+(instant const& at, timespan const& length) noexcept
    {
        instant result      = at;
        result.since_epoch_ = at.since_epoch_ + length;
        return result;
    }
    [[nodiscard]] friend constexpr instant operator-(instant const& at, timespan const& length) noexcept
    {
        instant result      = at;
        result.since_epoch_ = at.since_epoch_ - length;
        return result;
    }

    friend constexpr auto operator<=>(instant const&, instant const&) = default;

private:
    timespan since_epoch_;
};

namespace detail {

/// The duration type in which journeys count their instants: the user's period, counted in 64 bits. Floating-point instants are rounded to the
/// nanosecond (a double of seconds since 1970 is no finer than a quarter of a microsecond).
template <class Duration>
using exact_duration =
    std::chrono::duration<std::int64_t, std::conditional_t<std::is_floating_point_v<typename Duration::rep>, std::nano, typename Duration::period>>;

template <class Duration>
struct time_point_traits {
    static constexpr bool is_instant = false;
};

template <class D>
struct time_point_traits<std::chrono::time_point<std::chrono::system_clock, D>> {
    static constexpr bool is_instant = true;
    using duration                   = exact_duration<D>;
    using time                       = std::chrono::time_point<std::chrono::system_clock, D>;
    static constexpr bool present(time const& at) noexcept
    {
        if constexpr (std::is_floating_point_v<typename D::rep>) return at.time_since_epoch().count() == at.time_since_epoch().count(); // not NaN
        else return static_cast<void>(at), true;
    }
    static constexpr std::int64_t count(time const& at)
    {
        if constexpr (std::is_floating_point_v<typename D::rep>) {
            double const nanoseconds = std::chrono::duration<double, std::nano>(at.time_since_epoch()).count();
            if (nanoseconds >= 9.2233720368547748e18) return INT64_MAX;
            if (nanoseconds <= -9.2233720368547748e18) return INT64_MIN;
            return static_cast<std::int64_t>(nanoseconds < 0 ? nanoseconds - 0.5 : nanoseconds + 0.5);
        } else {
            return saturate(static_cast<int128>(at.time_since_epoch().count()));
        }
    }
};

template <class Optional>
    requires requires(Optional const& o) {
        { o.has_value() } -> std::convertible_to<bool>;
        requires time_point_traits<std::remove_cvref_t<decltype(*o)>>::is_instant;
    }
struct time_point_traits<Optional> {
    using inner                      = time_point_traits<std::remove_cvref_t<decltype(*std::declval<Optional const&>())>>;
    static constexpr bool is_instant = true;
    using duration                   = typename inner::duration;
    static constexpr bool         present(Optional const& at) { return at.has_value() && inner::present(*at); }
    static constexpr std::int64_t count(Optional const& at) { return inner::count(*at); }
};

/// Converts a count of `From`s into a count of `To`s. `To` must be at least as fine as `From`. A result that overflows becomes the nearest
/// std::int64_t.
template <class To, class From>
constexpr std::int64_t recount(std::int64_t count) noexcept
{
    using factor = std::ratio_divide<typename From::period, typename To::period>;
    static_assert(factor::den == 1);
    if constexpr (factor::num == 1) return count;
    else return saturate(static_cast<int128>(count) * factor::num);
}

/// Converts a count of `Duration`s into seconds.
template <class Duration>
constexpr seconds to_seconds(long double count) noexcept
{
    return seconds{static_cast<double>(count * Duration::period::num / Duration::period::den)};
}
/// Does the same for integers, with the faster arithmetic of double where that is exact: curves have a step for every lead.
template <class Duration>
constexpr seconds to_seconds(std::int64_t count) noexcept
{
    if (constexpr std::int64_t exact = std::int64_t{1} << 53; Duration::period::num == 1 && count < exact && count > -exact)
        return seconds{static_cast<double>(count) / static_cast<double>(Duration::period::den)};
    return to_seconds<Duration>(static_cast<long double>(count));
}

} // namespace detail

/// A type that a record's time field may have: a date::sys_time of any duration, or an optional of one. An empty optional means that the time is
/// missing.
template <class T>
concept instant_field = detail::time_point_traits<std::remove_cvref_t<T>>::is_instant;

}} // namespace leadmetrics

#endif
