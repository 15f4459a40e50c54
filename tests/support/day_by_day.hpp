// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_TESTS_SUPPORT_DAY_BY_DAY_HPP
#define LEADMETRICS_TESTS_SUPPORT_DAY_BY_DAY_HPP

// Working time and working days, counted date by date: slow and obvious, to check faster code against (definitions, section 10). Where they leave
// room, the reading taken is said beside the code.

#include <date/date.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace leadmetrics_tests::day_by_day {

inline constexpr long day_seconds = 86400;

// Seconds since local midnight; `to` may exceed 86400 and then goes on into the next date.
struct shift {
    unsigned weekday = 0; // 0 = Sunday
    long     from    = 0;
    long     to      = 0;
};

struct week {
    date::sys_days     from; // first local date on which it is in force
    std::vector<shift> shifts;
};

struct rule {
    enum { yearly, nth_weekday, easter, orthodox_easter } kind = yearly;
    unsigned month                                             = 0;
    unsigned day                                               = 0; // yearly
    int      nth                                               = 0; // 1..5, or -1 for the last; with month and weekday
    unsigned weekday                                           = 0;
    int      days                                              = 0; // after Easter Sunday; negative: before
};

struct plan {
    std::vector<week>                                            weeks; // ascending by from; the first holds for all earlier dates too
    std::vector<date::sys_days>                                  holidays;
    std::vector<rule>                                            rules;
    std::map<date::sys_days, std::vector<std::pair<long, long>>> special; // a date's own hours, instead of the week's
};

// UTC seconds since 1970, half-open; ahead: local minus UTC, in seconds.
struct segment {
    long from  = 0;
    long until = 0;
    long ahead = 0;
};

struct stretch {
    long from  = 0; // UTC seconds, half-open
    long until = 0;
};

inline bool operator==(stretch const& x, stretch const& y) { return x.from == y.from && x.until == y.until; }

// ---- dates -----------------------------------------------------------------------------------------------------------

inline long midnight(date::sys_days d) { return static_cast<long>(d.time_since_epoch().count()) * day_seconds; }

inline int year_of(date::sys_days d) { return static_cast<int>(date::year_month_day{d}.year()); }

inline unsigned weekday_of(date::sys_days d) { return date::weekday{d}.c_encoding(); }

inline date::sys_days sunday_after(date::sys_days full_moon)
{
    date::sys_days d = full_moon + date::days{1};
    while (weekday_of(d) != 0) d += date::days{1};
    return d;
}

// Gregorian Easter Sunday: the Sunday after the full moon that the epact gives (Clavius 1603).
inline date::sys_days easter(int year)
{
    int const golden             = year % 19 + 1;
    int const century            = year / 100 + 1;
    int const leap_days_left_out = 3 * century / 4 - 12;
    int const moon_correction    = (8 * century + 5) / 25 - 5;
    int       epact              = (11 * golden + 20 + moon_correction - leap_days_left_out) % 30;
    if (epact < 0) epact += 30;
    if (epact == 24 || (epact == 25 && golden > 11)) ++epact;
    int day_of_march = 44 - epact;
    if (day_of_march < 21) day_of_march += 30;
    return sunday_after(date::sys_days{date::year{year} / 3 / 1} + date::days{day_of_march - 1});
}

// Julian Easter Sunday as a Gregorian date: the Sunday after the full moon of the 19-year table.
inline date::sys_days orthodox_easter(int year)
{
    static constexpr unsigned full_moon[19][2] = {{4, 5},  {3, 25}, {4, 13}, {4, 2},  {3, 22}, {4, 10}, {3, 30}, {4, 18}, {4, 7}, {3, 27},
                                                  {4, 15}, {4, 4},  {3, 24}, {4, 12}, {4, 1},  {3, 21}, {4, 9},  {3, 29}, {4, 17}};
    unsigned const* const     moon             = full_moon[year % 19];
    int const                 century          = year / 100;
    int const                 calendars_apart  = century - century / 4 - 2; // days, from March of a century year on
    return sunday_after(date::sys_days{date::year{year} / date::month{moon[0]} / date::day{moon[1]}} + date::days{calendars_apart});
}

