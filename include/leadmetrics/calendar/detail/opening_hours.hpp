// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CALENDAR_DETAIL_OPENING_HOURS_HPP
#define LEADMETRICS_CALENDAR_DETAIL_OPENING_HOURS_HPP

#include <leadmetrics/calendar/detail/date_text.hpp>
#include <leadmetrics/calendar/detail/opening_plan.hpp>
#include <leadmetrics/calendar/holiday.hpp>
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

/// The opening hours of an office, as the user gave them.
struct opening_rules {
    struct special_day {
        date::year_month_day       date;
        std::vector<opening_hours> hours;
    };
    struct dated_week {
        date::year_month_day from;
        std::vector<opening> hours;
    };

    std::vector<opening>     hours; // until the first of `later_hours`
    std::vector<holiday>     closed;
    std::vector<opening>     breaks;
    std::vector<special_day> special_days;
    std::vector<dated_week>  later_hours;

    /// Writes the rules into a settings sink such as settings_text, in the order in which they were given.
    template <class Sink>
    void describe(Sink& to) const
    {
        for (auto const* const part : {&hours, &breaks}) describe_hours(to, part == &hours ? ", " : ", break ", *part);
        for (holiday const& one : closed) {
            to.word(", closed ");
            to.word(one.text());
        }
        for (special_day const& one : special_days) {
            to.word(", on ");
            to.word(date_text(one.date));
            for (opening_hours const& its : one.hours) {
                to.word(" ");
                to.word(hours_text(its.from, its.to));
            }
        }
        for (dated_week const& one : later_hours) {
            to.word(", from ");
            to.word(date_text(one.from));
            to.word(" on");
            describe_hours(to, " ", one.hours);
        }
    }

    /// Checks everything and makes patterns of it.
    [[nodiscard]] opening_plan compile() const
    {
        opening_plan result;
        result.patterns.push_back({week, weekly("working_time.hours", hours)});
        result.patterns.push_back({day, {}});
        for (holiday const& one : closed) {
            one.check();
            one.each_date([&](date::sys_days date) { result.days.push_back({std::chrono::seconds{date.time_since_epoch()}.count(), 1}); });
        }
        std::sort(result.days.begin(), result.days.end(), earlier);
        result.days.erase(std::unique(result.days.begin(), result.days.end(), [](auto const& a, auto const& b) { return a.midnight == b.midnight; }),
                          result.days.end());
        for (special_day const& one : special_days) {
            changed_pattern const here{midnight("special_day", one.date), result.patterns.size()};
            auto const            place = std::lower_bound(result.days.begin(), result.days.end(), here, earlier);
            if (place != result.days.end() && place->midnight == here.midnight)
                refuse("working_time.special_day", date_text(one.date), "this date is already a holiday or a special day; say once what it is");
            result.patterns.push_back({day, special(one)});
            result.days.insert(place, here);
        }
        for (dated_week const& one : later_hours) {
            changed_pattern const here{midnight("hours_from", one.from), result.patterns.size()};
            auto const            place = std::lower_bound(result.weeks.begin(), result.weeks.end(), here, earlier);
            if (place != result.weeks.end() && place->midnight == here.midnight)
                refuse("working_time.hours_from", date_text(one.from), "other hours begin on this date already; say once what they are");
            result.patterns.push_back({week, weekly("working_time.hours_from", one.hours)});
            result.weeks.insert(place, here);
        }
        if (auto const& last = result.patterns[result.weeks.empty() ? 0 : result.weeks.back().pattern]; last.open.empty())
            refuse("working_time.hours", "none", "an office that is never open answers nobody; give it weekly hours");
        return result;
    }

private:
    static constexpr std::int64_t day = 86400, week = 7 * day;

    static bool earlier(changed_pattern const& a, changed_pattern const& b) noexcept { return a.midnight < b.midnight; }

    template <class Sink>
    static void describe_hours(Sink& to, char const* before, std::vector<opening> const& all)
    {
        for (opening const& one : all) {
            to.word(before);
            to.word(weekday_text(one.day));
            to.word(" ");
            to.word(hours_text(one.from, one.to));
        }
    }

    static std::int64_t midnight(char const* what, date::year_month_day const& date)
    {
        if (!date.ok()) refuse(std::string("working_time.") + what, date_text(date), "there is no such date");
        return std::chrono::seconds{date::local_days{date}.time_since_epoch()}.count();
    }

    static void check(std::string const& setting, std::string const& value, std::chrono::seconds from, std::chrono::seconds to)
    {
        if (from.count() < 0 || from.count() >= day) refuse(setting, value, "hours start between 00:00 and 24:00");
        if (to <= from) refuse(setting, value, "these hours end before they start; past midnight go on counting, as in 22h to 30h");
        if (to - from > std::chrono::seconds{day}) refuse(setting, value, "these hours are longer than a day; give each day its own");
    }

    /// Returns the hours as seconds of a week that begins on Monday. Hours past the end of the week continue at its beginning.
    static std::vector<open_seconds> in_week(char const* setting, std::vector<opening> const& hours)
    {
        std::vector<open_seconds> result;
        for (opening const& one : hours) {
            std::string const value = weekday_text(one.day) + " " + hours_text(one.from, one.to);
            if (!one.day.ok()) refuse(setting, value, "give a day of the week");
            check(setting, value, one.from, one.to);
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

    /// The hours of a week without the breaks.
    std::vector<open_seconds> weekly(char const* setting, std::vector<opening> const& all) const
    {
        auto open = in_week(setting, all);
        refuse_overlaps(setting, open, true);
        for (open_seconds const& closed_for_a_break : in_week("working_time.break", breaks)) {
            std::vector<open_seconds> rest;
            for (open_seconds const& one : open) {
                if (one.from < closed_for_a_break.from) rest.push_back({one.from, (std::min)(one.to, closed_for_a_break.from)});
                if (one.to > closed_for_a_break.to) rest.push_back({(std::max)(one.from, closed_for_a_break.to), one.to});
            }
            open = std::move(rest);
        }
        return open;
    }

    static std::vector<open_seconds> special(special_day const& one)
    {
        std::vector<open_seconds> result;
        for (opening_hours const& hours : one.hours) {
            std::string const value = date_text(one.date) + " " + hours_text(hours.from, hours.to);
            check("working_time.special_day", value, hours.from, hours.to);
            if (hours.to.count() > day)
                refuse("working_time.special_day", value,
                       "past midnight is another date: end these hours at 24h, and give the next date hours from 0h on");
            result.push_back({hours.from.count(), hours.to.count()});
        }
        refuse_overlaps("working_time.special_day", result, false);
        return result;
    }
};

} // namespace detail

}} // namespace leadmetrics

#endif
