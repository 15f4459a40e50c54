// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_DETAIL_STAGE_CODE_HPP
#define LEADMETRICS_JOURNEY_DETAIL_STAGE_CODE_HPP

#include <cstdint>

namespace leadmetrics { inline namespace v0_1 { namespace detail {

/// What an event is to the reader of a journey or ledger: to a funnel the place of its stage, of a lost stage behind all of these; to a
/// scoring model the set of rules that it fits; or the reason why it is not used. In the order in which equal instants are sorted.
using stage_code = std::uint16_t;
inline constexpr stage_code unknown_stage_code = 0xfffd, missing_time_code = 0xfffe, missing_lead_code = 0xffff;

}}} // namespace leadmetrics::detail

#endif
