// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/adapter/salesforce.hpp>

#include "support/law.hpp"

#include <leadmetrics/calendar/window.hpp>
#include <leadmetrics/journey/journeys.hpp>
#include <leadmetrics/report/attribution.hpp>
#include <leadmetrics/report/velocity.hpp>

#include <date/date.h>
#include <range/v3/view/transform.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace lm = leadmetrics;
namespace sf = leadmetrics::salesforce;
using namespace leadmetrics_tests;
using namespace date::literals;
using namespace std::chrono_literals;
using date::sys_days;

namespace {

enum class phase { lead, mql, sql, won, lost };

lm::vocabulary<phase> const words{{"Open - Not Contacted", phase::lead},
                                  {"Working - Contacted", phase::mql},
                                  {"Closed - Converted", phase::sql},
                                  {"Prospecting", phase::sql},
                                  {"Closed Won", phase::won},
                                  {"Closed Lost", phase::lost},
                                  {"Closed - Not Converted", phase::lost}};

using stage_change = lm::crm_stage_change<std::string_view, phase>;

struct LeadHistory {
    std::string LeadId, Field, OldValue, NewValue, CreatedDate;
};
struct Lead {
    std::string Id, Status, CreatedDate, ConvertedContactId, ConvertedOpportunityId, MasterRecordId;
};

date::sys_days const new_year = 2024_y / 1 / 1;

struct audit_row {
    std::string    lead, to;
    date::sys_days when;
};

} // namespace

template <>
struct leadmetrics::mapping<audit_row> {
    static constexpr auto LeadId      = &audit_row::lead;
    static constexpr auto NewValue    = &audit_row::to;
    static constexpr auto CreatedDate = &audit_row::when;
};

TEST_CASE("a lead's history is its changes of status: changes of other fields are counted as such")
{
    std::vector<LeadHistory> const history{
        {"00Q5g00000AbCdE", "Status", "Open - Not Contacted", "Working - Contacted", "2024-01-02T00:00:00.000+0000"},
        {"00Q5g00000AbCdE", "Owner", "Ann", "Bob", "2024-01-03T00:00:00.000+0000"},
        {"00Q5g00000AbCdE", "Status", "Working - Contacted", "Closed - Converted", "2024-01-04T00:00:00.000+0000"}};
    auto const changes = history | sf::lead_history(words);
    REQUIRE(changes.size() == 2);
    CHECK((changes[0] == stage_change{"00Q5g00000AbCdE", phase::mql, new_year + date::days{1}, {0, 0}}));
    CHECK((changes[1] == stage_change{"00Q5g00000AbCdE", phase::sql, new_year + date::days{3}, {2, 0}}));
    CHECK(changes.stage_before(1) == phase::mql);
    CHECK(changes.import_issues().records == 3);
    CHECK(changes.import_issues().events == 2);
    CHECK(changes.import_issues().other_records == 1);
}

TEST_CASE("a record is the same by its 15 and by its 18 characters, also where a tool has lost their case")
{
    // The last three characters of the long form say which of the fifteen are capitals: 00Q5g 00000 AbCdE -> bits 2 | none | 0, 2, 4.
    std::vector<LeadHistory> const history{{"00Q5g00000AbCdE", "Status", "", "Working - Contacted", "2024-01-02"},
                                           {"00Q5g00000AbCdEEAV", "Status", "", "Working - Contacted", "2024-01-02"},
                                           {"00Q5G00000ABCDEEAV", "Status", "", "Working - Contacted", "2024-01-02"},
                                           {"00q5g00000abcdeeav", "Status", "", "Working - Contacted", "2024-01-02"},
                                           {" 00Q5g00000AbCdE ", "Status", "", "Working - Contacted", "2024-01-02"}};
    auto const                     changes = history | sf::lead_history(words);
    for (auto const& change : changes) CHECK(change.lead_id == "00Q5g00000AbCdE");
    CHECK(lm::journeys(changes, lm::funnel{phase::lead, phase::mql}).size() == 1);
    CHECK(changes.import_issues().unreadable_id == 0);

    std::vector<LeadHistory> const odd{
        {"00Q5g00000AbCdEXYZ", "Status", "", "Working - Contacted", "2024-01-02"}, // its case contradicts it, and was not lost
        {"00Q5g-0000AbCdE", "Status", "", "Working - Contacted", "2024-01-02"},
        {"17", "Status", "", "Working - Contacted", "2024-01-02"}};
    auto const listed = odd | sf::lead_history(words);
    CHECK(listed.import_issues().unreadable_id == 3);
    CHECK(listed[0].lead_id == "00Q5g00000AbCdE");
    CHECK(listed[2].lead_id == "17"); // kept: a figure may not lose a lead because its id is odd
    CHECK((listed.import_issues().problems.at(2) == lm::field_problem{2, "LeadId", "17", "a record id of 15 or 18 letters and digits"}));
}

