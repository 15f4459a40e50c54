// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "support/catch.hpp"
#include "support/program.hpp"
#include "support/report_json.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <string>

using namespace leadmetrics_tests;
using json = nlohmann::json;

namespace {

program_result report(std::string const& arguments) { return run(std::string{CRM_REPORT} + " " + arguments); }

/// Of a file with this text.
program_result report_on(std::string const& text, std::string const& arguments = "")
{
    scratch_folder const folder;
    return report(folder.write("changes.csv", text) + " " + arguments);
}

void refused(program_result const& result, std::string const& place, std::string const& found, std::string const& expected)
{
    INFO(result.err);
    CHECK(result.status == 2);
    CHECK(result.out.empty());
    CHECK_THAT(result.err, says(place) && says(found) && says(expected));
}

std::string const header = "lead_id,stage,at\n";

} // namespace

TEST_CASE("without a file the sample is shown, the same every time")
{
    auto const once = report("--by source --monthly --goal Won=30");
    CHECK(once.status == 0);
    CHECK_THAT(once.out, says("VOLUME") && says("CONVERSION") && says("VELOCITY") && says("EFFICIENCY") && says("HAND-OVER") && says("SERVICE LEVEL")
                             && says("RESPONSE LIFT") && says("RETURN ON INVESTMENT") && says("SCORES") && says("ATTRIBUTION") && says("BY SOURCE")
                             && says("BY MONTH") && says("GOALS BY MONTH"));
    CHECK(report("--by source --monthly --goal Won=30").out == once.out);
    auto const figures = json::parse(report("--json").out);
    CHECK(figures["efficiency"]["generated"] == figures["volume"]["stages"][0]["reached"]);
    CHECK(report("--help").status == 0);
}

TEST_CASE("columns in any order, other names, another delimiter, Windows line ends, a byte-order mark, quotes and line breaks")
{
    auto const result = report_on(
        "\xEF\xBB\xBFwhen;who;\"to\"\r\n2024-01-01 09:00;a;Lead\r\n2024-01-03 09:00;a;\"Won\"\r\n2024-01-02 09:00;\"b\r\n;\"\"x\"\"\";Lead\r\n",
        "--lead who --stage to --time when --delimiter ';' --time-format '%F %H:%M' --json");
    CHECK(result.err.empty());
    auto const figures = json::parse(result.out);
    CHECK(figures["volume"]["stages"][0]["entered"] == 2);
    CHECK(figures["velocity"]["cycle"]["completed"]["median_seconds"] == 2 * 86400.0);
    CHECK(figures["as_of"] == "2024-01-03T09:00:00Z");
}

TEST_CASE("times in every ISO form, and an empty one is counted as missing")
{
    auto const figures = json::parse(report_on(header
                                                   + "a,Lead,2024-01-01\nb,Lead,2024-01-01T12:00:00Z\nc,Lead,2024-01-01T12:00:00+02:00\nd,Lead,2024-"
                                                     "01-01 12:00:00\ne,Lead,\nf,Lead,2024-01-01T12:00:00.250\n",
                                               "--json")
                                         .out);
    CHECK(figures["volume"]["stages"][0]["entered"] == 5);
    CHECK(figures["quality"]["missing_time"] == 1);
}

TEST_CASE("stages that the funnel does not name are counted and listed")
{
    auto const figures = json::parse(report_on(header + "a,Lead,2024-01-01\na,Demo,2024-01-02\nb,Demo,2024-01-02\n", "--json").out);
    CHECK(figures["unknown_stages"]["Demo"] == 2);
    CHECK(figures["quality"]["unknown_stage"] == 2);
}

