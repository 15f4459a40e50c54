// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/calendar/working_time.hpp>

#include "support/law.hpp"
#include "support/office.hpp"

#include <type_traits>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

namespace {

sys_days const monday = 2024_y / 1 / 1;

lm::working_time<> nine_to_five()
{
    return {lm::utc{},
            {{date::Monday, 9h, 17h}, {date::Tuesday, 9h, 17h}, {date::Wednesday, 9h, 17h}, {date::Thursday, 9h, 17h}, {date::Friday, 9h, 17h}},
            {2024_y / 1 / 5, 2024_y / 1 / 8, 2024_y / 1 / 9}};
}

/// A zone that is UTC up to noon of 2 January 2024, and an hour ahead from then on.
struct clocks_change {
    static sys_seconds change() { return monday + days{1} + 12h; }

    template <class Duration>
    [[nodiscard]] auto to_local(date::sys_time<Duration> at) const
    {
        using local = date::local_time<std::common_type_t<Duration, std::chrono::hours>>;
        return local{at.time_since_epoch() + (at < change() ? 0h : 1h)};
    }
    [[nodiscard]] static lm::utc_offset offset_at(sys_seconds at)
    {
        if (at < change()) return {(sys_seconds::min)(), change(), {}};
        return {change(), (sys_seconds::max)(), 1h};
    }
    template <class Sink>
    void describe(Sink& to) const
    {
        to.word("UTC, then an hour ahead");
    }
};

template <class A, class B>
concept adds = requires(A a, B b) { a + b; };

} // namespace

TEST_CASE("due instants outside of hours are due after opening")
{
    auto const office = nine_to_five();
    CHECK(office.add(monday + 9h, 8h) == monday + 17h);                        // the earliest instant by which eight hours have passed
    CHECK(office.add(monday + 9h, 8h + 1s) == monday + 33h + 1s);              // the next second is tomorrow's
    CHECK(office.add(monday + days{19} + 15h, 1h) == monday + days{21} + 10h); // Saturday 15:00: Monday 10:00
    CHECK(office.add(monday + days{19} + 20h, 1h) == monday + days{21} + 10h); // Saturday 20:00: the same
    CHECK(office.add(monday + 18h, 0h) == monday + 18h);                       // nothing to wait for
    CHECK(office.add(monday + 18h, -2h) == monday + 18h);
    CHECK(office.add(monday + days{3} + 16h, 2h) == monday + days{9} + 10h); // two holidays in a row, with a week-end between them
    CHECK(office.next_opening(monday + days{3} + 17h) == monday + days{9} + 9h);
    CHECK(office.next_opening(monday + 9h) == monday + 9h);
    CHECK(office.is_open(monday + 9h));
    CHECK_FALSE(office.is_open(monday + 17h));
    CHECK_FALSE(office.is_open(monday + days{4} + 10h));
}

TEST_CASE("working time is as fine as the instants")
{
    auto const office = nine_to_five();
    auto const early  = monday + 9h + 250ms;
    CHECK(office.elapsed(monday, early) == 250ms);
    CHECK(office.elapsed(early, monday + 10h) == 1h - 250ms);
    CHECK(office.elapsed(monday + 10h, early) == 250ms - 1h);
    CHECK(office.add(early, 8h) == monday + 33h + 250ms);
    CHECK(office.add(monday, 1ms) == monday + 9h + 1ms);
    CHECK(office.elapsed(monday, monday + days{7}) == 32h); // days count in seconds
    CHECK(office.elapsed(date::sys_time<std::chrono::nanoseconds>{monday}, early) == 250ms);
}

TEST_CASE("working time does not add to an instant by mistake")
{
    using length = decltype(nine_to_five().elapsed(monday, monday));
    STATIC_REQUIRE(!adds<sys_seconds, length>);
    STATIC_REQUIRE(!std::is_convertible_v<length, std::chrono::seconds>);
    STATIC_REQUIRE(adds<length, length>);
    CHECK(nine_to_five().elapsed(monday, monday + days{1}) + nine_to_five().elapsed(monday + days{1}, monday + days{2}) == 16h);
    CHECK(nine_to_five().elapsed(monday, monday + days{1}).open_time() == 8h);
    CHECK(nine_to_five().add(monday, nine_to_five().elapsed(monday, monday + 12h)) == monday + 12h);
}

