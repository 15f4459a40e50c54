// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_ROI_HPP
#define LEADMETRICS_REPORT_ROI_HPP

// What came back for the money that was spent on each campaign, and when? For whoever decides where the next money goes. Definitions,
// section 11.

#include <leadmetrics/core/detail/checked_as_of.hpp>
#include <leadmetrics/core/detail/members.hpp>
#include <leadmetrics/core/detail/parts.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/keyed.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/cash_flows.hpp>
#include <leadmetrics/report/detail/campaign_cash.hpp>
#include <leadmetrics/report/detail/roi_figures.hpp>
#include <leadmetrics/version.hpp>

#include <cmath>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

struct roi_settings {
    std::optional<instant> as_of{};              ///< when the books are closed; must be set
    std::optional<double>  annual_rate{};        ///< for the net present value, as 0.09. Refused: -1 or less, not finite
    bool                   curve         = true; ///< whether to make the curves of cumulative net
    bool                   internal_rate = true; ///< whether to look for the internal rates of return, which takes some hundred looks at the flows
};

/// What became of the records behind a report on money: `records` = `used` + the six below it, each counted under the first that holds.
struct cash_quality {
    std::int64_t records = 0; ///< costs, revenues and open leads seen
    std::int64_t used    = 0;

    std::int64_t missing_time     = 0;
    std::int64_t missing_campaign = 0; ///< an empty optional; a missing text is the campaign ""
    std::int64_t missing_amount   = 0; ///< none, or not finite
    std::int64_t unknown_currency = 0; ///< the exchange function gave no amount
    std::int64_t duplicates       = 0; ///< has the `event_id` of another
    std::int64_t after_as_of      = 0;

    void add(cash_fate fate) noexcept
    {
        ++records;
        switch (fate) {
        case cash_fate::used: ++used; break;
        case cash_fate::missing_time: ++missing_time; break;
        case cash_fate::missing_campaign: ++missing_campaign; break;
        case cash_fate::missing_amount: ++missing_amount; break;
        case cash_fate::unknown_currency: ++unknown_currency; break;
        case cash_fate::duplicate: ++duplicates; break;
        case cash_fate::after_as_of: ++after_as_of; break;
        }
    }
    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.records, self.used, self.missing_time, self.missing_campaign, self.missing_amount, self.unknown_currency,
                        self.duplicates, self.after_as_of);
    }
    cash_quality& operator+=(cash_quality const& other) noexcept { return detail::add_members(*this, other); }
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"records", self.records},
                          figure{"used", self.used},
                          figure{"missing_time", self.missing_time},
                          figure{"missing_campaign", self.missing_campaign},
                          figure{"missing_amount", self.missing_amount},
                          figure{"unknown_currency", self.unknown_currency},
                          figure{"duplicates", self.duplicates},
                          figure{"after_as_of", self.after_as_of}};
    }
    friend bool operator==(cash_quality const&, cash_quality const&) = default;
};

/// `campaigns` holds a `campaign_return` for each campaign that has a cost, a revenue or an open lead, with the other kinds or without.
template <class Campaign, class Money, class Duration>
struct roi_report {
    keyed<Campaign, campaign_return<Money, Duration>> campaigns;
    campaign_return<Money, Duration>                  total; ///< of all flows: its cost, revenue and net are the sums of the campaigns'
    cash_quality                                      quality;

    static constexpr report_title title{"roi", "11"};
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"total", self.total}, figure{"campaigns", self.campaigns}, figure{"quality", self.quality}};
    }
    friend bool operator==(roi_report const&, roi_report const&) = default;
};

namespace detail {

template <class Campaign, class Money, class Duration>
struct roi_summary {
    using campaign_type = Campaign;
    using money_type    = Money;
    using duration      = Duration;

    parts<Campaign, campaign_cash<Money>> campaigns;
    cash_quality                          quality;

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.campaigns, self.quality);
    }
};

} // namespace detail

