// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/calendar/window.hpp>
#include <leadmetrics/core/by.hpp>
#include <leadmetrics/core/summary.hpp>
#include <leadmetrics/core/together.hpp>
#include <leadmetrics/journey/journeys.hpp>
#include <leadmetrics/report/efficiency.hpp>
#include <leadmetrics/report/velocity.hpp>
#include <leadmetrics/report/volume.hpp>

#include "support/catch.hpp"

#include <string>
#include <utility>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;
using namespace date::literals;
using date::days;

namespace {

struct change {
    int            lead_id, stage;
    date::sys_days at;
    std::string    source, owner;
};
date::sys_days const      start = 2024_y / 1 / 1, closed = start + days{60};
std::vector<change> const changes{{1, 1, start, "web", "ann"}, {1, 2, start + days{5}, "web", "bob"}, {2, 1, start + days{9}, "fair", "bob"}};

template <class Metric, class Other>
void refuses(Metric const& metric, Other const& other, lm::funnel<int> const& stages)
{
    auto const journeys = lm::journeys(changes, stages);
    auto       ours     = metric.summarize(journeys);
    auto const theirs   = other.summarize(journeys);
    auto const before   = ours;
    CHECK_THROWS_WITH(ours += theirs, says("it was made by another metric or with other settings"));
    CHECK(ours == before); // what is refused changes nothing
    CHECK_THROWS_WITH(metric.finish(theirs), says("it was made by another metric or with other settings"));
    CHECK_THROWS_WITH(other.finish(ours), says("it was made by another metric or with other settings"));
    CHECK_FALSE(ours == theirs);
}

} // namespace

TEST_CASE("a summary of other settings is refused where it is merged and finished, and the message names both")
{
    lm::funnel const pipeline{1, 2, 3};
    lm::volume const volume{pipeline, {.as_of = closed}};
    refuses(volume, lm::volume{pipeline, {.as_of = closed + days{1}}}, pipeline);
    refuses(volume, lm::volume{pipeline, {.as_of = closed, .goals = {{2, 5}}}}, pipeline);
    refuses(lm::volume{pipeline, {.as_of = closed, .goals = {{2, 6}}}}, lm::volume{pipeline, {.as_of = closed, .goals = {{2, 5}}}}, pipeline);
    refuses(lm::velocity{pipeline, {.as_of = closed}}, lm::velocity{pipeline, {.as_of = closed, .quantiles = {0.25}}}, pipeline);
    lm::funnel const longer{1, 2, 3, 4, 5};
    lm::volume const of_five{longer, {.as_of = closed}};
    auto             three = volume.summarize(lm::journeys(changes, pipeline));
    auto const       five  = of_five.summarize(lm::journeys(changes, longer));
    CHECK_THROWS_WITH(three += five, says("1, 2, 3, 4, 5"));
    CHECK_THROWS_WITH(three += five, says("volume"));
    CHECK_THROWS_WITH(of_five.finish(three), says("give both the same"));
    CHECK_THROWS_WITH(volume.add(three, *lm::journeys(changes, longer).begin()), says("funnel"));
}

TEST_CASE("keys and windows are settings, too")
{
    lm::funnel const     pipeline{1, 2, 3};
    lm::efficiency const efficiency{pipeline, {.as_of = closed}};
    refuses(lm::by(&change::source, efficiency), lm::by(&change::owner, efficiency), pipeline);
    refuses(lm::monthly(efficiency), lm::monthly(lm::efficiency{pipeline, {.as_of = closed + days{1}}}), pipeline);
    refuses(lm::together(efficiency, efficiency), lm::together(efficiency, lm::efficiency{pipeline, {.as_of = closed + days{1}}}), pipeline);
}

TEST_CASE("metrics that are made anew with the same settings take each other's summaries, and a summary takes itself")
{
    lm::funnel const pipeline{1, 2, 3};
    auto const       make     = [&] { return lm::by(&change::source, lm::monthly(lm::efficiency{pipeline, {.as_of = closed}})); };
    auto const       journeys = lm::journeys(changes, pipeline);
    auto             ours     = make().summarize(journeys);
    ours += make().summarize(journeys);
    auto twice = make().summarize(journeys);
    twice += twice;
    CHECK(ours == twice);
    CHECK(make().finish(ours) == make().finish(twice));
    auto& itself = twice;
    twice += std::move(itself);
    ours += std::as_const(ours);
    CHECK(ours == twice);
}
