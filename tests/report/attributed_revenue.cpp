// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/report/attributed_revenue.hpp>

#include <leadmetrics/report/markov.hpp>
#include <leadmetrics/report/roi.hpp>

#include "support/law.hpp"
#include "support/touches.hpp"

#include <map>
#include <string>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

namespace {

lm::attribution_settings const window{.as_of = deals_closed, .lookback = 40h};

struct cost {
    std::string  campaign;
    sys_hours    at;
    std::int64_t amount;
};

} // namespace

TEST_CASE("attributed revenue adds up to what is attributed")
{
    holds("by campaign", [](std::vector<contact> const& touches, std::vector<deal> const& deals) {
        auto const                          report = lm::attribution{lm::position_based{}, window}(touches, deals);
        std::map<std::string, std::int64_t> sums;
        for (auto const& one : lm::attributed_revenue(lm::converting_paths(touches, deals, window), lm::position_based{}))
            sums[one.campaign] += one.amount;
        for (auto const& [campaign, credit] : report.campaigns) RC_ASSERT(sums[campaign] == credit.attributed);
    });
}

TEST_CASE("return on investment of what is attributed")
{
    std::vector<contact> const touches{{"a", "ads", hour(1), ""}, {"a", "mail", hour(2), ""}, {"b", "ads", hour(1), ""}};
    std::vector<deal> const    deals{{"a", hour(10), 100, "", ""}, {"b", hour(20), 300, "", ""}};
    std::vector<cost> const    costs{{"ads", hour(0), 200}, {"fair", hour(0), 999}};
    auto const                 revenue = lm::attributed_revenue(lm::converting_paths(touches, deals, window), lm::linear{});
    auto const                 roi     = lm::roi{{.as_of = deals_closed}}(costs, revenue);
    CHECK(roi.campaigns.at("ads").revenue == 350);
    CHECK(roi.campaigns.at("ads").roi.value() == Approx(0.75));
    CHECK(roi.campaigns.at("ads").payback.value() == hour(20)); // 50 at hour 10 do not cover it
    CHECK(roi.campaigns.at("mail").revenue == 50);
    CHECK(roi.campaigns.at("fair").cost == 999); // spent without a conversion
    CHECK(roi.campaigns.at("fair").revenue == 0);

    auto const by_chain = lm::attribution{lm::markov{1}, window}(touches, deals);
    auto const earned   = lm::attributed_revenue(by_chain, deals_closed);
    auto const chains   = lm::roi{{.as_of = deals_closed}}(costs, earned);
    CHECK(chains.total.revenue == 400);
    CHECK(chains.campaigns.at("ads").revenue == by_chain.campaigns.at("ads").attributed);
}
