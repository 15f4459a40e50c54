// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Exports as scripts, spreadsheets, warehouses and people leave them: doubled, in versions, half empty, renamed.
#include "support/catch.hpp"
#include "support/exports_of.hpp"

#include <string>

using namespace leadmetrics_tests;

namespace {

double mean_days(json const& all, std::size_t step) { return all["velocity"]["steps"][step]["completed"]["mean_seconds"].get<double>() / 86400; }

json const& file_in(json const& all, std::string const& file, std::string const& gives)
{
    for (json const& one : all["files"])
        if (one["file"] == file && one["gives"] == gives) return one;
    FAIL(file << " gives no " << gives << ": " << all["files"].dump());
    throw 0;
}

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
