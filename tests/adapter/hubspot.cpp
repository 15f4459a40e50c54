// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/adapter/hubspot.hpp>

#include "support/catch.hpp"

#include <leadmetrics/journey/journeys.hpp>

#include <date/date.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lm = leadmetrics;
namespace hs = leadmetrics::hubspot;
using namespace leadmetrics_tests;
using namespace date::literals;
using date::days;
using date::sys_days;

namespace {

enum class phase { lead, mql, sql, won, lost };

lm::vocabulary<phase> const words{{"lead", phase::lead},      {"marketingqualifiedlead", phase::mql}, {"salesqualifiedlead", phase::sql},
                                  {"customer", phase::won},   {"appointmentscheduled", phase::sql},   {"closedwon", phase::won},
                                  {"closedlost", phase::lost}};
sys_days const              start = 2024_y / 1 / 1;

struct contact {
    std::int64_t               hs_object_id;
    std::string                hs_lifecyclestage_lead_date, hs_lifecyclestage_marketingqualifiedlead_date, hs_lifecyclestage_evangelist_date;
    std::optional<std::string> hs_v2_date_entered_customer;
};
struct value {
    std::int64_t objectId;
    std::string  property, value, timestamp;
};

} // namespace

TEST_CASE("a contact's wide record says when each lifecycle stage was entered: an empty date is a stage not entered")
{
    std::vector<contact> const contacts{{101, "2024-01-01T00:00:00Z", "2024-01-03T00:00:00Z", "", std::nullopt},
                                        {102, "1704067200000", "", "2024-02-01", "2024-01-05"}};
    auto const                 changes = contacts | hs::contacts(words);
    REQUIRE(changes.size() == 5);
    CHECK(changes[0].lead_id == "101");
    CHECK(changes[0].stage == phase::lead);
    CHECK(changes[0].at == start);
    CHECK(changes[1].stage == phase::mql);
    CHECK(changes[1].at == start + days{2});
    CHECK(changes[2].at == start);
    CHECK(changes[3].stage == phase::won); // in the order of HubSpot's stages
    CHECK_FALSE(changes[4].stage.has_value());
    CHECK(changes.import_issues().unknown_statuses.at("evangelist") == 1);
    CHECK(changes.import_issues().missing_time == 0);
}

TEST_CASE("the history of a property is a change for each value: those of other properties are counted as such")
{
    std::vector<value> const history{{101, "lifecyclestage", "lead", "2024-01-01T00:00:00.000Z"},
                                     {101, "lifecyclestage", "customer", "2024-01-04T00:00:00.000Z"},
                                     {101, "email", "a@b", "2024-01-04T00:00:00.000Z"}};
    auto const               changes = history | hs::lifecycle_history(words);
    REQUIRE(changes.size() == 2);
    CHECK(changes[1].lead_id == "101");
    CHECK(changes[1].stage == phase::won);
    CHECK(changes.import_issues().other_records == 1);
}

TEST_CASE("contact 101 is not deal 101, until a deal is said to be a contact's")
{
    struct deal {
        std::int64_t hs_object_id;
        std::string  closedate, amount, deal_currency_code, hs_is_closed_won, associated_contact_ids;
    };
    std::vector<deal> const deals{
        {101, "2024-01-09", "500", "EUR", "true", "102;103"}, {104, "2024-01-09", "70", "", "true", ""}, {105, "2024-01-09", "80", "", "false", ""}};
    std::vector<value> const steps{{101, "dealstage", "appointmentscheduled", "2024-01-05"}, {101, "dealstage", "closedwon", "2024-01-09"}};

    auto const apart = deals | hs::won_deals();
    REQUIRE(apart.size() == 2);
    CHECK(apart[0].lead_id == "deal:101");

    auto const                 same = hs::same_leads(deals);
    lm::adapter_settings const how{.same_lead = &same};
    auto const                 joined = deals | hs::won_deals(how);
    CHECK(joined[0].lead_id == "102");
    CHECK(joined[0].amount == 50000);
    CHECK(joined[0].currency == "EUR");
    CHECK(joined[1].lead_id == "deal:104");
    CHECK(same("103") == "103"); // two contacts of one deal are two people
    auto const changes = steps | hs::deal_stage_history(words, how);
    CHECK(changes[1].lead_id == "102");
    CHECK(changes[1].stage == phase::won);
}

TEST_CASE("contacts that were merged into another are that one")
{
    struct merged {
        std::int64_t hs_object_id;
        std::string  hs_merged_object_ids;
    };
    std::vector<merged> const contacts{{7, "3;5"}, {8, ""}};
    auto const                same = hs::merged_contacts(contacts);
    CHECK(same("3") == "7");
    CHECK(same("5") == "7");
    CHECK(same("8") == "8");
}

TEST_CASE("visits by their source are touches, spending on a campaign is a cost, events are activities")
{
    std::vector<value> const sources{{101, "hs_latest_source", "PAID_SEARCH", "2024-01-01"},
                                     {101, "hs_latest_source", "EMAIL_MARKETING", "2024-01-02"}};
    auto const               touches = sources | hs::source_history();
    CHECK(touches[1].campaign == "EMAIL_MARKETING");
    CHECK(touches[1].lead_id == "101");

    struct campaign {
        std::string hs_name, hs_start_date;
        double      hs_spend_items_sum_amount;
    };
    std::vector<campaign> const campaigns{{"Spring", "2024-03-01", 1999.99}};
    auto const                  costs = campaigns | hs::campaigns();
    CHECK(costs[0].amount == 199999);
    CHECK(costs[0].campaign == "Spring");

    struct event {
        std::string id, objectId, eventType, occurredAt;
    };
    std::vector<event> const events{{"e1", "101", "e_visited_page", "2024-01-02T10:00:00Z"}};
    auto const               activities = events | hs::events();
    CHECK(activities[0].kind == "e_visited_page");
    CHECK(activities[0].event_id == "e1");
}
