// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_DIRECTLY_FOLLOWS_HPP
#define LEADMETRICS_REPORT_DIRECTLY_FOLLOWS_HPP

// Which step follows which, how often and how fast? Gives the data to draw the flow of leads through stages and campaigns: the directly-follows graph
// of process mining (van der Aalst 2016, Process Mining, chapter 6).

#include <leadmetrics/core/detail/checked_as_of.hpp>
#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/detail/members.hpp>
#include <leadmetrics/core/detail/parts.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/mapping.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/quality.hpp>
#include <leadmetrics/core/runner.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/ledger.hpp>
#include <leadmetrics/stats/proportion.hpp>
#include <leadmetrics/stats/quantiles.hpp>
#include <leadmetrics/stats/samples.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

struct directly_follows_settings {
    std::optional<instant> as_of{};         ///< when the books are closed; must be set
    precision durations = precision::exact; ///< how closely durations are kept; other than exact, the size of a summary does not grow with leads
};

/// A graph: a node for each step, and an edge for each pair of steps of which the second ever followed directly on the first.
template <class Step>
struct directly_follows_report {
    struct node {
        Step         step{};
        std::int64_t visits = 0; ///< how often leads took the step; a lead counts each time
        std::int64_t leads  = 0; ///< leads that took the step at least once, dated by the first time
        std::int64_t first  = 0; ///< leads whose first step it is
        std::int64_t last   = 0; ///< leads whose latest step it is

        template <class Self>
        static constexpr auto figures(Self& self)
        {
            return std::tuple{figure{"step", self.step, as_stage}, figure{"visits", self.visits}, figure{"leads", self.leads},
                              figure{"first", self.first}, figure{"last", self.last}};
        }
        friend bool operator==(node const&, node const&) = default;
    };
    struct edge {
        Step                   from{}, to{};
        std::int64_t           count = 0; ///< how often a lead went from `from` to `to`, without a step between
        proportion             share;     ///< count, of all visits of `from`; after the others, leads took another step or none
        std::optional<seconds> median;    ///< time between the two steps; empty when count is 0

        template <class Self>
        static constexpr auto figures(Self& self)
        {
            return std::tuple{figure{"from", self.from, as_stage}, figure{"to", self.to, as_stage}, figure{"count", self.count},
                              figure{"share", self.share}, figure{"median", self.median}};
        }
        friend bool operator==(edge const&, edge const&) = default;
    };

    std::vector<node> nodes; ///< in the order of their steps
    std::vector<edge> edges; ///< in the order of `from`, then of `to`
    data_quality      quality;

    static constexpr report_title title{"directly_follows", "4"};
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"nodes", self.nodes}, figure{"edges", self.edges}, figure{"quality", self.quality}};
    }
    friend bool operator==(directly_follows_report const&, directly_follows_report const&) = default;
};

namespace detail {

template <class Step, class Duration>
struct directly_follows_summary {
    using duration = Duration;

    struct counts {
        std::int64_t visits = 0, leads = 0, first = 0, last = 0;

        template <class Self>
        static constexpr auto members(Self& self)
        {
            return std::tie(self.visits, self.leads, self.first, self.last);
        }
    };

    parts<Step, counts>                   nodes;
    parts<std::pair<Step, Step>, samples> edges;
    data_quality                          quality;

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.nodes, self.edges, self.quality);
    }
    /// Whether each edge was taken, from a step that was visited. (Bytes may say otherwise.)
    [[nodiscard]] bool agrees_with_itself() const
    {
        return std::all_of(edges.by_key.begin(), edges.by_key.end(),
                           [&](auto const& edge) { return edge.second.size() != 0 && nodes.by_key.contains(edge.first.first); });
    }
};

} // namespace detail

/// The directly-follows graph of all steps that leads took, as a metric on ledgers: `lm::directly_follows{&step::name, {.as_of =
/// now}}(lm::ledgers(steps))`. `step` is anything that std::invoke can call with the user's record; it returns the step: the name of a stage, of a
/// campaign, or either (see lm::flow_steps). Steps must be ordered (`<`).
///
/// Ties: steps of one lead at one instant are taken in the order of the steps. The same step twice at one instant is one, and is counted as a
/// duplicate. In calendar windows, a visit falls into the window of its own instant, an edge into that of the step it comes from, `first` and `last`
/// into that of the step. A summary holds each duration in 4 bytes, or, with `.durations` set, a fixed size for each edge. Complexity: n log n in a
/// lead's steps, and a search among the graph's edges for each.
template <class Projection>
class directly_follows : public metric_interface<directly_follows<Projection>> {
public:
    using metric_interface<directly_follows>::zero;
    using metric_interface<directly_follows>::finish;

