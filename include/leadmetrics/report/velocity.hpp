// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_VELOCITY_HPP
#define LEADMETRICS_REPORT_VELOCITY_HPP

// How long do leads take from stage to stage, where do they wait, and how much money a day does the funnel make? For whoever runs
// sales. Definitions, section 7.

#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/quality.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/funnel.hpp>
#include <leadmetrics/journey/journey.hpp>
#include <leadmetrics/report/detail/by_stage.hpp>
#include <leadmetrics/report/detail/funnel_report.hpp>
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
    std::optional<Stage>   deal{};      ///< from which stage on a lead is a deal; default: the first. Refused: no stage of the funnel
    std::vector<double>    quantiles{}; ///< probabilities of further quantiles, as {0.25, 0.75}; refused: not 0 … 1
};

template <class Stage>
struct velocity_report {
    using completed_times = leadmetrics::completed_times;

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
        std::optional<seconds> lead_time; ///< time spent in the step per lead that entered: completed, lost and waiting time; empty when none entered

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
                              figure{"incidence", self.incidence},
                              figure{"lead_time", self.lead_time}};
        }
        friend bool operator==(step_velocity const&, step_velocity const&) = default;
    };
    /// Money per day = deals × win rate × mean value ÷ mean cycle.
    struct money_per_day {
        std::int64_t           deals = 0;  ///< leads with an entry into the deal stage
        proportion             win_rate;   ///< won of won and lost among them
        std::optional<double>  mean_value; ///< of a won deal, by the record that entered the last stage; empty when none has a value
        std::optional<seconds> mean_cycle; ///< of the won, from entry into the deal stage to entry into the last; empty when none
        std::optional<double>  value;      ///< empty when any factor is empty, or the mean cycle is 0

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
/// `lm::velocity{pipeline, {.as_of = now}, &change::amount}`.
///
/// Holds every duration in 4 bytes (8 from 2³² on), or a fixed size with `.durations` set. Complexity: linear in events, and the time to
/// sort the durations.
template <class Stage, class Value = no_value>
class velocity : public detail::funnel_report<velocity<Stage, Value>, Stage> {
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

    velocity(funnel<Stage> stages, velocity_settings<Stage> const& settings, Value value = {})
        : detail::funnel_report<velocity, Stage>("velocity", std::move(stages), settings.as_of), incidence_(settings.incidence),
          precision_(settings.durations), deal_(settings.deal ? this->index_of_setting("deal", *settings.deal) : 0),
          quantiles_(detail::checked_quantiles("velocity", settings.quantiles)), value_(std::move(value))
    {
    }

    template <detail::reportable Journey>
    [[nodiscard]] auto zero() const
    {
        using summary = detail::velocity_summary<typename Journey::duration, typename money_of<Journey>::type>;
        return summary{std::vector<detail::step_times>(this->stages().size(), detail::step_times{precision_}), {}, {}};
    }

    template <journey Journey, class Route>
    void observe(Journey const& journey, Route route) const
    {
        using period                = typename Journey::duration::period;
        auto const&        progress = journey.progress(this->as_of());
        std::int64_t const closing  = this->as_of().template floor_count<period>();
        route(undated{}).quality += progress.quality();
        if (!progress.is_lead()) return;

        std::size_t const last = this->stages().size() - 1;
        std::int64_t      next = INT64_MAX; // the earliest entry into a stage later than i
        for (std::size_t i = last + 1; i-- != 0;) {
            if (!progress.entered(i)) continue;
            if (i != last) observe_step(route(progress.entry_time(i)).steps[i], progress, i, progress.reached(i + 1), next, closing);
            next = (std::min)(next, progress.entry(i));
        }
        if (progress.entered(0)) // the cycle stands where the last stage would have a step
            observe_step(route(progress.entry_time(0)).steps[last], progress, 0, progress.entered(last),
                         progress.entered(last) ? progress.entry(last) : 0, closing);
        if (progress.entered(deal_)) observe_deal(route(progress.entry_time(deal_)).deals, journey, progress);
    }

    template <class Summary, runner Runner = sequential>
    [[nodiscard]] velocity_report<Stage> finish(Summary summary, Runner const& run = {}) const
    {
        using duration           = typename Summary::duration;
        auto const&       stages = this->stages().stages();
        std::size_t const last   = stages.size() - 1;
        // Every waiting lead waits until as_of, which may lie between two instants of the records' precision.
        timespan const closing = this->as_of().since_epoch();
        seconds const  rest    = (closing - timespan{duration{closing.template floor_count<typename duration::period>()}}).in_seconds();

        std::vector<typename velocity_report<Stage>::step_velocity> steps(stages.size());
        run(steps.size(), [&](std::size_t i) {
            steps[i] = detail::finish_step<typename velocity_report<Stage>::step_velocity, duration>(std::move(summary.steps[i]), rest, incidence_,
                                                                                                     quantiles_);
            steps[i].from = stages[i == last ? 0 : i];
            steps[i].to   = stages[i == last ? last : i + 1];
        });

        velocity_report<Stage> report;
        report.cycle = std::move(steps.back());
        steps.pop_back();
        report.steps          = std::move(steps);
        report.sales_velocity = detail::finish_deals<typename velocity_report<Stage>::money_per_day, duration>(summary.deals);
        report.quality        = summary.quality;
        for (std::size_t i = 0; i != report.steps.size(); ++i) { // each goes before those that take less time
            auto const shorter = [&](std::size_t other) {
                return report.steps[other].lead_time.value_or(seconds{-1}) < report.steps[i].lead_time.value_or(seconds{-1});
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
    }

private:
    template <class Progress>
    void observe_step(detail::step_times& step, Progress const& progress, std::size_t from, bool moved, std::int64_t next, std::int64_t closing) const
    {
        std::int64_t const entry = progress.entry(from);
        if (moved) {
            ++step.moved;
            if (next < entry) ++step.out_of_order;
            else step.add_completed(detail::saturated_difference(next, entry));
        } else if (progress.outcome() == outcome::lost) {
            ++step.lost;
            step.add_lost(detail::saturated_difference(progress.lost_at(), entry), incidence_);
        } else {
            ++step.waiting;
            step.add_waiting(detail::saturated_difference(closing, entry), incidence_);
        }
    }

    template <class Deals, class Journey, class Progress>
    void observe_deal(Deals& deals, Journey const& journey, Progress const& progress) const
    {
        ++deals.deals;
        if (progress.outcome() == outcome::lost) ++deals.lost;
        if (progress.outcome() != outcome::won) return;
        ++deals.won;
        std::size_t const last = this->stages().size() - 1;
        if (progress.entry(last) >= progress.entry(deal_)) {
            ++deals.cycles;
            deals.cycle.add(detail::saturated_difference(progress.entry(last), progress.entry(deal_)));
        }
        if constexpr (has_value) {
            // Which of several duplicates comes first must not matter: the smallest value that any of them has counts.
            std::optional<typename money_of<Journey>::type> value;
            journey.each_record_of_entry(last, progress.entry(last),
                                         [&](auto const& record) { detail::keep_smallest(value, std::invoke(value_, record)); });
            deals.add_value(value);
        }
    }

    bool                incidence_;
    precision           precision_;
    std::size_t         deal_;
    std::vector<double> quantiles_;
    Value               value_;
};

template <class Stage>
velocity(funnel<Stage>, velocity_settings<Stage>) -> velocity<Stage>;
template <class Stage, class Value>
velocity(funnel<Stage>, velocity_settings<Stage>, Value) -> velocity<Stage, Value>;

}} // namespace leadmetrics

#endif
