// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// What the sections of crm_report's page say, and that its text says the same.
#include "examples/page_support.hpp"

#include <cstdint>
#include <string>

using namespace leadmetrics_tests;

namespace {

/// The page and the text of a file of stage changes.
struct told {
    std::string text, page;
    json        answer;
};
told told_of(std::string const& changes, std::string const& arguments)
{
    scratch_folder const folder;
    auto const           made = report(folder.write("changes.csv", changes) + ' ' + arguments + " --html " + folder.path("page.html"));
    INFO(made.err);
    REQUIRE(made.status == 0);
    told all{made.out, content(folder.path("page.html")), json::parse(report(folder.path("changes.csv") + ' ' + arguments + " --json").out)};
    same_figures(all.page, all.answer);
    return all;
}

/// What stands between two texts.
std::string between(std::string const& text, std::string const& from, std::string const& to)
{
    auto const begin = text.find(from);
    REQUIRE(begin != std::string::npos);
    return text.substr(begin, text.find(to, begin) - begin);
}

} // namespace

TEST_CASE("groups that are compared have a section of their own, with how many pairs differ")
{
    std::string changes = "lead_id,stage,at,source\n";
    auto        add     = [&, lead = 0](char const* source, int leads, int won) mutable {
        for (int i = 0; i != leads; ++i, ++lead) {
            changes += std::to_string(lead) + ",Lead,2024-01-01," + source + '\n';
            if (i < won) changes += std::to_string(lead) + ",Won,2024-01-11," + source + '\n';
        }
    };
    add("web", 20, 12);
    add("fair", 5, 3);
    add("ads", 20, 2);
    auto const all     = told_of(changes, "--stages Lead,Won --by source --compare");
    auto const section = section_of(all.page, "comparison");
    CHECK_THAT(section, says("Of 3 pairs of source, 2 differ") && says("60.0\u00a0% (12 of 20)") && says("0.0027") && says("log-rank test"));
    CHECK(all.page.find("A small p is no large difference") != std::string::npos);
    CHECK(all.page.find("Newcombe") != std::string::npos);
    CHECK_THAT(all.text, says("60.0 % (12 of 20)") && says("Of 3 pairs, 2 differ by more than chance"));
    CHECK(page_of("--by source").find("<section id=\"comparison\"") == std::string::npos);
    CHECK_THAT(section_of(told_of("lead_id,stage,at,source\na,Lead,2024-01-01,x\n", "--by source --compare").page, "comparison"),
               says("fewer than two groups"));
}

TEST_CASE("of many pairs the fifty that differ least likely by chance are shown, and the others are counted")
{
    std::string changes = "lead_id,stage,at,source\n";
    for (int group = 0; group != 12; ++group)
        for (int i = 0; i != 10; ++i) {
            auto const lead = std::to_string(10 * group + i);
            changes += lead + ",Lead,2024-01-01,s" + std::to_string(group) + '\n';
            if (group == 11 || i < group / 3) changes += lead + ",Won,2024-01-11,s" + std::to_string(group) + '\n';
        }
    auto const all = told_of(changes, "--stages Lead,Won --by source --compare");
    CHECK(all.answer["comparison"]["pairs"].size() == 66);
    CHECK(times("data-at=\"/comparison/pairs/", all.page) > 0);
    auto const section = between(all.page, "<section id=\"comparison\"", "</section>");
    CHECK(times("<tr>", between(section, "<tbody>", "</tbody>")) == 50);
    CHECK_THAT(section, says("16 more are in the JSON"));
    CHECK_THAT(all.text, says("16 more are in the JSON"));
    auto const first = between(section, "<tbody>", "</tr>"); // s11 beside a group of which nobody was won
    CHECK_THAT(first, says("&quot;s11&quot;"));
}

TEST_CASE("the table of attribution adds up, and has no open leads that nobody knows of")
{
    auto const page   = page_of("");
    auto const answer = json::parse(report("--json").out)["attribution"]["models"]["first"];
    auto const table  = between(page, "<table class=\"sortable\" aria-label=\"Revenue by campaign and model\"", "</table>");
    CHECK_THAT(table, says("<tfoot><tr><th scope=\"row\">(no touch)</th>") && says("/attribution/models/first/unattributed_minor"));
    CHECK_THAT(section_of(page, "attribution"), says("without a touch; the rest is attributed"));
    CHECK(times("data-at=\"/attribution/models/first/unattributed_minor\"", page) == 3); // in short, in the answer, in the table
    CHECK(times("open_leads", between(page, "aria-label=\"Return on investment with the revenue", "</table>")) == 0);
    CHECK(times("/roi/campaigns/0/value/open_leads", page) == 1);
    CHECK_THAT(report("").out, says(" is attributed to touches of the 90 days before; "));
}

