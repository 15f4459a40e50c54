// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Exports by loaders, warehouses, databases and bulk interfaces, and files beside them: what each says in its own way counts all the same.
#include "support/catch.hpp"
#include "support/exports_of.hpp"

#include <string>

using namespace leadmetrics_tests;

namespace {

std::string guid(char last) { return std::string{"0a1b2c3d-0000-4000-8000-00000000000"} + last; }

} // namespace

TEST_CASE("Marketo's bulk extracts name merged leads in a column of attributes")
{
    auto const all =
        exports{"marketo",
                {{"activities.csv",
                  "marketoGUID,leadId,activityDate,activityTypeId,campaignId,primaryAttributeValueId,primaryAttributeValue,attributes\n"
                  "1,8,2022-01-13T14:27:21Z,12,null,8,Joe,{}\n2,9,2022-01-14T14:27:21Z,12,null,9,Joe,{}\n3,7,2022-01-14T14:27:21Z,12,null,7,Eve,{}\n"
                  "4,9,2022-02-13T14:27:21Z,32,null,9,Joe,\"{\"\"Merge IDs\"\":[8],\"\"Master Updated\"\":true,\"\"Merge Source\"\":\"\"7\"\"}\"\n"}}}
            .figures();
    CHECK(generated(all) == 2);
    check_accounts(all);
}

TEST_CASE("a deal of SugarCRM that its record alone says is lost is lost")
{
    auto const all = exports{"sugarcrm",
                             {{"leads.csv", "id,status,date_entered,opportunity_id,deleted\nl1,Converted,2024-01-01 08:00:00,o1,0\n"
                                            "l2,Converted,2024-01-02 08:00:00,o2,0\n"},
                              {"opportunities.csv",
                               "id,date_entered,date_closed,sales_stage,amount,deleted\n"
                               "o1,2024-01-10 08:00:00,2024-02-01,Closed Won,1000,0\no2,2024-01-11 08:00:00,2024-02-02,Closed Lost,2000,0\n"}}}
                         .figures();
    CHECK(all["efficiency"]["converted"] == 1);
    CHECK(all["efficiency"]["lost"] == 1);
    CHECK(all["efficiency"]["open"] == 0);
    check_accounts(all);
}

TEST_CASE("rows that loaders mark as deleted are deleted, in tables of every vendor")
{
    struct mark {
        std::string column, yes, no;
    };
    for (auto const& [column, yes, no] : {mark{"_fivetran_deleted", "true", "false"}, mark{"_sdc_deleted_at", "2024-02-01 10:00:00", ""},
                                          mark{"_ab_cdc_deleted_at", "2024-02-01", "NULL"}}) {
        INFO(column);
        auto const pardot =
            exports{"account_engagement",
                    {{"prospect.csv", "id,crm_lead_fid," + column + "\n500,," + no + "\n501,," + yes + "\n"},
                     {"lifecycle-histories.csv", "id,prospect_id,previous_stage_id,next_stage_id,created_at\n1,500,,10,2024-01-01 10:00:00\n"
                                                 "2,501,,10,2024-01-02 10:00:00\n"}}}
                .figures();
        CHECK(generated(pardot) == 1);
        auto const dynamics = exports{"dynamics",
                                      {{"lead.csv", "leadid,statuscode,createdon," + column + "\n" + guid('1') + ",1,2024-01-01T08:00:00Z," + no
                                                        + "\n" + guid('2') + ",1,2024-01-02T08:00:00Z," + yes + "\n"}}}
                                  .figures();
        CHECK(generated(dynamics) == 1);
        CHECK(file_in(dynamics, "lead.csv", "creations")["left_out"]["deleted"] == 1);
        // A history keeps its rows: those that its source has deleted have only grown old.
        auto const history = exports{
            "salesforce",
            {{"Lead.csv", "Id,Status,CreatedDate\n00Q5g00000AbCd1,Working,2024-01-01\n"},
             {"LeadHistory.csv",
              "LeadId,Field,OldValue,NewValue,CreatedDate," + column + "\n00Q5g00000AbCd1,Status,New,Working,2024-01-05," + yes
                  + "\n"}}}.figures();
        CHECK(reached(history, 0) == 1);
        CHECK(reached(history, 1) == 1);
        // A link that was taken back joins nobody, and does not delete the deal.
        auto const links = exports{"hubspot",
                                   {{"contact.csv", "id,property_hs_v2_date_entered_lead\n501,2024-01-01\n502,2024-01-01\n"},
                                    {"deal.csv", "deal_id,property_dealstage,property_closedate,property_amount\n900,closedwon,2024-02-01,10\n"},
                                    {"deal_contact.csv", "deal_id,contact_id," + column + "\n900,501," + yes + "\n900,502," + no + "\n"}}}
                               .figures();
        CHECK(reached(links, 0) == 2);
        CHECK(reached(links, 3) == 1);
    }
}

