// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DETAIL_LEAD_SCORER_HPP
#define LEADMETRICS_SCORING_DETAIL_LEAD_SCORER_HPP

#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/scoring/detail/all_points_given.hpp>
#include <leadmetrics/scoring/detail/crossings.hpp>
#include <leadmetrics/scoring/detail/ledger_metric.hpp>
#include <leadmetrics/scoring/detail/quick_score.hpp>
#include <leadmetrics/scoring/detail/quick_sum.hpp>
#include <leadmetrics/scoring/detail/readiness.hpp>
#include <leadmetrics/scoring/detail/score_plan.hpp>
#include <leadmetrics/scoring/detail/score_state.hpp>
#include <leadmetrics/scoring/detail/single_sum.hpp>
#include <leadmetrics/version.hpp>

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Computes one lead's score as of an instant from the points given. All metrics on scores share it.
class lead_scorer {
public:
    lead_scorer(char const* metric, score_plan plan, std::optional<instant> const& as_of, std::optional<double> threshold,
                std::optional<timespan> const& cold_after)
        : plan_(std::move(plan)), as_of_(checked_as_of(metric, as_of)), threshold_(threshold),
          quick_(single_sum<seconds>::suits(plan_) && !plan_.limits_times), dates_(true)
    {
        check_threshold(metric, threshold);
        if (!cold_after) return;
        cold_after_ = cold_after;
        if (cold_after->in_seconds().count() <= 0)
            refuse(std::string{metric} + ".cold_after", std::to_string(cold_after->in_seconds().count()) + " s", "give a length of time above 0");
        cold_since_ = as_of_ - *cold_after;
    }

    /// Sets another `as_of`.
    void close_at(instant const& as_of)
    {
        as_of_ = as_of;
        if (cold_after_) cold_since_ = as_of - *cold_after_;
    }

    /// Returns a scorer that does not find out when a score was last raised, unless a setting needs that date.
    [[nodiscard]] lead_scorer without_dates() const
    {
        lead_scorer result = *this;
        result.dates_      = cold_since_ || plan_.idle.period.count() > 0;
        return result;
    }

    [[nodiscard]] instant               as_of() const noexcept { return as_of_; }
    [[nodiscard]] std::optional<double> threshold() const noexcept { return threshold_; }

    /// Writes the settings into a sink such as settings_text.
    template <class Sink>
    void describe(Sink& to) const
    {
        describe_setting(to, "as_of", as_of_);
        describe_setting(to, "sales_ready", threshold_);
        describe_setting(to, "cold_after", cold_after_);
    }

    /// Whether a score is one plain sum, in which the order of activities does not matter, and no dates are needed.
    [[nodiscard]] bool only_adds_up() const noexcept { return quick_ && !dates_; }
    /// Returns the score for a sum of points as of the closing. `scored_at` and `raised_at` are the instants when anything last scored and last
    /// raised the score; INT64_MIN where nothing did.
    template <class Duration>
    [[nodiscard]] score_now score_of_sum(closing const& when, double sum, std::int64_t scored_at, std::int64_t raised_at) const
    {
        single_sum<Duration> const state{plan_, when.as_of, sum, scored_at};
        return {true, state.at(when.as_of, when.rest), raised_at != INT64_MIN ? std::optional{raised_at} : std::nullopt};
    }

    /// Returns the score of a ledger, without its readiness.
    template <class Model, class Ledger>
    [[nodiscard]] score_now score_of(Model const& model, Ledger const& ledger, closing const& when, score_quality& quality) const
    {
        using duration = typename Ledger::duration;
        if constexpr (!has_event_ids<Ledger>)
            if (quick_) {
                no_following nothing;
                if (auto const all = added_up(model, ledger, when, nothing)) return counted<duration>(*all, ledger, when, quality);
            }
        return single_sum<duration>::suits(plan_) ? score_of_with<single_sum<duration>>(model, ledger, when, quality)
                                                  : score_of_with<score_state<duration>>(model, ledger, when, quality);
    }

    /// Whether `follow` can find out when a lead was ready while it adds up the points.
    template <class Duration>
    [[nodiscard]] bool follows() const noexcept
    {
        return quick_ && threshold_ && crossings<Duration>::suits(plan_, *threshold_);
    }
    /// The score of a ledger and when it was ready. `follow` returns it where it can be found while points are added up, else empty.
    struct followed {
        score_now now;
        readiness ready;
    };
    template <class Model, class Ledger>
    [[nodiscard]] std::optional<followed> follow(Model const& model, Ledger const& ledger, closing const& when, score_quality& quality) const
    {
        using duration = typename Ledger::duration;
        if constexpr (!has_event_ids<Ledger>)
            if (follows<duration>()) {
                crossings<duration> crossed{plan_, *threshold_};
                if (auto const all = quick_sum<true, duration>(model, ledger, when.as_of, crossed))
                    return followed{counted<duration>(*all, ledger, when, quality), crossed.up_to(when.as_of, all->sum)};
            }
        return std::nullopt;
    }

    /// The score of a ledger, and whether it was ever ready.
    struct score_course {
        score_now now;
        bool      ever_ready = false;
    };
    template <class Model, class Ledger>
    [[nodiscard]] score_course course_of(Model const& model, Ledger const& ledger, closing const& when, score_quality& quality) const
    {
        using duration = typename Ledger::duration;
        if (!threshold_) return {score_of(model, ledger, when, quality)};
        if constexpr (!has_event_ids<Ledger>)
            if (follows<duration>()) {
                ever_reached reached{*threshold_};
                if (auto const all = added_up(model, ledger, when, reached)) return {counted<duration>(*all, ledger, when, quality), reached.ever()};
            }
        return single_sum<duration>::suits(plan_) ? course_with<single_sum<duration>>(model, ledger, when, quality)
                                                  : course_with<score_state<duration>>(model, ledger, when, quality);
    }