TEST_CASE("files that cannot be read are refused: file, line, column, found, expected")
{
    scratch_folder const folder;
    refused(report(folder.path("none.csv")), "none.csv", "no such file", "");
    refused(report(folder.path("")), folder.path(""), "is a folder", "expected a file");
    refused(report_on(""), "changes.csv:1", "empty", "expected a header line");
    refused(report_on("a,Lead,2024-01-01\n"), "changes.csv:1: column lead_id", "not in the header", "a, Lead");
    refused(report_on("lead_id,stage\na,Lead\n"), "changes.csv:1: column at", "not in the header", "lead_id, stage");
    refused(report_on(header + "a,Lead,2024-01-01\nb,Lead\n"), "changes.csv:3", "found 2 fields", "expected 3");
    refused(report_on(header + "a,Lead,2024-01-01,x\n"), "changes.csv:2", "found 4 fields", "expected 3");
    refused(report_on(header + "a,Lead,31.01.2024\n"), "changes.csv:2: column at", "found \"31.01.2024\"", "a time like");
    refused(report_on(header + "a,Lead,2024-02-30\n"), "changes.csv:2: column at", "found \"2024-02-30\"", "a time like");
    refused(report_on(header + "\"a\nb\",Lead,2024-01-01\nc,Lead,soon\n"), "changes.csv:4: column at", "found \"soon\"", "a time like");
    refused(report_on(header + "a,Lead,\"2024-01-01\n"), "changes.csv:2", "end of the file inside quotes", "expected a closing");
    refused(report_on(header + "a\"b,Lead,2024-01-01\n"), "changes.csv:2", "quotation mark", "doubled");
    refused(report_on("lead_id,stage,at,worth\na,Won,2024-01-01,1 00\n", "--value worth"), "changes.csv:2: column worth", "found \"1 00\"",
            "a number like");
}

TEST_CASE("rows that cannot be read are skipped, counted and listed, with --skip-bad-rows")
{
    auto const figures = json::parse(
        report_on(header + "a,Lead,2024-01-01\nb,Lead\nc,Lead,soon\nd\"d,Lead,2024-01-01\ne,Lead,2024-01-02\n", "--json --skip-bad-rows").out);
    CHECK(figures["volume"]["stages"][0]["entered"] == 2);
    REQUIRE(figures["skipped_rows"].size() == 3);
    CHECK_THAT(figures["skipped_rows"][0].get<std::string>(), says("changes.csv:3"));
    CHECK_THAT(figures["skipped_rows"][2].get<std::string>(), says("changes.csv:5"));
    CHECK_THAT(report_on(header + "b,Lead\n", "--skip-bad-rows").out, says("1 row of the file skipped"));
    CHECK(report_on("", "--skip-bad-rows").status == 2);
}

TEST_CASE("hand-over and service level, in working time, with contacts and reasons")
{
    scratch_folder const folder;
    auto const changes = folder.write("changes.csv", "lead_id,stage,at,why\na,MQL,2024-03-28 12:00:00,\na,SQL,2024-04-02 12:00:00,\nb,MQL,2024-03-28 "
                                                     "12:00:00,\nb,Rejected,2024-04-04,budget\nc,MQL,2024-03-28 12:00:00,\n");
    auto const contacts = folder.write("calls.csv", "lead_id,at\nc,2024-03-28 13:00:00\nnobody,2024-03-28\n");
    auto const office =
        std::string{" --office 'Mon-Thu 09:00-17:00' --office 'Fri 09:00-12:00,13:00-15:00' --holiday 2024-03-29 --holiday 2024-04-01"};
    auto const figures = json::parse(report(changes + " --sla 8h --reason why --json --contacts " + contacts + office).out)["handover"];
    CHECK(figures["sla"]["met"] == 2); // a on the instant, c by a call
    CHECK(figures["sla"]["breached"] == 1);
    CHECK(figures["sla"]["response"]["median_seconds"] == 8 * 3600.0);
    CHECK(value_of(figures["mql"]["rejected_by_reason"], "budget") == 1);
    CHECK(figures["working_time"] == true);
    CHECK_THAT(report(changes + office).out, says("of working time"));
}

