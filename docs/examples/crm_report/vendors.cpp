// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Uses the adapters: which of each vendor's objects are read, and what is made of them. What to export is on the vendor's page in docs/adapters.
#include "crm_export.hpp"

#include <fmt/format.h>

#include <fstream>
#include <map>
#include <utility>

namespace lm = leadmetrics;

namespace crm {

namespace {

using words = std::vector<lm::vocabulary<std::string>::entry>;

struct vendor {
    char const* name;
    char const* title;
    words       usual_words; ///< the words of a new organisation
    void (*read)(crm_folder&);
};

void salesforce(crm_folder& in)
{
    namespace sf = lm::salesforce;
    in.same_leads("Lead", sf::same_leads);
    in.names_of_campaigns("Campaign", "Id", "Name");
    in.stages("LeadHistory", sf::lead_history);
    in.stages("OpportunityHistory", sf::opportunity_history);
    in.stages("OpportunityFieldHistory", sf::opportunity_field_history);
    in.creations("Lead", sf::leads);
    in.deals("Opportunity", sf::won_opportunities);
    in.touches("CampaignMember", sf::campaign_members);
    in.costs("Campaign", sf::campaigns);
    in.activities("Task", sf::tasks);
    in.activities("Event", sf::events);
}

void hubspot(crm_folder& in)
{
    namespace hs = lm::hubspot;
    in.same_leads("deals", hs::same_leads);
    in.same_leads("contacts", hs::merged_contacts);
    in.stages("contacts", hs::lifecycle_history, {"propertiesWithHistory", "lifecyclestage"});
    in.stages("deal_stages", hs::deal_stage_history);
    in.deals("deals", hs::won_deals);
    in.touches("contacts", hs::source_history, {"propertiesWithHistory", "hs_latest_source"});
    in.costs("campaigns", hs::campaigns);
    in.activities("events", hs::events);
}

void dynamics(crm_folder& in)
{
    namespace d365 = lm::dynamics;
    in.same_leads("opportunities", d365::same_leads);
    in.same_leads("leads", d365::merged_leads);
    in.names_of_campaigns("campaigns", "campaignid", "name");
    in.stages("audit", d365::lead_audit);
    in.stages("opportunitycloses", d365::opportunity_closes, lm::vocabulary<std::string>{{"1", "Won"}, {"2", "Lost"}});
    in.creations("leads", d365::leads);
    in.deals("opportunitycloses", d365::won_opportunities);
    in.touches("campaignresponses", d365::campaign_responses);
    in.costs("campaigns", d365::campaigns);
    in.activities("activitypointers", d365::activities);
}

void sugarcrm(crm_folder& in)
{
    namespace sugar = lm::sugarcrm;
    in.same_leads("leads", sugar::same_leads);
    in.names_of_campaigns("campaigns", "id", "name");
    in.stages("leads_audit", sugar::leads_audit);
    in.stages("opportunities_audit", sugar::opportunities_audit);
    in.creations("leads", sugar::leads);
    in.deals("opportunities", sugar::won_opportunities);
    in.touches("campaign_log", sugar::campaign_log);
    in.costs("campaigns", sugar::campaigns);
    in.activities("calls", sugar::calls);
}

void mautic(crm_folder& in)
{
    in.same_leads("contact_merge_records", lm::mautic::same_leads);
    in.names_of_campaigns("campaigns", "id", "name");
    in.stages("lead_stages_change_log", lm::mautic::stage_changes);
    in.touches("campaign_leads", lm::mautic::campaign_leads);
    in.activities("lead_points_change_log", lm::mautic::point_changes);
    in.activities("page_hits", lm::mautic::page_hits);
}

void account_engagement(crm_folder& in)
{
    namespace ae = lm::account_engagement;
    in.same_leads("prospects", ae::same_leads);
    in.names_of_campaigns("campaigns", "id", "name");
    in.stages("lifecycle-histories", ae::lifecycle_history);
    in.touches("visitor-activities", ae::campaign_touches);
    in.activities("visitor-activities", ae::visitor_activities);
}

void marketo(crm_folder& in)
{
    in.stages("activities", lm::marketo::lead_steps);
    in.touches("activities", lm::marketo::program_statuses);
    in.activities("activities", lm::marketo::activities);
}

std::vector<vendor> const& vendors()
{
    static std::vector<vendor> const all{
        {"salesforce",
         "Salesforce",
         {{"Open - Not Contacted", "Lead"},
          {"Working - Contacted", "MQL"},
          {"Closed - Converted", "SQL"},
          {"Closed - Not Converted", "Lost"},
          {"Prospecting", "SQL"},
          {"Qualification", "SQL"},
          {"Closed Won", "Won"},
          {"Closed Lost", "Lost"}},
         salesforce},
        {"hubspot",
         "HubSpot",
         {{"subscriber", "Lead"},
          {"lead", "Lead"},
          {"marketingqualifiedlead", "MQL"},
          {"salesqualifiedlead", "SQL"},
          {"opportunity", "SQL"},
          {"customer", "Won"},
          {"disqualified", "Lost"},
          {"appointmentscheduled", "SQL"},
          {"closedwon", "Won"},
          {"closedlost", "Lost"}},
         hubspot},
        {"dynamics",
         "Dynamics 365",
         {{"1", "Lead"}, {"2", "MQL"}, {"3", "SQL"}, {"4", "Lost"}, {"5", "Lost"}, {"6", "Lost"}, {"7", "Lost"}},
         dynamics},
        {"sugarcrm",
         "SugarCRM",
         {{"New", "Lead"},
          {"Assigned", "Lead"},
          {"In Process", "MQL"},
          {"Converted", "SQL"},
          {"Dead", "Lost"},
          {"Prospecting", "SQL"},
          {"Closed Won", "Won"},
          {"Closed Lost", "Lost"}},
         sugarcrm},
        {"mautic", "Mautic", {{"1", "Lead"}, {"2", "MQL"}, {"3", "SQL"}, {"4", "Lost"}}, mautic},
        {"account_engagement", "Account Engagement", {{"10", "Lead"}, {"20", "MQL"}, {"30", "SQL"}, {"40", "Lost"}}, account_engagement},
        {"marketo", "Marketo Engage", {{"12", "Lead"}, {"21", "SQL"}}, marketo},
    };
    return all;
}

lm::vocabulary<std::string> words_in(std::string const& path)
{
    std::ifstream in(path);
    if (!in) throw input_error(path + ": cannot be read");
    auto const all = nlohmann::json::parse(in, nullptr, false);
    if (!all.is_object()) throw input_error(path + ": expected one JSON object like {\"Open - Not Contacted\": \"Lead\"}");
    words entries;
    for (auto const& [word, stage] : all.items()) {
        if (!stage.is_string()) throw input_error(fmt::format("{}: {}: found {}, expected the name of a stage", path, word, stage.dump()));
        entries.push_back({word, stage.get<std::string>()});
    }
    return lm::vocabulary<std::string>{std::move(entries)};
}

} // namespace

export_data read_crm(std::string const& name, std::string const& folder, std::string const& words, lm::funnel<std::string> pipeline,
                     csv_options const& options, lm::adapter_settings const& how)
{
    std::vector<std::string> names;
    for (vendor const& one : vendors()) {
        names.emplace_back(one.name);
        if (name != one.name) continue;
        crm_folder in(folder, words.empty() ? lm::vocabulary<std::string>{one.usual_words} : words_in(words), std::move(pipeline), options, how);
        one.read(in);
        return std::move(in).finish(one.title);
    }
    throw input_error(fmt::format("--crm: found \"{}\", expected one of {}", name, fmt::join(names, ", ")));
}

} // namespace crm
