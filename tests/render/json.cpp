// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/render/json.hpp>

#include "support/catch.hpp"

#include <leadmetrics/leadmetrics.hpp>
#include <leadmetrics/scoring.hpp>

#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;
using date::operator""_y;
using date::days;
using json = nlohmann::ordered_json;

namespace {

enum class phase { lead, mql, won };
struct change {
    int            lead_id;
    phase          stage;
    date::sys_days at;
    std::string    source;
    std::int64_t   cents = 0;
};
constexpr date::sys_days  first_day = date::sys_days{2024_y / 1 / 1};
lm::funnel<phase> const   pipeline{phase::lead, phase::mql, phase::won};
std::vector<change> const changes{{1, phase::lead, first_day, "ads"},
                                  {1, phase::mql, first_day + days{20}, "ads"},
                                  {1, phase::won, first_day + days{50}, "mail", 5001},
                                  {2, phase::lead, first_day + days{31}, "mail"}};

std::string name_of(phase stage) { return stage == phase::lead ? "lead" : stage == phase::mql ? "MQL" : "won"; }

} // namespace

TEST_CASE("a report as JSON: names, units, sections, settings, what became of the records")
{
    auto const       leads = lm::journeys(changes, pipeline);
    lm::volume const volume{pipeline, {.as_of = first_day + days{60}}};
    auto const       said = lm::to_json(volume, volume(leads), lm::json_options{.names = name_of});
    CHECK(said["as_of"] == "2024-03-01T00:00:00Z");
    CHECK_THAT(said["settings"].get<std::string>(), says("volume{stages: 0, 1, 2"));
    CHECK(said["replaced_texts"] == 0);
    auto const& result = said["result"];
    CHECK(result["report"] == "volume");
    CHECK(result["definitions"] == "5");
    CHECK(result["stages"][1].dump() == R"({"stage":"MQL","entered":1,"reached":1})");
    CHECK(result["quality"]["records"] == 4);
    CHECK(lm::to_json(volume(leads))["result"]["stages"][1]["stage"] == 1); // without names

    lm::velocity const velocity{pipeline, {.as_of = first_day + days{60}, .quantiles = {0.3}}, &change::cents};
    auto const         step = lm::to_json(velocity(leads))["result"]["steps"][0];
    CHECK(step["lead_time_seconds"] == (20 + 29) * 86400 / 2.0);
    CHECK(step["completed"]["median_seconds"] == 20 * 86400);
    CHECK(step["completed"]["quantiles"].dump() == R"([{"probability":0.3,"time_seconds":1728000.0}])");
    CHECK(step["incidence"]["steps"].size() == 1);
    CHECK(step["incidence"]["steps"][0]["at_seconds"] == 1728000);
    CHECK(step["incidence"]["within"][3]["seconds"] == 30 * 86400);
    CHECK(step["incidence"]["within"][3]["value"] == 0.5);

    lm::conversion const conversion{pipeline, {.as_of = first_day + days{60}}};
    auto const           rate = lm::to_json(conversion(leads))["result"]["steps"][0]["rate"];
    CHECK(rate["hits"] == 1);
    CHECK(rate["total"] == 2);
    CHECK(rate["value"] == 0.5);
    CHECK(rate["low"] == Approx(0.0945).epsilon(1e-3));
    CHECK(lm::to_json(lm::efficiency{pipeline, {.as_of = first_day - days{1}}}(leads))["result"]["rate"].dump()
          == R"({"hits":0,"total":0,"value":null,"low":null,"high":null})"); // what is undefined is null
}

