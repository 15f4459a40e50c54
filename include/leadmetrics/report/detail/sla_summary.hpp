// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_DETAIL_SLA_SUMMARY_HPP
#define LEADMETRICS_REPORT_DETAIL_SLA_SUMMARY_HPP

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
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

template <class Id, class Clock, class Duration>
struct sla_summary {
    using id       = Id;
    using clock    = Clock;
    using duration = Duration;

    std::int64_t            met = 0, breached = 0, overdue = 0, pending = 0, out_of_order = 0;
    std::int64_t            shortest = INT64_MAX, longest = -1; // of the allowances
    exact_sum<std::int64_t> response_time;
    incidence_times         times; // moved: answered; waiting: unanswered
    lead_list<Id>           overdue_leads, pending_leads;
    data_quality            quality;

    sla_summary& operator+=(sla_summary other)
    {
        met += other.met;
        breached += other.breached;
        overdue += other.overdue;
        pending += other.pending;
        out_of_order += other.out_of_order;
        shortest = (std::min)(shortest, other.shortest);
        longest  = (std::max)(longest, other.longest);
        response_time += other.response_time;
        times += std::move(other.times);
        overdue_leads += std::move(other.overdue_leads);
        pending_leads += std::move(other.pending_leads);
        quality += other.quality;
        return *this;
    }
    friend bool operator==(sla_summary const&, sla_summary const&) = default;
};

/// Response times on the clock: of those who answered, and with the unanswered censored.
template <class Report, class Summary>
void finish_times(Report& report, Summary summary, std::vector<double> const& asked)
{
    using duration    = typename Summary::duration;
    using length      = length_traits<length_on<typename Summary::clock, duration>>;
    auto const make   = [](long double count) { return length::make(to_seconds<duration>(count)); };
    bool const agreed = summary.shortest == summary.longest; // one allowance for all: it can be kept
    auto&      times  = report.response;

    summary.times.settle();
    times.count = summary.times.moved.size();
    if (times.count != 0) {
        auto const q = quantiles(summary.times.moved, with_median_and_p90(asked));
        times.mean   = make(summary.response_time.value() / static_cast<long double>(times.count));
        times.median = make(*q[0]);
        times.p90    = make(*q[1]);
        for (std::size_t k = 0; k != asked.size(); ++k) times.quantiles.push_back({asked[k], make(*q[k + 2])});
        if (agreed) {
            times.median_kept = *q[0] <= static_cast<long double>(summary.shortest);
            times.p90_kept    = *q[1] <= static_cast<long double>(summary.shortest);
        }
    }
    bool const any = summary.times.moved.size() + summary.times.waiting.size() != 0;
    auto&      all = report.response_censored;
    all.incidence  = make_incidence<duration>(std::move(summary.times));
    if (auto const median = all.incidence.quantile(0.5)) all.median = length::make(*median);
    if (auto const p90 = all.incidence.quantile(0.9)) all.p90 = length::make(*p90);
    for (double const p : asked) {
        auto const time = all.incidence.quantile(p);
        all.quantiles.push_back({p, time ? std::optional{length::make(*time)} : std::nullopt});
        if (times.count == 0) times.quantiles.push_back({p, std::nullopt});
    }
    if (any && agreed) {
        seconds const allowance = to_seconds<duration>(summary.shortest);
        all.median_kept         = all.median && !(*all.median > length::make(allowance));
        all.p90_kept            = all.p90 && !(*all.p90 > length::make(allowance));
    }
}

}}} // namespace leadmetrics::detail

#endif
