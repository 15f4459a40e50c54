// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Exports as vendors, loaders, warehouses and scripts write them: nothing is joined, dropped or doubled without a word.
#include "support/catch.hpp"

#include <leadmetrics/adapter/account_engagement.hpp>
#include <leadmetrics/adapter/dynamics.hpp>
#include <leadmetrics/adapter/hubspot.hpp>
#include <leadmetrics/adapter/json_records.hpp>
#include <leadmetrics/adapter/marketo.hpp>
#include <leadmetrics/adapter/mautic.hpp>
#include <leadmetrics/adapter/named_rows.hpp>
#include <leadmetrics/adapter/salesforce.hpp>
#include <leadmetrics/adapter/sugarcrm.hpp>

#include <date/date.h>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;
using namespace date::literals;
using namespace std::chrono_literals;
using date::sys_days;
using nlohmann::json;

namespace {

enum class phase { lead, mql, sql, won, lost };
lm::vocabulary<phase> const words{{"New", phase::lead},  {"1", phase::lead},           {"lead", phase::lead},      {"2", phase::mql},
                                  {"None", phase::lost}, {"closedwon", phase::won},    {"123456", phase::mql},     {"Closed Won", phase::won},
                                  {"12", phase::lead},   {"Closed Lost", phase::lost}, {"closedlost", phase::lost}};

struct table {
    std::vector<std::string>              header;
    std::vector<std::vector<std::string>> rows;

    auto records() const { return lm::named_rows(header, rows); }
};

bool accounts_for_all(lm::import_issues const& issues)
{
    return issues.records
           == issues.used_records + issues.other_records + issues.no_records + issues.deleted_records + issues.without_history + issues.without_dates
                  + issues.earlier_versions;
}

} // namespace

TEST_CASE("a reference that is empty joins nothing, however the export writes it")
{
    for (char const* const nothing : {"", "000000000000000AAA", "000000000000000", "NULL", "\\N", "null", "None", "(null)", "[NULL]", "NaN", "#N/A",
                                      "00000000-0000-0000-0000-000000000000"}) {
        INFO(nothing);
        table const leads{{"Id", "Status", "CreatedDate", "ConvertedContactId", "ConvertedOpportunityId", "MasterRecordId"},
                          {{"00Q5g00000AbCdEEAV", "New", "2024-01-07", nothing, nothing, nothing},
                           {"00Q5g00000AbCdFEAV", "New", "2024-01-07", nothing, nothing, nothing},
                           {"00Q5g00000AbCdGEAV", "New", "2024-01-07", nothing, nothing, nothing}}};
        auto const  same = lm::salesforce::same_leads(leads.records());
        CHECK(same.empty());
        table const row{{"id", "lead_id", "url", "date_hit"}, {{"1", nothing, "/a", "2024-01-08 09:00:00"}}};
        auto const  hits = row.records() | lm::mautic::page_hits();
        REQUIRE(hits.size() == 1);
        CHECK(hits[0].lead_id.empty());
        CHECK(hits.import_issues().missing_id == 1);
    }
}

TEST_CASE("a word for null is missing in times, amounts and statuses, unless the vocabulary has it")
{
    table const rows{{"id", "status", "date_entered", "deleted"},
                     {{"l1", "NULL", "NULL", "NULL"}, {"l2", "None", "0000-00-00 00:00:00", ""}, {"l3", "New", "\\N", "0"}}};
    auto const  leads = rows.records() | lm::sugarcrm::leads(words);
    CHECK(leads.import_issues().missing_status == 1);
    CHECK(leads.import_issues().missing_time == 3);
    CHECK(leads.import_issues().unreadable_time == 0);
    CHECK(leads.import_issues().unknown_statuses.empty());
    CHECK(leads[1].stage == phase::lost); // the vocabulary has None
    table const costs{{"id", "start_date", "actual_cost"}, {{"c", "2024-01-01", "NULL"}, {"d", "2024-01-01", "'-5.00"}}};
    auto const  spent = costs.records() | lm::sugarcrm::campaigns();
    CHECK(spent.import_issues().missing_amount == 1);
    CHECK(spent[1].amount == -500);
}

