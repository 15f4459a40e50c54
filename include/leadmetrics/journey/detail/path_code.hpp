// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_DETAIL_PATH_CODE_HPP
#define LEADMETRICS_JOURNEY_DETAIL_PATH_CODE_HPP

#include <leadmetrics/journey/detail/event_code.hpp>
#include <leadmetrics/version.hpp>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Event codes in paths beyond the numbers of campaigns: a conversion, which sorts after the touches of its instant, or the reason why a record is
/// not used.
inline constexpr event_code most_campaigns = 0xffff'f0, sale_code = most_campaigns, refund_code = sale_code + 1;
inline constexpr event_code duplicate_code = 0xffff'f9, after_as_of_code = duplicate_code + 1, missing_amount_code = duplicate_code + 2,
                            missing_campaign_code = duplicate_code + 3;
static_assert(missing_campaign_code < missing_time_code);

/// The kinds of events of a lead, in the order in which settle_path puts them.
enum class path_part { touch, sale, refund, ignored };

constexpr path_part part_of(event_code code) noexcept
{
    return code < sale_code ? path_part::touch : code == sale_code ? path_part::sale : code == refund_code ? path_part::refund : path_part::ignored;
}

}}} // namespace leadmetrics::detail

#endif
