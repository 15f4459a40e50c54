// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DETAIL_LEAD_SCORER_HPP
#define LEADMETRICS_SCORING_DETAIL_LEAD_SCORER_HPP

#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/scoring/detail/ledger_metric.hpp>
#include <leadmetrics/scoring/detail/postings.hpp>
#include <leadmetrics/scoring/detail/readiness.hpp>
#include <leadmetrics/scoring/detail/score_plan.hpp>
#include <leadmetrics/scoring/detail/score_state.hpp>

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace leadmetrics { inline namespace v0_1 { namespace detail {

/// What one lead's postings say of it as of an instant: what every way to scores shares.
class lead_scorer {
public:
    lead_scorer(char const* metric, score_plan plan, std::optional<instant> const& as_of, std::optional<double> threshold, std::optional<timespan> const& cold_after)
        : plan_(std::move(plan)), as_of_(checked_as_of(metric, as_of)), threshold_(threshold)
    {
        if (threshold && !std::isfinite(*threshold)) refuse(std::string{metric} + ".sales_ready", std::to_string(*threshold), "give a finite number of points");
        if (!cold_after) return;
        if (cold_after->in_seconds().count() <= 0) refuse(std::string{metric} + ".cold_after", std::to_string(cold_after->in_seconds().count()) + " s", "give a length of time above 0");
        cold_since_ = as_of_ - *cold_after;
    }

    [[nodiscard]] instant               as_of() const noexcept { return as_of_; }
    [[nodiscard]] std::optional<double> threshold() const noexcept { return threshold_; }

    /// The score of settled postings.
    template <class Score>
    void score(postings const& all, closing const& when, Score& to) const
    {
        using time = typename Score::time;
        auto const as_time = [](std::optional<std::int64_t> at) { return at ? std::optional{time{typename time::duration{*at}}} : std::nullopt; };

        std::optional<std::int64_t> raised;
        to.value       = value_of<typename time::duration>(all, when, raised);
        to.last_raised = as_time(raised);
        to.cold        = cold_since_ && !(raised && *cold_since_ < instant{*to.last_raised});
        if (!threshold_) return;

        to.sales_ready = reaches(to.value, *threshold_);
        readiness const ready = readiness_of<typename time::duration>(plan_, all, all.first_activity(), *threshold_, when.as_of);
        to.first_ready = as_time(ready.first);
        to.last_fell   = as_time(ready.fell);
        if (to.sales_ready) {
            to.ready_since = as_time(ready.since ? ready.since : when.as_of);
            to.ready_until = as_time(ready.until);
        } else if (ready.since) to.last_fell = as_time(when.as_of); // within the tick in which the books are closed
    }

    /// The score alone, and the latest activity that raised it.
    template <class Duration>
    [[nodiscard]] double value_of(postings const& all, closing const& when, std::optional<std::int64_t>& raised) const
    {
        score_state<Duration> state{plan_, when.as_of};
        if (plan_.one_sum())
            for (posting const& one : all) {
                if (one.points > 0) raised = one.at;
                state.add(one);
            }
        else
            for (posting const& one : all)
                if (raises(state, one)) raised = one.at;
        return state.at(when.as_of, when.rest);
    }

private:
    /// Adds a posting, and tells whether it raised the points of its rule and of its group, which have limits.
    template <class Duration>
    bool raises(score_state<Duration>& state, posting const& one) const
    {
        std::size_t const slot = plan_.rules[one.rule].slot, group = plan_.slots[slot].group;
        bool const        limited = plan_.slots[slot].most_points != score_plan::unlimited || plan_.groups[group] != score_plan::unlimited;
        if (one.points <= 0 || !limited) {
            state.add(one);
            return one.points > 0;
        }
        double const of_slot = state.of_slot(slot, one.at), of_group = state.of_group(group, one.at);
        state.add(one);
        return state.of_slot(slot, one.at) > of_slot && state.of_group(group, one.at) > of_group;
    }

    score_plan             plan_;
    instant                as_of_;
    std::optional<double>  threshold_;
    std::optional<instant> cold_since_; // cold when raised at this instant or before
};

}}} // namespace leadmetrics::detail

#endif
