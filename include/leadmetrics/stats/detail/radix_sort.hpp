// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_STATS_DETAIL_RADIX_SORT_HPP
#define LEADMETRICS_STATS_DETAIL_RADIX_SORT_HPP

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace v0_1 { namespace detail {

/// Sorts unsigned keys: the same as std::sort, several times as fast on long inputs. Least significant digit first, eleven bits at a
/// time, digits that all keys share left out (Knuth, TAOCP 3, section 5.2.5, algorithm R).
template <std::unsigned_integral Key>
void radix_sort(std::vector<Key>& keys)
{
    constexpr unsigned    bits = 11, digits = (sizeof(Key) * 8 + bits - 1) / bits;
    constexpr std::size_t buckets = std::size_t{1} << bits;
    std::size_t const     n       = keys.size();
    if (n < 1024) {
        std::sort(keys.begin(), keys.end());
        return;
    }
    Key low = keys[0], high = keys[0];
    for (Key const key : keys) {
        low  = std::min(low, key);
        high = std::max(high, key);
    }
    auto const digit = [low](Key key, unsigned d) { return static_cast<std::size_t>(static_cast<Key>(key - low) >> (d * bits)) & (buckets - 1); };

    unsigned used = 0; // digits in which keys differ from the lowest
    while (used < digits && static_cast<Key>(high - low) >> (used * bits) != 0) ++used;
    std::vector<std::array<std::size_t, buckets>> places(used);
    for (Key const key : keys)
        for (unsigned d = 0; d != used; ++d) ++places[d][digit(key, d)];

    std::unique_ptr<Key[]> const spare{new Key[n]}; // not zeroed: every place is written before it is read
    Key*                         from = keys.data();
    Key*                         to   = spare.get();
    for (unsigned d = 0; d != used; ++d) {
        std::size_t next = 0;
        for (std::size_t& place : places[d]) next += std::exchange(place, next);
        for (std::size_t i = 0; i != n; ++i) to[places[d][digit(from[i], d)]++] = from[i];
        std::swap(from, to);
    }
    if (from != keys.data()) std::copy(from, from + n, keys.data());
}

}}} // namespace leadmetrics::detail

#endif
