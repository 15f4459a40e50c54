// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/adapter/lead_notice.hpp>

#include "support/catch.hpp"

#include <leadmetrics/adapter/dynamics.hpp>
#include <leadmetrics/adapter/hubspot.hpp>
#include <leadmetrics/adapter/mautic.hpp>
#include <leadmetrics/adapter/salesforce.hpp>
#include <leadmetrics/adapter/sugarcrm.hpp>
#include <leadmetrics/journey/journeys.hpp>
#include <leadmetrics/journey/ledgers.hpp>
#include <leadmetrics/report/sla.hpp>
#include <leadmetrics/scoring/rule.hpp>
#include <leadmetrics/scoring/scores.hpp>
#include <leadmetrics/scoring/scoring_model.hpp>

#include <date/date.h>

#include <string>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;
using namespace date::literals;
using namespace std::chrono_literals;
using date::days;
using date::sys_days;

namespace {

enum class phase { lead, mql, sql };
struct change {
    std::string    lead_id;
    phase          stage;
    date::sys_days at;
};
struct deed {
    std::string    lead_id;
    double         worth;
    date::sys_days at;
};

sys_days const start = 2024_y / 1 / 1;

} // namespace

TEST_CASE("the overdue leads of a service level are notices, since when and by how much")
{
    std::vector<change> const changes{{"a", phase::mql, start},
                                      {"b", phase::mql, start + days{1}},
                                      {"c", phase::mql, start + days{8}},
                                      {"d", phase::mql, start},
                                      {"d", phase::sql, start + days{1}}};
    lm::funnel const          pipeline{phase::lead, phase::mql, phase::sql};
    auto const                journeys = lm::journeys(changes, pipeline);
    auto const report  = lm::sla{pipeline, {.as_of = start + days{9}, .start = phase::mql, .response = phase::sql, .allowance = days{2}}}(journeys);
    auto const notices = lm::lead_notices(report);
    REQUIRE(notices.size() == 2);
    CHECK(notices.size() == static_cast<std::size_t>(report.overdue));
    CHECK(notices[0].lead_id == "a"); // the latest first
    CHECK(notices[0].why == lm::notice_kind::overdue);
    CHECK(notices[0].since == start + days{2});
    CHECK(notices[0].late_by == days{7});
}

TEST_CASE("leads that are ready for sales come by score, cold ones by how long they are cold")
{
    auto const               points = lm::rule("worth", [](deed const&) { return true; }, [](deed const& d) { return d.worth; });
    lm::scoring_model const  model{points};
    std::vector<deed> const  deeds{{"ready", 30, start + days{20}}, {"hot", 50, start + days{20}}, {"cold", 5, start},
                                   {"colder", 5, start - days{9}},  {"never", -1, start},          {"warm", 5, start + days{20}}};
    auto const               report  = lm::scores{model, {.as_of = start + days{25}, .sales_ready = 25, .cold_after = days{14}}}(lm::ledgers(deeds));
    auto const               notices = lm::lead_notices(report);
    std::vector<std::string> order;
    for (auto const& one : notices) order.push_back(one.lead_id);
    CHECK(order == std::vector<std::string>{"hot", "ready", "never", "colder", "cold"});
    CHECK(notices[0].score == 50);
    CHECK(notices[0].since == start + days{20});
    CHECK_FALSE(notices[2].since.has_value());
    CHECK(notices[3].since == start - days{9});
}

TEST_CASE("notices become each vendor's tasks")
{
    lm::lead_notice<std::string> const call{"00Q000000000001", lm::notice_kind::sales_ready, start, 42.0, std::nullopt},
        late{"006000000000001", lm::notice_kind::overdue, start, std::nullopt, lm::seconds{5400}},
        cold{"7", lm::notice_kind::cold, std::nullopt, 1.0, std::nullopt};
    lm::crm_time const due = start + 9h;

    auto const sf = lm::salesforce::task_of(call, 2024_y / 1 / 2);
    CHECK(sf.WhoId == "00Q000000000001");
    CHECK(sf.WhatId.empty());
    CHECK(sf.Priority == "High");
    CHECK(sf.ActivityDate == "2024-01-02");
    CHECK(sf.Description == "since 2024-01-01T00:00:00.000Z, score 42.0");
    CHECK(lm::salesforce::task_of(late, 2024_y / 1 / 2).WhatId == "006000000000001"); // an opportunity is not a person
    CHECK(lm::salesforce::task_of(late, 2024_y / 1 / 2).Description == "since 2024-01-01T00:00:00.000Z, late by 1.5 h");

    auto const hs = lm::hubspot::task_of(cold, due, {.cold = "Nachfassen"});
    CHECK(hs.contact_id == "7");
    CHECK(hs.hs_task_subject == "Nachfassen");
    CHECK(hs.hs_task_priority == "LOW");
    CHECK(hs.hs_timestamp == "2024-01-01T09:00:00.000Z");
    CHECK(hs.hs_task_body == "nothing yet, score 1.0");

    CHECK(lm::dynamics::task_of(late, due).prioritycode == 2);
    CHECK(lm::dynamics::task_of(late, due).regarding == "/leads(006000000000001)");
    CHECK(lm::sugarcrm::task_of(call, due).parent_type == "Leads");
    CHECK(lm::sugarcrm::task_of(call, due).name == "Call: ready for sales");
    CHECK(lm::mautic::task_of(cold, due).text == "Nurture: has gone cold (nothing yet, score 1.0)");
}
