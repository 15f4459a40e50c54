// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CALENDAR_CALENDAR_HPP
#define LEADMETRICS_CALENDAR_CALENDAR_HPP

#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/settings_sink.hpp>
#include <leadmetrics/version.hpp>

#include <chrono>
#include <compare>
#include <concepts>
#include <tuple>
#include <type_traits>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// How far a zone's clocks are ahead of UTC, and the stretch of time in which this offset holds.
struct utc_offset {
    date::sys_seconds    from, until; ///< half-open
    std::chrono::seconds ahead{0};
};

/// Coordinated universal time: the zone in which windows are cut unless another is named.
struct utc {
    /// Writes the zone into a settings sink such as detail::settings_text. Every zone and calendar here has this member.
    template <class Sink>
    void describe(Sink& to) const
    {
        to.word("UTC");
    }
    template <class Duration>
    [[nodiscard]] constexpr date::local_time<Duration> to_local(date::sys_time<Duration> at) const noexcept
    {
        return date::local_time<Duration>{at.time_since_epoch()};
    }
    [[nodiscard]] static constexpr utc_offset offset_at(date::sys_seconds) noexcept
    {
        return {(date::sys_seconds::min)(), (date::sys_seconds::max)()};
    }
};

/// A zone with a constant offset from UTC: `lm::fixed_offset{-3h}`. For zones with clock changes there is lm::time_zone
/// (leadmetrics/calendar/time_zone.hpp).
struct fixed_offset {
    std::chrono::minutes ahead_of_utc;

    template <class Sink>
    void describe(Sink& to) const
    {
        to.word("UTC + ");
        to.number(ahead_of_utc.count());
        to.word(" min");
    }

    template <class Duration>
    [[nodiscard]] constexpr auto to_local(date::sys_time<Duration> at) const noexcept
    {
        return date::local_time<std::common_type_t<Duration, std::chrono::minutes>>{at.time_since_epoch() + ahead_of_utc};
    }
    [[nodiscard]] constexpr utc_offset offset_at(date::sys_seconds) const noexcept
    {
        return {(date::sys_seconds::min)(), (date::sys_seconds::max)(), ahead_of_utc};
    }
};

/// A type that converts instants into local wall-clock time: `zone.to_local(sys_time)` returns a local_time.
template <class Z>
concept local_clock = requires(Z const& zone, date::sys_seconds at) {
    { date::floor<date::days>(zone.to_local(at)) } -> std::convertible_to<date::local_days>;
};

/// A local clock that also knows its clock changes: `zone.offset_at(sys_seconds)` returns the offset from UTC and how long it holds. Working time
/// needs this. Models: `utc`, `fixed_offset`, `time_zone`.
template <class Z>
concept zone = local_clock<Z> && requires(Z const& one, date::sys_seconds at) {
    { one.offset_at(at) } -> std::same_as<utc_offset>;
};

/// A quarter of a year.
struct year_quarter {
    date::year year{0};
    unsigned   quarter = 1; ///< 1 … 4

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.year, self.quarter);
    }
    friend constexpr auto operator<=>(year_quarter const& a, year_quarter const& b) noexcept
    {
        if (a.year != b.year) return a.year < b.year ? std::strong_ordering::less : std::strong_ordering::greater;
        return a.quarter <=> b.quarter;
    }
    friend constexpr bool operator==(year_quarter const&, year_quarter const&) noexcept = default;
};

/// A function that cuts time into windows: `calendar(sys_time)` returns the name of the half-open window in which an instant lies. The names must
/// have the order of the windows. Any such function will do, for example one for fiscal years.
template <class C>
concept calendar = requires(C const& cut, date::sys_seconds at) { requires std::totally_ordered<std::remove_cvref_t<decltype(cut(at))>>; };

/// A calendar that knows which window follows another one: `calendar.next(name)`. All calendars here do.
template <class C>
concept stepping_calendar = calendar<C> && requires(C const& cut, std::remove_cvref_t<decltype(cut(date::sys_seconds{}))> const& window) {
    { cut.next(window) } -> std::convertible_to<std::remove_cvref_t<decltype(window)>>;
};