TEST_CASE("a deleted lead is left out with all records about it, and a merged lead is its master")
{
    table const                leads{{"Id", "Status", "CreatedDate", "IsDeleted", "MasterRecordId"},
                                     {{"00Q000000000001", "New", "2024-01-07", "false", ""},
                                      {"00Q000000000002", "New", "2024-01-07", "TRUE", ""},
                                      {"00Q000000000003", "New", "2024-01-06", "1", "00Q000000000001"},
                                      {"00Q000000000004", "New", "2024-01-06", "NULL", ""}}};
    table const                history{{"LeadId", "Field", "OldValue", "NewValue", "CreatedDate"},
                                       {{"00Q000000000002", "Status", "New", "2", "2024-01-08"}, {"00Q000000000003", "Status", "New", "2", "2024-01-09"}}};
    auto const                 same = lm::salesforce::same_leads(leads.records());
    lm::adapter_settings const how{.same_lead = &same};
    auto                       changes = history.records() | lm::salesforce::lead_history(words, how);
    REQUIRE(changes.size() == 1);
    CHECK(changes[0].lead_id == "00Q000000000001");
    CHECK(changes.import_issues().deleted_records == 1);
    auto const made = leads.records() | lm::salesforce::leads(words, how);
    CHECK(made.size() == 3);
    CHECK(made.import_issues().deleted_records == 1);
    REQUIRE(made.import_issues().left_out.size() == 1);
    CHECK((made.import_issues().left_out[0] == lm::left_out_record{1, lm::left_out_because::deleted, "00Q000000000002"}));
    CHECK(same.joined() == 1);
}

TEST_CASE("columns are found in the ways of loaders and warehouses")
{
    for (auto const& header : {std::vector<std::string>{"ID", "STATUS", "CREATEDDATE", "IS_DELETED"},
                               {"id", "status", "created_date", "is_deleted"},
                               {"Lead ID", "Status", "Created Date", "is deleted"}}) {
        table const rows{header, {{"00Q000000000001", "New", "2024-01-07", "false"}, {"00Q000000000002", "New", "2024-01-07", "true"}}};
        auto const  leads = rows.records() | lm::salesforce::leads(words);
        CHECK(leads.size() == 1);
        CHECK(leads.import_issues().missing_time == 0);
        CHECK(leads.import_issues().deleted_records == 1);
    }
    table const contacts{{"id", "property_hs_lifecyclestage_lead_date", "property_hs_v2_date_entered_123456", "_fivetran_deleted"},
                         {{"501", "2024-01-08 09:00:00 UTC", "2024-01-09 09:00:00 UTC", "false"}}};
    auto const  changes = contacts.records() | lm::hubspot::contacts(words);
    REQUIRE(changes.size() == 2); // also the stage that has a number for a name
    CHECK(changes[0].at == sys_days{2024_y / 1 / 8} + 9h);
    CHECK(changes[1].stage == phase::mql);

    table const stages{{"deal_id", "value", "date_entered"}, {{"900", "closedwon", "2024-02-01 09:00:00"}}};
    table const pairs{{"deal_id", "contact_id", "type_id"}, {{"900", "501", "3"}}};
    auto const  same = lm::hubspot::same_leads(pairs.records());
    auto const  won  = stages.records() | lm::hubspot::deal_stage_history(words, {.same_lead = &same});
    CHECK(won[0].lead_id == "501");
    CHECK(won[0].at == sys_days{2024_y / 2 / 1} + 9h);
}

TEST_CASE("an export from HubSpot's screens is read by its labels")
{
    lm::column_names names(std::vector<std::string>{"Record ID", "Lifecycle Stage", "Became A Lead Date", "Became a Customer Date"});
    names.rename_labels(lm::hubspot::labels);
    std::vector<std::vector<std::string>> const rows{{"501", "Lead", "2024-01-08 09:00", ""}};
    auto const                                  changes = lm::named_rows(names, rows) | lm::hubspot::contacts(words);
    REQUIRE(changes.size() == 1);
    CHECK(changes[0].lead_id == "501");
    CHECK(changes[0].stage == phase::lead);
}

