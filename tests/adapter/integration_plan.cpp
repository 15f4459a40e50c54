// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/adapter/integration_plan.hpp>

#include "support/catch.hpp"

#include <leadmetrics/adapter/hubspot.hpp>
#include <leadmetrics/adapter/salesforce.hpp>
#include <leadmetrics/render/plan_table.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace lm = leadmetrics;
namespace sf = leadmetrics::salesforce;
using namespace leadmetrics_tests;

namespace {

struct LeadHistory {
    std::string LeadId, NewValue, CreatedDate;
};
struct CampaignMember {
    std::string LeadId, CampaignId, CreatedDate;
};
struct Opportunity {
    std::string Id, CloseDate, Amount;
};
struct OpportunityWithCampaign {
    std::string Id, CloseDate, Amount, CampaignId;
};
struct Campaign {
    std::string Id, StartDate, ActualCost;
};
struct CampaignWithoutDate {
    std::string Id, ActualCost;
};

// What can be known when the program is compiled, is.
static_assert(lm::ready_for("velocity", lm::coverage_of<LeadHistory>(sf::lead_history)));
static_assert(lm::ready_for("attribution", lm::coverage_of<CampaignMember>(sf::campaign_members),
                            lm::coverage_of<Opportunity>(sf::won_opportunities)));
static_assert(!lm::ready_for("attribution", lm::coverage_of<CampaignMember>(sf::campaign_members)));
static_assert(lm::ready_for("roi", lm::coverage_of<Campaign>(sf::campaigns), lm::coverage_of<OpportunityWithCampaign>(sf::won_opportunities)));
static_assert(!lm::ready_for("roi", lm::coverage_of<Campaign>(sf::campaigns), lm::coverage_of<Opportunity>(sf::won_opportunities)));
static_assert(!lm::ready_for("astrology", lm::coverage_of<LeadHistory>(sf::lead_history)));

auto const same_name = [](std::string const& stage) { return stage; };

template <class Rows>
auto find(Rows const& rows, std::string const& report)
{
    return *std::find_if(rows.begin(), rows.end(), [&](auto const& row) { return row.report == report; });
}

} // namespace

TEST_CASE("a plan says whose word means which stage, which stages no word means, and which words mean no stage")
{
    lm::funnel const                  pipeline = lm::funnel<std::string>{"Lead", "MQL"}.lost_at("Lost");
    lm::vocabulary<std::string> const words{{"New", "Lead"}, {"Neu", "Lead"}, {"Dead", "Lost"}, {"Closed Won", "Won"}};
    lm::import_issues                 issues;
    issues.unknown_statuses["Wiedervorlage"] = 3;
    auto const plan                          = lm::plan_integration(pipeline, same_name, words, {}, issues);
    REQUIRE(plan.stages.size() == 3);
    CHECK(plan.stages[0].words == std::vector<std::string>{"New", "Neu"});
    CHECK(plan.stages[1].words.empty());
    CHECK(plan.stages[2].lost);
    CHECK(plan.words_outside == std::vector<std::string>{"Closed Won"});
    CHECK(plan.words_unknown.at("Wiedervorlage") == 3);
    for (auto const& row : plan.reports) CHECK_FALSE(row.ready);
    CHECK(find(plan.reports, "velocity").missing == std::vector<std::string>{"stage changes: no such records"});
}

TEST_CASE("a plan says for each report what is missing, by the vendor's name of it")
{
    lm::funnel const                  pipeline{std::string{"Lead"}};
    lm::vocabulary<std::string> const words{{"New", "Lead"}};
    auto const                        plan = lm::plan_integration(pipeline, same_name, words,
                                                                  {lm::coverage_of<LeadHistory>(sf::lead_history), lm::coverage_of<CampaignWithoutDate>(sf::campaigns),
                                                                   lm::coverage_of<Opportunity>(sf::won_opportunities)});
    CHECK(find(plan.reports, "velocity").ready);
    CHECK(find(plan.reports, "roi").missing
          == std::vector<std::string>{"costs: at (Campaign.StartDate)", "won deals: campaign (Opportunity.CampaignId)"});
    CHECK(find(plan.reports, "attribution").missing == std::vector<std::string>{"touches: no such records"});
}

TEST_CASE("of a table the columns count, and a wide one needs a date of one stage at least")
{
    using texts = std::vector<std::string>;
    CHECK(lm::coverage_of(sf::lead_history, lm::column_names{texts{"CreatedDate", "NewValue", "LeadId", "Comment"}}).complete());
    CHECK_FALSE(lm::coverage_of(sf::lead_history, lm::column_names{texts{"CreatedDate", "NewValue"}}).complete());
    CHECK_FALSE(lm::coverage_of(lm::hubspot::contacts, lm::column_names{texts{"hs_object_id"}}).complete());
    CHECK(lm::coverage_of(lm::hubspot::contacts, lm::column_names{texts{"id", "hs_lifecyclestage_lead_date"}}).complete());
    auto const tasks = lm::coverage_of(sf::tasks, lm::column_names{texts{"WhoId", "Subject", "ActivityDate"}});
    CHECK_FALSE(tasks.complete()); // no kind
    CHECK(tasks.says("at"));
}

TEST_CASE("the plan as a table tells what is there and what is missing, and keeps to its cells")
{
    lm::funnel const                  pipeline{std::string{"Lead | Kontakt"}};
    lm::vocabulary<std::string> const words{{"a|b", "Lead | Kontakt"}};
    auto const text = lm::to_markdown(lm::plan_integration(pipeline, same_name, words, {lm::coverage_of<CampaignWithoutDate>(sf::campaigns)}));
    CHECK_THAT(text, says("| Lead \\| Kontakt | a\\|b |"));
    CHECK_THAT(text, says("| Campaign | costs | at | StartDate | **missing** |"));
    CHECK_THAT(text, says("| roi | **not yet** | costs: at (Campaign.StartDate), won deals: no such records |"));
}
