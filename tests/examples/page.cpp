// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// The page that crm_report writes. tests/pictures/page.mjs looks at it in a browser.
#include "examples/page_support.hpp"
#include "support/catch.hpp"
#include "support/program.hpp"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>

using namespace leadmetrics_tests;
using nlohmann::json;

TEST_CASE("a page has the figures of the JSON, a picture for each report, and definitions, all in one file")
{
    scratch_folder const folder;
    std::string const    options = "--by source --monthly --goal SQL=50 ";
    CHECK(report(options + "--html " + folder.path("page.html")).status == 0);
    auto const page = content(folder.path("page.html"));
    CHECK(same_figures(page, json::parse(report(options + "--json").out)) > 1000);
    CHECK(report(options + "--html " + folder.path("again.html")).status == 0);
    CHECK(content(folder.path("again.html")) == page);

    for (char const* const name : {"efficiency", "volume", "conversion", "velocity", "mql", "sla", "response_lift", "roi", "scores", "attribution"}) {
        INFO(name);
        CHECK(times("<section id=\"" + std::string{name} + "\"", page) == 1);
        CHECK(times("id=\"" + std::string{name} + "-picture-1\"", page) == 1);
    }
    CHECK(times("<summary>Definition: what each figure means</summary>", page) == 10);
    CHECK(times("<summary>Traps: how these figures can be misread</summary>", page) == 10);
    CHECK(times("Wilson", page) == 0); // each section has its own definition, not the whole chapter
    CHECK(times("cdn.jsdelivr.net", page) == 2);
    CHECK(times("integrity=\"sha384-", page) == 2);
    CHECK(times("L-0", page) == 0); // ids of leads
}

TEST_CASE("leads are on a page by their ids only where they are asked for")
{
    scratch_folder const folder;
    CHECK(report("--list-leads --html " + folder.path("page.html")).status == 0);
    auto const page = content(folder.path("page.html"));
    CHECK(times("L-0", page) > 20);
    CHECK(same_figures(page, json::parse(report("--json").out)) > 300);
    CHECK(report("--list-leads").status == 2); // it is about pages
}

TEST_CASE("names from the data cannot break out of a page, and texts that are no UTF-8 are counted")
{
    scratch_folder const folder;
    auto const           file = folder.write(
        "changes.csv", "lead_id,stage,at,source\n1,Lead,2024-01-01,</script><b id=broken>\n2,Lead,2024-01-02,\"<!--<script> \"\"'&amp;\"\n"
                                 "3,<i>Odd</i>,2024-01-03,x\n5,Lead,2024-01-05,__proto__\n");
    std::string const options = file + " --by source --stages 'Lead,Won\xff\xfe' ";
    CHECK(report(options + "--html " + folder.path("page.html")).status == 0);
    auto const page = content(folder.path("page.html"));
    CHECK(times("<b id=broken>", page) == 0);
    CHECK(times("<i>Odd", page) == 0);
    CHECK(times("&lt;b id=broken&gt;", page) > 1);
    CHECK(times("<!--", page) == 0);
    CHECK(times("\xff", page) == 0);
    CHECK(times("\xef\xbf\xbd\xef\xbf\xbd", page) > 1);
    CHECK(times("</script>", page) == times("<script", page));

    auto const answer = json::parse(report(options + "--json").out);
    CHECK(answer["replaced_texts"] > 0);
    CHECK(answer["unknown_stages"]["<i>Odd</i>"] == 1);
    CHECK(same_figures(page, answer) > 50);
}

TEST_CASE("a page of no leads, and of a funnel of one stage, says so")
{
    scratch_folder const folder;
    for (std::string const options : {"", "--stages Lead"}) {
        INFO(options);
        auto const file = folder.write("changes.csv", "lead_id,stage,at\n");
        auto const made = report(file + " " + options + " --html " + folder.path("page.html"));
        CHECK(made.err.empty());
        CHECK(made.status == 0);
        auto const page = content(folder.path("page.html"));
        CHECK(times("There is nothing to show yet.", page) > 0);
        CHECK(times(">nan", page) + times(">inf", page) + times(">-nan", page) == 0);
        CHECK(same_figures(page, json::parse(report(file + " " + options + " --json").out)) > 20);
    }
}

