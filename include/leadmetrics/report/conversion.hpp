// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_CONVERSION_HPP
#define LEADMETRICS_REPORT_CONVERSION_HPP

// Of the leads that entered a stage, how many reached the next? For those responsible for a hand-over. Definitions, section 6.

#include <leadmetrics/calendar/elapsed_time.hpp>
#include <leadmetrics/core/detail/members.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/quality.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/funnel.hpp>
#include <leadmetrics/journey/journey.hpp>
#include <leadmetrics/report/detail/by_stage.hpp>
#include <leadmetrics/report/detail/funnel_report.hpp>
#include <leadmetrics/report/detail/step_clock.hpp>
#include <leadmetrics/stats/completed_times.hpp>
#include <leadmetrics/stats/proportion.hpp>
#include <leadmetrics/stats/quantiles.hpp>
#include <leadmetrics/stats/samples.hpp>
#include <leadmetrics/version.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

struct conversion_settings {
    std::optional<instant>  as_of{};   ///< when the books are closed; must be set
    std::optional<timespan> horizon{}; ///< counts leads that entered at least this long ago, and what they reached within it; refused: negative
    precision               durations = precision::exact; ///< how closely the times of leads that converted within a horizon are kept
    std::vector<double>     quantiles{};                  ///< probabilities of further quantiles of these times; refused: not 0 … 1
    bool strict = false; ///< whether a lead must have an entry into the next stage itself; else a lead that skipped it has reached it, too
};

/// `Length`: seconds, or a `working_duration` of them where horizons are measured on a clock of working time.
template <class Stage, class Length = seconds>
struct conversion_report {
    /// Entries into one stage over entries into another in the same window. These are not the same leads, so the rate may exceed 1.
    struct period_rate {
        std::int64_t entered_to   = 0;
        std::int64_t entered_from = 0;

        /// Empty when nothing entered the first stage.
        [[nodiscard]] std::optional<double> value() const noexcept
        {
            if (entered_from == 0) return std::nullopt;
            return static_cast<double>(entered_to) / static_cast<double>(entered_from);
        }
        template <class Self>
        static constexpr auto figures(Self& self)
        {
            return std::tuple{figure{"entered_to", self.entered_to}, figure{"entered_from", self.entered_from}, figure{"value", self.value()}};
        }
        friend bool operator==(period_rate const&, period_rate const&) = default;
    };
    struct step_conversion {
        Stage        from{};
        Stage        to{};
        proportion   rate;        ///< cohort rate: of the leads that entered `from` (with a horizon: the mature ones), those that reached `to`
        std::int64_t pending = 0; ///< leads that entered less than a horizon before `as_of`: in no rate yet; 0 without a horizon
        period_rate  period;
        /// From `from` to `to`, of the leads that converted within the horizon, but for those that entered the later stage first; of nobody without a
        /// horizon.
        completed_times<Length> times;

        template <class Self>
        static constexpr auto figures(Self& self)
        {
            return std::tuple{figure{"from", self.from, as_stage}, figure{"to", self.to, as_stage}, figure{"rate", self.rate},
                              figure{"pending", self.pending},     figure{"period", self.period},   figure{"times", self.times}};
        }
        friend bool operator==(step_conversion const&, step_conversion const&) = default;
    };

    std::vector<step_conversion> steps;   ///< from each stage to the next, in funnel order
    step_conversion              overall; ///< from the first stage to the last
    data_quality                 quality;

    /// The step from a stage to the next. Throws std::out_of_range where no step begins there (ends in `refused_setting` where exceptions are off).
    /// Complexity: linear in stages.
    [[nodiscard]] step_conversion const& step(Stage const& from) const { return detail::by_stage(steps, &step_conversion::from, from, "step"); }

    static constexpr report_title title{"conversion", "6"};
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"steps", self.steps}, figure{"overall", self.overall}, figure{"quality", self.quality}};
    }
    friend bool operator==(conversion_report const&, conversion_report const&) = default;
};

