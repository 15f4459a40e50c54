// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DETAIL_HALF_LIFE_WEIGHTS_HPP
#define LEADMETRICS_SCORING_DETAIL_HALF_LIFE_WEIGHTS_HPP

#include <leadmetrics/core/time.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <ratio>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Computes 2^(-age / half-life), to 3 units in the last place. It takes three loads and two products, a third of the time of std::exp2. An age in
/// whole seconds below 2^30 (34 years) is split into three digits of ten bits, each with its own table.
class half_life_weights {
public:
    explicit half_life_weights(seconds half_life) : half_life_(half_life.count())
    {
        for (std::size_t digit = 0; digit != 1024; ++digit)
            for (unsigned place = 0; place != 3; ++place)
                tables_[place][digit] =
                    static_cast<double>(std::exp2(-static_cast<long double>(digit << 10 * place) / static_cast<long double>(half_life_)));
    }

    /// Returns the weight at an age counted in `Duration`s.
    template <class Duration>
    [[nodiscard, gnu::always_inline]] inline double of(std::int64_t age) const
    {
        using period = typename Duration::period;
        if constexpr (period::den == 1) {
            if (static_cast<std::uint64_t>(age) < seconds_known / period::num) [[likely]]
                return of_seconds(static_cast<std::uint64_t>(age) * period::num);
        } else if constexpr (period::num == 1) {
            auto const whole = static_cast<std::uint64_t>(age) / period::den, rest = static_cast<std::uint64_t>(age) % period::den;
            if (whole < seconds_known) [[likely]]
                return rest == 0 ? of_seconds(whole) : of_seconds(whole) * computed(static_cast<double>(rest) / period::den);
        }
        return computed(static_cast<double>(age) * period::num / period::den);
    }
    /// Returns the weight after the time from one instant to a later one. Times above 2^63 ticks count as 2^63 ticks.
    template <class Duration>
    [[nodiscard, gnu::always_inline]] inline double between(std::int64_t from, std::int64_t to) const
    {
        auto const age = static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from);
        if constexpr (std::ratio_equal_v<typename Duration::period, std::ratio<1>>)
            if (age < seconds_known) [[likely]]
                return of_seconds(age);
        return of<Duration>(static_cast<std::int64_t>((std::min)(age, static_cast<std::uint64_t>(INT64_MAX))));
    }
    [[nodiscard, gnu::noinline]] double computed(double in_seconds) const { return std::exp2(-in_seconds / half_life_); }

    [[nodiscard]] seconds half_life() const noexcept { return seconds{half_life_}; }

private:
    static constexpr std::uint64_t seconds_known = std::uint64_t{1} << 30;

    [[nodiscard]] double of_seconds(std::uint64_t age) const noexcept
    {
        return tables_[2][age >> 20] * tables_[1][age >> 10 & 1023] * tables_[0][age & 1023];
    }

    double                                  half_life_;
    std::array<std::array<double, 1024>, 3> tables_; // by the lowest, middle and highest ten bits of the age
};

}}} // namespace leadmetrics::detail

#endif
