// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/adapter/sugarcrm.hpp>

#include "support/catch.hpp"

#include <date/date.h>

#include <string>
#include <vector>

namespace lm    = leadmetrics;
namespace sugar = leadmetrics::sugarcrm;
using namespace leadmetrics_tests;
using namespace date::literals;
using namespace std::chrono_literals;
using date::sys_days;

namespace {

enum class phase { fresh, assigned, converted, won, dead };

lm::vocabulary<phase> const words{{"New", phase::fresh},           {"Assigned", phase::assigned},
                                  {"Converted", phase::converted}, {"Prospecting", phase::converted},
                                  {"Closed Won", phase::won},      {"Dead", phase::dead}};

struct audit_row {
    std::string parent_id, date_created, field_name, before_value_string, after_value_string;
};
struct lead_row {
    std::string id, date_entered, status, contact_id, opportunity_id;
    int         deleted;
};
struct opportunity_row {
    std::string id, date_entered, date_closed, sales_stage, amount, currency_id;
    bool        deleted;
};

} // namespace

TEST_CASE("audit tables tell of changes of status, in UTC: deleted rows are left out and counted")
{
    std::vector<lead_row> const  leads{{"l1", "2024-01-01 09:00:00", "Converted", "c1", "o1", 0}, {"l2", "2024-01-01 09:00:00", "New", "", "", 1}};
    std::vector<audit_row> const audit{{"l1", "2024-01-02 09:00:00", "status", "New", "Assigned"},
                                       {"l1", "2024-01-03 09:00:00", "status", "Assigned", "Converted"},
                                       {"l1", "2024-01-03 09:00:00", "assigned_user_id", "1", "2"}};
    std::vector<audit_row> const sales{{"o1", "2024-02-01 09:00:00", "sales_stage", "Prospecting", "Closed Won"}};
    std::vector<opportunity_row> const opportunities{{"o1", "2024-01-03 09:00:00", "2024-02-01", "Closed Won", "1200", "-99", false},
                                                     {"o2", "2024-01-03 09:00:00", "2024-02-01", "Closed Won", "1200", "-99", true},
                                                     {"o3", "2024-01-03 09:00:00", "2024-02-01", "Prospecting", "1200", "-99", false}};

    auto const                 same = sugar::same_leads(leads);
    lm::adapter_settings const how{.same_lead = &same};
    auto                       changes = audit | sugar::leads_audit(words, how);
    changes.append(sales | sugar::opportunities_audit(words, how));
    auto const gaps = changes.add_initial_stages(leads | sugar::leads(words, how));
    CHECK((gaps == lm::history_gaps{}));
    REQUIRE(changes.size() == 4);
    CHECK(changes[0].at == sys_days{2024_y / 1 / 2} + 9h);
    CHECK(changes[2].lead_id == "l1");
    CHECK(changes[3].stage == phase::fresh);
    CHECK(changes.import_issues().other_records == 1); // another field
    CHECK(changes.import_issues().deleted_records == 1);

    auto const deals = opportunities | sugar::won_opportunities(how);
    REQUIRE(deals.size() == 1);
    CHECK(deals[0].lead_id == "l1");
    CHECK(deals[0].amount == 120000);
    CHECK(deals[0].currency == "-99");
}

TEST_CASE("the campaign log is touches, and activities by their kind")
{
    struct log_row {
        std::string id, campaign_id, target_id, activity_type, activity_date;
    };
    std::vector<log_row> const log{{"1", "k1", "l1", "targeted", "2024-01-01 10:00:00"}, {"2", "k1", "l1", "link", "2024-01-01 11:00:00"}};
    auto const                 touches = log | sugar::campaign_log();
    auto const                 done    = log | sugar::campaign_activities();
    REQUIRE(touches.size() == 2);
    CHECK(touches[1].campaign == "k1");
    CHECK(done[1].kind == "link");
}
