// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_DETAIL_WAITING_LEADS_HPP
#define LEADMETRICS_REPORT_DETAIL_WAITING_LEADS_HPP

// What forecasts and their back-tests keep of the leads of a step.

#include <leadmetrics/core/detail/bag.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/detail/members.hpp>
#include <leadmetrics/core/quality.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/progress.hpp>
#include <leadmetrics/report/detail/forecast_samples.hpp>
#include <leadmetrics/stats/competing_curves.hpp>
#include <leadmetrics/stats/exact_sum.hpp>
#include <leadmetrics/stats/incidence.hpp>
#include <leadmetrics/version.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// The times from which the curves of a step are made, and how many leads went which way.
struct step_history {
    std::int64_t    moved = 0, lost = 0, out_of_order = 0;
    incidence_times times;

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.moved, self.lost, self.out_of_order, self.times);
    }
    friend bool operator==(step_history const&, step_history const&) = default;
};

/// A lead of a forecast.
template <class Id>
struct waiting_lead {
    static constexpr bool holds_instants = true;

    std::int64_t waited = 0;
    bool         valued = false;
    double       value  = 0;
    std::int64_t hash   = 0; ///< of the id, where samples are drawn, with the sign that its bits give
    Id           id{};       ///< where leads are listed

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.waited, self.valued, self.value, self.hash, self.id);
    }
    friend bool operator==(waiting_lead const&, waiting_lead const&) = default;
    friend bool operator<(waiting_lead const& a, waiting_lead const& b)
    {
        auto const rest = [](waiting_lead const& one) { return std::tie(one.waited, one.valued, one.value, one.hash); };
        return rest(a) != rest(b) ? rest(a) < rest(b) : id_less(a.id, b.id);
    }
};

template <class Id>
struct forecast_step {
    step_history          history;
    bag<waiting_lead<Id>> waiting;
    bag<lead_in_curves>   drawn; ///< where samples are drawn: the leads behind the curves

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.history, self.waiting, self.drawn);
    }
    friend bool operator==(forecast_step const&, forecast_step const&) = default;
};

template <class Duration, class Id>
struct forecast_summary {
    using duration = Duration;
    using id       = Id;

    std::vector<forecast_step<Id>> steps; ///< one for each stage, the last of them empty; then one for each stage, to the last
    std::vector<exact_sum<double>> open;  ///< the value of open leads by the stage of their latest event
    data_quality                   quality;

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.steps, self.open, self.quality);
    }
};

/// What became of a lead on its way from a stage: how long it has waited where it waits, and what it is to the curves where it is in them.
struct seen_waiting {
    std::optional<std::int64_t>   waited;
    std::optional<lead_in_curves> in_curves;
};

/// Adds a lead that entered stage `from`, as of `closing` ticks, to the history of its way to stage `to` or, where `later` is set, to that stage or
/// any later one. `in_curves`: whether its time is one of the curves'.
template <class Progress>
seen_waiting observe_wait(step_history& step, Progress const& progress, std::size_t from, std::size_t to, bool later, std::int64_t closing,
                          bool in_curves)
{
    seen_waiting       seen;
    std::int64_t const entry = progress.entry(from);
    auto const         add   = [&](samples& times, std::int64_t what, std::int64_t time) {
        if (!in_curves) return;
        times.add(time);
        seen.in_curves = lead_in_curves{time, what, 0};
    };
    if (later ? progress.reached(to) : progress.entered(to)) {
        ++step.moved;
        std::int64_t const at = later ? progress.reached_at(to) : progress.entry(to);
        if (at < entry) ++step.out_of_order;
        else add(step.times.moved, lead_in_curves::moved, saturated_difference(at, entry));
    } else if (progress.outcome() == outcome::lost) {
        ++step.lost;
        add(step.times.lost, lead_in_curves::lost, saturated_difference(progress.lost_at(), entry));
    } else {
        seen.waited = saturated_difference(closing, entry);
        add(step.times.waiting, lead_in_curves::waiting, *seen.waited);
    }
    return seen;
}

/// A horizon of forecasts, as of an instant, on times in ticks of a duration.
template <class Duration>
class forecast_horizon {
    using period = typename Duration::period;

public:
    forecast_horizon(instant const& as_of, timespan const& within) noexcept
        : within_(within), rest_(as_of.since_epoch() - timespan{Duration{as_of.floor_count<period>()}}),
          ticks_((as_of + within).template floor_count<period>() - as_of.floor_count<period>())
    {
    }
    [[nodiscard]] double probability(competing_curves const& curves, std::int64_t waited) const
    {
        return curves.probability(waited, saturated_sum(waited, ticks_));
    }
    [[nodiscard]] std::int64_t ticks() const noexcept { return ticks_; }
    /// Whether a lead that has waited so long comes to an age that no lead of the curves has.
    [[nodiscard]] bool beyond(competing_curves const& curves, std::int64_t waited) const
    {
        // All waiting leads have waited for `rest_` longer than their ticks say.
        auto const length = [](std::int64_t ticks) { return timespan{Duration{ticks}}; };
        bool const event  = curves.longest_event() >= 0 && !(length(curves.longest_event()) - length(waited) < within_ + rest_);
        bool const wait   = curves.longest_wait() >= 0 && !(length(curves.longest_wait()) - length(waited) < within_);
        return !event && !wait;
    }
    /// The share of all leads that move within the horizon, from their entry on.
    [[nodiscard]] double of_all(competing_curves const& curves) const { return curves.at(within_.template floor_count<period>()).moved; }

private:
    timespan     within_, rest_;
    std::int64_t ticks_; ///< for leads that wait: with what `as_of` lies behind its last whole tick
};

inline std::vector<timespan> checked_horizons(std::string const& metric, std::vector<timespan> within)
{
    timespan const nothing{std::chrono::seconds{0}};
    if (within.empty()) refuse(metric + ".within", "none", "give at least one length of time, such as {date::days{30}}");
    for (timespan const& one : within)
        if (!(nothing < one)) refuse(metric + ".within", std::to_string(one.in_seconds().count()) + " s", "give lengths of time above 0");
    return within;
}

}}} // namespace leadmetrics::detail

#endif
