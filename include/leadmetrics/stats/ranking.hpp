// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_STATS_RANKING_HPP
#define LEADMETRICS_STATS_RANKING_HPP

// Measures of how well a score puts the right leads first (definitions, section 12).

#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// A lead's score, and whether the outcome that the score predicts came true.
struct scored_outcome {
    double score     = 0; ///< finite
    bool   came_true = false;

    friend constexpr bool operator==(scored_outcome const&, scored_outcome const&) = default;
};

/// One tenth of the scores, in the order of the scores.
struct score_tenth {
    double                leads     = 0; ///< a tenth of all: a fraction where the number of all is no multiple of ten
    double                came_true = 0; ///< how many of these came true; equal scores on an edge are divided between the two tenths
    std::optional<double> lift;          ///< the share that came true here, divided by the share of all; empty where none came true at all

    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"leads", self.leads}, figure{"came_true", self.came_true}, figure{"lift", self.lift}};
    }
    friend constexpr bool operator==(score_tenth const&, score_tenth const&) = default;
};

namespace detail {

/// The number of outcomes with the same score, and how many of them came true.
struct equal_scores {
    std::int64_t all = 0, came_true = 0;
};

/// Groups outcomes by score, the highest score first.
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

/// Returns the area under the receiver operating characteristic (ROC) curve: the probability that an outcome that came true has a higher score than
/// one that did not, where ties count half (Mann & Whitney 1947; Hanley & McNeil 1982). A score without any information has 0.5, a perfect score
/// has 1. Empty where all or none came true. The pairs are counted exactly, and the result is rounded once. Complexity: n log n.
[[nodiscard]] inline std::optional<double> roc_area(std::vector<scored_outcome> outcomes)
{
    std::int64_t   yes = 0, no = 0; // came true, did not come true, among the higher scores
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

/// Returns the lift by tenths, the highest scores first: how many times as often outcomes came true in each tenth as among all. Equal scores on the
/// edge of two tenths are divided between the two, so that the order of equal scores does not matter. Lift is empty where none came true.
/// Complexity: n log n.
[[nodiscard]] inline std::array<score_tenth, 10> lift_by_tenths(std::vector<scored_outcome> outcomes)
{
    auto const                  groups = detail::by_descending_score(std::move(outcomes));
    std::array<score_tenth, 10> tenths;
    detail::equal_scores        whole;
    for (auto const& group : groups) {
        whole.all += group.all;
        whole.came_true += group.came_true;
    }
    // Count in tenths of a lead, so that all numbers are integers: of the 10 n places, tenth k has the places [k n, (k + 1) n).
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
