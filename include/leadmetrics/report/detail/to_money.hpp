// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_DETAIL_TO_MONEY_HPP
#define LEADMETRICS_REPORT_DETAIL_TO_MONEY_HPP

#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/version.hpp>

#include <cmath>
#include <concepts>
#include <limits>
#include <string>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Converts an exact sum to the user's own type. Sums of integers beyond the range of the type are refused, as they must not wrap.
template <class Money, class Exact>
Money to_money(char const* figure, Exact const& exact)
{
    if constexpr (std::integral<Money>) {
        using limits = std::numeric_limits<Money>;
        if (exact < static_cast<int128>((limits::min)()) || exact > static_cast<int128>((limits::max)()))
            overflow(std::string{figure} + ": the sum is beyond the range of the amounts' type; map amount to a wider one, or to double");
        return static_cast<Money>(exact);
    } else if constexpr (std::floating_point<Money>) {
        auto const sum = static_cast<Money>(exact);
        if (!std::isfinite(sum)) overflow(std::string{figure} + ": the sum is beyond the range of the amounts' type; map amount to a wider one");
        return sum;
    } else return static_cast<Money>(exact);
}

}}} // namespace leadmetrics::detail

#endif
