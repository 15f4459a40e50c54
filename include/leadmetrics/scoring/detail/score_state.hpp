// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DETAIL_SCORE_STATE_HPP
#define LEADMETRICS_SCORING_DETAIL_SCORE_STATE_HPP

#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/core/detail/small_vector.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/scoring/detail/fading_sum.hpp>
#include <leadmetrics/scoring/detail/points_given.hpp>
#include <leadmetrics/scoring/detail/score_plan.hpp>
#include <leadmetrics/scoring/detail/window_sums.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// The running score of one lead: at the instant of the latest points given and after it, until there are more. Points must be added in order of
/// time.
///
/// Points that fade by half-life are summed; see fading_sum. Points that fade otherwise are remembered until nothing is left of them. Points above
/// and below 0 are kept apart: each sum only fades, which gives bounds of the score over any stretch of time.
template <class Duration>
class score_state {
public:
    score_state(score_plan const& plan, std::int64_t reference) : plan_(&plan)
    {
        for (auto const& one : plan.slots) slots_.push_back({0, 0, reference, one.decay.weights()});
        if (plan.limits_windows)
            for (auto const& one : slots_) windows_.emplace_back(one);
    }

    void add(points_given const& what)
    {
        if (what.resets()) return start_anew();
        std::size_t const number = plan_->rules[what.rule].slot;
        auto const&       how    = plan_->slots[number];
        if (what.points != 0) {
            scored_     = what.at;
            any_scored_ = true;
        }
        fading_sum<Duration>& to = how.per_window.same_window ? windows_[number].sum_for(what.at, how.per_window, slots_[number]) : slots_[number];
        if (!how.decay.remembers()) return to.add(what.at, what.points);
        if (remembered_.size() >= prune_at_) prune(what.at);
        remembered_.push_back({what.at, what.points, number, windows_.empty() ? 0 : windows_[number].number()});
    }

    /// Returns the score at an instant not before the latest points given: `rest` seconds after tick `at`.
    [[nodiscard]] double at(std::int64_t at, double rest = 0) const { return value(at, at, at, rest); }
    /// Bounds of the score over [from, to], if no further points are given.
    [[nodiscard]] double at_least(std::int64_t from, std::int64_t to) const { return value(to, from, to, 0); }
    [[nodiscard]] double at_most(std::int64_t from, std::int64_t to) const { return value(from, to, from, 0); }

    /// Whether the score can only fall if no further points are given.
    [[nodiscard]] bool only_falls() const noexcept
    {
        for (fading_sum<Duration> const& one : slots_)
            if (one.off != 0) return false;
        for (window_sums<Duration> const& one : windows_)
            if (!one.only_falls()) return false;
        return std::all_of(remembered_.begin(), remembered_.end(), [](remembered const& one) { return one.points >= 0; });
    }

    /// Adds the points, and returns whether they raised the points of their rule and of their group, both of which may have limits.
    bool raises(points_given const& what)
    {
        if (what.resets()) {
            start_anew();
            return false;
        }
        std::size_t const number = plan_->rules[what.rule].slot, group = plan_->slots[number].group;
        bool const        limited = plan_->slots[number].limited() || plan_->groups[group].most_points != score_plan::unlimited;
        if (what.points <= 0 || !limited) {
            add(what);
            return what.points > 0;
        }
        double const its = of_slot(number, what.at), groups = of_group(group, what.at);
        add(what);
        return of_slot(number, what.at) > its && of_group(group, what.at) > groups;
    }

private:
    struct remembered {
        std::int64_t at;
        double       points;
        std::size_t  slot, window;
    };

    void start_anew()
    {
        for (fading_sum<Duration>& one : slots_) one.clear();
        for (window_sums<Duration>& one : windows_) one.clear();
        remembered_.truncate(0);
        any_scored_ = false;
    }

