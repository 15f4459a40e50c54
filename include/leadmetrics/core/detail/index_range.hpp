// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_DETAIL_INDEX_RANGE_HPP
#define LEADMETRICS_CORE_DETAIL_INDEX_RANGE_HPP

#include <leadmetrics/version.hpp>

#include <compare>
#include <cstddef>
#include <iterator>
#include <type_traits>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// A random-access iterator over a range whose operator[] makes the i-th element on demand.
template <class Range>
class index_iterator {
public:
    using difference_type   = std::ptrdiff_t;
    using reference         = decltype(std::declval<Range const&>()[std::size_t{}]);
    using value_type        = std::remove_cvref_t<reference>;
    using iterator_category = std::input_iterator_tag; // for algorithms older than C++20, which expect forward iterators to return references
    using iterator_concept  = std::random_access_iterator_tag;
    using pointer           = void;

    constexpr index_iterator() = default;
    constexpr index_iterator(Range const& range, std::size_t i) noexcept : range_(&range), i_(static_cast<difference_type>(i)) {}

    constexpr reference operator*() const { return (*range_)[static_cast<std::size_t>(i_)]; }
    constexpr reference operator[](difference_type n) const { return *(*this + n); }

    constexpr index_iterator& operator++() noexcept { return *this += 1; }
    constexpr index_iterator  operator++(int) noexcept
    {
        auto const before = *this;
        ++i_;
        return before;
    }
    constexpr index_iterator& operator--() noexcept { return *this -= 1; }
    constexpr index_iterator  operator--(int) noexcept
    {
        auto const before = *this;
        --i_;
        return before;
    }
    constexpr index_iterator& operator+=(difference_type n) noexcept
    {
        i_ += n;
        return *this;
    }
    constexpr index_iterator&        operator-=(difference_type n) noexcept { return *this += -n; }
    friend constexpr index_iterator  operator+(index_iterator it, difference_type n) noexcept { return it += n; }
    friend constexpr index_iterator  operator+(difference_type n, index_iterator it) noexcept { return it += n; }
    friend constexpr index_iterator  operator-(index_iterator it, difference_type n) noexcept { return it -= n; }
    friend constexpr difference_type operator-(index_iterator a, index_iterator b) noexcept { return a.i_ - b.i_; }
    friend constexpr bool            operator==(index_iterator a, index_iterator b) noexcept { return a.i_ == b.i_; }
    friend constexpr auto            operator<=>(index_iterator a, index_iterator b) noexcept { return a.i_ <=> b.i_; }

private:
    Range const*    range_ = nullptr;
    difference_type i_     = 0;
};

}}} // namespace leadmetrics::detail

#endif
