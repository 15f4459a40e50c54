// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DETAIL_TIMES_LIMIT_HPP
#define LEADMETRICS_SCORING_DETAIL_TIMES_LIMIT_HPP

#include <leadmetrics/core/detail/small_vector.hpp>
#include <leadmetrics/scoring/detail/points_given.hpp>
#include <leadmetrics/scoring/detail/score_plan.hpp>
#include <leadmetrics/scoring/detail/window_turn.hpp>
#include <leadmetrics/version.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Decides which of one lead's points given are within their rules' limits on times. It must be called for them in order. Instants are counted in
/// `Duration`s.
template <class Duration>
class times_limit {
public:
    explicit times_limit(score_plan const& plan) : plan_(&plan)
    {
        if (plan.limits_times)
            for (std::size_t i = 0; i != plan.rules.size(); ++i) met_.push_back(0);
    }

    [[gnu::always_inline]] inline bool operator()(points_given const& what) { return met_.empty() || counted(what); }

private:
    bool counted(points_given const& what)
    {
        if (what.resets()) [[unlikely]] {
            for (std::int64_t& count : met_) count = 0;
            windows_.truncate(0);
            return true;
        }
        auto const&        rule = plan_->rules[what.rule];
        std::int64_t const met  = ++met_[what.rule];
        if (met > rule.times) return false;
        if (rule.windows && !within_window(what)) [[unlikely]]
            return false;
        return met >= rule.from;
    }
    bool within_window(points_given const& what)
    {
        auto const& limit = plan_->times_per_window[what.rule];
        while (windows_.size() <= what.rule) windows_.push_back({});
        windows&     its  = windows_[what.rule];
        window_turn& turn = its.turn;
        auto const   here = turn.take<Duration>(what.at, limit.same_window);
        if (here == window_turn::window::next) its.met_before = std::exchange(its.met, 0);
        return ++(here == window_turn::window::before ? its.met_before : its.met) <= limit.most;
    }

    struct windows {
        window_turn  turn{};
        std::int64_t met = 0, met_before = 0; // how many activities the latest window has, and the one before
    };

    score_plan const*              plan_;
    small_vector<std::int64_t, 64> met_;     // how many activities met each rule
    small_vector<windows, 4>       windows_; // the latest windows of each rule, where a rule has a limit per window
};

}}} // namespace leadmetrics::detail

#endif
