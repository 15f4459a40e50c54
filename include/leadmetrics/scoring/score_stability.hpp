// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_SCORE_STABILITY_HPP
#define LEADMETRICS_SCORING_SCORE_STABILITY_HPP

// Are leads still scored as they were when the model was made? Helps to decide when to revise it. Definitions, section 12.

#include <leadmetrics/stats/population_stability.hpp>
#include <leadmetrics/version.hpp>

#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

struct score_stability_fn {
    /// Measures the shift of the score distribution between two periods: `lm::score_stability(scores_in_may, scores_in_june).index`; see
    /// lm::stability_of. Complexity: n log n.
    template <class Before, class After>
    [[nodiscard]] population_stability operator()(Before const& before, After const& after) const
    {
        return stability_of(values(before), values(after));
    }

private:
    template <class Scores>
    static std::vector<double> values(Scores const& scores)
    {
        std::vector<double> result;
        for (auto const& one : scores) result.push_back(one.value);
        return result;
    }
};
inline constexpr score_stability_fn score_stability{};

}} // namespace leadmetrics

#endif
