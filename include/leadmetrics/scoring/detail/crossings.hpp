// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DETAIL_CROSSINGS_HPP
#define LEADMETRICS_SCORING_DETAIL_CROSSINGS_HPP

#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/scoring/detail/half_life_weights.hpp>
#include <leadmetrics/scoring/detail/readiness.hpp>
#include <leadmetrics/scoring/detail/score_plan.hpp>
#include <leadmetrics/scoring/detail/single_sum.hpp>
#include <leadmetrics/version.hpp>

#include <cstdint>
#include <optional>
#include <type_traits>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Returns the lowest score that `reaches` accepts for a threshold above 0.
inline double lowered(double threshold) noexcept { return threshold - 1e-14 * threshold; }

/// Whether a weight is large enough to divide by.
inline bool can_divide(double weight) noexcept { return weight > 0x1p-512; }

/// Finds when a single sum of points was at or over a threshold, while the sum is added up. The sum is as of the closing of the books: with the
/// weight w(t) that points of instant t have at the closing, the score at t was sum / w(t). So most activities need only one comparison. Between
/// activities with points, a score that is ready can only fall, and one that is not ready stays below.
template <class Duration>
class crossings {
public:
    crossings(score_plan const& plan, double threshold) noexcept : plan_(&plan), threshold_(threshold), lowered_(lowered(threshold)) {}

    /// Whether this class suits a plan that already suits a single sum: only points can make a lead ready, and floor and ceiling do not decide it.
    static bool suits(score_plan const& plan, double threshold) noexcept
    {
        return threshold > 0 && !reaches(plan.bounded(0), threshold) && reaches(plan.ceiling, threshold);
    }
    static bool divides(double weight) noexcept { return can_divide(weight); }

    /// Must be called before points are added, at an instant of this weight.
    [[gnu::always_inline]] inline void before(std::int64_t at, double weight, double sum)
    {
        if (ready_) [[unlikely]]
            fades_until(at, weight, sum);
    }
    /// Must be called after all points of the instant are added; `points` are the last of them.
    [[gnu::always_inline]] inline void after(std::int64_t at, double points, double weight, double sum)
    {
        if ((sum >= lowered_ * weight) != ready_) [[unlikely]]
            turns(at, points);
        last_at_     = points != 0 ? at : last_at_;
        last_weight_ = points != 0 ? weight : last_weight_;
    }
    /// Must be called after all activities; returns the readiness up to `as_of`.
    [[nodiscard]] readiness up_to(std::int64_t as_of, double sum)
    {
        if (ready_) {
            single_sum<Duration> const state = now(sum);
            if (threshold_solver{state, threshold_}.ready(as_of)) result_.until = threshold_solver{state, threshold_}.next_after(as_of, false);
            else if (last_at_ < as_of) falls(sum, as_of);
        }
        if (fall_) result_.fell = threshold_solver{fall_->state, threshold_}.first(fall_->from, fall_->to, false);
        return result_;
    }

private:
    struct fall {
        single_sum<Duration> state;
        std::int64_t         from, to;
    };

    /// Returns the state since the last points.
    [[nodiscard]] single_sum<Duration> now(double sum) const noexcept { return {*plan_, last_at_, sum / last_weight_, last_at_}; }

    [[gnu::noinline]] void fades_until(std::int64_t at, double weight, double sum)
    {
        if (at - 1 == last_at_) return;
        double const off = plan_->idle.period.count() == 0 ? 0 : plan_->idle.off(to_seconds<Duration>(saturated_difference(at, last_at_)));
        if (sum - off * weight >= threshold_ * weight) return; // ready even with the points off for inactivity
        single_sum<Duration> const state = now(sum);
        if (!threshold_solver{state, threshold_}.ready(at - 1)) falls(sum, at - 1);
    }
    void falls(double sum, std::int64_t to)
    {
        fall_.emplace(fall{now(sum), last_at_ + 1, to}); // located exactly only if it proves to be the last fall
        ready_ = false;
        result_.since.reset();
    }
    [[gnu::noinline]] void turns(std::int64_t at, double points)
    {
        if (points == 0) return;
        ready_ = !ready_;
        if (ready_) {
            if (!result_.first) result_.first = at;
            result_.since = result_.rose = at;
        } else {
            result_.since.reset();
            result_.fell = at;
            fall_.reset();
        }
    }

    score_plan const*   plan_;
    double              threshold_, lowered_;
    bool                ready_       = false;
    std::int64_t        last_at_     = INT64_MIN; // instant of the latest points
    double              last_weight_ = 1;
    std::optional<fall> fall_;
    readiness           result_;
};

/// Finds only whether a lead was ever ready; its interface is that of crossings.
class ever_reached {
public:
    explicit ever_reached(double threshold) noexcept : lowered_(lowered(threshold)) {}

    static bool divides(double weight) noexcept { return can_divide(weight); }
    void        before(std::int64_t, double, double) const noexcept {}
    void        after(std::int64_t, double, double weight, double sum) noexcept { ever_ |= sum >= lowered_ * weight; }

    [[nodiscard]] bool ever() const noexcept { return ever_; }

private:
    double lowered_;
    bool   ever_ = false;
};

/// The same as readiness_of, by crossings. Returns empty where weights are too small to divide by.
template <class Duration, class Postings>
std::optional<readiness> single_readiness_of(score_plan const& plan, Postings const& given, double threshold, std::int64_t as_of)
{
    half_life_weights const* const weights = plan.slots[0].decay.weights();
    crossings<Duration>            follow{plan, threshold};
    double                         sum = 0;
    for (auto const* next = given.begin(); next != given.end();) {
        std::int64_t const at     = next->at;
        double const       weight = weights == nullptr ? 1 : weights->template of<Duration>(saturated_difference(as_of, at));
        if (!can_divide(weight)) return std::nullopt;
        follow.before(at, weight, sum);
        double points = 0;
        for (; next != given.end() && next->at == at; ++next) {
            sum += next->points * weight;
            points = next->points != 0 ? next->points : points;
        }
        follow.after(at, points, weight, sum);
    }
    return follow.up_to(as_of, sum);
}

/// Returns when a lead was ready, by the fastest way that suits the plan. The points given must be in order.
template <class Duration, class State, class Postings>
readiness ready_times(score_plan const& plan, Postings const& given, std::int64_t first_activity, double threshold, std::int64_t as_of)
{
    if constexpr (std::is_same_v<State, single_sum<Duration>>)
        if (crossings<Duration>::suits(plan, threshold))
            if (auto const single = single_readiness_of<Duration>(plan, given, threshold, as_of)) return *single;
    return readiness_of<State>(plan, given, first_activity, threshold, as_of);
}

}}} // namespace leadmetrics::detail

#endif
