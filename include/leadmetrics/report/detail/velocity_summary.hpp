// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_DETAIL_VELOCITY_SUMMARY_HPP
#define LEADMETRICS_REPORT_DETAIL_VELOCITY_SUMMARY_HPP

#include <leadmetrics/core/detail/members.hpp>
#include <leadmetrics/core/quality.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/report/detail/funnel_report.hpp>
#include <leadmetrics/stats/completed_times.hpp>
#include <leadmetrics/stats/exact_sum.hpp>
#include <leadmetrics/stats/incidence.hpp>
#include <leadmetrics/stats/quantiles.hpp>
#include <leadmetrics/stats/samples.hpp>
#include <leadmetrics/version.hpp>

#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// The times that leads spent in one step, counted in the records' duration.
struct step_times {
    std::int64_t            moved = 0, lost = 0, waiting = 0, out_of_order = 0;
    exact_sum<std::int64_t> completed_time, other_time; // of the moved; of the lost and the waiting
    incidence_times         times;

    step_times() = default;
    explicit step_times(precision kept) : times(kept) {}

    void add_completed(std::int64_t time)
    {
        completed_time.add(time);
        times.moved.add(time);
    }
    void add_lost(std::int64_t time, bool keep)
    {
        other_time.add(time);
        if (keep) times.lost.add(time);
    }
    void add_waiting(std::int64_t time, bool keep)
    {
        other_time.add(time);
        if (keep) times.waiting.add(time);
    }

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.moved, self.lost, self.waiting, self.out_of_order, self.completed_time, self.other_time, self.times);
    }
    /// Whether there is a time for each lead that moved in order. (Bytes may say otherwise.)
    [[nodiscard]] bool agrees_with_itself() const noexcept { return moved - out_of_order == times.moved.size(); }
};

/// What a user's value projection says, without the optional around it.
template <class Said>
struct money_said {
    using type = Said;
};
template <class Said>
    requires requires(Said const& said) {
        said.has_value();
        *said;
    }
struct money_said<Said> {
    using type = std::remove_cvref_t<decltype(*std::declval<Said const&>())>;
};

/// The smaller of a value and what another record says, which may be missing or no number.
template <class Money, class Said>
void keep_smallest(std::optional<Money>& value, Said const& said)
{
    if constexpr (std::is_same_v<Said, Money>) {
        if constexpr (std::floating_point<Money>)
            if (!std::isfinite(said)) return;
        if (!value || said < *value) value = said;
    } else if (said.has_value()) keep_smallest(value, *said);
}

template <class Money>
struct deal_counts {
    std::int64_t            deals = 0, won = 0, lost = 0, cycles = 0, valued = 0;
    exact_sum<std::int64_t> cycle;
    exact_sum<Money>        value;

    /// A won deal without a value counts in no mean.
    void add_value(std::optional<Money> const& one)
    {
        if (!one) return;
        ++valued;
        value.add(*one);
    }

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.deals, self.won, self.lost, self.cycles, self.valued, self.cycle, self.value);
    }
};

template <class Duration, class Money>
struct velocity_summary {
    using duration = Duration;

    std::vector<step_times> steps; // the last is the cycle's
    deal_counts<Money>      deals;
    data_quality            quality;

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.steps, self.deals, self.quality);
    }
};

/// `rest` is what as_of lies behind the last whole duration: waiting leads have waited that much longer.
template <class Step, class Duration, class Length>
Step finish_step(step_times summary, seconds rest, bool incidence, bool keep_times, std::vector<double> const& asked)
{
    if (incidence) summary.times.settle();
    Step step;
    step.moved        = summary.moved;
    step.lost         = summary.lost;
    step.waiting      = summary.waiting;
    step.out_of_order = summary.out_of_order;
    step.entered      = summary.moved + summary.lost + summary.waiting;

    step.completed = completed<Duration, Length>(summary.times.moved, summary.completed_time, asked);
    if (step.entered != 0) {
        seconds const spent =
            to_seconds<Duration>(summary.completed_time.value() + summary.other_time.value()) + rest * static_cast<double>(step.waiting);
        step.lead_time = Length{spent / static_cast<double>(step.entered)};
    }
    if (incidence) step.incidence = make_incidence<Duration>(std::move(summary.times), keep_times);
    return step;
}

template <class Report, class Duration, class Length, class Money>
Report finish_deals(deal_counts<Money> const& summary)
{
    Report report;
    report.deals    = summary.deals;
    report.win_rate = {summary.won, summary.won + summary.lost};
    if (summary.valued != 0) report.mean_value = static_cast<double>(summary.value.value() / static_cast<long double>(summary.valued));
    if (summary.cycles == 0) return report;
    seconds const cycle = to_seconds<Duration>(summary.cycle.value() / static_cast<long double>(summary.cycles));
    report.mean_cycle   = Length{cycle};
    auto const rate     = report.win_rate.value();
    if (rate && report.mean_value && cycle.count() > 0)
        report.value = static_cast<double>(report.deals) * *rate * *report.mean_value / (cycle.count() / 86400);
    return report;
}

}}} // namespace leadmetrics::detail

#endif
