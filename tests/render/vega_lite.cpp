// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/render/vega_lite.hpp>

#include "support/catch.hpp"

#include <leadmetrics/leadmetrics.hpp>
#include <leadmetrics/scoring.hpp>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <type_traits>
#include <utility>
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

TEST_CASE("lengths of working time are drawn in hours, and say so")
{
    std::vector<lm::opening> week;
    for (auto const day : {date::Monday, date::Tuesday, date::Wednesday, date::Thursday, date::Friday})
        week.push_back({day, std::chrono::hours{9}, std::chrono::hours{17}});
    lm::velocity const velocity{pipeline, {.as_of = first_day + days{60}}, lm::working_time{lm::utc{}, week}};
    auto const         drawn = lm::to_vega_lite(velocity(lm::journeys(changes, pipeline)));
    for (std::size_t i = 0; i != 2; ++i) CHECK_THAT(drawn["vconcat"][i].dump(), says("in hours of working time"));
    CHECK(rows(drawn["vconcat"][0]).back()["time"] == 120); // fifteen days
    CHECK_THAT(lm::to_vega_lite(lm::by(&change::source, velocity)(lm::journeys(changes, pipeline))).dump(), says("Time, in hours of working time"));
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

TEST_CASE("the histogram has the limits of bands, and one lead's score has its parts over time")
{
    struct activity {
        int            lead_id;
        date::sys_days at;
    };
    std::vector<activity> const done{{1, first_day}, {1, first_day + days{30}}, {2, first_day}};
    auto const                  model = lm::scoring_model{lm::rule{"visit", [](activity const&) { return true; }, 10}}.decay(lm::half_life{days{30}});
    auto const                  at    = [&](date::sys_days when) { return lm::scores{model, {.as_of = when}}.explained()(done); };
    auto const                  last  = at(first_day + days{30});

    auto const bands = lm::to_vega_lite(std::pair{last, lm::bands(last, {{"cold", 0.0}, {"warm", 8.0}})});
    CHECK(bands["layer"][1]["data"]["values"].dump() == R"([{"from":0.0,"band":"cold"},{"from":8.0,"band":"warm"}])");
    CHECK(bands["layer"][0] == lm::to_vega_lite(last)["layer"][0]);

    std::vector<std::pair<date::sys_days, std::remove_cvref_t<decltype(last.at(1))>>> history;
    for (int day : {0, 30}) history.emplace_back(first_day + days{day}, at(first_day + days{day}).at(1));
    auto const score = lm::to_vega_lite(history);
    CHECK(rows(score).dump() == R"([{"at":"2024-01-01T00:00:00Z","score":10.0},{"at":"2024-01-31T00:00:00Z","score":15.0}])");
    CHECK(rows(score["layer"][0])[1].dump() == R"({"at":"2024-01-31T00:00:00Z","part":"visit","points":15.0})");
    history.clear();
    CHECK(lm::to_vega_lite(history)["mark"]["text"] == "There is nothing to show yet.");
}

TEST_CASE("a campaign's payback is marked where it first earned its cost, and amounts of cents can be drawn in units")
{
    struct money {
        std::string    campaign;
        date::sys_days at;
        std::int64_t   amount;
    };
    std::vector<money> costs{{"ads", first_day, 100'00}, {"ads", first_day + days{700}, 500'00}, {"fair", first_day, 1}}, revenues;
    for (int day = 1; day != 1500; ++day) revenues.push_back({"ads", first_day + days{day}, day == 300 ? 90'00 : 4});
    auto const report = lm::roi{{.as_of = first_day + days{2000}}}(costs, revenues);
    REQUIRE(report.campaigns.at("ads").payback == first_day + days{300});
    auto const cents   = lm::to_vega_lite(report);
    auto const picture = lm::to_vega_lite(report, lm::json_options<>{.money_digits = 2});
    auto const marks   = picture["layer"][2]["data"]["values"];
    CHECK(marks.dump() == R"([{"campaign":"ads","age":300.0,"net":1.96}])");
    CHECK(cents["layer"][2]["data"]["values"][0]["net"] == 196);
    CHECK(cents["layer"][0]["encoding"]["y"]["title"] == "Net, in minor units");
    CHECK(picture["layer"][0]["encoding"]["y"]["title"] == "Net");

    // Few points, and those that matter are among them: the first, the last, the payback, the deepest.
    std::map<std::string, int> points;
    for (auto const& row : rows(picture)) ++points[row["campaign"]];
    CHECK(points["ads"] <= 500);
    CHECK(points["ads"] > 240);
    CHECK(points["fair"] == 1);
    for (auto const& [age, net] : {std::pair{0.0, -100.0}, {300.0, 1.96}, {700.0, -482.04}, {1499.0, -450.08}}) {
        bool found = false;
        for (auto const& row : rows(picture)) found = found || (row["campaign"] == "ads" && row["age"] == age && row["net"] == net);
        INFO(age);
        CHECK(found);
    }
}

TEST_CASE("the service level by day is a calendar, by week a line of rates, and what has no rate is said to have none")
{
    std::vector<change> all;
    for (int day : {0, 1, 13})
        for (int lead = 0; lead != 3; ++lead) {
            all.push_back({10 * day + lead, "lead", first_day + days{day}, day == 1 ? "ads" : "web"});
            if (lead != 0) all.push_back({10 * day + lead, "won", first_day + days{day + (lead == 1 ? 1 : 9)}, ""});
        }
    lm::sla const sla{pipeline, {.as_of = first_day + days{60}, .start = std::string{"lead"}, .response = std::string{"won"}, .allowance = days{2}}};
    auto const    leads    = lm::journeys(all, pipeline);
    auto const    calendar = lm::to_vega_lite(lm::daily(sla)(leads));
    CHECK(calendar["mark"]["type"] == "rect");
    CHECK(rows(calendar).size() == 3);
    CHECK(rows(calendar)[2].dump().starts_with(R"({"day":"2024-01-14","week":"2024-01-08","weekday":"Sun","rate":0.333)"));
    auto const weeks = lm::to_vega_lite(lm::weekly(sla)(leads));
    CHECK(rows(weeks).size() == 2);
    CHECK(rows(weeks)[0]["category"] == "2024-01-01");

    auto const within =
        lm::to_vega_lite(lm::by(&change::source, lm::conversion{pipeline, {.as_of = first_day + days{60}, .horizon = days{50}}})(leads));
    CHECK(rows(within).size() == 2);
    auto const nobody =
        lm::to_vega_lite(lm::by(&change::source, lm::conversion{pipeline, {.as_of = first_day + days{60}, .horizon = days{59}}})(leads));
    CHECK(rows(nobody).size() == 2);
    auto const young =
        lm::to_vega_lite(lm::by(&change::source, lm::conversion{pipeline, {.as_of = first_day + days{60}, .horizon = days{60}}})(leads));
    REQUIRE(rows(young).size() == 1);
    CHECK(young["layer"][2]["data"]["values"].dump() == R"([{"category":"ads"}])");
    CHECK(young["layer"][0]["encoding"]["y"]["scale"]["domain"].dump() == R"(["ads","web"])");
}

TEST_CASE("a curve that goes up and down has no more points, and keeps each peak")
{
    struct money {
        std::string    campaign;
        date::sys_days at;
        std::int64_t   amount;
    };
    std::vector<money> costs, revenues;
    for (int day = 0; day != 4000; ++day) (day % 2 == 0 ? costs : revenues).push_back({"ads", first_day + days{day}, day == 1000 ? 9000 : 1000});
    auto const picture = lm::to_vega_lite(lm::roi{{.as_of = first_day + days{5000}}}(costs, revenues));
    CHECK(rows(picture).size() <= 500);
    double lowest = 0;
    for (auto const& row : rows(picture)) lowest = std::min(lowest, row["net"].get<double>());
    CHECK(lowest == -9000);
}
