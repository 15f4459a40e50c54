// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_STATS_RANKING_HPP
#define LEADMETRICS_STATS_RANKING_HPP

// Does a score put the right leads first? Definitions, section 12.

#include <leadmetrics/core/detail/int128.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace v0_1 {

/// A score, and whether what it should foretell came true.
struct scored_outcome {
    double score     = 0; ///< finite
    bool   came_true = false;

    friend constexpr bool operator==(scored_outcome const&, scored_outcome const&) = default;
};

/// One tenth of all, by score.
struct score_tenth {
    double                leads     = 0; ///< a tenth of them: a fraction where they do not divide by ten, or where equal scores lie on an edge
    double                came_true = 0; ///< of these; of equal scores on an edge, the part that falls to this side
    std::optional<double> lift;          ///< the share that came true, against that of all; empty where there is none of either

    friend constexpr bool operator==(score_tenth const&, score_tenth const&) = default;
};

namespace detail {

/// Those with one score: how many, and how many came true.
struct equal_scores {
    std::int64_t all = 0, came_true = 0;
};

/// By score, the highest first.
inline std::vector<equal_scores> by_descending_score(std::vector<scored_outcome> outcomes)
{
    std::sort(outcomes.begin(), outcomes.end(), [](scored_outcome const& a, scored_outcome const& b) { return a.score > b.score; });
    std::vector<equal_scores> groups;
    for (std::size_t i = 0; i != outcomes.size(); ++i) {
        if (i == 0 || outcomes[i].score != outcomes[i - 1].score) groups.push_back({});
        ++groups.back().all;
        groups.back().came_true += outcomes[i].came_true;
    }
    return groups;
}

} // namespace detail

/// The area under the receiver operating characteristic: how likely one that came true has a higher score than one that did not, ties
/// counting half (Mann & Whitney 1947; Hanley & McNeil 1982). 0.5 is a score that knows nothing, 1 one that knows all. Empty where all or
/// none came true. Counted exactly, rounded once. Complexity: n log n.
[[nodiscard]] inline std::optional<double> roc_area(std::vector<scored_outcome> outcomes)
{
    std::int64_t   yes = 0, no = 0; // of higher scores
    detail::int128 twice_won = 0;
    for (auto const& group : detail::by_descending_score(std::move(outcomes))) {
        std::int64_t const others = group.all - group.came_true;
        twice_won += static_cast<detail::int128>(others) * (2 * yes + group.came_true);
        yes += group.came_true;
        no += others;
    }
    if (yes == 0 || no == 0) return std::nullopt;
    return static_cast<double>(static_cast<long double>(twice_won) / (2 * static_cast<long double>(yes) * static_cast<long double>(no)));
}

/// Lift by tenths, the highest scores first: how many times as often it came true in each tenth as in all. Equal scores that lie on an edge
/// are divided between its sides, so that no order among them matters. Complexity: n log n.
[[nodiscard]] inline std::array<score_tenth, 10> lift_by_tenths(std::vector<scored_outcome> outcomes)
{
    auto const                  groups = detail::by_descending_score(std::move(outcomes));
    std::array<score_tenth, 10> tenths;
    detail::equal_scores        whole;
    for (auto const& group : groups) {
        whole.all += group.all;
        whole.came_true += group.came_true;
    }
    // In tenths of a lead everything is whole: tenth k holds the places [k n, (k + 1) n) of 10 n.
    std::int64_t place = 0;
    for (auto const& group : groups) {
        double const share = static_cast<double>(group.came_true) / static_cast<double>(group.all);
        for (std::int64_t rest = 10 * group.all; rest != 0;) {
            std::int64_t const tenth = place / whole.all, here = (std::min)(rest, (tenth + 1) * whole.all - place);
            auto&              to = tenths[static_cast<std::size_t>(tenth)];
            to.leads += static_cast<double>(here) / 10;
            to.came_true += static_cast<double>(here) / 10 * share;
            place += here;
            rest -= here;
        }
    }
    for (auto& tenth : tenths)
        if (whole.came_true != 0)
            tenth.lift = tenth.came_true / tenth.leads / (static_cast<double>(whole.came_true) / static_cast<double>(whole.all));
    return tenths;
}

}} // namespace leadmetrics

#endif
