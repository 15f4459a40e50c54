// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_STATS_COMPLETED_TIMES_HPP
#define LEADMETRICS_STATS_COMPLETED_TIMES_HPP

#include <leadmetrics/core/detail/members.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/stats/exact_sum.hpp>
#include <leadmetrics/stats/quantiles.hpp>
#include <leadmetrics/stats/samples.hpp>
#include <leadmetrics/version.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <tuple>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// How long did it take those who got there, and only those? (Definitions, section 7.) It flatters, because slow leads have not got there yet.
/// `Length`: seconds, or a `working_duration` of them.
template <class Length = seconds>
struct completed_times {
    std::int64_t                       count = 0;
    std::optional<Length>              mean, median, p90; ///< empty when count is 0
    std::vector<quantile_time<Length>> quantiles;         ///< those of the settings, in their order

    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"count", self.count}, figure{"mean", self.mean}, figure{"median", self.median}, figure{"p90", self.p90},
                          figure{"quantiles", self.quantiles}};
    }
    friend bool operator==(completed_times const&, completed_times const&) = default;
};

namespace detail {

/// Computes the figures of times that are counted in `Duration`s, and of their sum. It may rearrange the times.
template <class Duration, class Length = seconds>
completed_times<Length> completed(samples& times, exact_sum<std::int64_t> const& sum, std::vector<double> const& asked)
{
    completed_times<Length> result;
    result.count  = times.size();
    auto const q  = quantiles(times, with_median_and_p90(asked));
    auto const at = [&](std::size_t k) { return q[k] ? std::optional{Length{to_seconds<Duration>(*q[k])}} : std::nullopt; };
    if (result.count != 0) result.mean = Length{to_seconds<Duration>(sum.value() / static_cast<long double>(result.count))};
    result.median = at(0);
    result.p90    = at(1);
    for (std::size_t k = 0; k != asked.size(); ++k) result.quantiles.push_back({asked[k], at(k + 2)});
    return result;
}

/// Times and their sum, as a summary keeps them.
struct summed_times {
    samples                 times;
    exact_sum<std::int64_t> sum;

    summed_times() = default;
    explicit summed_times(precision kept) : times(kept) {}

    void record(std::int64_t time)
    {
        times.add(time);
        sum.add(time);
    }

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.times, self.sum);
    }
};

} // namespace detail

}} // namespace leadmetrics

#endif
