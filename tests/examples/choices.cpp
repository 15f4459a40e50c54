// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// What users of crm_report choose beside the defaults: groups, horizons, working time, percentiles.
#include "support/catch.hpp"
#include "support/program.hpp"

#include <nlohmann/json.hpp>

#include <string>

using namespace leadmetrics_tests;
using json = nlohmann::json;

namespace {

program_result report_on(std::string const& text, std::string const& arguments)
{
    scratch_folder const folder;
    return run(std::string{CRM_REPORT} + " " + folder.write("changes.csv", text) + " " + arguments);
}
json json_of(std::string const& text, std::string const& arguments) { return json::parse(report_on(text, arguments + " --json").out); }

void refused(program_result const& result, std::string const& place, std::string const& found, std::string const& expected)
{
    INFO(result.err);
    CHECK(result.status == 2);
    CHECK_THAT(result.err, says(place) && says(found) && says(expected));
}

} // namespace

TEST_CASE("the record that says a lead's group is chosen")
{
    std::string const text      = "lead_id,stage,at,source\n"
                                  "a,Lead,2024-01-01,\na,MQL,2024-01-02,web\n"
                                  "b,Lead,2024-01-01,ads\nb,MQL,2024-01-03,web\n"
                                  "c,Lead,2024-01-01,ads\n";
    auto const        by_source = [&](std::string const& choice) {
        return json_of(text, "--by source" + (choice.empty() ? "" : " --by-from " + choice))["by_group"];
    };
    auto const leads = [](json const& groups) {
        json all = json::object();
        for (auto const& one : groups["by"]) all[one["key"].get<std::string>()] = one["value"]["efficiency"]["generated"];
        return all;
    };
    CHECK(leads(by_source("")) == json{{"", 1}, {"ads", 2}});
    CHECK(leads(by_source("first-known")) == json{{"web", 1}, {"ads", 2}});
    CHECK(leads(by_source("latest")) == json{{"web", 2}, {"ads", 1}});
    CHECK(leads(by_source("entry:MQL")) == json{{"web", 2}, {"(no entry into MQL)", 1}});
    CHECK(by_source("")["conflicts"] == 2);
    CHECK(by_source("first-known")["conflicts"] == 1); // a lead without a value at first disagrees with nobody
    CHECK(by_source("entry:MQL")["conflicts"] == 0);
    // Money stays with the campaigns of its own records.
    scratch_folder const folder;
    auto const           changes =
        folder.write("won.csv", "lead_id,stage,at,source,value\na,Lead,2024-01-01,ads,\na,MQL,2024-01-02,mail,\na,Won,2024-01-03,web,100\n");
    auto const costs = folder.write("costs.csv", "campaign,at,amount\nads,2024-01-01,10\nmail,2024-01-01,10\nweb,2024-01-01,10\n");
    auto const roi   = [&](std::string const& choice) {
        return json::parse(run(std::string{CRM_REPORT} + " " + changes + " --by source --value value --costs " + costs + " --json" + choice)
                                 .out)["roi"]["campaigns"];
    };
    REQUIRE(roi("").size() == 3);
    for (auto const* const choice : {" --by-from first-known", " --by-from latest", " --by-from entry:MQL"}) CHECK(roi(choice) == roi(""));

    CHECK(by_source("entry:MQL")["name"] == "source at the entry into MQL");

    CHECK_THAT(report_on(text, "--by source --by-from latest").out,
               says("BY LATEST SOURCE") && says("only because they moved on") && says("2 leads have records that differ in this"));
    refused(report_on(text, "--by source --by-from first"), "--by-from", "found \"first\"", "first-known");
    refused(report_on(text, "--by source --by-from entry:Sold"), "--by-from", "\"Sold\"", "one of Lead, MQL, SQL, Won");
    refused(report_on(text, "--by-from latest"), "--by-from", "latest", "--by beside it");
}

