// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_FORECAST_HPP
#define LEADMETRICS_REPORT_FORECAST_HPP

// What will become of the leads that are waiting: how many will move on within the next days, and what are they worth? For whoever plans sales.
// Definitions, section 14.

#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/quality.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/detail/amount.hpp>
#include <leadmetrics/journey/detail/event.hpp>
#include <leadmetrics/journey/funnel.hpp>
#include <leadmetrics/journey/journey.hpp>
#include <leadmetrics/report/detail/by_stage.hpp>
#include <leadmetrics/report/detail/forecast_samples.hpp>
#include <leadmetrics/report/detail/funnel_report.hpp>
#include <leadmetrics/report/detail/waiting_leads.hpp>
#include <leadmetrics/report/velocity.hpp>
#include <leadmetrics/stats/competing_curves.hpp>
#include <leadmetrics/stats/detail/bootstrap.hpp>
#include <leadmetrics/stats/exact_sum.hpp>
#include <leadmetrics/stats/quantiles.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// Whose past a forecast by key or window learns from.
enum class curves {
    of_key, ///< its own, however few its leads are; then the keys do not add up to the whole
    of_all  ///< that of all keys and windows; then they do
};

/// A probability of the caller's own, for the weighted pipeline.
template <class Stage>
struct stage_probability {
    Stage  stage;
    double probability; ///< 0 … 1

    template <class Sink>
    void describe(Sink& to) const
    {
        detail::describe_value(to, stage);
        to.word(" = ");
        to.real(probability);
    }
};

template <class Stage>
struct forecast_settings {
    std::optional<instant> as_of{};                                  ///< when the books are closed; must be set
    std::vector<timespan>  within{};                                 ///< for how long to look ahead; at least one must be given. Refused: 0 or less
    bool                   list_leads = false;                       ///< whether to list the leads that wait, with their probabilities
    leadmetrics::curves    curves     = leadmetrics::curves::of_key; ///< of a forecast by key or window
    int                    samples = 0; ///< how often the leads behind the curves are drawn, for percentiles; 0: none. Refused: below 0, above 10 000
    std::vector<double>    percentiles{0.05, 0.25, 0.5, 0.75, 0.95}; ///< with `samples`: their probabilities; refused: not 0 … 1
    std::optional<instant> entered_since{}; ///< the curves are of leads that entered the step at or after this instant; default: of all
    std::vector<stage_probability<Stage>> probabilities{}; ///< for the weighted pipeline; stages that are not named have none. Refused: not 0 … 1
};

template <class Stage, class Id>
struct forecast_report {
    struct lead_forecast {
        Id                    lead_id{};
        seconds               age{};           ///< how long it has waited, since it entered the first stage of the step
        double                probability = 0; ///< that it moves within the horizon
        std::optional<double> expected_money;  ///< probability × value; empty where the lead has no value

        template <class Self>
        static constexpr auto figures(Self& self)
        {
            return std::tuple{figure{"lead_id", self.lead_id}, figure{"age", self.age}, figure{"probability", self.probability},
                              figure{"expected_money", self.expected_money}};
        }
        friend bool operator==(lead_forecast const&, lead_forecast const&) = default;
    };
    /// So many leads move, or fewer, with this probability: the error of the curves is in it, seasons are not.
    struct percentile {
        double probability = 0; ///< as in the settings
        double moves       = 0;

        template <class Self>
        static constexpr auto figures(Self& self)
        {
            return std::tuple{figure{"probability", self.probability}, figure{"moves", self.moves}};
        }
        friend bool operator==(percentile const&, percentile const&) = default;
    };
    struct horizon_forecast {
        seconds                    within{};
        double                     expected_moves     = 0; ///< the sum of the probabilities
        double                     standard_deviation = 0; ///< of leads that move independently by known curves: the curves' own error is not in it
        std::optional<double>      expected_money; ///< the sum of probability × value, in the unit of the values; empty where the metric has no value
        std::int64_t               beyond = 0;     ///< leads that come to an age that no lead of the curves has
        std::vector<percentile>    percentiles;    ///< of the leads that move, where samples were asked for
        std::vector<lead_forecast> leads;          ///< those that wait, the most likely first, then by id; empty where they are not listed

