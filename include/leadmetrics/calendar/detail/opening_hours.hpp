// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CALENDAR_DETAIL_OPENING_HOURS_HPP
#define LEADMETRICS_CALENDAR_DETAIL_OPENING_HOURS_HPP

#include <leadmetrics/calendar/detail/opening_pattern.hpp>
#include <leadmetrics/calendar/detail/opening_table.hpp>
#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// Opening hours [from, to) of one day of the week, in local wall-clock time since midnight. Hours past midnight are counted on: 22h to 30h.
struct opening {
    date::weekday        day;
    std::chrono::seconds from, to;
};

/// Opening hours [from, to) of one date, in local wall-clock time since midnight.
struct opening_hours {
    std::chrono::seconds from, to;
};

namespace detail {

/// Appends a number with at least two digits. (It appends to a text because GCC 12 warns wrongly about code of its own library where a text is put
/// in front of another.)
inline void append_number(std::string& text, std::int64_t n)
{
    if (n < 0) text += '-';
    std::uint64_t const size = n < 0 ? -static_cast<std::uint64_t>(n) : static_cast<std::uint64_t>(n);
    if (size < 10) text += '0';
    text += std::to_string(size);
}

/// Returns a date as text: 2024-03-29.
inline std::string date_text(date::year_month_day const& date)
{
    std::string text = std::to_string(static_cast<int>(date.year()));
    for (unsigned const part : {static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day())}) {
        text += '-';
        append_number(text, part);
    }
    return text;
}

/// Returns hours as text: 09:00 to 17:00.
inline std::string hours_text(std::chrono::seconds from, std::chrono::seconds to)
{
    std::string text;
    auto const  append_clock = [&text](std::int64_t at) {
        append_number(text, at / 3600);
        text += ':';
        append_number(text, at / 60 % 60);
        if (at % 60 == 0) return;
        text += ':';
        append_number(text, at % 60);
    };
    append_clock(from.count());
    text += " to ";
    append_clock(to.count());
    return text;
}

