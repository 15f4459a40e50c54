// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/calendar/time_zone.hpp>
#include <leadmetrics/calendar/working_time.hpp>

#include "support/catch.hpp"
#include "support/day_by_day.hpp"

#include <chrono>
#include <cstdint>
#include <random>
#include <vector>

namespace lm   = leadmetrics;
namespace slow = leadmetrics_tests::day_by_day;
using namespace leadmetrics_tests;
using namespace date::literals;
using namespace std::chrono_literals;
using date::days;
using date::sys_days;
using date::sys_seconds;

namespace {

sys_seconds at(long seconds) { return sys_seconds{std::chrono::seconds{seconds}}; }
long        of(sys_days on) { return std::chrono::seconds{on.time_since_epoch()}.count(); }

/// The zone's clock changes around a span of dates.
std::vector<slow::segment> segments(lm::time_zone const& zone, sys_days first, sys_days until)
{
    std::vector<slow::segment> all;
    for (long from = of(first - days{10}); from < of(until + days{10});) {
        auto const here = zone.offset_at(at(from));
        long const to   = here.until.time_since_epoch().count() > of(until + days{10}) ? of(until + days{10}) : here.until.time_since_epoch().count();
        all.push_back({from, to, here.ahead.count()});
        from = to;
    }
    return all;
}

std::vector<lm::opening> hours_of(std::vector<slow::shift> const& shifts)
{
    std::vector<lm::opening> all;
    for (auto const& one : shifts) all.push_back({date::weekday{one.weekday}, std::chrono::seconds{one.from}, std::chrono::seconds{one.to}});
    return all;
}

constexpr long h = 3600;

/// Three weeks after each other, with hours at which clocks change and nights; every kind of rule; special days.
slow::plan odd_plan()
{
    slow::plan plan;
    plan.weeks = {
        {sys_days{date::year{1990} / 1 / 1},
         {{1, 9 * h, 17 * h}, {2, 9 * h, 12 * h}, {2, 13 * h, 17 * h}, {3, 9 * h, 17 * h}, {4, 0, 24 * h}, {5, 22 * h, 30 * h}, {0, h, 2 * h}}},
        {sys_days{2003_y / 10 / 26}, {{0, 2 * h, 3 * h}, {1, 8 * h, 18 * h}, {3, 8 * h, 18 * h}, {4, 23 * h, 25 * h}, {6, 0, h}}},
        {sys_days{2014_y / 3 / 27},
         {{1, 9 * h, 17 * h}, {2, 9 * h, 17 * h}, {3, 9 * h, 17 * h}, {4, 9 * h, 17 * h}, {5, 9 * h, 15 * h + 1800}, {0, 2 * h, 3 * h}}}};
    plan.holidays = {sys_days{2011_y / 12 / 29}, sys_days{2024_y / 10 / 27}};
    using rule    = slow::rule;
    plan.rules    = {{rule::yearly, 12, 25, 0, 0, 0},     {rule::yearly, 2, 29, 0, 0, 0},        {rule::nth_weekday, 11, 0, 4, 4, 0},
                     {rule::nth_weekday, 5, 0, -1, 1, 0}, {rule::nth_weekday, 3, 0, 5, 5, 0},    {rule::easter, 0, 0, 0, 0, -2},
                     {rule::easter, 0, 0, 0, 0, 1},       {rule::orthodox_easter, 0, 0, 0, 0, 0}};
    plan.special  = {{sys_days{2016_y / 12 / 24}, {{7 * h, 8 * h}, {9 * h, 12 * h}}},
                     {sys_days{2017_y / 3 / 26}, {{2 * h, 3 * h}}},
                     {sys_days{2018_y / 1 / 1}, {}}};
    return plan;
}

lm::working_time<lm::time_zone> odd_office(slow::plan const& plan, lm::time_zone const& zone)
{
    lm::holidays const closed{2011_y / 12 / 29,
                              2024_y / 10 / 27,
                              date::December / 25,
                              date::February / 29,
                              date::November / date::Thursday[4],
                              date::May / date::Monday[date::last],
                              date::March / date::Friday[5],
                              lm::easter_sunday - days{2},
                              lm::easter_sunday + days{1},
                              lm::orthodox_easter_sunday};
    lm::working_time   office{zone, hours_of(plan.weeks[0].shifts), closed};
    for (std::size_t i = 1; i != plan.weeks.size(); ++i)
        office = office.with_hours_from(date::year_month_day{plan.weeks[i].from}, hours_of(plan.weeks[i].shifts));
    for (auto const& [on, hours] : plan.special) {
        std::vector<lm::opening_hours> its;
        for (auto const& [from, to] : hours) its.push_back({std::chrono::seconds{from}, std::chrono::seconds{to}});
        office = office.with_special_day(date::year_month_day{on}, its);
    }
    return office;
}

} // namespace

TEST_CASE("working days, holidays by rule and dated hours are the day-by-day count over thirty years")
{
    char const* const name =
        GENERATE("Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Asia/Tehran", "Australia/Lord_Howe", "Pacific/Apia", "America/St_Johns");
    INFO(name);
    lm::time_zone const  zone{name};
    sys_days const       first = 1995_y / 1 / 1, until = 2026_y / 12 / 31;
    auto const           plan   = odd_plan();
    auto const           office = odd_office(plan, zone);
    slow::calendar const truth{plan, segments(zone, first, until), first, until};

    long wrong = 0, days_seen = 0, working = 0;
    for (sys_days on = first; on <= until - days{30}; on += days{1}) {
        bool const works = truth.working_day_end(on).has_value();
        wrong += office.is_working_day(date::year_month_day{on}) != works;
        working += works;
        ++days_seen;
        if (works) { // the end of the day itself, from its last second and from its end on
            long const end = *truth.working_day_end(on);
            for (long const start : {end - 1, end, end + 1}) wrong += office.add(at(start), lm::working_days{1}) != at(truth.due_in_days(start, 1));
        }
    }
    CHECK(wrong == 0);
    CHECK(days_seen == 11658);
    CHECK(working > 5000);

    std::mt19937_64 random{7};
    for (int i = 0; i != 400; ++i) {
        long const a = of(first + days{40}) + static_cast<long>(random() % (86400ull * 10900)), b = a + static_cast<long>(random() % (86400ull * 40));
        long const n = static_cast<long>(random() % 12);
        wrong += office.add(at(a), lm::working_days{n}) != at(truth.due_in_days(a, n));
        wrong += office.working_days_between(at(a), at(b)) != lm::working_days{truth.days_ending_in(a, b)};
        wrong += office.elapsed(at(a), at(b)) != std::chrono::seconds{truth.open_seconds(a, b)};
        wrong += office.add(at(a), std::chrono::seconds{n * 7000}) != at(truth.add(a, n * 7000));
        wrong += office.is_open(at(a)) != truth.open_at(a);
    }
    CHECK(wrong == 0);
}
