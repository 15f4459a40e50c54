// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_DETAIL_SLICE_HPP
#define LEADMETRICS_CORE_DETAIL_SLICE_HPP

#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/version.hpp>
#include <range/v3/iterator/operations.hpp>
#include <range/v3/range/access.hpp>
#include <range/v3/range/concepts.hpp>
#include <range/v3/range/primitives.hpp>

#include <cstddef>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// A range that consists of two iterators only.
template <class Iterator, class Sentinel = Iterator>
struct bounds {
    Iterator           first;
    Sentinel           last;
    constexpr Iterator begin() const { return first; }
    constexpr Sentinel end() const { return last; }
};

/// Returns the number of units into which a range can be cut for several threads. By default a unit is an element. A range whose elements
/// differ in size (runs of records, for example) may count other units: it then has members `extent()` and `slice(from, to)`.
template <class Range>
constexpr std::size_t extent(Range&& range)
{
    if constexpr (requires { range.extent(); }) return range.extent();
    else return static_cast<std::size_t>(ranges::distance(range));
}

/// Returns the units [from, to) of a range as a range.
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

/// Calls visit(element) for each element of a range or slice. Iterators that have a member `each_until(last, visit)` do the loop themselves.
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

/// Calls read(), which reads all slices of a range, and calls it a second time where that is necessary. One slice cannot see the records of
/// another, so slices may rely on an assumption about the whole range. A range with such an assumption returns from `is_assumed()` whether its
/// slices rely on it. After the reading, `proved_right(was_assumed, runner)` returns whether the assumption was true. If it was false, the range has
/// corrected itself by then and all slices are read again.
template <class Range, class Runner, class Read>
constexpr void read_slices(Range const& range, Runner const& run, Read const& read)
{
    if constexpr (requires { range.is_assumed(); }) {
        bool const assumed = range.is_assumed();
        read();
        if (!range.proved_right(assumed, run)) read();
    } else read();
}

}}} // namespace leadmetrics::detail

#endif