        template <class Self>
        static constexpr auto figures(Self& self)
        {
            return std::tuple{figure{"within", self.within},
                              figure{"expected_moves", self.expected_moves},
                              figure{"standard_deviation", self.standard_deviation},
                              figure{"expected_money", self.expected_money},
                              figure{"beyond", self.beyond},
                              figure{"percentiles", self.percentiles},
                              figure{"leads", self.leads, as_leads}};
        }
        friend bool operator==(horizon_forecast const&, horizon_forecast const&) = default;
    };
    struct step_forecast {
        Stage                         from{}, to{};
        std::int64_t                  entered       = 0; ///< moved + lost + waiting
        std::int64_t                  moved         = 0;
        std::int64_t                  lost          = 0;
        std::int64_t                  waiting       = 0; ///< the leads of the forecast
        std::int64_t                  out_of_order  = 0; ///< of `moved`, those that entered the later stage first: in no curve
        std::int64_t                  in_curves     = 0; ///< the leads behind the curves
        std::int64_t                  without_value = 0; ///< of `waiting`, where the metric has a value; they add no money
        std::vector<horizon_forecast> horizons;          ///< in the order of the settings

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
                              figure{"in_curves", self.in_curves},
                              figure{"without_value", self.without_value},
                              figure{"horizons", self.horizons}};
        }
        friend bool operator==(step_forecast const&, step_forecast const&) = default;
    };

    std::vector<step_forecast> steps;             ///< from each stage to any later one, in funnel order
    std::vector<step_forecast> to_last;           ///< from each stage to the last, in funnel order
    std::optional<double>      weighted_pipeline; ///< of the open leads, value × the caller's probability of their stage; empty where none is given
    data_quality               quality;

    /// The step from a stage to any later one. Throws std::out_of_range where no step begins there (ends in `refused_setting` where exceptions are
    /// off). Complexity: linear in stages.
    [[nodiscard]] step_forecast const& step(Stage const& from) const { return detail::by_stage(steps, &step_forecast::from, from, "step"); }
    /// The way from a stage to the last one; else as `step`.
    [[nodiscard]] step_forecast const& last_from(Stage const& from) const
    {
        return detail::by_stage(to_last, &step_forecast::from, from, "last_from");
    }

    static constexpr report_title title{"forecast", "14"};
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"steps", self.steps}, figure{"to_last", self.to_last}, figure{"weighted_pipeline", self.weighted_pipeline},
                          figure{"quality", self.quality}};
    }
    friend bool operator==(forecast_report const&, forecast_report const&) = default;
};

/// Forecasts, for each step and from each stage to the last, how many of the leads that wait will have moved within the horizons, and for how much
/// money, from what became of the leads before them:
///
///     lm::forecast{pipeline, {.as_of = now, .within = {days{30}, days{90}}}, &change::amount}(journeys).last_from(phase::mql).horizons[0]
///
/// A lead's probability is that of the leads that had waited as long, by the incidences of moving and of being lost; it sees no seasons and no
/// quarters. `Value` is anything std::invoke takes with the user's record and gives the lead's money (or an optional of it); a lead's value is that
/// of its latest record used. In calendar windows, a step falls into the window of the entry into its first stage. The summary holds every time in 4
/// bytes (8 from 2³² on), and 48 bytes and the id for each lead that waits; with `.samples`, 24 for
/// each lead behind the curves. Complexity: linear in events, and the time to sort the times.
template <class Stage, class Value = no_value>
class forecast : public detail::funnel_report<forecast<Stage, Value>, Stage> {
    static constexpr bool has_value = !std::is_same_v<Value, no_value>;

public:
    using metric_interface<forecast>::zero;
    using metric_interface<forecast>::finish;

