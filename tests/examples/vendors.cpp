// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// One pipeline, told through the exports of seven vendors.
#include "support/catch.hpp"
#include "support/program.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>

using namespace leadmetrics_tests;
using json = nlohmann::json;

namespace {

program_result report(std::string const& arguments) { return run(std::string{CRM_REPORT} + " " + arguments); }

json figures(std::string const& vendor)
{
    auto const result = report("--crm " + vendor + " " EXPORTS "/" + vendor + " --as-of 2024-05-01 --json");
    INFO(vendor << ": " << result.err);
    REQUIRE(result.status == 0);
    return json::parse(result.out);
}

/// Without the counts of records, of which vendors have different numbers.
json without_quality(json all)
{
    if (all.is_object()) all.erase("quality");
    for (auto& one : all)
        if (one.is_structured()) one = without_quality(std::move(one));
    return all;
}

/// Without what is a vendor's own: its name, its ids, how often its records say a thing twice.
json without_ids(json all)
{
    all.erase("title");
    all = without_quality(std::move(all));
    all.erase("scores");
    all.erase("files");
    all.erase("import_issues");
    all.erase("dates_without_time"); // some vendors give dates where others give instants
    for (auto& lead : all["handover"]["sla"]["overdue_leads"]["listed"]) lead.erase("lead_id");
    return all;
}

/// A folder of Salesforce's exports with one file changed.
class changed_export {
public:
    changed_export(std::string const& file, std::string const& text)
    {
        std::filesystem::copy(EXPORTS "/salesforce", folder_.path("all"));
        folder_.write("all/" + file, text);
    }
    program_result report_on(std::string const& more = "") const { return report("--crm salesforce " + folder_.path("all") + " --json " + more); }

private:
    scratch_folder folder_;
};

std::string contents(std::string const& file)
{
    std::ostringstream text;
    text << std::ifstream(EXPORTS "/salesforce/" + file, std::ios::binary).rdbuf();
    return text.str();
}
std::string replaced(std::string text, std::string const& what, std::string const& with)
{
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size()) text.replace(at, what.size(), with);
    return text;
}

} // namespace

TEST_CASE("the same pipeline told through Salesforce, HubSpot, Dynamics and SugarCRM has the same figures")
{
    auto const salesforce = without_ids(figures("salesforce"));
    CHECK(salesforce["volume"]["stages"][0]["reached"] == 24);
    CHECK(salesforce["attribution"]["models"]["linear"]["conversions"] == 11);
    for (char const* const vendor : {"hubspot", "dynamics", "sugarcrm"}) {
        INFO(vendor);
        CHECK(without_ids(figures(vendor)) == salesforce);
    }
}

TEST_CASE("a tool for marketing knows the same way up to sales")
{
    auto const crm = figures("salesforce");
    for (char const* const vendor : {"mautic", "account_engagement"}) {
        INFO(vendor);
        auto const tool = figures(vendor);
        for (std::size_t stage = 0; stage != 3; ++stage) CHECK(tool["volume"]["stages"][stage] == crm["volume"]["stages"][stage]);
        CHECK(without_quality(tool["handover"]["mql"]) == without_quality(crm["handover"]["mql"]));
    }
    // Marketo tells when a lead came and when sales took it.
    auto const marketo = figures("marketo");
    CHECK(marketo["volume"]["stages"][0] == crm["volume"]["stages"][0]);
    CHECK(marketo["volume"]["stages"][2]["reached"] == crm["volume"]["stages"][2]["reached"]);
}

TEST_CASE("each vendor has a program that prints all reports that its data allow")
{
    for (std::string const vendor : {"salesforce", "hubspot", "dynamics", "sugarcrm"}) {
        auto const result = run(std::string{VENDORS} + "/" + vendor + "_report " EXPORTS "/" + vendor);
        INFO(vendor << result.err);
        CHECK(result.status == 0);
        CHECK_THAT(result.out, says("VOLUME") && says("VELOCITY") && says("SERVICE LEVEL") && says("RETURN ON INVESTMENT") && says("SCORES")
                                   && says("ATTRIBUTION") && says("DATA"));
    }
    for (std::string const vendor : {"mautic", "account_engagement", "marketo"}) {
        auto const result = run(std::string{VENDORS} + "/" + vendor + "_report " EXPORTS "/" + vendor);
        INFO(vendor << result.err);
        CHECK(result.status == 0);
        CHECK_THAT(result.out, says("VOLUME") && says("SCORES") && says("ATTRIBUTION") && !says("RETURN ON INVESTMENT"));
    }
    CHECK(run(std::string{VENDORS} + "/mautic_report nowhere").status == 2);
}