    directly_follows(Projection step, directly_follows_settings const& settings) : step_(std::move(step)), settings_(settings)
    {
        static_cast<void>(detail::checked_as_of("directly_follows", settings.as_of));
    }

    template <ledger Ledger>
    [[nodiscard]] auto zero() const
    {
        return detail::directly_follows_summary<step_of<Ledger>, typename Ledger::duration>{{}, {samples{settings_.durations}}, {}};
    }

    template <ledger Ledger, class Route>
    void observe(Ledger const& ledger, Route route) const
    {
        using time = date::sys_time<typename Ledger::duration>;
        data_quality seen;
        auto const   steps = steps_as_of(ledger, seen);
        route(undated{}).quality += seen;
        auto const                at = [](auto const& step) { return time{typename Ledger::duration{step.first}}; };
        std::set<step_of<Ledger>> taken;
        for (std::size_t i = 0; i != steps.size(); ++i) {
            auto& to   = route(at(steps[i]));
            auto& here = to.nodes.at(steps[i].second);
            ++here.visits;
            here.leads += taken.insert(steps[i].second).second;
            here.first += i == 0;
            here.last += i + 1 == steps.size();
            if (i + 1 == steps.size()) continue;
            to.edges.at({steps[i].second, steps[i + 1].second}).add(detail::saturated_difference(steps[i + 1].first, steps[i].first));
        }
    }

    template <class Step, class Duration, runner Runner = sequential>
    [[nodiscard]] auto finish(detail::directly_follows_summary<Step, Duration> summary, Runner const& = {}) const
    {
        directly_follows_report<Step> report;
        for (auto const& [step, counts] : summary.nodes.by_key)
            report.nodes.push_back({step, counts.visits, counts.leads, counts.first, counts.last});
        for (auto& [ends, durations] : summary.edges.by_key) {
            auto const count = durations.size();
            report.edges.push_back({ends.first,
                                    ends.second,
                                    count,
                                    {count, summary.nodes.by_key.at(ends.first).visits},
                                    detail::to_seconds<Duration>(*quantiles(durations, {0.5})[0])});
        }
        report.quality = summary.quality;
        return report;
    }

    [[nodiscard]] instant as_of() const noexcept { return *settings_.as_of; }

    /// Writes the metric's name and settings into a sink such as detail::settings_text.
    template <class Sink>
    void describe(Sink& to) const
    {
        to.open("directly_follows");
        detail::describe_setting(to, "step", step_);
        detail::describe_setting(to, "as_of", settings_.as_of);
        detail::describe_setting(to, "durations", settings_.durations);
        to.close();
    }

    using explains_elements = void;

private:
    template <class Ledger>
    using step_of = decltype(detail::keep(std::invoke(std::declval<Projection const&>(), detail::unwrap(std::declval<Ledger const&>().record(0)))));

    /// Returns a lead's steps up to the closing of the books, in order and without duplicates. Counts in `seen` what became of the lead's records.
    template <class Ledger>
    [[nodiscard]] auto steps_as_of(Ledger const& ledger, data_quality& seen) const
    {
        std::vector<std::pair<std::int64_t, step_of<Ledger>>> steps;
        for (detail::event const& event : ledger.events()) {
            if (event.code() == detail::missing_lead_code) seen.add(record_fate::missing_lead);
            else if (event.code() == detail::missing_time_code) seen.add(record_fate::missing_time);
            else steps.emplace_back(event.at, detail::keep(std::invoke(step_, detail::unwrap(ledger.record(event.record())))));
        }
        std::sort(steps.begin(), steps.end());
        auto const one_each = std::unique(steps.begin(), steps.end());
        for (auto twice = one_each; twice != steps.end(); ++twice) seen.add(record_fate::duplicate);
        steps.erase(one_each, steps.end());
        std::int64_t const closing = settings_.as_of->template floor_count<typename Ledger::duration::period>();
        auto const         later   = std::find_if(steps.begin(), steps.end(), [&](auto const& step) { return step.first > closing; });
        for (auto step = steps.begin(); step != steps.end(); ++step) seen.add(step < later ? record_fate::used : record_fate::after_as_of);
        steps.erase(later, steps.end());
        return steps;
    }

    Projection                step_;
    directly_follows_settings settings_;
};

template <class Projection>
directly_follows(Projection, directly_follows_settings const&) -> directly_follows<Projection>;

}} // namespace leadmetrics

#endif
