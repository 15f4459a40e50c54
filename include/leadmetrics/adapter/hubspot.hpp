// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_HUBSPOT_HPP
#define LEADMETRICS_ADAPTER_HUBSPOT_HPP

#include <leadmetrics/adapter/detail/object_kinds.hpp>
#include <leadmetrics/adapter/detail/same_leads.hpp>
#include <leadmetrics/adapter/detail/vendor_field.hpp>
#include <leadmetrics/adapter/lead_notice.hpp>
#include <leadmetrics/adapter/named_rows.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include <leadmetrics/core/detail/define_field.hpp>
#include <leadmetrics/version.hpp>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace hubspot {

/// The fields of HubSpot's objects, with the internal names of their properties (CRM API). A record type whose members have these names can be
/// used as it is. For a record type with other names, specialise `leadmetrics::mapping<record>`. docs/adapters/hubspot.md tells which export to
/// take.
namespace field {

LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, id);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, hs_object_id);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, objectId);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, contactId);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, dealId);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, objectType);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, property);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, value);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, timestamp);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, hs_v2_date_entered_subscriber);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, hs_v2_date_entered_lead);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, hs_v2_date_entered_marketingqualifiedlead);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, hs_v2_date_entered_salesqualifiedlead);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, hs_v2_date_entered_opportunity);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, hs_v2_date_entered_customer);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, hs_v2_date_entered_evangelist);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, hs_v2_date_entered_other);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, hs_date_entered_subscriber);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, hs_date_entered_lead);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, hs_date_entered_marketingqualifiedlead);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, hs_date_entered_salesqualifiedlead);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, hs_date_entered_opportunity);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, hs_date_entered_customer);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, hs_date_entered_evangelist);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, hs_date_entered_other);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, hs_lifecyclestage_subscriber_date);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, hs_lifecyclestage_lead_date);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, hs_lifecyclestage_marketingqualifiedlead_date);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, hs_lifecyclestage_salesqualifiedlead_date);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, hs_lifecyclestage_opportunity_date);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, hs_lifecyclestage_customer_date);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, hs_lifecyclestage_evangelist_date);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, hs_lifecyclestage_other_date);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, closedate);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, amount);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, deal_currency_code);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, hs_is_closed_won);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, hs_name);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, hs_start_date);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, hs_spend_items_sum_amount);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, hs_currency_code);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, eventType);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, occurredAt);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, associated_contact_ids);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, hs_merged_object_ids);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, hs_calculated_merged_vids);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, vid);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, canonical_vid);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, date_entered);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, deal_pipeline_stage_id);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, vid_to_merge);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, name);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, dealstage);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, hs_is_closed);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, archived);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, isDeleted);

#undef LEADMETRICS_DETAIL_FIELD

/// The contacts of a deal as the API gives them: nested, so that it can be read by its path only.
struct associated_contacts_t : detail::vendor_lookup<associated_contacts_t> {
    static constexpr std::string_view name() noexcept { return "associations.contacts.results.id"; }
};
inline constexpr associated_contacts_t associated_contacts{};
/// The same as an older API gives them.
struct associated_vids_t : detail::vendor_lookup<associated_vids_t> {
    static constexpr std::string_view name() noexcept { return "associations.associatedVids"; }
};
inline constexpr associated_vids_t associated_vids{};

/// The same as Airbyte's tables have them: a list of ids.
struct listed_contacts_t : detail::vendor_lookup<listed_contacts_t> {
    static constexpr std::string_view name() noexcept { return "contacts"; }
};
inline constexpr listed_contacts_t listed_contacts{};

} // namespace field

namespace id_rules {

/// Ids are numbers, and each kind of object has its own numbers: contact 101 and deal 101 are different. Therefore the id of a deal is rewritten as
/// `deal:101`. same_leads can join it to a contact.
struct deal_ids {
    static constexpr std::string_view id_expected = "an object id, a number";
    static bool                       id_form(std::string_view& id, std::string& rewritten)
    {
        bool const digits = std::all_of(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; });
        rewritten.append("deal:").append(id);
        return digits;
    }
};

} // namespace id_rules

