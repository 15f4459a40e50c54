// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Exports as scripts, spreadsheets, warehouses and people leave them: doubled, in versions, half empty, renamed.
#include "support/catch.hpp"
#include "support/exports_of.hpp"

#include <string>

using namespace leadmetrics_tests;

namespace {

double mean_days(json const& all, std::size_t step) { return all["velocity"]["steps"][step]["completed"]["mean_seconds"].get<double>() / 86400; }

} // namespace

TEST_CASE("a lead's first change between two words for one stage does not hide its creation")
{
    auto const all = exports{"salesforce",
                             {{"Lead.csv", "Id,Status,CreatedDate\n00Q5g00000AbCd1,Working,2024-01-01\n"},
                              {"LeadHistory.csv", "LeadId,Field,OldValue,NewValue,CreatedDate\n00Q5g00000AbCd1,Status,Open,New,2024-01-11\n"
                                                  "00Q5g00000AbCd1,Status,New,Working,2024-01-21\n"}}}
                         .figures();
    CHECK(mean_days(all, 0) == 20);
    CHECK(file_in(all, "Lead.csv", "creations")["used"] == 1);
    check_accounts(all);
}

TEST_CASE("a record that stands twice in an export counts once, and is said to")
{
    auto const all = exports{"salesforce",
                             {{"Lead.csv", "Id,Status,CreatedDate,ConvertedOpportunityId\n00Q5g00000AbCd1,New,2024-01-01,0065g00000AbCd1\n"},
                              {"Opportunity.csv", "Id,StageName,IsClosed,IsWon,CloseDate,Amount,CreatedDate\n"
                                                  "0065g00000AbCd1,Closed Won,1,1,2024-02-01,100,2024-01-01\n"
                                                  "0065g00000AbCd1,Closed Won,1,1,2024-02-01,100,2024-01-01\n"},
                              {"Campaign.csv", "Id,Name,StartDate,ActualCost\n7015g00000AbCd1,A,2024-01-01,10\n7015g00000AbCd1,A,2024-01-01,10\n"},
                              {"CampaignMember.csv", "LeadId,CampaignId,CreatedDate\n00Q5g00000AbCd1,7015g00000AbCd1,2024-01-01\n"}}}
                         .figures();
    CHECK(all["roi"]["total"]["revenue"] == 100);
    CHECK(all["roi"]["total"]["cost"] == 10);
    CHECK(file_in(all, "Opportunity.csv", "won deals")["left_out"]["the same record again"] == 1);
    CHECK(file_in(all, "Campaign.csv", "costs")["left_out"]["the same record again"] == 1);
    check_accounts(all);
}

TEST_CASE("a warehouse's versions of a lead are its history, and only the one that holds is the lead")
{
    auto const all = exports{"salesforce",
                             {{"lead.csv", "id,status,created_date,_fivetran_active,_fivetran_start\n"
                                           "00Q5g00000AbCd1,New,2024-01-01,false,2024-01-01\n00Q5g00000AbCd1,Working,2024-01-01,true,2024-01-15\n"},
                              {"campaign.csv", "id,name,start_date,actual_cost,_fivetran_active\n"
                                               "7015g00000AbCd1,A,2024-01-01,5,false\n7015g00000AbCd1,A,2024-01-01,10,true\n"}}}
                         .figures();
    CHECK(mean_days(all, 0) == 14);
    CHECK(file_in(all, "lead.csv", "creations")["left_out"]["an earlier version of a record"] == 1);
    CHECK(all["roi"]["total"]["cost"] == 10);
    check_accounts(all);
}

