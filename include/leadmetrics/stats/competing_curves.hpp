// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_STATS_COMPETING_CURVES_HPP
#define LEADMETRICS_STATS_COMPETING_CURVES_HPP

#include <leadmetrics/stats/incidence.hpp>
#include <leadmetrics/stats/samples.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// The incidences of two events that compete, moving and being lost, over time (Aalen & Johansen 1978; definitions, section 7): what a forecast of
/// leads that wait is made from. Times are counted in the ticks of the records' duration.
class competing_curves {
public:
    struct shares {
        double moved = 0; ///< the incidence of moving, events at the time itself included
        double lost  = 0; ///< that of being lost
        double left  = 1; ///< neither: the product of 1 - events / at risk
    };

    competing_curves() = default;
    /// Complexity: that of sorting the times.
    explicit competing_curves(incidence_times times)
    {
        times.settle();
        leads_               = times.moved.size() + times.lost.size() + times.waiting.size();
        std::int64_t at_risk = leads_;
        shares       here;
        for (samples::ascending moved{times.moved}, lost{times.lost}, waiting{times.waiting}; at_risk != 0;) {
            std::int64_t const time = (std::min)({moved.value(), lost.value(), waiting.value()});
            std::int64_t const m = moved.take(time), l = lost.take(time);
            if (m + l != 0) {
                double const n = static_cast<double>(at_risk);
                here.moved += here.left * static_cast<double>(m) / n;
                here.lost += here.left * static_cast<double>(l) / n;
                here.left *= static_cast<double>(at_risk - m - l) / n;
                steps_.emplace_back(time, here);
                longest_event_ = time;
            }
            std::int64_t const w = waiting.take(time);
            if (w != 0) longest_wait_ = time;
            at_risk -= m + l + w;
        }
    }

    /// What has happened by a time. Complexity: logarithmic in the different times.
    [[nodiscard]] shares at(std::int64_t time) const
    {
        auto const behind = std::upper_bound(steps_.begin(), steps_.end(), time, [](std::int64_t t, auto const& one) { return t < one.first; });
        return behind == steps_.begin() ? shares{} : std::prev(behind)->second;
    }
    /// The probability with which a lead that has waited for a time `from` moves later, up to and with a time `to`. What is left at the end of the
    /// curves neither moves nor is lost. 0 where nothing is left.
    [[nodiscard]] double probability(std::int64_t from, std::int64_t to) const
    {
        auto const now = at(from);
        if (!(now.left > 0)) return 0;
        return (std::min)((std::max)((at(to).moved - now.moved) / now.left, 0.0), 1.0);
    }

    [[nodiscard]] std::int64_t leads() const noexcept { return leads_; } ///< behind the curves
    /// The longest times of a lead that moved or was lost, and of one that was last seen waiting; -1 where there is none.
    [[nodiscard]] std::int64_t longest_event() const noexcept { return longest_event_; }
    [[nodiscard]] std::int64_t longest_wait() const noexcept { return longest_wait_; }

private:
    std::vector<std::pair<std::int64_t, shares>> steps_;
    std::int64_t                                 leads_ = 0, longest_event_ = -1, longest_wait_ = -1;
};

}} // namespace leadmetrics

#endif
