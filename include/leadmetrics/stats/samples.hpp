// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_STATS_SAMPLES_HPP
#define LEADMETRICS_STATS_SAMPLES_HPP

#include <leadmetrics/stats/detail/radix_sort.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace v0_1 {

/// A value and how often it was observed.
struct tally {
    std::int64_t value = 0;
    std::int64_t times = 0;

    friend constexpr bool operator==(tally const&, tally const&) = default;
};

/// How closely observed durations are kept. `exact` keeps every one, so that quantiles and incidence are exact; `within_half_percent`
/// and `within_three_percent` keep each to that relative error, so that a summary's size no longer depends on the number of leads
/// (the buckets of an HDR histogram: as many leading bits as the error allows).
enum class precision { exact, within_half_percent, within_three_percent };

/// A bag of durations, none negative, in which order does not matter: adds, merges, compares, and gives them in ascending order.
/// Memory: 4 bytes for a value below 2³², 8 for a greater one; with a bounded error at most 61 KB.
class samples {
public:
    samples() = default;
    explicit samples(precision kept) noexcept : precision_(kept) {}

    void add(std::int64_t value)
    {
        ++size_;
        if (precision_ != precision::exact) add_rounded(value, 1);
        else if (value <= INT64_C(0xffff'ffff)) narrow_.add(static_cast<std::uint32_t>(value));
        else wide_.add(static_cast<std::uint64_t>(value));
    }

    samples& operator+=(samples other)
    {
        if (precision_ != precision::exact && buckets_.size() < other.buckets_.size()) buckets_.resize(other.buckets_.size());
        for (std::size_t i = 0; i != other.buckets_.size(); ++i) buckets_[i] += other.buckets_[i];
        size_ += other.size_;
        narrow_.append(std::move(other.narrow_));
        wide_.append(std::move(other.wide_));
        return *this;
    }

    [[nodiscard]] std::int64_t size() const noexcept { return size_; }

    /// Calls visit(tally) with the values in ascending order; equal values may come in one tally or in several.
    template <class Visit>
    void each_ascending(Visit&& visit) const
    {
        if (precision_ != precision::exact) {
            for (std::size_t i = 0; i != buckets_.size(); ++i)
                if (buckets_[i] != 0) visit(tally{middle(i), buckets_[i]});
            return;
        }
        for (auto const value : narrow_.sorted()) visit(tally{static_cast<std::int64_t>(value), 1});
        for (auto const value : wide_.sorted()) visit(tally{static_cast<std::int64_t>(value), 1});
    }

    friend bool operator==(samples const& a, samples const& b)
    {
        return a.size_ == b.size_ && a.precision_ == b.precision_ && a.narrow_.sorted() == b.narrow_.sorted()
            && a.wide_.sorted() == b.wide_.sorted() && std::equal(a.buckets_.begin(), a.buckets_.end(), b.buckets_.begin(), b.buckets_.end());
    }

private:
    /// Numbers in pieces: adding never copies what is there already, and two bags join without copying.
    template <class Number>
    class pile {
    public:
        void add(Number value)
        {
            if (top_.size() == top_.capacity()) grow();
            top_.push_back(value);
        }
        void append(pile other)
        {
            for (auto& piece : other.full_) full_.push_back(std::move(piece));
            if (!other.top_.empty()) full_.push_back(std::move(other.top_));
        }
        [[nodiscard]] std::vector<Number> sorted() const
        {
            std::size_t n = top_.size();
            for (auto const& piece : full_) n += piece.size();
            std::vector<Number> all;
            all.reserve(n);
            for (auto const& piece : full_) all.insert(all.end(), piece.begin(), piece.end());
            all.insert(all.end(), top_.begin(), top_.end());
            detail::radix_sort(all);
            return all;
        }

    private:
        void grow()
        {
            constexpr std::size_t smallest = 4, largest = std::size_t{1} << 16;
            std::size_t const     next     = std::clamp(4 * top_.capacity(), smallest, largest);
            if (top_.capacity() == largest) full_.push_back(std::exchange(top_, {}));
            top_.reserve(next);
        }

        std::vector<std::vector<Number>> full_;
        std::vector<Number>              top_;
    };

    // Values below 2^bits have a bucket each; above, each power of two is cut into 2^(bits - 1) buckets of equal width.
    [[nodiscard]] unsigned bits() const noexcept { return precision_ == precision::within_half_percent ? 8 : 5; }

    void add_rounded(std::int64_t value, std::int64_t times)
    {
        std::size_t const i = bucket(static_cast<std::uint64_t>(value));
        if (buckets_.size() <= i) buckets_.resize(i + 1);
        buckets_[i] += times;
    }
    [[nodiscard]] std::size_t bucket(std::uint64_t value) const noexcept
    {
        unsigned const width = static_cast<unsigned>(std::bit_width(value));
        if (width <= bits()) return static_cast<std::size_t>(value);
        unsigned const shift = width - bits();
        return (static_cast<std::size_t>(shift) << (bits() - 1)) + static_cast<std::size_t>(value >> shift);
    }
    [[nodiscard]] std::int64_t middle(std::size_t i) const noexcept
    {
        std::size_t const half = std::size_t{1} << (bits() - 1);
        if (i < 2 * half) return static_cast<std::int64_t>(i);
        std::size_t const   shift = i / half - 1;
        std::uint64_t const first = static_cast<std::uint64_t>(i - shift * half) << shift;
        return static_cast<std::int64_t>(first + ((std::uint64_t{1} << shift) - 1) / 2);
    }

    precision                 precision_ = precision::exact;
    std::int64_t              size_      = 0;
    pile<std::uint32_t>       narrow_;
    pile<std::uint64_t>       wide_;
    std::vector<std::int64_t> buckets_;
};

}} // namespace leadmetrics

#endif