TEST_CASE("a byte-order mark, Windows line ends and columns in another order change nothing")
{
    auto const as_it_is = changed_export("LeadHistory.csv", contents("LeadHistory.csv")).report_on().out;
    CHECK(changed_export("LeadHistory.csv", "\xEF\xBB\xBF" + replaced(contents("LeadHistory.csv"), "\n", "\r\n")).report_on().out == as_it_is);
    CHECK(changed_export("LeadHistory.csv", replaced(contents("LeadHistory.csv"), "\n", "\r")).report_on().out == as_it_is);
    std::istringstream rows(contents("LeadHistory.csv"));
    std::string        turned;
    for (std::string row; std::getline(rows, row);) {
        auto const comma = row.find(',');
        turned += row.substr(comma + 1) + ',' + row.substr(0, comma) + '\n';
    }
    CHECK(changed_export("LeadHistory.csv", turned).report_on().out == as_it_is);
}

TEST_CASE("another encoding, a truncated file and a localised header are refused with file, line and what was expected")
{
    auto const refused = [](program_result const& result, std::string const& where, std::string const& what) {
        INFO(result.err);
        CHECK(result.status == 2);
        CHECK_THAT(result.err, says(where) && says(what));
    };
    refused(changed_export("LeadHistory.csv", contents("LeadHistory.csv")
                                                  + "00Q5g00000AbCdE,Status,Gepr\xFC"
                                                    "ft,New,2024-01-01\n")
                .report_on(),
            "LeadHistory.csv:", "Give --encoding windows-1252");
    refused(changed_export("LeadHistory.csv", contents("LeadHistory.csv").substr(0, 333)).report_on(), "LeadHistory.csv:6:", "fields, expected 5");
    refused(changed_export("LeadHistory.csv", contents("LeadHistory.csv") + "00Q5g00000AbCdE,Status,\"New").report_on(),
            "LeadHistory.csv:", "closing quotation mark");
    refused(changed_export("LeadHistory.csv", "").report_on(), "LeadHistory.csv:1:", "empty");
    refused(changed_export("LeadHistory.csv", replaced(contents("LeadHistory.csv"), "CreatedDate", "Erstellt am")).report_on(),
            "LeadHistory.csv:1:", "column CreatedDate");
    CHECK(changed_export("LeadHistory.csv", replaced(contents("LeadHistory.csv"), "CreatedDate", "Erstellt am"))
              .report_on("--column 'Erstellt am=CreatedDate'")
              .out
          == changed_export("LeadHistory.csv", contents("LeadHistory.csv")).report_on().out);
    refused(report("--crm zoho " EXPORTS "/salesforce"), "zoho", "salesforce, hubspot");
    refused(report("--crm salesforce " EXPORTS), "exports", "no exports here");
    scratch_folder const folder;
    folder.write("contacts.json", "{\"results\": [{\"id\":");
    refused(report("--crm hubspot " + folder.path("")), "contacts.json", "parse error");
    refused(report("--stages Lead,,Won"), "--stages", "one of the names is empty");
}

TEST_CASE("encodings, delimiters, loaders' headers, null bytes, footers and backslashes change nothing, and what is left out is said")
{
    auto const history  = contents("LeadHistory.csv");
    auto const as_it_is = json::parse(changed_export("LeadHistory.csv", history).report_on().out);
    auto const same     = [&](std::string const& text, std::string const& options = "") {
        auto const result = changed_export("LeadHistory.csv", text).report_on(options);
        INFO(result.err);
        REQUIRE(result.status == 0);
        auto all = json::parse(result.out);
        CHECK(all["volume"] == as_it_is["volume"]);
        CHECK(all["velocity"] == as_it_is["velocity"]);
        return all["import_issues"].dump();
    };
    for (bool const little : {true, false})
        for (bool const mark : {true, false}) {
            std::string wide = !mark ? "" : little ? "\xFF\xFE" : "\xFE\xFF";
            for (char const c : history) wide += little ? std::string{c, '\0'} : std::string{'\0', c};
            same(wide);
        }
    same(history
             + "00Q5g00000AbCdE,Owner,Gepr\xFC"
               "ft,New,2024-01-01\n",
         "--encoding windows-1252");
    same(replaced(history, ",", ";"));
    same(replaced(history, ",", "\t"));
    same(replaced(history, "LeadId,Field,OldValue,NewValue,CreatedDate", "LEADID,FIELD,OLDVALUE,NEWVALUE,CREATEDDATE"));
    same(replaced(history, "LeadId,Field,OldValue,NewValue,CreatedDate", "lead_id,field,old_value,new_value,created_date"));
    same(replaced(history, "LeadId,Field,OldValue,NewValue,CreatedDate", "Lead ID,Field / Event,Old Value,New Value,Edit Date"));
    CHECK_THAT(same(history + std::string("00Q5g00000AbCdE,Own\0er,a,b,2024-01-01\n", 38)), says("1 NUL bytes were left out"));
    CHECK_THAT(same(history
                    + "\n\nGrand Totals (44 records)\n\"Copyright (c) 2000-2025 salesforce.com, inc. All rights reserved.\"\nConfidential "
                      "Information - Do Not Distribute\n"),
               says("3 lines at the end, of one field each, were left out as a footer: Grand Totals"));
    same(history + "00Q5g00000AbCdE,Owner,\"a \\\"quoted\\\" name\",b,2024-01-01\n");
}

