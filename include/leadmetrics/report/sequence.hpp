// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_SEQUENCE_HPP
#define LEADMETRICS_REPORT_SEQUENCE_HPP

// Did leads do these things in this order, within this time, and where did they stop? For whoever builds campaigns and pages. Definitions,
// section 16.

#include <leadmetrics/core/detail/checked_as_of.hpp>
#include <leadmetrics/core/detail/members.hpp>
#include <leadmetrics/core/detail/unsatisfied.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/quality.hpp>
#include <leadmetrics/core/runner.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/detail/ledger_metric.hpp>
#include <leadmetrics/journey/ledger.hpp>
#include <leadmetrics/report/detail/sequence_search.hpp>
#include <leadmetrics/report/sequence_step.hpp>
#include <leadmetrics/stats/completed_times.hpp>
#include <leadmetrics/stats/proportion.hpp>
#include <leadmetrics/stats/quantiles.hpp>
#include <leadmetrics/stats/samples.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

struct sequence_settings {
    std::optional<instant>  as_of{};           ///< when the books are closed; must be set
    std::optional<timespan> window{};          ///< the time from the first step to the last, both ends included; empty: no limit. Refused: negative
    bool                    strict    = false; ///< whether nothing else may happen between two steps
    precision               durations = precision::exact; ///< how closely durations are kept, for a summary whose size does not grow with leads
    std::vector<double>     quantiles{};                  ///< probabilities of further quantiles, as {0.25, 0.75}; refused: not 0 … 1
};

struct sequence_report {
    struct step_figures {
        std::string  name;
        bool         optional = false;
        std::int64_t leads    = 0; ///< whose attempt met this step or a later one
        std::int64_t met      = 0; ///< whose attempt met this step itself; the same unless the step is optional
        std::int64_t pending  = 0; ///< whose attempt went no further than this step, and who may still finish the sequence
        /// Of the leads at the required step before, those that came to this one; without leads that may still come. Of no leads for the first step
        /// and for optional ones.
        proportion        from_before;
        proportion        from_first; ///< the same, of all leads that began
        completed_times<> times;      ///< from the step met before

        template <class Self>
        static constexpr auto figures(Self& self)
        {
            return std::tuple{figure{"name", self.name},
                              figure{"optional", self.optional},
                              figure{"leads", self.leads},
                              figure{"met", self.met},
                              figure{"pending", self.pending},
                              figure{"from_before", self.from_before},
                              figure{"from_first", self.from_first},
                              figure{"times", self.times}};
        }
        friend bool operator==(step_figures const&, step_figures const&) = default;
    };

    std::vector<step_figures> steps;             ///< in the order of the sequence
    std::int64_t              pending       = 0; ///< leads that have not finished, and may still
    std::int64_t              did_not_begin = 0; ///< leads with activities, none of which met the first step: in no step
    data_quality              quality;

    static constexpr report_title title{"sequence", "16"};
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"steps", self.steps}, figure{"pending", self.pending}, figure{"did_not_begin", self.did_not_begin},
                          figure{"quality", self.quality}};
    }
    friend bool operator==(sequence_report const&, sequence_report const&) = default;
};

namespace detail {

template <class Duration>
struct sequence_summary {
    using duration = Duration;

    struct step_counts {
        std::int64_t stopped = 0, pending = 0, met = 0; // leads whose furthest step it is; of these, pending ones; leads that met it
        summed_times times;                             // from the step met before

        template <class Self>
        static constexpr auto members(Self& self)
        {
            return std::tie(self.stopped, self.pending, self.met, self.times);
        }
    };
    std::vector<step_counts> steps;
    std::int64_t             did_not_begin = 0;
    data_quality             quality;

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.steps, self.did_not_begin, self.quality);
    }
    /// Whether each lead that met a step after the first has a time for it. (Bytes may say otherwise.)
    [[nodiscard]] bool agrees_with_itself() const noexcept
    {
        for (std::size_t i = 0; i != steps.size(); ++i)
            if (steps[i].times.times.size() != (i == 0 ? 0 : steps[i].met)) return false;
        return true;
    }
};

template <class Element>
concept followable = ledger<Element> || unsatisfied<"sequences are found among activities: hand it the records, or lm::ledgers(records)", Element>;

} // namespace detail

/// How many leads did some things in this order, in time? A funnel of activities, as other tools have it, on ledgers or on the records themselves:
///
///     lm::sequence const to_demo{{lm::step("visit", is_visit), lm::step("pricing", is_pricing).within(days{7}), lm::step("demo", is_demo)},
///                                {.as_of = now, .window = days{30}}};
///     to_demo.excluding(is_unsubscribe, 1, 2)(activities).steps[2].from_first
///
/// Steps whose conditions have different types, such as two lambdas, are given as `lm::steps(step, step, …)`; steps made at run time as a
/// std::vector. A lead counts once, with the attempt that went furthest. At one instant its activities may stand in any order, each for one step. In
/// calendar windows a lead falls into that of its attempt's start.
///
/// Refused: no step, more than 32 steps or exclusions, a first or last step that is optional, a negative window, an exclusion between steps that are
/// not there. Complexity: linear in a lead's activities, times the pairs of steps that may follow each other. A summary holds each time between two
/// steps in 4 bytes (8 from 2³² on), or a fixed size with `.durations` set.
template <class Steps, class Exclusions = sequence_exclusions<>>
class sequence : public detail::ledger_metric<sequence<Steps, Exclusions>> {
public:
    using metric_interface<sequence>::zero;
    using metric_interface<sequence>::finish;
    using explains_elements = void;

