// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CALENDAR_HOLIDAY_HPP
#define LEADMETRICS_CALENDAR_HOLIDAY_HPP

// On which days is an office closed? Definitions, section 10.

#include <leadmetrics/calendar/detail/date_text.hpp>
#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/version.hpp>

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// A day that is so many days after Easter Sunday, or before it: `lm::easter_sunday + days{1}` is Easter Monday. With `orthodox`, Easter by the
/// Julian reckoning, as a date of the Gregorian calendar.
struct easter_day {
    date::days after{0};
    bool       orthodox = false;

    [[nodiscard]] friend constexpr easter_day operator+(easter_day day, date::days more) { return {day.after + more, day.orthodox}; }
    [[nodiscard]] friend constexpr easter_day operator-(easter_day day, date::days fewer) { return {day.after - fewer, day.orthodox}; }
    friend constexpr bool                     operator==(easter_day const&, easter_day const&) = default;
};
inline constexpr easter_day easter_sunday{};
inline constexpr easter_day orthodox_easter_sunday{date::days{0}, true};

namespace detail {

/// Easter Sunday of a year: the anonymous Gregorian algorithm, and the Julian one (Meeus 1991, Astronomical Algorithms, chapter 8).
constexpr date::sys_days easter_of(int year, bool orthodox)
{
    int const a = year % 19;
    if (orthodox) {
        int const  d = (19 * a + 15) % 30, e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7, n = d + e + 114;
        int const  century = year / 100;
        auto const julian =
            date::sys_days{date::year{year} / date::month{static_cast<unsigned>(n / 31)} / date::day{static_cast<unsigned>(n % 31 + 1)}};
        return julian + date::days{century - century / 4 - 2};
    }
    int const b = year / 100, c = year % 100, d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int const e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7, m = (a + 11 * d + 22 * e) / 451, n = d + e - 7 * m + 114;
    return date::sys_days{date::year{year} / date::month{static_cast<unsigned>(n / 31)} / date::day{static_cast<unsigned>(n % 31 + 1)}};
}

} // namespace detail

/// A date on which an office is closed, or a rule that gives such dates. It is made from
///
///     2024_y / 3 / 29                     a date
///     date::December / 25                 every year on a day; 29 February only in leap years
///     date::November / date::Thursday[4]  the fourth Thursday of November; a fifth one only where there is one
///     date::May / date::Monday[date::last]
///     lm::easter_sunday - date::days{2}   Good Friday; also lm::orthodox_easter_sunday
///
/// Nothing is moved to a substitute day. Rules give dates from 1800 to 2499.
class holiday {
public:
    holiday(date::year_month_day on) : rule_(on) {}
    holiday(date::month_day on) : rule_(on) {}
    holiday(date::month_weekday on) : rule_(on) {}
    holiday(date::month_weekday_last on) : rule_(on) {}
    holiday(easter_day on) : rule_(on) {}

    /// Refuses a date that there is not, and a rule that never gives one.
    void check() const
    {
        std::visit([](auto const& on) { check_rule(on); }, rule_);
    }
    /// Calls visit(date::sys_days) for each of its dates.
    template <class Visit>
    void each_date(Visit const& visit) const
    {
        if (auto const* const one = std::get_if<date::year_month_day>(&rule_)) return visit(date::sys_days{*one});
        constexpr date::year     first{1800}, last{2499};
        constexpr date::sys_days begin{first / 1 / 1}, end{last / 12 / 31};
        std::visit(
            [&](auto const& on) {
                for (date::year year = first - date::years{1}; year <= last + date::years{1}; ++year) // Easter of one year may give a day of another
                    if (auto const its = in_year(on, year); its && *its >= begin && *its <= end) visit(*its);
            },
            rule_);
    }

    template <class Sink>
    void describe(Sink& to) const
    {
        to.word(text());
    }
    [[nodiscard]] std::string text() const
    {
        return std::visit([](auto const& on) { return text_of_rule(on); }, rule_);
    }

private:
    using maybe_day = std::optional<date::sys_days>;

    static maybe_day in_year(date::year_month_day const&, date::year) { return {}; } // a date is of no rule
    static maybe_day in_year(date::month_day const& on, date::year year)
    {
        auto const its = year / on;
        return its.ok() ? maybe_day{its} : std::nullopt;
    }
    static maybe_day in_year(date::month_weekday const& on, date::year year)
    {
        auto const its = year / on.month() / on.weekday_indexed();
        return its.ok() ? maybe_day{its} : std::nullopt;
    }
    static maybe_day in_year(date::month_weekday_last const& on, date::year year) { return date::sys_days{year / on.month() / on.weekday_last()}; }
    static maybe_day in_year(easter_day const& on, date::year year) { return detail::easter_of(static_cast<int>(year), on.orthodox) + on.after; }

    static void check_rule(date::year_month_day const& on)
    {
        if (!on.ok()) detail::refuse("working_time.holiday", text_of_rule(on), "there is no such date");
    }
    static void check_rule(date::month_day const& on)
    {
        if (!on.ok()) detail::refuse("working_time.holiday", text_of_rule(on), "this day never comes");
    }
    static void check_rule(date::month_weekday const& on)
    {
        if (!on.ok())
            detail::refuse("working_time.holiday", text_of_rule(on), "this day never comes; give a weekday of a month, [1] to [5] or [date::last]");
    }
    static void check_rule(date::month_weekday_last const& on)
    {
        if (!on.ok()) detail::refuse("working_time.holiday", text_of_rule(on), "this day never comes; give a weekday of a month");
    }
    static void check_rule(easter_day const& on)
    {
        if (on.after < date::days{-366} || on.after > date::days{366})
            detail::refuse("working_time.holiday", text_of_rule(on), "this is more than a year from Easter: give fewer days");
    }

    static std::string text_of_rule(date::year_month_day const& on) { return detail::date_text(on); }
    static std::string text_of_rule(date::month_day const& on)
    {
        std::string text = "every ";
        detail::append_number(text, static_cast<unsigned>(on.month()));
        text += '-';
        detail::append_number(text, static_cast<unsigned>(on.day()));
        return text;
    }
    static std::string text_of_rule(date::month_weekday const& on)
    {
        return detail::weekday_text(on.weekday_indexed().weekday()) + " number " + std::to_string(on.weekday_indexed().index()) + " of month "
               + std::to_string(static_cast<unsigned>(on.month()));
    }
    static std::string text_of_rule(date::month_weekday_last const& on)
    {
        return "last " + detail::weekday_text(on.weekday_last().weekday()) + " of month " + std::to_string(static_cast<unsigned>(on.month()));
    }
    static std::string text_of_rule(easter_day const& on)
    {
        return std::string{on.orthodox ? "orthodox " : ""} + "Easter Sunday " + (on.after.count() < 0 ? "- " : "+ ")
               + std::to_string(on.after.count() < 0 ? -on.after.count() : on.after.count()) + " days";
    }

    std::variant<date::year_month_day, date::month_day, date::month_weekday, date::month_weekday_last, easter_day> rule_;
};

/// Dates and rules, in any order; the same one may stand there twice.
class holidays {
public:
    holidays() = default;
    holidays(std::initializer_list<holiday> all) : all_(all) {}
    holidays(std::vector<holiday> all) : all_(std::move(all)) {}
    holidays(std::vector<date::year_month_day> const& dates) : all_(dates.begin(), dates.end()) {}

    [[nodiscard]] auto begin() const noexcept { return all_.begin(); }
    [[nodiscard]] auto end() const noexcept { return all_.end(); }

private:
    std::vector<holiday> all_;
};

}} // namespace leadmetrics

#endif
