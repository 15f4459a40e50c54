// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DETAIL_SCORE_PARTS_HPP
#define LEADMETRICS_SCORING_DETAIL_SCORE_PARTS_HPP

#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/scoring/detail/fading_sum.hpp>
#include <leadmetrics/scoring/detail/ledger_metric.hpp>
#include <leadmetrics/scoring/detail/points_given.hpp>
#include <leadmetrics/scoring/detail/score_plan.hpp>
#include <leadmetrics/scoring/detail/window_turn.hpp>
#include <leadmetrics/scoring/score_part.hpp>
#include <leadmetrics/version.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Returns the parts that a score is made of, rule by rule, computed directly from the definition. The points given must be settled.
template <class Duration, class Postings>
std::vector<score_part> parts_of(score_plan const& plan, std::vector<std::string> const& names, Postings const& all, closing const& when)
{
    auto const age = [&](std::int64_t at) { return to_seconds<Duration>(saturated_difference(when.as_of, at)) + seconds{when.rest}; };

    struct given {
        double       points     = 0; // of the latest window, where the rule limits points per window; else all
        double       before     = 0; // of the window before it
        double       earlier    = 0; // of all windows before these two, each within its limit
        std::int64_t activities = 0;
        window_turn  turn{};
    };
    std::vector<given> rules(plan.rules.size());
    std::int64_t       scored_at = 0;
    bool               scored    = false;
    for (points_given const& one : all) {
        if (one.resets()) {
            rules.assign(rules.size(), {});
            scored = false;
            continue;
        }
        if (one.points != 0) {
            scored    = true;
            scored_at = one.at;
        }
        given&       its  = rules[one.rule];
        auto const&  slot = plan.slots[plan.rules[one.rule].slot];
        double const left = one.points * slot.decay(age(one.at));
        auto const   here =
            slot.per_window.same_window ? its.turn.template take<Duration>(one.at, slot.per_window.same_window) : window_turn::window::latest;
        if (here == window_turn::window::next)
            its.earlier += bounded_by(slot.per_window.most, std::exchange(its.before, std::exchange(its.points, 0)));
        (here == window_turn::window::before ? its.before : its.points) += left;
        ++its.activities;
    }

    std::vector<score_part> parts;
    std::vector<double>     groups(plan.groups.size());
    double                  sum  = 0;
    auto const              part = [&](score_part_kind kind, std::string const& name, double points, std::int64_t activities = 0) {
        parts.push_back({kind, name, points, activities});
        sum += points;
    };
    for (std::size_t r = 0; r != rules.size(); ++r) {
        if (rules[r].activities == 0) continue;
        auto const&  slot   = plan.slots[plan.rules[r].slot];
        double const most   = slot.per_window.most;
        double const points = bounded_by(slot.most_points, rules[r].earlier + bounded_by(most, rules[r].before) + bounded_by(most, rules[r].points));
        groups[slot.group] += points;
        part(score_part_kind::rule, names[r], points, rules[r].activities);
    }
    for (std::size_t g = 1; g < groups.size(); ++g)
        if (double const over = bounded_by(plan.groups[g].most_points, groups[g]) - groups[g]; over != 0)
            part(score_part_kind::group_limit, plan.groups[g].name, over);
    if (scored && plan.idle.period.count() > 0)
        if (double const off = plan.idle.off(age(scored_at)); off != 0) part(score_part_kind::inactivity, "inactivity", -off);
    if (sum < plan.floor) part(score_part_kind::floor, "floor", plan.floor - sum);
    else if (sum > plan.ceiling) part(score_part_kind::ceiling, "ceiling", plan.ceiling - sum);
    return parts;
}

}}} // namespace leadmetrics::detail

#endif
