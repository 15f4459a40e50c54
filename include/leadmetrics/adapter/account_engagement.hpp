// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_ACCOUNT_ENGAGEMENT_HPP
#define LEADMETRICS_ADAPTER_ACCOUNT_ENGAGEMENT_HPP

#include <leadmetrics/adapter/detail/object_kinds.hpp>
#include <leadmetrics/adapter/detail/same_leads.hpp>
#include <leadmetrics/adapter/detail/vendor_field.hpp>

#include <string_view>
#include <tuple>

#include <leadmetrics/core/detail/define_field.hpp>
#include <leadmetrics/version.hpp>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace account_engagement {

/// The fields of Salesforce Marketing Cloud Account Engagement (Pardot), with the names that its API version 5 uses. A record type whose members
/// have these names can be used as it is. For a record type with other names, specialise `leadmetrics::mapping<record>`.
/// docs/adapters/account_engagement.md tells which export to take.
namespace field {

LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, id);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, prospectId);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, campaignId);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, name);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, previousStageId);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, nextStageId);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, createdAt);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, type);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, typeName);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, salesforceLeadId);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, salesforceContactId);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, crm_lead_fid);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, crm_contact_fid);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, isDeleted);

#undef LEADMETRICS_DETAIL_FIELD

} // namespace field

/// Lifecycle History as stage changes: one record for each step of a prospect from one lifecycle stage to the next. `lifecycle_history(words)`,
/// where the vocabulary has the ids of the lifecycle stages.
template <class = void>
struct lifecycle_history_words {
    static constexpr std::string_view object  = "lifecycle-histories";
    static constexpr auto             lead_id = field::prospectId;
    static constexpr auto             stage   = field::nextStageId;
    static constexpr auto             before  = field::previousStageId;
    static constexpr auto             at      = field::createdAt;
};
inline constexpr detail::with_vocabulary_fn<detail::status_changes, lifecycle_history_words<>> lifecycle_history{};

/// Visitor Activity as activities: what prospects did. `visitor_activities()`. The kind is typeName or, where that is empty, type.
template <class = void>
struct visitor_activities_words {
    static constexpr std::string_view object   = "visitor-activities";
    static constexpr auto             lead_id  = field::prospectId;
    static constexpr auto             kind     = detail::either{field::typeName, field::type};
    static constexpr auto             at       = field::createdAt;
    static constexpr auto             event_id = field::id;
};
inline constexpr detail::without_vocabulary_fn<detail::activities_of, visitor_activities_words<>> visitor_activities{};

/// Visitor Activity as touches: one touch for each visitor activity that names a campaign. `campaign_touches()`.
template <class = void>
struct campaign_touches_words {
    static constexpr std::string_view object   = "visitor-activities";
    static constexpr auto             lead_id  = field::prospectId;
    static constexpr auto             campaign = field::campaignId;
    static constexpr auto             at       = field::createdAt;
    static constexpr auto             only     = std::tuple{detail::has{field::campaignId}};
};
inline constexpr detail::without_vocabulary_fn<detail::touches_of, campaign_touches_words<>> campaign_touches{};

/// Campaign as names: the ids of campaigns with their names. `campaign_names()`.
template <class = void>
struct campaign_names_words {
    static constexpr std::string_view object   = "campaigns";
    static constexpr auto             campaign = field::id;
    static constexpr auto             name     = field::name;
};
inline constexpr detail::without_vocabulary_fn<detail::names_of, campaign_names_words<>> campaign_names{};

/// Joins the id of a prospect with the id of its Salesforce lead or contact, so that both systems' records make one journey. `same_leads(prospects)`.
/// Salesforce's ids must have the same form in both systems: 15 characters, or 18 characters.
template <class = void>
struct same_leads_words {
    static constexpr auto lead_id = field::id;
    static constexpr auto belongs_to =
        std::tuple{detail::either{field::salesforceLeadId, field::salesforceContactId, field::crm_lead_fid, field::crm_contact_fid}};
    static constexpr auto deleted = std::tuple{field::isDeleted};
};
inline constexpr detail::same_leads_fn<same_leads_words<>> same_leads{};

}}} // namespace leadmetrics::account_engagement

#endif
