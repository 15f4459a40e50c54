// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_DETAIL_FORECAST_SAMPLES_HPP
#define LEADMETRICS_REPORT_DETAIL_FORECAST_SAMPLES_HPP

#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/stats/detail/bootstrap.hpp>
#include <leadmetrics/version.hpp>

#include <cstddef>
#include <cstdint>
#include <tuple>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// A lead behind the curves of a step: after which time it moved, was lost, or was last seen waiting.
struct lead_in_curves {
    static constexpr bool         holds_instants = true;
    static constexpr std::int64_t moved = 0, lost = 1, waiting = 2;

    std::int64_t time = 0, what = moved;
    std::int64_t hash = 0; // of its id, with the sign that its bits give

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.time, self.what, self.hash);
    }
    /// Whether something became of the lead. (Bytes may say otherwise.)
    [[nodiscard]] bool agrees_with_itself() const noexcept { return what >= moved && what <= waiting; }

    friend auto operator<=>(lead_in_curves const&, lead_in_curves const&) = default;
};

/// How many of the leads that wait move within each horizon, in samples of the leads behind the curves, which are drawn with replacement
/// (definitions, section 14). Both are given in ascending order of their times, `ticks` are the horizons' lengths. Returns a count for each horizon
/// and sample. Complexity: samples × (leads behind the curves + waiting leads × horizons).
template <class Waiting>
std::vector<std::vector<double>> moves_in_samples(std::vector<lead_in_curves> const& all, Waiting const& waiting,
                                                  std::vector<std::int64_t> const& ticks, std::size_t samples)
{
    struct step {
        std::int64_t time;
        double       moved, left;
    };
    std::vector<std::vector<double>> counts(ticks.size());
    std::vector<step>                curve;
    for (std::size_t sample = 0; sample != samples; ++sample) {
        std::vector<std::int64_t> times(all.size());
        std::int64_t              at_risk = 0;
        for (std::size_t i = 0; i != all.size(); ++i) at_risk += times[i] = times_in_sample(static_cast<std::uint64_t>(all[i].hash), sample);
        curve.assign(1, {INT64_MIN, 0, 1});
        for (std::size_t i = 0; i != all.size();) {
            std::int64_t const time = all[i].time;
            std::int64_t       n[3]{}; // moved, lost, waiting
            for (; i != all.size() && all[i].time == time; ++i) n[all[i].what] += times[i];
            if (n[0] + n[1] != 0) {
                auto const&  before = curve.back();
                double const size   = static_cast<double>(at_risk);
                curve.push_back({time, before.moved + before.left * static_cast<double>(n[0]) / size,
                                 before.left * static_cast<double>(at_risk - n[0] - n[1]) / size});
            }
            at_risk -= n[0] + n[1] + n[2];
        }
        std::size_t              now = 0; // the step of the curve that holds at the lead's age; ages ascend
        std::vector<std::size_t> then(ticks.size());
        std::vector<double>      moves(ticks.size());
        auto const               reach = [&](std::size_t& place, std::int64_t time) {
            while (place + 1 != curve.size() && curve[place + 1].time <= time) ++place;
        };
        for (auto const& lead : waiting) {
            reach(now, lead.waited);
            double const u = uniform_in_sample(static_cast<std::uint64_t>(lead.hash), sample);
            for (std::size_t h = 0; h != ticks.size(); ++h) {
                reach(then[h], saturated_sum(lead.waited, ticks[h]));
                if (curve[now].left > 0 && u < (curve[then[h]].moved - curve[now].moved) / curve[now].left) ++moves[h];
            }
        }
        for (std::size_t h = 0; h != ticks.size(); ++h) counts[h].push_back(moves[h]);
    }
    return counts;
}

}}} // namespace leadmetrics::detail

#endif
