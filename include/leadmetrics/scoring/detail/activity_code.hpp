// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DETAIL_ACTIVITY_CODE_HPP
#define LEADMETRICS_SCORING_DETAIL_ACTIVITY_CODE_HPP

#include <leadmetrics/journey/detail/event_code.hpp>

#include <cstddef>

namespace leadmetrics { inline namespace v0_1 { namespace detail {

/// What an event of an activity says beyond its instant: the one rule that scores it, which has the same points for all; that none does; or
/// that its record must be asked.
struct activity_code {
    static constexpr event_code  ask = unread_code, no_rule = 1, first_rule = 2;
    static constexpr std::size_t most_rules = 0xff00;

    static constexpr event_code of_rule(std::size_t rule, bool same_points_for_all) noexcept
    {
        return same_points_for_all && rule < most_rules ? first_rule + static_cast<event_code>(rule) : ask;
    }
};

}}} // namespace leadmetrics::detail

#endif