/// Contacts as stage changes: for each lifecycle stage there is a property with the date of the entry. `contacts(words)`. In records that are read by
/// name, the dates of an organisation's own stages are found by the words of the vocabulary (`hs_v2_date_entered_123456`). A contact that was set
/// back and moved on again has the date of its latest entry only; lifecycle_history has the dates of all entries.
template <class = void>
struct contacts_words {
    static constexpr std::string_view object  = "contacts";
    static constexpr auto             lead_id = detail::either{field::hs_object_id, field::id, field::vid};
    static constexpr auto             entered = std::tuple{
        detail::entered_at{"subscriber", detail::either{field::hs_v2_date_entered_subscriber, field::hs_date_entered_subscriber,
                                                        field::hs_lifecyclestage_subscriber_date}},
        detail::entered_at{"lead", detail::either{field::hs_v2_date_entered_lead, field::hs_date_entered_lead, field::hs_lifecyclestage_lead_date}},
        detail::entered_at{"marketingqualifiedlead",
                           detail::either{field::hs_v2_date_entered_marketingqualifiedlead, field::hs_date_entered_marketingqualifiedlead,
                                          field::hs_lifecyclestage_marketingqualifiedlead_date}},
        detail::entered_at{"salesqualifiedlead",
                           detail::either{field::hs_v2_date_entered_salesqualifiedlead, field::hs_date_entered_salesqualifiedlead,
                                          field::hs_lifecyclestage_salesqualifiedlead_date}},
        detail::entered_at{"opportunity", detail::either{field::hs_v2_date_entered_opportunity, field::hs_date_entered_opportunity,
                                                         field::hs_lifecyclestage_opportunity_date}},
        detail::entered_at{
            "customer", detail::either{field::hs_v2_date_entered_customer, field::hs_date_entered_customer, field::hs_lifecyclestage_customer_date}},
        detail::entered_at{"evangelist", detail::either{field::hs_v2_date_entered_evangelist, field::hs_date_entered_evangelist,
                                                        field::hs_lifecyclestage_evangelist_date}},
        detail::entered_at{"other",
                           detail::either{field::hs_v2_date_entered_other, field::hs_date_entered_other, field::hs_lifecyclestage_other_date}}};
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> entered_by_name{
        {{"hs_v2_date_entered_", ""},
         {"hs_date_entered_", ""},
         {"hs_lifecyclestage_", "_date"},
         {"Date entered \"", " (Lifecycle Stage Pipeline)\""}}}; // the label of newer exports has the label of the stage
    static constexpr auto deleted = std::tuple{field::archived, field::isDeleted};
};
inline constexpr detail::with_vocabulary_fn<detail::status_dates, contacts_words<>> contacts{};

/// The history of the property lifecyclestage (propertiesWithHistory) as stage changes: one record for each value. `lifecycle_history(words)`.
template <class = void>
struct lifecycle_history_words {
    static constexpr std::string_view object  = "contacts";
    static constexpr auto             lead_id = detail::either{field::objectId, field::contactId, field::hs_object_id, field::id, field::vid};
    static constexpr auto             stage   = field::value;
    static constexpr auto             at      = field::timestamp;
    static constexpr auto             only    = std::tuple{detail::is{detail::either{field::property, field::name}, "lifecyclestage"}};
};
inline constexpr detail::with_vocabulary_fn<detail::status_changes, lifecycle_history_words<>> lifecycle_history{};