    forecast(funnel<Stage> stages, forecast_settings<Stage> settings, Value value = {})
        : detail::funnel_report<forecast, Stage>("forecast", std::move(stages), settings.as_of),
          within_(detail::checked_horizons("forecast", std::move(settings.within))), list_leads_(settings.list_leads), curves_(settings.curves),
          samples_(settings.samples), percentiles_(detail::checked_quantiles("forecast", std::move(settings.percentiles), "percentiles")),
          since_(settings.entered_since), probabilities_(std::move(settings.probabilities)), value_(std::move(value))
    {
        if (samples_ < 0 || samples_ > 10'000) this->refuse_setting("samples", std::to_string(samples_), "give a number of samples, 0 to 10000");
        for (auto const& one : probabilities_) {
            (void)this->index_of_setting("probabilities", one.stage);
            if (!(one.probability >= 0 && one.probability <= 1))
                this->refuse_setting("probabilities", std::to_string(one.probability), "give a probability from 0 to 1");
        }
    }

    template <detail::reportable Journey>
    [[nodiscard]] auto zero() const
    {
        using id = detail::kept<decltype(std::declval<Journey const&>().lead_id())>;
        return detail::forecast_summary<typename Journey::duration, id>{
            std::vector<detail::forecast_step<id>>(2 * this->stages().size()), std::vector<exact_sum<double>>(this->stages().size()), {}};
    }

    template <journey Journey, class Route>
    void observe(Journey const& journey, Route route) const
    {
        using period                = typename Journey::duration::period;
        auto const&        progress = journey.progress(this->as_of());
        std::int64_t const closing  = this->as_of().template floor_count<period>();
        route(undated{}).quality += progress.quality();
        if (!progress.is_lead()) return;

        std::size_t const     stages = this->stages().size(), last = stages - 1;
        std::optional<double> value;
        if (progress.outcome() == outcome::open) value = value_of(journey, closing, route, progress);
        for (std::size_t i = 0; i != last; ++i) {
            if (!progress.entered(i)) continue;
            bool const in_curves = !since_ || progress.entry(i) >= since_->template ceil_count<period>();
            auto&      here      = route(progress.entry_time(i));
            keep(here.steps[i], journey, detail::observe_wait(here.steps[i].history, progress, i, i + 1, true, closing, in_curves), value);
            auto& to_last = here.steps[stages + i];
            keep(to_last, journey, detail::observe_wait(to_last.history, progress, i, last, false, closing, in_curves), value);
        }
    }

    template <class Duration, class Id, runner Runner = sequential>
    [[nodiscard]] forecast_report<Stage, Id> finish(detail::forecast_summary<Duration, Id> summary, Runner const& run = {}) const
    {
        auto const&                stages = this->stages().stages();
        std::size_t const          last   = stages.size() - 1;
        forecast_report<Stage, Id> report;
        report.steps.resize(last);
        report.to_last.resize(last);
        run(2 * last, [&](std::size_t n) {
            bool const        next = n < last;
            std::size_t const i    = next ? n : n - last;
            auto&             step = next ? report.steps[i] : report.to_last[i];
            step                   = finish_step<Duration, Id>(std::move(summary.steps[next ? i : stages.size() + i]), next ? i : stages.size() + i);
            step.from              = stages[i];
            step.to                = stages[next ? i + 1 : last];
        });
        if (!probabilities_.empty()) {
            report.weighted_pipeline = 0;
            for (auto const& one : probabilities_)
                *report.weighted_pipeline += one.probability * static_cast<double>(summary.open[*this->stages().index_of(one.stage)].value());
        }
        report.quality = summary.quality;
        return report;
    }

    /// The same forecast with the curves of a whole of which parts are finished: those by key, by window. What they ask before they finish their
    /// parts.
    template <class Duration, class Id>
    [[nodiscard]] forecast with_shared(detail::forecast_summary<Duration, Id> const& whole) const
    {
        forecast same = *this;
        if (curves_ == leadmetrics::curves::of_all && !shared_) {
            auto all = std::make_shared<curves_of_whole>();
            for (auto const& step : whole.steps) {
                all->curves.emplace_back(step.history.times);
                all->drawn.push_back(step.drawn.sorted());
            }
            same.shared_ = std::move(all);
        }
        return same;
    }
    /// Whether parts are finished with something of the whole.
    [[nodiscard]] bool shares() const noexcept { return curves_ == leadmetrics::curves::of_all && !shared_; }

    /// The settings beside funnel and `as_of`, for detail::settings_text and its like.
    template <class Sink>
    void describe_settings(Sink& to) const
    {
        detail::describe_setting(to, "within", within_);
        detail::describe_setting(to, "list_leads", list_leads_);
        detail::describe_setting(to, "curves", curves_ == leadmetrics::curves::of_key ? "of key" : "of all");
        detail::describe_setting(to, "entered_since", since_);
        detail::describe_setting(to, "probabilities", probabilities_);
        detail::describe_setting(to, "value", value_);
        if (samples_ == 0) return;
        detail::describe_setting(to, "samples", samples_);
        detail::describe_setting(to, "percentiles", percentiles_);
    }

private:
    /// The value of an open lead's latest record used, which is added to those of the stage of its latest event.
    template <class Journey, class Route, class Progress>
    std::optional<double> value_of(Journey const& journey, std::int64_t closing, Route const& route, Progress const& progress) const
    {
        if constexpr (has_value) {
            std::optional<double> value;
            detail::event const*  last = nullptr;
            for (detail::event const& event : journey.events()) {
                if (!event.usable() || event.at > closing) continue;
                bool const duplicate = last != nullptr && event.same_but_for_record(*last);
                if (!duplicate) value.reset();
                last               = &event;
                auto&&      record = journey.record(event.record());
                auto const& said   = std::invoke(value_, detail::unwrap(record));
                if (!detail::is_amount(said)) continue;
                double const worth = static_cast<double>(detail::plain_id(said));
                value              = value ? (std::min)(*value, worth) : worth; // of duplicates, the smaller value
            }
            if (value && last->code() < this->stages().size()) route(progress.first_entry()).open[last->code()].add(*value);
            return value;
        } else return std::nullopt;
    }

    template <class Step, class Journey>
    void keep(Step& step, Journey const& journey, detail::seen_waiting const& seen, std::optional<double> const& value) const
    {
        auto const hash = samples_ == 0 ? std::int64_t{0} : static_cast<std::int64_t>(detail::stable_hash(journey.lead_id()));
        if (samples_ != 0 && seen.in_curves) step.drawn.all.push_back({seen.in_curves->time, seen.in_curves->what, hash});
        if (!seen.waited) return;
        auto& lead = step.waiting.all.emplace_back();
        lead       = {*seen.waited, value.has_value(), value.value_or(0), hash, {}};
        if (list_leads_) lead.id = detail::keep(journey.lead_id());
    }

    template <class Duration, class Id>
    [[nodiscard]] auto finish_step(detail::forecast_step<Id> summary, std::size_t place) const
    {
        using report = forecast_report<Stage, Id>;
        typename report::step_forecast step;
        auto const                     waiting = summary.waiting.sorted();
        competing_curves const         own     = shared_ ? competing_curves{} : competing_curves{std::move(summary.history.times)};
        competing_curves const&        used    = shared_ ? shared_->curves[place] : own;

        step.moved        = summary.history.moved;
        step.lost         = summary.history.lost;
        step.out_of_order = summary.history.out_of_order;
        step.waiting      = static_cast<std::int64_t>(waiting.size());
        step.entered      = step.moved + step.lost + step.waiting;
        step.in_curves    = used.leads();
        if constexpr (has_value) step.without_value = std::count_if(waiting.begin(), waiting.end(), [](auto const& lead) { return !lead.valued; });
        seconds const rest =
            (this->as_of().since_epoch() - timespan{Duration{this->as_of().template floor_count<typename Duration::period>()}}).in_seconds();
        for (timespan const& within : within_) {
            detail::forecast_horizon<Duration> const horizon{this->as_of(), within};
            typename report::horizon_forecast        ahead;
            ahead.within    = within.in_seconds();
            double variance = 0, money = 0;
            for (auto const& lead : waiting) { // in order of their ages: the sums do not depend on the order of the records
                double const p = horizon.probability(used, lead.waited);
                ahead.expected_moves += p;
                variance += p * (1 - p);
                money += p * lead.value;
                ahead.beyond += horizon.beyond(used, lead.waited);
                if (list_leads_)
                    ahead.leads.push_back(
                        {lead.id, seconds{Duration{lead.waited}} + rest, p, lead.valued ? std::optional{p * lead.value} : std::nullopt});
            }
            ahead.standard_deviation = std::sqrt(variance);
            if constexpr (has_value) ahead.expected_money = money;
            std::sort(ahead.leads.begin(), ahead.leads.end(), [](auto const& a, auto const& b) {
                return a.probability != b.probability ? a.probability > b.probability : detail::id_less(a.lead_id, b.lead_id);
            });
            step.horizons.push_back(std::move(ahead));
        }
        if (samples_ != 0) add_percentiles<Duration>(step, shared_ ? shared_->drawn[place] : summary.drawn.sorted(), waiting);
        return step;
    }

    template <class Duration, class Step, class Waiting>
    void add_percentiles(Step& step, std::vector<detail::lead_in_curves> const& drawn, Waiting const& waiting) const
    {
        std::vector<std::int64_t> ticks;
        for (timespan const& within : within_) ticks.push_back(detail::forecast_horizon<Duration>{this->as_of(), within}.ticks());
        auto const counts = detail::moves_in_samples(drawn, waiting, ticks, static_cast<std::size_t>(samples_));
        for (std::size_t h = 0; h != ticks.size(); ++h)
            for (double const p : percentiles_) step.horizons[h].percentiles.push_back({p, *quantile_of(counts[h], p)});
    }

    struct curves_of_whole {
        std::vector<competing_curves>                    curves;
        std::vector<std::vector<detail::lead_in_curves>> drawn;
    };

    std::vector<timespan>                  within_;
    bool                                   list_leads_;
    leadmetrics::curves                    curves_;
    int                                    samples_;
    std::vector<double>                    percentiles_;
    std::optional<instant>                 since_;
    std::vector<stage_probability<Stage>>  probabilities_;
    Value                                  value_;
    std::shared_ptr<curves_of_whole const> shared_; ///< the curves of the whole, while its parts are finished
};

template <class Stage>
forecast(funnel<Stage>, forecast_settings<Stage>) -> forecast<Stage>;
template <class Stage, class Value>
forecast(funnel<Stage>, forecast_settings<Stage>, Value) -> forecast<Stage, Value>;

}} // namespace leadmetrics

#endif
