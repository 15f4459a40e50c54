// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/core/keyed.hpp>

#include "support/catch.hpp"

#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>

using leadmetrics::keyed;

TEST_CASE("reports by key are found by anything that compares with the key")
{
    keyed<std::string, int> const reports{{{"ppc", 2}, {"web", 5}}, 0};
    CHECK(reports.size() == 2);
    CHECK(reports.begin()->first == "ppc");
    CHECK(reports.at("web") == 5);
    CHECK(reports.at(std::string_view{"ppc"}) == 2);
    CHECK(reports["fair"] == 0); // the report of nothing
    CHECK_FALSE(reports.contains("fair"));
    CHECK_THROWS_AS(reports.at("fair"), std::out_of_range);
}

TEST_CASE("reports by several keys take as many")
{
    keyed<std::tuple<std::string, int>, int> const reports{{{{"web", 1}, 5}}, 0};
    CHECK(reports.at("web", 1) == 5);
    CHECK(reports.contains("web", 1));
    CHECK_FALSE(reports.contains("web", 2));
    CHECK(reports[std::tuple{std::string{"web"}, 2}] == 0);
}
