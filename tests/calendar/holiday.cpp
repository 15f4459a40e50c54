// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/calendar/holiday.hpp>
#include <leadmetrics/calendar/working_time.hpp>

#include "support/catch.hpp"
#include "support/easter_tables.hpp"

#include <algorithm>
#include <chrono>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;
using namespace date::literals;
using namespace std::chrono_literals;
using date::days;
using date::sys_days;

namespace {

std::vector<sys_days> dates_of(lm::holiday const& one)
{
    std::vector<sys_days> all;
    one.each_date([&](sys_days on) { all.push_back(on); });
    return all;
}
bool has(lm::holiday const& one, date::year_month_day on)
{
    auto const all = dates_of(one);
    return std::find(all.begin(), all.end(), sys_days{on}) != all.end();
}

/// Open every day from 9 to 17.
lm::working_time<> office(lm::holidays const& closed)
{
    std::vector<lm::opening> hours;
    for (unsigned day = 0; day != 7; ++day) hours.push_back({date::weekday{day}, 9h, 17h});
    return {lm::utc{}, hours, closed};
}

} // namespace

TEST_CASE("Easter Sunday is as the tables of two centuries have it")
{
    auto const wrong = [](auto const& table, bool orthodox) {
        return std::count_if(std::begin(table), std::end(table), [&](easter_date const& one) {
            return lm::detail::easter_of(one.year, orthodox) != sys_days{date::year{one.year} / date::month{one.month} / date::day{one.day}};
        });
    };
    CHECK(wrong(easter_sundays, false) == 0);
    CHECK(wrong(orthodox_easter_sundays, true) == 0);
    CHECK(std::size(easter_sundays) == 200);
}

TEST_CASE("rules give the days that they name, and none in years without")
{
    CHECK(has(date::December / 25, 2024_y / 12 / 25));
    CHECK(dates_of(date::December / 25).size() == 700);
    CHECK(has(date::February / 29, 2024_y / 2 / 29));
    CHECK(dates_of(date::February / 29).size() == 170); // 1900, 2100, 2200 and 2300 are no leap years, and neither is 1800
    CHECK(has(date::November / date::Thursday[4], 2024_y / 11 / 28));
    CHECK(has(date::March / date::Friday[5], 2024_y / 3 / 29));
    CHECK_FALSE(has(date::April / date::Friday[5], 2024_y / 4 / 26)); // no fifth one in that April
    CHECK(has(date::May / date::Monday[date::last], 2024_y / 5 / 27));
    CHECK(has(lm::easter_sunday - days{2}, 2024_y / 3 / 29));
    CHECK(has(lm::easter_sunday + days{39}, 2024_y / 5 / 9));
    CHECK(has(lm::orthodox_easter_sunday + days{1}, 2024_y / 5 / 6));
    CHECK(dates_of(lm::easter_sunday + days{300}).size() == 700); // it leads into the next year
    CHECK(dates_of(2024_y / 3 / 29).size() == 1);
}

TEST_CASE("an office is closed by dates and by rules")
{
    auto const closed = office({2024_y / 1 / 2, date::January / 1, lm::easter_sunday + days{1}, date::January / 2});
    CHECK(closed.elapsed(sys_days{2024_y / 1 / 1}, sys_days{2024_y / 1 / 4}) == 8h);
    CHECK(closed.elapsed(sys_days{2025_y / 4 / 20}, sys_days{2025_y / 4 / 23}) == 16h);
    CHECK_FALSE(closed.is_working_day(2025_y / 4 / 21));
    CHECK(closed.is_working_day(2025_y / 4 / 22));
    std::vector<date::year_month_day> const dates{2024_y / 1 / 1};
    CHECK(office(dates).next_opening(sys_days{2024_y / 1 / 1}) == sys_days{2024_y / 1 / 2} + 9h);
}

TEST_CASE("rules that never give a day are refused by name and value")
{
    CHECK_THROWS_WITH(office({date::February / 30}), says("working_time.holiday = every 02-30") && says("never comes"));
    CHECK_THROWS_WITH(office({date::April / 31}), says("every 04-31"));
    CHECK_THROWS_WITH(office({date::month{13} / 1}), says("every 13-01"));
    CHECK_THROWS_WITH(office({date::May / date::Monday[6]}), says("Monday number 6 of month 5") && says("[1] to [5]"));
    CHECK_THROWS_WITH(office({date::May / date::Monday[0]}), says("number 0"));
    CHECK_THROWS_WITH(office({date::month{0} / date::Monday[date::last]}), says("last Monday of month 0"));
    CHECK_THROWS_WITH(office({lm::easter_sunday + days{400}}), says("Easter Sunday + 400 days") && says("fewer"));
    CHECK_THROWS_WITH(office({lm::orthodox_easter_sunday - days{400}}), says("orthodox Easter Sunday - 400 days"));
    CHECK_THROWS_WITH(office({date::December / 24}).with_special_day(2024_y / 12 / 24, {{9h, 12h}}), says("2024-12-24") && says("already a holiday"));
}

