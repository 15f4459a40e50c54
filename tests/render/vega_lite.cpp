// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/render/vega_lite.hpp>

#include "support/catch.hpp"

#include <leadmetrics/leadmetrics.hpp>
#include <leadmetrics/scoring.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;
using date::days;
using date::operator""_y;
using json = nlohmann::ordered_json;

namespace {

struct change {
    int            lead_id;
    std::string    stage;
    date::sys_days at;
    std::string    source;
};
constexpr date::sys_days      first_day = date::sys_days{2024_y / 1 / 1};
lm::funnel<std::string> const pipeline{std::string{"lead"}, std::string{"won"}};
std::vector<change> const     changes{
        {1, "lead", first_day, "ads\xff"}, {1, "won", first_day + days{20}, "ads\xff"}, {2, "lead", first_day + days{31}, ""}};

json const& rows(json const& picture) { return picture["data"]["values"]; }

} // namespace

TEST_CASE("a picture has the figures of its report, and says what it shows")
{
    auto const leads  = lm::journeys(changes, pipeline);
    auto const volume = lm::to_vega_lite(lm::volume{pipeline, {.as_of = first_day + days{60}}}(leads));
    CHECK(volume["title"]["text"] == "How many leads reached each stage?");
    CHECK_THAT(volume["description"].get<std::string>(), says("How many leads"));
    CHECK(rows(volume).dump()
          == R"([{"category":"lead","part":"reached it","leads":2},{"category":"won","part":"reached it","leads":1},)"
             R"({"category":"won","part":"only the stage before","leads":1}])");

    auto const report = lm::conversion{pipeline, {.as_of = first_day + days{60}}}(leads);
    auto const rates  = lm::to_vega_lite(report);
    CHECK(rows(rates)[0]["category"] == "lead → won");
    CHECK(rows(rates)[0]["rate"] == 0.5);
    CHECK(rows(rates)[0]["low"] == report.overall.rate.interval()->low);
    CHECK(rows(rates)[0]["high"] == report.overall.rate.interval()->high);

    auto const by = lm::to_vega_lite(lm::by(&change::source, lm::conversion{pipeline, {.as_of = first_day + days{60}}})(leads));
    CHECK(rows(by)[0]["category"] == "(none)");
    CHECK(rows(by)[1]["category"] == "ads\xef\xbf\xbd");
    CHECK_NOTHROW(by.dump());
    auto const months = lm::to_vega_lite(lm::monthly(lm::conversion{pipeline, {.as_of = first_day + days{60}}})(leads));
    CHECK(rows(months)[1]["category"] == "2024-02");
    CHECK(rows(months)[1]["total"] == 1);
}

TEST_CASE("a curve is drawn by few points, each as it is in the report")
{
    std::vector<change> many;
    for (int lead = 0; lead != 3000; ++lead) {
        many.push_back({lead, "lead", first_day, ""});
        many.push_back({lead, "won", first_day + days{1 + lead}, ""});
    }
    auto const  report = lm::velocity{pipeline, {.as_of = first_day + days{5000}}}(lm::journeys(many, pipeline));
    auto const  drawn  = lm::to_vega_lite(report)["vconcat"][0];
    auto const& points = rows(drawn);
    CHECK(points.size() <= 500);
    CHECK(points.size() > 400);
    CHECK(points.front()["time"] == 0);
    CHECK(points.back()["time"] == 3000);
    for (auto const& one : points) {
        auto const here = report.steps[0].incidence.at(days{one["time"].get<int>()});
        CHECK(one["share"] == here.value);
        CHECK(one["high"] == here.interval().high);
    }
}

TEST_CASE("where there is nothing, the picture says so")
{
    std::vector<change> const none;
    auto const                leads = lm::journeys(none, pipeline);
    for (auto const& picture : {lm::to_vega_lite(lm::conversion{pipeline, {.as_of = first_day}}(leads)),
                                lm::to_vega_lite(lm::monthly(lm::volume{pipeline, {.as_of = first_day}})(leads)),
                                lm::to_vega_lite(lm::velocity{pipeline, {.as_of = first_day}}(leads))["vconcat"][0]})
        CHECK(picture["mark"]["text"] == "There is nothing to show yet.");
}

TEST_CASE("a histogram of scores counts each lead once, in bars of whole multiples of their width")
{
    struct activity {
        int            lead_id;
        date::sys_days at;
        double         worth;
    };
    std::vector<activity> done;
    for (int lead = 0; lead != 500; ++lead) done.push_back({lead, first_day, (lead - 100) * 0.73});
    auto const   model  = lm::scoring_model{lm::rule{"any", [](activity const&) { return true; }, [](activity const& one) { return one.worth; }}};
    auto const   scores = lm::scores{model, {.as_of = first_day, .sales_ready = 25}}(done);
    auto const   bars   = lm::to_vega_lite(scores);
    std::int64_t leads  = 0;
    for (auto const& bar : rows(bars)) leads += bar["leads"].get<std::int64_t>();
    CHECK(leads == 500);
    CHECK(rows(bars).size() <= 40);
    CHECK(bars["layer"][1]["encoding"]["x"]["datum"] == 25);
    CHECK(bars.dump().find("lead_id") == std::string::npos);
}