namespace detail {

template <class Duration>
struct conversion_summary {
    using duration = Duration;

    struct counts {
        proportion   rate;
        std::int64_t pending = 0, entered_from = 0, entered_to = 0;
        summed_times times; // of those that converted within a horizon

        template <class Self>
        static constexpr auto members(Self& self)
        {
            return std::tie(self.rate, self.pending, self.entered_from, self.entered_to, self.times);
        }
    };
    std::vector<counts> steps; // the last is from the first stage to the last
    data_quality        quality;

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.steps, self.quality);
    }
};

} // namespace detail

/// Conversion from each stage to the next, and from the first to the last. In calendar windows, a step falls into the window of the entry into its
/// first stage. Without a horizon a recent cohort looks worse than it is, as its leads have had little time; with a horizon such leads are counted as
/// pending.
///
///     lm::conversion const within{pipeline, {.as_of = now, .horizon = days{30}}};
///     within.with_horizon(phase::mql, days{7})              // this step has one of its own
///     lm::conversion{pipeline, {.as_of = now, .horizon = 40h}, office}   // 40 hours in which the office is open
///
/// The summary holds five counts for each step, and with a horizon each time in 4 bytes (8 from 2³² on), or a fixed size with `.durations` set.
/// Complexity: linear in events.
template <class Stage, service_clock Clock = elapsed_time>
class conversion : public detail::funnel_report<conversion<Stage, Clock>, Stage> {
    using length = detail::seconds_on<Clock>;

public:
    using metric_interface<conversion>::zero;
    using metric_interface<conversion>::finish;

    conversion(funnel<Stage> stages, conversion_settings const& settings, Clock clock = {})
        : detail::funnel_report<conversion, Stage>("conversion", std::move(stages), settings.as_of), settings_(settings),
          horizons_(this->stages().size(), settings.horizon), clock_(std::move(clock))
    {
        if (settings_.horizon) check(*settings_.horizon);
        static_cast<void>(detail::checked_quantiles("conversion", settings_.quantiles));
    }

    /// The same, where the step that begins at this stage has a horizon of its own. Refused: the last stage, one that the funnel does not have, and a
    /// negative horizon.
    [[nodiscard]] conversion with_horizon(Stage const& from, timespan const& horizon) const
    {
        std::size_t const step = this->index_of_setting("with_horizon", from);
        if (step + 1 == this->stages().size()) this->refuse_setting("with_horizon", detail::spell(from), "no step begins at the last stage");
        check(horizon);
        conversion same        = *this;
        same.horizons_[step]   = horizon;
        same.has_own_horizons_ = true;
        return same;
    }

    template <detail::reportable Journey>
    [[nodiscard]] auto zero() const
    {
        detail::conversion_summary<typename detail::step_clock<Clock, Journey>::duration> nothing;
        nothing.steps.resize(this->stages().size());
        for (auto& step : nothing.steps) step.times = detail::summed_times{settings_.durations};
        return nothing;
    }

    template <journey Journey, class Route>
    void observe(Journey const& journey, Route route) const
    {
        auto const& progress = journey.progress(this->as_of());
        route(undated{}).quality += progress.quality();
        detail::step_clock<Clock, Journey> const times{clock_, this->as_of()};
        std::size_t const                        n     = this->stages().size();
        auto const                               limit = limits_of<decltype(times)>(settings_.horizon);
        auto const                               each  = [&](std::size_t from, std::size_t to, std::size_t place) {
            step(progress, from, to, place, times, has_own_horizons_ ? limits_of<decltype(times)>(horizons_[place]) : limit, route);
        };
        for (std::size_t i = 0; i + 1 < n; ++i) each(i, i + 1, i);
        each(0, n - 1, n - 1);
    }

