// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/adapter/time_text.hpp>

#include "support/law.hpp"

#include <date/date.h>

#include <string>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;
using namespace date::literals;
using namespace std::chrono_literals;
using date::sys_days;

namespace {

lm::crm_time const morning = sys_days{2024_y / 1 / 31} + 9h + 30min;

std::optional<lm::crm_time> at(std::string const& text, lm::time_reading const& reading = {})
{
    auto const read = lm::read_time(text, reading);
    return read ? std::optional{read->at} : std::nullopt;
}

/// Clocks as in Berlin in 2024: an hour ahead, two from 31 March 01:00 UTC to 27 October 01:00 UTC.
struct berlin {
    template <class D>
    [[nodiscard]] auto to_local(date::sys_time<D> when) const
    {
        return date::local_time<std::common_type_t<D, std::chrono::seconds>>{when.time_since_epoch()
                                                                             + offset_at(date::floor<std::chrono::seconds>(when)).ahead};
    }
    [[nodiscard]] lm::utc_offset offset_at(date::sys_seconds when) const
    {
        date::sys_seconds const spring = sys_days{2024_y / 3 / 31} + 1h, autumn = sys_days{2024_y / 10 / 27} + 1h;
        if (when < spring) return {(date::sys_seconds::min)(), spring, 1h};
        if (when < autumn) return {spring, autumn, 2h};
        return {autumn, (date::sys_seconds::max)(), 1h};
    }
};
static_assert(lm::zone<berlin>);

} // namespace

TEST_CASE("an instant is the same in every way in which CRMs write it")
{
    for (char const* const text :
         {"2024-01-31T09:30:00.000+0000", "2024-01-31T09:30:00Z", "2024-01-31T09:30Z", "2024-01-31 09:30:00", "2024-01-31T09:30:00",
          "2024-01-31T10:30:00+01:00", "2024-01-31T04:30:00-05", "2024-01-31T15:00:00.000+0530", "1706693400000", "1706693400",
          "/Date(1706693400000)/", "/Date(1706693400000+0100)/", "  2024-01-31 09:30  ",
          // as warehouses, scripts and screens write it
          "2024-01-31 09:30:00 UTC", "2024-01-31 09:30:00.000000 UTC", "2024-01-31 9:30:00", "2024-01-31 09:30:00+00", "2024-01-31 09:30:00 +0000",
          "2024-01-31T09:30:00.000000000Z", "2024-01-31 09:30:00 GMT", "2024-01-31 09:30 AM",
          "2024-01-31 9:30\xE2\x80\xAF"
          "AM",
          "2024/1/31 9:30", "20240131T09:30:00Z", "31 Jan 2024 09:30", "31-JAN-24 09:30:00", "January 31, 2024 9:30 am", "Jan 31, 2024, 9:30:00 a.m.",
          "Wed, 31 Jan 2024 09:30:00 GMT", "1706693400.000", "1706693400000000", "1706693400000000000", "Wed Jan 31 2024 10:30:00 GMT+0100",
          // digits alone, and marks that stand elsewhere
          "202401310930", "20240131093000", "20240131093000000", "20240131093000.0Z", "20240131T093000Z", "20240131T0930", "31 Jan, 2024 09:30:00",
          "2024. 01. 31. 9:30", "\xC2\xA0 2024-01-31 09:30"}) {
        INFO(text);
        CHECK(at(text) == morning);
    }
    CHECK(at("2024-01-31") == sys_days{2024_y / 1 / 31});
    CHECK(at("2024-01-31T09:30:00.123456Z") == morning + 123ms);
    CHECK(at("2024-01-31T09:30:00.5Z") == morning + 500ms);
    CHECK(at("20240131093000123") == morning + 123ms);
    CHECK(at("20240131T093000.123Z") == morning + 123ms);
    CHECK(at("2024. 1. 31.") == sys_days{2024_y / 1 / 31});
    CHECK(at("202401310930", {.zone = lm::fixed_offset{1h}}) == morning - 1h);
    CHECK(at("999999999999") == lm::crm_time{999999999999ms}); // in 2001, and no date
    CHECK(at("-864000000000") == lm::crm_time{-864000000s});
    CHECK(at("2023-12-31T23:59:60Z") == sys_days{2024_y / 1 / 1}); // a leap second counts as the next one
}

