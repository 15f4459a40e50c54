// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_SALESFORCE_HPP
#define LEADMETRICS_ADAPTER_SALESFORCE_HPP

#include <leadmetrics/adapter/detail/object_kinds.hpp>
#include <leadmetrics/adapter/detail/same_leads.hpp>
#include <leadmetrics/adapter/detail/vendor_field.hpp>
#include <leadmetrics/adapter/lead_notice.hpp>
#include <leadmetrics/adapter/named_rows.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>

#include <leadmetrics/core/detail/define_field.hpp>
#include <leadmetrics/version.hpp>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace salesforce {

/// The fields of Salesforce's objects, with the names that its API uses (Object Reference for the Salesforce Platform). A record type whose
/// members have these names can be used as it is. For a record type with other names, specialise `leadmetrics::mapping<record>`.
/// docs/adapters/salesforce.md tells which export to take.
namespace field {

LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, Id);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, Name);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, LeadId);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, ContactId);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, LeadOrContactId);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, OpportunityId);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, CampaignId);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, WhoId);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, Field);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, OldValue);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, NewValue);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, Status);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, StageName);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, CreatedDate);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, CloseDate);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, StartDate);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, FirstRespondedDate);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, CompletedDateTime);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, ActivityDate);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, ActivityDateTime);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, StartDateTime);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, HasResponded);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, IsWon);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, IsClosed);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, Amount);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, ActualCost);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, CurrencyIsoCode);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, Type);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, TaskSubtype);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, EventSubtype);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, ConvertedContactId);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, ConvertedOpportunityId);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, MasterRecordId);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, IsDeleted);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, _fivetran_start);

#undef LEADMETRICS_DETAIL_FIELD

} // namespace field

namespace id_rules {

/// An id has 15 characters, and case matters. Its form of 18 characters has three more, which tell which of the 15 are capitals, so that the id can
/// be restored after a tool has changed its case. Both forms mean the same record and become the form of 15 here. An id of 18 whose case was lost
/// gets its case back. An id of 18 that contradicts itself is counted as unreadable, and its first 15 characters are used as they are.
struct record_ids {
    static constexpr bool             of_all_objects = true;
    static constexpr std::string_view id_expected    = "a record id of 15 or 18 letters and digits";

    static bool id_form(std::string_view& id, std::string& rewritten)
    {
        if ((id.size() != 15 && id.size() != 18) || !detail::letters_or_digits(id)) return false;
        if (id.size() == 15) return true;
        std::string_view const plain = id.substr(0, 15), suffix = id.substr(15);
        id = plain;
        if (suffix == "AAA") return true; // there are no capitals, or AAA was appended by hand: the 15 stay as they are
        if (agree(plain, suffix)) return true;
        bool said_otherwise = false, capitals = false, small = false;
        for (std::size_t i = 0; i != 15; ++i) {
            int const five = capitals_said(suffix[i / 5]);
            if (five < 0) return false;
            bool const capital = (five >> (i % 5) & 1) != 0;
            if (capital && detail::is_digit(plain[i])) return false; // a digit has no case
            capitals       = capitals || is_capital(plain[i]);
            small          = small || is_small(plain[i]);
            said_otherwise = said_otherwise || (is_capital(plain[i]) && !capital) || (is_small(plain[i]) && capital);
        }
        if (!said_otherwise) return true;
        if (capitals && small) return false; // the id has both cases, so its case was not lost: it is wrong in another way
        rewritten = with_case(plain, suffix);
        return true;
    }

    /// Returns false for a record of the REST API that says that it is of another object; answers to composite requests may hold several.
    template <class Record>
    static bool is_of(std::string_view object, Record const& record)
    {
        if constexpr (requires { record.object(); }) {
            auto const said = record.named("attributes.type");
            return !said || said->empty() || *said == object;
        } else return static_cast<void>(object), static_cast<void>(record), true;
    }

private:
    /// Returns whether the suffix agrees with the capitals of the 15 characters. This is a fast test for the usual case.
    static bool agree(std::string_view plain, std::string_view suffix) noexcept
    {
        if constexpr (std::endian::native != std::endian::little) return false;
        int const said[] = {capitals_said(suffix[0]), capitals_said(suffix[1]), capitals_said(suffix[2])};
        if ((said[0] | said[1] | said[2]) < 0) return false;
        auto const capitals = detail::eight_characters{plain.data()}.capitals() | detail::eight_characters{plain.data() + 7}.capitals() << 7;
        return capitals == static_cast<unsigned>(said[0] | said[1] << 5 | said[2] << 10);
    }