/// The history of the property hs_lead_status as stage changes. `lead_status_history(words)`.
template <class = void>
struct lead_status_history_words {
    static constexpr std::string_view object  = "contacts";
    static constexpr auto             lead_id = detail::either{field::objectId, field::contactId, field::hs_object_id, field::id, field::vid};
    static constexpr auto             stage   = field::value;
    static constexpr auto             at      = field::timestamp;
    static constexpr auto             only    = std::tuple{detail::is{detail::either{field::property, field::name}, "hs_lead_status"}};
};
inline constexpr detail::with_vocabulary_fn<detail::status_changes, lead_status_history_words<>> lead_status_history{};

/// The history of the property dealstage as stage changes. `deal_stage_history(words)`.
template <class = void>
struct deal_stage_history_words : id_rules::deal_ids {
    static constexpr std::string_view object  = "deals";
    static constexpr auto             lead_id = detail::either{field::objectId, field::dealId, field::hs_object_id, field::id};
    static constexpr auto             stage   = field::value;
    static constexpr auto             at      = detail::either{field::timestamp, field::date_entered};
    static constexpr auto             only    = std::tuple{detail::is{detail::either{field::property, field::name}, "dealstage"}};
};
inline constexpr detail::with_vocabulary_fn<detail::status_changes, deal_stage_history_words<>> deal_stage_history{};

/// Deals as stage changes: for each stage of a pipeline there is a property with the date of the entry, whose name has the id of the stage
/// (`hs_v2_date_entered_closedwon`). `deal_dates(words)`, where the vocabulary has the ids of stages.
template <class = void>
struct deal_dates_words : id_rules::deal_ids {
    static constexpr std::string_view object  = "deals";
    static constexpr auto             lead_id = detail::either{field::hs_object_id, field::id, field::dealId};
    static constexpr auto             entered = std::tuple{};
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 2> entered_by_name{
        {{"hs_v2_date_entered_", ""}, {"hs_date_entered_", ""}}};
    static constexpr auto deleted = std::tuple{field::archived, field::isDeleted};
};
inline constexpr detail::with_vocabulary_fn<detail::status_dates, deal_dates_words<>> deal_dates{};

/// Deals as stage changes: each deal that was closed and lost entered its stage at its close. `lost_deals(words)`. It is for
/// stage_changes::add_missing, where the history of deals is not exported.
template <class = void>
struct lost_deals_words : id_rules::deal_ids {
    static constexpr std::string_view object  = "deals";
    static constexpr auto             lead_id = detail::either{field::hs_object_id, field::id, field::dealId};
    static constexpr auto             stage   = detail::either{field::dealstage, field::deal_pipeline_stage_id};
    static constexpr auto             at      = field::closedate;
    static constexpr auto             only =
        std::tuple{detail::has{detail::either{field::dealstage, field::deal_pipeline_stage_id}},
                   detail::first_told{detail::yes{field::hs_is_closed},
                                      detail::is_lost{detail::either{field::dealstage, field::deal_pipeline_stage_id}, "closedlost"}},
                   detail::first_told{detail::no{field::hs_is_closed_won},
                                      detail::is_lost{detail::either{field::dealstage, field::deal_pipeline_stage_id}, "closedlost"}}};
    static constexpr auto deleted = std::tuple{field::archived, field::isDeleted};
    static constexpr auto dates   = date_as::last_instant;
};
inline constexpr detail::with_vocabulary_fn<detail::status_changes, lost_deals_words<>> lost_deals{};

/// The history of the property hs_latest_source as touches: one touch for each visit that has a source. `source_history()`.
template <class = void>
struct source_history_words {
    static constexpr std::string_view object   = "contacts";
    static constexpr auto             lead_id  = detail::either{field::objectId, field::contactId, field::hs_object_id, field::id, field::vid};
    static constexpr auto             campaign = field::value;
    static constexpr auto             at       = field::timestamp;
    static constexpr auto             only     = std::tuple{detail::is{detail::either{field::property, field::name}, "hs_latest_source"},
                                            detail::has{field::value}}; // a source that was cleared is no visit
};
inline constexpr detail::without_vocabulary_fn<detail::touches_of, source_history_words<>> source_history{};