TEST_CASE("a deal without a stage is not won, and one is that the words say is")
{
    auto const with = [&](std::string const& deal) {
        return exports{"hubspot",
                       {{"contacts.csv", "Record ID,Became a Lead Date\n1,2024-01-01 10:00\n"},
                        {"deals.csv", "Record ID,Deal Stage,Close Date,Amount,Associated Contact IDs\n" + deal}}};
    };
    CHECK(reached(with("9,,2024-02-01 12:00,1000,1\n").figures(), 3) == 0);
    for (std::string const stage : {"closedwon", "Closed Won", "Closed won", "Closed won (Sales Pipeline)"}) {
        INFO(stage);
        CHECK(reached(with("9," + stage + ",2024-02-01 12:00,1000,1\n").figures(), 3) == 1);
    }
    scratch_folder const other;
    auto const           words = other.write("words.json", R"({"lead": "Lead", "Gewonnen": "Won", "Verloren": "Lost"})");
    CHECK(reached(with("9,Gewonnen,2024-02-01 12:00,1000,1\n").figures("--words " + words), 3) == 1);
    CHECK(with("9,Verloren,2024-02-01 12:00,1000,1\n").figures("--words " + words)["efficiency"]["lost"] == 1);
}

TEST_CASE("what cannot be an id joins no leads, and is none")
{
    for (std::string const nothing : {"-", "N/A", "nil", "undefined", "unknown", "n/a"}) {
        std::string rows = "Id,Status,CreatedDate,MasterRecordId\n";
        for (char const* const id : {"00Q5g00000AbCd1", "00Q5g00000AbCd2", "00Q5g00000AbCd3"})
            rows += std::string{id} + ",New,2024-01-01," + nothing + "\n";
        INFO(nothing);
        CHECK(generated(exports("salesforce", {{"Lead.csv", rows}}).figures()) == 3);
    }
    auto const all = exports{"hubspot", {{"contacts.csv", "Record ID,Became a Lead Date\n1.06E+11,2024-01-01\n1.06E+11,2024-01-02\n"}}}.figures();
    CHECK(generated(all) == 0);
    CHECK_THAT(all["warnings"].dump(), says("2 of 2 records have ids that the vendor cannot have given"));
    CHECK_THAT(all["import_issues"].dump(), says("a spreadsheet has shortened it"));
}

TEST_CASE("numbers that a script wrote with a point are flags and ids all the same")
{
    auto const deals =
        exports{"hubspot",
                {{"contacts.csv", "hs_object_id,hs_v2_date_entered_lead\n1,2024-01-01\n"},
                 {"deals.csv", "hs_object_id,dealstage,closedate,amount,hs_is_closed_won,associated_contact_ids\n9.0,12,2024-02-01,1000,1.0,1.0\n"}}}
            .figures();
    CHECK(reached(deals, 3) == 1);
    auto const deleted = exports{"salesforce", {{"Lead.csv", "Id,Status,CreatedDate,IsDeleted\n00Q5g00000AbCd1,New,2024-01-01,1.0\n"}}}.figures();
    CHECK(generated(deleted) == 0);
    auto const stages =
        exports{"mautic", {{"lead_stages_change_log.csv", "lead_id,stage_id,date_added\n1.0,1.0,2024-01-01\n1,2,2024-01-02\n"}}}.figures();
    CHECK(generated(stages) == 1);
    CHECK(reached(stages, 1) == 1);
}

TEST_CASE("campaigns of one name are two, and one without a name has its id")
{
    std::string const leads = "Id,Status,CreatedDate\n00Q5g00000AbCd1,New,2024-01-01\n";
    auto const        names = [&](std::string const& campaigns) {
        auto const all   = exports{"salesforce", {{"Lead.csv", leads}, {"Campaign.csv", campaigns}}}.figures();
        json       found = json::array();
        for (json const& one : all["roi"]["campaigns"]) found.push_back(one["key"]);
        return found;
    };
    CHECK(names("Id,Name,StartDate,ActualCost\n701A,A,2024-01-01,10\n701B,A,2024-01-01,90\n701C,C,2024-01-01,1\n")
          == json{"", "A (701A)", "A (701B)", "C"});
    CHECK(names("Id,StartDate,ActualCost\n701A,2024-01-01,10\n701B,2024-01-01,90\n") == json{"", "701A", "701B"});
}

TEST_CASE("SugarCRM's audit is read as its REST API gives it")
{
    auto const all =
        exports{"sugarcrm",
                {{"leads.json", R"([{"id": "l1", "status": "Converted", "date_entered": "2024-01-01T00:00:00+00:00", "deleted": false}])"},
                 {"leads_audit.json",
                  R"([{"id": "a", "parent_id": "l1", "date_created": "2024-01-05T00:00:00+00:00", "field_name": "status",
                                    "before": "New", "after": "In Process"},
                                   {"id": "b", "parent_id": "l1", "date_created": "2024-01-25T00:00:00+00:00", "field_name": "status",
                                    "before": "In Process", "after": "Converted"}])"}}}
            .figures();
    CHECK(mean_days(all, 0) == 4);
    CHECK(mean_days(all, 1) == 20);
}

