// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_VELOCITY_HPP
#define LEADMETRICS_REPORT_VELOCITY_HPP

// How long do leads take from stage to stage, where do they wait, and how much money a day does the funnel make? For whoever runs
// sales. Definitions, section 7.

#include <leadmetrics/calendar/elapsed_time.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/quality.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/funnel.hpp>
#include <leadmetrics/journey/journey.hpp>
#include <leadmetrics/report/detail/by_stage.hpp>
#include <leadmetrics/report/detail/funnel_report.hpp>
#include <leadmetrics/report/detail/step_clock.hpp>
#include <leadmetrics/report/detail/velocity_summary.hpp>
#include <leadmetrics/stats/completed_times.hpp>
#include <leadmetrics/stats/incidence.hpp>
#include <leadmetrics/stats/proportion.hpp>
#include <leadmetrics/stats/quantiles.hpp>
#include <leadmetrics/stats/samples.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

template <class Stage>
struct velocity_settings {
    std::optional<instant> as_of{};          ///< when the books are closed; must be set
    bool                   incidence = true; ///< whether to make the incidence curves; without them lost and waiting times need not be kept
    precision              durations = precision::exact; ///< how closely durations are kept, for a summary whose size does not grow with leads
    std::optional<Stage>   deal{}; ///< from which stage on a lead is a deal; default: the first. Refused: no stage of the funnel
    bool keep_times = false; ///< whether curves keep the times that they are made from, which lm::compare needs; not where durations are rounded
    std::vector<double> quantiles{}; ///< probabilities of further quantiles, as {0.25, 0.75}; refused: not 0 … 1
};

/// `Length`: seconds, or a `working_duration` of them where times are taken on a clock of working time.
template <class Stage, class Length = seconds>
struct velocity_report {
    using completed_times = leadmetrics::completed_times<Length>;

    struct step_velocity {
        Stage                  from{};
        Stage                  to{};             ///< the next stage of the funnel; a lead that skipped it has moved, too
        std::int64_t           entered      = 0; ///< moved + lost + waiting
        std::int64_t           moved        = 0; ///< entered any later stage
        std::int64_t           lost         = 0; ///< not moved, and lost at as_of
        std::int64_t           waiting      = 0; ///< neither, at as_of
        std::int64_t           out_of_order = 0; ///< of `moved`, those that entered the later stage first: left out of all times
        completed_times        completed;        ///< of `moved`, those that moved forwards in time
        leadmetrics::incidence incidence; ///< the share of those that entered which has moved within t, waiting leads censored, lost ones competing
        std::optional<Length>  lead_time; ///< time spent in the step per lead that entered: completed, lost and waiting time; empty when none entered

        template <class Self>
        static constexpr auto figures(Self& self)
        {
            return std::tuple{figure{"from", self.from, as_stage},
                              figure{"to", self.to, as_stage},
                              figure{"entered", self.entered},
                              figure{"moved", self.moved},
                              figure{"lost", self.lost},
                              figure{"waiting", self.waiting},
                              figure{"out_of_order", self.out_of_order},
                              figure{"completed", self.completed},
                              figure{std::is_same_v<Length, seconds> ? "incidence" : "incidence_of_working_time", self.incidence},
                              figure{"lead_time", self.lead_time}};
        }
        friend bool operator==(step_velocity const&, step_velocity const&) = default;
    };
    /// Money per day = deals × win rate × mean value ÷ mean cycle. On a clock of working time, a day is 24 hours of it.
    struct money_per_day {
        std::int64_t          deals = 0;  ///< leads with an entry into the deal stage
        proportion            win_rate;   ///< won of won and lost among them
        std::optional<double> mean_value; ///< of a won deal, by the record that entered the last stage; empty when none has a value
        std::optional<Length> mean_cycle; ///< of the won, from entry into the deal stage to entry into the last; empty when none
        std::optional<double> value;      ///< empty when any factor is empty, or the mean cycle is 0

        template <class Self>
        static constexpr auto figures(Self& self)
        {
            return std::tuple{figure{"deals", self.deals}, figure{"win_rate", self.win_rate}, figure{"mean_value", self.mean_value},
                              figure{"mean_cycle", self.mean_cycle}, figure{"value_per_day", self.value}};
        }
        friend bool operator==(money_per_day const&, money_per_day const&) = default;
    };

    std::vector<step_velocity> steps;          ///< from each stage to any later one, in funnel order
    step_velocity              cycle;          ///< from the first stage to the last
    std::vector<std::size_t>   bottlenecks;    ///< places in `steps`, the longest lead time first; steps that none entered last
    money_per_day              sales_velocity; ///< without a value given to the metric: no mean value, no value
    data_quality               quality;

