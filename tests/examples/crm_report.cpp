// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "support/catch.hpp"
#include "support/program.hpp"

#include <nlohmann/json.hpp>

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
    CHECK_THAT(once.out, says("VOLUME") && says("CONVERSION") && says("VELOCITY") && says("EFFICIENCY") && says("BY SOURCE") && says("BY MONTH") && says("Goal Won"));
    CHECK(report("--by source --monthly --goal Won=30").out == once.out);
    auto const figures = json::parse(report("--json").out);
    CHECK(figures["efficiency"]["generated"] == figures["volume"]["stages"][0]["reached"]);
    CHECK(report("--help").status == 0);
}

TEST_CASE("columns in any order, other names, another delimiter, Windows line ends, a byte-order mark, quotes and line breaks")
{
    auto const result = report_on("\xEF\xBB\xBFwhen;who;\"to\"\r\n2024-01-01 09:00;a;Lead\r\n2024-01-03 09:00;a;\"Won\"\r\n2024-01-02 09:00;\"b\r\n;\"\"x\"\"\";Lead\r\n",
                                  "--lead who --stage to --time when --delimiter ';' --time-format '%F %H:%M' --json");
    CHECK(result.err.empty());
    auto const figures = json::parse(result.out);
    CHECK(figures["volume"]["stages"][0]["entered"] == 2);
    CHECK(figures["velocity"]["cycle"]["completed_seconds"]["median"] == 2 * 86400.0);
    CHECK(figures["as_of"] == "2024-01-03T09:00:00Z");
}

TEST_CASE("times in every ISO form, and an empty one is counted as missing")
{
    auto const figures = json::parse(report_on(header + "a,Lead,2024-01-01\nb,Lead,2024-01-01T12:00:00Z\nc,Lead,2024-01-01T12:00:00+02:00\nd,Lead,2024-01-01 12:00:00\ne,Lead,\nf,Lead,2024-01-01T12:00:00.250\n", "--json").out);
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
    refused(report(folder.path("")), folder.path(""), "is a folder", "expected a CSV file");
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
    refused(report_on("lead_id,stage,at,worth\na,Won,2024-01-01,1 000\n", "--value worth"), "changes.csv:2: column worth", "found \"1 000\"", "a number like");
}

TEST_CASE("rows that cannot be read are skipped, counted and listed, with --skip-bad-rows")
{
    auto const figures = json::parse(report_on(header + "a,Lead,2024-01-01\nb,Lead\nc,Lead,soon\nd\"d,Lead,2024-01-01\ne,Lead,2024-01-02\n", "--json --skip-bad-rows").out);
    CHECK(figures["volume"]["stages"][0]["entered"] == 2);
    REQUIRE(figures["skipped_rows"].size() == 3);
    CHECK_THAT(figures["skipped_rows"][0].get<std::string>(), says("changes.csv:3"));
    CHECK_THAT(figures["skipped_rows"][2].get<std::string>(), says("changes.csv:5"));
    CHECK_THAT(report_on(header + "b,Lead\n", "--skip-bad-rows").out, says("1 row of the file skipped"));
    CHECK(report_on("", "--skip-bad-rows").status == 2);
}

TEST_CASE("options that cannot be read are refused with exit status 2")
{
    refused(report("--as-of soon"), "--as-of", "found \"soon\"", "expected a time");
    refused(report("--goal Won"), "--goal", "found \"Won\"", "SQL=50");
    refused(report("--goal Sold=3"), "volume.goals.stage", "Sold", "no such stage");
    refused(report("--delimiter xx"), "--delimiter", "found \"xx\"", "one character");
    refused(report_on(header, "--stages Lead,Lead"), "funnel.stages = Lead", "twice", "once");
    CHECK(report("--horizon -3").status == 2);
    CHECK(report("--nonsense").status == 2);
}