TEST_CASE("answers of other shapes are read, told to be a part, or refused with the keys that were found")
{
    std::string const lead = R"({"Id": "00Q5g00000AbCd1", "Status": "New", "CreatedDate": "2024-01-01T00:00:00Z"})";
    for (std::string const& text :
         {R"({"stream": "Lead", "emitted_at": 1, "data": )" + lead + "}", R"({"_airbyte_raw_id": "x", "_airbyte_data": )" + lead + "}",
          R"({"type": "RECORD", "stream": "Lead", "record": )" + lead + "}"}) {
        INFO(text);
        CHECK(generated(exports("salesforce", {{"Lead.jsonl", text + "\n" + text}}).figures()) == 1);
    }
    std::string const one = R"({"totalSize": 1, "done": true, "records": [)" + lead + "]}";
    std::string const two = R"({"totalSize": 1, "done": true, "records": [{"Id": "00Q5g00000AbCd2", "Status": "New", "CreatedDate": "2024-01-01"}]})";
    for (std::string const& text :
         {R"({"compositeResponse": [{"httpStatusCode": 200, "body": )" + one + R"(}, {"httpStatusCode": 200, "body": )" + two + "}]}",
          R"({"hasErrors": false, "results": [{"statusCode": 200, "result": )" + one + "}, {\"statusCode\": 200, \"result\": " + two + "}]}",
          "[" + one + "," + two + "]"}) {
        INFO(text);
        auto const all = exports("salesforce", {{"Lead.json", text}}).figures();
        CHECK(generated(all) == 2);
        CHECK_FALSE(all.contains("warnings"));
    }
    exports(
        "salesforce",
        {{"Lead.json", R"({"hasErrors": true, "results": [{"statusCode": 400, "result": [{"errorCode": "MALFORMED_QUERY", "message": "no"}]}]})"}})
        .refused("Lead.json", "MALFORMED_QUERY: no");
    auto const graph =
        exports("salesforce", {{"Lead.json", R"({"data": {"uiapi": {"query": {"Lead": {"pageInfo": {"hasNextPage": true}, "edges": [{"node":
        {"Id": "00Q5g00000AbCd1", "Status": {"value": "New"}, "CreatedDate": {"value": "2024-01-01T00:00:00Z"}}}]}}}}})"}})
            .figures();
    CHECK(generated(graph) == 1);
    CHECK_THAT(graph["warnings"].dump(), says("not the only page"));
    exports("salesforce", {{"Lead.json", R"([{"Name": "a", "Phone": "1"}])"}})
        .refused("Lead.json", "the keys Name, Phone: expected records that have Id or LeadId");

    auto const part = exports("hubspot", {{"contacts.json", R"({"status": "COMPLETE", "numErrors": 1, "errors": [{"status": "error"}], "results":
        [{"id": "1", "properties": {"hs_v2_date_entered_lead": "2024-01-01"}}]})"}})
                          .figures();
    CHECK_THAT(part["warnings"].dump(), says("not the only page"));

    std::string const page = R"({"totalSize": 2, "done": false, "nextRecordsUrl": "/2", "records": [)" + lead + "]}\n";
    std::string const rest =
        R"({"totalSize": 2, "done": true, "records": [{"Id": "00Q5g00000AbCd2", "Status": "New", "CreatedDate": "2024-01-01"}]})";
    auto const both = exports("salesforce", {{"Lead.json", page + rest}}).figures();
    CHECK(generated(both) == 2);
    CHECK_FALSE(both.contains("warnings"));
    auto const none =
        exports("marketo", {{"activities.json", R"({"requestId": "a", "success": true, "nextPageToken": "X", "moreResult": true})"}}).figures();
    CHECK(none["files"][0]["read"] == 0);
    CHECK_THAT(none["warnings"].dump(), says("not the only page"));
}

