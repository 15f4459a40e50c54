// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DETAIL_ALL_POINTS_GIVEN_HPP
#define LEADMETRICS_SCORING_DETAIL_ALL_POINTS_GIVEN_HPP

#include <leadmetrics/core/detail/small_vector.hpp>
#include <leadmetrics/scoring/detail/activity_code.hpp>
#include <leadmetrics/scoring/detail/points_given.hpp>
#include <leadmetrics/scoring/detail/score_plan.hpp>
#include <leadmetrics/scoring/detail/times_limit.hpp>
#include <leadmetrics/scoring/rule.hpp>
#include <leadmetrics/scoring/score_quality.hpp>
#include <leadmetrics/scoring/scoring_model.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Calls visit(points_given) for each rule of a model that scores an activity. Counts in `quality` the points that were clamped or not finite.
template <class Model, class Activity, class Quality, class Visit>
void each_points_given(Model const& model, Activity const& activity, Quality& quality, Visit const& visit)
{
    if (event_code const code = activity.code(); code != activity_code::ask) {
        if (std::size_t const rule = code - activity_code::first_rule; code != activity_code::no_rule)
            visit(points_given{activity.at(), model.how().rule_points[rule], rule});
        return;
    }
    model.each_match(activity.record(), [&](std::size_t rule, auto const& said) {
        using said_type = std::remove_cvref_t<decltype(said)>;
        double points   = 0;
        if constexpr (std::is_same_v<said_type, fixed_points>) return visit(points_given{activity.at(), said.value, rule});
        else if constexpr (std::is_same_v<said_type, starts_anew>) return visit(points_given{activity.at(), points_given::starts_anew, rule});
        else if constexpr (std::is_same_v<said_type, clamped_points>) {
            points = said.value;
            quality.clamped += said.clamped;
        } else points = static_cast<double>(said);
        if (!std::isfinite(points)) [[unlikely]] {
            ++quality.not_finite;
            points = 0;
        }
        visit(points_given{activity.at(), points, rule});
    });
}

/// All points that a model gives to one lead's activities, in order, within the limits on times.
class all_points_given {
public:
    [[nodiscard]] points_given const* begin() const noexcept { return all_.begin(); }
    [[nodiscard]] points_given const* end() const noexcept { return all_.end(); }
    [[nodiscard]] bool                empty() const noexcept { return all_.empty(); }
    [[nodiscard]] bool                any_activity() const noexcept { return last_ != INT64_MIN || first_ != INT64_MAX; }

    /// The first and the last activity, including those that no rule scores; INT64_MAX and INT64_MIN where there are none.
    [[nodiscard]] std::int64_t first_activity() const noexcept { return first_; }
    [[nodiscard]] std::int64_t last_activity() const noexcept { return last_; }

    /// Adds a used activity: its instant and the points by the model's rules.
    template <class Model, class Activity>
    void take(Model const& model, Activity const& activity, score_quality& quality)
    {
        seen(activity.at());
        each_points_given(model, activity, quality, [this](points_given const& what) { add(what); });
    }
    /// Adds the instant of an activity, without points.
    void seen(std::int64_t at)
    {
        first_ = (std::min)(first_, at);
        last_  = (std::max)(last_, at);
    }
    void add(points_given const& what)
    {
        if (!all_.empty()) in_order_ = in_order_ && !what.before(all_.end()[-1]);
        all_.push_back(what);
    }

    /// Must be called after all points are added: it sorts them and removes those beyond a rule's limit on times. Instants are counted in
    /// `Duration`s.
    template <class Duration>
    void settle(score_plan const& plan)
    {
        if (!in_order_) std::sort(all_.begin(), all_.end(), [](points_given const& a, points_given const& b) { return a.before(b); });
        if (plan.limits_times) limit_times<Duration>(plan);
    }

private:
    template <class Duration>
    void limit_times(score_plan const& plan)
    {
        times_limit<Duration> within{plan};
        std::size_t           kept = 0;
        for (points_given const& what : all_)
            if (within(what)) all_[kept++] = what;
        all_.truncate(kept);
    }

    small_vector<points_given, 24> all_;
    bool                           in_order_ = true;
    std::int64_t                   first_ = INT64_MAX, last_ = INT64_MIN;
};

}}} // namespace leadmetrics::detail

#endif
