// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_TESTS_SUPPORT_OFFICE_HPP
#define LEADMETRICS_TESTS_SUPPORT_OFFICE_HPP

// A slow, independent implementation of working time, which looks at the local time of every minute.

#include "changes.hpp"
#include "law.hpp"

#include <leadmetrics/calendar/working_time.hpp>

#include <cstdint>
#include <vector>

namespace leadmetrics_tests {

/// Opening hours that are difficult: they include the hours of most clock changes, and go past midnight and past the end of the week. The holidays
/// of `some_holidays` follow each other.
inline std::vector<leadmetrics::opening> odd_hours()
{
    return {{date::Monday, 9h, 12h},
            {date::Monday, 12h + 30min, 17h},
            {date::Tuesday, 0h, 24h},
            {date::Thursday, 9h + 7min, 17h},
            {date::Friday, 22h, 30h},
            {date::Saturday, 23h, 25h},
            {date::Sunday, 1h + 30min, 2h + 15min},
            {date::Sunday, 2h + 45min, 4h},
            {date::Sunday, 20h, 28h}};
}
inline std::vector<date::year_month_day> some_holidays()
{
    std::vector<date::year_month_day> all{2024_y / 3 / 29, 2024_y / 4 / 1, 2024_y / 10 / 27, 2011_y / 12 / 29, 2011_y / 12 / 30};
    for (int year = 1969; year != 2030; ++year)
        for (date::year_month_day const date : {date::year{year} / 1 / 1, date::year{year} / 12 / 25, date::year{year} / 12 / 26})
            all.push_back(date);
    return all;
}

template <class Zone>
auto odd_office(Zone zone)
{
    return leadmetrics::working_time{zone, odd_hours(), some_holidays()}.with_special_day(2024_y / 12 / 24, {{7h, 8h}, {9h, 12h}});
}

/// Returns whether that office is open, by the words of the definition.
template <class Zone>
bool odd_office_is_open(Zone const& zone, sys_seconds at)
{
    auto const local = zone.to_local(at);
    auto const day   = date::floor<date::days>(local);
    auto const since = local - day;
    if (day == date::local_days{2024_y / 12 / 24}) return (since >= 7h && since < 8h) || (since >= 9h && since < 12h);
    static std::vector<date::local_days> const holidays = [] {
        std::vector<date::local_days> all;
        for (auto const& date : some_holidays()) all.push_back(date::local_days{date});
        std::sort(all.begin(), all.end());
        return all;
    }();
    if (std::binary_search(holidays.begin(), holidays.end(), day)) return false;
    static std::vector<leadmetrics::opening> const hours = odd_hours();
    date::weekday const                            today{day}, yesterday{day - date::days{1}};
    for (auto const& one : hours)
        if ((one.day == today && since >= one.from && since < one.to) || (one.day == yesterday && since + 24h < one.to)) return true;
    return false;
}

template <class Zone>
void agrees_with_minutes(Zone const& zone, date::year_month_day from, date::year_month_day to)
{
    auto const        office = odd_office(zone);
    sys_seconds const begin  = sys_days{from};
    std::int64_t      open = 0, wrong = 0;
    sys_seconds       closed_since = begin;
    for (sys_seconds at = begin; at != sys_days{to}; at += 1min) {
        bool const is_open = odd_office_is_open(zone, at);
        wrong += is_open != office.is_open(at);
        wrong += office.elapsed(begin, at) != std::chrono::minutes{open};
        if (is_open) { // at is the next opening after closed_since, and the first minute by which so much time is open
            wrong += office.next_opening(closed_since) != at;
            wrong += office.add(begin, std::chrono::minutes{open + 1}) != at + 1min;
            ++open;
            closed_since = at + 1min;
        }
    }
    CHECK(wrong == 0);
    CHECK(open > 0);
}

template <class Zone>
void add_inverts_elapsed(Zone const& zone)
{
    auto const office = odd_office(zone);
    holds("elapsed(a, add(a, d)) = d, and no earlier instant will do", [&](std::int32_t at, std::uint32_t length) {
        sys_seconds const          a{std::chrono::seconds{at}};
        std::chrono::seconds const d{length % (86400 * 3000)};
        auto const                 b = office.add(a, d);
        RC_ASSERT(b >= a);
        RC_ASSERT(office.elapsed(a, b) == d);
        RC_ASSERT(b == a || office.elapsed(a, b - 1s) < d);
        auto const c = office.next_opening(a);
        RC_ASSERT(office.is_open(c) && office.elapsed(a, c) == 0s);
        RC_ASSERT(c == a || !office.is_open(c - 1s));
        auto const fine = a + 345ms;
        RC_ASSERT(office.elapsed(fine, office.add(fine, d + 55ms)) == d + 55ms);
    });
}

} // namespace leadmetrics_tests

#endif
