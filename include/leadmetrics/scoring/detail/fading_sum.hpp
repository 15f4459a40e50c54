// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DETAIL_FADING_SUM_HPP
#define LEADMETRICS_SCORING_DETAIL_FADING_SUM_HPP

#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/scoring/detail/half_life_weights.hpp>
#include <leadmetrics/version.hpp>

#include <cstdint>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Returns the points, limited to `limit` in absolute value.
inline double bounded_by(double limit, double points) noexcept { return points > limit ? limit : points < -limit ? -limit : points; }

/// A sum of points that fade by half-life, or that stay. It is as of one reference instant, so that nothing is rescaled at each addition; where
/// points lie more half-lives from it than a double can hold, the reference moves to them. Points above and below 0 are kept apart: each of the two
/// only fades, which gives bounds of the sum over any stretch of time.
template <class Duration>
struct fading_sum {
    double                   on, off; // points above and below 0, as of the reference
    std::int64_t             reference;
    half_life_weights const* weights; // null: the points do not fade

    /// Adds points. None are lost where instants come in order, however far they are from the reference.
    void add(std::int64_t at, double points)
    {
        if (weights != nullptr) {
            if (at <= reference) {
                double const faded = weight(at, reference);
                if (faded > room || on != 0 || off != 0) points *= faded;
                else reference = at;
            } else {
                double const faded = weight(reference, at);
                if (faded > room) points /= faded;
                else *this = {on * faded, off * faded, at, weights};
            }
        }
        (points > 0 ? on : off) += points;
    }
    void clear() noexcept { on = off = 0; }

    /// Returns what is left of the points above 0 at `when_on` and of those below 0 at `when_off`, each `rest` seconds later.
    [[nodiscard]] double left(std::int64_t when_on, std::int64_t when_off, double rest = 0) const
    {
        return weights == nullptr ? on + off : left_of(on, when_on, rest) + left_of(off, when_off, rest);
    }

private:
    static constexpr double room = 0x1p-512;

    [[nodiscard]] double weight(std::int64_t from, std::int64_t to) const { return weights->template of<Duration>(saturated_difference(to, from)); }
    [[nodiscard]] double left_of(double points, std::int64_t at, double rest) const
    {
        if (points == 0) return 0.0;
        double const whole = points * weight(reference, at);
        return rest == 0 ? whole : whole * weights->computed(rest);
    }
};

}}} // namespace leadmetrics::detail

#endif