TEST_CASE("a compressed file, and one that comes through a pipe, is read like the file")
{
    scratch_folder const folder;
    auto const           file  = folder.write("changes.csv", "lead_id,stage,at\nA,Lead,2024-01-01\nA,MQL,2024-01-02\nB,Lead,2024-01-03\n");
    auto const           plain = json::parse(report(file + " --json").out);
    CHECK(run("gzip -kf " + file).status == 0);
    auto const zipped = json::parse(report(file + ".gz --json").out);
    CHECK(zipped["volume"] == plain["volume"]);
    CHECK(json::parse(report("- --json < " + file).out)["volume"] == plain["volume"]);
    CHECK(json::parse(report("- --json < " + file + ".gz").out)["volume"] == plain["volume"]);
    auto const named = folder.path("pipe");
    CHECK(json::parse(run("mkfifo " + named + " && (cat " + file + " > " + named + " &) && " CRM_REPORT " " + named + " --json").out)["volume"]
          == plain["volume"]);
}

TEST_CASE("a decimal comma is an oddity until it is said to be one: nothing becomes a hundred times too much")
{
    auto const comma = replaced(replaced(contents("Campaign.csv"), "\"4,200.00\"", "\"4.200,00\""), "900.00", "\"900,00\"");
    auto const odd   = json::parse(changed_export("Campaign.csv", comma).report_on().out);
    CHECK(odd["roi"]["total"]["cost"] == 1800 + 150);
    CHECK_THAT(odd["import_issues"].dump(), says("2 amounts that cannot be read") && says("ActualCost") && says("4.200,00"));
    auto const read = json::parse(changed_export("Campaign.csv", replaced(replaced(comma, "\"1,800.00\"", "\"1.800,00\""), "150.00", "\"150,00\""))
                                      .report_on("--decimal-comma")
                                      .out);
    CHECK(read["roi"]["total"]["cost"] == 4200 + 900 + 1800 + 150);
}

TEST_CASE("a status in another language and ids with blanks are listed and read")
{
    auto const other = json::parse(
        changed_export("LeadHistory.csv", contents("LeadHistory.csv") + " 00Q5g00000AbCdE ,Status,Neu,Geschlossen,2024-01-01\n").report_on().out);
    CHECK_THAT(other["import_issues"].dump(), says("Geschlossen") && says("no stage is named for") && !says("ids that"));
    scratch_folder const folder;
    auto const words = folder.write("words.json", R"({"Open - Not Contacted": "Lead", "Working - Contacted": "MQL", "Geschlossen": "Lost"})");
    auto const said =
        json::parse(changed_export("LeadHistory.csv", contents("LeadHistory.csv") + "00Q5g00000AbCdE,Status,Neu,Geschlossen,2024-01-01\n")
                        .report_on("--words " + words)
                        .out);
    CHECK_THAT(said["import_issues"].dump(), !says("Geschlossen"));
}

TEST_CASE("the flow of leads through stages and campaigns is drawn")
{
    auto const mermaid = report("--crm salesforce " EXPORTS "/salesforce --flow mermaid");
    CHECK_THAT(mermaid.out, says("flowchart TD") && says("MQL") && says("Trade fair"));
    CHECK_THAT(report("--crm hubspot " EXPORTS "/hubspot --flow dot").out, says("digraph flow {"));
    CHECK(report("--flow png").status == 2);
}
