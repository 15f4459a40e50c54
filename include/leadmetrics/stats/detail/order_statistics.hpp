// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_STATS_DETAIL_ORDER_STATISTICS_HPP
#define LEADMETRICS_STATS_DETAIL_ORDER_STATISTICS_HPP

#include <leadmetrics/core/detail/bulk.hpp>
#include <leadmetrics/stats/detail/radix_sort.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Returns the keys at some places (from 0) of the ascending order, without sorting all keys: the keys are counted by their leading bits, and only
/// the buckets that hold a wanted place are sorted. `ranks` must be in ascending order and less than the number of keys.
template <std::unsigned_integral Key>
std::vector<Key> order_statistics(std::vector<bulk_vector<Key>> const& pieces, std::span<std::size_t const> ranks)
{
    constexpr unsigned bits   = 12; // so that the counts fit into a core's first-level cache
    auto const         range  = range_of(pieces);
    auto const         width  = static_cast<unsigned>(std::bit_width(static_cast<Key>(range.second - range.first)));
    unsigned const     shift  = width > bits ? width - bits : 0;
    auto const         bucket = [=](Key key) { return static_cast<std::size_t>(static_cast<Key>(key - range.first) >> shift); };

    std::vector<std::size_t> counts((std::size_t{1} << bits) + 1);
    for (auto const& piece : pieces)
        for (Key const key : piece) ++counts[bucket(key)];

    // Find the buckets that hold a wanted place, and the number of keys in the other buckets before each place.
    std::vector<unsigned char> wanted(counts.size());
    std::vector<std::size_t>   places; // the places that the ranks have among the keys kept
    std::size_t                b = 0, before = 0, left_out = 0;
    for (std::size_t const rank : ranks) {
        for (; rank - before >= counts[b]; before += counts[b++])
            if (!wanted[b]) left_out += counts[b];
        wanted[b] = 1;
        places.push_back(rank - left_out);
    }
    std::vector<bulk_vector<Key>> kept(1);
    for (auto const& piece : pieces)
        for (Key const key : piece)
            if (wanted[bucket(key)]) kept[0].push_back(key);
    auto const       sorted = radix_sorted(kept);
    std::vector<Key> result;
    result.reserve(places.size());
    for (std::size_t const place : places) result.push_back(sorted[place]);
    return result;
}

}}} // namespace leadmetrics::detail

#endif
