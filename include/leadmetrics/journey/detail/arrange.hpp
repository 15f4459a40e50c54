// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_DETAIL_ARRANGE_HPP
#define LEADMETRICS_JOURNEY_DETAIL_ARRANGE_HPP

#include <leadmetrics/journey/detail/event.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Sorts one lead's events. Insertion sort is fastest here: most leads have few events, and most exports are nearly in order.
inline void sort_events(event* first, event* last)
{
    if (last - first > 32) {
        if (!std::is_sorted(first, last)) std::sort(first, last);
        return;
    }
    for (event* next = first; next != last; ++next) {
        event const here  = *next;
        event*      place = next;
        for (; place != first && here < place[-1]; --place) *place = place[-1];
        *place = here;
    }
}

/// Puts one lead's events in the order of definitions, section 2: equal instants in funnel order, a lost stage last. Instants within `tolerance` of
/// the earliest of a group are set to that earliest instant.
inline void arrange(event* first, event* last, std::int64_t tolerance)
{
    sort_events(first, last);
    if (tolerance == 0) return;
    for (event* bunch = first; bunch != last && bunch->usable();) {
        event* next = bunch + 1;
        for (; next != last && next->usable() && saturated_difference(next->at, bunch->at) <= tolerance; ++next) next->at = bunch->at;
        sort_events(bunch, next);
        bunch = next;
    }
}

/// `arrange` as a function object.
struct in_order {
    std::int64_t tolerance = 0;

    void operator()(event* first, event* last) const { arrange(first, last, tolerance); }

    [[nodiscard]] constexpr bool keeps_order() const noexcept { return tolerance == 0; }
};

}}} // namespace leadmetrics::detail

#endif