TEST_CASE("a step has a horizon of its own where one is given")
{
    std::string const text   = "lead_id,stage,at\na,Lead,2024-01-01\na,MQL,2024-01-11\na,SQL,2024-01-16\nb,Lead,2024-01-01\n";
    auto const        within = json_of(text, "--as-of 2024-02-01 --horizon 30 --step-horizon MQL=4");
    auto const&       steps  = within["conversion_within_horizon"]["steps"];
    CHECK(steps[0]["rate"]["hits"] == 1);
    CHECK(steps[1]["rate"]["hits"] == 0); // after five days
    CHECK(steps[1]["rate"]["total"] == 1);
    CHECK(within["step_horizons_days"] == json{{"MQL", 4}});
    CHECK_THAT(report_on(text, "--as-of 2024-02-01 --step-horizon MQL=4").out, says("in 30 d") && says("0.0 % in 4 d"));
    refused(report_on(text, "--step-horizon MQL"), "--step-horizon", "found \"MQL\"", "MQL=7");
    refused(report_on(text, "--step-horizon MQL=4 --step-horizon MQL=5"), "--step-horizon", "MQL=5", "each stage once");
    refused(report_on(text, "--step-horizon MQL=-1"), "--step-horizon", "MQL=-1", "0 to 36500");
    refused(report_on(text, "--step-horizon Sold=1"), "--step-horizon", "\"Sold\"", "one of Lead, MQL, SQL, Won");
    refused(report_on(text, "--step-horizon Won=1"), "--step-horizon", "\"Won\"", "no step begins");
}

TEST_CASE("stages that options name are told as the options have them")
{
    std::string const text = "lead_id,stage,at\na,Lead,2024-01-01\n";
    for (std::string const option : {"--goal Sold=3", "--waiting Sold", "--handover Sold,Won", "--handover MQL,Sold"})
        refused(report_on(text, option), option.substr(0, option.find(' ')), "\"Sold\"", "one of Lead, MQL, SQL, Won");
    refused(report_on(text, "--handover SQL,MQL"), "--handover", "SQL,MQL", "behind it");
    refused(report_on(text, "--goal Won=-3"), "--goal", "Won=-3", "0 or more");
}

TEST_CASE("an option that may be given often leaves the file behind it alone")
{
    scratch_folder const folder;
    auto const           changes = folder.write("changes.csv", "lead_id,stage,at\na,Lead,2024-01-01\n");
    for (std::string const option :
         {"--goal Won=3", "--forecast 30d,60d", "--office 'Mon-Fri 09:00-17:00'", "--waiting Lead", "--step-horizon MQL=3"}) {
        INFO(option);
        auto const result = run(std::string{CRM_REPORT} + " --json " + option + " " + changes);
        INFO(result.err);
        REQUIRE(result.status == 0);
        CHECK(json::parse(result.out)["efficiency"]["generated"] == 1);
    }
}

TEST_CASE("velocity is in working time where it is asked for")
{
    // From Friday 16:00 to Monday 10:00: two hours of working time.
    std::string const text    = "lead_id,stage,at\na,Lead,2024-01-05 16:00\na,MQL,2024-01-08 10:00\n";
    std::string const office  = "--office 'Mon-Fri 09:00-17:00' ";
    auto const        elapsed = json_of(text, office);
    auto const        working = json_of(text, office + "--working-time");
    CHECK(elapsed["velocity"]["steps"][0]["completed"]["mean_seconds"] == 66 * 3600);
    CHECK(working["velocity"]["steps"][0]["completed"]["mean_seconds"] == 2 * 3600);
    CHECK(working["velocity_in_working_time"] == true);
    CHECK(!elapsed.contains("velocity_in_working_time"));
    CHECK_THAT(report_on(text, office + "--working-time").out, says("VELOCITY, in working time") && says("2.0 h") && says("in 24 h"));
    refused(report_on(text, "--working-time"), "--working-time", "no --office", "opening hours");
}

TEST_CASE("a forecast has percentiles where samples are asked for")
{
    std::string text = "lead_id,stage,at\n";
    for (int i = 0; i != 20; ++i) {
        text += std::to_string(i) + ",Lead,2024-01-01\n";
        if (i % 2 == 0) text += std::to_string(i) + ",Won,2024-01-" + std::to_string(11 + i / 2) + "\n";
    }
    text += "waits,Lead,2024-02-01\n";
    std::string const options = "--stages Lead,Won --as-of 2024-02-05 --forecast 30d ";
    auto const        sampled = json_of(text, options + "--forecast-samples 200")["forecast"]["steps"][0]["horizons"][0];
    REQUIRE(sampled["percentiles"].size() == 5);
    CHECK(sampled["percentiles"][0]["moves"].get<double>() <= sampled["expected_moves"].get<double>());
    CHECK(sampled["percentiles"][4]["moves"].get<double>() >= sampled["expected_moves"].get<double>());
    CHECK_THAT(report_on(text, options + "--forecast-samples 200").out, says("in 9 of 10 cases") && says("0 – 1"));
    CHECK(report_on(text, options).out.find("in 9 of 10 cases") == std::string::npos);
    CHECK(report_on(text, options + "--forecast-samples -1").status == 2);
}

