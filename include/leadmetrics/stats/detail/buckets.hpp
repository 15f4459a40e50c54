// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_STATS_DETAIL_BUCKETS_HPP
#define LEADMETRICS_STATS_DETAIL_BUCKETS_HPP

#include <leadmetrics/version.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// A histogram that groups values by their leading bits, as an HDR histogram does. Each value below 2^bits has a bucket of its own. Above,
/// each power of two is cut into 2^(bits - 1) buckets of equal width, so that the middle of a bucket has a relative error of at most 2^-bits.
class buckets {
public:
    explicit buckets(unsigned bits) noexcept : bits_(bits) {}

    void add(std::uint64_t value)
    {
        std::size_t const i = bucket(value);
        if (counts_.size() <= i) counts_.resize(i + 1);
        ++counts_[i];
    }

    buckets& operator+=(buckets const& other)
    {
        if (counts_.size() < other.counts_.size()) counts_.resize(other.counts_.size());
        for (std::size_t i = 0; i != other.counts_.size(); ++i) counts_[i] += other.counts_[i];
        return *this;
    }

    [[nodiscard]] std::size_t  size() const noexcept { return counts_.size(); }
    [[nodiscard]] std::int64_t count(std::size_t i) const noexcept { return counts_[i]; }

    /// Returns the middle of bucket i.
    [[nodiscard]] std::int64_t value(std::size_t i) const noexcept
    {
        std::size_t const half = std::size_t{1} << (bits_ - 1);
        if (i < 2 * half) return static_cast<std::int64_t>(i);
        std::size_t const   shift = i / half - 1;
        std::uint64_t const first = static_cast<std::uint64_t>(i - shift * half) << shift;
        return static_cast<std::int64_t>(first + ((std::uint64_t{1} << shift) - 1) / 2);
    }

    /// Returns the k-th smallest value, counted from 0, as the middle of its bucket.
    [[nodiscard]] std::int64_t value_at(std::int64_t k) const noexcept
    {
        std::size_t i = 0;
        while (k >= counts_[i]) k -= counts_[i++];
        return value(i);
    }

    /// Writes the buckets that are not empty: how far each is from the one before it, and its count.
    template <class Writer>
    void save(Writer& to) const
    {
        std::uint64_t used = 0;
        for (std::int64_t const one : counts_) used += one != 0;
        to.number(used);
        std::size_t before = 0;
        for (std::size_t i = 0; i != counts_.size(); ++i) {
            if (counts_[i] == 0) continue;
            to.number(i - before);
            to.value(counts_[i]);
            before = i;
        }
    }
    /// Returns the number of values read.
    template <class Reader>
    std::int64_t load(Reader& from)
    {
        counts_.clear();
        std::int64_t size = 0;
        for (auto n = from.count(); n != 0; --n) {
            std::size_t const   before = counts_.empty() ? 0 : counts_.size() - 1;
            std::uint64_t const far    = from.number();
            std::int64_t const  count  = from.occurrences();
            if (far > bucket(INT64_MAX) - before || (far == 0 && !counts_.empty())) from.damaged("there is no such bucket in a histogram");
            if (count == 0 || count > (std::int64_t{1} << 48) - size) from.damaged("a bucket's count is none");
            counts_.resize(before + static_cast<std::size_t>(far) + 1);
            counts_.back() = count;
            size += count;
        }
        return size;
    }

    friend bool operator==(buckets const&, buckets const&) = default; // correct because the last count is never 0

private:
    [[nodiscard]] std::size_t bucket(std::uint64_t value) const noexcept
    {
        auto const width = static_cast<unsigned>(std::bit_width(value));
        if (width <= bits_) return static_cast<std::size_t>(value);
        unsigned const shift = width - bits_;
        return (static_cast<std::size_t>(shift) << (bits_ - 1)) + static_cast<std::size_t>(value >> shift);
    }

    unsigned                  bits_;
    std::vector<std::int64_t> counts_;
};

}}} // namespace leadmetrics::detail

#endif
