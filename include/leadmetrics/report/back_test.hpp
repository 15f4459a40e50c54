// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_BACK_TEST_HPP
#define LEADMETRICS_REPORT_BACK_TEST_HPP

// Would the forecast have been right? A forecast as of an earlier instant, beside what has happened since. For whoever is to trust a forecast.
// Definitions, section 14.

#include <leadmetrics/core/detail/bag.hpp>
#include <leadmetrics/core/detail/members.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/quality.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/funnel.hpp>
#include <leadmetrics/journey/journey.hpp>
#include <leadmetrics/report/detail/by_stage.hpp>
#include <leadmetrics/report/detail/funnel_report.hpp>
#include <leadmetrics/report/detail/waiting_leads.hpp>
#include <leadmetrics/stats/competing_curves.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

struct back_test_settings {
    std::optional<instant> as_of{};         ///< until when it is known what happened; must be set
    std::optional<instant> at{};            ///< when the forecast is made; must be set
    std::vector<timespan>  within{};        ///< for how long it looks ahead, each from `at` to at most `as_of`; at least one, at most 64
    std::optional<instant> entered_since{}; ///< as in forecast_settings
};

template <class Stage>
struct back_test_report {
    /// Leads whose probability was in a tenth of 0 … 1.
    struct tenth {
        double       from     = 0; ///< 0, 0.1 … 0.9
        std::int64_t leads    = 0;
        double       expected = 0; ///< the sum of their probabilities
        std::int64_t moved    = 0; ///< and how many did

        template <class Self>
        static constexpr auto figures(Self& self)
        {
            return std::tuple{figure{"from", self.from}, figure{"leads", self.leads}, figure{"expected", self.expected}, figure{"moved", self.moved}};
        }
        friend bool operator==(tenth const&, tenth const&) = default;
    };
    struct horizon_test {
        seconds      within{};
        double       expected = 0; ///< the sum of the probabilities
        std::int64_t moved    = 0; ///< of those that waited at `at`, within the horizon
        std::int64_t beyond   = 0; ///< as in a forecast

        std::optional<double> brier;          ///< mean of (probability - what happened)², 0 best; empty where nobody waited (Brier 1950)
        std::optional<double> brier_of_seen;  ///< that of giving every lead the rate that was seen afterwards
        std::optional<double> brier_of_known; ///< that of giving every lead the share of all leads that move within the horizon, known at `at`
        std::vector<tenth>    tenths;         ///< ten, from the least likely to the most

        template <class Self>
        static constexpr auto figures(Self& self)
        {
            return std::tuple{figure{"within", self.within},
                              figure{"expected", self.expected},
                              figure{"moved", self.moved},
                              figure{"beyond", self.beyond},
                              figure{"brier", self.brier},
                              figure{"brier_of_seen", self.brier_of_seen},
                              figure{"brier_of_known", self.brier_of_known},
                              figure{"tenths", self.tenths}};
        }
        friend bool operator==(horizon_test const&, horizon_test const&) = default;
    };
    struct step_test {
        Stage                     from{}, to{};
        std::int64_t              waiting   = 0; ///< at `at`
        std::int64_t              in_curves = 0; ///< the leads behind the curves
        std::vector<horizon_test> horizons;      ///< in the order of the settings

        template <class Self>
        static constexpr auto figures(Self& self)
        {
            return std::tuple{figure{"from", self.from, as_stage}, figure{"to", self.to, as_stage}, figure{"waiting", self.waiting},
                              figure{"in_curves", self.in_curves}, figure{"horizons", self.horizons}};
        }
        friend bool operator==(step_test const&, step_test const&) = default;
    };

    std::vector<step_test> steps;   ///< from each stage to any later one, in funnel order
    std::vector<step_test> to_last; ///< from each stage to the last, in funnel order
    data_quality           quality; ///< as of `at`

    /// As in a forecast_report.
    [[nodiscard]] step_test const& step(Stage const& from) const { return detail::by_stage(steps, &step_test::from, from, "step"); }
    [[nodiscard]] step_test const& last_from(Stage const& from) const { return detail::by_stage(to_last, &step_test::from, from, "last_from"); }