TEST_CASE("a scoring model limits points per day, week or month")
{
    scratch_folder const folder;
    auto const           changes = folder.write("changes.csv", "lead_id,stage,at\na,Lead,2024-01-01\n");
    auto const activities = folder.write("activities.csv", "kind,lead_id,at\npage,a,2024-01-01 09:00\npage,a,2024-01-01 10:00\npage,a,2024-01-02\n");
    auto const score      = [&](std::string const& limits) {
        auto const model = folder.write("model.json", R"({"rules": [{"kind": "page", "points": 8, )" + limits + "}]}");
        return run(std::string{CRM_REPORT} + " " + changes + " --activities " + activities + " --model " + model + " --as-of 2024-01-31 --json");
    };
    auto const value = [&](std::string const& limits) { return json::parse(score(limits).out)["scores"]["highest"][0]["value"].get<double>(); };
    CHECK(value(R"("at_most_points_per": {"day": 10})") == 18);
    CHECK(value(R"("at_most_points_per": {"week": 10})") == 10);
    CHECK(value(R"("at_most_points_per": {"day": 10}, "at_most_points": 15)") == 15);
    CHECK(value(R"("at_most_points": 15, "at_most": 2, "per": "day")") == 15);
    refused(score(R"("at_most_points_per": {"hour": 10})"), "at_most_points_per", "hour", "day, week or month");
    refused(score(R"("at_most_points_per": {"day": 10, "day": 20})"), "model.json", "key \"day\" twice", "each key once");
    refused(score(R"("at_most_points_per": {"day": 10, "week": 20})"), "at_most_points_per", "20", "one kind of window");
    refused(score(R"("at_most_points_per": 10)"), "at_most_points_per", "10", "an object");
    refused(score(R"("at_most_points_per": {"day": 0})"), "at_most_points of rule page", "0", "above 0");
}

TEST_CASE("stages that the pipeline does not have are told before the figures, with the options that name them")
{
    auto const all = json_of("lead_id,stage,at\na,lead,2024-01-01\nb,Demo,2024-01-02\nc,Lead,2024-01-03\n", "");
    REQUIRE(all["warnings"].size() == 2);
    CHECK_THAT(all["warnings"][0].get<std::string>(), says("1 of 3 records are at \"Demo\"") && says("--stages") && says("--lost"));
    CHECK_THAT(all["warnings"][1].get<std::string>(), says("\"lead\"") && says("\"Lead\" is: capitals matter"));
    CHECK_FALSE(json_of("lead_id,stage,at\na,Lead,2024-01-01\nb,Lost,2024-01-02\n", "").contains("warnings"));
    refused(report_on("lead_id,stage,stage,at\na,Lead,Won,2024-01-01\n", ""), "column stage", "stands twice", "rename one");
}

TEST_CASE("a page is never written over what is read, and a full disk is told")
{
    scratch_folder const folder;
    std::string const    text    = "lead_id,stage,at\na,Lead,2024-01-01\n";
    auto const           changes = folder.write("changes.csv", text);
    refused(run(std::string{CRM_REPORT} + " " + changes + " --html " + folder.path("") + "/./changes.csv"), "--html", "changes.csv", "another file");
    refused(run(std::string{CRM_REPORT} + " " + changes + " --html -"), "--html", "\"-\"", "the name of a file");
    refused(run(std::string{CRM_REPORT} + " " + changes + " --flow dot --html " + folder.path("page.html")), "--html", "page.html", "no --flow");
    refused(run(std::string{CRM_REPORT} + " --crm salesforce " + folder.path("") + " --html " + changes), "--html", "changes.csv", "another file");
    CHECK(run("cat " + changes).out == text);
    if (run("test -c /dev/full").status == 0)
        refused(run("sh -c '" + std::string{CRM_REPORT} + " " + changes + " --json > /dev/full'"), "standard output", "cannot be written", "");
}

TEST_CASE("a line that tells the delimiter is none of the table, and a title above the header is told")
{
    auto const all = json_of("sep=;\nlead_id;stage;at\na;Lead;2024-01-01\n", "");
    CHECK(all["efficiency"]["generated"] == 1);
    CHECK(json_of("\"sep=;\"\r\nlead_id;stage;at\r\na;Lead;2024-01-01\r\n", "")["efficiency"]["generated"] == 1);
    refused(report_on("sep=;\nlead_id;stage;at\na;Lead\n", ""), "changes.csv:3", "2 fields", "3");
}

