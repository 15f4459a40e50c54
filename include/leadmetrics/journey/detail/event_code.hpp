// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_DETAIL_EVENT_CODE_HPP
#define LEADMETRICS_JOURNEY_DETAIL_EVENT_CODE_HPP

#include <cstdint>

namespace leadmetrics { inline namespace v0_1 { namespace detail {

/// What an event is to the reader of a journey, ledger or path, in 24 bits: to a funnel the place of its stage, of a lost stage behind all of
/// these; to a scoring model the set of rules that it fits; to a path the number of its campaign; or the reason why it is not used. In the
/// order in which equal instants are sorted.
using event_code                               = std::uint32_t;
inline constexpr unsigned   event_code_bits    = 24;
inline constexpr event_code unread_code        = 0; // of an activity whose worth only its record can tell
inline constexpr event_code unknown_stage_code = 0xfffffd, missing_time_code = 0xfffffe, missing_lead_code = 0xffffff;

}}} // namespace leadmetrics::detail

#endif