    /// Returns the five bits that a character of the suffix (A … Z, 0 … 5) means, one for each of five characters, the first in the lowest bit.
    /// Returns -1 for any other character.
    static constexpr int capitals_said(char c) noexcept
    {
        if (is_capital(c)) return c - 'A';
        if (is_small(c)) return c - 'a'; // the suffix lost its case, too
        return c >= '0' && c <= '5' ? c - '0' + 26 : -1;
    }
    static std::string with_case(std::string_view plain, std::string_view suffix)
    {
        std::string result{plain};
        for (std::size_t i = 0; i != 15; ++i) {
            bool const capital = (capitals_said(suffix[i / 5]) >> (i % 5) & 1) != 0;
            if (capital && is_small(result[i])) result[i] = static_cast<char>(result[i] - 'a' + 'A');
            if (!capital && is_capital(result[i])) result[i] = static_cast<char>(result[i] - 'A' + 'a');
        }
        return result;
    }
    static constexpr bool is_capital(char c) noexcept { return c >= 'A' && c <= 'Z'; }
    static constexpr bool is_small(char c) noexcept { return c >= 'a' && c <= 'z'; }
};

} // namespace id_rules

/// LeadHistory as stage changes: one record for each change of a tracked field (Set History Tracking must be on for Lead Status).
/// `lead_history(words)`.
template <class = void>
struct lead_history_words : id_rules::record_ids {
    static constexpr std::string_view object  = "LeadHistory";
    static constexpr auto             lead_id = field::LeadId;
    static constexpr auto             stage   = field::NewValue;
    static constexpr auto             before  = field::OldValue;
    static constexpr auto             at      = field::CreatedDate;
    static constexpr auto             only    = std::tuple{detail::is{field::Field, "Status", "Lead Status"}};
};
inline constexpr detail::with_vocabulary_fn<detail::status_changes, lead_history_words<>> lead_history{};

/// Lead as creations, for stage_changes::add_initial_stages. `leads(words)`.
template <class = void>
struct leads_words : id_rules::record_ids {
    static constexpr std::string_view object    = "Lead";
    static constexpr auto             lead_id   = detail::either{field::Id, field::LeadId};
    static constexpr auto             stage     = field::Status;
    static constexpr auto             at        = field::CreatedDate;
    static constexpr auto             deleted   = std::tuple{field::IsDeleted};
    static constexpr auto             merged_to = std::tuple{field::MasterRecordId};
};
inline constexpr detail::with_vocabulary_fn<detail::lead_creations, leads_words<>> leads{};

/// OpportunityHistory as stage changes: one record for each save that changed stage, amount, probability or close date.
/// `opportunity_history(words)`. In a warehouse, the table of this name may have the versions of each opportunity's own record, with the instant
/// since which each holds (`_fivetran_start`).
template <class = void>
struct opportunity_history_words : id_rules::record_ids {
    static constexpr std::string_view object  = "OpportunityHistory";
    static constexpr auto             lead_id = detail::either{field::OpportunityId, field::Id};
    static constexpr auto             stage   = field::StageName;
    static constexpr auto             at      = detail::either{field::_fivetran_start, field::CreatedDate};
    static constexpr auto             deleted = std::tuple{field::IsDeleted};
};
inline constexpr detail::with_vocabulary_fn<detail::status_changes, opportunity_history_words<>> opportunity_history{};

/// Lead as stage changes, in a warehouse that keeps all versions of each record, with the instant since which each holds (`_fivetran_start`).
/// `lead_versions(words)`.
template <class = void>
struct lead_versions_words : id_rules::record_ids {
    static constexpr std::string_view object    = "Lead";
    static constexpr auto             lead_id   = detail::either{field::Id, field::LeadId};
    static constexpr auto             stage     = field::Status;
    static constexpr auto             at        = field::_fivetran_start;
    static constexpr auto             deleted   = std::tuple{field::IsDeleted};
    static constexpr auto             merged_to = std::tuple{field::MasterRecordId};
};
inline constexpr detail::with_vocabulary_fn<detail::status_changes, lead_versions_words<>> lead_versions{};

/// OpportunityFieldHistory as stage changes: one record for each change of a tracked field. `opportunity_field_history(words)`.
template <class = void>
struct opportunity_field_history_words : id_rules::record_ids {
    static constexpr std::string_view object  = "OpportunityFieldHistory";
    static constexpr auto             lead_id = field::OpportunityId;
    static constexpr auto             stage   = field::NewValue;
    static constexpr auto             before  = field::OldValue;
    static constexpr auto             at      = field::CreatedDate;
    static constexpr auto             only    = std::tuple{detail::is{field::Field, "StageName", "Stage"}};
};
inline constexpr detail::with_vocabulary_fn<detail::status_changes, opportunity_field_history_words<>> opportunity_field_history{};

