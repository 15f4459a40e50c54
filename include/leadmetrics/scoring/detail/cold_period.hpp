// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DETAIL_COLD_PERIOD_HPP
#define LEADMETRICS_SCORING_DETAIL_COLD_PERIOD_HPP

#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/scoring/detail/all_points_given.hpp>
#include <leadmetrics/scoring/detail/points_given.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// The time from which a lead is cold, in ticks.
struct cold_period {
    std::int64_t                cold_from;  // if nothing follows the points given
    std::optional<std::int64_t> warm_since; // start of the latest warm time; empty where nothing raised the score
};

/// Returns the cold period for settled points given. `state` must be fresh. A lead is cold `cold_after` ticks after its score was last raised.
template <class State>
cold_period cold_period_of(State state, all_points_given const& all, std::int64_t cold_after)
{
    cold_period result{all.first_activity(), std::nullopt};
    for (points_given const& one : all) {
        if (one.resets()) result.cold_from = (std::min)(result.cold_from, one.at);
        if (!state.raises(one)) continue;
        if (!result.warm_since || result.cold_from < one.at) result.warm_since = one.at;
        result.cold_from = saturated_sum(one.at, cold_after);
    }
    return result;
}

}}} // namespace leadmetrics::detail

#endif
