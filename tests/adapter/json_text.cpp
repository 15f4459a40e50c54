// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/adapter/json_text.hpp>

#include "support/catch.hpp"

#include <leadmetrics/adapter/hubspot.hpp>
#include <leadmetrics/adapter/json_records.hpp>

#include <nlohmann/json.hpp>

#include <string>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;
using nlohmann::json;

TEST_CASE("a record on each line, and pages one behind the other, are one list of records")
{
    CHECK(lm::parse_json("{\"id\": 1}\n{\"id\": 2}\n").dump() == R"([{"id":1},{"id":2}])");
    CHECK(lm::parse_json("\xEF\xBB\xBF[1, 2]").dump() == "[1,2]");
    CHECK(lm::parse_json(R"({"results": [{"id": 1}], "paging": {"next": {}}} {"results": [{"id": 2}]})").dump() == R"([{"id":1},{"id":2}])");
    json const             open = lm::parse_json("{\"records\": [{\"id\": 1}], \"done\": false}\n{\"records\": [{\"id\": 2}], \"done\": false}");
    lm::json_records const records(open);
    CHECK(records.size() == 2);
    CHECK(records.more_pages());
}

TEST_CASE("JSON that is nested deep is refused before it is parsed, whatever parsed it")
{
    std::string const deep = std::string(100'000, '[') + std::string(100'000, ']');
    CHECK_THROWS_WITH(lm::parse_json(deep), "leadmetrics: JSON = nested deeper than 64 levels on line 1: expected a vendor's answer, which is not");
    CHECK_NOTHROW(lm::parse_json(std::string(64, '[') + std::string(64, ']')));
    json nested = json::array();
    for (int i = 0; i != 100'000; ++i) nested = json::array({std::move(nested)});
    CHECK_THROWS_WITH(lm::json_records(nested), "leadmetrics: JSON = nested deeper than 64 levels: expected a vendor's answer, which is not");
    CHECK_NOTHROW(lm::parse_json("[\"" + std::string(100, '[') + "\"]")); // within a text, brackets are letters
}

TEST_CASE("a number that is none is the problem of its record, not of the file")
{
    json const             answer = lm::parse_json(R"({"results": [{"id": 1, "closedate": "2024-01-01", "amount": 1e999, "dealstage": "closedwon"},
        {"id": 2, "closedate": "2024-01-01", "amount": NaN, "dealstage": "closedwon"}, {"id": 3, "closedate": "2024-01-01", "amount": 5, "dealstage": "closedwon"}]})");
    lm::json_records const records(answer);
    auto const             won = records | lm::hubspot::won_deals();
    REQUIRE(won.size() == 3);
    CHECK(won.import_issues().unreadable_amount == 1);
    CHECK(won.import_issues().missing_amount == 1); // NaN is how scripts write that there is none
    CHECK(won[2].amount == 500);
}

TEST_CASE("what is no JSON is refused with its place")
{
    CHECK_THROWS_WITH(lm::parse_json("{\"a\": 1}\n{\"b\": }"), says("the value that begins on line 2"));
    CHECK_THROWS_WITH(lm::parse_json(""), says("a text that is no JSON") && says("it is empty"));
    CHECK_THROWS_WITH(lm::parse_json("<html>"), says("a text that is no JSON") && says("asks to log in"));
}