TEST_CASE("ids that differ by case alone are two records")
{
    std::vector<LeadHistory> const history{{"00Q5g00000AbCdE", "Status", "", "Working - Contacted", "2024-01-02"},
                                           {"00Q5g00000aBCdE", "Status", "", "Working - Contacted", "2024-01-02"}};
    auto const                     changes = history | sf::lead_history(words);
    CHECK(lm::journeys(changes, lm::funnel{phase::lead, phase::mql}).size() == 2);
}

TEST_CASE("statuses without an entry are listed by name, and every report counts them")
{
    std::vector<LeadHistory> const history{{"00Q5g00000AbCdE", "Status", "", "In Bearbeitung", "2024-01-02"},
                                           {"00Q5g00000AbCdE", "Status", "", "In Bearbeitung", "2024-01-03"},
                                           {"00Q5g00000AbCdE", "Status", "", "", "2024-01-03"},
                                           {"00Q5g00000AbCdE", "Status", "", "Working - Contacted", "soon"},
                                           {"", "Status", "", "Working - Contacted", ""}};
    auto const                     changes = history | sf::lead_history(words);
    CHECK((changes.import_issues().unknown_statuses == std::map<std::string, std::int64_t>{{"In Bearbeitung", 2}}));
    CHECK(changes.import_issues().missing_status == 1);
    CHECK(changes.import_issues().unreadable_time == 1);
    CHECK(changes.import_issues().missing_time == 1);
    CHECK(changes.import_issues().missing_id == 1);
    REQUIRE(changes.import_issues().problems.size() == 1);
    CHECK(changes.import_issues().problems[0].found == "soon");

    lm::funnel const pipeline{phase::lead, phase::mql};
    auto const       report = lm::velocity{pipeline, {.as_of = new_year + date::days{9}}}(lm::journeys(changes, pipeline));
    CHECK(report.quality.records == 5);
    CHECK(report.quality.unknown_stage == 3);
    CHECK(report.quality.missing_time == 1);
    CHECK(report.quality.missing_lead == 1);
}

TEST_CASE("a lead, its contact, its opportunity and a lead that was merged into it have one journey")
{
    std::vector<Lead> const leads{{"00Q000000000001EAA", "Closed - Converted", "2024-01-01T00:00:00Z", "003000000000001", "006000000000001", ""},
                                  {"00Q000000000002EAA", "Open - Not Contacted", "2023-12-30T00:00:00Z", "", "", "00Q000000000001"}};
    std::vector<LeadHistory> const history{{"00Q000000000001", "Status", "Open - Not Contacted", "Closed - Converted", "2024-01-03T00:00:00Z"}};
    struct OpportunityHistory {
        std::string OpportunityId, StageName, CreatedDate;
    };
    std::vector<OpportunityHistory> const opportunities{{"006000000000001AAA", "Prospecting", "2024-01-03T00:00:00Z"},
                                                        {"006000000000001AAA", "Closed Won", "2024-01-09T00:00:00Z"}};

    auto const                 same = sf::same_leads(leads);
    lm::adapter_settings const how{.same_lead = &same};
    auto                       changes = history | sf::lead_history(words, how);
    changes.append(opportunities | sf::opportunity_history(words, how));
    auto const gaps = changes.add_initial_stages(leads | sf::leads(words, how));
    CHECK((gaps == lm::history_gaps{}));

    auto const journeys = lm::journeys(changes, lm::funnel{phase::lead, phase::mql, phase::sql, phase::won}.lost_at(phase::lost));
    REQUIRE(journeys.size() == 1);
    CHECK(journeys[0].lead_id() == "00Q000000000001");
    auto const progress = journeys[0].progress(new_year + date::days{30});
    CHECK(progress.outcome() == lm::outcome::won);
    CHECK(progress.entry(0)
          == date::sys_time<std::chrono::milliseconds>{sys_days{2023_y / 12 / 30}}.time_since_epoch().count()); // that of the merged lead
    CHECK((changes[1].origin == lm::record_origin{0, 1}));
    CHECK((changes[changes.size() - 1].origin == lm::record_origin{1, 2}));
}

