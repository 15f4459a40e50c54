// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_UNIT_COSTS_HPP
#define LEADMETRICS_REPORT_UNIT_COSTS_HPP

// What does a lead cost, an MQL, an SQL, a customer, by campaign? Definitions, section 11.

#include <leadmetrics/core/by.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/keyed.hpp>
#include <leadmetrics/report/roi.hpp>
#include <leadmetrics/report/volume.hpp>
#include <leadmetrics/version.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

template <class Stage>
struct unit_cost {
    Stage                 stage{};
    std::int64_t          leads = 0; ///< leads that entered the stage
    std::optional<double> cost;      ///< the campaign's cost / leads; empty when leads is 0

    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"stage", self.stage, as_stage}, figure{"leads", self.leads}, figure{"cost", self.cost}};
    }
    friend bool operator==(unit_cost const&, unit_cost const&) = default;
};

struct unit_costs_fn {
    /// Returns the cost per lead of each stage, in funnel order, for every campaign in either report: `lm::unit_costs(roi(costs, revenues),
    /// lm::by(&change::campaign, volume)(journeys))`.
    template <class Campaign, class Money, class Duration, class Stage>
    [[nodiscard]] auto operator()(roi_report<Campaign, Money, Duration> const& money, by_report<Campaign, volume_report<Stage>> const& volumes) const
    {
        using costs = std::vector<unit_cost<Stage>>;
        std::map<Campaign, costs, std::less<>> result;
        auto const                             add = [&](Campaign const& campaign) {
            costs here;
            for (auto const& stage : volumes[campaign].stages) {
                here.push_back({stage.stage, stage.entered, {}});
                if (stage.entered != 0)
                    here.back().cost =
                        static_cast<double>(static_cast<long double>(money.campaigns[campaign].cost) / static_cast<long double>(stage.entered));
            }
            result.insert_or_assign(campaign, std::move(here));
        };
        for (auto const& [campaign, figures] : money.campaigns) add(campaign);
        for (auto const& [campaign, volume] : volumes) add(campaign);
        return keyed<Campaign, costs>{std::move(result), {}};
    }
};
inline constexpr unit_costs_fn unit_costs{};

}} // namespace leadmetrics

#endif
