// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_DETAIL_EVENT_CODE_HPP
#define LEADMETRICS_JOURNEY_DETAIL_EVENT_CODE_HPP

#include <leadmetrics/version.hpp>

#include <cstdint>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// The meaning of an event, in 24 bits. In a journey: the index of its stage in the funnel, with lost stages after all others. In a ledger: which
/// rule of the scoring model scores it (see activity_code). In a path: the number of its campaign. Or the reason why the event is not used. Events of
/// equal instants are sorted by this code.
using event_code                          = std::uint32_t;
inline constexpr unsigned event_code_bits = 24;
/// An event is stored with the number of its record in the other 40 bits: a range of this many records, or more, is refused.
inline constexpr std::uint64_t most_records       = std::uint64_t{1} << (64 - event_code_bits);
inline constexpr event_code    unread_code        = 0; // an activity whose points can be told only from its record
inline constexpr event_code    unknown_stage_code = 0xfffffd, missing_time_code = 0xfffffe, missing_lead_code = 0xffffff;

}}} // namespace leadmetrics::detail

#endif
