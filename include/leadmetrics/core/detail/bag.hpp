// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_DETAIL_BAG_HPP
#define LEADMETRICS_CORE_DETAIL_BAG_HPP

#include <leadmetrics/version.hpp>

#include <algorithm>
#include <functional>
#include <iterator>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Observations of which all are kept: two bags add up to one that has those of both, and are equal if they hold the same in whatever order.
template <class T, class Less = std::less<>>
struct bag {
    using value_type = T;

    std::vector<T> all;

    bag& operator+=(bag other)
    {
        if (all.empty()) all = std::move(other.all);
        else all.insert(all.end(), std::make_move_iterator(other.all.begin()), std::make_move_iterator(other.all.end()));
        return *this;
    }
    [[nodiscard]] std::vector<T> sorted() const
    {
        auto result = all;
        if (!std::is_sorted(result.begin(), result.end(), Less{})) std::sort(result.begin(), result.end(), Less{});
        return result;
    }
    friend bool operator==(bag const& a, bag const& b) { return a.all.size() == b.all.size() && a.sorted() == b.sorted(); }
};

}}} // namespace leadmetrics::detail

#endif
