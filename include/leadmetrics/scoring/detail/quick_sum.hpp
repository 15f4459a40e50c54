// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DETAIL_QUICK_SUM_HPP
#define LEADMETRICS_SCORING_DETAIL_QUICK_SUM_HPP

#include <leadmetrics/scoring/detail/all_points_given.hpp>
#include <leadmetrics/scoring/detail/half_life_weights.hpp>
#include <leadmetrics/scoring/detail/ledger_metric.hpp>
#include <leadmetrics/scoring/detail/single_sum.hpp>
#include <leadmetrics/version.hpp>

#include <cmath>
#include <cstdint>
#include <optional>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// The result of quick_sum for a ledger.
struct summed_points {
    double       sum       = 0; // as of the closing
    std::int64_t used      = 0;
    std::int64_t scored_at = INT64_MIN, raised_at = INT64_MIN; // instants of the latest scored activity and the latest raise
};

/// A `follow` argument that does nothing.
struct no_following {
    static constexpr bool divides(double) noexcept { return true; }
    static constexpr void before(std::int64_t, double, double) noexcept {}
    static constexpr void after(std::int64_t, double, double, double) noexcept {}
};

/// Adds up a ledger's points under a model that suits single_sum and in which no rule limits times. One loop keeps everything in registers; most
/// scores are computed here. Returns empty where the activities do not come in the order in which points are added up, or where a record is unusable,
/// later than `as_of`, clamped or not finite; quick_score then gives the same score. Only with `Dates` does the result say when something last
/// scored. `follow` is called with the sum before and after points are added (see crossings).
template <bool Dates, class Duration, class Model, class Ledger, class Follow>
std::optional<summed_points> quick_sum(Model const& model, Ledger const& ledger, std::int64_t as_of, Follow&& follow)
{
    auto const add_up = [&](auto const& weight_of) -> std::optional<summed_points> {
        // Separate variables: some compilers keep a struct in memory.
        double       sum  = 0;
        std::int64_t used = 0, scored_at = INT64_MIN, raised_at = INT64_MIN, last_at = INT64_MIN;
        bool         plain = true;
        struct {
            std::int64_t clamped = 0, not_finite = 0;
        } odd;
        ledger.each_activity([&](auto const& one) {
            if (one.at() > as_of || !one.usable()) [[unlikely]] {
                plain = false;
                return;
            }
            ++used;
            each_points_given(model, one, odd, [&](points_given const& what) {
                double const weight = weight_of(one.at());
                plain &= what.at > last_at && follow.divides(weight);
                last_at = what.at;
                follow.before(what.at, weight, sum);
                sum += what.points * weight;
                follow.after(what.at, what.points, weight, sum);
                if constexpr (Dates) {
                    scored_at = std::abs(what.points) > 0 ? what.at : scored_at; // compilers turn this comparison into a conditional move, not a jump
                    raised_at = what.points > 0 ? what.at : raised_at;
                }
            });
        });
        if (!plain || (odd.clamped | odd.not_finite) != 0) return std::nullopt;
        return summed_points{sum, used, scored_at, raised_at};
    };
    half_life_weights const* const weights = model.how().slots[0].decay.weights();
    if (weights == nullptr) return add_up([](std::int64_t) { return 1.0; });
    return add_up([weights, as_of](std::int64_t at) { return weights->template between<Duration>(at, as_of); });
}

}}} // namespace leadmetrics::detail

#endif
