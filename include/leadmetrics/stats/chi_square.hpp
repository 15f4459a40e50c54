// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_STATS_CHI_SQUARE_HPP
#define LEADMETRICS_STATS_CHI_SQUARE_HPP

#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/version.hpp>

#include <cmath>
#include <string>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// Returns the probability with which a chi-square variable is above `x`: the p value of a test, also where it is very small. The degrees of freedom
/// are whole, so that the tail is a finite sum (Abramowitz & Stegun 1964, 26.4.4 and 26.4.5). Refused: no degree of freedom, an x that is negative or
/// no number. Complexity: linear in degrees of freedom.
[[nodiscard]] inline double chi_square_tail(double x, int degrees_of_freedom)
{
    if (degrees_of_freedom < 1) detail::refuse("degrees_of_freedom", std::to_string(degrees_of_freedom), "give at least one");
    if (!(x >= 0)) detail::refuse("x", std::to_string(x), "a chi-square statistic is 0 or more");
    double const half = x / 2;
    bool const   even = degrees_of_freedom % 2 == 0;
    double       tail = even ? std::exp(-half) : std::erfc(std::sqrt(half));
    // Terms of half^k / k!, or of half^(k + 1/2) / gamma(k + 3/2), by logarithms: each may be small beside a large x.
    double const log_half = half > 0 ? std::log(half) : 0;
    for (int df = even ? 4 : 3; half > 0 && df <= degrees_of_freedom; df += 2) {
        double const power = df / 2.0 - 1;
        tail += std::exp(power * log_half - half - std::lgamma(power + 1));
    }
    return tail < 1 ? tail : 1;
}

}} // namespace leadmetrics

#endif
