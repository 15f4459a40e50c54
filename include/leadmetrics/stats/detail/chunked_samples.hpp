// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_STATS_DETAIL_CHUNKED_SAMPLES_HPP
#define LEADMETRICS_STATS_DETAIL_CHUNKED_SAMPLES_HPP

#include <leadmetrics/core/detail/bulk.hpp>
#include <leadmetrics/stats/detail/order_statistics.hpp>
#include <leadmetrics/stats/detail/radix_sort.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// A bag of numbers that is stored in pieces, so that neither adding a number nor appending another bag copies the numbers stored before. Two bags
/// are equal if they hold the same numbers in any order.
template <class Number>
class chunked_samples {
public:
    void add(Number value)
    {
        if (top_.size() == top_.capacity()) [[unlikely]]
            grow();
        top_.push_back(value);
        settled_ = false;
    }

    [[nodiscard]] std::size_t size() const noexcept
    {
        std::size_t n = top_.size();
        for (auto const& piece : full_) n += piece.size();
        return n;
    }

    void append(chunked_samples other)
    {
        for (auto& piece : other.full_) full_.push_back(std::move(piece));
        if (!other.top_.empty()) full_.push_back(std::move(other.top_));
        settled_ = full_.empty() && top_.empty();
    }

    /// Sorts all numbers into one piece.
    void settle()
    {
        if (settled_) return;
        full_.push_back(std::exchange(top_, {}));
        top_ = radix_sorted(full_);
        full_.clear();
        settled_ = true;
    }

    /// Returns the numbers at some places (from 0) of the ascending order. `ranks` must be in ascending order.
    [[nodiscard]] std::vector<Number> at_ranks(std::span<std::size_t const> ranks)
    {
        if (ranks.empty()) return {};
        if (!settled_) {
            full_.push_back(std::exchange(top_, {}));
            return order_statistics(full_, ranks);
        }
        std::vector<Number> result;
        for (std::size_t const rank : ranks) result.push_back(top_[rank]);
        return result;
    }

    /// Returns all numbers in ascending order. Requires a call of settle() since the last change.
    [[nodiscard]] bulk_vector<Number> const& sorted() const noexcept { return top_; }

    /// Returns all numbers in ascending order, without a change to this object.
    [[nodiscard]] bulk_vector<Number> sorted_copy() const
    {
        if (settled_) return top_;
        auto pieces = full_;
        pieces.push_back(top_);
        return radix_sorted(pieces);
    }
    /// Takes numbers in ascending order in place of those that are here.
    void assign_sorted(bulk_vector<Number> numbers)
    {
        full_.clear();
        top_     = std::move(numbers);
        settled_ = true;
    }
    [[nodiscard]] bool settled() const noexcept { return settled_; }

    friend bool operator==(chunked_samples a, chunked_samples b)
    {
        a.settle();
        b.settle();
        return a.top_ == b.top_;
    }

private:
    void grow()
    {
        constexpr std::size_t smallest = 4, largest = (std::size_t{1} << 21) / sizeof(Number); // the largest pieces fill one huge page (2 MB) each
        if (top_.capacity() >= largest) full_.push_back(std::exchange(top_, {}));
        top_.reserve(std::clamp(4 * top_.capacity(), smallest, largest));
    }

    std::vector<bulk_vector<Number>> full_;
    bulk_vector<Number>              top_;
    bool                             settled_ = true;
};

}}} // namespace leadmetrics::detail

#endif
