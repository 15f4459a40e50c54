// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_DYNAMICS_HPP
#define LEADMETRICS_ADAPTER_DYNAMICS_HPP

#include <leadmetrics/adapter/detail/object_kinds.hpp>
#include <leadmetrics/adapter/detail/same_leads.hpp>
#include <leadmetrics/adapter/detail/vendor_field.hpp>
#include <leadmetrics/adapter/lead_notice.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>

#include <leadmetrics/core/detail/define_field.hpp>
#include <leadmetrics/version.hpp>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace dynamics {

/// The fields of the tables of Microsoft Dynamics 365 Sales, with the names that its Web API uses (a lookup is `_name_value`; without `_` and
/// `_value` in Azure Synapse Link, whose flag IsDelete is read, too). A record type whose members have these names can be used as it is. For a record
/// type with other names, specialise `leadmetrics::mapping<record>`. docs/adapters/dynamics.md tells which export to take.
namespace field {

LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, leadid);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, opportunityid);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, campaignid);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, name);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, activityid);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, objectid);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, _objectid_value);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, _leadid_value);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, _opportunityid_value);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, _activestageid_value);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, _transactioncurrencyid_value);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, _campaignid_value);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, _customer_value);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, _partyid_value);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, _regardingobjectid_value);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, _originatingleadid_value);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, _masterid_value);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, originatingleadid);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, masterid);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, regardingobjectid);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, customer);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, transactioncurrencyid);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, actualclosedate);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, actualvalue);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, IsDelete);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, objecttypecode);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, logicalName);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, oldValue);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, newValue);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, statecode);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, statuscode);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, opportunitystatecode);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, createdon);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, activestagestartedon);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, actualend);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, actualstart);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, proposedstart);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, scheduledend);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, receivedon);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, actualrevenue);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, totalactualcost);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, activitytypecode);

#undef LEADMETRICS_DETAIL_FIELD

} // namespace field

