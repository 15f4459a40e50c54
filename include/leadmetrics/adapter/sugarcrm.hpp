// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_SUGARCRM_HPP
#define LEADMETRICS_ADAPTER_SUGARCRM_HPP

#include <leadmetrics/adapter/detail/object_kinds.hpp>
#include <leadmetrics/adapter/detail/same_leads.hpp>
#include <leadmetrics/adapter/detail/vendor_field.hpp>
#include <leadmetrics/adapter/lead_notice.hpp>

#include <string>
#include <string_view>
#include <tuple>

#include <leadmetrics/core/detail/define_field.hpp>
#include <leadmetrics/version.hpp>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace sugarcrm {

/// The fields of the tables of SugarCRM and SuiteCRM. A record type whose members have these names can be used as it is. For a record type with
/// other names, specialise `leadmetrics::mapping<record>`. docs/adapters/sugarcrm.md tells which export to take.
namespace field {

LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, id);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, parent_id);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, parent_type);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, target_id);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, campaign_id);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, name);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, contact_id);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, opportunity_id);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, currency_id);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, field_name);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, before_value_string);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, after_value_string);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, before);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, after);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, date_created);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, date_entered);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, date_closed);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, date_start);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, start_date);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, activity_date);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, activity_type);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, status);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, sales_stage);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, amount);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, actual_cost);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, direction);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, deleted);

#undef LEADMETRICS_DETAIL_FIELD

} // namespace field

/// leads_audit as stage changes: one record for each change of an audited field (Status must be audited: set this in Studio). The
/// table calls the values before_value_string and after_value_string, the REST API before and after. `leads_audit(words)`.
template <class = void>
struct leads_audit_words {
    static constexpr std::string_view object  = "leads_audit";
    static constexpr auto             lead_id = field::parent_id;
    static constexpr auto             stage   = detail::either{field::after_value_string, field::after};
    static constexpr auto             before  = detail::either{field::before_value_string, field::before};
    static constexpr auto             at      = field::date_created;
    static constexpr auto             only    = std::tuple{detail::is{field::field_name, "status"}};
};
inline constexpr detail::with_vocabulary_fn<detail::status_changes, leads_audit_words<>> leads_audit{};

/// opportunities_audit as stage changes: the changes of sales_stage. `opportunities_audit(words)`.
template <class = void>
struct opportunities_audit_words {
    static constexpr std::string_view object  = "opportunities_audit";
    static constexpr auto             lead_id = field::parent_id;
    static constexpr auto             stage   = detail::either{field::after_value_string, field::after};
    static constexpr auto             before  = detail::either{field::before_value_string, field::before};
    static constexpr auto             at      = field::date_created;
    static constexpr auto             only    = std::tuple{detail::is{field::field_name, "sales_stage"}};
};
inline constexpr detail::with_vocabulary_fn<detail::status_changes, opportunities_audit_words<>> opportunities_audit{};

/// leads as creations, for stage_changes::add_initial_stages. `leads(words)`.
template <class = void>
struct leads_words {
    static constexpr std::string_view object  = "leads";
    static constexpr auto             lead_id = field::id;
    static constexpr auto             stage   = field::status;
    static constexpr auto             at      = field::date_entered;
    static constexpr auto             deleted = std::tuple{field::deleted};
};
inline constexpr detail::with_vocabulary_fn<detail::lead_creations, leads_words<>> leads{};

/// opportunities as creations, for stage_changes::add_initial_stages. `opportunity_creations(words)`.
template <class = void>
struct opportunity_creations_words {
    static constexpr std::string_view object  = "opportunities";
    static constexpr auto             lead_id = field::id;
    static constexpr auto             stage   = field::sales_stage;
    static constexpr auto             at      = field::date_entered;
    static constexpr auto             deleted = std::tuple{field::deleted};
};
inline constexpr detail::with_vocabulary_fn<detail::lead_creations, opportunity_creations_words<>> opportunity_creations{};

/// opportunities as won deals: each won opportunity belongs to the lead to which same_leads joins it. `won_opportunities()`.
template <class = void>
struct won_opportunities_words {
    static constexpr std::string_view object   = "opportunities";
    static constexpr auto             lead_id  = field::id;
    static constexpr auto             at       = field::date_closed;
    static constexpr auto             amount   = field::amount;
    static constexpr auto             currency = field::currency_id;
    static constexpr auto             campaign = field::campaign_id;
    static constexpr auto             event_id = field::id;
    static constexpr auto             only     = std::tuple{detail::is_won{field::sales_stage, "Closed Won"}};
    static constexpr auto             deleted  = std::tuple{field::deleted};
};
inline constexpr detail::without_vocabulary_fn<detail::deals_of, won_opportunities_words<>> won_opportunities{};

/// opportunities as stage changes: each opportunity that was lost entered its stage on the day on which it was closed. `lost_opportunities(words)`.
/// It is for stage_changes::add_missing, where the audit of opportunities is not exported.
template <class = void>
struct lost_opportunities_words {
    static constexpr std::string_view object  = "opportunities";
    static constexpr auto             lead_id = field::id;
    static constexpr auto             stage   = field::sales_stage;
    static constexpr auto             at      = field::date_closed;
    static constexpr auto             only    = std::tuple{detail::said{detail::is_lost{field::sales_stage, "Closed Lost"}}};
    static constexpr auto             deleted = std::tuple{field::deleted};
    static constexpr auto             dates   = date_as::last_instant;
};
inline constexpr detail::with_vocabulary_fn<detail::status_changes, lost_opportunities_words<>> lost_opportunities{};

