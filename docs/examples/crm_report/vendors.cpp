// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Uses the adapters: which of each vendor's objects are read, and what is made of them. What to export is on the vendor's page in docs/adapters.
#include "crm_export.hpp"
#include "settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>
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
    std::vector<lm::screen_label> labels{};       ///< the names that the vendor's screens show for its fields
    char const*                   note = nullptr; ///< what is to be known of the usual words, where they may not be the organisation's
};

void salesforce(crm_folder& in)
{
    namespace sf = lm::salesforce;
    in.same_leads("Lead", sf::same_leads);
    in.names_of_campaigns("Campaign", sf::campaign_names);
    in.stages("LeadHistory", sf::lead_history);
    in.stages("OpportunityHistory", sf::opportunity_history);
    in.versions("Lead", sf::lead_versions);
    in.versions("Opportunity", sf::opportunity_history);
    in.stages("OpportunityFieldHistory", sf::opportunity_field_history);
    in.stages_within("Lead", sf::lead_history, {{"Histories", "records"}, "LeadId"});
    in.stages_within("Opportunity", sf::opportunity_history, {{"OpportunityHistories", "records"}, "OpportunityId"});
    in.stages_within("Opportunity", sf::opportunity_field_history, {{"Histories", "records"}, "OpportunityId"});
    in.creations("Lead", sf::leads, "LeadHistory");
    in.closes("Opportunity", sf::lost_opportunities);
    in.deals("Opportunity", sf::won_opportunities);
    in.touches("CampaignMember", sf::campaign_members);
    in.costs("Campaign", sf::campaigns);
    in.activities("Task", sf::tasks);
    in.activities("Event", sf::events);
}

void hubspot(crm_folder& in)
{
    namespace hs = lm::hubspot;
    crm_folder::path const stages{{"propertiesWithHistory", "lifecyclestage"}}, sources{{"propertiesWithHistory", "hs_latest_source"}},
        deal_stages{{"propertiesWithHistory", "dealstage"}};
    in.same_leads("deals", hs::same_leads);
    in.same_leads("deal_contact", hs::deal_contacts);
    in.same_leads("contacts", hs::merged_contacts);
    in.same_leads("contact_merge_audit", hs::merged_contacts);

    std::string const history = in.open("contacts_property_history") != nullptr ? "contacts_property_history" : "contact_property_history";
    in.stages(history, hs::lifecycle_history);
    auto const* const contacts = in.open("contacts");
    bool const        table    = contacts != nullptr && contacts->is_table();
    if (contacts != nullptr) {
        std::int64_t told = 0;
        if (table && contacts->has_column("value") && contacts->has_column("timestamp")) told = in.stages_if_any("contacts", hs::lifecycle_history);
        else if (table) told = in.stages_if_any("contacts", hs::contacts);
        else {
            in.stages("contacts", hs::lifecycle_history, stages);
            told = in.stages_if_any("contacts", hs::contacts, stages) + in.used("contacts");
            in.touches("contacts", hs::source_history, sources);
        }
        if (told == 0 && in.open(history) == nullptr)
            throw input_error(contacts->name()
                              + ": no contact has a lifecycle stage with its date; ask the API for propertiesWithHistory=lifecyclestage, or for the "
                                "properties hs_v2_date_entered_lead, hs_v2_date_entered_customer and so on; in an export, choose the columns "
                                "\"Became a Lead Date\" and so on");
    }
    in.touches(history, hs::source_history);

    in.stages("deal_stages", hs::deal_stage_history);
    in.stages("deal_property_history", hs::deal_stage_history);
    if (auto const* const deals = in.open("deals"); deals != nullptr && !deals->is_table())
        in.stages_if_any("deals", hs::deal_stage_history, deal_stages, false);
    in.stages_if_any("deals", hs::deal_dates);
    in.closes("deals", hs::lost_deals);
    in.deals("deals", hs::won_deals);
    in.costs("campaigns", hs::campaigns);
    in.activities("events", hs::events);
}

