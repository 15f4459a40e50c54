// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/calendar/calendar.hpp>

#include "support/law.hpp"

#include <chrono>
#include <cstdint>

namespace lm = leadmetrics;
using namespace date::literals;
using namespace std::chrono_literals;
using date::sys_days;

TEST_CASE("windows are half-open and named by their start")
{
    sys_days const monday = 2024_y / 1 / 1;
    CHECK(lm::days_of<>{}(monday) == 2024_y / 1 / 1);
    CHECK(lm::days_of<>{}(monday - 1ms) == 2023_y / 12 / 31);
    CHECK(lm::weeks_of<>{}(monday + date::days{6} + 23h) == 2024_y / 1 / 1);
    CHECK(lm::weeks_of<>{}(monday - 1s) == 2023_y / 12 / 25);
    CHECK(lm::months_of<>{}(monday) == 2024_y / 1);
    CHECK(lm::quarters_of<>{}(monday - 1s) == lm::year_quarter{2023_y, 4});
    CHECK(lm::quarters_of<>{}(sys_days{2024_y / 4 / 1}) == lm::year_quarter{2024_y, 2});
    CHECK(lm::years_of<>{}(monday - 1s) == 2023_y);
    CHECK(lm::year_quarter{2023_y, 4} < lm::year_quarter{2024_y, 1});
}

TEST_CASE("an offset moves the cut")
{
    sys_days const midnight = 2024_y / 1 / 1;
    CHECK(lm::years_of<lm::fixed_offset>{{-3h}}(midnight + 2h) == 2023_y);
    CHECK(lm::years_of<lm::fixed_offset>{{-3h}}(midnight + 3h) == 2024_y);
    CHECK(lm::days_of<lm::fixed_offset>{{345min}}(midnight + 18h + 15min) == 2024_y / 1 / 2);
}

TEST_CASE("instants at the ends of the clock fall into the first and the last window")
{
    using coarse = date::sys_time<std::chrono::duration<std::int64_t>>;
    CHECK(lm::years_of<>{}(coarse::min()) < lm::years_of<>{}(sys_days{1970_y / 1 / 1}));
    CHECK(lm::years_of<>{}(coarse::max()) > lm::years_of<>{}(sys_days{2100_y / 1 / 1}));
    CHECK(lm::days_of<lm::fixed_offset>{{5h}}(coarse::max()) == lm::days_of<>{}(coarse::max()));
    CHECK(lm::weeks_of<>{}(coarse::min()).ok());
}

TEST_CASE("windows keep the order of time")
{
    leadmetrics_tests::holds("later instants are in no earlier window", [](std::int32_t a, std::int32_t b) {
        date::sys_seconds const first{std::chrono::seconds{std::min(a, b)}}, second{std::chrono::seconds{std::max(a, b)}};
        lm::fixed_offset const  zone{std::chrono::minutes{a % 840}};
        RC_ASSERT(lm::days_of<lm::fixed_offset>{zone}(first) <= lm::days_of<lm::fixed_offset>{zone}(second));
        RC_ASSERT(lm::weeks_of<lm::fixed_offset>{zone}(first) <= lm::weeks_of<lm::fixed_offset>{zone}(second));
        RC_ASSERT(lm::months_of<>{}(first) <= lm::months_of<>{}(second));
        RC_ASSERT(lm::quarters_of<>{}(first) <= lm::quarters_of<>{}(second));
    });
}