    /// The step from a stage to any later one. Throws std::out_of_range where no step begins there (ends in `refused_setting` where exceptions are
    /// off). Complexity: linear in stages.
    [[nodiscard]] step_velocity const& step(Stage const& from) const { return detail::by_stage(steps, &step_velocity::from, from, "step"); }

    static constexpr report_title title{"velocity", "7"};
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"steps", self.steps}, figure{"cycle", self.cycle}, figure{"bottlenecks", self.bottlenecks},
                          figure{"sales_velocity", self.sales_velocity}, figure{"quality", self.quality}};
    }
    friend bool operator==(velocity_report const&, velocity_report const&) = default;
};

/// In the place of a value: deals have none.
struct no_value {};

/// Velocity of each step and of the whole cycle, each dated by the entry into its first stage; sales velocity by the entry into the
/// deal stage. `Value` is anything std::invoke takes with the user's record and gives the deal's money (or an optional of it):
/// `lm::velocity{pipeline, {.as_of = now}, &change::amount}`. With a clock, `lm::velocity{pipeline, {.as_of = now}, office}` or `…, &change::amount,
/// office}`, all times are taken on it: how long the office was open in between.
///
/// Holds every duration in 4 bytes (8 from 2³² on), or a fixed size with `.durations` set. Complexity: linear in events, and the time to
/// sort the durations.
template <class Stage, class Value = no_value, service_clock Clock = elapsed_time>
class velocity : public detail::funnel_report<velocity<Stage, Value, Clock>, Stage> {
    using length                    = detail::seconds_on<Clock>;
    using result                    = velocity_report<Stage, length>;
    static constexpr bool has_value = !std::is_same_v<Value, no_value>;

    template <class Journey>
    struct money_of {
        using type = double;
    };
    template <class Journey>
        requires has_value
    struct money_of<Journey> {
        using said =
            std::remove_cvref_t<decltype(std::invoke(std::declval<Value const&>(), detail::unwrap(std::declval<Journey const&>().record(0))))>;
        using type = typename detail::money_said<said>::type;
    };

public:
    using metric_interface<velocity>::zero;
    using metric_interface<velocity>::finish;

    velocity(funnel<Stage> stages, velocity_settings<Stage> const& settings, Value value = {}, Clock clock = {})
        : detail::funnel_report<velocity, Stage>("velocity", std::move(stages), settings.as_of), incidence_(settings.incidence),
          keep_times_(settings.keep_times), precision_(settings.durations), deal_(settings.deal ? this->index_of_setting("deal", *settings.deal) : 0),
          quantiles_(detail::checked_quantiles("velocity", settings.quantiles)), value_(std::move(value)), clock_(std::move(clock))
    {
    }
    velocity(funnel<Stage> stages, velocity_settings<Stage> const& settings, Clock clock)
        requires(!has_value && !std::is_same_v<Clock, elapsed_time>)
        : velocity(std::move(stages), settings, Value{}, std::move(clock))
    {
    }

    template <detail::reportable Journey>
    [[nodiscard]] auto zero() const
    {
        using summary = detail::velocity_summary<typename detail::step_clock<Clock, Journey>::duration, typename money_of<Journey>::type>;
        return summary{std::vector<detail::step_times>(this->stages().size(), detail::step_times{precision_}), {}, {}};
    }

    template <journey Journey, class Route>
    void observe(Journey const& journey, Route route) const
    {
        auto const&                              progress = journey.progress(this->as_of());
        detail::step_clock<Clock, Journey> const times{clock_, this->as_of()};
        route(undated{}).quality += progress.quality();
        if (!progress.is_lead()) return;

        std::size_t const last = this->stages().size() - 1;
        std::int64_t      next = INT64_MAX; // the earliest entry into a stage later than i
        for (std::size_t i = last + 1; i-- != 0;) {
            if (!progress.entered(i)) continue;
            if (i != last) observe_step(route(progress.entry_time(i)).steps[i], progress, i, progress.reached(i + 1), next, times);
            next = (std::min)(next, progress.entry(i));
        }
        if (progress.entered(0)) // the cycle stands where the last stage would have a step
            observe_step(route(progress.entry_time(0)).steps[last], progress, 0, progress.entered(last),
                         progress.entered(last) ? progress.entry(last) : 0, times);
        if (progress.entered(deal_)) observe_deal(route(progress.entry_time(deal_)).deals, journey, progress, times);
    }