/// Return on investment by campaign and in total, each flow dated by itself.
///
///     lm::roi const roi{{.as_of = now, .annual_rate = 0.09}};
///     roi(costs, revenues);                                                          // by campaign
///     roi(costs, revenues, lm::open_leads(journeys, now, &change::campaign, &change::amount)); // and what is still open
///     lm::monthly(roi)(lm::cash_flows(costs, revenues));                             // any metric's ways, on cash flows
///
/// Costs and revenues are records with a campaign, at and amount, by their own members or by a mapping; `Exchange` is told at
/// `lm::cash_flows`. Holds an entry for each campaign and instant. Complexity: linear in flows; n log n in the instants of one campaign.
/// A sum of integers beyond the range of their type throws std::overflow_error (ends in `refused_setting` where exceptions are off).
template <class Exchange = no_exchange>
class roi : public metric_interface<roi<Exchange>> {
public:
    using metric_interface<roi>::operator();
    using metric_interface<roi>::zero;
    using metric_interface<roi>::finish;

    explicit roi(roi_settings const& settings, Exchange exchange = {})
        : as_of_(detail::checked_as_of("roi", settings.as_of)), curve_(settings.curve), internal_rate_(settings.internal_rate),
          exchange_(std::move(exchange))
    {
        if (!settings.annual_rate) return;
        double const rate = *settings.annual_rate;
        if (!(rate > -1 && std::isfinite(rate)))
            detail::refuse("roi.annual_rate", std::to_string(rate), "give a finite rate above -1, as in 0.09 for nine per cent");
        annual_rate_ = rate;
    }

    /// The report on costs and revenues, and on open leads where they are given.
    template <ranges::forward_range Costs, ranges::forward_range Revenues, class Lead = no_open_lead>
    [[nodiscard]] auto operator()(Costs&& costs, Revenues&& revenues, std::vector<Lead> open = {}) const
    {
        return (*this)(cash_flows(costs, revenues, std::move(open), exchange_)); // by name: they need to live no longer than this call
    }

    template <class Flow>
    [[nodiscard]] auto zero() const
    {
        return detail::roi_summary<typename Flow::campaign_type, typename Flow::money_type, typename Flow::duration>{};
    }

    template <class Flow, class Route>
    void observe(Flow const& flow, Route route) const
    {
        std::int64_t const at   = flow.at.time_since_epoch().count();
        bool const         late = flow.fate == cash_fate::used && at > as_of_.template floor_count<typename Flow::duration::period>();
        cash_fate const    fate = late ? cash_fate::after_as_of : flow.fate;
        route(undated{}).quality.add(fate);
        if (fate != cash_fate::used) return;
        auto& here = route(flow.at).campaigns.at(flow.campaign);
        switch (flow.kind) {
        case cash_kind::cost: here.add_cost(at, flow.amount); break;
        case cash_kind::revenue: here.add_revenue(at, flow.amount); break;
        case cash_kind::open_lead:
            ++here.open_leads;
            here.open_value.add(flow.amount);
            break;
        }
    }

    template <class Campaign, class Money, class Duration, runner Runner = sequential>
    [[nodiscard]] auto finish(detail::roi_summary<Campaign, Money, Duration> summary, Runner const& = {}) const
    {
        using figures = campaign_return<Money, Duration>;
        detail::campaign_cash<Money>             whole;
        std::map<Campaign, figures, std::less<>> campaigns;
        for (auto& [campaign, cash] : summary.campaigns.by_key) {
            whole += cash;
            campaigns.emplace_hint(campaigns.end(), campaign, finish_cash<figures>(cash));
        }
        return roi_report<Campaign, Money, Duration>{{std::move(campaigns), figures{}}, finish_cash<figures>(whole), summary.quality};
    }

    [[nodiscard]] instant as_of() const noexcept { return as_of_; }

    /// Writes the metric's name and settings into a detail::settings_text or its like.
    template <class Sink>
    void describe(Sink& to) const
    {
        to.open("roi");
        detail::describe_setting(to, "as_of", as_of_);
        detail::describe_setting(to, "annual_rate", annual_rate_);
        detail::describe_setting(to, "curve", curve_);
        detail::describe_setting(to, "internal_rate", internal_rate_);
        detail::describe_setting(to, "exchange", exchange_);
        to.close();
    }

    using explains_elements = void;

private:
    template <class Figures, class Cash>
    Figures finish_cash(Cash& cash) const
    {
        return detail::figures_of<Figures>(cash, annual_rate_, curve_, internal_rate_);
    }

    instant               as_of_;
    std::optional<double> annual_rate_;
    bool                  curve_, internal_rate_;
    Exchange              exchange_;
};

roi(roi_settings) -> roi<>;
template <class Exchange>
roi(roi_settings, Exchange) -> roi<Exchange>;

}} // namespace leadmetrics

#endif