TEST_CASE("what is no time is not taken for one")
{
    for (char const* const text : {"",
                                   "yesterday",
                                   "2024-13-01",
                                   "2024-02-30",
                                   "2023-02-29",
                                   "2024-01-31T",
                                   "2024-01-31T24:00:00Z",
                                   "2024-01-31T09:60:00Z",
                                   "2024-01-31T09:30:00Zulu",
                                   "2024-01-31T09:30:00+1",
                                   "2024-01-31T09:30:00.Z",
                                   "2024-W05-3",
                                   "2024-031",
                                   "31-Foo-2024",
                                   "2024-01-31 09:30 EST",
                                   "2024-01-31 13:30 PM",
                                   "45322.5",
                                   "20240131 093000",
                                   "20240131T0930000",
                                   "20240131T093",
                                   "31.01.2024",
                                   "1/31/2024",
                                   "/Date()/",
                                   "/Date(x)/",
                                   "/Date(1706693400000",
                                   "17066934.5",
                                   "12345678",
                                   "12345678901234567890"}) {
        INFO(text);
        CHECK(!at(text).has_value());
    }
}

TEST_CASE("a year of two digits, and the days that spreadsheets count, are read where it is asked for")
{
    CHECK(at("31.1.24 09:30", {.order = lm::date_order::day_first}) == morning);
    CHECK(at("1/31/24 9:30 AM", {.order = lm::date_order::month_first}) == morning);
    CHECK(at("1/31/69", {.order = lm::date_order::month_first}) == sys_days{1969_y / 1 / 31});
    CHECK_FALSE(at("1/31/024", {.order = lm::date_order::month_first}));
    CHECK_FALSE(at("1/31/24"));
    lm::time_reading const serials{.excel_serials = true};
    CHECK(at("45322.395833333336", serials) == morning);
    CHECK(at("45322", serials) == sys_days{2024_y / 1 / 31});
    CHECK(lm::read_time("45322", serials, lm::date_as::last_instant) == lm::time_read{sys_days{2024_y / 2 / 1} - 1ms, false, true});
    CHECK(at("2024-01-31 09:30", serials) == morning);
}

TEST_CASE("dates with the year behind are read where it is said what comes first")
{
    CHECK(at("31.01.2024 09:30", {.order = lm::date_order::day_first}) == morning);
    CHECK(at("31.1.2024, 9:30", {.order = lm::date_order::day_first}) == morning);
    CHECK(at("1/31/2024 9:30 AM", {.order = lm::date_order::month_first}) == morning);
    CHECK(at("1/31/2024 12:05 AM", {.order = lm::date_order::month_first}) == sys_days{2024_y / 1 / 31} + 5min);
    CHECK(at("1/31/2024 12:05 PM", {.order = lm::date_order::month_first}) == sys_days{2024_y / 1 / 31} + 12h + 5min);
    CHECK_FALSE(at("31/1/2024", {.order = lm::date_order::month_first}));
    CHECK_FALSE(at("31.1-2024", {.order = lm::date_order::day_first}));
    CHECK_FALSE(at("1/31/2024 13:05 PM", {.order = lm::date_order::month_first}));
    CHECK(at("2024-01-31", {.order = lm::date_order::day_first}) == sys_days{2024_y / 1 / 31}); // ISO dates stay what they are
}

TEST_CASE("a time without an offset is in the org's zone: one with an offset says so itself")
{
    lm::time_reading const in_berlin{.zone = berlin{}};
    CHECK(at("2024-01-31 10:30:00", in_berlin) == morning);
    CHECK(at("2024-07-31 11:30:00", in_berlin) == sys_days{2024_y / 7 / 31} + 9h + 30min);
    CHECK(at("2024-01-31T09:30:00Z", in_berlin) == morning);
    CHECK(at("1706693400000", in_berlin) == morning);
    CHECK(at("2024-01-31 04:30:00", {.zone = lm::fixed_offset{-5h}}) == morning);
}