namespace id_rules {

/// Ids are GUIDs. Braces and capitals make no difference: all ids are rewritten without braces and in small letters.
struct guids {
    static constexpr bool             of_all_objects = true;
    static constexpr std::string_view id_expected    = "a GUID like 0a1b2c3d-0000-4000-8000-0123456789ab";
    static bool                       id_form(std::string_view& id, std::string& rewritten)
    {
        if (id.size() == 38 && id.front() == '{' && id.back() == '}') id = id.substr(1, 36);
        if (id.size() != 36) return false;
        bool capitals = false;
        for (std::size_t i = 0; i != 36; ++i) {
            char const c       = id[i];
            bool const capital = c >= 'A' && c <= 'F';
            capitals           = capitals || capital;
            if (i == 8 || i == 13 || i == 18 || i == 23 ? c != '-' : !(capital || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) return false;
        }
        if (!capitals) return true;
        rewritten = id;
        for (char& c : rewritten)
            if (c >= 'A' && c <= 'F') c = static_cast<char>(c + ('a' - 'A'));
        return true;
    }
};

} // namespace id_rules

/// lead as creations, for stage_changes::add_initial_stages. `leads(words)`, where the vocabulary has the numbers of statuscode.
template <class = void>
struct leads_words : id_rules::guids {
    static constexpr std::string_view object  = "lead";
    static constexpr auto             lead_id = field::leadid;
    static constexpr auto             stage   = field::statuscode;
    static constexpr auto             at      = field::createdon;
    static constexpr auto             deleted = std::tuple{field::IsDelete};
};
inline constexpr detail::with_vocabulary_fn<detail::lead_creations, leads_words<>> leads{};

/// The audit of leads as stage changes: one record for each changed attribute (auditing must be on for the table and for Status Reason). The Web API
/// gives a record's changes as a text that holds JSON; `lm::json_records(answer, {"changedata", "changedAttributes"})` reads them.
/// `lead_audit(words)`.
template <class = void>
struct lead_audit_words : id_rules::guids {
    static constexpr std::string_view object  = "audit";
    static constexpr auto             lead_id = detail::either{field::_objectid_value, field::objectid};
    static constexpr auto             stage   = field::newValue;
    static constexpr auto             before  = field::oldValue;
    static constexpr auto             at      = field::createdon;
    static constexpr auto             only = std::tuple{detail::is{field::logicalName, "statuscode"}, detail::is{field::objecttypecode, "lead", "4"}};
};
inline constexpr detail::with_vocabulary_fn<detail::status_changes, lead_audit_words<>> lead_audit{};

/// The same two adapters with statecode instead of statuscode: 0 open, 1 qualified, 2 disqualified. `lead_states(words)`, `lead_state_audit(words)`.
template <class = void>
struct lead_states_words : id_rules::guids {
    static constexpr std::string_view object  = "lead";
    static constexpr auto             lead_id = field::leadid;
    static constexpr auto             stage   = field::statecode;
    static constexpr auto             at      = field::createdon;
    static constexpr auto             deleted = std::tuple{field::IsDelete};
};
inline constexpr detail::with_vocabulary_fn<detail::lead_creations, lead_states_words<>> lead_states{};

template <class = void>
struct lead_state_audit_words : lead_audit_words<> {
    static constexpr auto only = std::tuple{detail::is{field::logicalName, "statecode"}, detail::is{field::objecttypecode, "lead", "4"}};
};
inline constexpr detail::with_vocabulary_fn<detail::status_changes, lead_state_audit_words<>> lead_state_audit{};

/// leadtoopportunitysalesprocess as stage changes: the stage at which each lead is in the sales process, and since when. `process_stages(words)`.
template <class = void>
struct process_stages_words : id_rules::guids {
    static constexpr std::string_view object  = "leadtoopportunitysalesprocess";
    static constexpr auto             lead_id = detail::either{field::_leadid_value, field::_opportunityid_value};
    static constexpr auto             stage   = field::_activestageid_value;
    static constexpr auto             at      = field::activestagestartedon;
};
inline constexpr detail::with_vocabulary_fn<detail::status_changes, process_stages_words<>> process_stages{};

/// opportunity as stage changes: a lead became an opportunity when the opportunity was created. `opportunities(words)`, where the vocabulary has the
/// word `opportunity`.
template <class = void>
struct opportunities_words : id_rules::guids {
    static constexpr std::string_view object  = "opportunity";
    static constexpr auto             lead_id = field::opportunityid;
    static constexpr auto             entered = std::tuple{detail::entered_at{"opportunity", field::createdon}};
    static constexpr auto             deleted = std::tuple{field::IsDelete};
};
inline constexpr detail::with_vocabulary_fn<detail::status_dates, opportunities_words<>> opportunities{};

/// opportunityclose as stage changes: how each opportunity ended. `opportunity_closes(words)`, where the vocabulary has 1 for won and 2 for lost.
template <class = void>
struct opportunity_closes_words : id_rules::guids {
    static constexpr std::string_view object  = "opportunityclose";
    static constexpr auto             lead_id = detail::either{field::_opportunityid_value, field::opportunityid};
    static constexpr auto             stage   = field::opportunitystatecode;
    static constexpr auto             at      = field::actualend;
    static constexpr auto only    = std::tuple{detail::is{field::statecode, "0", "1", "Open", "Completed"}}; // 2: canceled, because it was reopened
    static constexpr auto dates   = date_as::last_instant;
    static constexpr auto deleted = std::tuple{field::IsDelete};
};
inline constexpr detail::with_vocabulary_fn<detail::status_changes, opportunity_closes_words<>> opportunity_closes{};

/// opportunityclose as won deals: each deal belongs to the lead to which same_leads joins it. `won_opportunities()`.
template <class = void>
struct won_opportunities_words : id_rules::guids {
    static constexpr std::string_view object   = "opportunityclose";
    static constexpr auto             lead_id  = detail::either{field::_opportunityid_value, field::opportunityid};
    static constexpr auto             at       = field::actualend;
    static constexpr auto             amount   = field::actualrevenue;
    static constexpr auto             currency = detail::either{field::_transactioncurrencyid_value, field::transactioncurrencyid};
    static constexpr auto             event_id = field::activityid;
    static constexpr auto             only =
        std::tuple{detail::said{detail::is{field::opportunitystatecode, "1", "Won"}}, detail::is{field::statecode, "0", "1", "Open", "Completed"}};
    static constexpr auto deleted = std::tuple{field::IsDelete};
};
inline constexpr detail::without_vocabulary_fn<detail::deals_of, won_opportunities_words<>> won_opportunities{};

/// opportunity as won deals, by its own state, where opportunityclose is not exported. `deals_won_by_state()`.
template <class = void>
struct deals_won_by_state_words : id_rules::guids {
    static constexpr std::string_view object   = "opportunity";
    static constexpr auto             lead_id  = field::opportunityid;
    static constexpr auto             at       = detail::either{field::actualclosedate, field::actualend};
    static constexpr auto             amount   = field::actualvalue;
    static constexpr auto             currency = detail::either{field::_transactioncurrencyid_value, field::transactioncurrencyid};
    static constexpr auto             event_id = field::opportunityid;
    static constexpr auto             only     = std::tuple{detail::said{detail::is{field::statecode, "1", "Won"}}};
    static constexpr auto             deleted  = std::tuple{field::IsDelete};
};
inline constexpr detail::without_vocabulary_fn<detail::deals_of, deals_won_by_state_words<>> deals_won_by_state{};

/// opportunity as stage changes, by its own state: each opportunity that was lost was so on the day of its close. `deals_lost_by_state(words)`, where
/// the vocabulary has 2 for lost. It is for stage_changes::add_missing, where opportunityclose is not exported.
template <class = void>
struct deals_lost_by_state_words : id_rules::guids {
    static constexpr std::string_view object  = "opportunity";
    static constexpr auto             lead_id = field::opportunityid;
    static constexpr auto             stage   = field::statecode;
    static constexpr auto             at      = detail::either{field::actualclosedate, field::actualend};
    static constexpr auto             only    = std::tuple{detail::said{detail::is{field::statecode, "2", "Lost"}}};
    static constexpr auto             deleted = std::tuple{field::IsDelete};
    static constexpr auto             dates   = date_as::last_instant;
};
inline constexpr detail::with_vocabulary_fn<detail::status_changes, deals_lost_by_state_words<>> deals_lost_by_state{};

/// lead as touches: one touch by the lead's source campaign, at the creation of the lead. `source_campaigns()`.
template <class = void>
struct source_campaigns_words : id_rules::guids {
    static constexpr std::string_view object   = "lead";
    static constexpr auto             lead_id  = field::leadid;
    static constexpr auto             campaign = field::_campaignid_value;
    static constexpr auto             at       = field::createdon;
    static constexpr auto             deleted  = std::tuple{field::IsDelete};
};
inline constexpr detail::without_vocabulary_fn<detail::touches_of, source_campaigns_words<>> source_campaigns{};

/// campaignresponse as touches: one touch for each response. `campaign_responses()`.
template <class = void>
struct campaign_responses_words : id_rules::guids {
    static constexpr std::string_view object   = "campaignresponse";
    static constexpr auto             lead_id  = detail::either{field::_customer_value, field::_partyid_value, field::customer};
    static constexpr auto             campaign = detail::either{field::_regardingobjectid_value, field::regardingobjectid};
    static constexpr auto             at       = field::receivedon;
    static constexpr auto             deleted  = std::tuple{field::IsDelete};
};
inline constexpr detail::without_vocabulary_fn<detail::touches_of, campaign_responses_words<>> campaign_responses{};

/// campaign as costs: the actual cost of each campaign, on its first day. `campaigns()`.
template <class = void>
struct campaigns_words : id_rules::guids {
    static constexpr std::string_view object   = "campaign";
    static constexpr auto             campaign = field::campaignid;
    static constexpr auto             at       = detail::either{field::actualstart, field::proposedstart};
    static constexpr auto             amount   = field::totalactualcost;
    static constexpr auto             event_id = campaign;
    static constexpr auto             currency = detail::either{field::_transactioncurrencyid_value, field::transactioncurrencyid};
    static constexpr auto             deleted  = std::tuple{field::IsDelete};
};
inline constexpr detail::without_vocabulary_fn<detail::costs_of, campaigns_words<>> campaigns{};

/// campaign as names: the ids of campaigns with their names. `campaign_names()`.
template <class = void>
struct campaign_names_words : id_rules::guids {
    static constexpr std::string_view object   = "campaign";
    static constexpr auto             campaign = field::campaignid;
    static constexpr auto             name     = field::name;
};
inline constexpr detail::without_vocabulary_fn<detail::names_of, campaign_names_words<>> campaign_names{};

/// activitypointer as activities: completed calls, mails, appointments and so on. `activities()`.
template <class = void>
struct activities_words : id_rules::guids {
    static constexpr std::string_view object   = "activitypointer";
    static constexpr auto             lead_id  = detail::either{field::_regardingobjectid_value, field::regardingobjectid};
    static constexpr auto             kind     = field::activitytypecode;
    static constexpr auto             at       = detail::either{field::actualend, field::scheduledend};
    static constexpr auto             event_id = field::activityid;
    static constexpr auto             only     = std::tuple{detail::is{field::statecode, "1", "Completed"}};
    static constexpr auto             deleted  = std::tuple{field::IsDelete};
};
inline constexpr detail::without_vocabulary_fn<detail::activities_of, activities_words<>> activities{};

/// Joins the id of a lead with the ids of the opportunities that came from it (`same_leads(opportunities)`), and with the id of the lead into which
/// it was merged (`merged_leads(leads)`).
template <class = void>
struct same_leads_words : id_rules::guids {
    static constexpr auto lead_id        = field::opportunityid;
    static constexpr auto belongs_to     = std::tuple{detail::either{field::_originatingleadid_value, field::originatingleadid}};
    static constexpr auto deleted        = std::tuple{field::IsDelete};
    static constexpr bool shared_id_form = true;
};
inline constexpr detail::same_leads_fn<same_leads_words<>> same_leads{};

template <class = void>
struct merged_leads_words : id_rules::guids {
    static constexpr auto lead_id   = field::leadid;
    static constexpr auto merged_to = std::tuple{detail::either{field::_masterid_value, field::masterid}};
    static constexpr auto deleted   = std::tuple{field::IsDelete};
};
inline constexpr detail::same_leads_fn<merged_leads_words<>> merged_leads{};

/// A task to be created in Dynamics. Members have the logical names of the columns; the lead is bound by `regardingobjectid_lead_task@odata.bind`.
struct task {
    std::string regarding; ///< the value to bind: /leads(…)
    std::string subject, description;
    int         prioritycode = 1; ///< 0 low, 1 normal, 2 high
    std::string scheduledend;     ///< the instant at which the task is due

    friend bool operator==(task const&, task const&) = default;
};

/// Returns the task that a notice (lm::lead_notices) asks for, due at that instant.
[[nodiscard]] inline task task_of(lead_notice<std::string> const& notice, crm_time due, task_words const& words = {})
{
    return {"/leads(" + notice.lead_id + ")", words.of(notice.why), detail::task_body(notice), notice.why == notice_kind::cold ? 1 : 2,
            detail::iso_text(due)};
}

}}} // namespace leadmetrics::dynamics

#endif