void dynamics(crm_folder& in)
{
    namespace d365 = lm::dynamics;
    in.same_leads("opportunities", d365::same_leads);
    in.same_leads("leads", d365::merged_leads);
    in.names_of_campaigns("campaigns", d365::campaign_names);
    for (char const* const audit : {"audit", "audits"})
        if (auto const* const changed = in.open(audit); changed != nullptr) {
            bool const nested = !changed->is_table() && changed->any_has("changedata");
            in.stages(audit, d365::lead_audit, nested ? crm_folder::path{{"changedata", "changedAttributes"}} : crm_folder::path{});
            break;
        }
    in.creations("leads", d365::leads, "audits");
    lm::vocabulary<std::string> const ends{{"1", "Won"}, {"2", "Lost"}, {"Won", "Won"}, {"Lost", "Lost"}};
    in.stages("opportunitycloses", d365::opportunity_closes, ends);
    if (in.open("opportunitycloses") != nullptr) in.deals("opportunitycloses", d365::won_opportunities);
    else if (auto const* const deals = in.open("opportunities"); deals != nullptr && deals->any_has("statecode")) {
        in.closes("opportunities", d365::deals_lost_by_state, ends);
        in.deals("opportunities", d365::deals_won_by_state);
    }
    in.touches("campaignresponses", d365::campaign_responses);
    in.costs("campaigns", d365::campaigns);
    in.activities("activitypointers", d365::activities);
}

void sugarcrm(crm_folder& in)
{
    namespace sugar = lm::sugarcrm;
    in.same_leads("leads", sugar::same_leads);
    in.names_of_campaigns("campaigns", sugar::campaign_names);
    in.stages("leads_audit", sugar::leads_audit);
    in.stages("opportunities_audit", sugar::opportunities_audit);
    in.creations("leads", sugar::leads, "leads_audit");
    in.closes("opportunities", sugar::lost_opportunities);
    in.deals("opportunities", sugar::won_opportunities);
    in.touches("campaign_log", sugar::campaign_log);
    in.costs("campaigns", sugar::campaigns);
    in.activities("calls", sugar::calls);
    in.activities("meetings", sugar::meetings, "meeting");
}

void mautic(crm_folder& in)
{
    in.same_leads("contact_merge_records", lm::mautic::same_leads);
    in.names_of_campaigns("campaigns", lm::mautic::campaign_names);
    in.stages("lead_stages_change_log", lm::mautic::stage_changes);
    in.touches("campaign_leads", lm::mautic::campaign_leads);
    in.activities("lead_points_change_log", lm::mautic::point_changes);
    in.activities("page_hits", lm::mautic::page_hits, "page hit");
    in.activities("email_stats", lm::mautic::emails_read, "mail read");
    in.activities("form_submissions", lm::mautic::form_submissions, "form");
    in.activities("asset_downloads", lm::mautic::asset_downloads, "download");
}

void account_engagement(crm_folder& in)
{
    namespace ae = lm::account_engagement;
    in.same_leads("prospects", ae::same_leads);
    in.names_of_campaigns("campaigns", ae::campaign_names);
    in.stages("lifecycle-histories", ae::lifecycle_history);
    in.touches("visitor-activities", ae::campaign_touches);
    in.activities("visitor-activities", ae::visitor_activities);
}

void marketo(crm_folder& in)
{
    in.same_leads("activities", lm::marketo::same_leads);
    in.same_leads("activity_merge_leads", lm::marketo::same_leads);
    in.stages("activities", lm::marketo::lead_steps);
    in.stages("activity_new_lead", lm::marketo::lead_steps);
    in.stages("activity_convert_lead", lm::marketo::lead_steps);
    in.touches("activities", lm::marketo::program_statuses);
    in.touches("activity_change_status_in_progression", lm::marketo::program_statuses);
    in.activities("activities", lm::marketo::activities);
    for (char const* const one : {"activity_click_email", "activity_open_email", "activity_unsubscribe_email", "activity_visit_webpage",
                                  "activity_fill_out_form", "activity_click_link"})
        in.activities(one, lm::marketo::activities);
}

