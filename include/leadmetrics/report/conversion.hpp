// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_CONVERSION_HPP
#define LEADMETRICS_REPORT_CONVERSION_HPP

// Of the leads that entered a stage, how many reached the next? For those responsible for a hand-over. Definitions, section 6.

#include <leadmetrics/core/detail/members.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/quality.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/funnel.hpp>
#include <leadmetrics/journey/journey.hpp>
#include <leadmetrics/report/detail/by_stage.hpp>
#include <leadmetrics/report/detail/funnel_report.hpp>
#include <leadmetrics/stats/proportion.hpp>
#include <leadmetrics/version.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

struct conversion_settings {
    std::optional<instant>  as_of{};   ///< when the books are closed; must be set
    std::optional<timespan> horizon{}; ///< counts leads that entered at least this long ago, and what they reached within it; refused: negative
    bool strict = false; ///< whether a lead must have an entry into the next stage itself; else a lead that skipped it has reached it, too
};

template <class Stage>
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

        template <class Self>
        static constexpr auto figures(Self& self)
        {
            return std::tuple{figure{"from", self.from, as_stage}, figure{"to", self.to, as_stage}, figure{"rate", self.rate},
                              figure{"pending", self.pending}, figure{"period", self.period}};
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

struct conversion_summary {
    struct counts {
        proportion   rate;
        std::int64_t pending = 0, entered_from = 0, entered_to = 0;

        template <class Self>
        static constexpr auto members(Self& self)
        {
            return std::tie(self.rate, self.pending, self.entered_from, self.entered_to);
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
/// pending. The summary holds five counts for each step. Complexity: linear in events.
template <class Stage>
class conversion : public detail::funnel_report<conversion<Stage>, Stage> {
public:
    using metric_interface<conversion>::zero;
    using metric_interface<conversion>::finish;

    conversion(funnel<Stage> stages, conversion_settings const& settings)
        : detail::funnel_report<conversion, Stage>("conversion", std::move(stages), settings.as_of), horizon_(settings.horizon),
          strict_(settings.strict)
    {
        if (horizon_ && horizon_->negative())
            detail::refuse("conversion.horizon", std::to_string(horizon_->in_seconds().count()) + " s", "give a length of time that is not negative");
    }

    template <detail::reportable Journey>
    [[nodiscard]] detail::conversion_summary zero() const
    {
        return {std::vector<detail::conversion_summary::counts>(this->stages().size()), {}};
    }

    template <journey Journey, class Route>
    void observe(Journey const& journey, Route route) const
    {
        using period         = typename Journey::duration::period;
        auto const& progress = journey.progress(this->as_of());
        route(undated{}).quality += progress.quality();

        // Instants are whole ticks, so comparing with the rounded-down limit gives the same result.
        limits const limit{horizon_ ? (this->as_of() - *horizon_).template floor_count<period>() : INT64_MAX,
                           horizon_ ? horizon_->floor_count<period>() : INT64_MAX};
        std::size_t const n = this->stages().size();
        for (std::size_t i = 0; i + 1 < n; ++i) step(progress, i, i + 1, i, limit, route);
        step(progress, 0, n - 1, n - 1, limit, route);
    }

    template <runner Runner = sequential>
    [[nodiscard]] conversion_report<Stage> finish(detail::conversion_summary const& summary, Runner const& = {}) const
    {
        auto const&       stages = this->stages().stages();
        std::size_t const n      = stages.size();
        auto const        step   = [&](std::size_t from, std::size_t to, detail::conversion_summary::counts const& counts) {
            return typename conversion_report<Stage>::step_conversion{
                stages[from], stages[to], counts.rate, counts.pending, {counts.entered_to, counts.entered_from}};
        };
        conversion_report<Stage> report;
        for (std::size_t i = 0; i + 1 < n; ++i) report.steps.push_back(step(i, i + 1, summary.steps[i]));
        report.overall = step(0, n - 1, summary.steps[n - 1]);
        report.quality = summary.quality;
        return report;
    }

    /// Writes the settings, apart from funnel and `as_of`, into a sink such as detail::settings_text.
    template <class Sink>
    void describe_settings(Sink& to) const
    {
        detail::describe_setting(to, "horizon", horizon_);
        detail::describe_setting(to, "strict", strict_);
    }

private:
    struct limits {
        std::int64_t mature_until; // the latest entry that lies a horizon before `as_of`
        std::int64_t horizon;
    };

    template <class Progress, class Route>
    void step(Progress const& progress, std::size_t from, std::size_t to, std::size_t place, limits const& limit, Route& route) const
    {
        if (progress.entered(to)) ++route(progress.entry_time(to)).steps[place].entered_to;
        if (!progress.entered(from)) return;
        std::int64_t const entry = progress.entry(from);
        auto&              here  = route(progress.entry_time(from)).steps[place];
        ++here.entered_from;
        if (entry > limit.mature_until) {
            ++here.pending;
            return;
        }
        bool const reached = strict_ ? progress.entered(to) : progress.reached(to);
        here.rate.add(reached && detail::saturated_difference(strict_ ? progress.entry(to) : progress.reached_at(to), entry) <= limit.horizon);
    }

    std::optional<timespan> horizon_;
    bool                    strict_;
};

}} // namespace leadmetrics

#endif
