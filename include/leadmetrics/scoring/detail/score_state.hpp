// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DETAIL_SCORE_STATE_HPP
#define LEADMETRICS_SCORING_DETAIL_SCORE_STATE_HPP

#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/core/detail/small_vector.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/scoring/detail/half_life_weights.hpp>
#include <leadmetrics/scoring/detail/points_given.hpp>
#include <leadmetrics/scoring/detail/score_plan.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// The running score of one lead: at the instant of the latest points given and after it, until there are more. Points must be added in order of
/// time.
///
/// Points that fade by half-life are summed as of one reference instant, so that nothing is rescaled at each step; where points lie more half-lives
/// apart than a double can hold, the reference moves on. Points that fade otherwise are remembered until nothing is left of them. Points above and
/// below 0 are kept apart: each sum only fades, which gives bounds of the score over any stretch of time.
template <class Duration>
class score_state {
public:
    score_state(score_plan const& plan, std::int64_t reference) : plan_(&plan)
    {
        for (auto const& one : plan.slots) slots_.push_back({0, 0, reference, one.decay.weights()});
    }

    void add(points_given const& what)
    {
        if (what.resets()) return start_anew();
        std::size_t const number = plan_->rules[what.rule].slot;
        slot&             to     = slots_[number];
        if (what.points != 0) {
            scored_     = what.at;
            any_scored_ = true;
        }
        if (plan_->slots[number].decay.remembers()) {
            if (remembered_.size() >= prune_at_) prune(what.at);
            remembered_.push_back({what.at, what.points, number});
            return;
        }
        double points = what.points;
        if (to.weights != nullptr) {
            if (what.at <= to.reference) points *= to.weights->template of<Duration>(saturated_difference(to.reference, what.at));
            else {
                double const faded = to.weights->template of<Duration>(saturated_difference(what.at, to.reference));
                if (faded > room) points /= faded;
                else to = {to.on * faded, to.off * faded, what.at, to.weights};
            }
        }
        (points > 0 ? to.on : to.off) += points;
    }

    /// Returns the score at an instant not before the latest points given: `rest` seconds after tick `at`.
    [[nodiscard]] double at(std::int64_t at, double rest = 0) const { return value(at, at, at, rest); }
    /// Bounds of the score over [from, to], if no further points are given.
    [[nodiscard]] double at_least(std::int64_t from, std::int64_t to) const { return value(to, from, to, 0); }
    [[nodiscard]] double at_most(std::int64_t from, std::int64_t to) const { return value(from, to, from, 0); }

    /// Whether the score can only fall if no further points are given.
    [[nodiscard]] bool only_falls() const noexcept
    {
        for (slot const& one : slots_)
            if (one.off != 0) return false;
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
        bool const limited = plan_->slots[number].most_points != score_plan::unlimited || plan_->groups[group].most_points != score_plan::unlimited;
        if (what.points <= 0 || !limited) {
            add(what);
            return what.points > 0;
        }
        double const its = of_slot(number, what.at), groups = of_group(group, what.at);
        add(what);
        return of_slot(number, what.at) > its && of_group(group, what.at) > groups;
    }

private:
    static constexpr double room = 0x1p-512;

    struct slot {
        double                   on, off; // points above and below 0, as of the reference
        std::int64_t             reference;
        half_life_weights const* weights; // null: the points do not fade
    };
    struct remembered {
        std::int64_t at;
        double       points;
        std::size_t  slot;
    };

    void start_anew()
    {
        for (slot& one : slots_) one.on = one.off = 0;
        remembered_.truncate(0);
        any_scored_ = false;
    }

    static seconds between(std::int64_t from, std::int64_t to) noexcept { return to_seconds<Duration>(saturated_difference(to, from)); }
    /// The points of a slot, within the slot's limit; and those of a group, within the group's limit.
    [[nodiscard]] double of_slot(std::size_t number, std::int64_t t) const
    {
        return bounded(slot_sum(number, t, t, 0), plan_->slots[number].most_points);
    }
    [[nodiscard]] double of_group(std::size_t group, std::int64_t t) const
    {
        double sum = 0;
        for (std::size_t i = 0; i != slots_.size(); ++i)
            if (plan_->slots[i].group == group) sum += of_slot(i, t);
        return bounded(sum, plan_->groups[group].most_points);
    }

    static double bounded(double points, double limit) noexcept { return points > limit ? limit : points < -limit ? -limit : points; }

    /// Returns what is left of a slot's points: of those above 0 at `on`, of those below 0 at `off`, each `rest` seconds later.
    [[nodiscard]] double slot_sum(std::size_t number, std::int64_t on, std::int64_t off, double rest) const
    {
        slot const& one = slots_[number];
        if (plan_->slots[number].decay.remembers()) {
            double sum = 0;
            for (remembered const& what : remembered_)
                if (what.slot == number) sum += what.points * left_of(what, what.points > 0 ? on : off, rest);
            return sum;
        }
        if (one.weights == nullptr) return one.on + one.off;
        auto const left = [&](double points, std::int64_t t) {
            if (points == 0) return 0.0;
            double const whole = points * one.weights->template of<Duration>(saturated_difference(t, one.reference));
            return rest == 0 ? whole : whole * one.weights->computed(rest);
        };
        return left(one.on, on) + left(one.off, off);
    }
    [[nodiscard]] double left_of(remembered const& what, std::int64_t t, double rest) const
    {
        return plan_->slots[what.slot].decay(between(what.at, t) + seconds{rest});
    }

    [[nodiscard]] double value(std::int64_t on, std::int64_t off, std::int64_t idle, double rest) const
    {
        double sum = 0;
        if (plan_->groups.size() == 1)
            for (std::size_t i = 0; i != slots_.size(); ++i) sum += bounded(slot_sum(i, on, off, rest), plan_->slots[i].most_points);
        else {
            small_vector<double, 8> groups;
            for (std::size_t g = 0; g != plan_->groups.size(); ++g) groups.push_back(0);
            for (std::size_t i = 0; i != slots_.size(); ++i)
                groups[plan_->slots[i].group] += bounded(slot_sum(i, on, off, rest), plan_->slots[i].most_points);
            for (std::size_t g = 0; g != groups.size(); ++g) sum += bounded(groups[g], plan_->groups[g].most_points);
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

    score_plan const*            plan_;
    small_vector<slot, 4>        slots_;
    small_vector<remembered, 16> remembered_;
    std::size_t                  prune_at_   = 32;
    std::int64_t                 scored_     = 0; // instant of the latest points other than 0, where there are any
    bool                         any_scored_ = false;
};

}}} // namespace leadmetrics::detail

#endif
