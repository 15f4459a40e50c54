// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_STATS_POPULATION_STABILITY_HPP
#define LEADMETRICS_STATS_POPULATION_STABILITY_HPP

// Are the scores of today still those on which a model was built? Definitions, section 12.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace v0_1 {

/// How far a distribution of scores has moved from one period to another.
struct population_stability {
    struct bin {
        std::optional<double> up_to;                 ///< inclusive; empty for the highest bin
        std::int64_t          before = 0, after = 0; ///< leads of each period

        friend bool operator==(bin const&, bin const&) = default;
    };
    std::optional<double> index; ///< Σ (after - before) ln(after / before), of shares; empty where a period has no leads
    std::vector<bin>      bins;  ///< by the tenths of the first period

    friend bool operator==(population_stability const&, population_stability const&) = default;
};

/// The population stability index over the tenths of the first period (Siddiqi 2006, "Credit Risk Scorecards"): by custom, below 0.1
/// nothing has happened, above 0.25 the model wants to be looked at. The tenths end at scores that leads have, so equal scores are in one
/// bin; where many are equal there are fewer bins. A bin that is empty in one period counts as half a lead there: the index stays finite.
/// Scores are finite. Complexity: n log n.
[[nodiscard]] inline population_stability stability_of(std::vector<double> before, std::vector<double> after)
{
    population_stability result;
    if (before.empty() || after.empty()) return result;
    std::sort(before.begin(), before.end());
    std::sort(after.begin(), after.end());
    for (std::size_t tenth = 1; tenth != 10; ++tenth) {
        double const edge = before[(tenth * before.size() + 9) / 10 - 1]; // the least score that so many do not exceed
        if (edge != before.back() && (result.bins.empty() || result.bins.back().up_to != edge)) result.bins.push_back({edge, 0, 0});
    }
    result.bins.push_back({});

    auto const up_to = [](std::vector<double> const& all, std::optional<double> edge) {
        return edge ? std::upper_bound(all.begin(), all.end(), *edge) - all.begin() : static_cast<std::ptrdiff_t>(all.size());
    };
    double       index       = 0;
    std::int64_t seen_before = 0, seen_after = 0;
    for (auto& bin : result.bins) {
        bin.before         = up_to(before, bin.up_to) - std::exchange(seen_before, up_to(before, bin.up_to));
        bin.after          = up_to(after, bin.up_to) - std::exchange(seen_after, up_to(after, bin.up_to));
        auto const   share = [](std::int64_t n, std::size_t all) { return (n == 0 ? 0.5 : static_cast<double>(n)) / static_cast<double>(all); };
        double const was = share(bin.before, before.size()), is = share(bin.after, after.size());
        index += (is - was) * std::log(is / was);
    }
    result.index = index;
    return result;
}

}} // namespace leadmetrics

#endif
