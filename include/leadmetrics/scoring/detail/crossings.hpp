// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DETAIL_CROSSINGS_HPP
#define LEADMETRICS_SCORING_DETAIL_CROSSINGS_HPP

#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/scoring/detail/half_life_weights.hpp>
#include <leadmetrics/scoring/detail/readiness.hpp>
#include <leadmetrics/scoring/detail/score_plan.hpp>
#include <leadmetrics/scoring/detail/single_sum.hpp>

#include <cstdint>
#include <optional>
#include <type_traits>

namespace leadmetrics { inline namespace v0_1 { namespace detail {

/// Above 0, a threshold that counts as reached where `reaches` says so.
inline double lowered(double threshold) noexcept { return threshold - 1e-14 * threshold; }

/// Whether a weight is large enough to divide by.
inline bool can_divide(double weight) noexcept { return weight > 0x1p-512; }

/// When a single sum of points was at or over a threshold, followed while it is added up. The sum is as of the closing of the books: with
/// the weight w(t) that points of an instant t have then, the score at t was sum / w(t), and no more than a comparison is asked of most
/// activities. Between activities worth something a score that is ready only falls, and one that is not stays so.
template <class Duration>
class crossings {
public:
    crossings(score_plan const& plan, double threshold) noexcept : plan_(&plan), threshold_(threshold), lowered_(lowered(threshold)) {}

    /// Of a plan that suits a single sum: whether a lead is ready by what points it has alone.
    static bool suits(score_plan const& plan, double threshold) noexcept
    {
        return threshold > 0 && !reaches(plan.bounded(0), threshold) && reaches(plan.ceiling, threshold);
    }
    static bool divides(double weight) noexcept { return can_divide(weight); }

    /// Before points are added, at an instant of this weight.
    [[gnu::always_inline]] inline void before(std::int64_t at, double weight, double sum)
    {
        if (ready_) [[unlikely]]
            fades_until(at, weight, sum);
    }
    /// When all of the instant are in; the last of them were `points`.
    [[gnu::always_inline]] inline void after(std::int64_t at, double points, double weight, double sum)
    {
        if ((sum >= lowered_ * weight) != ready_) [[unlikely]]
            turns(at, points);
        last_at_     = points != 0 ? at : last_at_;
        last_weight_ = points != 0 ? weight : last_weight_;
    }
    /// When there are no more.
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

    /// Since the last points.
    [[nodiscard]] single_sum<Duration> now(double sum) const noexcept { return {*plan_, last_at_, sum / last_weight_, last_at_}; }

    [[gnu::noinline]] void fades_until(std::int64_t at, double weight, double sum)
    {
        if (at - 1 == last_at_) return;
        double const off = plan_->idle.period.count() == 0 ? 0 : plan_->idle.off(to_seconds<Duration>(saturated_difference(at, last_at_)));
        if (sum - off * weight >= threshold_ * weight) return; // even then
        single_sum<Duration> const state = now(sum);
        if (!threshold_solver{state, threshold_}.ready(at - 1)) falls(sum, at - 1);
    }
    void falls(double sum, std::int64_t to)
    {
        fall_.emplace(fall{now(sum), last_at_ + 1, to}); // solved if it proves to be the last one
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
    std::int64_t        last_at_     = INT64_MIN; // of points
    double              last_weight_ = 1;
    std::optional<fall> fall_;
    readiness           result_;
};

/// Of all that, whether it ever was.
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

/// readiness_of by crossings; empty where weights go beyond what numbers hold.
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

/// When a lead with these points given, in order, was ready, by the leanest way that will do.
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