TEST_CASE("a history says where a lead stood before its first change: without a change it stands there still")
{
    std::vector<Lead> const        leads{{"00Q000000000001", "Closed - Converted", "2024-01-01", "", "", ""},
                                         {"00Q000000000002", "Open - Not Contacted", "2024-01-05", "", "", ""}};
    std::vector<LeadHistory> const history{{"00Q000000000001", "Status", "Working - Contacted", "Closed - Converted", "2024-01-08"},
                                           {"00Q000000000003", "Status", "Open - Not Contacted", "Working - Contacted", "2024-01-08"}};
    auto                           changes = history | sf::lead_history(words);
    auto const                     gaps    = changes.add_initial_stages(leads | sf::leads(words));
    REQUIRE(changes.size() == 4);
    CHECK(changes[2].stage == phase::mql); // not the status that the lead has now
    CHECK(changes[2].at == new_year);
    CHECK(changes[3].stage == phase::lead);
    CHECK(gaps.never_made == 1); // lead 3
    CHECK(gaps.gaps == 0);
}

TEST_CASE("of a lead older than its history it is not known when it entered the first stage that the history names")
{
    std::vector<Lead> const        leads{{"00Q000000000001", "Closed - Converted", "2023-01-01", "", "", ""}};
    std::vector<LeadHistory> const history{{"00Q000000000001", "Status", "Working - Contacted", "Closed - Converted", "2024-01-08"}};
    auto                           changes = history | sf::lead_history(words);
    auto const                     gaps    = changes.add_initial_stages(leads | sf::leads(words), new_year);
    CHECK(gaps.late_histories == 1);
    REQUIRE(changes.size() == 2);
    CHECK(changes[1].stage == phase::mql);
    CHECK_FALSE(changes[1].at.has_value()); // no time is made up: reports count it as missing
}

TEST_CASE("a change that begins elsewhere than the last one ended shows that one between them is missing: the order of records does not matter")
{
    std::vector<LeadHistory> history{
        {"00Q000000000001", "Status", "Open - Not Contacted", "Working - Contacted", "2024-01-02T00:00:00Z"},
        {"00Q000000000001", "Status", "Closed - Converted", "Closed - Not Converted", "2024-01-08T00:00:00Z"},
        {"00Q000000000002", "Status", "Open - Not Contacted", "Working - Contacted", "2024-01-02T00:00:00Z"},
        {"00Q000000000002", "Status", "Working - Contacted", "Closed - Converted", "2024-01-02T00:00:00Z"}, // two steps at one instant
        {"00Q000000000002", "Status", "Closed - Converted", "Closed - Not Converted", "2024-01-03T00:00:00Z"}};
    std::vector<Lead> const leads{{"00Q000000000001", "Closed - Not Converted", "2024-01-01", "", "", ""},
                                  {"00Q000000000002", "Closed - Not Converted", "2024-01-01", "", "", ""}};
    for (int i = 0; i != 5; ++i) {
        std::rotate(history.begin(), history.begin() + 1, history.end());
        auto       changes = history | sf::lead_history(words);
        auto const gaps    = changes.add_initial_stages(leads | sf::leads(words));
        CHECK((gaps == lm::history_gaps{1, 0, 0}));
        CHECK(changes[5].stage == phase::lead);
        CHECK(changes[6].stage == phase::lead);
    }
}