TEST_CASE("a record that tells nothing of what is asked for is counted and listed: every record is accounted for")
{
    json const                     answer = json::parse(R"({"results": [
        {"id": "101", "properties": {"hs_lifecyclestage_lead_date": "2024-01-01"}, "propertiesWithHistory": {"lifecyclestage": [{"value": "lead", "timestamp": "2024-01-01"}]}},
        {"id": "102", "properties": {"hs_v2_date_entered_lead": "2024-01-02"}},
        {"id": "103", "properties": {}, "archived": true}, 7, {"id": "104", "properties": {}}]})");
    std::vector<std::string> const path{"propertiesWithHistory", "lifecyclestage"};
    lm::json_records const         history(answer, path);
    auto const                     changes = history | lm::hubspot::lifecycle_history(words, {.list_left_out = 2});
    CHECK(changes.size() == 1);
    CHECK(changes.import_issues().without_history == 3);
    CHECK(changes.import_issues().no_records == 1);
    CHECK(accounts_for_all(changes.import_issues()));
    REQUIRE(changes.import_issues().left_out.size() == 3); // two of a kind
    CHECK((changes.import_issues().left_out[0] == lm::left_out_record{1, lm::left_out_because::without_history, "102"}));

    auto const rest  = lm::json_records<>::without_history(answer, path);
    auto const dates = rest | lm::hubspot::contacts(words);
    REQUIRE(dates.size() == 1);
    CHECK(dates[0].lead_id == "102");
    CHECK(dates.import_issues().records == 4);
    CHECK(dates.import_issues().without_dates == 1);
    CHECK(dates.import_issues().deleted_records == 1);
    CHECK(accounts_for_all(dates.import_issues()));
}

TEST_CASE("a deal belongs to the contact that the API associates it with, and is won where its stage says so")
{
    json const                 answer = json::parse(R"({"results": [
        {"id": "900", "properties": {"amount": "1000", "closedate": "2024-02-01T00:00:00Z", "dealstage": "closedwon"},
         "associations": {"contacts": {"results": [{"id": "501", "type": "deal_to_contact"}, {"id": "501", "type": "deal_to_contact_unlabeled"}]}}},
        {"id": "901", "properties": {"amount": "2000", "closedate": "2024-02-01T00:00:00Z", "dealstage": "appointmentscheduled"}},
        {"id": "902", "properties": {"amount": "3000", "closedate": "2024-02-02", "dealstage": "closedlost"}}]})");
    lm::json_records const     deals(answer);
    auto const                 same = lm::hubspot::same_leads(deals);
    lm::adapter_settings const how{.same_lead = &same};
    auto const                 won = deals | lm::hubspot::won_deals(how);
    REQUIRE(won.size() == 1);
    CHECK(won[0].lead_id == "501");
    CHECK(won[0].amount == 100000);
    CHECK(accounts_for_all(won.import_issues()));
    auto const lost = deals | lm::hubspot::lost_deals(words, how);
    REQUIRE(lost.size() == 1);
    CHECK(lost[0].lead_id == "deal:902");
    CHECK(lost[0].at == sys_days{2024_y / 2 / 3} - 1ms);
}

TEST_CASE("contacts that HubSpot merged are named with the instant of the merger")
{
    table const contacts{{"id", "hs_calculated_merged_vids"}, {{"501", "502:1704700000000;503:1704800000000"}}};
    auto const  same = lm::hubspot::merged_contacts(contacts.records());
    CHECK(same("502") == "501");
    CHECK(same("503") == "501");
    json const merges = json::parse(R"({"success": true, "result": [{"leadId": 7, "activityTypeId": 32, "activityDate": "2024-01-01T00:00:00Z",
        "attributes": [{"name": "Merge IDs", "value": "[8, 9]"}]}], "nextPageToken": "T", "moreResult": false})");
    lm::json_records const records(merges);
    auto const             joined = lm::marketo::same_leads(records);
    CHECK(joined("8") == "7");
    CHECK(joined("9") == "7");
    CHECK_FALSE(records.more_pages());
}

