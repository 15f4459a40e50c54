// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_STATS_APPORTION_HPP
#define LEADMETRICS_STATS_APPORTION_HPP

#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/core/detail/small_vector.hpp>
#include <leadmetrics/core/money.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

namespace detail {

/// A share of an amount: the whole units, and the remainder as a numerator over the sum of the weights.
template <class Number>
struct apportioned {
    std::uint64_t units;
    Number        rest;
};

/// Adds the `left` units that are left over to the shares with the greatest remainders, one unit each. Of equal remainders the first wins.
template <class Shares>
void hand_out(Shares& shares, std::uint64_t left)
{
    if (shares.size() <= 32) {
        for (; left != 0; --left) {
            std::size_t greatest = 0;
            for (std::size_t i = 1; i != shares.size(); ++i)
                if (shares[i].rest > shares[greatest].rest) greatest = i;
            ++shares[greatest].units;
            shares[greatest].rest = 0; // 0 cannot win again: fewer units are left than there are remainders above 0
        }
        return;
    }
    std::vector<std::size_t> order(shares.size());
    for (std::size_t i = 0; i != order.size(); ++i) order[i] = i;
    auto const enough = order.begin() + static_cast<std::ptrdiff_t>(left);
    std::nth_element(order.begin(), enough, order.end(),
                     [&](std::size_t a, std::size_t b) { return shares[a].rest != shares[b].rest ? shares[a].rest > shares[b].rest : a < b; });
    for (auto one = order.begin(); one != enough; ++one) ++shares[*one].units;
}

template <class Number, class Weights, class Visit>
void apportion_units(std::uint64_t units, Weights const& weights, Number total, Visit const& visit)
{
    small_vector<apportioned<Number>, 32> shares;
    std::uint64_t                         left = units;
    for (std::uint64_t const weight : weights) {
        Number const exact = static_cast<Number>(units) * weight;
        shares.push_back({static_cast<std::uint64_t>(exact / total), exact % total});
        left -= shares[shares.size() - 1].units;
    }
    hand_out(shares, left);
    for (std::size_t i = 0; i != shares.size(); ++i) visit(i, shares[i].units);
}

/// Calls visit(i, share) for each weight with its share of `units`. At least one weight must be above 0.
template <class Weights, class Visit>
void apportion_units(std::uint64_t units, Weights const& weights, Visit const& visit)
{
    uint128 total = 0;
    for (std::uint64_t const weight : weights) total += weight;
    // Where the products fit into 64 bits, a division takes a tenth of the time.
    if (units <= UINT32_MAX && total <= UINT32_MAX) apportion_units<std::uint64_t>(units, weights, static_cast<std::uint64_t>(total), visit);
    else apportion_units<uint128>(units, weights, total, visit);
}

/// Calls visit(i, share) for each weight with its share of an amount of money. Integers are split by the largest remainder, so that the shares
/// add up to the amount exactly; a negative amount is split like the positive one. Floating-point amounts are split in proportion. Amounts of
/// other types are split in proportion and rounded by the type's conversion from long double; the last share with a weight above 0 gets the rest.
template <class Money, class Weights, class Visit>
void apportion_money(Money const& amount, Weights const& weights, Visit const& visit)
{
    if constexpr (std::integral<Money>) {
        bool const negative = amount < 0;
        auto const units    = negative ? std::uint64_t{0} - static_cast<std::uint64_t>(amount) : static_cast<std::uint64_t>(amount);
        apportion_units(units, weights,
                        [&](std::size_t i, std::uint64_t share) { visit(i, static_cast<Money>(negative ? std::uint64_t{0} - share : share)); });
    } else {
        long double total = 0;
        std::size_t last  = 0;
        for (std::size_t i = 0; i != weights.size(); ++i) {
            total += static_cast<long double>(weights[i]);
            if (weights[i] != 0) last = i;
        }
        if constexpr (std::floating_point<Money>) {
            for (std::size_t i = 0; i != weights.size(); ++i)
                visit(i, static_cast<Money>(static_cast<long double>(amount) * (static_cast<long double>(weights[i]) / total)));
        } else {
            static_assert(std::constructible_from<Money, long double>,
                          "an amount of this type cannot be split: give it a constructor from long double, or map amount to an integer");
            Money left = amount;
            for (std::size_t i = 0; i != weights.size(); ++i) {
                Money const share = i == last         ? left
                                    : weights[i] == 0 ? Money{}
                                                      : Money(static_cast<long double>(amount) * (static_cast<long double>(weights[i]) / total));
                if (i != last) left = left - share;
                visit(i, share);
            }
        }
    }
}

} // namespace detail

/// Splits an amount in proportion to weights and returns one share for each weight. Shares of integers add up to the amount exactly: they are
/// split by the largest remainder (Hamilton's method; Balinski & Young 1982, "Fair Representation"), and of equal remainders the first wins. A
/// negative amount is split like the positive one. Refused: no weight above 0. Complexity: linear; n log n where there are many weights and units
/// are left over.
template <money Money>
[[nodiscard]] std::vector<Money> apportion(Money const& amount, std::vector<std::uint64_t> const& weights)
{
    if (std::all_of(weights.begin(), weights.end(), [](std::uint64_t weight) { return weight == 0; }))
        detail::refuse("apportion.weights", "none above 0", "give at least one weight above 0");
    std::vector<Money> shares(weights.size());
    detail::apportion_money(amount, weights, [&](std::size_t i, Money const& share) { shares[i] = share; });
    return shares;
}

}} // namespace leadmetrics

#endif