/// Opportunity as creations, for stage_changes::add_initial_stages. `opportunity_creations(words)`.
template <class = void>
struct opportunity_creations_words : id_rules::record_ids {
    static constexpr std::string_view object  = "Opportunity";
    static constexpr auto             lead_id = field::Id;
    static constexpr auto             stage   = field::StageName;
    static constexpr auto             at      = field::CreatedDate;
    static constexpr auto             deleted = std::tuple{field::IsDeleted};
};
inline constexpr detail::with_vocabulary_fn<detail::lead_creations, opportunity_creations_words<>> opportunity_creations{};

/// CampaignMember as touches: one touch for each member, when it was added to the campaign. `campaign_members()`.
template <class = void>
struct campaign_members_words : id_rules::record_ids {
    static constexpr std::string_view object   = "CampaignMember";
    static constexpr auto             lead_id  = detail::either{field::LeadId, field::LeadOrContactId, field::ContactId};
    static constexpr auto             campaign = field::CampaignId;
    static constexpr auto             at       = field::CreatedDate;
    static constexpr auto             deleted  = std::tuple{field::IsDeleted};
};
inline constexpr detail::without_vocabulary_fn<detail::touches_of, campaign_members_words<>> campaign_members{};

/// CampaignMember as touches: one touch for each member that responded, at its first response. `campaign_responses()`.
template <class = void>
struct campaign_responses_words : id_rules::record_ids {
    static constexpr std::string_view object   = "CampaignMember";
    static constexpr auto             lead_id  = detail::either{field::LeadId, field::LeadOrContactId, field::ContactId};
    static constexpr auto             campaign = field::CampaignId;
    static constexpr auto             at       = field::FirstRespondedDate;
    static constexpr auto             only     = std::tuple{detail::yes{field::HasResponded}};
    static constexpr auto             deleted  = std::tuple{field::IsDeleted};
};
inline constexpr detail::without_vocabulary_fn<detail::touches_of, campaign_responses_words<>> campaign_responses{};

/// Opportunity as won deals: each won opportunity belongs to the lead to which same_leads joins it. `won_opportunities()`.
template <class = void>
struct won_opportunities_words : id_rules::record_ids {
    static constexpr std::string_view object      = "Opportunity";
    static constexpr auto             lead_id     = detail::either{field::Id, field::OpportunityId};
    static constexpr auto             at          = field::CloseDate;
    static constexpr auto             amount      = field::Amount;
    static constexpr auto             currency    = field::CurrencyIsoCode;
    static constexpr std::string_view no_currency = "000";
    static constexpr auto             campaign    = field::CampaignId;
    static constexpr auto             event_id    = detail::either{field::Id, field::OpportunityId};
    static constexpr auto only    = std::tuple{detail::first_told{detail::yes{field::IsWon}, detail::is_won{field::StageName, "Closed Won"}}};
    static constexpr auto deleted = std::tuple{field::IsDeleted};
};
inline constexpr detail::without_vocabulary_fn<detail::deals_of, won_opportunities_words<>> won_opportunities{};

/// Opportunity as stage changes: each opportunity that was closed and lost entered its stage on the closing date. `lost_opportunities(words)`. It is
/// for stage_changes::add_missing, where the history of opportunities is not exported.
template <class = void>
struct lost_opportunities_words : id_rules::record_ids {
    static constexpr std::string_view object  = "Opportunity";
    static constexpr auto             lead_id = detail::either{field::Id, field::OpportunityId};
    static constexpr auto             stage   = field::StageName;
    static constexpr auto             at      = field::CloseDate;
    static constexpr auto             only =
        std::tuple{detail::has{field::StageName}, detail::first_told{detail::yes{field::IsClosed}, detail::is_lost{field::StageName, "Closed Lost"}},
                   detail::first_told{detail::no{field::IsWon}, detail::is_lost{field::StageName, "Closed Lost"}}};
    static constexpr auto deleted = std::tuple{field::IsDeleted};
    static constexpr auto dates   = date_as::last_instant;
};
inline constexpr detail::with_vocabulary_fn<detail::status_changes, lost_opportunities_words<>> lost_opportunities{};

/// Campaign as costs: the actual cost of each campaign, on its first day. `campaigns()`.
template <class = void>
struct campaigns_words : id_rules::record_ids {
    static constexpr std::string_view object      = "Campaign";
    static constexpr auto             campaign    = detail::either{field::Id, field::CampaignId};
    static constexpr auto             at          = field::StartDate;
    static constexpr auto             amount      = field::ActualCost;
    static constexpr auto             event_id    = campaign;
    static constexpr auto             currency    = field::CurrencyIsoCode;
    static constexpr std::string_view no_currency = "000";
    static constexpr auto             deleted     = std::tuple{field::IsDeleted};
};
inline constexpr detail::without_vocabulary_fn<detail::costs_of, campaigns_words<>> campaigns{};

