// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_STATS_POPULATION_STABILITY_HPP
#define LEADMETRICS_STATS_POPULATION_STABILITY_HPP

// Are the scores of today still those on which a model was built? Definitions, section 12.

#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// How far a distribution of scores has moved from one period to another.
struct population_stability {
    /// Scores from the end of the bin before on.
    struct bin {
        std::optional<double> up_to;                 ///< the highest score; empty for the highest bin, unless that is a bin of one score
        bool                  inclusive = true;      ///< whether `up_to` itself is in the bin; if not, it is a bin of its own, the next one
        std::int64_t          before = 0, after = 0; ///< leads of each period

        template <class Self>
        static constexpr auto figures(Self& self)
        {
            return std::tuple{figure{"up_to", self.up_to}, figure{"inclusive", self.inclusive}, figure{"before", self.before},
                              figure{"after", self.after}};
        }
        friend bool operator==(bin const&, bin const&) = default;
    };
    std::optional<double> index; ///< Σ (after - before) ln(after / before), of shares; empty where a period has no leads or there are no two bins
    std::vector<bin>      bins;  ///< by the tenths of the first period; none without leads in both periods

    static constexpr report_title title{"population_stability", "12"};
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"index", self.index}, figure{"bins", self.bins}};
    }
    friend bool operator==(population_stability const&, population_stability const&) = default;
};

/// Are the scores of two periods distributed alike? The population stability index over the tenths of the first period (Siddiqi 2006, "Credit
/// Risk Scorecards"; definitions, section 12): by custom, below 0.1 little has changed, above 0.25 the model should be looked at.
///
/// The tenths end at scores that leads of the first period have, so equal scores are in one bin. A score that a tenth or more of the first
/// period shares (a floor, a ceiling) is a bin of its own, with the scores below and above it apart. Bins without a lead in either period are
/// left out. A bin that is empty in one of the periods counts as half a lead there, so that the index stays finite. Scores are finite.
/// Complexity: n log n.
[[nodiscard]] inline population_stability stability_of(std::vector<double> before, std::vector<double> after)
{
    population_stability result;
    if (before.empty() || after.empty()) return result;
    std::sort(before.begin(), before.end());
    std::sort(after.begin(), after.end());

    using bin_end = std::pair<double, bool>; // a score, and whether it is in the bin; the open end comes first
    std::vector<bin_end> ends;
    for (std::size_t tenth = 1; tenth <= 10; ++tenth) {
        double const edge                   = before[(tenth * before.size() + 9) / 10 - 1]; // the least score that so many do not exceed
        auto const [first_of_it, behind_it] = std::equal_range(before.begin(), before.end(), edge);
        bool const shared                   = 10 * (behind_it - first_of_it) >= static_cast<std::ptrdiff_t>(before.size());
        if (shared) ends.emplace_back(edge, false);
        if (shared || tenth != 10) ends.emplace_back(edge, true);
    }
    std::sort(ends.begin(), ends.end());
    ends.erase(std::unique(ends.begin(), ends.end()), ends.end());

    auto const up_to = [](std::vector<double> const& all, bin_end const& end) {
        return (end.second ? std::upper_bound(all.begin(), all.end(), end.first) : std::lower_bound(all.begin(), all.end(), end.first)) - all.begin();
    };
    std::int64_t seen_before = 0, seen_after = 0;
    auto const   add = [&](std::optional<double> edge, bool inclusive, std::int64_t so_far_before, std::int64_t so_far_after) {
        population_stability::bin const bin{edge, inclusive, so_far_before - std::exchange(seen_before, so_far_before),
                                            so_far_after - std::exchange(seen_after, so_far_after)};
        if (bin.before != 0 || bin.after != 0) result.bins.push_back(bin);
    };
    for (bin_end const& end : ends) add(end.first, end.second, up_to(before, end), up_to(after, end));
    add(std::nullopt, true, static_cast<std::int64_t>(before.size()), static_cast<std::int64_t>(after.size()));
    if (result.bins.size() < 2) return result;

    auto const share = [](std::int64_t n, std::size_t all) { return (n == 0 ? 0.5 : static_cast<double>(n)) / static_cast<double>(all); };
    double     index = 0;
    for (auto const& bin : result.bins) {
        double const was = share(bin.before, before.size()), is = share(bin.after, after.size());
        index += (is - was) * std::log(is / was);
    }
    result.index = index;
    return result;
}

}} // namespace leadmetrics

#endif
