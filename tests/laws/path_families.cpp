// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Every report on paths.

#include "inputs.hpp"
#include "typed_subject.hpp"

namespace leadmetrics_tests {

std::vector<law_family> path_families()
{
    auto const              window = path_law_window();
    auto const              at     = deals_closed;
    std::vector<law_family> all;
    auto const              add = [&](char const* name, auto... metrics) { all.push_back(family<path_input>(name, std::move(metrics)...)); };
    add("attribution by time decay", lm::attribution{lm::time_decay{7h}, window}, lm::attribution{lm::time_decay{8h}, window});
    add("attribution by position", lm::attribution{lm::position_based{}, window}, lm::attribution{lm::position_based{0.2, 0.6}, window});
    add("attribution by a chain", lm::attribution{lm::markov{2, {.bootstrap = 3}}, window}, lm::attribution{lm::markov{1, {.bootstrap = 3}}, window},
        lm::attribution{lm::markov{2, {.bootstrap = 2}}, window});
    auto const by_letter = [](std::string const& campaign) { return campaign.substr(0, 1); };
    add("attribution per group", lm::attribution{lm::linear{}, window}.per(by_letter));
    add("top_paths", lm::top_paths{{.as_of = at}}, lm::top_paths{{.as_of = at, .by = lm::path_rank::value}},
        lm::top_paths{{.as_of = at, .at_most = 2}});
    add("path_lengths", lm::path_lengths{{.as_of = at}}, lm::path_lengths{{.as_of = at, .durations = lm::precision::within_three_percent}});
    add("markov_order", lm::markov_order{{.as_of = at}}, lm::markov_order{{.as_of = at, .at_most = 2}});
    add("daily(by(product, together))",
        lm::daily(lm::by(&deal::product, lm::together(lm::attribution{lm::shapley{}, window}, lm::top_paths{{.as_of = at}}))));
    return all;
}

} // namespace leadmetrics_tests
