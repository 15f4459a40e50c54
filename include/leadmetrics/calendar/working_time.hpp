// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CALENDAR_WORKING_TIME_HPP
#define LEADMETRICS_CALENDAR_WORKING_TIME_HPP

#include <leadmetrics/calendar/calendar.hpp>
#include <leadmetrics/calendar/detail/opening_hours.hpp>
#include <leadmetrics/calendar/detail/opening_plan.hpp>
#include <leadmetrics/calendar/detail/opening_table.hpp>
#include <leadmetrics/calendar/detail/working_day_table.hpp>
#include <leadmetrics/calendar/holiday.hpp>
#include <leadmetrics/calendar/working_days.hpp>
#include <leadmetrics/calendar/working_duration.hpp>
#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/version.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <ratio>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// When is an office open? Weekly opening hours in a time zone, minus holidays (definitions, section 10).
///
///     lm::working_time const office{lm::time_zone{"Europe/Berlin"},
///                                   {{date::Monday, 9h, 17h}, {date::Tuesday, 9h, 17h}, …},
///                                   {2024_y / 12 / 24, date::January / 1, lm::easter_sunday + days{1}}};
///
/// An instant is open when its local wall-clock time lies in an interval [from, to) of its local date's weekday and that date is no
/// holiday. A day with several intervals has several entries. An interval past midnight ends after 24h ({date::Friday, 22h, 30h}) and belongs to
/// two dates. Days with a clock change have their real length: a repeated hour counts twice, a skipped hour not at all.
///
/// Holidays are dates and rules, see lm::holiday. Hours may change from a date on, see with_hours_from.
///
/// Refused: no hours; hours that overlap, that end before they start, or that last for more than a day; a date that does not exist; a rule that gives
/// no date; a date that is both a holiday and a special day. Clock changes are taken from the zone until the year 2500 (a system's time zone database
/// usually has clock changes until 2037 and none after that).
///
/// Copies share one table, so that a copy is cheap. Complexity: each question is a look-up in the table, however far apart the instants are; the
/// cost of `add` grows with the logarithm of the number of holidays.
template <zone Zone = utc>
class working_time {
    template <class... Durations>
    using at_least_seconds = std::common_type_t<Durations..., std::chrono::seconds>;

public:
    working_time(Zone clocks, std::vector<opening> hours, holidays const& closed = {})
        : clocks_(std::move(clocks)), hours_{std::move(hours), {closed.begin(), closed.end()}, {}, {}, {}}
    {
        make_table();
    }

    /// Returns the same office with other weekly hours from a date on, instead of those that held until then; breaks stay. What of an evening's hours
    /// lies after midnight belongs to the new date, and is open only if the week in force there has it. There may be no hours for a while, but
    /// not at the end. Refused: a date from which other hours hold already.
    [[nodiscard]] working_time with_hours_from(date::year_month_day from, std::vector<opening> hours) const
    {
        working_time result = *this;
        result.hours_.later_hours.push_back({from, std::move(hours)});
        result.make_table();
        return result;
    }

    /// Returns the same office with a break (such as lunch) from `from` to `to`: on every day that has weekly hours, or on one day of the week.
    [[nodiscard]] working_time with_break(std::chrono::seconds from, std::chrono::seconds to) const
    {
        working_time result = *this;
        for (date::weekday day : {date::Monday, date::Tuesday, date::Wednesday, date::Thursday, date::Friday, date::Saturday, date::Sunday})
            result.hours_.breaks.push_back({day, from, to});
        result.make_table();
        return result;
    }
    [[nodiscard]] working_time with_break(date::weekday day, std::chrono::seconds from, std::chrono::seconds to) const
    {
        working_time result = *this;
        result.hours_.breaks.push_back({day, from, to});
        result.make_table();
        return result;
    }

