// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/report/volume.hpp>

#include <leadmetrics/calendar/window.hpp>
#include <leadmetrics/core/by.hpp>
#include <leadmetrics/core/leads_behind.hpp>
#include <leadmetrics/journey/journeys.hpp>

#include "support/law.hpp"
#include "support/twin.hpp"

#include <cmath>
#include <stdexcept>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

TEST_CASE("volume is the twin's, by source and month too")
{
    holds("entered and reached", [](std::vector<change> const& changes) {
        lm::volume const volume{pipeline(), {.as_of = closing}};
        auto const       journeys = lm::journeys(changes, pipeline());
        auto const       books    = close_books(changes, closing);
        auto const       report   = volume(journeys);
        auto const       sources  = lm::by(&change::source, lm::monthly(volume))(journeys);
        RC_ASSERT(report.quality == books.quality);
        RC_ASSERT(sources.conflicts == books.conflicts);
        for (std::size_t i = 0; i != 4; ++i) {
            int const                                                                                stage   = static_cast<int>(i);
            std::int64_t                                                                             entered = 0, reached = 0;
            std::map<std::string, std::map<date::year_month, std::pair<std::int64_t, std::int64_t>>> split;
            for (auto const& lead : books.leads) {
                auto const month = [](sys_seconds t) { return lm::months_of<>{}(t); };
                if (lead.entered(stage)) ++entered, ++split[lead.source][month(lead.entry.at(stage))].first;
                if (lead.reached(stage)) ++reached, ++split[lead.source][month(lead.reached_at(stage))].second;
            }
            RC_ASSERT(report.stages[i].entered == entered);
            RC_ASSERT(report.stages[i].reached == reached);
            for (auto const& [source, months] : split)
                for (auto const& [month, twin] : months) {
                    RC_ASSERT(sources.at(source).at(month).stages[i].entered == twin.first);
                    RC_ASSERT(sources.at(source).at(month).stages[i].reached == twin.second);
                }
        }
    });
}

TEST_CASE("goals: attainment, and what earlier stages must deliver")
{
    std::vector<change> changes;
    for (int i = 0; i != 100; ++i) changes.push_back({i, phase::lead, epoch, "web", {}});
    for (int i = 0; i != 30; ++i) changes.push_back({i, phase::mql, epoch + 1h, "web", {}});
    for (int i = 0; i != 6; ++i) changes.push_back({i, phase::sql, epoch + 2h, "web", {}});
    auto const journeys = lm::journeys(changes, pipeline());
    auto const report   = lm::volume{pipeline(), {.as_of = closing, .goals = {{phase::sql, 10}, {phase::won, 1}, {phase::lead, 0}}}}(journeys);
    CHECK(report.goals[0].attained == 0.6);
    CHECK(report.goals[0].needed.size() == 2);
    CHECK(report.goals[0].needed[0].stage == phase::lead);
    CHECK(report.goals[0].needed[0].leads == 167); // ceil(10 / (0.3 × 0.2)) = ceil(166.7)
    CHECK(report.goals[0].needed[1].leads == 50);  // 10 / 0.2
    CHECK_FALSE(report.goals[1].needed[0].leads);  // none was won
    CHECK_FALSE(report.goals[2].attained);         // a goal of nothing
}

TEST_CASE("settings of volume are refused by name and value")
{
    CHECK_THROWS_WITH((lm::volume{pipeline(), {}}), says("volume.as_of"));
    CHECK_THROWS_WITH((lm::volume{pipeline(), {.as_of = closing, .goals = {{phase::lead, -3}}}}), says("volume.goals.leads = -3"));
    CHECK_THROWS_WITH((lm::volume{pipeline(), {.as_of = closing, .goals = {{phase::junk, 3}}}}), says("volume.goals.stage = 5"));
}

TEST_CASE("an empty range gives zeros, and another funnel is refused")
{
    std::vector<change> const none;
    auto const                report = lm::volume{pipeline(), {.as_of = closing}}(lm::journeys(none, pipeline()));
    CHECK(report.stages.size() == 4);
    CHECK(report.stages[0].entered == 0);
    CHECK(report.quality == lm::data_quality{});
    std::vector<change> const one{{1, phase::lead, epoch, "web", {}}};
    CHECK_THROWS_WITH((lm::volume{lm::funnel{phase::lead, phase::won}, {.as_of = closing}}(lm::journeys(one, pipeline()))), says("volume.stages"));
}

TEST_CASE("an event at as_of counts, one just after it does not")
{
    std::vector<change> const changes{{1, phase::lead, closing, "web", {}}, {2, phase::lead, closing + 1s, "web", {}}};
    auto const                report = lm::volume{pipeline(), {.as_of = closing}}(lm::journeys(changes, pipeline()));
    CHECK(report.stages[0].entered == 1);
    CHECK(report.quality.used == 1);
    CHECK(report.quality.after_as_of == 1);
}

TEST_CASE("volume and goals are asked for by stage")
{
    std::vector<change> const changes{
        {1, phase::lead, epoch, "web", {}}, {1, phase::mql, epoch + days{1}, "web", {}}, {2, phase::lead, epoch, "web", {}}};
    auto const report = lm::volume{pipeline(), {.as_of = closing, .goals = {{phase::mql, 4}}}}(lm::journeys(changes, pipeline()));
    CHECK(report.stage(phase::lead).entered == 2);
    CHECK(report.stage(phase::mql).entered == 1);
    CHECK(report.goal(phase::mql).attained == 0.25);
    CHECK_THROWS_AS(report.stage(phase::junk), std::out_of_range); // a lost stage is none of the funnel's
    CHECK_THROWS_WITH(report.goal(phase::won), says("goal(3): this report has none for that stage"));
}