TEST_CASE("hours that change from a date on")
{
    auto const longer = office({})
                            .with_hours_from(2024_y / 3 / 1, {{date::Friday, 8h, 20h}, {date::Friday, 22h, 26h}})
                            .with_hours_from(2024_y / 5 / 1, {{date::Monday, 9h, 10h}});
    CHECK(longer.elapsed(sys_days{2024_y / 2 / 29}, sys_days{2024_y / 3 / 1}) == 8h);
    CHECK(longer.elapsed(sys_days{2024_y / 3 / 1}, sys_days{2024_y / 3 / 2}) == 14h); // a Friday
    CHECK(longer.elapsed(sys_days{2024_y / 3 / 2}, sys_days{2024_y / 3 / 8}) == 2h);  // what goes on after midnight
    CHECK(longer.elapsed(sys_days{2024_y / 5 / 1}, sys_days{2024_y / 5 / 8}) == 1h);
    CHECK(longer.add(sys_days{2024_y / 4 / 26} + 22h, 4h + 1s) == sys_days{2024_y / 5 / 6} + 9h + 1s);
    // Given the other way round, they are the same; a time without hours is allowed, but not for ever.
    CHECK(office({})
              .with_hours_from(2024_y / 5 / 1, {{date::Monday, 9h, 10h}})
              .with_hours_from(2024_y / 3 / 1, {})
              .elapsed(sys_days{2024_y / 3 / 1}, sys_days{2024_y / 5 / 6})
          == 0h);
    CHECK_THROWS_WITH(office({}).with_hours_from(2024_y / 3 / 1, {}), says("never open"));
    CHECK_THROWS_WITH(longer.with_hours_from(2024_y / 5 / 1, {{date::Monday, 9h, 10h}}), says("working_time.hours_from = 2024-05-01"));
    CHECK_THROWS_WITH(longer.with_hours_from(2023_y / 2 / 29, {{date::Monday, 9h, 10h}}), says("2023-02-29"));
    CHECK_THROWS_WITH(longer.with_hours_from(2025_y / 5 / 1, {{date::Monday, 9h, 12h}, {date::Monday, 11h, 13h}}),
                      says("working_time.hours_from = Monday 11:00 to 13:00") && says("overlap"));
}

TEST_CASE("a number of working days ends with a working day")
{
    lm::working_time<> const five{
        lm::utc{},
        {{date::Monday, 9h, 17h}, {date::Tuesday, 9h, 17h}, {date::Wednesday, 9h, 17h}, {date::Thursday, 9h, 17h}, {date::Friday, 9h, 16h}},
        {2024_y / 1 / 1}};
    sys_days const monday = 2024_y / 1 / 8;
    CHECK(five.add(monday + 10h, lm::working_days{0}) == monday + 17h);
    CHECK(five.add(monday + 10h, lm::working_days{2}) == monday + days{2} + 17h);
    CHECK(five.add(monday + 7h, lm::working_days{1}) == monday + days{1} + 17h);  // before opening: that day
    CHECK(five.add(monday + 17h, lm::working_days{1}) == monday + days{2} + 17h); // at closing: the next day
    CHECK(five.add(monday + 17h - 1ms, lm::working_days{1}) == monday + days{1} + 17h);
    CHECK(five.add(monday + days{5} + 1h, lm::working_days{0}) == monday + days{7} + 17h); // a Saturday counts as on Monday
    CHECK(five.add(monday + days{1}, lm::working_days{3}) == monday + days{4} + 16h);
    CHECK(five.add(sys_days{2023_y / 12 / 29} + 16h, lm::working_days{0}) == sys_days{2024_y / 1 / 2} + 17h);
    CHECK(five.working_days_between(monday, monday + days{7}) == lm::working_days{5});
    CHECK(five.working_days_between(monday + 17h, monday + days{1} + 17h) == lm::working_days{1}); // half-open: the Monday's end, not the Tuesday's
    CHECK(five.working_days_between(monday + 10h, monday + 17h) == lm::working_days{0});
    CHECK(five.working_days_between(monday + days{7}, monday) == lm::working_days{-5});
    CHECK_THROWS_WITH(five.add(monday, lm::working_days{-1}), says("-1 working days"));
}
