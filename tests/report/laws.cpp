// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Laws that every metric keeps, in every combination with keys, windows and other metrics, over every kind of journeys.

#include <leadmetrics/leadmetrics.hpp>

#include "support/law.hpp"
#include "support/metrics.hpp"
#include "support/twin.hpp"

#include <range/v3/view/drop.hpp>
#include <range/v3/view/stride.hpp>

#include <algorithm>
#include <random>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

TEST_CASE("shuffling changes nothing, by ==")
{
    each_metric([](auto const& metric, char const* name) {
        holds(name, [&](std::vector<change> changes, std::uint32_t seed) {
            auto const funnel = pipeline();
            auto const one    = lm::journeys(changes, funnel);
            auto const known  = metric.summarize(one);
            auto const report = metric(one);
            auto       other  = changes;
            std::shuffle(other.begin(), other.end(), std::mt19937{seed});
            auto const two = lm::journeys(other, funnel);
            RC_ASSERT(metric.summarize(two) == known);
            RC_ASSERT(metric(two) == report);
        });
    });
}

TEST_CASE("splitting in parts and merging in any order changes nothing, by ==")
{
    each_metric([](auto const& metric, char const* name) {
        holds(name, [&](std::vector<change> const& changes) {
            auto const journeys = lm::journeys(changes, pipeline());
            auto const whole    = metric.summarize(journeys);
            auto const third    = [&](int i) { return metric.summarize(journeys | ranges::views::drop(i) | ranges::views::stride(3)); };
            auto       forward  = third(0);
            metric.merge(forward, third(1));
            metric.merge(forward, third(2));
            auto backward = third(2);
            auto inner    = third(1);
            metric.merge(inner, third(0));
            metric.merge(backward, inner);
            RC_ASSERT(forward == whole);
            RC_ASSERT(backward == whole);
            RC_ASSERT(metric.finish(backward) == metric.finish(whole));
            // One after another, from nothing.
            auto streamed = metric.zero(journeys);
            for (auto const& one : journeys) metric.add(streamed, one);
            RC_ASSERT(streamed == whole);
        });
    });
}

TEST_CASE("doubling every record changes nothing but the count of duplicates")
{
    each_metric([](auto const& metric, char const* name) {
        holds(name, [&](std::vector<change> const& changes) {
            auto twice = changes;
            twice.insert(twice.end(), changes.rbegin(), changes.rend());
            auto const once_report = metric(lm::journeys(changes, pipeline())), twice_report = metric(lm::journeys(twice, pipeline()));
            RC_ASSERT(without_record_counts(once_report) == without_record_counts(twice_report));
        });
    });
}
