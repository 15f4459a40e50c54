// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// The tools beside a CRM: Mautic, Account Engagement, Marketo.
#include <leadmetrics/adapter/account_engagement.hpp>
#include <leadmetrics/adapter/marketo.hpp>
#include <leadmetrics/adapter/mautic.hpp>

#include "support/catch.hpp"

#include <date/date.h>

#include <optional>
#include <string>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;
using namespace date::literals;
using namespace std::chrono_literals;
using date::sys_days;

namespace {

enum class phase { lead, mql, sql };

struct stage_row {
    int         lead_id, stage_id;
    std::string date_added;
};
struct merge_row {
    int contact_id, merged_id;
};

} // namespace

TEST_CASE("Mautic's stage changes, campaigns, page hits and read mails")
{
    lm::vocabulary<phase> const  words{{"1", phase::lead}, {"2", phase::mql}};
    std::vector<stage_row> const log{{7, 1, "2024-01-01 10:00:00"}, {7, 2, "2024-01-02 10:00:00"}, {8, 3, "2024-01-02 10:00:00"}};
    auto const                   changes = log | lm::mautic::stage_changes(words);
    REQUIRE(changes.size() == 3);
    CHECK(changes[1].lead_id == 7); // ids that are integers stay integers
    CHECK(changes[1].stage == phase::mql);
    CHECK(changes[1].at == sys_days{2024_y / 1 / 2} + 10h);
    CHECK(changes.import_issues().unknown_statuses.at("3") == 1);

    struct mail_row {
        int         id, lead_id, email_id;
        bool        is_read;
        std::string date_read;
    };
    std::vector<mail_row> const mails{{1, 7, 30, true, "2024-01-01 10:00:00"}, {2, 7, 31, false, ""}};
    auto const                  read = mails | lm::mautic::emails_read();
    REQUIRE(read.size() == 1);
    CHECK(read[0].kind == "30");
    CHECK(read[0].event_id == "1");

    std::vector<merge_row> const merges{{7, 3}};
    auto const                   same = lm::mautic::same_leads(merges);
    CHECK(same("3") == "7");
}

TEST_CASE("Account Engagement's lifecycle history says the stage before, too: its prospects are Salesforce's leads")
{
    struct step_row {
        std::string id, prospectId, previousStageId, nextStageId, createdAt;
    };
    struct prospect_row {
        std::string id, salesforceLeadId, salesforceContactId;
    };
    lm::vocabulary<phase> const     words{{"10", phase::lead}, {"20", phase::mql}};
    std::vector<step_row> const     steps{{"1", "500", "10", "20", "2024-01-02T10:00:00-05:00"}};
    std::vector<prospect_row> const prospects{{"500", "00Q000000000001", ""}, {"501", "", "003000000000001"}};
    auto const                      same    = lm::account_engagement::same_leads(prospects);
    auto const                      changes = steps | lm::account_engagement::lifecycle_history(words, {.same_lead = &same});
    CHECK(changes[0].lead_id == "00Q000000000001");
    CHECK(changes[0].at == sys_days{2024_y / 1 / 2} + 15h);
    CHECK(changes.stage_before(0) == phase::lead);
    CHECK(same("501") == "003000000000001");
}

TEST_CASE("Account Engagement's activities are touches where they name a campaign")
{
    struct text_row {
        std::string prospectId, campaignId, createdAt;
    };
    struct number_row {
        int                prospectId;
        std::optional<int> campaignId;
        std::string        createdAt;
    };
    std::vector<text_row> const   texts{{"500", "3001", "2024-01-02T10:00:00Z"}, {"500", "", "2024-01-03T10:00:00Z"}};
    std::vector<number_row> const numbers{{500, 3001, "2024-01-02T10:00:00Z"}, {500, {}, "2024-01-03T10:00:00Z"}};
    auto const                    touches = texts | lm::account_engagement::campaign_touches();
    auto const                    same    = numbers | lm::account_engagement::campaign_touches();
    REQUIRE(touches.size() == 1);
    REQUIRE(same.size() == 1);
    CHECK(touches[0].campaign == "3001");
    CHECK(same[0].campaign == "3001");
    CHECK(touches.import_issues().other_records == 1);
    CHECK(same.import_issues().other_records == 1);
}

TEST_CASE("Marketo's activities: steps in a program are touches")
{
    struct activity_row {
        std::string marketoGUID;
        int         leadId, activityTypeId;
        std::string activityDate, primaryAttributeValue;
    };
    std::vector<activity_row> const rows{{"g1", 9, 1, "2024-01-01T10:00:00Z", "/pricing"}, {"g2", 9, 104, "2024-01-02T10:00:00Z", "Webinar May"}};
    auto const                      all     = rows | lm::marketo::activities();
    auto const                      touches = rows | lm::marketo::program_statuses();
    CHECK(all[0].kind == "1");
    CHECK(all[0].event_id == "g1");
    REQUIRE(touches.size() == 1);
    CHECK(touches[0].lead_id == 9);
    CHECK(touches[0].campaign == "Webinar May");
    CHECK(touches.import_issues().other_records == 1);
}

TEST_CASE("Marketo tells when a lead came and when it was converted")
{
    struct activity_row {
        int         leadId, activityTypeId;
        std::string activityDate;
    };
    std::vector<activity_row> const rows{{9, 12, "2024-01-01T10:00:00Z"}, {9, 1, "2024-01-02T10:00:00Z"}, {9, 21, "2024-01-03T10:00:00Z"}};
    auto const                      steps = rows | lm::marketo::lead_steps(lm::vocabulary<phase>{{"12", phase::lead}, {"21", phase::sql}});
    REQUIRE(steps.size() == 2);
    CHECK((steps[0].lead_id == 9 && steps[0].stage == phase::lead));
    CHECK((steps[1].stage == phase::sql && *steps[1].at == sys_days{2024_y / 1 / 3} + 10h));
    CHECK(steps.import_issues().other_records == 1);
}