    /// Returns the same office with other hours on one date, for example a short day before a holiday or a Sunday sale. They replace the hours and
    /// the breaks of the weekday. Refused: a date that is already a holiday or a special day.
    [[nodiscard]] working_time with_special_day(date::year_month_day date, std::vector<opening_hours> hours) const
    {
        working_time result = *this;
        result.hours_.special_days.push_back({date, std::move(hours)});
        result.make_table();
        return result;
    }

    /// Returns how long the office was open between two instants. The result is negative where `to` is before `from`.
    template <class From, class To>
    [[nodiscard]] auto elapsed(date::sys_time<From> from, date::sys_time<To> to) const
    {
        using length = at_least_seconds<From, To>;
        if (to < from) return -elapsed_forward<length>(to, from);
        return elapsed_forward<length>(from, to);
    }

    /// Returns the earliest instant, not before `at`, by which the office has been open for `length` since `at`: elapsed(at, add(at, d)) = d. Returns
    /// `at` where `length` is not positive. A result beyond the range of the clock becomes the end of that range.
    template <class At, class Rep, class Period>
    [[nodiscard]] auto add(date::sys_time<At> at, std::chrono::duration<Rep, Period> length) const
    {
        using given  = std::chrono::duration<Rep, Period>;
        using result = at_least_seconds<At, given>;
        if (length <= length.zero()) return date::sys_time<result>{at.time_since_epoch()};
        auto const     start = date::floor<std::chrono::seconds>(at);
        detail::int128 goal  = timespan{length}.floor_count<std::ratio<1>>(); // the open seconds to go after `start`, and
        result         rest  = tables_->hours.open_at(count(start)) ? result{at - start} : result::zero(); // the fraction of a second after those
        if constexpr (!std::is_convertible_v<given, std::chrono::seconds>) rest += length - date::floor<std::chrono::seconds>(length);
        if (rest >= std::chrono::seconds{1}) {
            rest -= std::chrono::seconds{1};
            ++goal;
        }
        goal += tables_->hours.before(count(start));
        if (rest == result::zero()) return at_second<result>(tables_->hours.reach(detail::saturate(goal)), rest);
        return at_second<result>(tables_->hours.reach(detail::saturate(goal + 1)) - 1, rest);
    }
    template <class At, class Length>
    [[nodiscard]] auto add(date::sys_time<At> at, working_duration<Length> length) const
    {
        return add(at, length.open_time());
    }

    /// Returns the end of the n-th working day after the day of `at`: the end of its last open instant. An instant on a closed day, or at or after
    /// the day's last closing, counts as on the next working day; with n = 0, the end of that day is returned. Refused: a negative number.
    template <class At>
    [[nodiscard]] auto add(date::sys_time<At> at, working_days n) const
    {
        if (n.count < 0) detail::refuse("working_time.add", std::to_string(n.count) + " working days", "give a number that is not negative");
        return at_second(closing(day_after(at, n.count)), at_least_seconds<At>::zero());
    }
    /// Returns the number of working days that end in [from, to), by the definitions what a pause moves an allowance of working days by; negative
    /// where `to` is before `from`.
    template <class From, class To>
    [[nodiscard]] working_days working_days_between(date::sys_time<From> from, date::sys_time<To> to) const
    {
        return working_days{ended_before(to) - ended_before(from)};
    }
    /// Returns whether the office opens on this local date at all.
    [[nodiscard]] bool is_working_day(date::year_month_day on) const { return tables_->days.is_working_day(midnight(date::local_days{on})); }

    template <class At>
    [[nodiscard]] bool is_open(date::sys_time<At> at) const
    {
        return tables_->hours.open_at(count(date::floor<std::chrono::seconds>(at)));
    }

    /// Returns the instant itself where the office is open, else the next instant at which it opens.
    template <class At>
    [[nodiscard]] auto next_opening(date::sys_time<At> at) const
    {
        using result     = at_least_seconds<At>;
        auto const start = date::floor<std::chrono::seconds>(at);
        if (tables_->hours.open_at(count(start))) return date::sys_time<result>{at.time_since_epoch()};
        return at_second(tables_->hours.reach(tables_->hours.before(count(start)) + 1) - 1, result::zero());
    }