TEST_CASE("amounts in several currencies are refused by name")
{
    scratch_folder const folder;
    auto const           changes =
        folder.write("changes.csv", "lead_id,stage,at,value,currency\na,Lead,2024-01-01,,\na,Won,2024-02-01,300,EUR\nb,Won,2024-02-01,9,\n");
    auto const euros = folder.write("euros.csv", "campaign,at,amount,currency\nweb,2024-01-01,100,EUR\n");
    auto const yen   = folder.write("yen.csv", "campaign,at,amount,currency\nweb,2024-01-01,100,EUR\nweb,2024-01-02,100,JPY\n");
    CHECK(report(changes + " --value value --costs " + euros).status == 0);
    auto const refused = report(changes + " --value value --costs " + yen);
    CHECK(refused.status == 2);
    CHECK_THAT(refused.err, says("EUR (first in record 2 of the changes), JPY (first in record 2 of the costs)") && says("never added up"));
}

TEST_CASE("a touch on the day on which a deal was closed is on its path")
{
    scratch_folder const folder;
    auto const           changes = folder.write("changes.csv", "lead_id,stage,at,value\na,Lead,2024-01-01,\na,Won,2024-02-01,300\n");
    auto const           touches = folder.write("touches.csv", "lead_id,campaign,at\na,fair,2024-02-01 16:00:00\n");
    auto const           figures = json::parse(report(changes + " --value value --json --touches " + touches).out);
    CHECK(figures["attribution"]["models"]["linear"]["without_touches"] == 0);
    CHECK(figures["attribution"]["models"]["linear"]["total_minor"] == 30000);
    CHECK(figures["dates_without_time"] == 2);
    CHECK_THAT(report(changes + " --value value --touches " + touches).out, says("2 times are dates without a time of day"));
}

TEST_CASE("return on investment from a file of costs")
{
    scratch_folder const folder;
    auto const           changes = folder.write(
        "changes.csv",
        "lead_id,stage,at,source,value\na,Lead,2024-01-01,web,\na,Won,2024-02-01,web,300\na,Won,2024-02-01,web,300\nb,Lead,2024-01-05,web,\n");
    auto const costs   = folder.write("costs.csv", "campaign,at,amount\nweb,2024-01-01,100\nfair,2024-01-01,50\n");
    auto const figures = json::parse(report(changes + " --by source --value value --json --costs " + costs).out)["roi"];
    CHECK(value_of(figures["campaigns"], "web")["roi"] == 2.0); // the deal that was exported twice counts once
    CHECK(value_of(figures["campaigns"], "web")["payback"] == "2024-02-01T23:59:59.999Z");
    CHECK(value_of(figures["campaigns"], "web")["open_leads"] == 1);
    CHECK(value_of(figures["unit_costs"], "web")[0]["cost"] == 50.0);
    CHECK(value_of(figures["campaigns"], "fair")["roi"] == -1.0);
    CHECK(figures["total"]["net"] == 150.0);
}

TEST_CASE("options that cannot be read are refused with exit status 2")
{
    refused(report("--sla soon"), "--sla", "found \"soon\"", "2d");
    refused(report("--office 'Monday 9-17'"), "--office", "found \"Monday 9-17\"", "Mon-Fri 09:00-17:00");
    refused(report("--office 'Mon 17:00-09:00'"), "working_time.hours", "Monday 17:00 to 09:00", "end before they start");
    refused(report("--office 'Mon 09:00-17:00' --zone Mars/Base"), "time_zone", "Mars/Base", "tzdata");
    refused(report("--office 'Mon 09:00-17:00' --holiday Easter"), "--holiday", "found \"Easter\"", "2024-12-25");
    refused(report("--handover MQL"), "--handover", "found \"MQL\"", "MQL,SQL");
    refused(report("--by colour"), "--by", "found \"colour\"", "source or owner");
    refused(report("--as-of soon"), "--as-of", "found \"soon\"", "expected a time");
    refused(report("--goal Won"), "--goal", "found \"Won\"", "SQL=50");
    refused(report("--delimiter xx"), "--delimiter", "found \"xx\"", "one character");
    refused(report_on(header, "--stages Lead,Lead"), "funnel.stages = Lead", "twice", "once");
    CHECK(report("--horizon -3").status == 2);
    CHECK(report("--nonsense").status == 2);
}