/// The opportunity stages of a new organisation of Salesforce, and of SugarCRM, which has the same.
words with_opportunity_stages(words first)
{
    for (char const* const stage : {"Prospecting", "Qualification", "Needs Analysis", "Value Proposition", "Id. Decision Makers",
                                    "Identifying Decision Makers", "Perception Analysis", "Proposal/Price Quote", "Negotiation/Review"})
        first.push_back({stage, "SQL"});
    first.push_back({"Closed Won", "Won"});
    first.push_back({"Closed Lost", "Lost"});
    return first;
}

/// The labels of HubSpot's default stages of deals, as its exports have them: alone, or with the name of the default pipeline.
words with_labels_of_deals(words first)
{
    for (auto const& [label, stage] : words{{"Appointment Scheduled", "SQL"},
                                            {"Qualified To Buy", "SQL"},
                                            {"Presentation Scheduled", "SQL"},
                                            {"Decision Maker Bought-In", "SQL"},
                                            {"Contract Sent", "SQL"},
                                            {"Closed Won", "Won"},
                                            {"Closed Lost", "Lost"}}) {
        std::string sentence = label; // newer accounts have one capital only
        for (std::size_t i = 1; i != sentence.size(); ++i) sentence[i] = static_cast<char>(std::tolower(static_cast<unsigned char>(sentence[i])));
        for (std::string const& one : {label, sentence}) {
            first.push_back({one, stage});
            first.push_back({one + " (Sales Pipeline)", stage});
        }
    }
    return first;
}

std::vector<vendor> const& vendors()
{
    static std::vector<vendor> const all{
        {"salesforce",
         "Salesforce",
         with_opportunity_stages({{"Open - Not Contacted", "Lead"},
                                  {"New", "Lead"},
                                  {"Open", "Lead"},
                                  {"Working - Contacted", "MQL"},
                                  {"Working", "MQL"},
                                  {"Contacted", "MQL"},
                                  {"Nurturing", "MQL"},
                                  {"Closed - Converted", "SQL"},
                                  {"Qualified", "SQL"},
                                  {"Closed - Not Converted", "Lost"},
                                  {"Unqualified", "Lost"},
                                  {"Qualify", "SQL"},
                                  {"Meet & Present", "SQL"},
                                  {"Propose", "SQL"},
                                  {"Negotiate", "SQL"}}),
         salesforce,
         {lm::salesforce::labels.begin(), lm::salesforce::labels.end()}},
        {"hubspot",
         "HubSpot",
         with_labels_of_deals({{"subscriber", "Lead"},
                               {"lead", "Lead"},
                               {"marketingqualifiedlead", "MQL"},
                               {"salesqualifiedlead", "SQL"},
                               {"opportunity", "SQL"},
                               {"customer", "Won"},
                               {"disqualified", "Lost"},
                               {"Subscriber", "Lead"},
                               {"Lead", "Lead"},
                               {"Marketing Qualified Lead", "MQL"},
                               {"Sales Qualified Lead", "SQL"},
                               {"Opportunity", "SQL"},
                               {"Customer", "Won"},
                               {"appointmentscheduled", "SQL"},
                               {"qualifiedtobuy", "SQL"},
                               {"presentationscheduled", "SQL"},
                               {"decisionmakerboughtin", "SQL"},
                               {"contractsent", "SQL"},
                               {"closedwon", "Won"},
                               {"closedlost", "Lost"}}),
         hubspot,
         {lm::hubspot::labels.begin(), lm::hubspot::labels.end()}},
        {"dynamics",
         "Dynamics 365",
         {{"1", "Lead"},
          {"2", "MQL"},
          {"3", "SQL"},
          {"4", "Lost"},
          {"5", "Lost"},
          {"6", "Lost"},
          {"7", "Lost"},
          {"New", "Lead"},
          {"Contacted", "MQL"},
          {"Qualified", "SQL"},
          {"Lost", "Lost"},
          {"Cannot Contact", "Lost"},
          {"No Longer Interested", "Lost"},
          {"Canceled", "Lost"}},
         dynamics},
        {"sugarcrm", "SugarCRM",
         with_opportunity_stages(
             {{"New", "Lead"}, {"Assigned", "Lead"}, {"In Process", "MQL"}, {"Recycled", "MQL"}, {"Converted", "SQL"}, {"Dead", "Lost"}}),
         sugarcrm},
        {"mautic",
         "Mautic",
         {{"1", "Lead"}, {"2", "MQL"}, {"3", "SQL"}, {"4", "Lost"}},
         mautic,
         {},
         "Mautic has no stages until a site makes some: the first four that were made are taken for Lead, MQL, SQL and Lost; give others by --words FILE"},
        {"account_engagement",
         "Account Engagement",
         {{"10", "Lead"}, {"20", "MQL"}, {"30", "SQL"}, {"40", "Lost"}},
         account_engagement,
         {},
         "the ids of lifecycle stages are each account's own: 10, 20, 30 and 40 are taken for Lead, MQL, SQL and Lost; give others by --words FILE"},
        {"marketo", "Marketo Engage", {{"12", "Lead"}, {"21", "SQL"}}, marketo},
    };
    return all;
}