    template <class Duration, runner Runner = sequential>
    [[nodiscard]] conversion_report<Stage, length> finish(detail::conversion_summary<Duration> summary, Runner const& = {}) const
    {
        auto const&       stages = this->stages().stages();
        std::size_t const n      = stages.size();
        auto const        step   = [&](std::size_t from, std::size_t to, auto& counts) {
            return typename conversion_report<Stage, length>::step_conversion{
                stages[from],
                stages[to],
                counts.rate,
                counts.pending,
                         {counts.entered_to, counts.entered_from},
                detail::completed<Duration, length>(counts.times.times, counts.times.sum, settings_.quantiles)};
        };
        conversion_report<Stage, length> report;
        for (std::size_t i = 0; i + 1 < n; ++i) report.steps.push_back(step(i, i + 1, summary.steps[i]));
        report.overall = step(0, n - 1, summary.steps[n - 1]);
        report.quality = summary.quality;
        return report;
    }

    /// Writes the settings, apart from funnel and `as_of`, into a sink such as detail::settings_text.
    template <class Sink>
    void describe_settings(Sink& to) const
    {
        detail::describe_setting(to, "horizon", settings_.horizon);
        detail::describe_setting(to, "strict", settings_.strict);
        if (settings_.durations != precision::exact) detail::describe_setting(to, "durations", settings_.durations);
        if (!settings_.quantiles.empty()) detail::describe_setting(to, "quantiles", settings_.quantiles);
        if (has_own_horizons_) detail::describe_setting(to, "horizons", horizons_);
        if constexpr (!std::is_same_v<Clock, elapsed_time>) detail::describe_setting(to, "clock", clock_);
    }

private:
    void check(timespan const& horizon) const
    {
        if (horizon.negative())
            this->refuse_setting("horizon", std::to_string(horizon.in_seconds().count()) + " s", "give a length of time that is not negative");
    }

    /// A horizon in ticks; without one, everything is within it. Instants are whole ticks, so comparing with limits that are rounded down gives the
    /// same result.
    struct limits {
        bool         any;
        std::int64_t mature_until; // on elapsed time: the latest entry that lies a horizon before `as_of`
        std::int64_t horizon;
    };
    template <class Times>
    [[nodiscard]] limits limits_of(std::optional<timespan> const& horizon) const
    {
        using times = std::remove_cvref_t<Times>;
        if (!horizon) return {false, INT64_MAX, INT64_MAX};
        return {true, (this->as_of() - *horizon).template floor_count<typename times::of_journey::period>(),
                horizon->template floor_count<typename times::duration::period>()};
    }

    template <class Progress, class Times, class Route>
    void step(Progress const& progress, std::size_t from, std::size_t to, std::size_t place, Times const& times, limits const& limit,
              Route& route) const
    {
        if (progress.entered(to)) ++route(progress.entry_time(to)).steps[place].entered_to;
        if (!progress.entered(from)) return;
        std::int64_t const entry = progress.entry(from);
        auto&              here  = route(progress.entry_time(from)).steps[place];
        ++here.entered_from;
        if (limit.any && (Times::elapsed_only ? entry > limit.mature_until : times.until_closing(entry) < limit.horizon)) {
            ++here.pending;
            return;
        }
        bool const reached = settings_.strict ? progress.entered(to) : progress.reached(to);
        if (!limit.any || !reached) return here.rate.add(reached);
        std::int64_t const at     = settings_.strict ? progress.entry(to) : progress.reached_at(to);
        std::int64_t const time   = at < entry ? 0 : times.between(entry, at);
        bool const         within = at < entry || time <= limit.horizon;
        here.rate.add(within);
        if (within && at >= entry) here.times.record(time);
    }

    conversion_settings                  settings_;
    std::vector<std::optional<timespan>> horizons_; // of each step; the last is that from the first stage to the last
    bool                                 has_own_horizons_ = false;
    Clock                                clock_;
};

template <class Stage>
conversion(funnel<Stage>, conversion_settings) -> conversion<Stage>;
template <class Stage, service_clock Clock>
conversion(funnel<Stage>, conversion_settings, Clock) -> conversion<Stage, Clock>;

}} // namespace leadmetrics

#endif