TEST_CASE("scores of activities, by a model from a configuration")
{
    scratch_folder const folder;
    auto const           changes = folder.write("changes.csv", header + "a,Lead,2024-01-01\nb,Lead,2024-01-01\na,MQL,2024-02-01\na,SQL,2024-03-01\n");
    auto const activities = folder.write("activities.csv", "kind,lead_id,at\npage,a,2024-02-29\npage,a,2024-02-29\ndemo,a,2024-01-31\npage,b,2024-03-"
                                                           "31\nother,c,2024-03-01\npage,,2024-03-01\npage,a,2024-04-02\n");
    auto const model      = folder.write(
        "model.json",
        R"({"rules": [{"kind": "page", "points": 8, "at_most": 1, "per": "day"}, {"kind": "demo", "points": 40}], "half_life_days": 30, "sales_ready": 8})");
    auto const result = report(changes + " --activities " + activities + " --model " + model + " --as-of 2024-03-31 --json");
    CHECK(result.err.empty());
    auto const scores = json::parse(result.out)["scores"];
    // a: 40 points two months old, 8 of two page views on one day one month and a day old.
    double const half_a_month = 8 * std::exp2(-31.0 / 30), two = 40 * std::exp2(-2);
    CHECK(scores["leads"]["count"] == 3);
    CHECK(scores["sales_ready"] == 2);
    CHECK(scores["quality"]["after_as_of"] == 1);
    CHECK(scores["quality"]["missing_lead"] == 1);
    CHECK(scores["highest"][0]["lead_id"] == "a");
    CHECK(scores["highest"][0]["value"] == Approx(two + half_a_month));
    CHECK(scores["highest"][0]["parts"][0]["name"] == "page");
    CHECK(scores["highest"][0]["parts"][0]["activities"] == 1);
    CHECK(scores["highest"][1]["value"] == 8);
    CHECK(scores["suggested_threshold"]["threshold"] == Approx(40 * std::exp2(-1) + 8 * std::exp2(-1.0 / 30)));
}

