// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Laws that every report on journeys keeps, in every combination with keys, windows and other metrics.

#include "inputs.hpp"
#include "laws.hpp"

#include "support/law.hpp"

#include <algorithm>
#include <random>
#include <vector>

using namespace leadmetrics_tests;

TEST_CASE("shuffling the records of journeys changes nothing, by ==")
{
    for (auto const& family : journey_families())
        holds(family[0]->name, [&metric = *family[0]](std::vector<change> changes, std::uint32_t seed) {
            journey_input const in_order{changes};
            std::shuffle(changes.begin(), changes.end(), std::mt19937{seed});
            journey_input const shuffled{changes};
            RC_ASSERT(metric.summarize(shuffled) == metric.summarize(in_order));
            RC_ASSERT(metric.report(shuffled) == metric.report(in_order));
        });
}

TEST_CASE("summaries of journeys: parts in any order, streaming, a summary added to itself")
{
    for (auto const& family : journey_families())
        holds(family[0]->name, [&metric = *family[0]](std::vector<change> const& changes, std::uint32_t seed) {
            keeps_laws_of_summaries(metric, journey_input{changes}, seed);
        });
}

TEST_CASE("doubling every record of journeys changes nothing but the count of duplicates")
{
    for (auto const& family : journey_families())
        holds(family[0]->name, [&metric = *family[0]](std::vector<change> const& changes) {
            auto twice = changes;
            twice.insert(twice.end(), changes.rbegin(), changes.rend());
            RC_ASSERT(metric.without_records(metric.report(journey_input{twice})) == metric.without_records(metric.report(journey_input{changes})));
        });
}

TEST_CASE("a report on journeys takes no summary of other settings")
{
    for (auto const& family : journey_families())
        holds(family[0]->name, [&family](std::vector<change> const& changes) { refuses_foreign_summaries(family, journey_input{changes}); });
}
