// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/calendar/time_zone.hpp>
#include <leadmetrics/calendar/working_time.hpp>

#include "support/law.hpp"
#include "support/office.hpp"

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

TEST_CASE("working time in time zones is the minute-by-minute count")
{
    struct stretch {
        char const*          zone;
        date::year_month_day from, to;
    };
    auto const [zone, from, to] = GENERATE(values<stretch>({
        {"Europe/Berlin", 2023_y / 12 / 1, 2025_y / 1 / 10},
        {"America/New_York", 2006_y / 1 / 1, 2008_y / 1 / 1},    // when the rules changed
        {"America/Sao_Paulo", 2016_y / 6 / 1, 2019_y / 6 / 1},   // clocks changed at midnight, until they did no more
        {"Asia/Kathmandu", 1985_y / 6 / 1, 1986_y / 6 / 1},      // from +5:30 to +5:45
        {"Australia/Lord_Howe", 2023_y / 1 / 1, 2024_y / 6 / 1}, // by half an hour
        {"Pacific/Apia", 2011_y / 1 / 1, 2012_y / 6 / 1},        // without 30 December 2011
        {"Asia/Tehran", 2021_y / 1 / 1, 2022_y / 12 / 1},
    }));
    INFO(zone);
    agrees_with_minutes(lm::time_zone{zone}, from, to);
}

TEST_CASE("in time zones, too, add is the inverse of elapsed")
{
    char const* const zone =
        GENERATE("Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia");
    INFO(zone);
    add_inverts_elapsed(lm::time_zone{zone});
}

TEST_CASE("days with a clock change are as long as they are")
{
    lm::working_time const always{lm::time_zone{"Europe/Berlin"}, {{date::Sunday, 0h, 24h}}};
    CHECK(always.elapsed(sys_days{2024_y / 3 / 30}, sys_days{2024_y / 4 / 2}) == 23h);
    CHECK(always.elapsed(sys_days{2024_y / 10 / 26}, sys_days{2024_y / 10 / 29}) == 25h);
    lm::working_time const apia{lm::time_zone{"Pacific/Apia"}, {{date::Friday, 9h, 17h}}};
    CHECK(apia.elapsed(sys_days{2011_y / 12 / 25}, sys_days{2012_y / 1 / 1}) == 0h); // the Friday that never was
}