    template <class Condition>
    sequence(std::initializer_list<sequence_step<Condition>> steps, sequence_settings const& settings)
        : sequence(std::vector<sequence_step<Condition>>(steps), settings)
    {
    }
    sequence(Steps steps, sequence_settings const& settings, Exclusions exclusions = {})
        : settings_(settings), conditions_(std::move(steps), std::move(exclusions))
    {
        static_cast<void>(detail::checked_as_of("sequence", settings.as_of));
        static_cast<void>(detail::checked_quantiles("sequence", settings.quantiles));
        if (settings.window) detail::check_window("sequence.window", *settings.window);
        conditions_.check();
    }

    /// The same, where an activity that meets `condition` ends an attempt between two steps, which are numbered from 1: between the activities that
    /// met them, and at neither's instant. Where the first of the two was left out, it holds from the step met before it.
    template <class Condition>
    [[nodiscard]] auto excluding(Condition condition, std::size_t from, std::size_t to) const
    {
        auto more = conditions_.exclusions().with(sequence_exclusion<Condition>{std::move(condition), from, to});
        return sequence<Steps, decltype(more)>{conditions_.steps(), settings_, std::move(more)};
    }

    template <detail::followable Ledger>
    [[nodiscard]] auto zero() const
    {
        detail::sequence_summary<typename Ledger::duration> nothing;
        nothing.steps.resize(conditions_.size());
        for (auto& one : nothing.steps) one.times = detail::summed_times{settings_.durations};
        return nothing;
    }

    template <ledger Ledger, class Route>
    void observe(Ledger const& ledger, Route route) const
    {
        using duration               = typename Ledger::duration;
        std::int64_t const     as_of = settings_.as_of->template floor_count<typename duration::period>();
        auto&                  whole = route(undated{});
        bool                   any   = false;
        detail::sequence_marks marks;
        auto const             take = [&](auto const& activity) {
            any             = true;
            auto const mark = conditions_.mark_of(activity);
            if (settings_.strict || mark.steps != 0 || mark.excludes != 0) marks.push_back(mark);
        };
        if constexpr (detail::has_event_ids<Ledger>) detail::each_used(ledger, as_of, whole.quality, detail::worth_in_sequence{conditions_}, take);
        else detail::each_used_in_any_order(ledger, as_of, whole.quality, take);
        if (!any) return;
        auto const earlier = [](auto const& a, auto const& b) { return a.at < b.at; };
        if (!std::is_sorted(marks.begin(), marks.end(), earlier)) std::sort(marks.begin(), marks.end(), earlier);
        auto const rules = conditions_.template rules<duration>(settings_.as_of, settings_.window, settings_.strict);
        auto const found = detail::find_attempt(rules, marks);
        if (found.furthest == 0) {
            ++whole.did_not_begin;
            return;
        }
        auto& here = route(date::sys_time<duration>{duration{found.at[0]}}).steps;
        ++here[found.furthest - 1].stopped;
        here[found.furthest - 1].pending += found.pending;
        std::int64_t before = found.at[0];
        for (std::size_t i = 0; i != found.furthest; ++i) {
            if ((found.met & detail::one_step(i)) == 0) continue;
            ++here[i].met;
            if (i != 0) here[i].times.record(detail::saturated_difference(found.at[i], before));
            before = found.at[i];
        }
    }

    template <class Duration, runner Runner = sequential>
    [[nodiscard]] sequence_report finish(detail::sequence_summary<Duration> summary, Runner const& = {}) const
    {
        sequence_report report;
        std::int64_t    leads = 0, pending = 0; // leads that came at least this far; pending ones that came less far
        report.steps.resize(summary.steps.size());
        for (std::size_t i = summary.steps.size(); i-- != 0;) {
            auto const& counts = summary.steps[i];
            auto&       step   = report.steps[i];
            leads += counts.stopped;
            report.pending += counts.pending;
            step.name     = conditions_.name(i);
            step.optional = conditions_.is_optional(i);
            step.leads    = leads;
            step.met      = counts.met;
            step.pending  = counts.pending;
            step.times    = detail::completed<Duration>(summary.steps[i].times.times, summary.steps[i].times.sum, settings_.quantiles);
        }
        // Pending leads that have not come to a step are not in its rates.
        std::size_t  before         = 0; // the required step before
        std::int64_t pending_before = 0; // pending leads that have not come to that one
        for (std::size_t i = 1; i < report.steps.size(); ++i) {
            pending += report.steps[i - 1].pending;
            auto& step = report.steps[i];
            if (step.optional) continue;
            step.from_before = {step.leads, report.steps[before].leads - (pending - pending_before)};
            step.from_first  = {step.leads, report.steps[0].leads - pending};
            before           = i;
            pending_before   = pending;
        }
        report.did_not_begin = summary.did_not_begin;
        report.quality       = summary.quality;
        return report;
    }

    [[nodiscard]] instant     as_of() const noexcept { return *settings_.as_of; }
    [[nodiscard]] auto const& model() const noexcept { return conditions_; }

    /// Writes the metric's name and settings into a sink such as detail::settings_text.
    template <class Sink>
    void describe(Sink& to) const
    {
        to.open("sequence");
        detail::describe_setting(to, "steps", conditions_);
        detail::describe_setting(to, "as_of", settings_.as_of);
        detail::describe_setting(to, "window", settings_.window);
        detail::describe_setting(to, "strict", settings_.strict);
        detail::describe_setting(to, "durations", settings_.durations);
        detail::describe_setting(to, "quantiles", settings_.quantiles);
        to.close();
    }

private:
    sequence_settings                              settings_;
    detail::sequence_conditions<Steps, Exclusions> conditions_;
};

template <class Condition>
sequence(std::initializer_list<sequence_step<Condition>>, sequence_settings) -> sequence<std::vector<sequence_step<Condition>>>;
template <class Steps>
sequence(Steps, sequence_settings) -> sequence<Steps>;

}} // namespace leadmetrics

#endif