// A rule without a day in the year gives none. Days from Easter may lead into another year.
inline bool falls_on(rule const& r, date::sys_days d)
{
    date::year_month_day const ymd{d};
    unsigned const             month = static_cast<unsigned>(ymd.month());
    unsigned const             day   = static_cast<unsigned>(ymd.day());
    switch (r.kind) {
    case rule::yearly: return month == r.month && day == r.day;
    case rule::nth_weekday: {
        if (month != r.month || weekday_of(d) != r.weekday) return false;
        date::year_month_day const week_before{d - date::days{7}};
        date::year_month_day const week_after{d + date::days{7}};
        if (r.nth == -1) return week_after.month() != ymd.month();
        int nth = 1;
        for (date::sys_days e{week_before}; date::year_month_day{e}.month() == ymd.month(); e -= date::days{7}) ++nth;
        return nth == r.nth;
    }
    case rule::easter: {
        date::sys_days const sunday = d - date::days{r.days};
        return sunday == easter(year_of(sunday));
    }
    case rule::orthodox_easter: {
        date::sys_days const sunday = d - date::days{r.days};
        return sunday == orthodox_easter(year_of(sunday));
    }
    }
    return false;
}

inline bool is_holiday(plan const& p, date::sys_days d)
{
    for (date::sys_days const h : p.holidays)
        if (h == d) return true;
    for (rule const& r : p.rules)
        if (falls_on(r, d)) return true;
    return false;
}

// The last week that begins at or before the date; before the first, the first.
inline week const* week_in_force(plan const& p, date::sys_days d)
{
    week const* found = p.weeks.empty() ? nullptr : &p.weeks.front();
    for (week const& w : p.weeks)
        if (w.from <= d) found = &w;
    return found;
}

// The date's opening intervals, in seconds since its midnight, each within [0, 86400]; none on a holiday.
// Readings: a holiday is closed even where it has hours of its own. Hours of a date's own replace all that the week has
// on it, the part from the evening before too; what of them lies after midnight belongs to the next date, whose week (or
// own hours) does not have it, so it is not open. The part after midnight of a weekly shift is open on its date also where the
// evening before was a holiday or had hours of its own, and where the week in force on that evening was another.
inline std::vector<std::pair<long, long>> hours_of(plan const& p, date::sys_days d)
{
    std::vector<std::pair<long, long>> raw;
    if (is_holiday(p, d)) return raw;
    if (auto const own = p.special.find(d); own != p.special.end()) {
        raw = own->second;
    } else if (week const* const w = week_in_force(p, d)) {
        unsigned const today     = weekday_of(d);
        unsigned const yesterday = (today + 6) % 7;
        for (shift const& s : w->shifts) {
            if (s.weekday == today) raw.emplace_back(s.from, s.to);
            if (s.weekday == yesterday) raw.emplace_back(s.from - day_seconds, s.to - day_seconds);
        }
    }
    std::vector<std::pair<long, long>> cut;
    for (auto const& [from, to] : raw) {
        long const f = std::max(from, 0L);
        long const t = std::min(to, day_seconds);
        if (f < t) cut.emplace_back(f, t);
    }
    return cut;
}

// Ascending; what overlaps or touches becomes one.
inline std::vector<stretch> united(std::vector<stretch> all)
{
    std::sort(all.begin(), all.end(), [](stretch const& x, stretch const& y) { return x.from < y.from; });
    std::vector<stretch> out;
    for (stretch const& s : all) {
        if (!out.empty() && s.from <= out.back().until) out.back().until = std::max(out.back().until, s.until);
        else out.push_back(s);
    }
    return out;
}

// ---- the calendar ----------------------------------------------------------------------------------------------------

// Built once for the local dates first..last; what needs a date outside of them throws std::out_of_range.
// The zone's segments must reach at least four days beyond them on both sides.
class calendar {
public:
    calendar(plan p, std::vector<segment> zone, date::sys_days first, date::sys_days last)
        : plan_(std::move(p)), zone_(std::move(zone)), first_(first), last_(last)
    {
        check();
        std::vector<stretch> all;
        for (date::sys_days d = first_ - margin; d <= last_ + margin; d += date::days{1}) {
            std::vector<stretch> const mine = stretches_of(d);
            all.insert(all.end(), mine.begin(), mine.end());
            std::optional<long> end;
            for (stretch const& s : mine)
                if (!end || s.until > *end) end = s.until;
            ends_[d] = end;
        }
        open_ = united(std::move(all));
    }

    bool is_holiday(date::sys_days d) const { return day_by_day::is_holiday(plan_, d); }

    // In UTC seconds, ascending, those that touch as one. Holds two dates more than first..last on either side.
    std::vector<stretch> const& open_stretches() const { return open_; }

    // The local date and wall-clock time of an instant.
    std::pair<date::sys_days, long> local(long t) const
    {
        for (segment const& s : zone_) {
            if (s.from <= t && t < s.until) {
                date::sys_seconds const wall{std::chrono::seconds{t + s.ahead}};
                date::sys_days const    d = date::floor<date::days>(wall);
                return {d, t + s.ahead - midnight(d)};
            }
        }
        throw std::out_of_range("day_by_day: no zone segment at " + std::to_string(t));
    }

