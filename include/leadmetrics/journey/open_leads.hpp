// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_OPEN_LEADS_HPP
#define LEADMETRICS_JOURNEY_OPEN_LEADS_HPP

#include <leadmetrics/core/by.hpp>
#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/mapping.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/detail/amount.hpp>
#include <leadmetrics/journey/detail/event.hpp>
#include <leadmetrics/journey/progress.hpp>
#include <leadmetrics/version.hpp>

#include <range/v3/range/concepts.hpp>

#include <functional>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// A lead of a campaign that is neither won nor lost, and what it may be worth.
template <class Id, class Campaign, class Amount, class Duration>
struct open_lead {
    using id_type = Id;

    Id                       lead_id{};
    Campaign                 campaign{};
    date::sys_time<Duration> at{};   ///< its first entry into any stage
    std::optional<Amount>    amount; ///< empty where no record has a value

    friend bool operator==(open_lead const&, open_lead const&) = default;
};

/// Stands in for an open lead where no open leads are given.
struct no_open_lead {
    using id_type = int;

    int                 lead_id{};
    std::optional<bool> campaign;
    date::sys_days      at{};
    std::optional<bool> amount;
};

struct open_leads_fn {
    /// Returns the leads that are open as of an instant, with the campaign of their earliest record and the value of the latest record that has one
    /// (of several at one instant and stage, the smallest): `lm::open_leads(journeys, now, &change::campaign, &change::amount)`. With them a report
    /// on return on investment shows what may still be earned. Complexity: linear in events.
    template <ranges::input_range Journeys, class Campaign, class Value>
    [[nodiscard]] auto operator()(Journeys&& all, instant const& as_of, Campaign campaign, Value value) const
    {
        using journey       = element_of<Journeys>;
        using id            = detail::kept<decltype(std::declval<journey const&>().lead_id())>;
        using campaign_said = decltype(std::declval<journey const&>().key(campaign, key_from::earliest_record, as_of).first);
        using value_said    = std::remove_cvref_t<decltype(std::invoke(value, detail::unwrap(std::declval<journey const&>().record(0))))>;
        using amount        = detail::plain_id_type<value_said>;
        std::vector<open_lead<id, campaign_said, amount, typename journey::duration>> result;
        for (auto&& one : all) {
            auto const progress = one.progress(as_of);
            if (!progress.is_lead() || progress.outcome() != outcome::open) continue;
            std::optional<amount> worth;
            detail::event const*  said_by = nullptr;
            for (detail::event const& event : one.events()) {
                if (!event.usable() || event.at > as_of.floor_count<typename journey::duration::period>()) continue;
                auto&&      record = one.record(event.record());
                auto const& said   = std::invoke(value, detail::unwrap(record));
                if (!detail::is_amount(said)) continue;
                if (said_by == nullptr || !event.same_but_for_record(*said_by) || detail::plain_id(said) < *worth) worth = detail::plain_id(said);
                said_by = &event;
            }
            result.push_back({detail::keep(one.lead_id()), one.key(campaign, key_from::earliest_record, as_of).first, progress.first_entry(), worth});
        }
        return result;
    }
};
inline constexpr open_leads_fn open_leads{};

}} // namespace leadmetrics

#endif
