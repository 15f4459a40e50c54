// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DETAIL_POSTINGS_HPP
#define LEADMETRICS_SCORING_DETAIL_POSTINGS_HPP

#include <leadmetrics/core/detail/small_vector.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/scoring/detail/score_plan.hpp>
#include <leadmetrics/scoring/detail/score_state.hpp>
#include <leadmetrics/scoring/rule.hpp>
#include <leadmetrics/scoring/score_quality.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <ratio>
#include <type_traits>

namespace leadmetrics { inline namespace v0_1 { namespace detail {

/// What a model gives to one lead's activities: the postings within the limits on times, in order.
class postings {
public:
    /// In order of time; at one instant, more points first (definitions, section 2).
    [[nodiscard]] posting const* begin() const noexcept { return all_.begin(); }
    [[nodiscard]] posting const* end() const noexcept { return all_.end(); }
    [[nodiscard]] bool           empty() const noexcept { return all_.empty(); }
    [[nodiscard]] bool           any_activity() const noexcept { return last_ != INT64_MIN || first_ != INT64_MAX; }

    /// Of all activities, also those that no rule scores; where there are none, INT64_MAX and INT64_MIN.
    [[nodiscard]] std::int64_t first_activity() const noexcept { return first_; }
    [[nodiscard]] std::int64_t last_activity() const noexcept { return last_; }

    /// An activity that is used, by the model's rules.
    template <class Model, class Activity>
    void take(Model const& model, Activity const& activity, std::int64_t at, score_quality& quality)
    {
        first_ = (std::min)(first_, at);
        last_  = (std::max)(last_, at);
        model.each_match(activity, [&](std::size_t rule, auto const& said) {
            double points = 0;
            if constexpr (std::is_same_v<std::remove_cvref_t<decltype(said)>, clamped_points>) {
                points = said.value;
                quality.clamped += said.clamped;
            } else points = static_cast<double>(said);
            if (!std::isfinite(points)) [[unlikely]] {
                ++quality.not_finite;
                points = 0;
            }
            add({at, points, rule});
        });
    }
    void add(posting const& what)
    {
        if (!all_.empty()) in_order_ = in_order_ && !before(what, all_.end()[-1]);
        all_.push_back(what);
    }

    /// When all are there: puts them in order and leaves out what goes beyond a rule's limit on times. Instants are counted in `Duration`s.
    template <class Duration>
    void settle(score_plan const& plan)
    {
        if (!in_order_) std::sort(all_.begin(), all_.end(), before);
        if (plan.limits_times) limit_times<Duration>(plan);
    }

private:
    static bool before(posting const& a, posting const& b) noexcept
    {
        if (a.at != b.at) return a.at < b.at;
        if (a.points != b.points) return a.points > b.points;
        return a.rule < b.rule;
    }

    template <class Duration>
    void limit_times(score_plan const& plan)
    {
        struct count {
            std::int64_t so_far, at;
        };
        small_vector<count, 64> counts;
        for (std::size_t i = 0; i != plan.rules.size(); ++i) counts.push_back({0, 0});
        auto const second_of = [](std::int64_t at) {
            return date::sys_seconds{std::chrono::seconds{instant{date::sys_time<Duration>{Duration{at}}}.template floor_count<std::ratio<1>>()}};
        };

        std::size_t kept = 0;
        for (posting const& what : all_) {
            auto const& rule = plan.rules[what.rule];
            count&      here = counts[what.rule];
            if (here.so_far != 0 && rule.same_window && !rule.same_window(second_of(here.at), second_of(what.at))) here.so_far = 0;
            here.at = what.at;
            if (here.so_far++ < rule.times) all_[kept++] = what;
        }
        all_.truncate(kept);
    }

    small_vector<posting, 24> all_;
    bool                      in_order_ = true;
    std::int64_t              first_ = INT64_MAX, last_ = INT64_MIN;
};

}}} // namespace leadmetrics::detail

#endif