    static constexpr report_title title{"back_test", "14"};
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"steps", self.steps}, figure{"to_last", self.to_last}, figure{"quality", self.quality}};
    }
    friend bool operator==(back_test_report const&, back_test_report const&) = default;
};

namespace detail {

/// A lead that waited, and a bit for each horizon within which it moved.
struct tested_lead {
    static constexpr bool holds_instants = true;

    std::int64_t  waited = 0;
    std::uint64_t moved  = 0;

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.waited, self.moved);
    }
    friend auto operator<=>(tested_lead const&, tested_lead const&) = default;
};

struct back_test_step {
    step_history     history;
    bag<tested_lead> waiting;

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.history, self.waiting);
    }
    friend bool operator==(back_test_step const&, back_test_step const&) = default;
};

template <class Duration>
struct back_test_summary {
    using duration = Duration;

    std::vector<back_test_step> steps; ///< as of a forecast
    data_quality                quality;

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.steps, self.quality);
    }
};

} // namespace detail

/// Makes the forecast as of `at`, by the curves as they were seen then, and counts what became of the leads within each horizon:
///
///     lm::back_test{pipeline, {.as_of = now, .at = now - days{90}, .within = {days{30}, days{90}}}}(journeys).step(phase::sql).horizons[0].brier
///
/// A forecast is of use where its Brier score is below both others. In calendar windows, a step falls into the window of the entry into its first
/// stage. The summary holds every time in 4 bytes (8 from 2³² on), and 16 bytes for each lead that waited. Refused: an `at` and a horizon that end
/// after `as_of`. Complexity: linear in events for each horizon, and the time to sort the times.
template <class Stage>
class back_test : public detail::funnel_report<back_test<Stage>, Stage> {
public:
    using metric_interface<back_test>::zero;
    using metric_interface<back_test>::finish;

    back_test(funnel<Stage> stages, back_test_settings settings)
        : detail::funnel_report<back_test, Stage>("back_test", std::move(stages), settings.as_of), at_(checked_at(settings.at)),
          within_(detail::checked_horizons("back_test", std::move(settings.within))), since_(settings.entered_since)
    {
        if (within_.size() > 64) this->refuse_setting("within", std::to_string(within_.size()) + " lengths of time", "give at most 64");
        for (timespan const& one : within_)
            if (this->as_of() < at_ + one)
                this->refuse_setting("within", std::to_string(one.in_seconds().count()) + " s",
                                     "give an earlier `at`, a later `as_of` or a shorter time: what happens after `as_of` is not known");
    }

    template <detail::reportable Journey>
    [[nodiscard]] auto zero() const
    {
        return detail::back_test_summary<typename Journey::duration>{std::vector<detail::back_test_step>(2 * this->stages().size()), {}};
    }

    template <journey Journey, class Route>
    void observe(Journey const& journey, Route route) const
    {
        using period                = typename Journey::duration::period;
        auto const         progress = journey.progress(at_); // not a reference: a journey that remembers its progress keeps one
        std::int64_t const closing  = at_.template floor_count<period>();
        route(undated{}).quality += progress.quality();
        if (!progress.is_lead()) return;

        std::size_t const                                       stages = this->stages().size(), last = stages - 1;
        std::array<std::optional<std::int64_t>, 2 * max_stages> waited;
        for (std::size_t i = 0; i != last; ++i) {
            if (!progress.entered(i)) continue;
            bool const in_curves = !since_ || progress.entry(i) >= since_->template ceil_count<period>();
            auto&      here      = route(progress.entry_time(i));
            waited[i]            = detail::observe_wait(here.steps[i].history, progress, i, i + 1, true, closing, in_curves).waited;
            waited[stages + i]   = detail::observe_wait(here.steps[stages + i].history, progress, i, last, false, closing, in_curves).waited;
        }
        std::array<std::uint64_t, 2 * max_stages> moved{};
        for (std::size_t h = 0; h != within_.size(); ++h) {
            auto const& then = journey.progress(at_ + within_[h]);
            for (std::size_t i = 0; i != last; ++i) {
                if (waited[i] && then.reached(i + 1)) moved[i] |= std::uint64_t{1} << h;
                if (waited[stages + i] && then.entered(last)) moved[stages + i] |= std::uint64_t{1} << h;
            }
        }
        for (std::size_t i = 0; i != last; ++i)
            for (std::size_t const place : {i, stages + i})
                if (waited[place]) route(progress.entry_time(i)).steps[place].waiting.all.push_back({*waited[place], moved[place]});
    }

