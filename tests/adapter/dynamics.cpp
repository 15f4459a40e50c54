// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/adapter/dynamics.hpp>

#include "support/catch.hpp"

#include <leadmetrics/journey/journeys.hpp>

#include <date/date.h>

#include <string>
#include <vector>

namespace lm   = leadmetrics;
namespace d365 = leadmetrics::dynamics;
using namespace leadmetrics_tests;
using namespace date::literals;
using date::days;
using date::sys_days;

namespace {

enum class phase { fresh, contacted, qualified, opportunity, won, lost };

lm::vocabulary<phase> const status_reasons{
    {"1", phase::fresh}, {"2", phase::contacted}, {"3", phase::qualified}, {"4", phase::lost}, {"opportunity", phase::opportunity}};
lm::vocabulary<phase> const ends{{"1", phase::won}, {"2", phase::lost}};
sys_days const              start = 2024_y / 1 / 1;

std::string const lead = "0a1b2c3d-0000-4000-8000-0123456789ab", opportunity = "ffffffff-0000-4000-8000-0123456789ab";

struct lead_row {
    std::string leadid;
    int         statuscode;
    std::string createdon;
};
struct audit_row {
    std::string _objectid_value, logicalName, oldValue, newValue, createdon;
};
struct opportunity_row {
    std::string opportunityid, _originatingleadid_value, createdon;
};
struct close_row {
    std::string activityid, _opportunityid_value;
    int         opportunitystatecode;
    std::string actualend;
    double      actualrevenue;
};

} // namespace

TEST_CASE("a lead, its audit and the opportunity that came of it are one journey, whatever way a GUID is written")
{
    std::vector<lead_row> const        leads{{lead, 3, "2024-01-01T08:00:00Z"}};
    std::vector<audit_row> const       audit{{"{0A1B2C3D-0000-4000-8000-0123456789AB}", "statuscode", "1", "2", "2024-01-02T08:00:00Z"},
                                             {lead, "subject", "a", "b", "2024-01-02T09:00:00Z"},
                                             {lead, "statuscode", "2", "3", "2024-01-03T08:00:00Z"}};
    std::vector<opportunity_row> const opportunities{{opportunity, "0A1B2C3D-0000-4000-8000-0123456789AB", "2024-01-03T08:00:00Z"}};
    std::vector<close_row> const       closes{{"aaaaaaaa-0000-4000-8000-0123456789ab", opportunity, 1, "2024-01-20", 750.5},
                                              {"bbbbbbbb-0000-4000-8000-0123456789ab", opportunity, 2, "2024-01-10", 0}};

    auto const                 same = d365::same_leads(opportunities);
    lm::adapter_settings const how{.same_lead = &same};
    auto                       changes = audit | d365::lead_audit(status_reasons, how);
    changes.append(opportunities | d365::opportunities(status_reasons, how));
    changes.append(closes | d365::opportunity_closes(ends, how));
    auto const gaps = changes.add_initial_stages(leads | d365::leads(status_reasons, how));
    CHECK((gaps == lm::history_gaps{}));
    CHECK(changes.import_issues().unreadable_id == 0);
    CHECK(changes.import_issues().other_records == 1);

    auto const journeys =
        lm::journeys(changes, lm::funnel{phase::fresh, phase::contacted, phase::qualified, phase::opportunity, phase::won}.lost_at(phase::lost));
    REQUIRE(journeys.size() == 1);
    CHECK(journeys[0].lead_id() == lead);
    CHECK(journeys[0].progress(start + days{30}).outcome() == lm::outcome::won); // lost, opened again, won
    for (std::size_t stage = 0; stage != 5; ++stage) CHECK(journeys[0].progress(start + days{30}).entered(stage));

    auto const deals = closes | d365::won_opportunities(how);
    REQUIRE(deals.size() == 1);
    CHECK(deals[0].lead_id == lead);
    CHECK(deals[0].amount == 75050);
}

TEST_CASE("a campaign is one whatever way its GUID is written")
{
    struct campaignresponse {
        std::string _customer_value, _regardingobjectid_value, receivedon;
    };
    struct campaign {
        std::string campaignid, name, actualstart, totalactualcost;
    };
    std::vector<campaign> const all{{"{0A1B2C3D-0000-4000-8000-0123456789AB}", "Fair", "2024-01-01", "10"}};
    auto const                  costs = all | d365::campaigns();
    auto const                  names = all | d365::campaign_names();
    CHECK(costs[0].campaign == "0a1b2c3d-0000-4000-8000-0123456789ab");
    CHECK(names[0].campaign == costs[0].campaign);
    CHECK(names[0].name == "Fair");
}

TEST_CASE("what is no GUID is listed, and kept")
{
    std::vector<lead_row> const leads{{"{0a1b2c3d-0000-4000-8000-0123456789ab", 1, "2024-01-01"},
                                      {"0a1b2c3d00004000800000123456789ab", 1, "2024-01-01"},
                                      {"0a1b2c3d-0000-4000-8000-0123456789ag", 1, "2024-01-01"}};
    auto const                  made = leads | d365::leads(status_reasons);
    CHECK(made.import_issues().unreadable_id == 3);
    CHECK(made.size() == 3);
}

TEST_CASE("codes are read in decimal, and one without an entry is listed by its number")
{
    std::vector<lead_row> const leads{{lead, 7, "2024-01-01"}};
    auto const                  made = leads | d365::leads(status_reasons);
    CHECK(made.import_issues().unknown_statuses.at("7") == 1);
}

TEST_CASE("a lead's state tells less than its status reason, and is read the same way")
{
    struct state_row {
        std::string leadid;
        int         statecode;
        std::string createdon;
    };
    lm::vocabulary<phase> const  states{{"0", phase::fresh}, {"1", phase::qualified}, {"2", phase::lost}};
    std::vector<state_row> const leads{{lead, 1, "2024-01-01"}};
    std::vector<audit_row> const audit{{lead, "statecode", "0", "1", "2024-01-03"}, {lead, "statuscode", "1", "3", "2024-01-03"}};
    auto                         changes = audit | d365::lead_state_audit(states);
    auto const                   gaps    = changes.add_initial_stages(leads | d365::lead_states(states));
    CHECK((gaps == lm::history_gaps{}));
    REQUIRE(changes.size() == 2);
    CHECK(changes[0].stage == phase::qualified);
    CHECK(changes[1].stage == phase::fresh);
}