    // Straight from the definition, without the stretches.
    bool open_at(long t) const
    {
        auto const [d, time] = local(t);
        for (auto const& [from, to] : hours_of(plan_, d))
            if (from <= time && time < to) return true;
        return false;
    }

    // How much of the open stretches lies in [a, b); 0 where b <= a.
    long open_seconds(long a, long b) const
    {
        within(a);
        within(b);
        long sum = 0;
        for (stretch const& s : open_) {
            long const from  = std::max(s.from, a);
            long const until = std::min(s.until, b);
            if (from < until) sum += until - from;
        }
        return sum;
    }

    // The earliest instant >= a by which d open seconds have passed since a; at a closing time that is the closing itself.
    long add(long a, long d) const
    {
        within(a);
        if (d <= 0) return a;
        long left = d;
        for (stretch const& s : open_) {
            long const from = std::max(s.from, a);
            if (from >= s.until) continue;
            if (left <= s.until - from) return from + left;
            left -= s.until - from;
        }
        throw std::out_of_range("day_by_day: add runs past the last date");
    }

    // The end of the date's last open instant; empty where no instant of the date is open.
    // Readings: an interval that is skipped whole has no open instant, so the end is that of the one before it. Where a
    // clock set back after midnight repeats the end of a date, the date ends with the second pass.
    std::optional<long> working_day_end(date::sys_days d) const
    {
        if (d < first_ || d > last_) throw std::out_of_range("day_by_day: date outside of first..last");
        return ends_.at(d);
    }

    // The end of the n-th working day after the day that the start counts as on.
    long due_in_days(long start, long n) const
    {
        if (n < 0) throw std::invalid_argument("day_by_day: working days " + std::to_string(n));
        date::sys_days            d   = local(start).first;
        std::optional<long> const end = working_day_end(d);
        if (!end || start >= *end) d = next_working_day(d);
        for (long i = 0; i < n; ++i) d = next_working_day(d);
        return *working_day_end(d);
    }

    // Working days whose end, the instant of their last closing, lies in a pause [a, b); 0 where b <= a.
    long days_ending_in(long a, long b) const
    {
        within(a);
        within(b);
        long count = 0;
        for (auto const& [d, end] : ends_)
            if (end && a <= *end && *end < b) ++count;
        return count;
    }

private:
    static constexpr date::days margin{2};

    plan                                          plan_;
    std::vector<segment>                          zone_;
    date::sys_days                                first_;
    date::sys_days                                last_;
    std::vector<stretch>                          open_;
    std::map<date::sys_days, std::optional<long>> ends_;

    // The part of the date's opening intervals that each zone segment's wall clock shows.
    std::vector<stretch> stretches_of(date::sys_days d) const
    {
        std::vector<stretch> out;
        for (auto const& [from, to] : hours_of(plan_, d)) {
            for (segment const& s : zone_) {
                long const f = std::max(midnight(d) + from - s.ahead, s.from);
                long const u = std::min(midnight(d) + to - s.ahead, s.until);
                if (f < u) out.push_back({f, u});
            }
        }
        return out;
    }

    date::sys_days next_working_day(date::sys_days d) const
    {
        do d += date::days{1};
        while (!working_day_end(d));
        return d;
    }

    void within(long t) const
    {
        date::sys_days const d = local(t).first;
        if (d < first_ || d > last_) throw std::out_of_range("day_by_day: instant " + std::to_string(t) + " outside of first..last");
    }

    void check() const
    {
        if (last_ < first_) throw std::invalid_argument("day_by_day: last date before the first");
        for (std::size_t i = 0; i < plan_.weeks.size(); ++i) {
            if (i > 0 && plan_.weeks[i].from <= plan_.weeks[i - 1].from) throw std::invalid_argument("day_by_day: weeks not ascending");
            for (shift const& s : plan_.weeks[i].shifts)
                if (s.weekday > 6 || s.from < 0 || s.from >= day_seconds || s.to <= s.from || s.to > 2 * day_seconds)
                    throw std::invalid_argument("day_by_day: bad shift");
        }
        for (auto const& own : plan_.special)
            for (auto const& [from, to] : own.second)
                if (from < 0 || from >= day_seconds || to <= from) throw std::invalid_argument("day_by_day: bad special hours");
        for (std::size_t i = 0; i < zone_.size(); ++i)
            if (zone_[i].until <= zone_[i].from || (i > 0 && zone_[i].from != zone_[i - 1].until))
                throw std::invalid_argument("day_by_day: zone segments not ascending without gaps");
        if (zone_.empty() || zone_.front().from > midnight(first_) - 4 * day_seconds || zone_.back().until < midnight(last_) + 5 * day_seconds)
            throw std::invalid_argument("day_by_day: zone segments do not reach four days beyond first..last");
    }
};

} // namespace leadmetrics_tests::day_by_day

#endif
