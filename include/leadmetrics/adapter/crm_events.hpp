// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_CRM_EVENTS_HPP
#define LEADMETRICS_ADAPTER_CRM_EVENTS_HPP

#include <leadmetrics/adapter/time_text.hpp>
#include <leadmetrics/version.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// The vendor's record from which an event was made.
struct record_origin {
    std::uint32_t record = 0; ///< the number of the record in its range, from 0
    std::uint32_t source = 0; ///< the number of the range, from 0, where several ranges were appended

    friend constexpr auto operator<=>(record_origin const&, record_origin const&) = default;
};

// The events that adapters make are plain aggregates whose members have the library's names of fields. Text points into the vendor's records or,
// where an id had to be rewritten, into the range of events. `Id` is a text, or the integer type that the records have.

/// The entry of a lead into a stage.
template <class Id, class Stage>
struct crm_stage_change {
    Id                      lead_id{};
    std::optional<Stage>    stage; ///< empty: the vendor's status has no entry in the vocabulary
    std::optional<crm_time> at;    ///< empty where the time is missing or cannot be read
    record_origin           origin;

    static constexpr bool texts_outlive_it = true; // the event is a temporary, but its text is the vendor's

    friend bool operator==(crm_stage_change const&, crm_stage_change const&) = default;
};

/// A contact between a campaign and a lead.
template <class Id>
struct crm_touch {
    Id                      lead_id{};
    std::string_view        campaign;
    std::optional<crm_time> at;
    record_origin           origin;

    friend bool operator==(crm_touch const&, crm_touch const&) = default;
};

/// A deal that was won. Amounts are in minor units of the currency.
template <class Id>
struct crm_deal {
    Id                          lead_id{};
    std::optional<crm_time>     at;
    std::optional<std::int64_t> amount;
    std::string_view            currency;
    std::string_view            campaign; ///< the campaign that the vendor names as the deal's source; empty where the vendor names none
    std::string_view            event_id; ///< the vendor's id of the deal
    record_origin               origin;

    friend bool operator==(crm_deal const&, crm_deal const&) = default;
};

/// Money spent on a campaign.
struct crm_cost {
    std::string_view            campaign;
    std::optional<crm_time>     at;
    std::optional<std::int64_t> amount;
    std::string_view            currency;
    std::string_view            event_id; ///< the vendor's id of the record; empty where there is none
    record_origin               origin;

    friend bool operator==(crm_cost const&, crm_cost const&) = default;
};

/// The name of a campaign, for reports that show names in place of ids.
struct crm_campaign_name {
    std::string_view campaign; ///< the id, in the form in which touches, costs and deals of the same vendor have it
    std::string_view name;
    record_origin    origin;

    friend bool operator==(crm_campaign_name const&, crm_campaign_name const&) = default;
};

/// Something that a lead, or someone who deals with the lead, did.
template <class Id>
struct crm_activity {
    Id                      lead_id{};
    std::string_view        kind; ///< the vendor's word for what was done
    std::optional<crm_time> at;
    std::string_view        event_id; ///< the vendor's id of the activity; empty where there is none
    record_origin           origin;

    friend bool operator==(crm_activity const&, crm_activity const&) = default;
};

/// The creation of a lead's record.
template <class Id, class Stage>
struct crm_creation {
    Id                      lead_id{};
    std::optional<crm_time> at;
    std::optional<Stage>    stage; ///< the stage at which the lead is now
    record_origin           origin;

    friend bool operator==(crm_creation const&, crm_creation const&) = default;
};

}} // namespace leadmetrics

#endif
