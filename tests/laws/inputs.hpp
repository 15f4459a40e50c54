// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_TESTS_LAWS_INPUTS_HPP
#define LEADMETRICS_TESTS_LAWS_INPUTS_HPP

// Records, and the elements that metrics see of them. An input stays where it was made: its elements look at its records.

#include "laws/subject.hpp"
#include "support/activities.hpp"
#include "support/changes.hpp"
#include "support/money.hpp"
#include "support/touches.hpp"

#include <leadmetrics/journey/cash_flows.hpp>
#include <leadmetrics/journey/journeys.hpp>
#include <leadmetrics/journey/ledgers.hpp>
#include <leadmetrics/journey/paths.hpp>

#include <cstddef>
#include <utility>
#include <vector>

namespace leadmetrics_tests {

template <class Elements>
auto in_a_vector(Elements const& all)
{
    std::vector<typename leadmetrics::element_of<Elements const&>> each;
    for (auto&& one : all) each.push_back(one);
    return each;
}

struct journey_input : law_input {
    explicit journey_input(std::vector<change> records)
        : changes(std::move(records)), all(leadmetrics::journeys(changes, pipeline())), each(in_a_vector(all))
    {
    }
    /// Grouped on a runner's threads.
    journey_input(std::vector<change> records, any_runner const& on)
        : changes(std::move(records)), all(leadmetrics::journeys.run(on, changes, pipeline())), each(in_a_vector(all))
    {
    }
    std::size_t size() const override { return each.size(); }

    std::vector<change> const                                                                                               changes;
    decltype(leadmetrics::journeys(std::declval<std::vector<change> const&>(), std::declval<leadmetrics::funnel<phase>>())) all;
    decltype(in_a_vector(all))                                                                                              each;
};

inline leadmetrics::path_window path_law_window() { return {.as_of = deals_closed, .lookback = hours{40}}; }

struct path_input : law_input {
    path_input(std::vector<contact> t, std::vector<deal> d)
        : touches(std::move(t)), deals(std::move(d)), all(leadmetrics::paths(touches, deals, path_law_window())), each(in_a_vector(all))
    {
    }
    std::size_t size() const override { return each.size(); }

    std::vector<contact> const                                                                                                             touches;
    std::vector<deal> const                                                                                                                deals;
    decltype(leadmetrics::paths(std::declval<std::vector<contact> const&>(), std::declval<std::vector<deal> const&>(), path_law_window())) all;
    decltype(in_a_vector(all))                                                                                                             each;
};

struct ledger_input : law_input {
    explicit ledger_input(std::vector<activity> records)
        : activities(std::move(records)), all(leadmetrics::ledgers(activities)), each(in_a_vector(all))
    {
    }
    std::size_t size() const override { return each.size(); }

    std::vector<activity> const                                                  activities;
    decltype(leadmetrics::ledgers(std::declval<std::vector<activity> const&>())) all;
    decltype(in_a_vector(all))                                                   each;
};

struct cash_flow_input : law_input {
    cash_flow_input(std::vector<cash> c, std::vector<cash> r)
        : costs(std::move(c)), revenues(std::move(r)), all(leadmetrics::cash_flows(costs, revenues)), each(in_a_vector(all))
    {
    }
    std::size_t size() const override { return each.size(); }

    std::vector<cash> const                                                                                               costs, revenues;
    decltype(leadmetrics::cash_flows(std::declval<std::vector<cash> const&>(), std::declval<std::vector<cash> const&>())) all;
    decltype(in_a_vector(all))                                                                                            each;
};

} // namespace leadmetrics_tests

#endif