/// Campaign as names: the ids of campaigns with their names. `campaign_names()`.
template <class = void>
struct campaign_names_words : id_rules::record_ids {
    static constexpr std::string_view object   = "Campaign";
    static constexpr auto             campaign = detail::either{field::Id, field::CampaignId};
    static constexpr auto             name     = field::Name;
};
inline constexpr detail::without_vocabulary_fn<detail::names_of, campaign_names_words<>> campaign_names{};

/// Task as activities: completed calls, mails and so on. `tasks()`.
template <class = void>
struct tasks_words : id_rules::record_ids {
    static constexpr std::string_view object   = "Task";
    static constexpr auto             lead_id  = field::WhoId;
    static constexpr auto             kind     = detail::either{field::Type, field::TaskSubtype};
    static constexpr auto             at       = detail::either{field::CompletedDateTime, field::ActivityDate};
    static constexpr auto             event_id = field::Id;
    static constexpr auto             only     = std::tuple{detail::yes{field::IsClosed}};
    static constexpr auto             deleted  = std::tuple{field::IsDeleted};
};
inline constexpr detail::without_vocabulary_fn<detail::activities_of, tasks_words<>> tasks{};

/// Event as activities: meetings. `events()`.
template <class = void>
struct events_words : id_rules::record_ids {
    static constexpr std::string_view object   = "Event";
    static constexpr auto             lead_id  = field::WhoId;
    static constexpr auto             kind     = detail::either{field::Type, field::EventSubtype};
    static constexpr auto             at       = detail::either{field::StartDateTime, field::ActivityDateTime, field::ActivityDate};
    static constexpr auto             event_id = field::Id;
    static constexpr auto             deleted  = std::tuple{field::IsDeleted};
};
inline constexpr detail::without_vocabulary_fn<detail::activities_of, events_words<>> events{};

/// Joins the id of a lead with the ids of the contact and the opportunity into which it was converted, and with the id of the lead into which it was
/// merged. (A merged lead is in the recycle bin: query with queryAll, or ALL ROWS.) `lm::lead_aliases const same = salesforce::same_leads(leads);`
template <class = void>
struct same_leads_words : id_rules::record_ids {
    static constexpr auto lead_id   = detail::either{field::Id, field::LeadId};
    static constexpr auto becomes   = std::tuple{field::ConvertedContactId, field::ConvertedOpportunityId};
    static constexpr auto merged_to = std::tuple{field::MasterRecordId};
    static constexpr auto deleted   = std::tuple{field::IsDeleted};
};
inline constexpr detail::same_leads_fn<same_leads_words<>> same_leads{};

/// The names that reports show for fields, for tables: `column_names::rename_labels(salesforce::labels)`. Opportunity history reports name the stage
/// after a change To Stage.
inline constexpr std::array<screen_label, 14> labels{{{"Lead ID", "LeadId"},
                                                      {"Lead Status", "Status"},
                                                      {"Create Date", "CreatedDate"},
                                                      {"Edit Date", "CreatedDate"},
                                                      {"Field / Event", "Field"},
                                                      {"Opportunity ID", "OpportunityId"},
                                                      {"From Stage", "OldValue"},
                                                      {"To Stage", "StageName"},
                                                      {"Stage", "StageName"},
                                                      {"Last Modified", "CreatedDate"},
                                                      {"Campaign ID", "CampaignId"},
                                                      {"Closed", "IsClosed"},
                                                      {"Won", "IsWon"},
                                                      {"Contact ID", "ContactId"}}};

/// A Task to be created in Salesforce. Members have the names of the API's fields; empty ones are to be left out.
struct task {
    std::string WhoId;  ///< the id of a lead or a contact
    std::string WhatId; ///< the id of anything else, such as an opportunity
    std::string Subject, Description, Status, Priority;
    std::string ActivityDate; ///< the date on which the task is due

    friend bool operator==(task const&, task const&) = default;
};

/// Returns the task that a notice (lm::lead_notices) asks for, due on that day.
[[nodiscard]] inline task task_of(lead_notice<std::string> const& notice, date::year_month_day due, task_words const& words = {})
{
    task       made;
    bool const person                   = notice.lead_id.starts_with("00Q") || notice.lead_id.starts_with("003");
    (person ? made.WhoId : made.WhatId) = notice.lead_id;
    made.Subject                        = words.of(notice.why);
    made.Description                    = detail::task_body(notice);
    made.Status                         = "Not Started";
    made.Priority                       = notice.why == notice_kind::cold ? "Normal" : "High";
    made.ActivityDate                   = date::format("%F", due);
    return made;
}

}}} // namespace leadmetrics::salesforce

#endif
