// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DETAIL_WINDOW_TURN_HPP
#define LEADMETRICS_SCORING_DETAIL_WINDOW_TURN_HPP

#include <leadmetrics/scoring/detail/points_given.hpp>
#include <leadmetrics/version.hpp>

#include <cstdint>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Tells to which window of a calendar each of several instants belongs, which must be taken in order of time. Where clocks go back over midnight
/// (St. John's did so at 00:01 until 2011), a day comes back once, so the window before the latest is known, too.
class window_turn {
public:
    enum class window : unsigned char { latest, next, before };

    template <class Duration, class SameWindow>
    window take(std::int64_t at, SameWindow const& same)
    {
        auto const in_window_of = [&](std::int64_t other) { return same(second_of<Duration>(other), second_of<Duration>(at)); };
        if (taken_ != 0 && in_window_of(latest_)) return window::latest;
        if (taken_ > 1 && in_window_of(before_)) return window::before;
        before_ = latest_;
        latest_ = at;
        if (taken_ < 2) ++taken_;
        return window::next;
    }

private:
    std::int64_t latest_ = 0, before_ = 0; // an instant of each of the two windows
    int          taken_ = 0;               // how many of the two there are
};

}}} // namespace leadmetrics::detail

#endif