TEST_CASE("of a deleted lead nothing counts, neither its contact's records nor its deals'")
{
    files const records{{"leads.csv", "id,status,date_entered,contact_id,opportunity_id,deleted\nl1,Converted,2024-01-01 08:00:00,c1,o1,1\n"
                                      "l2,New,2024-01-02 08:00:00,,,0\n"},
                        {"opportunities_audit.csv", "id,parent_id,date_created,field_name,before_value_string,after_value_string\n"
                                                    "a,o1,2024-02-01 08:00:00,sales_stage,Prospecting,Closed Won\n"},
                        {"calls.csv",
                         "id,parent_type,parent_id,direction,date_start,status,deleted\nx1,Contacts,c1,Outbound,2024-01-02 09:00:00,Held,0\n"
                         "x2,Leads,l1,Outbound,2024-01-02 09:00:00,Held,0\n"}};
    auto const  all = exports{"sugarcrm", records}.figures();
    CHECK(generated(all) == 1);
    CHECK(reached(all, 3) == 0);
    CHECK(file_in(all, "calls.csv", "activities")["left_out"]["deleted"] == 2);
    // Another lead that became the same contact was not deleted.
    auto two = records;
    two[0].second += "l3,Converted,2024-01-03 08:00:00,c1,,0\n";
    CHECK(reached(exports{"sugarcrm", two}.figures(), 3) == 1);
}

TEST_CASE("what is about an account is about no lead")
{
    auto const all =
        exports{
            "sugarcrm",
            {{"leads.csv", "id,status,date_entered,deleted\nl1,New,2024-01-01 08:00:00,0\n"},
             {"calls.csv",
              "id,parent_type,parent_id,direction,date_start,status,deleted\n"
              "x1,Leads,l1,Outbound,2024-01-02 09:00:00,Held,0\nx3,NULL,l1,Outbound,2024-01-02 09:00:00,Held,0\nx2,Accounts,acc7,Outbound,2024-01-02 09:00:00,Held,0\n"}}}
            .figures();
    CHECK(file_in(all, "calls.csv", "activities")["used"] == 2);
    CHECK(file_in(all, "calls.csv", "activities")["left_out"]["about something else"] == 1);
}

TEST_CASE("Mautic's tables as its API gives them, and a table as phpMyAdmin exports it")
{
    std::string const row = R"([{"id":"1","lead_id":"900","stage_id":"1","date_added":"2024-01-01 10:00:00"}])";
    for (std::string const& text :
         {R"({"total":"1","stats":)" + row + "}",
          R"([{"type":"header","version":"5.2.1"},{"type":"database","name":"m"},{"type":"table","name":"t","data":)" + row + "}]"}) {
        INFO(text);
        auto const all = exports{"mautic", {{"lead_stages_change_log.json", text}}}.figures();
        CHECK(generated(all) == 1);
        CHECK_FALSE(all.contains("warnings"));
    }
}

