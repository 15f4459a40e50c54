// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_CRM_EVENTS_HPP
#define LEADMETRICS_ADAPTER_CRM_EVENTS_HPP

#include <leadmetrics/adapter/time_text.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace leadmetrics { inline namespace v0_1 {

/// Which of the vendor's records an event was made of.
struct record_origin {
    std::uint32_t record = 0; ///< its number in its range, from 0
    std::uint32_t source = 0; ///< the number of its range, where several were appended

    friend constexpr auto operator<=>(record_origin const&, record_origin const&) = default;
};

// The events that adapters make: plain aggregates whose members are the library's words. Text points into the vendor's records (or, where an
// id had to be rewritten, into the range of events). Id: text, or the integer that the records have.

/// A lead entered a stage.
template <class Id, class Stage>
struct crm_stage_change {
    Id                      lead_id{};
    std::optional<Stage>    stage; ///< empty: the vendor's status has no entry in the vocabulary
    std::optional<crm_time> at;    ///< empty: missing, or no time
    record_origin           origin;

    static constexpr bool texts_outlive_it = true; // made when it is asked for; its text is the vendor's

    friend bool operator==(crm_stage_change const&, crm_stage_change const&) = default;
};

/// A campaign got in touch with a lead.
template <class Id>
struct crm_touch {
    Id                      lead_id{};
    std::string_view        campaign;
    std::optional<crm_time> at;
    record_origin           origin;

    friend bool operator==(crm_touch const&, crm_touch const&) = default;
};

/// A deal that was won. Amounts are minor units of the currency.
template <class Id>
struct crm_deal {
    Id                          lead_id{};
    std::optional<crm_time>     at;
    std::optional<std::int64_t> amount;
    std::string_view            currency;
    std::string_view            campaign; ///< the one that the vendor names as the deal's source, where it names one
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
    record_origin               origin;

    friend bool operator==(crm_cost const&, crm_cost const&) = default;
};

/// Something that a lead, or somebody who deals with it, did.
template <class Id>
struct crm_activity {
    Id                      lead_id{};
    std::string_view        kind; ///< the vendor's word for it
    std::optional<crm_time> at;
    std::string_view        event_id; ///< the vendor's id of the activity, where it has one
    record_origin           origin;

    friend bool operator==(crm_activity const&, crm_activity const&) = default;
};

/// A lead's record was made.
template <class Id, class Stage>
struct crm_creation {
    Id                      lead_id{};
    std::optional<crm_time> at;
    std::optional<Stage>    stage; ///< where the lead stands now
    record_origin           origin;

    friend bool operator==(crm_creation const&, crm_creation const&) = default;
};

}} // namespace leadmetrics

#endif