    static seconds between(std::int64_t from, std::int64_t to) noexcept { return to_seconds<Duration>(saturated_difference(to, from)); }
    /// The points of a slot, within the slot's limit; and those of a group, within the group's limit.
    [[nodiscard]] double of_slot(std::size_t number, std::int64_t t) const
    {
        return bounded_by(plan_->slots[number].most_points, slot_sum(number, t, t, 0));
    }
    [[nodiscard]] double of_group(std::size_t group, std::int64_t t) const
    {
        double sum = 0;
        for (std::size_t i = 0; i != slots_.size(); ++i)
            if (plan_->slots[i].group == group) sum += of_slot(i, t);
        return bounded_by(plan_->groups[group].most_points, sum);
    }

    /// Returns what is left of a slot's points, within the limit of each window: of those above 0 at `on`, of those below 0 at `off`, each `rest`
    /// seconds later.
    [[nodiscard]] double slot_sum(std::size_t number, std::int64_t on, std::int64_t off, double rest) const
    {
        auto const&  how  = plan_->slots[number];
        double const most = how.per_window.most;
        if (!how.decay.remembers()) {
            double const open = slots_[number].left(on, off, rest);
            return how.per_window.same_window ? windows_[number].left(most, on, off, rest) + bounded_by(most, open) : open;
        }
        double      sum = 0, latest = 0, before = 0; // of all windows, the latest, and the one before it, which may come back
        std::size_t window = 0;
        for (remembered const& what : remembered_) {
            if (what.slot != number) continue;
            if (what.window > window) {
                sum += bounded_by(most, std::exchange(before, std::exchange(latest, 0)));
                if (what.window != window + 1) sum += bounded_by(most, std::exchange(before, 0)); // nothing is left of a window between
                window = what.window;
            }
            (what.window == window ? latest : before) += what.points * left_of(what, what.points > 0 ? on : off, rest);
        }
        return sum + bounded_by(most, before) + bounded_by(most, latest);
    }
    [[nodiscard]] double left_of(remembered const& what, std::int64_t t, double rest) const
    {
        return plan_->slots[what.slot].decay(between(what.at, t) + seconds{rest});
    }

    [[nodiscard]] double value(std::int64_t on, std::int64_t off, std::int64_t idle, double rest) const
    {
        double sum = 0;
        if (plan_->groups.size() == 1)
            for (std::size_t i = 0; i != slots_.size(); ++i) sum += bounded_by(plan_->slots[i].most_points, slot_sum(i, on, off, rest));
        else {
            small_vector<double, 8> groups;
            for (std::size_t g = 0; g != plan_->groups.size(); ++g) groups.push_back(0);
            for (std::size_t i = 0; i != slots_.size(); ++i)
                groups[plan_->slots[i].group] += bounded_by(plan_->slots[i].most_points, slot_sum(i, on, off, rest));
            for (std::size_t g = 0; g != groups.size(); ++g) sum += bounded_by(plan_->groups[g].most_points, groups[g]);
        }
        if (plan_->idle.period.count() > 0 && any_scored_) sum -= plan_->idle.off(between(scored_, idle) + seconds{rest});
        return plan_->bounded(sum);
    }

    /// Forgets points of which nothing is left.
    void prune(std::int64_t now)
    {
        std::size_t kept = 0;
        for (remembered const& what : remembered_)
            if (left_of(what, now, 0) > 0) remembered_[kept++] = what;
        remembered_.truncate(kept);
        prune_at_ = (std::max)(std::size_t{32}, 2 * kept);
    }

    score_plan const*                     plan_;
    small_vector<fading_sum<Duration>, 4> slots_;   // of slots that limit points per window: the sum of the latest window
    std::vector<window_sums<Duration>>    windows_; // the windows of each slot; empty where no slot limits points per window
    small_vector<remembered, 16>          remembered_;
    std::size_t                           prune_at_   = 32;
    std::int64_t                          scored_     = 0; // instant of the latest points other than 0, where there are any
    bool                                  any_scored_ = false;
};

}}} // namespace leadmetrics::detail

#endif
