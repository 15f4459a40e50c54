// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_OPEN_LEADS_HPP
#define LEADMETRICS_JOURNEY_OPEN_LEADS_HPP

#include <leadmetrics/core/by.hpp>
#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/progress.hpp>

#include <range/v3/range/concepts.hpp>

#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace v0_1 {

/// A lead of a campaign that is neither won nor lost, and what it may be worth.
template <class Id, class Campaign, class Amount, class Duration>
struct open_lead {
    using id_type = Id;

    Id                       lead_id{};
    Campaign                 campaign{};
    date::sys_time<Duration> at{}; ///< its first entry into any stage
    std::optional<Amount>    amount; ///< empty where its latest record names none
};

/// In the place of an open lead: nothing is known of any.
struct no_open_lead {
    using id_type = int;

    int                  lead_id{};
    std::optional<bool>  campaign;
    date::sys_days       at{};
    std::optional<bool>  amount;
};

struct open_leads_fn {
    /// The leads that are open as of an instant, with the campaign of their earliest record and the value of their latest:
    /// `lm::open_leads(journeys, now, &change::campaign, &change::amount)`. What keeps a return on investment from being taken for final.
    /// Complexity: linear in events.
    template <ranges::input_range Journeys, class Campaign, class Value>
    [[nodiscard]] auto operator()(Journeys&& journeys, instant const& as_of, Campaign campaign, Value value) const
    {
        using journey       = element_of<Journeys>;
        using id            = detail::kept<decltype(std::declval<journey const&>().lead_id())>;
        using campaign_said = decltype(std::declval<journey const&>().key(campaign, key_from::earliest_record, as_of).first);
        using value_said    = decltype(std::declval<journey const&>().key(value, key_from::latest_record, as_of).first);
        std::vector<open_lead<id, campaign_said, detail::plain_id_type<value_said>, typename journey::duration>> result;
        for (auto&& one : journeys) {
            auto const progress = one.progress(as_of);
            if (!progress.is_lead() || progress.outcome() != outcome::open) continue;
            auto const worth = one.key(value, key_from::latest_record, as_of).first;
            result.push_back({detail::keep(one.lead_id()), one.key(campaign, key_from::earliest_record, as_of).first, progress.first_entry(), {}});
            if constexpr (detail::optional_like<value_said>) {
                if (worth.has_value()) result.back().amount = detail::plain_id(worth);
            } else result.back().amount = worth;
        }
        return result;
    }
};
inline constexpr open_leads_fn open_leads{};

}} // namespace leadmetrics

#endif
