// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_STATS_DETAIL_RADIX_SORT_HPP
#define LEADMETRICS_STATS_DETAIL_RADIX_SORT_HPP

#include <leadmetrics/core/detail/bulk.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstddef>
#include <tuple>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Returns the smallest and the greatest key. Without keys it returns the greatest and the smallest value of the type.
template <std::unsigned_integral Key>
std::pair<Key, Key> range_of(std::vector<bulk_vector<Key>> const& pieces)
{
    Key low = static_cast<Key>(-1), high = 0;
    for (auto const& piece : pieces)
        for (Key const key : piece) {
            low  = (std::min)(low, key);
            high = (std::max)(high, key);
        }
    return {low, high};
}

/// Returns all keys of some pieces in ascending order. The result is that of std::sort, several times as fast where there are many keys. This is a
/// radix sort, least significant digit first, with as few digits of equal width as the range of the keys needs (Knuth, TAOCP 3, section 5.2.5,
/// algorithm R). Complexity: linear.
template <std::unsigned_integral Key>
bulk_vector<Key> radix_sorted(std::vector<bulk_vector<Key>> const& pieces)
{
    std::size_t n = 0;
    for (auto const& piece : pieces) n += piece.size();
    bulk_vector<Key> to(n);
    if (n == 0) return to;
    Key low, high;
    std::tie(low, high) = range_of(pieces);

    // The number of buckets is limited so that all places of writing stay in a core's first-level cache, and so that few keys need little clearing.
    unsigned const    widest = std::clamp(static_cast<unsigned>(std::bit_width(n)), 4u, 11u);
    auto const        width  = (std::max)(1u, static_cast<unsigned>(std::bit_width(static_cast<Key>(high - low))));
    unsigned const    digits = (width + widest - 1) / widest, bits = (width + digits - 1) / digits;
    std::size_t const buckets = std::size_t{1} << bits;
    auto const digit = [=](Key key, unsigned d) { return static_cast<std::size_t>(static_cast<Key>(key - low) >> (d * bits)) & (buckets - 1); };

    std::vector<std::size_t> places(digits * buckets); // first the number of keys with each digit, then the place of the next such key
    for (auto const& piece : pieces)
        for (Key const key : piece)
            for (unsigned d = 0; d != digits; ++d) ++places[d * buckets + digit(key, d)];

    auto const distribute = [&](auto const& from, std::size_t* place, unsigned d) {
        for (Key const key : from) to[place[digit(key, d)]++] = key;
    };
    bulk_vector<Key> from;
    for (unsigned d = 0; d != digits; ++d) {
        std::size_t* const place = places.data() + d * buckets;
        std::size_t        next  = 0;
        for (std::size_t b = 0; b != buckets; ++b) next += std::exchange(place[b], next);
        if (d == 0)
            for (auto const& piece : pieces) distribute(piece, place, d);
        else distribute(from, place, d);
        if (d + 1 == digits) break;
        std::swap(from, to);
        if (to.empty()) to = bulk_vector<Key>(n);
    }
    return to;
}

}}} // namespace leadmetrics::detail

#endif
