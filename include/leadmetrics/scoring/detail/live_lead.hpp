// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DETAIL_LIVE_LEAD_HPP
#define LEADMETRICS_SCORING_DETAIL_LIVE_LEAD_HPP

#include <leadmetrics/scoring/detail/all_points_given.hpp>
#include <leadmetrics/scoring/detail/ledger_metric.hpp>
#include <leadmetrics/scoring/detail/points_given.hpp>
#include <leadmetrics/scoring/detail/score_plan.hpp>
#include <leadmetrics/scoring/detail/score_state.hpp>
#include <leadmetrics/scoring/detail/single_sum.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Makes room for so many elements. Room grows by factors, so that many calls cost what they add.
template <class T>
void make_room(std::vector<T>& to, std::size_t size)
{
    if (to.capacity() < size) to.reserve((std::max)(size, 2 * to.capacity()));
}

/// What has been taken of one lead, and what it makes of the score after the latest of it.
template <class Duration>
class live_lead {
public:
    void                       seen(std::int64_t at) noexcept { first_ = (std::min)(first_, at); }
    [[nodiscard]] std::int64_t first_activity() const noexcept { return first_; }
    [[nodiscard]] bool         any_activity(std::int64_t at) const noexcept { return first_ <= at; }

    [[nodiscard]] std::vector<points_given> const& taken() const noexcept { return taken_; }

    /// Adds points, which must be in order. Where this throws, the lead is as before.
    void add(score_plan const& plan, points_given const* first, points_given const* last)
    {
        if (first == last) return;
        make_room(taken_, taken_.size() + static_cast<std::size_t>(last - first));
        bool const goes_on = known_ && !plan.limits_times && (taken_.empty() || !first->before(taken_.back()));
        known_             = false; // where an addition throws, the score is worked out anew from what was taken
        if (goes_on)
            with_state([&](auto& state) {
                for (auto const* one = first; one != last; ++one) state.add(*one);
            });
        insert(first, last);
        known_ = goes_on;
    }
    /// Removes points that were added, and adds others, which must be in order. Where this throws, the lead is as before.
    void replace(std::vector<points_given> const& others, points_given const* first, points_given const* last)
    {
        make_room(taken_, taken_.size() + static_cast<std::size_t>(last - first));
        known_ = false;
        for (points_given const& one : others) remove(one);
        insert(first, last);
    }

    /// What the batch would have made of the activities up to a tick.
    [[nodiscard]] all_points_given settled(score_plan const& plan, std::int64_t at) const
    {
        all_points_given result;
        if (any_activity(at)) result.seen(first_);
        for (points_given const& one : taken_)
            if (one.at <= at) result.add(one);
        result.template settle<Duration>(plan);
        return result;
    }
    /// The next activity that a rule scores after a tick.
    [[nodiscard]] std::optional<std::int64_t> next_after(std::int64_t at) const
    {
        auto const found = std::upper_bound(taken_.begin(), taken_.end(), at, [](std::int64_t t, points_given const& one) { return t < one.at; });
        return found == taken_.end() ? std::nullopt : std::optional{found->at};
    }

    /// Where this throws, nothing changes that can be seen.
    [[nodiscard]] double score(score_plan const& plan, closing const& when)
    {
        if (!taken_.empty() && when.as_of < taken_.back().at)
            return score_of<score_state<Duration>>(plan, settled(plan, when.as_of)).at(when.as_of, when.rest);
        if (!known_) {
            if (single_sum<Duration>::suits(plan)) latest_ = score_of<single_sum<Duration>>(plan, settled(plan, INT64_MAX));
            else latest_ = std::make_unique<score_state<Duration>>(score_of<score_state<Duration>>(plan, settled(plan, INT64_MAX)));
            known_ = true;
        }
        return with_state([&](auto const& state) { return state.at(when.as_of, when.rest); });
    }

private:
    /// There must be room.
    void insert(points_given const* first, points_given const* last) noexcept
    {
        for (auto const* one = first; one != last; ++one)
            taken_.insert(
                std::upper_bound(taken_.begin(), taken_.end(), *one, [](points_given const& a, points_given const& b) { return a.before(b); }), *one);
    }
    void remove(points_given const& what) noexcept
    {
        auto const found =
            std::find_if(taken_.begin(), taken_.end(), [&](points_given const& one) { return !one.before(what) && !what.before(one); });
        if (found != taken_.end()) taken_.erase(found);
    }

    template <class State>
    [[nodiscard]] State score_of(score_plan const& plan, all_points_given const& all) const
    {
        State state{plan, all.empty() ? first_ : all.begin()->at};
        for (points_given const& one : all) state.add(one);
        return state;
    }
    template <class Visit>
    decltype(auto) with_state(Visit const& visit)
    {
        if (auto* const sum = std::get_if<1>(&latest_)) return visit(*sum);
        return visit(**std::get_if<2>(&latest_));
    }

    std::vector<points_given>                                                                  taken_; // in order
    std::int64_t                                                                               first_ = INT64_MAX;
    bool                                                                                       known_ = false; // that latest_ is what taken_ makes
    std::variant<std::monostate, single_sum<Duration>, std::unique_ptr<score_state<Duration>>> latest_;
};

}}} // namespace leadmetrics::detail

#endif
