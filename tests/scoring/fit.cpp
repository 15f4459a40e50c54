// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/scoring/fit_scores.hpp>
#include <leadmetrics/scoring/of_leads.hpp>
#include <leadmetrics/scoring/score_grid.hpp>

#include "support/activities.hpp"
#include "support/law.hpp"

#include <leadmetrics/scoring/scores.hpp>

#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

namespace {

struct company_lead {
    std::optional<int> lead_id;
    std::string        role;
    int                employees = 0;
    bool               decides   = false;
};

auto const fit_model = lm::scoring_model{lm::rule_group{"company", lm::rule{"large", [](company_lead const& l) { return l.employees >= 1000; }, 40},
                                                        lm::rule{"any size", [](company_lead const& l) { return l.employees > 0; },
                                                                 [](company_lead const& l) { return l.employees / 100.0; }}}
                                             .at_most_points(60),
                                         lm::rule{"decides", &company_lead::decides, 30},
                                         lm::rule{"student", [](company_lead const& l) { return l.role == "student"; }, -50}}
                           .floor(0);

activity page(int lead, int hour) { return {lead, 0, at_hour(hour), 1, "crm"}; }

} // namespace

TEST_CASE("fit is points from the lead's own record")
{
    std::vector<company_lead> const leads{
        {3, "", 5000, true}, {1, "student", 0, false}, {2, "", 200, true}, {std::nullopt, "", 9000, true}, {2, "", 400, true}};
    auto const fit = lm::fit_scores(fit_model, leads);
    CHECK(fit.at(1).value == 0);  // the floor
    CHECK(fit.at(2).value == 34); // of two records the one that is worth more
    CHECK(fit.at(3).value == 90); // the group's limit
    CHECK(fit.size() == 3);
    CHECK(fit.quality.records == 5);
    CHECK(fit.quality.used == 3);
    CHECK(fit.quality.missing_lead == 1);
    CHECK(fit.quality.duplicates == 1);
    CHECK(lm::fit_scores(fit_model, std::vector<company_lead>(leads.rbegin(), leads.rend())) == fit);
}

TEST_CASE("fit against engagement")
{
    auto const scores = lm::scores{lm::scoring_model{lm::rule{"page", [](activity const&) { return true; }, 10}}, {.as_of = books_closed}}(
        std::vector{page(1, 1), page(1, 2), page(2, 1), page(3, 1), page(3, 2), page(3, 3), page(9, 1)});
    auto const fit =
        lm::fit_scores(fit_model, std::vector<company_lead>{{1, "", 5000, true}, {2, "", 5000, true}, {3, "student", 0, false}, {4, "", 5000, true}});
    auto const grid = lm::score_grid(fit, scores, {.fit = {70, 40}, .engagement = {20, 15}});
    CHECK(grid.at(1).grade == "A1"); // at the threshold is in
    CHECK(grid.at(2).grade == "A3");
    CHECK(grid.at(3).grade == "C1");
    CHECK(grid.at(1).fit == 90);
    CHECK(grid.at(1).engagement == 20);
    CHECK(grid.cells.size() == 9);
    CHECK(grid.cells.front().name == "A1");
    CHECK(grid.cells.back().name == "C3");
    CHECK(grid.cell("A1").leads == 1);
    CHECK(grid.cell("B2").leads == 0);
    CHECK(grid.without_fit == 1);        // 9
    CHECK(grid.without_engagement == 1); // 4
    CHECK_THROWS_AS(grid.cell("D1"), std::out_of_range);
    CHECK_THROWS_WITH(lm::score_grid(fit, scores, {.fit = {40, 70}}), says("thresholds fall"));
    CHECK_THROWS_WITH(lm::score_grid(fit, scores, {.engagement = {std::numeric_limits<double>::infinity()}}), says("score_grid.engagement = inf"));
}

TEST_CASE("a rule may ask for the lead, too")
{
    std::vector<company_lead> const leads{{1, "", 0, true}, {2, "", 0, false}, {4, "", 0, false}, {4, "", 0, true}};
    auto const                      model = lm::scoring_model{lm::rule{"page of who decides", [](activity const& a) { return a.kind == 0; }, 10}
                                             .where(lm::of_leads(leads, &company_lead::decides))
                                             .at_most(2)};
    auto const                      scores =
        lm::scores{model, {.as_of = books_closed}}(std::vector{page(1, 1), page(1, 2), page(1, 3), page(2, 1), page(3, 1), page(4, 1)});
    CHECK(scores.at(1).value == 20);
    CHECK(scores.at(2).value == 0);
    CHECK(scores.at(3).value == 0); // no record
    CHECK(scores.at(4).value == 10);
}