TEST_CASE("breaks, hours past midnight and special days")
{
    auto const lunch = nine_to_five().with_break(12h, 13h).with_break(date::Tuesday, 15h, 16h + 30min);
    CHECK(lunch.elapsed(monday, monday + days{1}) == 7h);
    CHECK(lunch.elapsed(monday + days{1}, monday + days{2}) == 5h + 30min);
    CHECK(lunch.add(monday + 9h, 3h) == monday + 12h);
    CHECK(lunch.add(monday + 9h, 3h + 1min) == monday + 13h + 1min);

    lm::working_time<> const nights{{}, {{date::Sunday, 22h, 30h}, {date::Monday, 22h, 24h}}, {2024_y / 1 / 8}};
    CHECK(nights.elapsed(monday, monday + days{1}) == 8h);           // Monday 0 to 6 and 22 to 24
    CHECK(nights.elapsed(monday + days{6}, monday + days{8}) == 2h); // the holiday takes the part that lies on its own date
    CHECK(nights.next_opening(monday + 6h) == monday + 22h);

    auto const short_day = nine_to_five()
                               .with_special_day(2024_y / 12 / 24, {{9h, 12h}})
                               .with_special_day(2024_y / 12 / 22, {{10h, 11h}, {15h, 16h}})
                               .with_break(9h, 10h);
    CHECK(short_day.elapsed(sys_days{2024_y / 12 / 24}, sys_days{2024_y / 12 / 25}) == 3h);
    CHECK(short_day.elapsed(sys_days{2024_y / 12 / 22}, sys_days{2024_y / 12 / 23}) == 2h); // a Sunday
    CHECK(short_day.elapsed(sys_days{2024_y / 12 / 23}, sys_days{2024_y / 12 / 24}) == 7h);
}

TEST_CASE("a holiday on which clocks change is a holiday before and after the change")
{
    lm::working_time const office{clocks_change{},
                                  {{date::Monday, 0h, 24h}, {date::Tuesday, 0h, 24h}, {date::Wednesday, 0h, 24h}},
                                  {2024_y / 1 / 2}}; // the Tuesday; clocks go forward at its noon
    CHECK(office.elapsed(monday, monday + days{1}) == 24h);
    CHECK(office.elapsed(monday + days{1}, monday + days{2} - 1h) == 0h); // a day of 23 hours
    CHECK(office.elapsed(monday + days{1}, monday + days{2}) == 1h);
    CHECK_FALSE(office.is_open(monday + days{1} + 13h));
    CHECK(office.next_opening(monday + days{1}) == monday + days{2} - 1h);
}

TEST_CASE("working time is the minute-by-minute count, and add is its inverse")
{
    agrees_with_minutes(lm::utc{}, 2024_y / 1 / 1, 2024_y / 7 / 1);
    agrees_with_minutes(lm::fixed_offset{-9h - 30min}, 1969_y / 11 / 1, 1970_y / 2 / 1);
    add_inverts_elapsed(lm::utc{});
}

TEST_CASE("instants at the ends of the clock's range")
{
    auto const office = nine_to_five();
    CHECK(office.elapsed(sys_seconds::max(), sys_seconds::max()) == 0s);
    CHECK(office.elapsed(sys_seconds::min(), sys_seconds::max()) > 1000h);
    CHECK(office.add(sys_seconds::max() - 1s, 1h) >= sys_seconds{});
    CHECK(office.add(date::sys_time<std::chrono::nanoseconds>{monday}, std::chrono::nanoseconds::max()) > monday);
    CHECK(office.elapsed(sys_days{2024_y / 1 / 1}, sys_days{date::year{9999} / 12 / 31}) > 24h * 365 * 7000 * 8 * 5 / 24 / 7);
}

TEST_CASE("opening hours that cannot be are refused by name and value")
{
    using hours        = std::vector<lm::opening>;
    auto const refused = [](hours const& weekly, auto const& message) { CHECK_THROWS_WITH((lm::working_time{lm::utc{}, weekly}), message); };
    refused({}, says("working_time.hours") && says("never open"));
    refused({{date::Monday, 17h, 9h}}, says("Monday 17:00 to 09:00") && says("end before they start"));
    refused({{date::Monday, 9h, 9h}}, says("Monday 09:00 to 09:00"));
    refused({{date::Monday, 9h, 12h}, {date::Monday, 11h + 30min, 17h}}, says("Monday 11:30 to 17:00") && says("overlap"));
    refused({{date::Sunday, 22h, 30h}, {date::Monday, 5h, 17h}}, says("Monday 05:00 to 17:00") && says("overlap")); // around the end of the week
    refused({{date::Monday, 24h, 25h}}, says("Monday 24:00"));
    refused({{date::Monday, 9h, 40h}}, says("longer than a day"));
    refused({{date::weekday{9}, 9h, 10h}}, says("weekday 9"));
    CHECK_THROWS_WITH((lm::working_time{lm::utc{}, {{date::Monday, 9h, 17h}}, {2023_y / 2 / 29}}), says("working_time.holiday = 2023-02-29"));
    CHECK_THROWS_WITH(nine_to_five().with_special_day(2024_y / 1 / 5, {{9h, 10h}}), says("2024-01-05") && says("already a holiday"));
    CHECK_THROWS_WITH(nine_to_five().with_special_day(2024_y / 1 / 3, {{20h, 26h}}),
                      says("2024-01-03 20:00 to 26:00") && says("give the next date hours from 0h on"));
    CHECK_THROWS_WITH(nine_to_five().with_special_day(2024_y / 1 / 3, {{20h, 19h}}), says("end before they start"));
    CHECK_THROWS_WITH(nine_to_five().with_special_day(2024_y / 1 / 3, {{-1h, 19h}}), says("start between 00:00 and 24:00"));
    CHECK_THROWS_WITH(nine_to_five().with_break(9h, 17h), says("never open"));
    CHECK_NOTHROW(lm::working_time{lm::utc{}, {{date::Monday, 9h, 12h}, {date::Monday, 12h, 17h}}}); // these touch
}
