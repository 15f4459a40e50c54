// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_STATS_QUANTILES_HPP
#define LEADMETRICS_STATS_QUANTILES_HPP

#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/stats/samples.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// A quantile that a report was asked for beside the median and the 90 % quantile.
template <class Length>
struct quantile_time {
    double                probability = 0; ///< as in the settings
    std::optional<Length> time;            ///< empty where there is none

    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"probability", self.probability}, figure{"time", self.time}};
    }
    friend bool operator==(quantile_time const&, quantile_time const&) = default;
};

namespace detail {

/// The probabilities of quantiles that a report is asked for, checked.
inline std::vector<double> checked_quantiles(std::string const& metric, std::vector<double> probabilities, char const* setting = "quantiles")
{
    for (double const p : probabilities)
        if (!(p >= 0 && p <= 1)) refuse(metric + "." + setting, std::to_string(p), "give probabilities, 0 … 1");
    return probabilities;
}

/// The median, the 90 % quantile, and what else is asked for.
inline std::vector<double> with_median_and_p90(std::vector<double> const& asked)
{
    std::vector<double> all{0.5, 0.9};
    all.insert(all.end(), asked.begin(), asked.end());
    return all;
}

} // namespace detail

/// Returns the quantiles of samples at probabilities 0 ≤ p ≤ 1, in any order. Quantiles are interpolated linearly between order statistics: type 7 of
/// Hyndman & Fan 1996, as R, NumPy, pandas and SQL's quantile_cont do. Each is empty where there are no samples. The call may rearrange the samples
/// but changes none; where they are not settled, it sorts only what it needs. Complexity: linear.
[[nodiscard]] inline std::vector<std::optional<long double>> quantiles(samples& values, std::vector<double> const& at)
{
    if (values.size() == 0) return std::vector<std::optional<long double>>(at.size());
    std::vector<std::int64_t> ranks;
    std::vector<long double>  rests; // where each quantile lies between its two order statistics, from 0 to 1
    for (double const p : at) {
        long double const place = static_cast<long double>(values.size() - 1) * p;
        auto const        below = static_cast<std::int64_t>(place);
        ranks.insert(ranks.end(), {below, (std::min)(below + 1, values.size() - 1)});
        rests.push_back(place - static_cast<long double>(below));
    }
    // Sort the ranks: those of probabilities close together may overlap. There are few, so an insertion sort is enough.
    std::vector<std::int64_t> ascending = ranks;
    for (std::size_t i = 1; i < ascending.size(); ++i)
        for (std::size_t j = i; j != 0 && ascending[j] < ascending[j - 1]; --j) std::swap(ascending[j], ascending[j - 1]);
    auto const                              known = values.at_ranks(ascending);
    std::vector<std::optional<long double>> result;
    for (std::size_t i = 0; i != at.size(); ++i) {
        auto const value = [&](std::int64_t rank) {
            std::size_t k = 0;
            while (ascending[k] != rank) ++k;
            return static_cast<long double>(known[k]);
        };
        long double const low = value(ranks[2 * i]);
        result.emplace_back(low + rests[i] * (value(ranks[2 * i + 1]) - low));
    }
    return result;
}

/// Returns one quantile of finite numbers, 0 ≤ p ≤ 1, of type 7 as above; empty where there are no numbers. Complexity: linear.
[[nodiscard]] inline std::optional<double> quantile_of(std::vector<double> values, double p)
{
    if (values.empty()) return std::nullopt;
    double const place = p * static_cast<double>(values.size() - 1);
    auto const   lower = values.begin() + static_cast<std::ptrdiff_t>(place);
    std::nth_element(values.begin(), lower, values.end());
    double const part = place - std::floor(place);
    return part == 0 ? *lower : *lower + part * (*std::min_element(lower + 1, values.end()) - *lower);
}

}} // namespace leadmetrics

#endif