TEST_CASE("Dynamics: look-ups as a data lake names them, closes that do not say how, and deals by their own state")
{
    auto const leads = "leadid,statuscode,createdon,masterid\n" + guid('1') + ",1,2024-01-01T08:00:00Z,\n" + guid('2') + ",1,2024-01-02T08:00:00Z,"
                       + guid('1') + "\n" + guid('3') + ",1,2024-01-02T08:00:00Z,\n";
    auto const lake =
        exports{"dynamics",
                {{"lead.csv", leads},
                 {"opportunity.csv", "opportunityid,createdon,originatingleadid\n" + guid('a') + ",2024-01-05T08:00:00Z," + guid('1') + "\n"},
                 {"opportunityclose.csv", "activityid,opportunityid,opportunitystatecode,statecode,actualend,actualrevenue\n" + guid('c') + ","
                                              + guid('a') + ",1,1,2024-01-18T08:00:00Z,500\n"}}}
            .figures();
    CHECK(generated(lake) == 2);
    CHECK(reached(lake, 3) == 1);

    std::string const opportunities = R"({"value":[{"opportunityid":")" + guid('a') + R"(","_originatingleadid_value":")" + guid('1')
                                      + R"(","statecode":1,"createdon":"2024-01-05T08:00:00Z","actualclosedate":"2024-02-01","actualvalue":500.0},
                                      {"opportunityid":")"
                                      + guid('b') + R"(","_originatingleadid_value":")" + guid('3')
                                      + R"(","statecode":2,"createdon":"2024-01-05T08:00:00Z","actualclosedate":"2024-02-01"}]})";
    std::string const how_unknown = R"({"value":[{"activityid":")" + guid('c') + R"(","_opportunityid_value":")" + guid('a')
                                    + R"(","statecode":1,"actualend":"2024-01-18T08:00:00Z","actualrevenue":100}]})";
    auto const unknown =
        exports{"dynamics", {{"lead.csv", leads}, {"opportunities.json", opportunities}, {"opportunitycloses.json", how_unknown}}}.figures();
    CHECK(reached(unknown, 3) == 0);
    CHECK(file_in(unknown, "opportunitycloses.json", "won deals")["used"] == 0);
    auto const labels = exports{"dynamics",
                                {{"lead.csv", leads},
                                 {"opportunities.json", opportunities},
                                 {"opportunityclose.csv", "activityid,_opportunityid_value,opportunitystatecode,statecode,actualend,actualrevenue\n"
                                                              + guid('c') + "," + guid('a') + ",Won,Completed,2024-01-18T08:00:00Z,500\n"}}}
                            .figures();
    CHECK(reached(labels, 3) == 1);
    CHECK(file_in(labels, "opportunityclose.csv", "won deals")["used"] == 1);
    auto const by_state = exports{"dynamics", {{"lead.csv", leads}, {"opportunities.json", opportunities}}}.figures();
    CHECK(generated(by_state) == 2);
    CHECK(by_state["efficiency"]["converted"] == 1);
    CHECK(by_state["efficiency"]["lost"] == 1);
    check_accounts(by_state);
}

