// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DETAIL_WITH_STATE_HPP
#define LEADMETRICS_SCORING_DETAIL_WITH_STATE_HPP

#include <leadmetrics/scoring/detail/score_plan.hpp>
#include <leadmetrics/scoring/detail/score_state.hpp>
#include <leadmetrics/scoring/detail/single_sum.hpp>
#include <leadmetrics/version.hpp>

#include <cstdint>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Calls visit(state) with the leanest state that suits a plan.
template <class Duration, class Visit>
decltype(auto) with_state(score_plan const& plan, std::int64_t reference, Visit const& visit)
{
    if (single_sum<Duration>::suits(plan)) return visit(single_sum<Duration>{plan, reference});
    return visit(score_state<Duration>{plan, reference});
}

}}} // namespace leadmetrics::detail

#endif
