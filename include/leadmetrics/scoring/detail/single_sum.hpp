// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DETAIL_SINGLE_SUM_HPP
#define LEADMETRICS_SCORING_DETAIL_SINGLE_SUM_HPP

#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/scoring/detail/half_life_weights.hpp>
#include <leadmetrics/scoring/detail/points_given.hpp>
#include <leadmetrics/scoring/detail/score_plan.hpp>
#include <leadmetrics/version.hpp>

#include <cstdint>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// A lean replacement of score_state for the most common models: no limit on points but floor and ceiling, and the same decay for all rules,
/// half-life or none. All points then fade alike, so one number is enough. The results are those of score_state.
template <class Duration>
class single_sum {
public:
    single_sum(score_plan const& plan, std::int64_t reference) noexcept : plan_(&plan), weights_(plan.slots[0].decay.weights()), reference_(reference)
    {
    }

    /// Starts with a sum that was added up as of the reference, and the instant when something last scored (INT64_MIN: never).
    single_sum(score_plan const& plan, std::int64_t reference, double sum, std::int64_t scored) noexcept : single_sum(plan, reference)
    {
        sum_        = sum;
        scored_     = scored;
        any_scored_ = scored != INT64_MIN;
    }

    static bool suits(score_plan const& plan) noexcept
    {
        return !plan.resets && plan.slots.size() == 1 && !plan.slots[0].limited() && plan.slots[0].group == 0 && !plan.slots[0].decay.remembers();
    }

    [[gnu::always_inline]] inline void add(points_given const& what) noexcept
    {
        if (what.points != 0) {
            scored_     = what.at;
            any_scored_ = true;
        }
        if (weights_ == nullptr) sum_ += what.points;
        else if (what.at <= reference_) sum_ += what.points * weight(what.at, reference_);
        else if (double const faded = weight(reference_, what.at); faded > 0x1p-512) sum_ += what.points / faded;
        else {
            sum_       = sum_ * faded + what.points;
            reference_ = what.at;
        }
    }
    /// Adds the points, and returns whether they raised the score.
    [[gnu::always_inline]] inline bool raises(points_given const& what) noexcept
    {
        add(what);
        return what.points > 0;
    }

    [[nodiscard]] double at(std::int64_t at, double rest = 0) const noexcept { return plan_->bounded(left(at, rest) - idle(at, rest)); }
    [[nodiscard]] double at_least(std::int64_t from, std::int64_t to) const noexcept
    {
        return plan_->bounded(left(sum_ >= 0 ? to : from, 0) - idle(to, 0));
    }
    [[nodiscard]] double at_most(std::int64_t from, std::int64_t to) const noexcept
    {
        return plan_->bounded(left(sum_ >= 0 ? from : to, 0) - idle(from, 0));
    }
    [[nodiscard]] bool only_falls() const noexcept { return sum_ >= 0; }

private:
    [[nodiscard]] double weight(std::int64_t from, std::int64_t to) const noexcept
    {
        return weights_->template of<Duration>(saturated_difference(to, from));
    }

    [[nodiscard]] double left(std::int64_t at, double rest) const noexcept
    {
        if (weights_ == nullptr || sum_ == 0 || (at == reference_ && rest == 0)) return sum_;
        double const whole = sum_ * weight(reference_, at);
        return rest == 0 ? whole : whole * weights_->computed(rest);
    }
    [[nodiscard]] double idle(std::int64_t at, double rest) const noexcept
    {
        if (plan_->idle.period.count() == 0 || !any_scored_) return 0;
        return plan_->idle.off(to_seconds<Duration>(saturated_difference(at, scored_)) + seconds{rest});
    }

    score_plan const*        plan_;
    half_life_weights const* weights_; // null: points stay
    std::int64_t             reference_;
    double                   sum_        = 0; // as of the reference
    std::int64_t             scored_     = 0; // instant of the latest points other than 0, where there are any
    bool                     any_scored_ = false;
};

}}} // namespace leadmetrics::detail

#endif
