// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_DETAIL_ROI_FIGURES_HPP
#define LEADMETRICS_REPORT_DETAIL_ROI_FIGURES_HPP

#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/report/detail/campaign_cash.hpp>
#include <leadmetrics/report/detail/to_money.hpp>
#include <leadmetrics/stats/internal_rate_of_return.hpp>
#include <leadmetrics/version.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <tuple>
#include <type_traits>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// What came back for the money spent on one campaign, or on all. The *first cost* is the earliest instant at which the costs so far are more
/// than 0 (definitions, section 11).
template <class Money, class Duration>
struct campaign_return {
    struct point {
        Duration age{}; ///< since the first cost; negative for what flowed before it
        Money    net{}; ///< all revenue so far less all cost so far

        template <class Self>
        static constexpr auto figures(Self& self)
        {
            return std::tuple{figure{"age", self.age}, figure{"net", self.net, as_money}};
        }
        friend bool operator==(point const&, point const&) = default;
    };

    Money        cost{}, revenue{};
    Money        net{};        ///< revenue - cost
    std::int64_t costs    = 0; ///< records of costs, and of
    std::int64_t revenues = 0; ///< revenues

    std::optional<double> roi;            ///< net / cost; empty when cost is 0
    std::optional<double> per_unit_spent; ///< revenue / cost; empty when cost is 0
    std::optional<date::sys_time<Duration>>
         payback;                     ///< the first instant, not before the first cost, at which revenue so far covers cost so far; empty when none
    bool revenue_before_cost = false; ///< before the first cost, or without any

    std::int64_t open_leads = 0;         ///< leads that may still bring revenue: the figures are not ripe
    Money        open_value{};           ///< of these
    bool         has_open_leads = false; ///< there are open leads

    std::vector<point>    curve;                   ///< cumulative net by age, a point for each instant; empty without a first cost
    std::optional<double> net_present_value;       ///< as of the first cost; empty without a rate, or without a first cost
    std::optional<double> internal_rate_of_return; ///< empty where there is none (see internal_rate_of_return)

    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"cost", self.cost, as_money},
                          figure{"revenue", self.revenue, as_money},
                          figure{"net", self.net, as_money},
                          figure{"costs", self.costs},
                          figure{"revenues", self.revenues},
                          figure{"roi", self.roi},
                          figure{"per_unit_spent", self.per_unit_spent},
                          figure{"payback", self.payback},
                          figure{"revenue_before_cost", self.revenue_before_cost},
                          figure{"open_leads", self.open_leads},
                          figure{"open_value", self.open_value, as_money},
                          figure{"has_open_leads", self.has_open_leads},
                          figure{"curve", self.curve},
                          figure{std::is_integral_v<Money> ? "net_present_value_minor" : "net_present_value", self.net_present_value},
                          figure{"internal_rate_of_return", self.internal_rate_of_return}};
    }
    friend bool operator==(campaign_return const&, campaign_return const&) = default;
};

namespace detail {

/// The earliest instant at which the costs so far are more than 0. Rows of 0 and credit notes before it are no beginning.
template <class Money>
std::optional<std::int64_t> first_cost(std::vector<dated_cash<Money>> const& flows)
{
    exact_sum<Money> cost;
    for (auto const& flow : flows) {
        cost += flow.cost;
        if (std::remove_cvref_t<decltype(cost.exact())>{} < cost.exact()) return flow.at;
    }
    return std::nullopt;
}

template <class Figures, class Cash>
Figures figures_of(Cash& cash, std::optional<double> rate, bool curve, bool internal_rate)
{
    using money    = decltype(Figures::net);
    using point    = typename Figures::point;
    using time     = typename decltype(Figures::payback)::value_type;
    using duration = typename time::duration;

    Figures          result;
    exact_sum<money> cost, revenue;
    auto const&      flows = cash.settled();
    auto const       net   = [&] { return to_money<money>("roi.net", revenue.exact() - cost.exact()); };

    std::optional<std::int64_t> const first = first_cost<money>(flows);
    std::vector<dated_amount>         amounts;
    for (auto const& flow : flows) {
        cost += flow.cost;
        revenue += flow.revenue;
        result.costs += flow.costs;
        result.revenues += flow.revenues;
        if (flow.revenues != 0 && (!first || flow.at < *first)) result.revenue_before_cost = true;
        std::int64_t const start = first.value_or(flows.front().at), age = saturated_difference(flow.at, start);
        double const       days = std::chrono::duration<double, date::days::period>(duration{age}).count();
        amounts.push_back({days, static_cast<double>(flow.revenue.value() - flow.cost.value())});
        if (!first) continue;
        if (!result.payback && flow.at >= *first && !(revenue.exact() < cost.exact())) result.payback = time{duration{flow.at}};
        if (curve) result.curve.push_back(point{duration{age}, net()});
    }
    result.cost           = to_money<money>("roi.cost", cost.exact());
    result.revenue        = to_money<money>("roi.revenue", revenue.exact());
    result.net            = net();
    result.open_leads     = cash.open_leads;
    result.open_value     = to_money<money>("roi.open_value", cash.open_value.exact());
    result.has_open_leads = cash.open_leads != 0;
    if (cost.value() != 0) {
        result.roi            = static_cast<double>((revenue.value() - cost.value()) / cost.value());
        result.per_unit_spent = static_cast<double>(revenue.value() / cost.value());
    }
    if (rate && first) result.net_present_value = net_present_value(amounts, *rate);
    if (internal_rate) result.internal_rate_of_return = internal_rate_of_return(amounts);
    return result;
}

} // namespace detail

}} // namespace leadmetrics

#endif