TEST_CASE("names of stages are whatever a function gives that a text can be made of")
{
    auto const leads  = lm::journeys(changes, pipeline);
    auto const report = lm::volume{pipeline, {.as_of = first_day + days{60}}}(leads);
    auto const first  = [&](auto const& names) { return lm::to_json(report, lm::json_options{.names = names})["result"]["stages"][0]["stage"]; };
    CHECK(first([](phase stage) { return std::string_view{stage == phase::lead ? "lead" : "other"}; }) == "lead");
    CHECK(first([](phase stage) { return stage == phase::lead ? "lead" : "other"; }) == "lead");
    CHECK(first([](auto stage) { return std::to_string(static_cast<int>(stage)); }) == "0");
    std::string const kept = "kept";
    CHECK(first([&](auto const&) -> std::string const& { return kept; }) == "kept");
    CHECK_THROWS_AS(first([](phase) -> std::string { throw std::runtime_error("no name"); }), std::runtime_error);

    struct own {
        int  number                        = 0;
        bool operator==(own const&) const  = default;
        auto operator<=>(own const&) const = default;
    };
    struct own_change {
        int            lead_id;
        own            stage;
        date::sys_days at;
    };
    std::vector<own_change> const own_changes{{1, {7}, first_day}, {2, {8}, first_day}};
    lm::funnel<own> const         own_stages{own{7}, own{8}};
    lm::json_options const        named{.names = [](own stage) { return "stage " + std::to_string(stage.number); }};
    lm::volume const              metric{own_stages, {.as_of = first_day}};
    auto const                    own_leads = lm::journeys(own_changes, own_stages);
    CHECK(lm::to_json(metric(own_leads), named)["result"]["stages"][1]["stage"] == "stage 8");
    CHECK(lm::to_json(lm::by(&own_change::stage, metric)(own_leads), named)["result"]["by"][1]["key"] == "stage 8"); // and keys that have no text

    lm::funnel<std::string> const no_utf8{std::string{"a\xff"}};
    std::vector<change> const     none;
    lm::volume const              odd{no_utf8, {.as_of = first_day}};
    struct text_change {
        int            lead_id;
        std::string    stage;
        date::sys_days at;
    };
    std::vector<text_change> const texts;
    auto const                     said = lm::to_json(odd, odd(lm::journeys(texts, no_utf8)));
    CHECK_NOTHROW(said.dump());
    CHECK(said["replaced_texts"] == 2); // the settings, too
}

TEST_CASE("the zone in which windows are cut is told")
{
    auto const       leads = lm::journeys(changes, pipeline);
    lm::volume const volume{pipeline, {.as_of = first_day + days{60}}};
    auto const       zone = [&](auto const& metric) { return lm::to_json(metric, metric(leads))["zone"]; };
    CHECK(zone(volume).is_null());
    CHECK(zone(lm::monthly(volume)) == "UTC");
    CHECK(zone(lm::by(&change::source, lm::weekly(volume, lm::fixed_offset{std::chrono::hours{-3}}))) == "UTC + -180 min");
    CHECK(zone(lm::together(volume, lm::daily(volume), lm::monthly(volume))) == "UTC");
    CHECK(zone(lm::together(lm::daily(volume), lm::monthly(volume, lm::fixed_offset{std::chrono::hours{1}}))).is_null()); // the settings tell both
    CHECK(zone(lm::windowed([](auto) { return 0; }, volume)).is_null());
}

TEST_CASE("a function of names that is null is refused")
{
    lm::volume const volume{pipeline, {.as_of = first_day + days{60}}};
    auto const       report       = volume(lm::journeys(changes, pipeline));
    std::string (*pointer)(phase) = nullptr;
    std::function<std::string(phase)> empty;
    CHECK_THROWS_WITH(lm::to_json(report, lm::json_options{.names = pointer}), says("json_options.names"));
    CHECK_THROWS_WITH(lm::to_json(report, lm::json_options{.names = empty}), says("json_options.names"));
    empty = name_of;
    CHECK(lm::to_json(report, lm::json_options{.names = empty})["result"]["stages"][0]["stage"] == "lead");
}

TEST_CASE("stages of the whole range of an unsigned type are told as they are")
{
    enum class wide : std::uint64_t { first = 0, last = UINT64_MAX };
    struct wide_change {
        int            lead_id;
        wide           stage;
        date::sys_days at;
    };
    std::vector<wide_change> const wide_changes{{1, wide::first, first_day}, {1, wide::last, first_day}};
    lm::funnel const               stages{wide::first, wide::last};
    lm::volume const               volume{stages, {.as_of = first_day}};
    auto const                     said = lm::to_json(volume, volume(lm::journeys(wide_changes, stages)));
    CHECK_THAT(said["settings"].get<std::string>(), says("stages: 0, 18446744073709551615"));
    CHECK(said["result"]["stages"][1].dump() == R"({"stage":18446744073709551615,"entered":1,"reached":1})");
}

