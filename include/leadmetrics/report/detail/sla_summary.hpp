// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_DETAIL_SLA_SUMMARY_HPP
#define LEADMETRICS_REPORT_DETAIL_SLA_SUMMARY_HPP

#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/core/detail/members.hpp>
#include <leadmetrics/core/quality.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/report/detail/lead_list.hpp>
#include <leadmetrics/report/detail/response.hpp>
#include <leadmetrics/stats/exact_sum.hpp>
#include <leadmetrics/stats/incidence.hpp>
#include <leadmetrics/stats/quantiles.hpp>
#include <leadmetrics/stats/samples.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <ratio>
#include <tuple>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Response times in parts of 10⁻¹² of their allowances, to the nearest: so 2/3 and 4/3 have their mean at 1. A time keeps its allowance where it is
/// at most 1, up to that rounding.
using trillionths                       = std::chrono::duration<std::int64_t, std::pico>;
inline constexpr std::int64_t all_of_it = std::pico::den;

inline std::int64_t ratio_of(std::int64_t time, std::int64_t allowed)
{
    if (time <= 0) return 0;
    if (allowed <= 0) return INT64_MAX - 1;
    return (std::min)(saturate((static_cast<int128>(time) * all_of_it + allowed / 2) / allowed), INT64_MAX - 1);
}

/// `Ratios`: whether allowances may differ from lead to lead.
template <class Id, class Clock, class Duration, bool Ratios>
struct sla_summary {
    using id       = Id;
    using clock    = Clock;
    using duration = Duration;

    std::int64_t            met = 0, breached = 0, overdue = 0, pending = 0, out_of_order = 0;
    smallest                shortest; // of the allowances
    greatest                longest;
    exact_sum<std::int64_t> response_time;
    incidence_times         times; // moved: answered; waiting: unanswered
    lead_list<Id>           overdue_leads, pending_leads;
    data_quality            quality;
    std::int64_t            without_allowance = 0;
    incidence_times         ratios; // the same as `times`, of response times over their allowances; may be left empty where there is one allowance

    template <class Self>
    static constexpr auto members(Self& self)
    {
        auto const all = std::tie(self.met, self.breached, self.overdue, self.pending, self.out_of_order, self.shortest, self.longest,
                                  self.response_time, self.times, self.overdue_leads, self.pending_leads, self.quality);
        if constexpr (Ratios) return std::tuple_cat(all, std::tie(self.without_allowance, self.ratios));
        else return all;
    }
};

/// Whether the median and the 90 % quantile keep the allowance; empty where nothing is known of them.
struct kept_quantiles {
    std::optional<bool> median, p90;
};
template <class Summary>
kept_quantiles keep_ratios(Summary& summary)
{
    auto const q    = quantiles(summary.ratios.moved, {0.5, 0.9});
    auto const keep = [](std::optional<long double> const& one) { return one ? std::optional{*one <= all_of_it + 1} : std::nullopt; };
    return {keep(q[0]), keep(q[1])};
}
inline kept_quantiles keep_censored_ratios(incidence_times ratios)
{
    auto const all  = make_incidence<trillionths>(std::move(ratios));
    auto const keep = [&](double p) {
        auto const one = all.quantile(p);
        return one && one->count() <= 1 + 2e-12;
    };
    return {keep(0.5), keep(0.9)};
}

/// Response times on the clock: of those who answered, and with the unanswered censored.
template <class Report, class Summary>
void finish_times(Report& report, Summary summary, std::vector<double> const& asked)
{
    using duration    = typename Summary::duration;
    using length      = length_traits<length_on<typename Summary::clock, duration>>;
    auto const make   = [](long double count) { return length::make(to_seconds<duration>(count)); };
    bool const agreed = summary.shortest.value == summary.longest.value; // one allowance for all: it can be kept
    auto&      times  = report.response;

    summary.times.settle();
    times.count = summary.times.moved.size();
    if (times.count != 0) {
        auto const q = quantiles(summary.times.moved, with_median_and_p90(asked));
        times.mean   = make(summary.response_time.value() / static_cast<long double>(times.count));
        times.median = make(*q[0]);
        times.p90    = make(*q[1]);
        for (std::size_t k = 0; k != asked.size(); ++k) times.quantiles.push_back({asked[k], make(*q[k + 2])});
        if (!agreed && summary.ratios.moved.size() != 0) {
            auto const kept   = keep_ratios(summary);
            times.median_kept = kept.median;
            times.p90_kept    = kept.p90;
        }
        if (agreed) {
            times.median_kept = *q[0] <= static_cast<long double>(summary.shortest.value);
            times.p90_kept    = *q[1] <= static_cast<long double>(summary.shortest.value);
        }
    }
    auto       ratios = std::move(summary.ratios);
    bool const any    = summary.times.moved.size() + summary.times.waiting.size() != 0;
    auto&      all    = report.response_censored;
    all.incidence     = make_incidence<duration>(std::move(summary.times));
    if (auto const median = all.incidence.quantile(0.5)) all.median = length::make(*median);
    if (auto const p90 = all.incidence.quantile(0.9)) all.p90 = length::make(*p90);
    for (double const p : asked) {
        auto const time = all.incidence.quantile(p);
        all.quantiles.push_back({p, time ? std::optional{length::make(*time)} : std::nullopt});
        if (times.count == 0) times.quantiles.push_back({p, std::nullopt});
    }
    if (any && agreed) {
        seconds const allowance = to_seconds<duration>(summary.shortest.value);
        all.median_kept         = all.median && !(*all.median > length::make(allowance));
        all.p90_kept            = all.p90 && !(*all.p90 > length::make(allowance));
    } else if (any && ratios.moved.size() + ratios.waiting.size() != 0) {
        auto const kept = keep_censored_ratios(std::move(ratios));
        all.median_kept = kept.median;
        all.p90_kept    = kept.p90;
    }
}

}}} // namespace leadmetrics::detail

#endif