TEST_CASE("a scoring model that cannot be meant")
{
    scratch_folder const folder;
    auto const           with = [&](std::string const& text) { return report("--model " + folder.write("model.json", text)); };
    refused(with(R"({"rules": [{"kind": "page", "points": 1, "att_most": 2}]})"), "model.json, rule 1", "\"att_most\"", "name, kind, points");
    refused(with(R"({"rules": [], "colour": 1})"), "model.json", "\"colour\"", "rules, half_life_days");
    refused(with(R"({"rules": []})"), "model.json", "none", "at least one rule");
    refused(with(R"({"rules": [{"kind": "page", "points": 1}, {"kind": "page", "points": 2}]})"), "model.json", "page", "two rules have this name");
    refused(with(R"({"rules": [{"kind": "page", "points": "1"}]})"), "rule 1, points", "\"1\"", "a number");
    refused(with(R"({"rules": [{"kind": "page", "points": 1}], "half_life_days": 0})"), "half_life_days", "0", "above 0");
    refused(with(R"({"rules": [{"kind": "page", "points": 1, "at_most": 1, "per": "hour"}]})"), "rule 1, per", "hour", "day, week or month");
    refused(with(R"({"rules": [{"kind": "page", "points": 1}], "floor": 5, "ceiling": 1})"), "model.json", "5", "above the ceiling");
    refused(with("{"), "model.json", "parse error", "expected");
    refused(with(std::string(100'000, '[')), "model.json", "more than 64 deep", "expected an object with rules");
    refused(report("--model nowhere.json"), "nowhere.json", "cannot be", "opened");
}

TEST_CASE("attribution of deals to touches, to the cent")
{
    scratch_folder const folder;
    auto const           changes = folder.write(
        "changes.csv",
        "lead_id,stage,at,value\na,Lead,2024-01-01,\na,Won,2024-03-01,100.01\nb,Lead,2024-01-01,\nb,Won,2024-03-01,50\nc,Lead,2024-01-01,\n");
    auto const touches = folder.write("touches.csv", "campaign,lead_id,at\nads,a,2024-02-01\nmail,a,2024-02-10\nfair,a,2024-02-20\nmail,a,2024-03-"
                                                     "01\nads,b,2023-06-01\nfair,c,2024-01-01\nfair,,2024-01-01\nads,a,2024-02-01\n");
    auto const result  = report(changes + " --stages Lead,Won --value value --touches " + touches + " --json");
    CHECK(result.err.empty());
    auto const all = json::parse(result.out)["attribution"];
    CHECK(all["models"]["linear"]["total_minor"] == 15001);
    CHECK(value_of(all["models"]["linear"]["campaigns"], "ads")["attributed_minor"] == 2501);
    CHECK(value_of(all["models"]["linear"]["campaigns"], "mail")["attributed_minor"] == 5000);
    CHECK(all["models"]["linear"]["unattributed_minor"] == 5000);
    CHECK(value_of(all["models"]["position"]["campaigns"], "ads")["attributed_minor"] == 4001);
    CHECK(all["models"].contains("Markov"));
    CHECK_FALSE(all["models"].contains("W")); // a funnel of two stages creates no deals
    CHECK(all["models"]["linear"]["quality"]["touches"]["duplicates"] == 1);
    CHECK(all["models"]["linear"]["quality"]["touches"]["missing_lead"] == 1);
    auto const longer =
        json::parse(report(changes + " --stages Lead,Won --value value --touches " + touches + " --lookback 400 --json").out)["attribution"];
    CHECK(value_of(longer["models"]["first"]["campaigns"], "ads")["attributed_minor"] == 15001);
}

TEST_CASE("a forecast on the command line: by hand, with its back-test, by key, and refused where it looks at nothing")
{
    std::string text = header;
    text.insert(text.size() - 1, ",amount,source");
    for (int week = 0; week != 8; ++week)
        for (int i = 0; i != 4; ++i) {
            auto const lead = std::to_string(4 * week + i);
            auto const date = [](int days) {
                int const in_month[] = {31, 29, 31, 30};
                int       month      = 0;
                while (days >= in_month[month]) days -= in_month[month++];
                return "2024-0" + std::to_string(month + 1) + (days < 9 ? "-0" : "-") + std::to_string(days + 1);
            };
            text += lead + ",Lead," + date(7 * week) + ",100," + (i < 2 ? "web" : "fair") + '\n';
            if (i == 0) text += lead + ",Won," + date(7 * week + 10) + ",100,web\n";
        }
    std::string const options  = "--stages Lead,Won --value amount --by source --as-of 2024-02-26 --forecast 14d,28d ";
    auto const        json_of  = [&](std::string const& more) { return json::parse(report_on(text, options + more).out); };
    auto const        forecast = json_of("--json")["forecast"];
    auto const&       step     = forecast["steps"][0];
    // Of each week's four leads one is won after ten days; of the last week's four, seven days old, one is expected to be.
    CHECK(step["waiting"] == 25);
    CHECK(step["horizons"][0]["expected_moves"].get<double>() == Approx(1));
    CHECK(step["horizons"][0]["expected_money"].get<double>() == Approx(100));
    CHECK(step["horizons"][0]["leads"]["listed"].size() == 25);
    CHECK(forecast["by_group"]["by"].size() == 2);
    CHECK(forecast["back_test"]["steps"][0]["horizons"][1]["moved"] == 2);

    CHECK(json_of("--json --forecast-entered 20d")["forecast"]["steps"][0]["in_curves"] == 8); // of the last two weeks' entries
    auto const words = report_on(text, options).out;
    CHECK_THAT(words, says("FORECAST") && says("Lead → Won") && says("On 2024-01-29 it would have expected") && says("FORECAST BY SOURCE"));
    CHECK(report_on(text, "--stages Lead,Won").out.find("FORECAST") == std::string::npos);
    refused(report_on(text, "--stages Lead,Won --forecast 0d"), "--forecast", "0d", "a day or more");
    refused(report_on(text, "--stages Lead,Won --forecast soon"), "--forecast", "soon", "90min, 8h or 2d");
}

TEST_CASE("groups are compared where they are asked for")
{
    auto const words = report("--by source --compare").out;
    CHECK_THAT(words, says("CONVERSION COMPARED, BY SOURCE") && says("paid social") && says("below 0.05"));
    CHECK(json::parse(report("--by source --compare --json").out)["comparison"]["pairs"].size() == 10);
    CHECK(report("--by source").out.find("COMPARED") == std::string::npos);
    refused(report("--compare"), "--compare", "no --by", "--by source");
}

TEST_CASE("a sequence is followed where it is asked for, and refused where its file makes no sense")
{
    auto const with = [](std::string const& plan, std::string const& more) {
        scratch_folder const folder;
        return report("--sequence " + folder.write("sequence.json", plan) + ' ' + more);
    };
    std::string const steps =
        R"({"steps": [{"kind": "page"}, {"name": "prices", "kind": ["pricing page", "prices"], "within_days": 30, "optional": true}, {"kind": "demo"}],)";
    std::string const plan     = steps + R"( "window_days": 60, "excluding": [{"kind": "unsubscribed", "from_step": 1, "to_step": 3}]})";
    auto const        sequence = json::parse(with(plan, "--json").out)["sequence"];
    CHECK(sequence["steps"].size() == 3);
    CHECK(sequence["steps"][1]["optional"] == true);
    CHECK(sequence["quality"]["records"] == sequence["quality"]["used"]);
    CHECK_THAT(with(plan, "").out, says("SEQUENCE") && says("2 prices (optional)") && says("did not begin"));
    refused(with(steps + R"( "window_day": 60})", ""), "sequence.json", "window_day", "window_days");
    refused(with(R"({"steps": []})", ""), "sequence.json", "none", "at least one step");
    refused(with(steps + R"( "excluding": [{"kind": "x", "from_step": 3, "to_step": 3}]})", ""), "sequence.json", "3, 3", "two steps");
    refused(with(R"({"steps": [{"name": "visit"}]})", ""), "step 1, kind", "nothing", "a text");
    refused(report("--sequence nowhere.json"), "nowhere.json", "cannot be opened", "");
}

TEST_CASE("service levels in working days, with holidays by rule and from an iCalendar file, every time and with pauses")
{
    std::string const changes = header
                                + "1,MQL,2024-12-20 10:00:00\n1,SQL,2024-12-30 09:00:00\n" // a Friday
                                  "2,MQL,2024-12-23 10:00:00\n2,SQL,2024-12-24 09:00:00\n2,MQL,2024-12-24 12:00:00\n2,SQL,2024-12-30 10:00:00\n"
                                  "3,MQL,2024-12-20 10:00:00\n3,Waiting,2024-12-20 11:00:00\n3,SQL,2025-01-10 09:00:00\n";
    std::string const options = "--stages MQL,Waiting,SQL --handover MQL,SQL --office \"Mon-Fri 09:00-17:00\" --as-of 2025-02-01 --json ";
    auto const        level   = [&](std::string const& more) { return json::parse(report_on(changes, options + more).out)["handover"]["sla"]; };
    CHECK(level("--sla 1wd")["met"] == 1);
    CHECK(level("--sla 4wd")["met"] == 1);                                                                 // due on the Thursday
    CHECK(level("--sla 4wd --holiday 12-25 --holiday 12-26 --holiday 12-24 --holiday 12-27")["met"] == 2); // due on the last day of the year
    CHECK(level("--sla 1wd --every-time")["started"] == 4);
    CHECK(level("--sla 1wd --waiting Waiting")["met"] == 2);
    auto const words = report_on(changes, "--stages MQL,Waiting,SQL --handover MQL,SQL --office \"Mon-Fri 09:00-17:00\" --sla 2wd").out;
    CHECK_THAT(words, says("within 2 working days"));

    scratch_folder const folder;
    auto const           calendar = folder.write(
        "holidays.ics",
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n"
                  "BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20201224\r\nDTEND;VALUE=DATE:20201228\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:Christmas\r\nEND:VEVENT\r\n"
                  "BEGIN:VEVENT\r\nUID:2\r\nDTSTART:20241230T150000Z\r\nDTEND:20241230T160000Z\r\nEND:VEVENT\r\n"
                  "BEGIN:VEVENT\r\nUID:3\r\nDTSTART;VALUE=DATE:20241231\r\nSTATUS:CANCELLED\r\nEND:VEVENT\r\n"
                  "BEGIN:VEVENT\r\nUID:5\r\nDTSTART;VALUE=DATE:20240101\r\nDTEND;VALUE=DATE:99991231\r\nRRULE:FREQ=YEARLY\r\nEND:VEVENT\r\n"
                  "BEGIN:VEVENT\r\nUID:6\r\nDTSTART;VALUE=DATE:20240101\r\nRRULE:FREQ=SECONDLY\r\nEND:VEVENT\r\n"
                  "BEGIN:VEVENT\r\nUID:7\r\nDTSTART;VALUE=DATE:22500101\r\nEND:VEVENT\r\n"
                  "BEGIN:VEVENT\r\nUID:4\r\nSUMMARY:nothing\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
    auto const file = folder.write("changes.csv", changes);
    auto const with = json::parse(report(file + " " + options + "--sla 4wd --holidays " + calendar).out);
    CHECK(with["handover"]["sla"]["met"] == 2);
    auto const& use = with["files"].back();
    CHECK(use["read"] == 7);
    CHECK(use["left_out"]["longer than a year"] == 1);
    CHECK(use["left_out"]["more often than daily"] == 1);
    CHECK(use["left_out"]["not between 1970 and 2100"] == 1);
    CHECK(use["used"] == 1);
    CHECK(use["left_out"]["cancelled"] == 1);
    CHECK(use["left_out"]["not of whole days"] == 1);
    CHECK(use["left_out"]["without a beginning"] == 1);

    auto const in_a_zone =
        folder.write("zone.ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Europe/Berlin:20200624T000000\r\n"
                                 "DTEND;TZID=Europe/Berlin:20200628T000000\r\nRRULE:FREQ=MONTHLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
    CHECK(json::parse(report(file + " " + options + "--sla 4wd --holidays " + in_a_zone).out)["handover"]["sla"]["met"] == 2); // 24 to 27 December

    refused(report_on(changes, "--stages MQL,Waiting,SQL --sla 2wd"), "--sla", "2wd", "--office");
    refused(report_on(changes, "--stages MQL,Waiting,SQL --sla 2w"), "--sla", "2w", "working days like 2wd");
    refused(report_on(changes, options + "--holiday 02-30"), "working_time.holiday", "02-30", "never comes");
    refused(report_on(changes, options + "--holiday Thu[6]/11"), "working_time.holiday", "Thursday number 6", "never comes");
    refused(report_on(changes, options + "--holiday easter~1"), "--holiday", "easter~1", "easter-2");
    refused(report(file + " " + options + "--holidays " + file), "changes.csv", "no iCalendar", "BEGIN:VCALENDAR");
    refused(report(file + " --stages MQL,SQL --holidays " + calendar), "--holidays", "holidays.ics", "--office");
    refused(report_on(changes, options + "--waiting SQL"), "sla.paused_by", "SQL", "starts or stops");
    refused(report_on(changes, options + "--waiting Lost"), "--waiting", "\"Lost\"", "one of MQL, Waiting, SQL");
}
