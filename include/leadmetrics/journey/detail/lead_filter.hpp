// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_DETAIL_LEAD_FILTER_HPP
#define LEADMETRICS_JOURNEY_DETAIL_LEAD_FILTER_HPP

#include <leadmetrics/version.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// A set of leads, by the hashes of their keys, that is small enough for a core's own cache. It may report that it contains a lead that was never
/// added, but it never misses one that was (Bloom 1970; both bits in one word: Putze, Sanders & Singler 2007).
class lead_filter {
public:
    explicit lead_filter(std::size_t leads) : words_(std::bit_ceil(leads / 8 + 1)) {}

    void               add(std::uint64_t hash) noexcept { words_[place(hash)] |= bits(hash); }
    [[nodiscard]] bool may_contain(std::uint64_t hash) const noexcept { return (words_[place(hash)] & bits(hash)) == bits(hash); }

private:
    [[nodiscard]] std::size_t place(std::uint64_t hash) const noexcept { return static_cast<std::size_t>(hash >> 12) & (words_.size() - 1); }
    static std::uint64_t      bits(std::uint64_t hash) noexcept { return std::uint64_t{1} << (hash & 63) | std::uint64_t{1} << (hash >> 6 & 63); }

    std::vector<std::uint64_t> words_; // one word for 4 to 8 leads: 8 to 16 bits for each lead
};

}}} // namespace leadmetrics::detail

#endif