TEST_CASE("campaign members are touches, won opportunities deals, campaigns costs, closed tasks activities")
{
    struct CampaignMember {
        std::optional<std::string> LeadId, ContactId;
        std::string                CampaignId;
        date::sys_seconds          CreatedDate;
    };
    std::vector<CampaignMember> const members{{"00Q000000000001", "003000000000001", "701000000000001", new_year},
                                              {std::nullopt, "003000000000002", "701000000000001", new_year},
                                              {{}, {}, "701000000000001", new_year}};
    auto const                        touches = members | sf::campaign_members();
    REQUIRE(touches.size() == 3);
    CHECK(touches[0].lead_id == "00Q000000000001");
    CHECK(touches[1].lead_id == "003000000000002");
    CHECK(touches[2].lead_id.empty());
    CHECK(touches.import_issues().missing_id == 1);
    CHECK(touches[0].at == new_year);
    CHECK(touches[0].campaign == "701000000000001");

    struct Opportunity {
        std::string           Id;
        bool                  IsWon;
        std::string           CloseDate;
        std::optional<double> Amount;
    };
    std::vector<Opportunity> const opportunities{{"006000000000001AAA", true, "2024-02-01", 1234.56},
                                                 {"006000000000002AAA", false, "2024-02-01", 5},
                                                 {"006000000000003AAA", true, "2024-02-01", {}}};
    auto const                     deals = opportunities | sf::won_opportunities();
    REQUIRE(deals.size() == 2);
    CHECK(deals[0].amount == 123456);
    CHECK(deals[0].at == sys_days{2024_y / 2 / 2} - 1ms); // the close is a date: the last instant of it
    CHECK(deals.import_issues().dates == 2);
    lm::adapter_settings berlin;
    berlin.times.zone = lm::fixed_offset{60min};
    CHECK((opportunities | sf::won_opportunities(berlin))[0].at == sys_days{2024_y / 2 / 1} + 23h - 1ms); // still February, in UTC, too
    CHECK(deals[0].event_id == "006000000000001");
    CHECK_FALSE(deals[1].amount.has_value());
    CHECK(deals.import_issues().other_records == 1);
    CHECK(deals.import_issues().missing_amount == 1);

    struct Campaign {
        std::string Id, StartDate, ActualCost, CurrencyIsoCode;
    };
    std::vector<Campaign> const campaigns{{"701000000000001", "2024-01-01", "1,000.00", "EUR"}, {"701000000000002", "2024-01-01", "1.000,00", ""}};
    auto const                  costs = campaigns | sf::campaigns();
    CHECK(costs[0].amount == 100000);
    CHECK(costs[0].currency == "EUR");
    CHECK_FALSE(costs[1].amount.has_value());
    CHECK(costs.import_issues().unreadable_amount == 1); // a decimal comma where a point is expected is not a thousandth of it

    struct Task {
        std::string WhoId, Type, CompletedDateTime, ActivityDate;
        bool        IsClosed;
    };
    std::vector<Task> const tasks{{"00Q000000000001", "Call", "2024-01-03T10:00:00Z", "2024-01-03", true},
                                  {"00Q000000000001", "Email", "", "2024-01-04", true},
                                  {"00Q000000000001", "Call", "", "2024-02-04", false}};
    auto const              done = tasks | sf::tasks();
    REQUIRE(done.size() == 2);
    CHECK(done[0].kind == "Call");
    CHECK(done[0].at == new_year + date::days{2} + 10h);
    CHECK(done[1].at == new_year + date::days{3});
}

