// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_ATTRIBUTED_REVENUE_HPP
#define LEADMETRICS_REPORT_ATTRIBUTED_REVENUE_HPP

// Treats attributed revenue as revenue, for the return on investment and payback of each campaign by any model. Definitions, sections 11 and 13.

#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/journey/path.hpp>
#include <leadmetrics/report/attribution.hpp>
#include <leadmetrics/report/attribution_models.hpp>
#include <leadmetrics/report/detail/credit_weights.hpp>
#include <leadmetrics/stats/apportion.hpp>
#include <leadmetrics/version.hpp>

#include <range/v3/range/concepts.hpp>

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// A part of a conversion's amount, as a revenue record of a campaign for lm::roi.
template <class Campaign, class Money, class Duration, class Id>
struct campaign_revenue {
    Campaign                 campaign{};
    date::sys_time<Duration> at{}; ///< the instant of the conversion
    Money                    amount{};
    Id                       lead_id{};

    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"campaign", self.campaign}, figure{"at", self.at}, figure{"amount", self.amount, as_money},
                          figure{"lead_id", self.lead_id}};
    }
    friend bool operator==(campaign_revenue const&, campaign_revenue const&) = default;
};

struct attributed_revenue_fn {
    /// Returns what each campaign earned, and when, as revenue records for lm::roi. Together with all costs, they give each campaign's return:
    ///
    ///     auto const revenue = lm::attributed_revenue(lm::converting_paths(touches, deals, window), lm::linear{});
    ///     lm::roi{{.as_of = now}}(costs, revenue).campaigns.at("fair").payback
    ///
    /// There is one record for each campaign that has a part of a conversion. A campaign's records add up to its `attributed` in lm::attribution. The
    /// model must split each conversion by itself; lm::markov does not, so it needs the overload below. Complexity: linear in touches.
    template <ranges::input_range Paths, class Model>
        requires(touch_path<element_of<Paths>> && credit_rule<Model, element_of<Paths>>)
    [[nodiscard]] auto operator()(Paths&& paths_of_leads, Model const& model) const
    {
        using path    = element_of<Paths>;
        using revenue = campaign_revenue<typename path::campaign_type, typename path::money_type, typename path::duration,
                                         std::remove_cvref_t<decltype(std::declval<path const&>().lead_id())>>;
        std::vector<revenue> all;
        for (auto&& one : paths_of_leads) {
            if (!one.converted() || one.empty()) continue;
            detail::credit_weights weights;
            model.weigh(one, weights);
            std::size_t const first = all.size();
            detail::apportion_money(one.amount(), weights, [&](std::size_t i, auto const& share) {
                if (share == decltype(share + share){}) return;
                auto const known = std::find_if(all.begin() + static_cast<std::ptrdiff_t>(first), all.end(),
                                                [&](revenue const& r) { return r.campaign == one[i].campaign(); });
                if (known == all.end()) all.push_back({one[i].campaign(), one.at(), share, one.lead_id()});
                else known->amount = known->amount + share;
            });
        }
        return all;
    }

    /// The same from the report of any model, with all revenue at one instant. The payback then means nothing; the other figures are right.
    template <class Campaign, class Money, class Duration>
    [[nodiscard]] auto operator()(attribution_report<Campaign, Money> const& report, date::sys_time<Duration> const& at) const
    {
        std::vector<campaign_revenue<Campaign, Money, Duration, std::size_t>> all;
        for (auto const& [campaign, credit] : report.campaigns) all.push_back({campaign, at, credit.attributed, all.size()});
        return all;
    }
};
inline constexpr attributed_revenue_fn attributed_revenue{};

}} // namespace leadmetrics

#endif