/// Deals as won deals: each won deal belongs to the contact to which same_leads joins it. `won_deals()`.
template <class = void>
struct won_deals_words : id_rules::deal_ids {
    static constexpr std::string_view object   = "deals";
    static constexpr auto             lead_id  = detail::either{field::hs_object_id, field::id, field::dealId};
    static constexpr auto             deleted  = std::tuple{field::archived, field::isDeleted};
    static constexpr auto             at       = field::closedate;
    static constexpr auto             amount   = field::amount;
    static constexpr auto             currency = field::deal_currency_code;
    static constexpr auto             event_id = detail::either{field::hs_object_id, field::id, field::dealId};
    static constexpr auto             only     = std::tuple{detail::first_told{
        detail::yes{field::hs_is_closed_won}, detail::is_won{detail::either{field::dealstage, field::deal_pipeline_stage_id}, "closedwon"}}};
};
inline constexpr detail::without_vocabulary_fn<detail::deals_of, won_deals_words<>> won_deals{};

/// Campaigns as costs: the money spent on each campaign, on its first day. `campaigns()`.
template <class = void>
struct campaigns_words {
    static constexpr std::string_view object   = "campaigns";
    static constexpr auto             campaign = detail::either{field::hs_name, field::id};
    static constexpr auto             at       = field::hs_start_date;
    static constexpr auto             amount   = field::hs_spend_items_sum_amount;
    static constexpr auto             event_id = detail::either{field::hs_object_id, field::id};
    static constexpr auto             currency = field::hs_currency_code;
};
inline constexpr detail::without_vocabulary_fn<detail::costs_of, campaigns_words<>> campaigns{};

/// Event completions of contacts (Events API) as activities. `events()`.
template <class = void>
struct events_words {
    static constexpr std::string_view object   = "events";
    static constexpr auto             lead_id  = field::objectId;
    static constexpr auto             kind     = field::eventType;
    static constexpr auto             at       = field::occurredAt;
    static constexpr auto             event_id = field::id;
    static constexpr auto             only     = std::tuple{detail::is{field::objectType, "CONTACT", "contact", "0-1"}};
};
inline constexpr detail::without_vocabulary_fn<detail::activities_of, events_words<>> events{};

/// Joins the id of a contact with the ids of its deals (`same_leads(deals)`, also of a table of deals and contacts), and with the ids of the contacts
/// that were merged into it
/// (`merged_contacts(contacts)`). A deal's record names its contacts in a column that exports call Associated Contact IDs, or in
/// `associations.contacts.results[].id`; the first of them counts. A merged contact is named with the instant of the merger behind a colon.
template <class = void>
struct same_leads_words : id_rules::deal_ids {
    static constexpr auto lead_id    = detail::either{field::hs_object_id, field::dealId, field::id};
    static constexpr auto belongs_to = std::tuple{
        detail::either{field::associated_contact_ids, field::associated_contacts, field::associated_vids, field::contactId, field::listed_contacts}};
    static constexpr auto deleted = std::tuple{field::archived, field::isDeleted};
};
inline constexpr detail::same_leads_fn<same_leads_words<>> same_leads{};

/// The same from a table of its own, in which a deleted row is a link that was taken back. `deal_contacts(rows)`.
template <class = void>
struct deal_contacts_words : id_rules::deal_ids {
    static constexpr auto lead_id    = detail::either{field::dealId, field::hs_object_id, field::id};
    static constexpr auto belongs_to = std::tuple{detail::either{field::associated_contact_ids, field::associated_contacts, field::contactId}};
    static constexpr bool links      = true;
};
inline constexpr detail::same_leads_fn<deal_contacts_words<>> deal_contacts{};