TEST_CASE("keys, windows and several reports are nested as the metric is, windows as intervals")
{
    auto const       leads = lm::journeys(changes, pipeline);
    lm::volume const volume{pipeline, {.as_of = first_day + days{60}}};
    auto const       both = lm::by(&change::source, lm::together(lm::monthly(volume), lm::weekly(volume), lm::daily(volume)));
    auto const       by   = lm::to_json(both, both(leads))["result"];
    CHECK(by["conflicts"] == 1);
    CHECK(by["by"][0]["key"] == "ads");
    auto const& each = by["by"][0]["value"];
    CHECK(each[0]["windows"][1]["window"] == "2024-02-01/2024-03-01");
    CHECK(each[1]["windows"][0]["window"] == "2024-01-01/2024-01-08");
    CHECK(each[2]["windows"][0]["window"] == "2024-01-01/2024-01-02");
    CHECK(each[0]["windows"][1]["value"]["stages"][2]["entered"] == 1);
    CHECK(each[0]["undated"]["quality"]["records"] == 3);
    CHECK(lm::to_json(lm::quarterly(volume)(leads))["result"]["windows"][0]["window"] == "2024-01-01/2024-04-01");
    CHECK(lm::to_json(lm::yearly(volume)(leads))["result"]["windows"][0]["window"] == "2024-01-01/2025-01-01");
    CHECK(lm::to_json(lm::daily(volume)(leads))["result"]["windows"][0]["window"] == "2024-01-01"); // days or weeks: only the metric knows
    auto const december = lm::windowed([](auto) { return 2023_y / 12; }, volume);
    CHECK(lm::to_json(december(leads))["result"]["windows"][0]["window"] == "2023-12-01/2024-01-01");
    auto const pairs = lm::by(&change::source, &change::lead_id, volume);
    CHECK(lm::to_json(pairs(leads))["result"]["by"][0]["key"].dump() == R"(["ads",1])");
}

TEST_CASE("money of integers is in minor units, other money as it is")
{
    struct flow {
        std::string    campaign;
        date::sys_days at;
        std::int64_t   amount;
    };
    struct flow_of_doubles {
        std::string    campaign;
        date::sys_days at;
        double         amount;
    };
    std::vector<flow> const            costs{{"fair", first_day, 1000}}, revenues{{"fair", first_day + days{3}, 1500}};
    std::vector<flow_of_doubles> const spent{{"fair", first_day, 10}}, earned{{"fair", first_day + days{3}, std::numeric_limits<double>::max()}};
    auto const                         total = lm::to_json(lm::roi{{.as_of = first_day + days{9}}}(costs, revenues))["result"]["total"];
    CHECK(total["net_minor"] == 500);
    CHECK(lm::to_json(lm::roi{{.as_of = first_day + days{9}, .annual_rate = 0.1}}(costs, revenues))["result"]["total"]["net_present_value_minor"]
          < 500);
    CHECK(total["payback"] == "2024-01-04T00:00:00Z");
    CHECK(total["curve"][1].dump() == R"({"age_seconds":259200.0,"net_minor":500})");
    auto const large = lm::to_json(lm::roi{{.as_of = first_day + days{9}}}(spent, earned))["result"]["campaigns"][0];
    CHECK(large["key"] == "fair");
    CHECK(large["value"]["revenue"] == std::numeric_limits<double>::max());
    CHECK(large["value"]["cost"] == 10);
    CHECK(!large["value"].contains("cost_minor"));
}

TEST_CASE("on a working clock, names say so")
{
    lm::working_time const office{lm::utc{}, {{date::Monday, std::chrono::hours{9}, std::chrono::hours{17}}}};
    auto const             leads  = lm::journeys(changes, pipeline);
    auto const             report = lm::sla{
        pipeline, {.as_of = first_day + days{60}, .start = phase::lead, .response = phase::mql, .allowance = std::chrono::hours{8}}, office}(leads);
    auto const said = lm::to_json(report)["result"];
    CHECK(said["response"].contains("median_working_seconds"));
    CHECK(said["response_censored"].contains("incidence_of_working_time"));
}