TEST_CASE("of an hour that comes twice the first is meant: in a skipped hour the clock counts on as if it had not been set, both are told")
{
    lm::time_reading const in_berlin{.zone = berlin{}};
    CHECK(lm::read_time("2024-10-27 02:30:00", in_berlin) == lm::time_read{sys_days{2024_y / 10 / 27} + 0h + 30min, true});
    CHECK(lm::read_time("2024-03-31 02:30:00", in_berlin) == lm::time_read{sys_days{2024_y / 3 / 31} + 1h + 30min, true});
    // The minutes around them are without doubt.
    CHECK(lm::read_time("2024-10-27 01:59:59", in_berlin) == lm::time_read{sys_days{2024_y / 10 / 26} + 23h + 59min + 59s, false});
    CHECK(lm::read_time("2024-10-27 03:00:00", in_berlin) == lm::time_read{sys_days{2024_y / 10 / 27} + 2h, false});
    CHECK(lm::read_time("2024-03-31 01:59:59", in_berlin) == lm::time_read{sys_days{2024_y / 3 / 31} + 0h + 59min + 59s, false});
    CHECK(lm::read_time("2024-03-31 03:00:00", in_berlin) == lm::time_read{sys_days{2024_y / 3 / 31} + 1h, false});
}

TEST_CASE("what is written is read back")
{
    holds("any millisecond of four thousand years, as text and as a number", [] {
        auto const when = lm::crm_time{std::chrono::milliseconds{*rc::gen::inRange<std::int64_t>(-62'000'000'000'000, 64'000'000'000'000)}};
        RC_ASSERT(at(date::format("%FT%TZ", when)) == when);
        RC_ASSERT(at(date::format("%F %T+0000", when)) == when);
        RC_ASSERT(at("/Date(" + std::to_string(when.time_since_epoch().count()) + ")/") == when);
    });
    holds("a local time that exists once is read back through the zone", [] {
        auto const when = lm::crm_time{sys_days{2024_y / 1 / 1}} + std::chrono::seconds{*rc::gen::inRange(0, 366 * 86400)};
        auto const read = lm::read_time(date::format("%F %T", berlin{}.to_local(when)), {.zone = berlin{}});
        RC_ASSERT(read.has_value());
        RC_ASSERT(read->at == when || (read->clock_change && read->at == when - 1h)); // the hour that comes a second time is read as the first
    });
    holds("any text is read or refused, without harm",
          [](std::string const& text) { static_cast<void>(lm::read_time(text, {.zone = berlin{}, .order = lm::date_order::day_first})); });
}

TEST_CASE("a date without a time of day is the first instant of its day or, where asked for, the last")
{
    auto const read = [](char const* text, lm::time_reading const& how, lm::date_as date) { return lm::read_time(text, how, date).value(); };
    using enum lm::date_as;
    lm::crm_time const february{date::sys_days{2024_y / 2 / 1}};
    CHECK(read("2024-02-01", {}, first_instant) == (lm::time_read{february, false, true}));
    CHECK(read("2024-02-01", {}, last_instant) == (lm::time_read{february + 24h - 1ms, false, true}));
    // In the zone that it was written in: five hours behind UTC the day ends at 05:00 of the next.
    lm::time_reading const new_york{lm::fixed_offset{-5h}};
    CHECK(read("2024-02-01", new_york, first_instant).at == february + 5h);
    CHECK(read("2024-02-01", new_york, last_instant).at == february + 29h - 1ms);
    // A time of day is what it says, asked for one way or the other.
    CHECK(read("2024-02-01T00:00:00", new_york, last_instant) == (lm::time_read{february + 5h, false}));
    CHECK(read("1706745600000", {}, last_instant) == (lm::time_read{february, false}));
    CHECK(read("1/2/2024", {{}, lm::date_order::day_first}, last_instant).at == february + 24h - 1ms);
}
