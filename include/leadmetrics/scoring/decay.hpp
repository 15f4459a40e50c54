// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DECAY_HPP
#define LEADMETRICS_SCORING_DECAY_HPP

// How much of an activity's points is left at a given age? Definitions, section 12.

#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/version.hpp>

#include <cmath>
#include <concepts>
#include <string>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// A function of an activity's age that returns the share of its points that is left: 1 at age 0, never rising, never negative. It is one of the four
/// below, or the caller's own.
template <class D>
concept decay = requires(D const& left, seconds age) {
    { left(age) } -> std::convertible_to<double>;
};

namespace detail {

inline seconds positive_length(char const* setting, timespan length)
{
    seconds const result = length.in_seconds();
    if (!(result.count() > 0)) refuse(setting, std::to_string(result.count()) + " s", "give a length of time above 0");
    return result;
}

} // namespace detail

/// Points do not fade.
struct no_decay {
    [[nodiscard]] constexpr double operator()(seconds) const noexcept { return 1; }
};

/// Half of the points are left after `length`, a quarter after twice as long: 2^(-age / length). Refused: a length that is not positive.
class half_life {
public:
    explicit half_life(timespan length) : length_(detail::positive_length("half_life", length)) {}

    [[nodiscard]] double  operator()(seconds age) const noexcept { return std::exp2(-(age / length_)); }
    [[nodiscard]] seconds length() const noexcept { return length_; }

private:
    seconds length_;
};

/// Points fade linearly and are gone after `length`: 1 - age / length, then 0. Refused: a length that is not positive.
class linear_decay {
public:
    explicit linear_decay(timespan length) : length_(detail::positive_length("linear_decay", length)) {}

    [[nodiscard]] double  operator()(seconds age) const noexcept { return age < length_ ? 1 - age / length_ : 0; }
    [[nodiscard]] seconds length() const noexcept { return length_; }

private:
    seconds length_;
};

/// Points keep their full value up to the age `length`, inclusive, and are gone after it. Refused: a length that is not positive.
class expiry {
public:
    explicit expiry(timespan length) : length_(detail::positive_length("expiry", length)) {}

    [[nodiscard]] double  operator()(seconds age) const noexcept { return age <= length_ ? 1 : 0; }
    [[nodiscard]] seconds length() const noexcept { return length_; }

private:
    seconds length_;
};

}} // namespace leadmetrics

#endif
