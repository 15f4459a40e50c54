// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DETAIL_TIMES_LIMIT_HPP
#define LEADMETRICS_SCORING_DETAIL_TIMES_LIMIT_HPP

#include <leadmetrics/core/detail/small_vector.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/scoring/detail/points_given.hpp>
#include <leadmetrics/scoring/detail/score_plan.hpp>
#include <leadmetrics/version.hpp>

#include <cstddef>
#include <cstdint>
#include <ratio>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Decides which of one lead's points given are within their rules' limits on times. It must be called for them in order. Instants are counted in
/// `Duration`s.
template <class Duration>
class times_limit {
public:
    explicit times_limit(score_plan const& plan) : plan_(&plan)
    {
        if (plan.limits_times)
            for (std::size_t i = 0; i != plan.rules.size(); ++i) counts_.push_back(0);
    }

    [[gnu::always_inline]] inline bool operator()(points_given const& what) { return counts_.empty() || counted(what); }

private:
    bool counted(points_given const& what)
    {
        if (what.resets()) [[unlikely]] {
            for (std::uint32_t& count : counts_) count = 0;
            for (std::int64_t& count : met_) count = 0;
            return true;
        }
        auto const&    rule = plan_->rules[what.rule];
        std::uint32_t& here = counts_[what.rule];
        if (rule.same_window) [[unlikely]] {
            while (last_.size() <= what.rule) last_.push_back(what.at);
            if (here != 0 && !rule.same_window(second_of(last_[what.rule]), second_of(what.at))) here = 0;
            last_[what.rule] = what.at;
        }
        bool late_enough = true;
        if (rule.from > 1) [[unlikely]] {
            while (met_.size() <= what.rule) met_.push_back(0);
            late_enough = ++met_[what.rule] >= rule.from;
        }
        if (here == UINT32_MAX || here >= rule.times) return false;
        ++here;
        return late_enough;
    }

    static date::sys_seconds second_of(std::int64_t at)
    {
        return date::sys_seconds{std::chrono::seconds{instant{date::sys_time<Duration>{Duration{at}}}.template floor_count<std::ratio<1>>()}};
    }

    score_plan const*               plan_;
    small_vector<std::uint32_t, 64> counts_; // of each rule
    small_vector<std::int64_t, 8>   last_;   // instant of each rule
    small_vector<std::int64_t, 8>   met_;    // how many activities met each rule, where it counts from a later one on
};

}}} // namespace leadmetrics::detail

#endif