TEST_CASE("a word that stands only before changes is named, as leads begin there")
{
    auto const all = exports{"salesforce",
                             {{"Lead.csv", "Id,Status,CreatedDate\n00Q5g00000AbCd1,Working,2024-01-01\n"},
                              {"LeadHistory.csv", "LeadId,Field,OldValue,NewValue,CreatedDate\n00Q5g00000AbCd1,Status,Neu,Working,2024-01-11\n"}}}
                         .figures();
    CHECK_THAT(all["import_issues"].dump(), says("1 changes from \\\"Neu\\\", which no stage is named for"));
}

TEST_CASE("messages about exports name the file, the record and the option that helps")
{
    auto const times = exports{"salesforce", {{"Lead.csv", "Id,Status,CreatedDate\n00Q5g00000AbCd1,New,08-06-2020 15:38\n"}}}.figures();
    CHECK_THAT(times["import_issues"].dump(), says("Lead.csv: record 1: CreatedDate") && says("give --day-first or --month-first"));
    auto const serials = exports{"salesforce", {{"Lead.csv", "Id,Status,CreatedDate\n00Q5g00000AbCd1,New,45296.5\n"}}}.figures();
    CHECK_THAT(serials["import_issues"].dump(), says("give --excel-serials"));

    exports("salesforce", {{"Lead.csv", "Id,Status,Erstellt\n00Q5g00000AbCd1,New,2024-01-01\n"}})
        .refused("Lead.csv", "found Id, Status, Erstellt; export the field, or give --column \"Lead.csv:ITS NAME HERE=CreatedDate\"");
    exports("salesforce", {{"Kunden.csv", "Id\n1\n"}}).refused("found Kunden.csv", "files that are called Campaign, CampaignMember");
    auto const two = exports{"salesforce",
                             {{"Lead.csv", "Id,Status,CreatedDate\n00Q5g00000AbCd1,New,2024-01-01\n"},
                              {"Lead.json", R"([{"Id": "00Q5g00000AbCd2", "Status": "New", "CreatedDate": "2024-01-01"}])"}}}
                         .figures();
    CHECK_THAT(two["warnings"].dump(), says("Lead.json is not read, because Lead.csv is"));
    auto const future = exports{"salesforce", {{"Lead.csv", "Id,Status,CreatedDate\n00Q5g00000AbCd1,New,2999-01-01\n"}}}.figures();
    CHECK_THAT(future["warnings"].dump(), says("2999-01-01, lies in the future") && says("--as-of"));
}

TEST_CASE("histories keep all their rows, whatever a warehouse says of versions")
{
    auto const all = exports{"hubspot",
                             {{"contacts.csv", "hs_object_id,hs_v2_date_entered_lead\n1,2024-01-01\n"},
                              {"deals.csv", "hs_object_id,dealstage,closedate,amount,associated_contact_ids\n9,closedwon,2024-02-01,5,1\n"},
                              {"deal_stage.csv", "deal_id,value,date_entered,_fivetran_active\n9,appointmentscheduled,2024-01-05,false\n"
                                                 "9,contractsent,2024-01-09,false\n9,closedwon,2024-02-01,true\n"}}}
                         .figures();
    CHECK(file_in(all, "deal_stage.csv", "stage changes")["used"] == 3);
    CHECK(all["volume"]["stages"][2]["entered"] == 1);
    // A lead that was deleted for a while is a lead.
    auto const restored =
        exports{"salesforce",
                {{"lead.csv", "id,status,created_date,is_deleted,_fivetran_active,_fivetran_start\n"
                              "00Q5g00000AbCd1,New,2024-01-01,false,false,2024-01-01\n00Q5g00000AbCd1,New,2024-01-01,true,false,2024-01-05\n"
                              "00Q5g00000AbCd1,New,2024-01-01,false,true,2024-01-06\n"}}}
            .figures();
    CHECK(generated(restored) == 1);
    // What is not told is no version.
    auto const untold =
        exports{"salesforce", {{"Lead.csv", "Id,Status,CreatedDate,_fivetran_active\n00Q5g00000AbCd1,New,2024-01-01,NULL\n"}}}.figures();
    CHECK(generated(untold) == 1);
}