TEST_CASE("a goal is for the whole time, and says how many leads it needs of each stage before")
{
    auto const page = page_of("--goal SQL=50 --goal MQL=9");
    CHECK_THAT(section_of(page, "volume"), says("Goals for the whole time of this report") && says("needs, of Lead") && says("needs, of MQL"));
    CHECK(times("data-at=\"/volume/goals/0/needed/1/leads\"", page) == 1);
    CHECK_THAT(report("--goal SQL=50").out, says("Goal SQL in the whole time: "));
}

TEST_CASE("beside months a goal is for each month, and a group has none")
{
    auto const all = json::parse(report("--by source --monthly --goal SQL=50 --json").out);
    CHECK(all["volume"]["goals"].empty());
    for (json const& one : all["by_group"]["by"]) CHECK(one["value"]["volume"]["goals"].empty());
    REQUIRE_FALSE(all["by_month"]["windows"].empty());
    for (json const& one : all["by_month"]["windows"]) CHECK(one["value"]["volume"]["goals"][0]["goal"] == 50);
    auto const page = page_of("--by source --monthly --goal SQL=50");
    CHECK_THAT(section_of(page, "volume"), says("Goals of each month"));
    CHECK(times("Goals for the whole time", page) == 0);
    CHECK_THAT(report("--monthly --goal SQL=50").out, says("GOALS BY MONTH"));
    CHECK(report("--monthly --goal SQL=50").out.find("in the whole time") == std::string::npos);
}

TEST_CASE("in a funnel of two stages a hand-over is told only where something of it is asked for")
{
    scratch_folder const folder;
    auto const           file = folder.write("changes.csv", "lead_id,stage,at\na,MQL,2024-01-01\na,Won,2024-01-02\n") + " --stages MQL,Won ";
    CHECK_FALSE(json::parse(report(file + "--json").out).contains("handover"));
    CHECK(json::parse(report(file + "--sla 14d --json").out)["handover"]["sla"]["met"] == 1);
    CHECK(json::parse(report(file + "--handover MQL,Won --json").out).contains("handover"));
}

TEST_CASE("a forecast has a row for each horizon, and no money where no lead has a value")
{
    std::string changes = "lead_id,stage,at,source,value\n";
    for (int i = 0; i != 20; ++i) {
        changes += std::to_string(i) + ",Lead,2024-01-01,web,\n";
        if (i % 2 == 0) changes += std::to_string(i) + ",Won,2024-01-" + std::to_string(11 + i / 2) + ",web,\n";
    }
    changes += "waits,Lead,2024-02-01,fair,\n";
    std::string const options = "--stages Lead,Won --value value --by source --as-of 2024-02-05 --forecast 7d,14d,30d --forecast-samples 50";
    auto const        none    = told_of(changes, options);
    auto const        table   = between(none.page, "aria-label=\"Leads that wait\"><thead>", "</table>");
    CHECK(times("<tr>", table) == 4); // the heading, and three horizons
    CHECK(times("in 9 of 10 cases", none.page) == 2);
    CHECK(times("in 19 of 20 cases", none.page) == 0);
    CHECK(times("expected_money", table) == 0);
    CHECK(times("/forecast/steps/0/without_value", table) == 3);
    CHECK(times("<tr>", between(none.page, "aria-label=\"From the first stage to the last, by source\"><thead>", "</table>")) == 7);
    auto const some = told_of(changes + "worth,Lead,2024-02-01,fair,100\n", options);
    CHECK(times("expected_money", between(some.page, "aria-label=\"Leads that wait\"><thead>", "</table>")) == 3);
    CHECK_THAT(none.text, says("no value"));
}

