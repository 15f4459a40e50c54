// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DETAIL_ACTIVITY_CODE_HPP
#define LEADMETRICS_SCORING_DETAIL_ACTIVITY_CODE_HPP

#include <leadmetrics/journey/detail/event_code.hpp>
#include <leadmetrics/version.hpp>

#include <cstddef>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// The code of an activity's event. It names the one rule that scores the activity with fixed points, or says that no rule does (`no_rule`), or that
/// the record must be read (`ask`).
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