TEST_CASE("open deals are not won where a pipeline ends before the win, and neither are deals that do not say")
{
    std::string const lead = "Id,Status,CreatedDate,ConvertedOpportunityId\n00Q5g00000AbCd1,New,2024-01-01,0065g00000AbCd1\n";
    std::string const deals =
        "Id,StageName,CloseDate,Amount\n0065g00000AbCd1,Prospecting,2024-02-01,900\n0065g00000AbCd1,Closed Won,2024-02-01,100\n";
    auto const all = exports{"salesforce", {{"Lead.csv", lead}, {"Opportunity.csv", deals}}}.figures("--stages Lead,MQL,SQL --lost Lost");
    CHECK(file_in(all, "Opportunity.csv", "won deals")["used"] == 1);
    auto const json_deals =
        exports{
            "salesforce",
            {{"Lead.csv", lead},
             {"Opportunity.json",
              R"([{"Id": "0065g00000AbCd1", "StageName": "Closed Won", "CloseDate": "2024-02-01", "Amount": 100}, {"Id": "0065g00000AbCd2", "CloseDate": "2024-02-01", "Amount": 900}])"}}}
            .figures();
    CHECK(file_in(json_deals, "Opportunity.json", "won deals")["left_out"]["about something else"] == 1);
}

TEST_CASE("codes that a script wrote with a point are the vendor's codes")
{
    auto const all =
        exports{"marketo", {{"activities.csv", "leadId,activityTypeId,activityDate,primaryAttributeValue\n1.0,12.0,2024-01-01T00:00:00Z,x\n"}}}
            .figures();
    CHECK(generated(all) == 1);
}

TEST_CASE("the forms of one id are one record and one campaign")
{
    auto const all = exports{"salesforce",
                             {{"Lead.csv", "Id,Status,CreatedDate,ConvertedOpportunityId\n00Q5g00000AbCdA,New,2024-01-01,0065g00000AbCdA\n"},
                              {"Opportunity.csv", "Id,StageName,CloseDate,Amount\n0065g00000AbCdA,Closed Won,2024-02-01,100\n"
                                                  "0065g00000AbCdAAAA,Closed Won,2024-02-01,100\n"},
                              {"Campaign.csv", "Id,Name,StartDate,ActualCost\n7015g00000AbCdA,-,2024-01-01,10\n"},
                              {"CampaignMember.csv", "LeadId,CampaignId,CreatedDate\n00Q5g00000AbCdA,7015g00000AbCdAAAV,2024-01-01\n"}}}
                         .figures();
    CHECK(all["roi"]["total"]["revenue"] == 100);
    REQUIRE(all["roi"]["campaigns"].size() == 1);
    CHECK(all["roi"]["campaigns"][0]["key"] == "7015g00000AbCdA");
    auto const names = exports{"salesforce",
                               {{"Lead.csv", "Id,Status,CreatedDate\n00Q5g00000AbCdA,New,2024-01-01\n"},
                                {"Campaign.csv", "Id,Name,StartDate,ActualCost,_fivetran_active\n7015g00000AbCdA,Old,2024-01-01,10,false\n"
                                                 "7015g00000AbCdA,New,2024-01-01,10,true\n"},
                                {"CampaignMember.csv", "LeadId,CampaignId,CreatedDate\n00Q5g00000AbCdA,7015g00000AbCdA,2024-01-01\n"}}}
                           .figures();
    CHECK(names["roi"]["campaigns"][0]["key"] == "New");
    // Of an activity that stands twice, the one counts that says whose it is.
    auto const tasks = exports{"salesforce",
                               {{"Lead.csv", "Id,Status,CreatedDate\n00Q5g00000AbCdA,New,2024-01-01\n"},
                                {"Task.csv", "Id,WhoId,Type,CompletedDateTime,IsClosed\n00T5g00000AbCd1,,Call,2024-01-02,true\n"
                                             "00T5g00000AbCd1,00Q5g00000AbCdA,Call,2024-01-02,true\n"}}}
                           .figures();
    CHECK(file_in(tasks, "Task.csv", "activities")["used"] == 1);
}