    template <class Duration, runner Runner = sequential>
    [[nodiscard]] back_test_report<Stage> finish(detail::back_test_summary<Duration> summary, Runner const& run = {}) const
    {
        auto const&             stages = this->stages().stages();
        std::size_t const       last   = stages.size() - 1;
        back_test_report<Stage> report;
        report.steps.resize(last);
        report.to_last.resize(last);
        run(2 * last, [&](std::size_t n) {
            bool const        next = n < last;
            std::size_t const i    = next ? n : n - last;
            auto&             step = next ? report.steps[i] : report.to_last[i];
            step                   = finish_step<Duration>(std::move(summary.steps[next ? i : stages.size() + i]));
            step.from              = stages[i];
            step.to                = stages[next ? i + 1 : last];
        });
        report.quality = summary.quality;
        return report;
    }

    /// The settings beside funnel and `as_of`, for detail::settings_text and its like.
    template <class Sink>
    void describe_settings(Sink& to) const
    {
        detail::describe_setting(to, "at", at_);
        detail::describe_setting(to, "within", within_);
        detail::describe_setting(to, "entered_since", since_);
    }

private:
    [[nodiscard]] static instant checked_at(std::optional<instant> const& at)
    {
        if (!at) detail::refuse("back_test.at", "not set", "give the instant at which the forecast is made");
        return *at;
    }
    template <class Duration>
    [[nodiscard]] auto finish_step(detail::back_test_step summary) const
    {
        using report = back_test_report<Stage>;
        typename report::step_test step;
        auto const                 waiting = summary.waiting.sorted();
        competing_curves const     curves{std::move(summary.history.times)};
        step.waiting   = static_cast<std::int64_t>(waiting.size());
        step.in_curves = curves.leads();
        for (std::size_t h = 0; h != within_.size(); ++h) {
            detail::forecast_horizon<Duration> const horizon{at_, within_[h]};
            typename report::horizon_test            test;
            test.within = within_[h].in_seconds();
            for (int k = 0; k != 10; ++k) test.tenths.push_back({k / 10.0, 0, 0, 0});
            double squares = 0;
            for (auto const& lead : waiting) { // in order of their ages: the sums do not depend on the order of the records
                double const p     = horizon.probability(curves, lead.waited);
                bool const   moved = (lead.moved >> h & 1) != 0;
                auto& tenth = test.tenths[(std::min)(static_cast<std::size_t>((p + 1e-9) * 10), std::size_t{9})]; // an edge is of the upper one
                ++tenth.leads;
                tenth.expected += p;
                tenth.moved += moved;
                test.expected += p;
                test.moved += moved;
                test.beyond += horizon.beyond(curves, lead.waited);
                squares += (p - moved) * (p - moved);
            }
            if (!waiting.empty()) {
                double const n = static_cast<double>(waiting.size()), y = static_cast<double>(test.moved) / n, known = horizon.of_all(curves);
                test.brier          = squares / n;
                test.brier_of_seen  = y * (1 - y);
                test.brier_of_known = y * (1 - known) * (1 - known) + (1 - y) * known * known;
            }
            step.horizons.push_back(std::move(test));
        }
        return step;
    }

    instant                at_;
    std::vector<timespan>  within_;
    std::optional<instant> since_;
};

template <class Stage>
back_test(funnel<Stage>, back_test_settings) -> back_test<Stage>;

}} // namespace leadmetrics

#endif
