// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_STATS_NORMAL_HPP
#define LEADMETRICS_STATS_NORMAL_HPP

#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/version.hpp>

#include <cmath>
#include <string>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// An interval from `low` to `high`, such as a confidence interval.
struct interval {
    double low  = 0;
    double high = 0;

    friend constexpr bool operator==(interval const&, interval const&) = default;
};

namespace detail {

/// Returns (c₀ + c₁x + … + c₇x⁷) / (d₀ + d₁x + … + d₇x⁷).
inline double ratio_of_polynomials(double x, double const (&c)[8], double const (&d)[8]) noexcept
{
    double above = c[7], below = d[7];
    for (int i = 6; i >= 0; --i) {
        above = above * x + c[i];
        below = below * x + d[i];
    }
    return above / below;
}

} // namespace detail

/// Returns the p-quantile of the standard normal distribution to about 16 digits (algorithm AS 241, Wichura 1988, PPND16). Refused: a p that is not
/// between 0 and 1.
inline double normal_quantile(double p)
{
    if (!(p > 0 && p < 1)) detail::refuse("p", std::to_string(p), "a normal quantile needs a probability between 0 and 1");
    double const q = p - 0.5;
    if (std::abs(q) <= 0.425) {
        return q
               * detail::ratio_of_polynomials(0.180625 - q * q,
                                              {3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
                                               4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3},
                                              {1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
                                               2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3});
    }
    double const r    = std::sqrt(-std::log(q < 0 ? p : 1 - p));
    double const tail = r <= 5 ? detail::ratio_of_polynomials(
                                     r - 1.6,
                                     {1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
                                      1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4},
                                     {1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1, 1.48103976427480074590e-1,
                                      1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9})
                               : detail::ratio_of_polynomials(
                                     r - 5,
                                     {6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
                                      2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7},
                                     {1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2, 7.86869131145613259100e-4,
                                      1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15});
    return q < 0 ? -tail : tail;
}

namespace detail {

/// Returns the z value of a two-sided interval at a level, such as 1.96 for the level 0.95.
inline double two_sided_z(double level)
{
    if (!(level > 0 && level < 1)) refuse("level", std::to_string(level), "an interval's level lies between 0 and 1, as 0.95");
    return level == 0.95 ? 1.959963984540054 : normal_quantile(0.5 + level / 2);
}

} // namespace detail

}} // namespace leadmetrics

#endif
