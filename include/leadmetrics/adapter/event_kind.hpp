// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_EVENT_KIND_HPP
#define LEADMETRICS_ADAPTER_EVENT_KIND_HPP

#include <leadmetrics/version.hpp>

#include <string_view>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// The kind of events that are made from a vendor's object.
enum class event_kind { stage_changes, creations, touches, won_deals, costs, activities, campaign_names };

[[nodiscard]] constexpr std::string_view name_of(event_kind kind) noexcept
{
    constexpr std::string_view names[] = {"stage changes", "creations", "touches", "won deals", "costs", "activities", "names of campaigns"};
    return names[static_cast<int>(kind)];
}

}} // namespace leadmetrics

#endif