TEST_CASE("HubSpot: a date is read once for words that are one, newer labels are known, and lists of contacts")
{
    auto const once = exports{"hubspot",
                              {{"contacts.csv", "Record ID,Became a Lead Date,Became a Customer Date\n501,2024-01-01 08:00,\n"
                                                "502,2024-01-02 08:00,2024-02-01 08:00\n"}}}
                          .figures();
    CHECK(once["quality"]["records"] == 3);
    CHECK(once["quality"]["duplicates"] == 0);
    auto const label =
        exports{"hubspot", {{"contacts.csv", "Record ID,\"Date entered \"\"Lead (Lifecycle Stage Pipeline)\"\"\"\n501,2024-01-05 14:23\n"}}}
            .figures();
    CHECK(generated(label) == 1);
    auto const listed = exports{"hubspot",
                                {{"contacts.json", R"([{"id": "151", "properties": {"hs_v2_date_entered_lead": "2024-01-01"}}])"},
                                 {"deals.json", R"([{"id": "9", "contacts": ["151"], "properties": {"dealstage": "closedwon", "amount": "5",
                                                     "closedate": "2024-02-01T00:00:00Z"}}])"}}}
                            .figures();
    CHECK(reached(listed, 0) == 1);
    CHECK(reached(listed, 3) == 1);
    auto const line =
        exports{"hubspot",
                {{"contacts.csv", "Record ID,Became a Lead Date\n502,2024-01-01\n"},
                 {"deals.jsonl", R"({"id":"900","contacts":["502"],"properties":{"dealstage":"closedwon","closedate":"2024-02-01","amount":"10"}})"}}}
            .figures();
    CHECK(reached(line, 3) == 1);
}

TEST_CASE("leads beyond the first stage of which no history says since when are told first")
{
    files      folder{{"Lead.csv", "Id,Status,CreatedDate\n00Q5g00000AbCd1,Closed - Converted,2024-01-01\n00Q5g00000AbCd2,New,2024-01-01\n"}};
    auto const alone = exports{"salesforce", folder}.figures();
    CHECK_THAT(alone["warnings"].dump(), says("1 of 2 leads are beyond Lead, and no history says since when") && says("export LeadHistory, too"));
    folder.push_back({"LeadHistory.csv", "LeadId,Field,OldValue,NewValue,CreatedDate\n00Q5g00000AbCd1,Status,New,Closed - Converted,2024-01-05\n"});
    CHECK_FALSE(exports{"salesforce", folder}.figures().contains("warnings"));
}

TEST_CASE("a column that no file has, and a file without a header, are refused")
{
    exports const folder{"salesforce", {{"Lead.csv", "Id,Status,CreatedDate\n00Q5g00000AbCd1,New,2024-01-01\n"}}};
    CHECK_THAT(folder.report("--column Bar=Status").err, says("--column: found \"Bar=Status\", expected a column of a table in"));
    CHECK_THAT(folder.report("--column Other.csv:Id=Status").err, says("--column: found \"Other.csv:Id=Status\""));
    exports{"dynamics", {{"lead.csv", guid('1') + ",1,1/5/2024 8:00:00 AM\n" + guid('2') + ",1,1/6/2024 8:00:00 AM\n"}}}.refused(
        "lead.csv", "the first line looks like a record: put a line with the names of the columns before it");
}

TEST_CASE("HubSpot by Singer and Airbyte: values in objects, old ids, messages between the records, sources that were cleared")
{
    auto const singer = exports{
        "hubspot",
        {{"contacts.jsonl",
          R"({"type": "SCHEMA", "stream": "contacts", "schema": {"properties": {"vid": {"type": "integer"}}}})"
          "\n"
          R"({"type": "RECORD", "stream": "contacts", "record": {"vid": 501, "property_hs_lifecyclestage_lead_date": {"value": "1704067200000"}}})"
          "\n"}}}.figures();
    CHECK(generated(singer) == 1);
    CHECK_THAT(singer["import_issues"].dump(), !says("expected an object with fields")); // a schema is nothing odd
    auto const airbyte = exports{
        "hubspot",
        {{"contacts.json", R"([{"id": "151", "properties": {"lifecyclestage": "lead"}}])"},
         {"contacts_property_history.jsonl",
          R"({"vid": 151, "property": "lifecyclestage", "value": "lead", "timestamp": "2024-01-01T00:00:00Z"})"
          "\n"
          R"({"vid": 151, "property": "hs_latest_source", "value": "", "timestamp": "2024-01-01T00:00:00Z"})"
          "\n"}}}.figures();
    CHECK(generated(airbyte) == 1);
    CHECK(file_in(airbyte, "contacts_property_history.jsonl", "touches")["used"] == 0);
}