    [[nodiscard]] Zone const& clocks() const noexcept { return clocks_; }

    /// Writes the calendar into a settings sink such as detail::settings_text.
    template <class Sink>
    void describe(Sink& to) const
    {
        to.word("working time in ");
        detail::describe_value(to, clocks_);
        hours_.describe(to);
    }

private:
    static constexpr std::int64_t count(date::sys_seconds at) noexcept { return at.time_since_epoch().count(); }

    /// Returns `whole_seconds` plus `rest`. A result beyond the range of a 64-bit clock becomes the end of that range.
    template <class Duration>
    static constexpr Duration saturated(std::int64_t whole_seconds, Duration rest) noexcept
    {
        using rep = typename Duration::rep;
        if constexpr (std::is_floating_point_v<rep>) return Duration{std::chrono::seconds{whole_seconds}} + rest;
        else {
            auto const whole = static_cast<detail::int128>(whole_seconds) * Duration::period::den / Duration::period::num;
            return Duration{static_cast<rep>(detail::saturate(whole + rest.count()))};
        }
    }
    template <class Duration>
    static constexpr date::sys_time<Duration> at_second(std::int64_t second, Duration rest) noexcept
    {
        return date::sys_time<Duration>{saturated(second, rest)};
    }

    template <class Length, class From, class To>
    auto elapsed_forward(date::sys_time<From> from, date::sys_time<To> to) const
    {
        auto const open_before = [this](auto at, auto& fraction) {
            auto const second = date::floor<std::chrono::seconds>(at);
            if constexpr (!std::is_convertible_v<decltype(at), date::sys_seconds>)
                if (tables_->hours.open_at(count(second))) fraction = at - second;
            return tables_->hours.before(count(second));
        };
        Length     late{}, early{};
        auto const end = open_before(to, late), begin = open_before(from, early);
        return working_duration<Length>{saturated(end - begin, Length{late - early})};
    }

    static std::int64_t midnight(date::local_days day) noexcept { return std::chrono::seconds{day.time_since_epoch()}.count(); }

    /// The end of a working day, in UTC seconds.
    [[nodiscard]] std::int64_t closing(std::int64_t midnight_of_day) const
    {
        return detail::closing_of(clocks_, tables_->plan, midnight_of_day).value_or(midnight_of_day);
    }
    /// The midnight of the n-th working day after the one that an instant counts as on.
    template <class At>
    [[nodiscard]] std::int64_t day_after(date::sys_time<At> at, std::int64_t n) const
    {
        std::int64_t const today = midnight(detail::local_date(clocks_, at)), before = tables_->days.before(today);
        bool const         over = tables_->days.is_working_day(today) && at >= date::sys_seconds{std::chrono::seconds{closing(today)}};
        return tables_->days.number(detail::saturated_sum(before + over, n));
    }
    /// The number of working days that have ended before an instant. A date may end after the next one has begun, where clocks go back after
    /// midnight.
    template <class At>
    [[nodiscard]] std::int64_t ended_before(date::sys_time<At> at) const
    {
        std::int64_t const today = midnight(detail::local_date(clocks_, at));
        std::int64_t       ended = tables_->days.before(today - detail::seconds_of_day);
        for (std::int64_t day = today - detail::seconds_of_day; day <= today + detail::seconds_of_day; day += detail::seconds_of_day)
            ended += tables_->days.is_working_day(day) && at > date::sys_seconds{std::chrono::seconds{closing(day)}};
        return ended;
    }

    struct tables {
        tables(Zone const& clocks, detail::opening_plan made) : plan(std::move(made)), hours(clocks, plan), days(clocks, plan) {}

        detail::opening_plan      plan;
        detail::opening_table     hours;
        detail::working_day_table days;
    };
    void make_table() { tables_ = std::make_shared<tables const>(clocks_, hours_.compile()); }

    Zone                          clocks_;
    detail::opening_rules         hours_;
    std::shared_ptr<tables const> tables_;
};

}} // namespace leadmetrics

#endif
