// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_CASH_FLOWS_HPP
#define LEADMETRICS_JOURNEY_CASH_FLOWS_HPP

#include <leadmetrics/core/concepts.hpp>
#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/index_range.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/detail/outlives.hpp>
#include <leadmetrics/core/money.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/detail/cash_records.hpp>
#include <leadmetrics/journey/detail/currencies_seen.hpp>
#include <leadmetrics/journey/open_leads.hpp>
#include <leadmetrics/version.hpp>

#include <range/v3/range/concepts.hpp>
#include <range/v3/range/traits.hpp>
#include <range/v3/view/all.hpp>
#include <range/v3/view/ref.hpp>

#include <cstddef>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// What a cash flow is: money spent, money earned, or money that may still be earned from a lead that is open.
enum class cash_kind { cost, revenue, open_lead };

/// One cash flow. Reports on money are made from cash flows, as reports on funnels are made from journeys.
template <class Campaign, money Money, class Duration, class Id>
struct cash_flow {
    using campaign_type = Campaign;
    using money_type    = Money;
    using duration      = Duration;

    cash_kind                kind = cash_kind::cost;
    cash_fate                fate = cash_fate::used;
    Campaign                 campaign{};
    date::sys_time<Duration> at{};
    Money                    amount{};
    std::optional<Id>        lead{}; ///< the lead, for cash_kind::open_lead; else empty

    [[nodiscard]] std::optional<Id> const& lead_id() const noexcept { return lead; }
};

/// Costs, revenues and open leads as one random-access range of cash flows, each read on access. The view does not copy the user's records: they must
/// outlive it. `lm::cash_flows` makes it.
template <class Costs, class Revenues, class OpenLeads, class Exchange>
class cash_flow_view {
    using costs    = detail::cash_records<Costs, Exchange>;
    using revenues = detail::cash_records<Revenues, Exchange>;
    using open     = ranges::range_value_t<OpenLeads>;

    static_assert(std::is_same_v<typename costs::campaign, typename revenues::campaign>,
                  "costs and revenues name their campaigns in different types: map them to one");

public:
    using element = cash_flow<typename costs::campaign, std::common_type_t<typename costs::money, typename revenues::money>,
                              std::common_type_t<typename costs::duration, typename revenues::duration>, typename open::id_type>;

    cash_flow_view(Costs spent, Revenues earned, OpenLeads waiting, Exchange const& exchange)
        : costs_(std::move(spent), exchange), revenues_(std::move(earned), exchange), open_(std::move(waiting))
    {
        detail::currencies_seen seen;
        costs_.see_currencies(seen, "cost");
        revenues_.see_currencies(seen, "revenue");
        seen.check("cash_flows.exchange", "give a function (amount, currency, date) that makes all amounts one currency");
    }

    [[nodiscard]] std::size_t size() const noexcept { return costs_.size() + revenues_.size() + open_.size(); }
    [[nodiscard]] bool        empty() const noexcept { return size() == 0; }
    [[nodiscard]] element     operator[](std::size_t i) const
    {
        if (i < costs_.size()) return made_of(costs_.read(i), cash_kind::cost);
        i -= costs_.size();
        if (i < revenues_.size()) return made_of(revenues_.read(i), cash_kind::revenue);
        auto const& one = open_[i - revenues_.size()];
        element     flow{cash_kind::open_lead, cash_fate::used, {}, {}, {}, one.lead_id};
        if constexpr (!std::is_same_v<std::remove_cvref_t<decltype(one)>, no_open_lead>) { // no_open_lead only says that no open leads were given
            if (detail::keep_campaign(flow.campaign, one.campaign) != cash_fate::used) flow.fate = cash_fate::missing_campaign;
            flow.at = std::chrono::time_point_cast<typename element::duration>(one.at);
            if (detail::is_amount(one.amount)) flow.amount = static_cast<typename element::money_type>(*one.amount);
        }
        return flow;
    }
    [[nodiscard]] auto begin() const noexcept { return detail::index_iterator<cash_flow_view>{*this, 0}; }
    [[nodiscard]] auto end() const noexcept { return detail::index_iterator<cash_flow_view>{*this, size()}; }

private:
    template <class Record>
    static element made_of(Record&& record, cash_kind kind)
    {
        return {kind,
                record.fate,
                std::move(record.campaign),
                date::sys_time<typename element::duration>{record.at},
                static_cast<typename element::money_type>(record.amount),
                std::nullopt};
    }

    costs     costs_;
    revenues  revenues_;
    OpenLeads open_;
};

/// What metrics see of costs, revenues and open leads, by the type of the records: for lm::load, where there are no records.
template <class Cost, class Revenue, class Lead = no_open_lead>
using cash_flow_of = typename cash_flow_view<ranges::ref_view<std::vector<Cost> const>, ranges::ref_view<std::vector<Revenue> const>,
                                             std::vector<Lead>, no_exchange>::element;

struct cash_flows_fn {
    /// Returns the cash flows of costs and revenues: `lm::cash_flows(costs, revenues)`. With leads that are still open: `lm::cash_flows(costs,
    /// revenues, lm::open_leads(…))`. With several currencies: `lm::cash_flows(costs, revenues, {}, rate_of_the_day)`, where the last argument is a
    /// function (amount, currency, date) → amount, or → an optional amount that is empty for a currency it does not know. The date is that of the
    /// flow, in UTC. Negative amounts are refunds.
    /// Refused: amounts in several currencies without such a function, with the currencies and the first record of each. A record without a
    /// currency is taken to be in that of the others.
    ///
    /// Each record counts, unless it has an `event_id`: then records with equal ids are one, and of those that differ the smallest (by time,
    /// campaign, amount) counts. Complexity: linear, plus the search for equal ids where records have them.
    template <ranges::forward_range Costs, ranges::forward_range Revenues, class Lead = no_open_lead, class Exchange = no_exchange>
        requires detail::outlives<Costs> && detail::outlives<Revenues> && cash_record<ranges::range_value_t<Costs>>
                 && cash_record<ranges::range_value_t<Revenues>>
    [[nodiscard]] auto operator()(Costs&& costs, Revenues&& revenues, std::vector<Lead> open = {}, Exchange const& exchange = {}) const
    {
        return cash_flow_view<ranges::views::all_t<Costs>, ranges::views::all_t<Revenues>, std::vector<Lead>, Exchange>{
            ranges::views::all(std::forward<Costs>(costs)), ranges::views::all(std::forward<Revenues>(revenues)), std::move(open), exchange};
    }
};
inline constexpr cash_flows_fn cash_flows{};

}} // namespace leadmetrics

#endif
