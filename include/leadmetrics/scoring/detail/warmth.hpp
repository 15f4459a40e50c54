// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DETAIL_WARMTH_HPP
#define LEADMETRICS_SCORING_DETAIL_WARMTH_HPP

#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/scoring/detail/posting.hpp>
#include <leadmetrics/scoring/detail/postings.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>

namespace leadmetrics { inline namespace v0_1 { namespace detail {

/// When a lead is cold, in ticks.
struct warmth {
    std::int64_t                cold_from;  // with nothing after the postings
    std::optional<std::int64_t> warm_since; // the last time that it was cold the tick before, or its first activity
};

/// Of settled postings, with a state that has seen none of them; cold so many ticks after what raised the score.
template <class State>
warmth warmth_of(State state, postings const& all, std::int64_t cold_after)
{
    warmth result{all.first_activity(), std::nullopt};
    for (posting const& one : all) {
        if (one.resets()) result.cold_from = (std::min)(result.cold_from, one.at);
        if (!state.raises(one)) continue;
        if (!result.warm_since || result.cold_from < one.at) result.warm_since = one.at;
        result.cold_from = saturated_sum(one.at, cold_after);
    }
    return result;
}

}}} // namespace leadmetrics::detail

#endif
