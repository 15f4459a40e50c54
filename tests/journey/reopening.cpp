// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Wins that are undone: definitions, section 4.

#include <leadmetrics/journey/journeys.hpp>
#include <leadmetrics/report/efficiency.hpp>
#include <leadmetrics/report/velocity.hpp>
#include <leadmetrics/report/volume.hpp>

#include "support/law.hpp"
#include "support/twin.hpp"

#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

namespace {

std::vector<change> way(std::vector<phase> const& stages)
{
    std::vector<change> all;
    for (phase const stage : stages) all.push_back({1, stage, epoch + days{static_cast<int>(all.size())}, "web", {}});
    return all;
}

struct seen {
    lm::outcome      outcome;
    lm::data_quality quality;
    bool             is_lead;
};
seen close(std::vector<phase> const& stages, lm::funnel<phase> const& funnel)
{
    auto const all      = way(stages);
    auto const journeys = lm::journeys(all, funnel);
    auto const progress = journeys[0].progress(closing);
    return {progress.outcome(), progress.quality(), progress.is_lead()};
}

} // namespace

TEST_CASE("a lead that was won stays won, and is counted as reopened where something came after")
{
    using enum phase;
    CHECK(close({lead, won, rejected}, pipeline()).outcome == lm::outcome::won);
    CHECK(close({lead, won, rejected}, pipeline()).quality.reopened == 1);
    CHECK(close({lead, won, mql}, pipeline()).quality.reopened == 1);
    CHECK(close({lead, won, mql, won}, pipeline()).quality.reopened == 0);
    CHECK(close({lead, won, unheard_of}, pipeline()).quality.reopened == 0); // an unknown stage is never the latest event
    CHECK(close({lead, mql, rejected}, pipeline()).quality.reopened == 0);
    // Won and lost at one instant: the lost event is the latest.
    std::vector<change> const tie{{1, won, epoch, "web", {}}, {1, rejected, epoch, "web", {}}};
    CHECK(lm::efficiency{pipeline(), {.as_of = closing}}(lm::journeys(tie, pipeline())).quality.reopened == 1);
}

TEST_CASE("where a win can be undone, an undone win is no entry and reaches nothing")
{
    using enum phase;
    auto const undone = pipeline().reopening();
    CHECK(close({lead, won, rejected}, undone).outcome == lm::outcome::lost);
    CHECK(close({lead, won, rejected}, undone).quality.reopened == 1);
    CHECK(close({lead, won, mql}, undone).outcome == lm::outcome::open);
    CHECK(close({lead, won, mql, won}, undone).outcome == lm::outcome::won);
    CHECK(close({lead, won, mql, won}, undone).quality.out_of_order == 0); // the first win is no entry

    auto const only = close({won, rejected}, undone);
    CHECK_FALSE(only.is_lead);
    CHECK(only.quality.undone_wins_only == 1);
    CHECK(only.quality.lost_without_stage == 0);
    CHECK(only.quality.reopened == 1);

    // Won on day 1, back on day 2, won on days 3 and 4: the win is that of day 3.
    auto const all    = way({lead, won, mql, won, won});
    auto const report = lm::velocity{undone, {.as_of = closing}}(lm::journeys(all, undone));
    CHECK(report.cycle.completed.median == days{3});
    auto const lost_again = way({lead, won, rejected});
    auto const volume     = lm::volume{undone, {.as_of = closing}}(lm::journeys(lost_again, undone));
    CHECK(volume.stages[1].reached == 0); // not even earlier stages
    CHECK(undone != pipeline());
}

TEST_CASE("wins that can be undone are the twin's")
{
    holds("efficiency, volume, data quality", [](std::vector<change> const& changes) {
        auto const undone = pipeline().reopening();
        for (bool const undo : {false, true}) {
            auto const funnel     = undo ? undone : pipeline();
            auto const books      = close_books(changes, closing, undo);
            auto const journeys   = lm::journeys(changes, funnel);
            auto const efficiency = lm::efficiency{funnel, {.as_of = closing}}(journeys);
            RC_ASSERT(efficiency.quality == books.quality);
            std::int64_t won = 0, lost = 0;
            for (auto const& one : books.leads) {
                won += one.outcome == twin_outcome::won;
                lost += one.outcome == twin_outcome::lost;
            }
            RC_ASSERT(efficiency.converted == won && efficiency.lost == lost);
            RC_ASSERT(efficiency.generated == static_cast<std::int64_t>(books.leads.size()));
            auto const volume = lm::volume{funnel, {.as_of = closing}}(journeys);
            for (int stage = 0; stage != 4; ++stage) {
                std::int64_t entered = 0, reached = 0;
                for (auto const& one : books.leads) entered += one.entered(stage), reached += one.reached(stage);
                RC_ASSERT(volume.stages[static_cast<std::size_t>(stage)].entered == entered);
                RC_ASSERT(volume.stages[static_cast<std::size_t>(stage)].reached == reached);
            }
        }
    });
}