TEST_CASE("pages in arrays, messages of loaders, and answers that lack some records")
{
    std::string const contact = R"({"id": "1", "properties": {"hs_v2_date_entered_lead": "2024-01-01"}})";
    std::string const pages   = R"([{"results": [)" + contact + R"(], "paging": {"next": {"after": "1"}}}, {"results": [)" + contact + "]}]";
    auto const        both    = exports("hubspot", {{"contacts.json", pages}}).figures();
    CHECK(generated(both) == 1);
    CHECK_FALSE(both.contains("warnings"));

    std::string const partial =
        R"({"status": "COMPLETE", "startedAt": "x", "numErrors": 1, "errors": [{"status": "error"}], "results": [)" + contact + "]}";
    std::string const whole = R"({"status": "COMPLETE", "results": [)" + contact + "]}";
    CHECK_THAT(exports("hubspot", {{"contacts.jsonl", partial + "\n" + whole}}).figures()["warnings"].dump(), says("not the only page"));

    exports("salesforce", {{"Lead.json", R"({"data": {"uiapi": {"query": {"Lead": {"edges": []}}}}, "errors": [{"message": "some are missing"}]})"}})
        .refused("Lead.json", "some are missing");

    std::string const lead = R"({"Id": "00Q5g00000AbCd1", "Status": "New", "CreatedDate": "2024-01-01T00:00:00Z"})";
    auto const        loader =
        exports("salesforce", {{"Lead.jsonl", R"({"type": "SCHEMA", "stream": "Lead", "schema": {"properties": {"Id": {"type": "string"}}}})"
                                              "\n"
                                              R"({"type": "RECORD", "record": {"stream": "Lead", "data": )"
                                                  + lead + "}}\n" + R"({"type": "STATE", "value": {"bookmarks": {"Lead": {"since": "2024"}}}})"}})
            .figures();
    CHECK(generated(loader) == 1);
    CHECK(file_in(loader, "Lead.jsonl", "creations")["left_out"]["no record"] == 2);

    auto const nobody =
        exports("salesforce", {{"Lead.json", "[" + lead + "]"},
                               {"Task.json", R"([{"Id": "00T5g00000AbCd1", "Type": "Call", "CompletedDateTime": "2024-01-02", "IsClosed": true}])"}})
            .figures();
    CHECK(file_in(nobody, "Task.json", "activities")["left_out"]["without an id"] == 1);
}

TEST_CASE("records that say that they are of another object are left out, and counted")
{
    std::string const both =
        R"({"compositeResponse": [{"httpStatusCode": 200, "body": {"totalSize": 1, "done": true, "records": [{"attributes": {"type": "Lead"},
        "Id": "00Q5g00000AbCd1", "Status": "New", "CreatedDate": "2024-01-01T00:00:00Z", "ConvertedOpportunityId": "0065g00000AbCd1"}]}},
        {"httpStatusCode": 200, "body": {"totalSize": 1, "done": true, "records": [{"attributes": {"type": "Opportunity"},
        "Id": "0065g00000AbCd1", "StageName": "Closed Won", "CloseDate": "2024-02-01", "Amount": 100, "CreatedDate": "2024-01-15T00:00:00Z"}]}}]})";
    auto const all = exports("salesforce", {{"Lead.json", both}, {"Opportunity.json", both}}).figures();
    CHECK(generated(all) == 1);
    CHECK(file_in(all, "Lead.json", "creations")["left_out"]["about something else"] == 1);
    CHECK(file_in(all, "Opportunity.json", "won deals")["left_out"]["about something else"] == 1);
    CHECK(file_in(all, "Opportunity.json", "won deals")["used"] == 1);
}

TEST_CASE("files are found whatever letters their names are in")
{
    auto const all = exports("salesforce", {{"LEAD.CSV", "Id,Status,CreatedDate\n00Q5g00000AbCd1,New,2024-01-01\n"},
                                            {"TASK.Json", R"([{"Id": "00T5g00000AbCd1", "WhoId": "00Q5g00000AbCd1", "Type": "Call",
                                                              "CompletedDateTime": "2024-01-02", "IsClosed": true}])"}})
                         .figures();
    CHECK(generated(all) == 1);
    CHECK(file_in(all, "TASK.Json", "activities")["used"] == 1);
}
