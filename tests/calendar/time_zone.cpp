// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/calendar/time_zone.hpp>

#include <leadmetrics/adapter/time_text.hpp>
#include <leadmetrics/calendar/window.hpp>
#include <leadmetrics/journey/journeys.hpp>
#include <leadmetrics/report/volume.hpp>

#include "support/catch.hpp"
#include "support/changes.hpp"

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

TEST_CASE("windows in a zone are cut at its midnight, clock changes and all")
{
    lm::time_zone const berlin{"Europe/Berlin"};
    CHECK(berlin.name() == "Europe/Berlin");
    lm::days_of<lm::time_zone> const days{berlin};
    CHECK(days(sys_days{2024_y / 1 / 1} - 1h) == 2024_y / 1 / 1);   // UTC+1
    CHECK(days(sys_days{2024_y / 7 / 1} - 2h) == 2024_y / 7 / 1);   // UTC+2
    CHECK(days(sys_days{2024_y / 3 / 31} - 1h) == 2024_y / 3 / 31); // the day of 23 hours
    CHECK(days(sys_days{2024_y / 3 / 31} + 22h - 1s) == 2024_y / 3 / 31);
    CHECK(days(sys_days{2024_y / 3 / 31} + 22h) == 2024_y / 4 / 1);
}

TEST_CASE("a monthly report in a zone")
{
    std::vector<change> const changes{{1, phase::lead, sys_days{2024_y / 1 / 31} + 23h + 30min, "web", {}}};
    auto const                funnel = pipeline();
    lm::volume const          volume{funnel, {.as_of = closing}};
    auto const                journeys = lm::journeys(changes, funnel);
    CHECK(lm::monthly(volume)(journeys).begin()->first == 2024_y / 1);
    CHECK(lm::monthly(volume, lm::time_zone{"Europe/Berlin"})(journeys).begin()->first == 2024_y / 2);
    CHECK(lm::monthly(volume, lm::fixed_offset{1h})(journeys).begin()->first == 2024_y / 2);
}

TEST_CASE("an unknown zone is refused by name, with where zones come from")
{
    CHECK_THROWS_AS(lm::time_zone{"Europe/Atlantis"}, std::invalid_argument);
    CHECK_THROWS_WITH(lm::time_zone{"Europe/Atlantis"}, says("Europe/Atlantis") && says("tzdata"));
}

TEST_CASE("time stamps of a CRM in the zone of its org, at a clock change too")
{
    lm::time_reading const berlin{.zone = lm::time_zone{"Europe/Berlin"}};
    auto const             at = [&](char const* text) { return lm::read_time(text, berlin); };
    CHECK((at("2024-01-31 09:30:00") == lm::time_read{sys_days{2024_y / 1 / 31} + 8h + 30min, false}));
    CHECK((at("2024-07-31 09:30:00") == lm::time_read{sys_days{2024_y / 7 / 31} + 7h + 30min, false}));
    CHECK((at("2024-07-31T09:30:00Z") == lm::time_read{sys_days{2024_y / 7 / 31} + 9h + 30min, false}));
    CHECK((at("2024-03-31 02:30:00") == lm::time_read{sys_days{2024_y / 3 / 31} + 1h + 30min, true}));  // skipped: as if the clock had not been set
    CHECK((at("2024-10-27 02:30:00") == lm::time_read{sys_days{2024_y / 10 / 27} + 0h + 30min, true})); // comes twice: the first
    CHECK((at("2024-10-27 03:00:00") == lm::time_read{sys_days{2024_y / 10 / 27} + 2h, false}));
}