    template <class Summary, runner Runner = sequential>
    [[nodiscard]] result finish(Summary summary, Runner const& run = {}) const
    {
        using duration           = typename Summary::duration;
        auto const&       stages = this->stages().stages();
        std::size_t const last   = stages.size() - 1;
        // Every waiting lead waits until as_of, which may lie between two instants of the records' precision.
        seconds const rest = detail::rest_of_tick<Clock, duration>(clock_, this->as_of());

        std::vector<typename result::step_velocity> steps(stages.size());
        run(steps.size(), [&](std::size_t i) {
            steps[i]      = detail::finish_step<typename result::step_velocity, duration, length>(std::move(summary.steps[i]), rest, incidence_,
                                                                                                  keep_times_, quantiles_);
            steps[i].from = stages[i == last ? 0 : i];
            steps[i].to   = stages[i == last ? last : i + 1];
        });

        result report;
        report.cycle = std::move(steps.back());
        steps.pop_back();
        report.steps          = std::move(steps);
        report.sales_velocity = detail::finish_deals<typename result::money_per_day, duration, length>(summary.deals);
        report.quality        = summary.quality;
        for (std::size_t i = 0; i != report.steps.size(); ++i) { // each goes before those that take less time
            auto const shorter = [&](std::size_t other) {
                return report.steps[other].lead_time.value_or(length{seconds{-1}}) < report.steps[i].lead_time.value_or(length{seconds{-1}});
            };
            report.bottlenecks.insert(std::find_if(report.bottlenecks.begin(), report.bottlenecks.end(), shorter), i);
        }
        return report;
    }

    /// The settings beside funnel and `as_of`, for detail::settings_text and its like.
    template <class Sink>
    void describe_settings(Sink& to) const
    {
        detail::describe_setting(to, "incidence", incidence_);
        detail::describe_setting(to, "durations", precision_);
        detail::describe_setting(to, "deal", deal_);
        detail::describe_setting(to, "value", value_);
        detail::describe_setting(to, "quantiles", quantiles_);
        if (keep_times_) detail::describe_setting(to, "keep_times", true);
        if constexpr (!std::is_same_v<Clock, elapsed_time>) detail::describe_setting(to, "clock", clock_);
    }

private:
    template <class Progress, class Times>
    void observe_step(detail::step_times& step, Progress const& progress, std::size_t from, bool moved, std::int64_t next, Times const& times) const
    {
        std::int64_t const entry = progress.entry(from);
        if (moved) {
            ++step.moved;
            if (next < entry) ++step.out_of_order;
            else step.add_completed(times.between(entry, next));
        } else if (progress.outcome() == outcome::lost) {
            ++step.lost;
            step.add_lost(times.between(entry, progress.lost_at()), incidence_);
        } else {
            ++step.waiting;
            step.add_waiting(times.until_closing(entry), incidence_);
        }
    }

    template <class Deals, class Journey, class Progress, class Times>
    void observe_deal(Deals& deals, Journey const& journey, Progress const& progress, Times const& times) const
    {
        ++deals.deals;
        if (progress.outcome() == outcome::lost) ++deals.lost;
        if (progress.outcome() != outcome::won) return;
        ++deals.won;
        std::size_t const last = this->stages().size() - 1;
        if (progress.entry(last) >= progress.entry(deal_)) {
            ++deals.cycles;
            deals.cycle.add(times.between(progress.entry(deal_), progress.entry(last)));
        }
        if constexpr (has_value) {
            // Which of several duplicates comes first must not matter: the smallest value that any of them has counts.
            std::optional<typename money_of<Journey>::type> value;
            journey.each_record_of_entry(last, progress.entry(last),
                                         [&](auto const& record) { detail::keep_smallest(value, std::invoke(value_, record)); });
            deals.add_value(value);
        }
    }

    bool                incidence_, keep_times_;
    precision           precision_;
    std::size_t         deal_;
    std::vector<double> quantiles_;
    Value               value_;
    Clock               clock_;
};

template <class Stage>
velocity(funnel<Stage>, velocity_settings<Stage>) -> velocity<Stage>;
template <class Stage, class Value>
velocity(funnel<Stage>, velocity_settings<Stage>, Value) -> velocity<Stage, Value>;
template <class Stage, service_clock Clock>
velocity(funnel<Stage>, velocity_settings<Stage>, Clock) -> velocity<Stage, no_value, Clock>;
template <class Stage, class Value, service_clock Clock>
velocity(funnel<Stage>, velocity_settings<Stage>, Value, Clock) -> velocity<Stage, Value, Clock>;

}} // namespace leadmetrics

#endif