lm::vocabulary<std::string> words_in(std::string const& path)
{
    std::ifstream in(path);
    if (!in) throw input_error(path + ": cannot be read");
    auto const all =
        examples::parsed(std::string{std::istreambuf_iterator<char>{in}, {}}, path, "one JSON object like {\"Open - Not Contacted\": \"Lead\"}");
    if (!all.is_object()) throw input_error(path + ": expected one JSON object like {\"Open - Not Contacted\": \"Lead\"}");
    words entries;
    for (auto const& [word, stage] : all.items()) {
        if (!stage.is_string()) throw input_error(fmt::format("{}: {}: found {}, expected the name of a stage", path, word, examples::shown(stage)));
        entries.push_back({word, stage.get<std::string>()});
    }
    return lm::vocabulary<std::string>{std::move(entries)};
}

/// The words for stages of deals that are won, or lost: the vendor's own, and the user's for these stages of the pipeline, but none that the vendor
/// has for another stage. (Where a pipeline ends before the win, its last stage is none.)
std::vector<std::string> words_for(lm::vocabulary<std::string> const& users, lm::vocabulary<std::string> const& usual, char const* outcome,
                                   std::vector<std::string> const& stages)
{
    std::vector<std::string> found;
    for (auto const& [word, stage] : usual.entries())
        if (stage == outcome) found.push_back(word);
    for (auto const& [word, stage] : users.entries())
        if (!usual[word] && std::find(stages.begin(), stages.end(), stage) != stages.end()) found.push_back(word);
    return found;
}

} // namespace

export_data read_crm(std::string const& name, std::string const& folder, std::string const& words, lm::funnel<std::string> pipeline,
                     csv_options const& options, lm::adapter_settings const& how)
{
    std::vector<std::string> names;
    for (vendor const& one : vendors()) {
        names.emplace_back(one.name);
        if (name != one.name) continue;
        lm::vocabulary<std::string> const usual{one.usual_words};
        auto const                        known = words.empty() ? usual : words_in(words);
        auto const won = words_for(known, usual, "Won", {pipeline.stages().back()}), lost = words_for(known, usual, "Lost", pipeline.lost());
        crm_folder in(folder, known, std::move(pipeline), options, how, one.labels);
        in.ends_of_deals(won, lost);
        one.read(in);
        if (words.empty() && one.note != nullptr) in.note(one.note);
        return std::move(in).finish(one.title);
    }
    throw input_error(fmt::format("--crm: found \"{}\", expected one of {}", name, fmt::join(names, ", ")));
}

} // namespace crm