    [[nodiscard]] bool is_ready(double value) const noexcept { return threshold_ && reaches(value, *threshold_); }
    /// Whether a lead is cold whose score was last raised in this tick.
    template <class Duration>
    [[nodiscard]] bool is_cold(std::optional<std::int64_t> raised) const noexcept
    {
        return cold_since_ && !(raised && *cold_since_ < instant{date::sys_time<Duration>{Duration{*raised}}});
    }

    template <class Score>
    void say(score_now const& now, Score& to) const
    {
        using time = typename Score::time;
        to.value   = now.value;
        to.cold    = is_cold<typename time::duration>(now.raised);
        if (now.raised) to.last_raised = time{typename time::duration{*now.raised}};
    }

    template <class Score>
    void say(score_now const& now, readiness const& ready, closing const& when, Score& to) const
    {
        using time         = typename Score::time;
        auto const as_time = [](std::optional<std::int64_t> at) { return at ? std::optional{time{typename time::duration{*at}}} : std::nullopt; };
        say(now, to);
        to.sales_ready = is_ready(to.value);
        to.first_ready = as_time(ready.first);
        to.last_fell   = as_time(ready.fell);
        if (to.sales_ready) {
            to.ready_since = as_time(ready.since ? ready.since : when.as_of);
            to.ready_until = as_time(ready.until);
        } else if (ready.since) to.last_fell = as_time(when.as_of); // the score fell within the tick in which the books are closed
    }

    /// Computes the score of points given, which must be settled.
    template <class Score>
    void score(all_points_given const& all, closing const& when, Score& to) const
    {
        using duration = typename Score::time::duration;
        if (single_sum<duration>::suits(plan_)) score_with<single_sum<duration>>(all, when, to);
        else score_with<score_state<duration>>(all, when, to);
    }

private:
    template <class State>
    [[nodiscard]] score_now score_now_of(all_points_given const& all, closing const& when) const
    {
        State     state{plan_, when.as_of};
        score_now result;
        for (points_given const& one : all) {
            if (one.resets()) result.raised.reset();
            if (state.raises(one)) result.raised = one.at;
        }
        result.any_activity = all.any_activity();
        result.value        = state.at(when.as_of, when.rest);
        return result;
    }

    template <class State, class Model, class Ledger>
    [[nodiscard]] score_now score_of_with(Model const& model, Ledger const& ledger, closing const& when, score_quality& quality) const
    {
        if (auto const quick = quick_score<State>(model, ledger, when, quality)) return *quick;
        return score_now_of<State>(settled(model, ledger, when, quality), when);
    }
    template <class State, class Model, class Ledger>
    [[nodiscard]] score_course course_with(Model const& model, Ledger const& ledger, closing const& when, score_quality& quality) const
    {
        all_points_given const all = settled(model, ledger, when, quality);
        score_now const        now = score_now_of<State>(all, when);
        return {now,
                is_ready(now.value)
                    || ready_times<typename Ledger::duration, State>(plan_, all, all.first_activity(), *threshold_, when.as_of).first.has_value()};
    }
    template <class Model, class Ledger>
    [[nodiscard]] all_points_given settled(Model const& model, Ledger const& ledger, closing const& when, score_quality& quality) const
    {
        all_points_given all;
        each_used(ledger, when.as_of, quality, worth_by<Model>{model}, [&](auto const& activity) { all.take(model, activity, quality); });
        all.template settle<typename Ledger::duration>(plan_);
        return all;
    }

    template <class State, class Score>
    void score_with(all_points_given const& all, closing const& when, Score& to) const
    {
        score_now const now = score_now_of<State>(all, when);
        if (threshold_)
            say(now, ready_times<typename Score::time::duration, State>(plan_, all, all.first_activity(), *threshold_, when.as_of), when, to);
        else say(now, to);
    }

    /// Sums up the points by quick_sum, with the dates of scoring only where they are needed.
    template <class Model, class Ledger, class Follow>
    [[nodiscard]] std::optional<summed_points> added_up(Model const& model, Ledger const& ledger, closing const& when, Follow& follow) const
    {
        using duration = typename Ledger::duration;
        return dates_ ? quick_sum<true, duration>(model, ledger, when.as_of, follow) : quick_sum<false, duration>(model, ledger, when.as_of, follow);
    }
    template <class Duration, class Ledger>
    [[nodiscard]] score_now counted(summed_points const& all, Ledger const& ledger, closing const& when, score_quality& quality) const
    {
        quality.records += all.used;
        quality.used += all.used;
        quality.repeated_leads += ledger.repeated();
        return score_of_sum<Duration>(when, all.sum, all.scored_at, all.raised_at);
    }

    score_plan              plan_;
    instant                 as_of_;
    std::optional<double>   threshold_;
    bool                    quick_; // quick_sum can compute the score
    bool                    dates_; // the instants of the last scored activity and the last raise are needed
    std::optional<timespan> cold_after_;
    std::optional<instant>  cold_since_; // a lead is cold if its score was last raised at this instant or before
};

}}} // namespace leadmetrics::detail

#endif