TEST_CASE("leads are listed, or only counted")
{
    struct activity {
        std::string    lead_id;
        date::sys_days at;
    };
    std::vector<activity> const done{{"a", first_day}, {"b\xff", first_day}};
    auto const report = lm::scores{lm::scoring_model{lm::rule{"any", [](activity const&) { return true; }, 3}}, {.as_of = first_day}}(done);
    auto const all    = lm::to_json(report);
    CHECK(all["result"]["leads"]["count"] == 2);
    CHECK(all["result"]["leads"]["listed"][0]["lead_id"] == "a");
    CHECK(all["result"]["leads"]["listed"][0]["value"] == 3);
    CHECK(all["result"]["leads"]["listed"][0]["ready_since"].is_null());
    CHECK(all["result"]["leads"]["listed"][1]["lead_id"] == "b\xef\xbf\xbd"); // no UTF-8
    CHECK(all["replaced_texts"] == 1);
    auto const counted = lm::to_json(report, lm::json_options{.list_leads = false});
    CHECK(counted["result"]["leads"].dump() == R"({"count":2,"listed":[]})");
    CHECK(counted["replaced_texts"] == 0);
}

TEST_CASE("texts that are UTF-8 stay as they are, and all others become it")
{
    lm::json_options<> const options{};
    for (std::string const good : {"", "plain", "Ünïcode", "\xe2\x82\xac", "\xf0\x9f\x98\x80", "\xed\x9f\xbf", "\xf4\x8f\xbf\xbf", "\x7f\t\""}) {
        lm::detail::json_writer<lm::json_options<>> write{options};
        CHECK(write(good) == json(good));
        CHECK(write.replaced_texts() == 0);
        CHECK(json::parse(write(good).dump()) == json(good));
    }
    for (std::string const bad : {"\x80", "a\xc0\xaf", "\xe2\x82", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80", "\xc3("}) {
        lm::detail::json_writer<lm::json_options<>> write{options};
        std::string const                           made = write(bad);
        CHECK_NOTHROW(json(made).dump());
        CHECK(made.find("\xef\xbf\xbd") != std::string::npos);
        CHECK(write.replaced_texts() == 1);
    }
}

TEST_CASE("figures that are no numbers are null, instants are written to their last digit")
{
    lm::json_options<> const                    options{};
    lm::detail::json_writer<lm::json_options<>> write{options};
    CHECK(write(std::numeric_limits<double>::quiet_NaN()).is_null());
    CHECK(write(std::numeric_limits<double>::infinity()).is_null());
    CHECK(write(std::optional<lm::seconds>{}).is_null());
    CHECK(write(lm::seconds{std::numeric_limits<double>::infinity()}).is_null());
    CHECK(write(std::chrono::sys_time<std::chrono::milliseconds>{std::chrono::milliseconds{1}}) == "1970-01-01T00:00:00.001Z");
    CHECK(write(std::chrono::sys_time<std::chrono::microseconds>{std::chrono::microseconds{-1}}) == "1969-12-31T23:59:59.999999Z");
    CHECK(write(date::sys_days{9999_y / 12 / 31}) == "9999-12-31T00:00:00Z");
    CHECK(write(date::sys_days{10000_y / 1 / 1}).is_null());
    CHECK(write(std::chrono::sys_time<std::chrono::milliseconds>::max()).is_null());
    CHECK(write(std::chrono::sys_time<std::chrono::milliseconds>::min()).is_null());
    CHECK(write(UINT64_MAX) == UINT64_MAX);
    CHECK(write(true) == true);
}

TEST_CASE("a curve with many steps is thinned: what is written stands as it is, the first and the last among it")
{
    std::vector<change> many;
    for (int lead = 0; lead != 1000; ++lead) {
        many.push_back({lead, phase::lead, first_day, ""});
        many.push_back({lead, phase::mql, first_day + days{1 + lead * lead % 997}, ""});
    }
    auto const report = lm::velocity{pipeline, {.as_of = first_day + days{2000}}}(lm::journeys(many, pipeline));
    auto const steps  = report.steps[0].incidence.steps();
    for (std::size_t const most : {std::size_t{0}, std::size_t{2}, std::size_t{10}, std::size_t{100}, std::size_t{5000}}) {
        auto const curve = lm::to_json(report, lm::json_options{.curve_points = most})["result"]["steps"][0]["incidence"];
        CHECK(curve["all_steps"] == steps.size());
        auto const& kept = curve["steps"];
        CHECK(kept.size() <= std::max<std::size_t>(most, 2));
        CHECK((kept.size() == steps.size() || most < steps.size()));
        CHECK(kept.front()["at_seconds"] == steps.front().time.count());
        CHECK(kept.back()["at_seconds"] == steps.back().time.count());
        for (auto const& one : kept) CHECK(report.steps[0].incidence.at(lm::seconds{one["at_seconds"].get<double>()}).value == one["value"]);
    }
}
