// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CALENDAR_WORKING_DURATION_HPP
#define LEADMETRICS_CALENDAR_WORKING_DURATION_HPP

#include <leadmetrics/version.hpp>

#include <chrono>
#include <compare>
#include <type_traits>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// A length of working time. It can be compared with durations and with other lengths of working time, and added to the latter. It cannot be added
/// to an instant with +, because the closed hours in between would be ignored; `working_time::add` does this correctly.
template <class Duration>
class working_duration {
public:
    using duration = Duration;

    constexpr working_duration() = default;
    constexpr explicit working_duration(Duration length) : length_(length) {}
    template <class Other>
        requires std::is_convertible_v<Other, Duration>
    constexpr working_duration(working_duration<Other> const& other) : length_(other.open_time())
    {
    }

    /// Returns the length as a plain duration, for printing and arithmetic: the time during which the office was open.
    [[nodiscard]] constexpr Duration open_time() const noexcept { return length_; }

    constexpr working_duration& operator+=(working_duration const& other)
    {
        length_ += other.length_;
        return *this;
    }
    constexpr working_duration& operator-=(working_duration const& other)
    {
        length_ -= other.length_;
        return *this;
    }
    [[nodiscard]] constexpr working_duration        operator-() const { return working_duration{-length_}; }
    [[nodiscard]] friend constexpr working_duration operator+(working_duration a, working_duration const& b) { return a += b; }
    [[nodiscard]] friend constexpr working_duration operator-(working_duration a, working_duration const& b) { return a -= b; }

    template <class Other>
    [[nodiscard]] friend constexpr bool operator==(working_duration const& a, working_duration<Other> const& b)
    {
        return a.length_ == b.open_time();
    }
    template <class Other>
    [[nodiscard]] friend constexpr auto operator<=>(working_duration const& a, working_duration<Other> const& b)
    {
        return a <=> b.open_time();
    }
    template <class Rep, class Period>
    [[nodiscard]] friend constexpr bool operator==(working_duration const& a, std::chrono::duration<Rep, Period> const& b)
    {
        return a.length_ == b;
    }
    template <class Rep, class Period>
    [[nodiscard]] friend constexpr auto operator<=>(working_duration const& a, std::chrono::duration<Rep, Period> const& b)
    {
        using ordering = std::compare_three_way_result_t<Rep, typename Duration::rep>;
        return a.length_ < b ? ordering::less : b < a.length_ ? ordering::greater : ordering::equivalent;
    }

private:
    Duration length_{};
};

}} // namespace leadmetrics

#endif