TEST_CASE("rows of the files beside the changes are used or left out for a reason that is said")
{
    scratch_folder const folder;
    auto const           changes  = folder.write("changes.csv", "lead_id,stage,at,source,value\n1,Lead,2024-01-01,a,\n1,Won,2024-01-03,a,100\n");
    auto const           costs    = folder.write("costs.csv", "campaign,at,amount\na,2024-01-01,50\na,,70\na,2024-01-02,\n");
    auto const           contacts = folder.write("contacts.csv", "lead_id,at\n1,\n,2024-01-01\n1,2024-01-02\n");
    auto const           all =
        run(std::string{CRM_REPORT} + " " + changes + " --stages Lead,Won --by source --value value --costs " + costs + " --contacts " + contacts);
    CHECK(all.status == 0);
    auto const bad = folder.write("bad.csv", "campaign,at,amount\na,2024-01-01,50\na,31.12.2023x,70\n");
    CHECK_THAT(run(std::string{CRM_REPORT} + " " + changes + " --stages Lead,Won --by source --costs " + bad + " --skip-bad-rows").out,
               says("bad.csv, costs: 1 read = 1 used.") && says("1 row of the file skipped"));
    CHECK_THAT(all.out, says("costs.csv, costs: 3 read = 1 used + 1 without a time + 1 without an amount.")
                            && says("contacts.csv, contacts by sales: 3 read = 1 used + 1 without a time + 1 without an id."));
}

TEST_CASE("numbers and names are read as they are written")
{
    scratch_folder const folder;
    auto const           german = folder.write(
        "german.csv", "lead_id;stage;at;wert\n1;Lead;01.02.2024;\n1;Won;05.02.2024;1.234,50\n2;Lead;01.02.2024;\n2;Won;05.02.2024;1.234\n");
    std::string const with  = " --value wert --stages \"Lead, Won\" --json ";
    auto const        euros = run(std::string{CRM_REPORT} + " " + german + with + "--day-first --decimal-comma");
    INFO(euros.err);
    REQUIRE(euros.status == 0);
    auto const all = nlohmann::json::parse(euros.out);
    CHECK(all["velocity"]["sales_velocity"]["mean_value"] == Approx(1234.25));
    CHECK(all["volume"]["stages"][1]["entered"] == 2);
    CHECK_THAT(run(std::string{CRM_REPORT} + " " + german + with + "--day-first").err, says("give --decimal-comma, if it is written 1.234,50"));
    CHECK_THAT(run(std::string{CRM_REPORT} + " " + german + with).err, says("give --day-first or --month-first"));
    auto const dollars = folder.write("dollars.csv", "lead_id,stage,at,value\n1,Lead,2024-01-01,\n1,Won,2024-01-03,\"$22,700.00\"\n");
    auto const sum     = run(std::string{CRM_REPORT} + " " + dollars + " --value value --stages Lead,Won --json");
    INFO(sum.err);
    CHECK(nlohmann::json::parse(sum.out)["velocity"]["sales_velocity"]["mean_value"] == 22700);
    // The currency beside an amount is one; a rate has no thousands.
    auto const two = folder.write(
        "two.csv", "lead_id,stage,at,value\n1,Lead,2024-01-01,\n1,Won,2024-01-03,100 USD\n2,Lead,2024-01-01,\n2,Won,2024-01-03,100 EUR\n");
    CHECK_THAT(run(std::string{CRM_REPORT} + " " + two + " --value value --stages Lead,Won").err, says("several currencies"));
    auto const rates = folder.write("rates.csv", "currency,rate\nUSD,\"1,085\"\nEUR,1\n");
    auto const rated = run(std::string{CRM_REPORT} + " " + two + " --value value --stages Lead,Won --rates " + rates);
    CHECK_THAT(rated.err, says("found \"1,085\", expected a number like 1234.50"));
    // A byte-order mark says that a file is UTF-8, whatever the others are.
    auto const marked = folder.write("marked.csv", "\xEF\xBB\xBF\"lead_id\",stage,at\n1,Lead,2024-01-01\n");
    CHECK(run(std::string{CRM_REPORT} + " " + marked + " --encoding windows-1252").status == 0);
}

TEST_CASE("amounts that name no currency beside others that do are told first")
{
    scratch_folder const folder;
    auto const           mixed = folder.write("mixed.csv", "lead_id,stage,at,value,currency\n1,Lead,2024-01-01,,\n1,Won,2024-01-03,100,EUR\n"
                                                                     "2,Lead,2024-01-01,,\n2,Won,2024-01-03,300,\n");
    CHECK_THAT(run(std::string{CRM_REPORT} + " " + mixed + " --value value").out,
               says("WARNING: 1 of 2 amounts name no currency: they are added up with those in EUR."));
}