TEST_CASE("a campaign is one in touches, costs, deals and names, by its 15 and by its 18 characters")
{
    struct CampaignMember {
        std::string LeadId, CampaignId, CreatedDate;
    };
    struct Campaign {
        std::string Id, Name, StartDate, ActualCost, CurrencyIsoCode;
    };
    struct Opportunity {
        std::string Id, CampaignId, CloseDate;
        bool        IsWon;
        double      Amount;
    };
    std::vector<CampaignMember> const members{{"00Q5g00000AbCdE", "7015g00000AbCdE", "2024-01-02"},
                                              {"00Q5g00000AbCdE", "SummerWebinar2024x", "2024-01-02"}, // a name of 18 letters and digits
                                              {"00Q5g00000AbCdE", "SummerWebinar2024y", "2024-01-02"}};
    std::vector<Campaign> const       campaigns{{"7015g00000AbCdEAAV", "Spring", "2024-01-01", "10", "000"}};
    std::vector<Opportunity> const    closed{{"0065g00000AbCdE", "7015g00000AbCdEAAV", "2024-02-01", true, 10}};
    auto const                        touches = members | sf::campaign_members();
    CHECK(touches[0].campaign == "7015g00000AbCdE");
    CHECK(touches[1].campaign == "SummerWebinar2024x");
    CHECK(touches[2].campaign == "SummerWebinar2024y");
    auto const costs = campaigns | sf::campaigns();
    CHECK(costs[0].campaign == touches[0].campaign);
    CHECK(costs[0].currency.empty()); // 000 is none
    auto const deals = closed | sf::won_opportunities();
    CHECK(deals[0].campaign == touches[0].campaign);
    auto const names = campaigns | sf::campaign_names();
    REQUIRE(names.size() == 1);
    CHECK(names[0].campaign == touches[0].campaign);
    CHECK(names[0].name == "Spring");
}

TEST_CASE("a record of other names is taken by a mapping to the vendor's")
{
    std::vector<audit_row> const rows{{"00Q5g00000AbCdE", "Working - Contacted", new_year}};
    auto const                   changes = rows | sf::lead_history(words);
    CHECK((changes[0] == stage_change{"00Q5g00000AbCdE", phase::mql, new_year, {0, 0}}));
}

TEST_CASE("long ids, and ids of records that are made when they are asked for, are there as long as the events")
{
    std::vector<int> const numbers{1, 2, 3};
    auto const             made    = numbers | ranges::views::transform([](int i) {
                          return LeadHistory{"an id of more than twenty-three letters, number " + std::to_string(i), "Status", "",
                                             "Working - Contacted", "2024-01-02"};
                      });
    auto                   changes = made | sf::lead_history(words);
    auto const             moved   = std::move(changes);
    for (std::size_t i = 0; i != 3; ++i) CHECK(moved[i].lead_id == "an id of more than twenty-three letters, number " + std::to_string(i + 1));
}

TEST_CASE("a touch on the closing day is on the path, and the deal falls into the month in which it was closed")
{
    struct Member {
        std::string LeadId, CampaignId, CreatedDate;
    };
    struct Opportunity {
        std::string Id;
        bool        IsWon;
        std::string CloseDate;
        double      Amount;
    };
    std::vector<Opportunity> const closed{{"006000000000001AAA", true, "2024-02-01", 10}};
    std::vector<Member> const      members{{"006000000000001AAA", "701000000000001", "2024-02-01T16:00:00Z"}};
    auto const                     deals   = closed | sf::won_opportunities();
    auto const                     touches = members | sf::campaign_members();
    lm::attribution const          linear{lm::linear{}, {.as_of = 2024_y / 3 / 1}};
    auto const                     report = linear(touches, deals);
    CHECK(report.without_touches == 0);
    CHECK(report.campaigns.begin()->second.attributed == 1000);
    CHECK(lm::monthly(linear)(lm::paths(touches, deals, {.as_of = 2024_y / 3 / 1})).at(2024_y / 2).conversions == 1);
}

namespace {

/// Ids by value, as ORMs return them: no view of the record, though nothing has to be destroyed.
struct fixed_id {
    char letters[15];
    operator std::string_view() const { return {letters, 15}; }
};
struct row_by_value {
    int      number;
    fixed_id LeadId() const
    {
        fixed_id          id{};
        std::string const text = "00Q5000000" + std::to_string(10000 + number);
        std::copy_n(text.data(), 15, id.letters);
        return id;
    }
    std::string    NewValue() const { return "Working - Contacted"; }
    date::sys_days CreatedDate() const { return new_year; }
};

} // namespace

TEST_CASE("the text of an id that is returned by value is kept")
{
    std::vector<row_by_value> rows;
    for (int i = 0; i != 50; ++i) rows.push_back({i});
    auto const changes = rows | sf::lead_history(words);
    for (std::size_t i = 0; i != rows.size(); ++i) CHECK(changes[i].lead_id == "00Q5000000" + std::to_string(10000 + i));
}