TEST_CASE("a sequence is told alike on the page and in the text")
{
    scratch_folder const folder;
    auto const           plan = folder.write(
        "sequence.json", R"({"steps": [{"kind": "page"}, {"name": "prices", "kind": "pricing page", "optional": true}, {"kind": "demo"}]})");
    auto const page    = page_of("--sequence " + plan);
    auto const section = section_of(page, "sequence");
    CHECK_THAT(section, says("2 prices (optional)") && says("did not begin"));
    CHECK(times("data-at=\"/sequence/steps/1/met\"", page) == 1);
    CHECK(times("data-at=\"/sequence/steps/1/leads\"", page) + times("/sequence/steps/1/from_before", page) == 0);
    CHECK(times("data-at=\"/sequence/steps/2/leads\"", page) == 3);
}

TEST_CASE("of no records, a report says so and tells no date")
{
    auto const all = told_of("lead_id,stage,at\n", "");
    CHECK(times("1970", all.page) + times("1970", all.text) == 0);
    CHECK(all.answer["as_of"].is_null());
    CHECK_THAT(words_of(all.page), says("No record has a time.") && says("No leads were read."));
    CHECK_THAT(all.text, says("No leads were read."));
    CHECK(times("0.0\u00a0%", all.page) == 0);
    CHECK(times("0.0 %", all.text) == 0);
    CHECK(times(": –.", words_of(all.page)) == 0);
    CHECK(told_of("lead_id,stage,at\n", "--as-of 2024-01-01").answer["as_of"] == "2024-01-01T00:00:00Z");
}

TEST_CASE("sums beyond all numbers are not told as if they were some")
{
    auto const all = told_of("lead_id,stage,at,value\na,Lead,2024-01-01,\na,Won,2024-01-02,1e308\nb,Lead,2024-01-01,\nb,Won,2024-01-02,1e308\n",
                             "--stages Lead,Won --value value");
    CHECK(times(" inf", all.text) + times("inf ", all.text) == 0);
    CHECK(times(">inf", all.page) == 0);
}

TEST_CASE("the words of the page and of the text say what is counted")
{
    auto const handed = told_of("lead_id,stage,at,why,source\n"
                                "a,MQL,2024-01-01,,web\na,SQL,2024-01-02,,web\na,MQL,2024-01-05,,web\na,SQL,2024-01-06,,web\n"
                                "b,MQL,2024-01-01,,\nb,Rejected,2024-01-03,,web\n"
                                "c,SQL,2024-01-01,,\nc,MQL,2024-01-03,,\n",
                                "--stages MQL,SQL,Won --reason why --every-time --by source");
    CHECK_THAT(section_of(handed.page, "sla"), says("of 3 times that leads came to MQL saw an answer in time") && says("1 lead was never waiting"));
    CHECK_THAT(handed.text, says("3 times that leads came there") && says("1 lead was never waiting, as SQL came before MQL"));
    CHECK_THAT(section_of(handed.page, "mql"), says("(without a reason)1"));
    CHECK_THAT(handed.text, says("Rejected without a reason: 1"));
    CHECK_THAT(section_of(handed.page, "volume"), says("1 lead has records that differ in source") && says("(none)"));
    CHECK_THAT(handed.text, says("(none)"));
    CHECK(times("(empty)", handed.page) + times("(empty)", handed.text) == 0);
    CHECK_THAT(told_of("lead_id,stage,at\na,Lead,2024-01-01\n", "").text, says("  1 record, 1 used"));
}

TEST_CASE("bands of response times in working time are in hours, as a day of it has no fixed length")
{
    auto const page = page_of("--office 'Mon-Fri 09:00-17:00' --sla 4wd");
    CHECK_THAT(page, says("within 32 h") && says("within 128 h"));
    CHECK(times("within 1.3 days", page) == 0);
}

TEST_CASE("records that were left out are counted, not the lines that tell of them")
{
    std::string const export_of = "--crm salesforce " + std::string{EXPORTS} + "/salesforce";
    auto const        answer    = json::parse(report(export_of + " --json").out);
    std::int64_t      left_out  = 0;
    for (auto const& file : answer["files"])
        for (auto const& [why, records] : file["left_out"].items()) left_out += records.get<std::int64_t>();
    CHECK(left_out > 20);
    CHECK_THAT(page_of(export_of), says("Records that were left out: " + std::to_string(left_out) + "."));
}
