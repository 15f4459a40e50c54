// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/adapter/json_records.hpp>

#include "support/catch.hpp"

#include <leadmetrics/adapter/dynamics.hpp>
#include <leadmetrics/adapter/hubspot.hpp>
#include <leadmetrics/adapter/salesforce.hpp>

#include <date/date.h>
#include <nlohmann/json.hpp>

#include <string>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;
using namespace date::literals;
using namespace std::chrono_literals;
using date::sys_days;
using nlohmann::json;

namespace {

enum class phase { lead, mql, won };
lm::vocabulary<phase> const words{{"New", phase::lead}, {"Working", phase::mql}, {"lead", phase::lead}, {"customer", phase::won}, {"1", phase::lead}};

} // namespace

TEST_CASE("the answer of a query, as Salesforce gives it")
{
    json const             answer = json::parse(R"({"totalSize": 2, "done": true, "records": [
        {"attributes": {"type": "LeadHistory"}, "LeadId": "00Q000000000001EAA", "Field": "Status", "OldValue": null, "NewValue": "New", "CreatedDate": "2024-01-01T10:00:00.000+0000"},
        {"attributes": {"type": "LeadHistory"}, "LeadId": "00Q000000000001EAA", "Field": "Status", "OldValue": "New", "NewValue": "Working", "CreatedDate": null}]})");
    lm::json_records const records(answer);
    auto const             changes = records | lm::salesforce::lead_history(words);
    REQUIRE(changes.size() == 2);
    CHECK(changes[0].lead_id == "00Q000000000001");
    CHECK(changes[0].at == sys_days{2024_y / 1 / 1} + 10h);
    CHECK(changes.stage_before(1) == phase::lead);
    CHECK(changes.import_issues().missing_time == 1); // null
}

TEST_CASE("the answer of a query with a query of a relationship in it: the histories lie within the leads, and do not repeat the lead's id")
{
    json const             answer = json::parse(R"({"totalSize": 2, "done": true, "records": [
        {"Id": "00Q000000000001EAA", "Status": "Working", "CreatedDate": "2024-01-01T10:00:00.000+0000",
         "Histories": {"totalSize": 3, "done": false, "nextRecordsUrl": "/services/data/v60.0/query/01g-2", "records": [
            {"Id": "017000000000001AAA", "Field": "Status", "OldValue": "New", "NewValue": "Working", "CreatedDate": "2024-01-02T10:00:00.000+0000"},
            {"LeadId": "00Q000000000003EAA", "Field": "Status", "OldValue": null, "NewValue": "New", "CreatedDate": "2024-01-03T10:00:00.000+0000"}]}},
        {"Id": "00Q000000000002EAA", "Status": "New", "CreatedDate": "2024-01-01T11:00:00.000+0000", "Histories": null}]})");
    lm::json_records const histories(answer, {"Histories", "records"}, "LeadId");
    REQUIRE(histories.size() == 3);
    CHECK(histories.more_pages() == "nextRecordsUrl");
    CHECK_FALSE(histories[1].named("Id")); // the lead's id is not the change's
    auto const changes = histories | lm::salesforce::lead_history(words);
    REQUIRE(changes.size() == 2);
    CHECK(changes[0].lead_id == "00Q000000000001");
    CHECK(changes[1].lead_id == "00Q000000000003"); // what a record says of itself comes first
    CHECK(changes.import_issues().count(lm::left_out_because::without_history) == 1);
}

TEST_CASE("HubSpot's properties, and the history of one of them, whose records lie in the contact's")
{
    json const             answer = json::parse(R"({"results": [
        {"id": "101", "properties": {"hs_object_id": "101", "hs_lifecyclestage_lead_date": "2024-01-01T00:00:00Z"},
         "propertiesWithHistory": {"lifecyclestage": [{"value": "lead", "timestamp": "2024-01-01T00:00:00Z"}, {"value": "customer", "timestamp": 1704499200000}]}},
        {"id": "102", "properties": {}}]})");
    lm::json_records const contacts(answer), history(answer, {"propertiesWithHistory", "lifecyclestage"});
    auto const             wide = contacts | lm::hubspot::contacts(words);
    REQUIRE(wide.size() == 1);
    CHECK(wide[0].lead_id == "101");
    auto const changes = history | lm::hubspot::lifecycle_history(words);
    REQUIRE(changes.size() == 2);
    CHECK(changes[1].lead_id == "101");
    CHECK(changes[1].stage == phase::won);
    CHECK(changes[1].at == sys_days{2024_y / 1 / 6});
}

TEST_CASE("numbers stand for texts: codes, ids, amounts")
{
    json const answer =
        json::parse(R"({"value": [{"leadid": "0a1b2c3d-0000-4000-8000-0123456789ab", "statuscode": 1, "createdon": "2024-01-01T00:00:00Z"}]})");
    lm::json_records const records(answer);
    auto const             leads = records | lm::dynamics::leads(words);
    CHECK(leads[0].stage == phase::lead);

    json const deals =
        json::parse(R"([{"id": 9007199254740993, "properties": {"closedate": "2024-01-01", "amount": 0.1, "hs_is_closed_won": true}}])");
    lm::json_records const won(deals);
    auto const             made = won | lm::hubspot::won_deals();
    REQUIRE(made.size() == 1);
    CHECK(made[0].lead_id == "deal:9007199254740993"); // not by way of a double
    CHECK(made[0].amount == 10);
}

TEST_CASE("what is wrong is said with its record, its field, what was found and what was expected")
{
    json const             answer = json::parse(R"([17, {"LeadId": {"nested": true}, "NewValue": "New", "CreatedDate": ["2024"]}, null])");
    lm::json_records const records(answer);
    auto const             changes = records | lm::salesforce::lead_history(words);
    CHECK(changes.import_issues().records == 3);
    CHECK(changes.import_issues().no_records == 2);
    CHECK(changes.import_issues().unreadable_id == 1);
    CHECK(changes.import_issues().unreadable_time == 1);
    REQUIRE(changes.import_issues().problems.size() == 4);
    CHECK((changes.import_issues().problems[0] == lm::field_problem{0, "", "17", "an object with fields"}));
    CHECK(changes.import_issues().problems[2].field == "CreatedDate");
    CHECK(changes.import_issues().problems[2].found == R"(["2024"])");
    CHECK(changes.import_issues().problems[2].record == 1);
}

TEST_CASE("one object is one record: nothing is none")
{
    json const one = json::parse(R"({"LeadId": "00Q000000000001", "NewValue": "New", "CreatedDate": "2024-01-01"})"), none = json::array(),
               text = "x";
    lm::json_records const a(one), b(none), c(text);
    CHECK((a | lm::salesforce::lead_history(words)).size() == 1);
    CHECK((b | lm::salesforce::lead_history(words)).empty());
    CHECK((c | lm::salesforce::lead_history(words)).import_issues().no_records == 1);
}