TEST_CASE("the audit of Dynamics tells the changes of a record as a text: a change without a status does not erase the creation")
{
    json const audit = json::parse(R"({"value": [
        {"_objectid_value": "0a1b2c3d-0000-4000-8000-000000000001", "createdon": "2024-01-09T00:00:00Z", "objecttypecode": "lead",
         "changedata": "{\"changedAttributes\":[{\"logicalName\":\"subject\",\"oldValue\":\"a\",\"newValue\":\"b\"},{\"logicalName\":\"statuscode\",\"oldValue\":\"1\",\"newValue\":\"2\"}]}"},
        {"_objectid_value": "0a1b2c3d-0000-4000-8000-000000000002", "createdon": "2024-01-09T00:00:00Z", "changedata": "{\"changedAttributes\":[{\"logicalName\":\"statuscode\"}]}"},
        {"_objectid_value": "0a1b2c3d-0000-4000-8000-000000000001", "createdon": "2024-01-10T00:00:00Z", "changedata": "1~2~3"}]})");
    json const leads = json::parse(R"([{"leadid": "0a1b2c3d-0000-4000-8000-000000000001", "statuscode": 2, "createdon": "2024-01-07T00:00:00Z"},
        {"leadid": "0a1b2c3d-0000-4000-8000-000000000002", "statuscode": 1, "createdon": "2024-01-07T00:00:00Z"}])");
    lm::json_records const changed(audit, {"changedata", "changedAttributes"}), made(leads);
    auto                   changes = changed | lm::dynamics::lead_audit(words);
    REQUIRE(changes.size() == 2);
    CHECK(changes.import_issues().other_records == 1);
    CHECK(changes.import_issues().without_history == 1);
    auto const gaps = changes.add_initial_stages(made | lm::dynamics::leads(words));
    CHECK(gaps.unknown_starts == 0);
    REQUIRE(changes.size() == 4);
    CHECK(changes[0].stage == phase::mql);
    CHECK(changes[2].at == sys_days{2024_y / 1 / 7});
    CHECK(changes[2].stage == phase::lead);
    CHECK(changes[3].stage == phase::lead);
}

TEST_CASE("a change between two words for one stage is no link in a lead's history")
{
    table const leads{{"Id", "Status", "CreatedDate"}, {{"00Q000000000001", "closedwon", "2024-01-01"}}};
    table const history{
        {"LeadId", "Field", "OldValue", "NewValue", "CreatedDate"},
        {{"00Q000000000001", "Status", "New", "lead", "2024-01-11"}, {"00Q000000000001", "Status", "lead", "closedwon", "2024-01-21"}}};
    auto       changes = history.records() | lm::salesforce::lead_history(words);
    auto const gaps    = changes.add_initial_stages(leads.records() | lm::salesforce::leads(words));
    CHECK(gaps.unknown_starts == 0);
    CHECK(gaps.gaps == 0);
    REQUIRE(changes.size() == 3);
    CHECK(changes[2].stage == phase::lead);
    CHECK(changes[2].at == sys_days{2024_y / 1 / 1});
}

TEST_CASE("a deal of whose end nothing is told is not won, and one is by an organisation's own word")
{
    table const                deals{{"hs_object_id", "dealstage", "hs_is_closed_won", "closedate", "amount"},
                                     {{"1", "", "", "2024-02-01", "1"}, {"2", "Gewonnen", "", "2024-02-01", "1"}, {"3", "closedwon", "", "2024-02-01", "1"}}};
    lm::adapter_settings const how{.won_statuses = {"Gewonnen"}};
    CHECK((deals.records() | lm::hubspot::won_deals()).size() == 1);
    CHECK((deals.records() | lm::hubspot::won_deals(how)).size() == 2);
    table const selected{{"hs_object_id", "closedate", "amount"}, {{"1", "2024-02-01", "1"}}}; // by a filter of the export
    CHECK((selected.records() | lm::hubspot::won_deals()).size() == 1);
}

