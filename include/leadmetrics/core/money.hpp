// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_MONEY_HPP
#define LEADMETRICS_CORE_MONEY_HPP

#include <leadmetrics/version.hpp>

#include <concepts>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// The user's own number type for money. It may be an integer type (amounts in minor units; sums are exact and overflow is detected), a
/// floating-point type, or a decimal type with + - < == and a conversion to long double, which is used for ratios only. The default value of the
/// type must be zero.
template <class M>
concept money = std::integral<M> || std::floating_point<M> || (std::regular<M> && requires(M const& a, M const& b) {
                    { a + b } -> std::convertible_to<M>;
                    { a - b } -> std::convertible_to<M>;
                    { a < b } -> std::convertible_to<bool>;
                    static_cast<long double>(a);
                });

}} // namespace leadmetrics

#endif
