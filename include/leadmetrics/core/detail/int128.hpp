// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_DETAIL_INT128_HPP
#define LEADMETRICS_CORE_DETAIL_INT128_HPP

#include <leadmetrics/version.hpp>

#include <cstdint>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

// GCC and Clang have these types on every 64-bit target. __extension__ avoids a warning from -Wpedantic in the user's build.
__extension__ using int128  = __int128;
__extension__ using uint128 = unsigned __int128;

/// Returns a / b, rounded towards minus infinity. Requires b > 0.
constexpr int128 floor_div(int128 a, int128 b) noexcept
{
    int128 const quotient = a / b;
    return a % b < 0 ? quotient - 1 : quotient;
}

/// Returns the std::int64_t nearest to a value.
constexpr std::int64_t saturate(int128 value) noexcept
{
    constexpr int128 high = INT64_MAX, low = INT64_MIN;
    return static_cast<std::int64_t>(value > high ? high : value < low ? low : value);
}

/// Returns a - b, or the nearest std::int64_t where the difference overflows.
constexpr std::int64_t saturated_difference(std::int64_t a, std::int64_t b) noexcept
{
    std::int64_t result{};
    if (!__builtin_sub_overflow(a, b, &result)) [[likely]]
        return result;
    return a < b ? INT64_MIN : INT64_MAX;
}

/// Returns a + b, or the nearest std::int64_t where the sum overflows.
constexpr std::int64_t saturated_sum(std::int64_t a, std::int64_t b) noexcept
{
    std::int64_t result{};
    if (!__builtin_add_overflow(a, b, &result)) [[likely]]
        return result;
    return b < 0 ? INT64_MIN : INT64_MAX;
}

}}} // namespace leadmetrics::detail

#endif