TEST_CASE("ids in a column of floating-point numbers are whole numbers")
{
    lm::detail::number_text room;
    CHECK(lm::detail::written_text(100000.0, room) == "100000");
    CHECK(lm::detail::written_text(10600000000.0, room) == "10600000000");
    CHECK(lm::detail::written_text(-3.0F, room) == "-3");
    CHECK(lm::detail::written_text(0.5, room) == "0.5");
    CHECK_FALSE(lm::detail::shortened_number("1e5"));
    CHECK(lm::detail::shortened_number("1.06E+11"));
}

TEST_CASE("of a record's versions the one that holds counts, unless they are asked for")
{
    table const leads{
        {"id", "status", "created_date", "_fivetran_active", "_fivetran_start"},
        {{"00Q000000000001", "New", "2024-01-01", "false", "2024-01-01"}, {"00Q000000000001", "closedwon", "2024-01-01", "true", "2024-01-09"}}};
    auto const made = leads.records() | lm::salesforce::leads(words);
    REQUIRE(made.size() == 1);
    CHECK(made[0].stage == phase::won);
    CHECK(made.import_issues().earlier_versions == 1);
    CHECK(accounts_for_all(made.import_issues()));
    CHECK((leads.records() | lm::salesforce::lead_versions(words)).size() == 2);
}

TEST_CASE("an opportunity that was closed and lost is added where no history tells it")
{
    table const closed{{"Id", "StageName", "CloseDate"},
                       {{"006000000000001", "Closed Lost", "2024-02-01"},
                        {"006000000000002", "Closed Lost", "2024-02-01"},
                        {"006000000000003", "Prospecting", "2024-02-01"},
                        {"006000000000004", "Closed Lost", "2024-02-01"}}};
    table const history{{"OpportunityId", "StageName", "CreatedDate"},
                        {{"006000000000001", "Closed Lost", "2024-01-20"}, {"006000000000002", "New", "2024-01-20"}}};
    auto        changes = history.records() | lm::salesforce::opportunity_history(words);
    auto const  found   = changes.add_missing(closed.records() | lm::salesforce::lost_opportunities(words));
    CHECK((found == lm::missing_changes{1, 1, 1, 0}));
    REQUIRE(changes.size() == 3);
    CHECK(changes[2].lead_id == "006000000000002");
    CHECK(changes[2].at == sys_days{2024_y / 2 / 2} - 1ms);
    CHECK(changes[2].origin.source == 1);
}

TEST_CASE("records are found in every shape in which vendors answer")
{
    for (char const* const text :
         {R"([{"id": "1"}, {"id": "2"}])", R"({"totalSize": 2, "done": true, "records": [{"id": "1"}, {"id": "2"}]})",
          R"({"results": [{"id": "1"}, {"id": "2"}], "paging": null})", R"({"@odata.context": "x", "value": [{"id": "1"}, {"id": "2"}]})",
          R"({"requestId": "a#1", "success": true, "result": [{"id": 1}, {"id": 2}]})",
          R"({"values": [{"id": 1}, {"id": 2}], "nextPageToken": null, "nextPageUrl": null})",
          R"({"result": {"records": [{"id": "1"}, {"id": "2"}]}})",
          R"({"@attributes": {"stat": "ok"}, "result": {"total_results": 2, "prospect": [{"id": 1}, {"id": 2}]}})",
          R"({"total": "2", "contacts": {"1": {"id": 1}, "2": {"id": 2}}})",
          R"({"data": [{"type": "Lead", "id": "1", "attributes": {}}, {"type": "Lead", "id": "2"}], "links": {"next": null}})",
          R"({"next_offset": 2, "entry_list": [{"id": "1", "name_value_list": {}}, {"id": "2"}]})",
          R"({"next_offset": -1, "records": [{"id": "1"}, {"id": "2"}]})"}) {
        INFO(text);
        json const             answer = json::parse(text);
        lm::json_records const records(answer);
        REQUIRE(records.size() == 2);
        CHECK(records[1].named("id") == "2");
        CHECK_FALSE(records.more_pages());
    }
    json const old =
        json::parse(R"({"contacts": [{"vid": 9, "properties": {"hs_lifecyclestage_lead_date": {"value": "1704700800000"}}}], "has-more": false})");
    lm::json_records const contacts(old);
    CHECK(contacts[0].named("hs_lifecyclestage_lead_date") == "1704700800000");
    json const             empty = json::parse(R"({"@attributes": {"stat": "ok"}, "result": {"total_results": 0}})");
    lm::json_records const none(empty);
    CHECK(none.size() == 0);
}