inline std::string weekday_text(date::weekday day)
{
    static constexpr char const* names[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
    return day.ok() ? names[day.c_encoding()] : "weekday " + std::to_string(day.c_encoding());
}

/// The opening hours of an office, as the user gave them.
struct opening_rules {
    struct special_day {
        date::year_month_day       date;
        std::vector<opening_hours> hours;
    };
    struct compiled {
        std::vector<opening_pattern> patterns; // the pattern of the week, the pattern of a closed day, then those of special days
        std::vector<exceptional_day> days;
    };

    std::vector<opening>              hours;
    std::vector<date::year_month_day> holidays;
    std::vector<opening>              breaks;
    std::vector<special_day>          special_days;

    /// Writes the rules into a settings sink such as settings_text, in the order in which they were given.
    template <class Sink>
    void describe(Sink& to) const
    {
        for (auto const* const part : {&hours, &breaks})
            for (opening const& one : *part) {
                to.word(part == &hours ? ", " : ", break ");
                to.word(weekday_text(one.day));
                to.word(" ");
                to.word(hours_text(one.from, one.to));
            }
        for (date::year_month_day const& date : holidays) {
            to.word(", closed ");
            to.word(date_text(date));
        }
        for (special_day const& one : special_days) {
            to.word(", on ");
            to.word(date_text(one.date));
            for (opening_hours const& its : one.hours) {
                to.word(" ");
                to.word(hours_text(its.from, its.to));
            }
        }
    }

    /// Checks everything and makes patterns of it.
    [[nodiscard]] compiled compile() const
    {
        compiled result{{{week, weekly()}, {day, {}}}, {}};
        for (date::year_month_day const& date : holidays) result.days.push_back({midnight("holiday", date), 1});
        std::sort(result.days.begin(), result.days.end(), earlier);
        result.days.erase(std::unique(result.days.begin(), result.days.end(), [](auto const& a, auto const& b) { return a.midnight == b.midnight; }),
                          result.days.end());
        for (special_day const& one : special_days) {
            exceptional_day const here{midnight("special day", one.date), result.patterns.size()};
            auto const            place = std::lower_bound(result.days.begin(), result.days.end(), here, earlier);
            if (place != result.days.end() && place->midnight == here.midnight)
                refuse("working_time.special_day", date_text(one.date), "this date is already a holiday or a special day; say once what it is");
            result.patterns.emplace_back(day, special(one));
            result.days.insert(place, here);
        }
        return result;
    }

private:
    static constexpr std::int64_t day = 86400, week = 7 * day;

    static bool earlier(exceptional_day const& a, exceptional_day const& b) noexcept { return a.midnight < b.midnight; }

    static std::int64_t midnight(char const* what, date::year_month_day const& date)
    {
        if (!date.ok()) refuse(std::string("working_time.") + what, date_text(date), "there is no such date");
        return std::chrono::seconds{date::local_days{date}.time_since_epoch()}.count();
    }

    static void check(std::string const& setting, std::string const& value, std::chrono::seconds from, std::chrono::seconds to, std::int64_t latest)
    {
        if (from.count() < 0 || from.count() >= day) refuse(setting, value, "hours start between 00:00 and 24:00");
        if (to <= from) refuse(setting, value, "these hours end before they start; past midnight go on counting, as in 22h to 30h");
        if (to.count() > latest || to - from > std::chrono::seconds{day})
            refuse(setting, value, "these hours are longer than a day, or go on into the next one where they cannot");
    }

    /// Returns the hours as seconds of a week that begins on Monday. Hours past the end of the week continue at its beginning.
    static std::vector<open_seconds> in_week(char const* setting, std::vector<opening> const& hours)
    {
        std::vector<open_seconds> result;
        for (opening const& one : hours) {
            std::string const value = weekday_text(one.day) + " " + hours_text(one.from, one.to);
            if (!one.day.ok()) refuse(setting, value, "give a day of the week");
            check(setting, value, one.from, one.to, 2 * day);
            std::int64_t const start = (one.day - date::Monday).count() * day;
            open_seconds const here{start + one.from.count(), start + one.to.count()};
            result.push_back({here.from, (std::min)(here.to, week)});
            if (here.to > week) result.push_back({0, here.to - week});
        }
        return result;
    }

    static void refuse_overlaps(char const* setting, std::vector<open_seconds>& hours, bool weekly)
    {
        std::sort(hours.begin(), hours.end(), [](open_seconds const& a, open_seconds const& b) { return a.from < b.from; });
        for (std::size_t i = 1; i < hours.size(); ++i)
            if (hours[i].from < hours[i - 1].to) {
                std::int64_t const start = hours[i].from / day * day;
                std::string const  which = weekly ? weekday_text(date::Monday + date::days{start / day}) + " " : std::string{};
                refuse(setting, which + hours_text(std::chrono::seconds{hours[i].from - start}, std::chrono::seconds{hours[i].to - start}),
                       "these hours overlap with those before them; join the two or shorten one");
            }
    }

    std::vector<open_seconds> weekly() const
    {
        auto open = in_week("working_time.hours", hours);
        refuse_overlaps("working_time.hours", open, true);
        for (open_seconds const& closed : in_week("working_time.break", breaks)) {
            std::vector<open_seconds> rest;
            for (open_seconds const& one : open) {
                if (one.from < closed.from) rest.push_back({one.from, (std::min)(one.to, closed.from)});
                if (one.to > closed.to) rest.push_back({(std::max)(one.from, closed.to), one.to});
            }
            open = std::move(rest);
        }
        if (open.empty()) refuse("working_time.hours", "none", "an office that is never open answers nobody; give it weekly hours");
        return open;
    }

    static std::vector<open_seconds> special(special_day const& one)
    {
        std::vector<open_seconds> result;
        for (opening_hours const& hours : one.hours) {
            check("working_time.special_day", date_text(one.date) + " " + hours_text(hours.from, hours.to), hours.from, hours.to, day);
            result.push_back({hours.from.count(), hours.to.count()});
        }
        refuse_overlaps("working_time.special_day", result, false);
        return result;
    }
};

} // namespace detail

}} // namespace leadmetrics

#endif
