// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_STATS_HOLM_HPP
#define LEADMETRICS_STATS_HOLM_HPP

#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// Returns p values that stay honest although several questions were asked at once (Holm 1979): among many pairs, some look different by chance.
/// Empty ones stay empty and do not count as questions. Complexity: that of sorting them.
[[nodiscard]] inline std::vector<std::optional<double>> holm(std::vector<std::optional<double>> const& p_values)
{
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i != p_values.size(); ++i)
        if (p_values[i]) order.push_back(i);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return *p_values[a] < *p_values[b]; }); // equal ones come out equal
    std::vector<std::optional<double>> adjusted(p_values.size());
    double                             so_far = 0;
    for (std::size_t k = 0; k != order.size(); ++k) {
        so_far             = (std::max)(so_far, (std::min)(1.0, static_cast<double>(order.size() - k) * *p_values[order[k]]));
        adjusted[order[k]] = so_far;
    }
    return adjusted;
}

}} // namespace leadmetrics

#endif
