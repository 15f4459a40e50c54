// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_DETAIL_SLA_SUMMARY_HPP
#define LEADMETRICS_REPORT_DETAIL_SLA_SUMMARY_HPP

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
#include <cstddef>
#include <cstdint>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

template <class Id, class Clock, class Duration>
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

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.met, self.breached, self.overdue, self.pending, self.out_of_order, self.shortest, self.longest, self.response_time,
                        self.times, self.overdue_leads, self.pending_leads, self.quality);
    }
};

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
        if (agreed) {
            times.median_kept = *q[0] <= static_cast<long double>(summary.shortest.value);
            times.p90_kept    = *q[1] <= static_cast<long double>(summary.shortest.value);
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
        seconds const allowance = to_seconds<duration>(summary.shortest.value);
        all.median_kept         = all.median && !(*all.median > length::make(allowance));
        all.p90_kept            = all.p90 && !(*all.p90 > length::make(allowance));
    }
}

}}} // namespace leadmetrics::detail

#endif
