// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_ADAPTER_SETTINGS_HPP
#define LEADMETRICS_ADAPTER_ADAPTER_SETTINGS_HPP

#include <leadmetrics/adapter/lead_aliases.hpp>
#include <leadmetrics/adapter/money_text.hpp>
#include <leadmetrics/adapter/time_text.hpp>
#include <leadmetrics/version.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// Settings for the reading of a vendor's records.
struct adapter_settings {
    lead_aliases const* same_lead = nullptr; ///< tells which ids mean the same lead; null: each id is a lead of its own; must outlive the events
    time_reading        times{};
    money_reading       money{};
    std::size_t         list_left_out = 10; ///< how many of the records that become no event are listed for each reason

    /// An organisation's own words for the stages of deals that are won, and of those that are lost, beside the vendor's ("Closed Won").
    std::vector<std::string> won_statuses{}, lost_statuses{};
};

}} // namespace leadmetrics

#endif