namespace detail {

/// Returns the local date of an instant. A date outside the years of the date library (±32767) becomes the first or the last of its dates.
template <class Zone, class Duration>
constexpr date::local_days local_date(Zone const& zone, date::sys_time<Duration> at)
{
    // These limits leave room for a zone's offset and for the Monday of a week.
    constexpr date::sys_days first{(date::year::min)() / 1 / 8}, last{(date::year::max)() / 12 / 30};
    auto const               day = date::floor<date::days>(at.time_since_epoch());
    if (day <= std::chrono::duration_cast<std::common_type_t<date::days, decltype(day)>>(first.time_since_epoch()))
        return date::local_days{first.time_since_epoch()};
    if (day >= std::chrono::duration_cast<std::common_type_t<date::days, decltype(day)>>(last.time_since_epoch()))
        return date::local_days{last.time_since_epoch()};
    return date::floor<date::days>(zone.to_local(at));
}

} // namespace detail

/// The calendar of days. A day is named by its date.
template <local_clock Zone = utc>
struct days_of {
    Zone zone{};

    template <class Sink>
    void describe(Sink& to) const
    {
        to.word("days in ");
        detail::describe_value(to, zone);
    }
    [[nodiscard]] static constexpr date::year_month_day next(date::year_month_day const& window) { return date::sys_days{window} + date::days{1}; }
    template <class Duration>
    [[nodiscard]] constexpr date::year_month_day operator()(date::sys_time<Duration> at) const
    {
        return date::year_month_day{detail::local_date(zone, at)};
    }
};

/// The calendar of ISO weeks. A week is named by the date of its Monday.
template <local_clock Zone = utc>
struct weeks_of {
    Zone zone{};

    template <class Sink>
    void describe(Sink& to) const
    {
        to.word("weeks in ");
        detail::describe_value(to, zone);
    }
    [[nodiscard]] static constexpr date::year_month_day next(date::year_month_day const& window) { return date::sys_days{window} + date::days{7}; }
    template <class Duration>
    [[nodiscard]] constexpr date::year_month_day operator()(date::sys_time<Duration> at) const
    {
        auto const day = detail::local_date(zone, at);
        return date::year_month_day{day - (date::weekday{day} - date::Monday)};
    }
};

/// The calendar of months. A month is named by year and month.
template <local_clock Zone = utc>
struct months_of {
    Zone zone{};

    template <class Sink>
    void describe(Sink& to) const
    {
        to.word("months in ");
        detail::describe_value(to, zone);
    }
    [[nodiscard]] static constexpr date::year_month next(date::year_month const& window) { return window + date::months{1}; }
    template <class Duration>
    [[nodiscard]] constexpr date::year_month operator()(date::sys_time<Duration> at) const
    {
        auto const day = days_of<Zone>{zone}(at);
        return day.year() / day.month();
    }
};

/// The calendar of quarters of years.
template <local_clock Zone = utc>
struct quarters_of {
    Zone zone{};

    template <class Sink>
    void describe(Sink& to) const
    {
        to.word("quarters in ");
        detail::describe_value(to, zone);
    }
    [[nodiscard]] static constexpr year_quarter next(year_quarter const& window)
    {
        return window.quarter == 4 ? year_quarter{window.year + date::years{1}, 1} : year_quarter{window.year, window.quarter + 1};
    }
    template <class Duration>
    [[nodiscard]] constexpr year_quarter operator()(date::sys_time<Duration> at) const
    {
        auto const day = days_of<Zone>{zone}(at);
        return {day.year(), (static_cast<unsigned>(day.month()) + 2) / 3};
    }
};

/// The calendar of years.
template <local_clock Zone = utc>
struct years_of {
    Zone zone{};

    template <class Sink>
    void describe(Sink& to) const
    {
        to.word("years in ");
        detail::describe_value(to, zone);
    }
    [[nodiscard]] static constexpr date::year next(date::year const& window) { return window + date::years{1}; }
    template <class Duration>
    [[nodiscard]] constexpr date::year operator()(date::sys_time<Duration> at) const
    {
        return days_of<Zone>{zone}(at).year();
    }
};

}} // namespace leadmetrics

#endif
