// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/journey/grouped_journeys.hpp>

#include <leadmetrics/journey/journeys.hpp>
#include <leadmetrics/report/velocity.hpp>

#include "support/law.hpp"
#include "support/twin.hpp"

#include <algorithm>
#include <list>
#include <map>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

TEST_CASE("grouped records give the journeys that any order gives")
{
    holds("the same report", [](std::vector<change> changes) {
        lm::velocity const velocity{pipeline(), {.as_of = closing}};
        auto const         known = velocity(lm::journeys(changes, pipeline()));
        // Grouped, leads in an order of their own, each lead's records in the order they had.
        std::stable_sort(changes.begin(), changes.end(), [](change const& a, change const& b) { return a.lead_id * 7 % 13 < b.lead_id * 7 % 13; });
        auto const grouped = lm::grouped_journeys(changes, pipeline());
        RC_ASSERT(velocity(grouped) == known);
        RC_ASSERT(velocity.summarize(grouped) == velocity.summarize(lm::journeys(changes, pipeline())));
        std::list<change> const list(changes.begin(), changes.end());
        RC_ASSERT(velocity(lm::grouped_journeys(list, pipeline())) == known);
    });
}

TEST_CASE("leads that turn up twice are counted as such")
{
    holds("each run after a lead's first", [](std::vector<change> const& changes) {
        std::map<int, int> runs;
        for (std::size_t i = 0; i != changes.size(); ++i)
            if (i == 0 || changes[i].lead_id != changes[i - 1].lead_id) ++runs[changes[i].lead_id];
        std::int64_t twin = 0, journeys = 0, repeated = 0;
        for (auto const& [id, n] : runs) twin += n - 1;
        for (auto const& one : lm::grouped_journeys(changes, pipeline())) {
            ++journeys;
            repeated += one.progress(closing).quality().repeated_leads;
        }
        RC_ASSERT(repeated == twin);
        RC_ASSERT(journeys == twin + static_cast<std::int64_t>(runs.size()));
    });
}

namespace {

/// Claims threads, and begins with the last slice.
struct backwards {
    static std::size_t concurrency() { return 3; }
    template <class Task>
    void operator()(std::size_t n, Task const& task) const
    {
        while (n != 0) task(--n);
    }
};

} // namespace

TEST_CASE("threads count leads that turn up twice as one does")
{
    // Enough records in ascending order that a few runs out of their place are seen only when all are read.
    holds("in ascending order but for a few", [](std::vector<change> const& some) {
        std::vector<change> changes;
        for (int lead = 0; lead != 400; ++lead) changes.push_back({lead, phase::lead, epoch, "web", {}});
        for (change const& one : some) {
            changes[static_cast<std::size_t>(one.lead_id) * 33].lead_id = one.lead_id * 31 + 5;
            changes.push_back({400, one.stage, one.at, one.source, {}});
        }
        lm::velocity const velocity{pipeline(), {.as_of = closing}};
        auto const         known   = velocity(lm::grouped_journeys(changes, pipeline()));
        auto const         grouped = lm::grouped_journeys.run(backwards{}, changes, pipeline());
        RC_ASSERT(velocity.run(backwards{}, grouped) == known);
        RC_ASSERT(velocity.run(backwards{}, grouped) == known); // what it has learnt by then
        RC_ASSERT(velocity(grouped) == known);
    });
}

TEST_CASE("many events of one lead, and an empty range")
{
    std::vector<change> changes;
    for (int i = 0; i != 100; ++i) changes.push_back({7, static_cast<phase>(i % 6), epoch + std::chrono::seconds{i * 37 % 101}, "web", {}});
    auto const grouped = lm::grouped_journeys(changes, pipeline());
    CHECK((*grouped.begin()).progress(closing).quality() == close_books(changes, closing).quality);
    auto const copy = *grouped.begin(); // a journey that owns its events survives being copied
    CHECK(copy.progress(closing).quality().records == 100);
    std::vector<change> const none;
    CHECK(lm::grouped_journeys(none, pipeline()).empty());
    CHECK(lm::grouped_journeys(none, pipeline()).begin() == lm::grouped_journeys(none, pipeline()).end());
}
