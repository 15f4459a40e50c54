// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/report/unit_costs.hpp>

#include <leadmetrics/journey/journeys.hpp>

#include "support/law.hpp"
#include "support/money.hpp"

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

TEST_CASE("cost per lead, MQL, SQL and customer, by campaign")
{
    std::vector<change> const changes{{1, phase::lead, epoch, "search", {}},
                                      {1, phase::mql, epoch + 1h, "search", {}},
                                      {2, phase::lead, epoch, "search", {}},
                                      {3, phase::lead, epoch, "web", {}}};
    std::vector<cash> const   costs{{"search", epoch, 300, ""}, {"fair", epoch, 50, ""}}, revenues;
    lm::volume const          volume{pipeline(), {.as_of = closing}};
    auto const                unit =
        lm::unit_costs(lm::roi{{.as_of = closing}}(costs, revenues), lm::by(&change::source, volume)(lm::journeys(changes, pipeline())));
    REQUIRE(unit.size() == 3);
    CHECK(unit.at("search")[0] == (lm::unit_cost<phase>{phase::lead, 2, 150.0}));
    CHECK(unit.at("search")[1].cost == 300.0);
    CHECK_FALSE(unit.at("search")[3].cost); // no customer yet: no ratio, no infinity
    CHECK(unit.at("web")[0].cost == 0.0);
    CHECK(unit.at("fair")[0].leads == 0);
    CHECK_FALSE(unit.at("fair")[0].cost);
    CHECK(unit["nowhere"].empty());
}