TEST_CASE("a page tells of activities that no rule scores, and of groups that have no picture")
{
    scratch_folder const folder;
    std::string          changes = "lead_id,stage,at,source\n";
    for (int i = 0; i != 41; ++i) changes += std::to_string(i) + ",Lead,2024-01-01,source " + std::to_string(i) + '\n';
    auto const made = report(folder.write("changes.csv", changes) + " --by source --activities "
                             + folder.write("activities.csv", "lead_id,kind,at\n1,fax,2024-01-01\n") + " --html " + folder.path("page.html"));
    CHECK(made.status == 0);
    auto const page = content(folder.path("page.html"));
    CHECK(times("fax: 1", page) == 1);
    CHECK(times("There are 41 groups", page) > 0);
}

TEST_CASE("a page is written as a whole or not at all")
{
    scratch_folder const folder;
    auto const           nowhere = report("--html " + folder.path("none/page.html"));
    CHECK(nowhere.status == 2);
    CHECK(nowhere.out.empty());
    CHECK_THAT(nowhere.err, says("--html: cannot write \"" + folder.path("none/page.html") + "\": No such file or directory"));

    auto const full = report("--html /dev/full");
    CHECK(full.status == 2);
    CHECK_THAT(full.err, says("No space left on device"));

    auto const old = folder.write("old.html", "as it was");
    std::filesystem::create_directory(folder.path("old.html.part")); // what is written first cannot be
    CHECK(report("--html " + old).status == 2);
    CHECK(content(old) == "as it was");
    std::filesystem::remove(folder.path("old.html.part"));
    CHECK(report("--html " + old).status == 0);
    CHECK(times("<!DOCTYPE html>", content(old)) == 1);
    CHECK_FALSE(std::filesystem::exists(folder.path("old.html.part")));

    auto const to_pipe = report("--html /dev/stdout --json | head -c 15");
    CHECK(to_pipe.out == "<!DOCTYPE html>");
}

TEST_CASE("a folder without the scripts is refused, with the files that are expected in it")
{
    scratch_folder const folder;
    auto const           none = report("--scripts " + folder.path("none") + " --html " + folder.path("page.html"));
    CHECK(none.status == 2);
    CHECK_THAT(none.err, says("--scripts") && says(folder.path("none/vega/build/vega.min.js")) && says("vega-lite/build/vega-lite.min.js")
                             && says("npm install vega@6"));
    CHECK_FALSE(std::filesystem::exists(folder.path("page.html")));

    for (std::string const package : {"vega", "vega-lite"}) {
        std::filesystem::create_directories(folder.path("modules/" + package + "/build"));
        folder.write("modules/" + package + "/build/" + package + ".min.js", "\"the script of " + package + " </script>\";");
        folder.write("modules/" + package + "/package.json", R"({"version": "5.0.0"})");
    }
    auto const old = report("--scripts " + folder.path("modules") + " --html " + folder.path("page.html"));
    CHECK(old.status == 2);
    CHECK_THAT(old.err, says("found version 5.0.0") && says("vega/package.json, expected 6.4.0: npm install vega@6.4.0"));
    folder.write("modules/vega/package.json", R"({"version": "6.4.0"})");
    folder.write("modules/vega-lite/package.json", R"({"version": "6.4.3"})");
    CHECK(report("--scripts " + folder.path("modules") + " --html " + folder.path("page.html")).status == 0);
    auto const page = content(folder.path("page.html"));
    CHECK(times("the script of vega-lite <\\/script>", page) == 1);
    CHECK(times("cdn.jsdelivr.net", page) == 0);
    CHECK(report("--scripts " + folder.path("modules")).status == 2); // scripts are for a page
}
