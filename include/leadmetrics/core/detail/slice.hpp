// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_DETAIL_SLICE_HPP
#define LEADMETRICS_CORE_DETAIL_SLICE_HPP

#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <range/v3/iterator/operations.hpp>
#include <range/v3/range/access.hpp>
#include <range/v3/range/concepts.hpp>
#include <range/v3/range/primitives.hpp>

#include <cstddef>

namespace leadmetrics { inline namespace v0_1 { namespace detail {

/// Elements between two iterators, no more.
template <class Iterator, class Sentinel = Iterator>
struct bounds {
    Iterator           first;
    Sentinel           last;
    constexpr Iterator begin() const { return first; }
    constexpr Sentinel end() const { return last; }
};

/// How a range is cut for several threads: it has `extent` units, and the units [from, to) of it make a range of their own. A range
/// whose elements are no units of equal size (runs of records) says so by members `extent()` and `slice(from, to)`.
template <class Range>
constexpr std::size_t extent(Range&& range)
{
    if constexpr (requires { range.extent(); }) return range.extent();
    else return static_cast<std::size_t>(ranges::distance(range));
}

template <class Range>
constexpr auto slice(Range&& range, std::size_t from, std::size_t to)
{
    if constexpr (requires { range.slice(from, to); }) return range.slice(from, to);
    else {
        using difference = ranges::range_difference_t<Range>;
        auto const first = ranges::next(ranges::begin(range), static_cast<difference>(from));
        return bounds<decltype(ranges::begin(range))>{first, ranges::next(first, static_cast<difference>(to - from))};
    }
}

/// Calls visit(element) with each element of a range or slice, by the way of its iterators where they have one.
template <class Range, class Visit>
constexpr void each_element(Range&& range, Visit const& visit)
{
    auto       here = ranges::begin(range);
    auto const last = ranges::end(range);
    if constexpr (requires { here.each_until(last, visit); }) here.each_until(last, visit);
    else
        for (; here != last; ++here) {
            auto&& element = *here;
            visit(element);
        }
}

/// Calls read(), which reads all slices of a range. What slices cannot see of one another they may take for granted: a range of that
/// kind says by `granted()` that they do, and afterwards by `held(was_granted, runner)` whether they were right. If not, it knows better
/// now, and all are read again.
template <class Range, class Runner, class Read>
constexpr void read_slices(Range const& range, Runner const& run, Read const& read)
{
    if constexpr (requires { range.granted(); }) {
        bool const granted = range.granted();
        read();
        if (!range.held(granted, run)) read();
    } else read();
}

}}} // namespace leadmetrics::detail

#endif
