// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/core/time.hpp>

#include "support/catch.hpp"

#include <chrono>
#include <cmath>
#include <cstdint>
#include <optional>

namespace lm = leadmetrics;
using namespace std::chrono_literals;
using namespace date::literals;

TEST_CASE("a timespan holds any duration and floors to any period")
{
    lm::timespan const week = date::days{7};
    CHECK(week.floor_count<std::ratio<1>>() == 7 * 86400);
    CHECK(week.floor_count<std::ratio<86400>>() == 7);
    CHECK(week.floor_count<std::ratio<7 * 86400>>() == 1);
    CHECK(week.floor_count<std::nano>() == INT64_C(604'800'000'000'000));

    lm::timespan const odd = 1500ms;
    CHECK(odd.floor_count<std::ratio<1>>() == 1);
    CHECK(odd.floor_count<std::milli>() == 1500);
    CHECK(odd.floor_count<std::ratio<1, 3>>() == 4); // 1.5 s are four thirds of a second and a half
    CHECK(lm::timespan{-1500ms}.floor_count<std::ratio<1>>() == -2);
    CHECK(lm::timespan{-1500ms}.floor_count<std::ratio<86400>>() == -1);
    CHECK(lm::timespan{std::chrono::duration<double>{0.25}}.floor_count<std::milli>() == 250);
    CHECK(lm::timespan{1h} == lm::timespan{60min});
    CHECK(lm::timespan{999ms} < lm::timespan{1s});
    CHECK((lm::timespan{1s} - lm::timespan{1ms}).floor_count<std::milli>() == 999);
}

TEST_CASE("a timespan beyond all counting stays at the end of the range")
{
    lm::timespan const ages = std::chrono::duration<std::int64_t, std::ratio<86400>>::max();
    CHECK(ages.floor_count<std::ratio<1>>() == INT64_MAX);
    CHECK(lm::timespan{std::chrono::hours::min()}.floor_count<std::nano>() == INT64_MIN);
    CHECK_THROWS(lm::timespan{std::chrono::duration<double>{NAN}});
}

TEST_CASE("an instant takes a sys_time of any precision, or a date")
{
    lm::instant const midnight = 2024_y / 2 / 1;
    CHECK(midnight == lm::instant{date::sys_days{2024_y / 2 / 1}});
    CHECK(midnight.floor_count<std::ratio<1>>() == 1706745600);
    CHECK((midnight - lm::timespan{1s}).floor_count<std::ratio<86400>>() == 1706745600 / 86400 - 1);
    CHECK(lm::instant{std::chrono::system_clock::now()} > midnight);
}

TEST_CASE("what may stand in a time field")
{
    STATIC_REQUIRE(lm::instant_field<date::sys_seconds>);
    STATIC_REQUIRE(lm::instant_field<std::optional<date::sys_days>>);
    STATIC_REQUIRE(lm::instant_field<date::sys_time<std::chrono::duration<double>>>);
    STATIC_REQUIRE_FALSE(lm::instant_field<int>);
    STATIC_REQUIRE_FALSE(lm::instant_field<date::local_seconds>);
    STATIC_REQUIRE_FALSE(lm::instant_field<std::optional<int>>);
}

TEST_CASE("a floating-point instant is read to the nanosecond, and NaN is a missing time")
{
    using time   = date::sys_time<std::chrono::duration<double>>;
    using traits = lm::detail::time_point_traits<time>;
    CHECK(traits::count(time{std::chrono::duration<double>{1.5}}) == 1'500'000'000);
    CHECK(traits::count(time{std::chrono::duration<double>{1e300}}) == INT64_MAX);
    CHECK(traits::count(time{std::chrono::duration<double>{-1e300}}) == INT64_MIN);
    CHECK_FALSE(traits::present(time{std::chrono::duration<double>{NAN}}));
}