TEST_CASE("an answer that is not the only page says so")
{
    for (auto const& [text, mark] :
         {std::pair{R"({"records": [{"Id": "00Q000000000001"}], "done": false, "nextRecordsUrl": "/x"})", "nextRecordsUrl"},
          {R"({"records": [{"Id": "00Q000000000001"}], "done": false})", "done: false"},
          {R"({"results": [{"Id": "00Q000000000001"}], "paging": {"next": {"after": "6"}}})", "paging.next"},
          {R"({"value": [{"Id": "00Q000000000001"}], "@odata.nextLink": "https://x"})", "@odata.nextLink"},
          {R"({"values": [{"Id": "00Q000000000001"}], "nextPageToken": "T"})", "nextPageToken"},
          {R"({"success": true, "result": [{"Id": "00Q000000000001"}], "moreResult": true})", "moreResult"},
          {R"({"total": "120", "contacts": {"1": {"Id": "00Q000000000001"}}})", "total: 120"}}) {
        INFO(text);
        json const             answer = json::parse(text);
        lm::json_records const records(answer);
        REQUIRE(records.more_pages());
        CHECK(*records.more_pages() == mark);
        auto const made = records | lm::salesforce::leads(words);
        CHECK(made.import_issues().more_pages == 1);
    }
}

TEST_CASE("an answer that tells of an error, and one of an unknown shape, is refused in its own words")
{
    for (auto const& [text, what] :
         {std::pair{R"({"status": "error", "message": "This access token is expired"})", "This access token is expired"},
          {R"([{"errorCode": "INVALID_SESSION_ID", "message": "Session expired or invalid"}])", "INVALID_SESSION_ID: Session expired or invalid"},
          {R"({"requestId": "x", "success": false, "errors": [{"code": "602", "message": "Access token expired"}]})", "602: Access token expired"},
          {R"({"@attributes": {"stat": "fail", "version": 1, "err_code": 1}, "err": "Invalid API key or user key"})",
           "1: Invalid API key or user key"},
          {R"({"error": {"code": "0x80040217", "message": "lead With Id = x Does Not Exist"}})", "0x80040217: lead With Id = x Does Not Exist"},
          {R"({"errors": [{"code": 404, "message": "Item was not found."}]})", "404: Item was not found."},
          {R"({"error": "need_login", "error_message": "No valid authentication for user."})", "need_login: No valid authentication for user."},
          {R"({"errors": {"status": "404", "title": "Not Found", "detail": "gone"}})", "Not Found: gone"},
          {R"({"category": "VALIDATION_ERROR", "correlationId": "c", "message": "bad property"})", "VALIDATION_ERROR: bad property"}}) {
        json const answer = json::parse(text);
        CHECK_THROWS_WITH(lm::json_records(answer), says(what));
    }
    json const             unknown = json::parse(R"({"items": [], "count": 0})");
    lm::json_records const records(unknown);
    CHECK_THROWS_WITH(
        records | lm::salesforce::leads(words),
        "leadmetrics: JSON = an object with the keys count, items: expected an array of records, an object with a list of them under "
        "one of records, results, result, values, value, data, contacts, events, leads, deals, campaigns, stages, stats, submissions, entry_list, or one "
        "record with Id or LeadId");
}