template <class = void>
struct merged_contacts_words {
    static constexpr auto lead_id             = detail::either{field::canonical_vid, field::contactId, field::hs_object_id, field::id, field::vid};
    static constexpr auto becomes             = std::tuple{field::hs_merged_object_ids, field::hs_calculated_merged_vids, field::vid_to_merge};
    static constexpr auto deleted             = std::tuple{field::archived, field::isDeleted};
    static constexpr bool instants_behind_ids = true; // 501:1706693400000, the instant of the merger
};
inline constexpr detail::same_leads_fn<merged_contacts_words<>> merged_contacts{};

/// The names that screens and exports show for properties, for tables: `column_names::rename_labels(hubspot::labels)`.
inline constexpr std::array<screen_label, 30> labels{
    {{"Record ID", "hs_object_id"},
     {"Contact ID", "hs_object_id"},
     {"Deal ID", "hs_object_id"},
     {"Lifecycle Stage", "lifecyclestage"},
     {"Create Date", "createdate"},
     {"Became a Subscriber Date", "hs_lifecyclestage_subscriber_date"},
     {"Became a Lead Date", "hs_lifecyclestage_lead_date"},
     {"Became a Marketing Qualified Lead Date", "hs_lifecyclestage_marketingqualifiedlead_date"},
     {"Became a Sales Qualified Lead Date", "hs_lifecyclestage_salesqualifiedlead_date"},
     {"Became an Opportunity Date", "hs_lifecyclestage_opportunity_date"},
     {"Became a Customer Date", "hs_lifecyclestage_customer_date"},
     {"Became an Evangelist Date", "hs_lifecyclestage_evangelist_date"},
     {"Became an Other Lifecycle Date", "hs_lifecyclestage_other_date"},
     {"Date entered \"Subscriber (Lifecycle Stage Pipeline)\"", "hs_v2_date_entered_subscriber"},
     {"Date entered \"Lead (Lifecycle Stage Pipeline)\"", "hs_v2_date_entered_lead"},
     {"Date entered \"Marketing Qualified Lead (Lifecycle Stage Pipeline)\"", "hs_v2_date_entered_marketingqualifiedlead"},
     {"Date entered \"Sales Qualified Lead (Lifecycle Stage Pipeline)\"", "hs_v2_date_entered_salesqualifiedlead"},
     {"Date entered \"Opportunity (Lifecycle Stage Pipeline)\"", "hs_v2_date_entered_opportunity"},
     {"Date entered \"Customer (Lifecycle Stage Pipeline)\"", "hs_v2_date_entered_customer"},
     {"Date entered \"Evangelist (Lifecycle Stage Pipeline)\"", "hs_v2_date_entered_evangelist"},
     {"Date entered \"Other (Lifecycle Stage Pipeline)\"", "hs_v2_date_entered_other"},
     {"Associated Contact IDs", "associated_contact_ids"},
     {"Merged record IDs", "hs_merged_object_ids"},
     {"Merged Contact IDs", "hs_merged_object_ids"},
     {"Deal Stage", "dealstage"},
     {"Close Date", "closedate"},
     {"Amount", "amount"},
     {"Currency", "deal_currency_code"},
     {"Is Closed Won", "hs_is_closed_won"},
     {"Is Deal Closed?", "hs_is_closed"}}};

/// A task to be created in HubSpot: properties with their internal names, and the contact with which the task is to be associated.
struct task {
    std::string contact_id;
    std::string hs_task_subject, hs_task_body, hs_task_status, hs_task_priority;
    std::string hs_timestamp; ///< the instant at which the task is due

    friend bool operator==(task const&, task const&) = default;
};

/// Returns the task that a notice (lm::lead_notices) asks for, due at that instant.
[[nodiscard]] inline task task_of(lead_notice<std::string> const& notice, crm_time due, task_words const& words = {})
{
    return {notice.lead_id,       words.of(notice.why), detail::task_body(notice), "NOT_STARTED", notice.why == notice_kind::cold ? "LOW" : "HIGH",
            detail::iso_text(due)};
}

}}} // namespace leadmetrics::hubspot

#endif
