// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_TESTS_SUPPORT_TWIN_CREDIT_HPP
#define LEADMETRICS_TESTS_SUPPORT_TWIN_CREDIT_HPP

// A slow implementation of attribution, directly from the definitions (section 13), with exact fractions whose numerators have 128 bits.

#include "touches.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace leadmetrics_tests {

__extension__ using wide = __int128;

/// Returns the weights of a path's touches, in any common unit.
using twin_model = std::function<std::vector<wide>(twin_path const&)>;

inline std::vector<std::int64_t> twin_split(std::int64_t amount, std::vector<wide> const& weights)
{
    wide total = 0, left = amount < 0 ? -static_cast<wide>(amount) : static_cast<wide>(amount);
    for (wide const w : weights) total += w;
    std::vector<std::int64_t> shares;
    std::vector<std::size_t>  order;
    std::vector<wide>         rests;
    wide const                whole = left;
    for (wide const w : weights) {
        shares.push_back(static_cast<std::int64_t>(whole * w / total));
        rests.push_back(whole * w % total);
        left -= shares.back();
        order.push_back(order.size());
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rests[a] > rests[b]; });
    for (std::size_t i = 0; i != static_cast<std::size_t>(left); ++i) ++shares[order[i]];
    if (amount < 0)
        for (auto& share : shares) share = -share;
    return shares;
}

struct twin_credit {
    std::int64_t deals = 0, influenced = 0, attributed = 0;
    double       weight = 0;
};
struct twin_report {
    std::map<std::string, twin_credit> campaigns;
    std::int64_t                       total = 0, unattributed = 0, conversions = 0, refunds = 0, without_touches = 0;
};

inline twin_report twin_attribution(twin_paths const& paths, twin_model const& model)
{
    twin_report report;
    for (twin_path const& path : paths.all) {
        if (!path.conversion) continue;
        std::int64_t const amount = *path.conversion->amount;
        report.total += amount;
        ++(path.refund ? report.refunds : report.conversions);
        if (path.touches.empty()) {
            report.unattributed += amount;
            report.without_touches += !path.refund;
            continue;
        }
        std::set<std::string> touched;
        for (auto const& touch : path.touches) touched.insert(touch.second);
        for (auto const& campaign : touched) {
            report.campaigns[campaign].deals += !path.refund;
            report.campaigns[campaign].influenced += amount;
        }
        auto const weights = model(path);
        auto const shares  = twin_split(amount, weights);
        wide       total   = 0;
        for (wide const w : weights) total += w;
        for (std::size_t i = 0; i != shares.size(); ++i) {
            auto& credit = report.campaigns[path.touches[i].second];
            credit.attributed += shares[i];
            if (!path.refund) credit.weight += static_cast<double>(weights[i]) / static_cast<double>(total);
        }
    }
    return report;
}

/// Returns the weights that result from the shares of single touches and one share (`rest`) for all other touches together.
inline std::vector<wide> twin_shares(std::size_t n, std::vector<std::pair<std::size_t, int>> const& given, int rest)
{
    std::map<std::size_t, int> added;
    for (auto const& [touch, share] : given) added[touch] += share;
    wide const        others = static_cast<wide>(n - added.size());
    std::vector<wide> weights(n, rest);
    for (auto const& [touch, share] : added) weights[touch] = share * (others == 0 ? 1 : others);
    return weights;
}

} // namespace leadmetrics_tests

#endif
