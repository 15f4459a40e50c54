// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_DETAIL_SETTLE_PATH_HPP
#define LEADMETRICS_JOURNEY_DETAIL_SETTLE_PATH_HPP

#include <leadmetrics/core/detail/small_vector.hpp>
#include <leadmetrics/journey/detail/arrange.hpp>
#include <leadmetrics/journey/detail/event.hpp>
#include <leadmetrics/journey/detail/path_code.hpp>
#include <leadmetrics/version.hpp>

#include <cstdint>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Puts one lead's events in the order that paths need: touches, sales, refunds, each in order of time (definitions, section 2), then the events that
/// are not used, whose code becomes the reason.
struct settle_path {
    std::int64_t as_of;
    std::int64_t tolerance;

    void operator()(event* first, event* last) const
    {
        arrange(first, last, tolerance);
        auto  part   = path_part::touch;
        bool  sorted = true;
        event before = event::make(INT64_MIN, duplicate_code, 0); // differs from every touch
        for (event* one = first; one != last; ++one) {
            path_part here = part_of(one->code());
            if (here == path_part::touch && one->same_but_for_record(before)) here = ignored(*one, duplicate_code);
            else if (here != path_part::ignored) {
                before = *one;
                if (one->at > as_of) here = ignored(*one, after_as_of_code);
            }
            sorted = sorted && part <= here;
            part   = here;
        }
        if (!sorted) by_part(first, last);
    }

private:
    static path_part ignored(event& one, event_code why) noexcept
    {
        one = event::make(one.at, why, one.record());
        return path_part::ignored;
    }

    static void by_part(event* first, event* last)
    {
        small_vector<event, 32> others;
        event*                  next = first;
        for (event const* one = first; one != last; ++one) {
            if (part_of(one->code()) == path_part::touch) *next++ = *one;
            else others.push_back(*one);
        }
        for (path_part const part : {path_part::sale, path_part::refund, path_part::ignored})
            for (event const& one : others)
                if (part_of(one.code()) == part) *next++ = one;
    }
};

}}} // namespace leadmetrics::detail

#endif