/// campaign_log as touches: one touch for each mail that was sent, opened or clicked, each visit and each form. `campaign_log()`.
template <class = void>
struct campaign_log_words {
    static constexpr std::string_view object   = "campaign_log";
    static constexpr auto             lead_id  = field::target_id;
    static constexpr auto             campaign = field::campaign_id;
    static constexpr auto             at       = field::activity_date;
    static constexpr auto             deleted  = std::tuple{field::deleted};
};
inline constexpr detail::without_vocabulary_fn<detail::touches_of, campaign_log_words<>> campaign_log{};

/// campaign_log as activities. `campaign_activities()`. The kind is activity_type.
template <class = void>
struct campaign_activities_words {
    static constexpr std::string_view object   = "campaign_log";
    static constexpr auto             lead_id  = field::target_id;
    static constexpr auto             kind     = field::activity_type;
    static constexpr auto             at       = field::activity_date;
    static constexpr auto             event_id = field::id;
    static constexpr auto             deleted  = std::tuple{field::deleted};
};
inline constexpr detail::without_vocabulary_fn<detail::activities_of, campaign_activities_words<>> campaign_activities{};

/// calls as activities: calls that were held. `calls()`.
template <class = void>
struct calls_words {
    static constexpr std::string_view object   = "calls";
    static constexpr auto             lead_id  = field::parent_id;
    static constexpr auto             kind     = field::direction;
    static constexpr auto             at       = field::date_start;
    static constexpr auto             event_id = field::id;
    static constexpr auto             only =
        std::tuple{detail::is{field::status, "Held"}, detail::is{field::parent_type, "Leads", "Contacts", "Opportunities", ""}};
    static constexpr auto deleted = std::tuple{field::deleted};
};
inline constexpr detail::without_vocabulary_fn<detail::activities_of, calls_words<>> calls{};

/// meetings as activities: meetings that were held. `meetings()`. The kind is the status, as a meeting has no kind of its own.
template <class = void>
struct meetings_words {
    static constexpr std::string_view object   = "meetings";
    static constexpr auto             lead_id  = field::parent_id;
    static constexpr auto             kind     = field::status;
    static constexpr auto             at       = field::date_start;
    static constexpr auto             event_id = field::id;
    static constexpr auto             only =
        std::tuple{detail::is{field::status, "Held"}, detail::is{field::parent_type, "Leads", "Contacts", "Opportunities", ""}};
    static constexpr auto deleted = std::tuple{field::deleted};
};
inline constexpr detail::without_vocabulary_fn<detail::activities_of, meetings_words<>> meetings{};

/// campaigns as costs: the actual cost of each campaign, on its first day. `campaigns()`.
template <class = void>
struct campaigns_words {
    static constexpr std::string_view object   = "campaigns";
    static constexpr auto             campaign = field::id;
    static constexpr auto             at       = field::start_date;
    static constexpr auto             amount   = field::actual_cost;
    static constexpr auto             event_id = campaign;
    static constexpr auto             currency = field::currency_id;
    static constexpr auto             deleted  = std::tuple{field::deleted};
};
inline constexpr detail::without_vocabulary_fn<detail::costs_of, campaigns_words<>> campaigns{};

/// campaigns as names: the ids of campaigns with their names. `campaign_names()`.
template <class = void>
struct campaign_names_words {
    static constexpr std::string_view object   = "campaigns";
    static constexpr auto             campaign = field::id;
    static constexpr auto             name     = field::name;
};
inline constexpr detail::without_vocabulary_fn<detail::names_of, campaign_names_words<>> campaign_names{};

/// Joins the id of a lead with the ids of the contact and the opportunity into which it was converted. `same_leads(leads)`.
template <class = void>
struct same_leads_words {
    static constexpr auto lead_id = field::id;
    static constexpr auto becomes = std::tuple{field::contact_id, field::opportunity_id};
    static constexpr auto deleted = std::tuple{field::deleted};
};
inline constexpr detail::same_leads_fn<same_leads_words<>> same_leads{};

/// A record to be created in the module Tasks.
struct task {
    std::string parent_type, parent_id;
    std::string name, description, status, priority;
    std::string date_due; ///< the instant at which the task is due, in UTC

    friend bool operator==(task const&, task const&) = default;
};

/// Returns the task that a notice (lm::lead_notices) asks for, due at that instant.
[[nodiscard]] inline task task_of(lead_notice<std::string> const& notice, crm_time due, task_words const& words = {})
{
    return {"Leads",
            notice.lead_id,
            words.of(notice.why),
            detail::task_body(notice),
            "Not Started",
            notice.why == notice_kind::cold ? "Medium" : "High",
            detail::iso_text(due)};
}

}}} // namespace leadmetrics::sugarcrm

#endif
