// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CALENDAR_DETAIL_OPENING_PATTERN_HPP
#define LEADMETRICS_CALENDAR_DETAIL_OPENING_PATTERN_HPP

#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// An open stretch [from, to) of a pattern, in seconds.
struct open_seconds {
    std::int64_t from, to;

    friend constexpr bool operator==(open_seconds const&, open_seconds const&) = default;
};

/// Opening hours that repeat every `period` seconds, stored as prefix sums of the open time.
class opening_pattern {
public:
    /// `open` must be in ascending order and must not overlap.
    opening_pattern(std::int64_t period, std::vector<open_seconds> const& open) : period_(period)
    {
        for (open_seconds const& one : open) {
            spans_.push_back({one.from, one.to, total_});
            total_ += one.to - one.from;
        }
        spans_.push_back({period, INT64_MAX, total_});
        for (std::int64_t hour = 0; hour * 3600 < period; ++hour) {
            std::size_t k = 0;
            while (spans_[k].to <= hour * 3600) ++k;
            first_in_hour_.push_back(static_cast<std::uint32_t>(k));
        }
    }

    [[nodiscard]] std::int64_t total() const noexcept { return total_; }

    /// Returns the number of open seconds in [0, x); for x < 0, minus the number in [x, 0).
    [[nodiscard]] std::int64_t before(std::int64_t x) const noexcept
    {
        std::int64_t const round = floor_round(x), rest = x - round * period_;
        span const&        here = span_at(rest);
        return round * total_ + here.before + (std::max)(rest - here.from, std::int64_t{0});
    }
    [[nodiscard]] bool open_at(std::int64_t x) const noexcept
    {
        std::int64_t const rest = x - floor_round(x) * period_;
        return rest >= span_at(rest).from;
    }
    /// Returns the earliest x with before(x) >= open. Requires that total() is not 0.
    [[nodiscard]] int128 reach(std::int64_t open) const noexcept
    {
        std::int64_t const quotient = (open - 1) / total_, round = quotient * total_ > open - 1 ? quotient - 1 : quotient;
        std::int64_t const rest = open - round * total_; // 1 … total
        auto const  after = std::lower_bound(spans_.begin() + 1, spans_.end(), rest, [](span const& s, std::int64_t x) { return s.before < x; });
        span const& here  = *(after - 1);
        return static_cast<int128>(round) * period_ + here.from + (rest - here.before);
    }

private:
    struct span {
        std::int64_t from, to, before; // before: open seconds until `from`
    };

    [[nodiscard]] std::int64_t floor_round(std::int64_t x) const noexcept
    {
        // A division by a constant (the length of a week) is several times as fast.
        std::int64_t const round = period_ == 604800 ? x / 604800 : x / period_;
        return round * period_ > x ? round - 1 : round;
    }
    /// Returns the first span that ends after `rest`.
    [[nodiscard]] span const& span_at(std::int64_t rest) const noexcept
    {
        span const* here = spans_.data() + first_in_hour_[static_cast<std::size_t>(rest) / 3600];
        while (here->to <= rest) ++here;
        return *here;
    }

    std::int64_t               period_, total_ = 0;
    std::vector<span>          spans_;
    std::vector<std::uint32_t> first_in_hour_;
};

}}} // namespace leadmetrics::detail

#endif
