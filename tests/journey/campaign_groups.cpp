// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/journey/campaign_groups.hpp>

#include "support/catch.hpp"
#include "support/changes.hpp"

#include <leadmetrics/journey/paths.hpp>
#include <leadmetrics/report/attribution.hpp>
#include <leadmetrics/report/attribution_models.hpp>
#include <leadmetrics/report/roi.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;
using lm::campaign_purpose;

namespace {

struct cost {
    std::string  campaign;
    sys_days     at;
    std::int64_t amount;
};
struct touch {
    int         lead_id;
    std::string campaign;
    sys_days    at;
};
struct deal {
    int          lead_id;
    std::string  campaign;
    sys_days     at;
    std::int64_t amount;
};

lm::campaign_groups<campaign_purpose> const purpose{campaign_purpose::generation,
                                                    {{"NUR-", campaign_purpose::nurturing}, {"NUR-X", campaign_purpose::cross_sell}}};

} // namespace

TEST_CASE("the longest beginning that fits says the group")
{
    CHECK(purpose("Fair") == campaign_purpose::generation);
    CHECK(purpose("NUR-mail") == campaign_purpose::nurturing);
    CHECK(purpose("NUR-Xmas") == campaign_purpose::cross_sell);
    CHECK(purpose("") == campaign_purpose::generation);
    CHECK_THROWS_WITH((lm::campaign_groups<int>{0, {{"a", 1}, {"a", 2}}}), says("\"a\""));
    CHECK_NOTHROW(lm::campaign_groups<int>{0, {{"a", 1}, {"a", 1}}});
}

TEST_CASE("reports on campaigns are by group, and a group's figures are its campaigns' added up")
{
    std::vector<cost> const  costs{{"Fair", epoch, 100}, {"Ads", epoch, 50}, {"NUR-mail", epoch, 10}};
    std::vector<deal> const  deals{{1, "Fair", epoch + days{9}, 400}, {2, "NUR-mail", epoch + days{9}, 80}};
    std::vector<touch> const touches{{1, "Fair", epoch}, {1, "NUR-mail", epoch + days{1}}, {1, "Ads", epoch + days{2}}, {2, "NUR-mail", epoch}};

    auto const roi = lm::roi{{.as_of = closing}}(lm::in_groups(costs, purpose), lm::in_groups(deals, purpose));
    REQUIRE(roi.campaigns.size() == 2);
    CHECK(roi.campaigns[campaign_purpose::generation].cost == 150);
    CHECK(roi.campaigns[campaign_purpose::generation].revenue == 400);
    CHECK(roi.campaigns[campaign_purpose::nurturing].revenue == 80);

    auto const grouped = lm::in_groups(touches, purpose);
    auto const report  = lm::attribution{lm::linear{}, {.as_of = closing}}(grouped, deals);
    CHECK(report.campaigns[campaign_purpose::generation].attributed == 267); // two of three touches of 400, to the last unit
    CHECK(report.campaigns[campaign_purpose::nurturing].attributed == 213);

    lm::campaign_groups<lm::campaign_direction> const direction{lm::campaign_direction::outbound, {{"Ads", lm::campaign_direction::inbound}}};
    CHECK(
        lm::roi{{.as_of = closing}}(lm::in_groups(costs, direction), lm::in_groups(deals, direction)).campaigns[lm::campaign_direction::inbound].cost
        == 50);
    CHECK(&**lm::in_groups(costs, direction).begin() == &costs[0]);
}
