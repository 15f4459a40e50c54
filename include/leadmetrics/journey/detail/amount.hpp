// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_DETAIL_AMOUNT_HPP
#define LEADMETRICS_JOURNEY_DETAIL_AMOUNT_HPP

#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/version.hpp>

#include <cmath>
#include <concepts>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Whether an amount can be added: it is present and finite.
template <class Amount>
bool is_amount(Amount const& amount)
{
    if constexpr (std::floating_point<Amount>) return std::isfinite(amount);
    else if constexpr (optional_like<Amount>) return amount.has_value() && is_amount(*amount);
    else return true;
}

}}} // namespace leadmetrics::detail

#endif
