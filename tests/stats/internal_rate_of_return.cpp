// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/stats/internal_rate_of_return.hpp>

#include "support/law.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;
using flows = std::vector<lm::dated_amount>;

TEST_CASE("the worked examples that spreadsheets document")
{
    // XNPV and XIRR, by their days since 1 January 2008.
    flows const example{{0, -10000}, {60, 2750}, {303, 4250}, {411, 3250}, {456, 2750}};
    CHECK(lm::net_present_value(example, 0.09).value() == Approx(2086.647602).margin(5e-7));
    CHECK(lm::internal_rate_of_return(example).value() == Approx(0.373362535).margin(5e-9));
    // Some that can be checked by hand.
    CHECK(lm::internal_rate_of_return({{0, -100}, {365, 121}}).value() == Approx(0.21).epsilon(1e-14));
    CHECK(lm::internal_rate_of_return({{0, -100}, {730, 121}}).value() == Approx(0.1).epsilon(1e-14));
    CHECK(lm::internal_rate_of_return({{0, -100}, {365, 50}}).value() == Approx(-0.5).epsilon(1e-14));
    CHECK(lm::internal_rate_of_return({{0, -100}, {365, 100}}).value() == Approx(0).margin(1e-14));
    CHECK(lm::internal_rate_of_return({{0, 100}, {365, -121}}).value() == Approx(0.21).epsilon(1e-14)); // borrowed
}

TEST_CASE("no internal rate of return")
{
    CHECK_FALSE(lm::internal_rate_of_return({}));
    CHECK_FALSE(lm::internal_rate_of_return({{0, -100}}));
    CHECK_FALSE(lm::internal_rate_of_return({{0, -100}, {30, -100}}));              // all costs
    CHECK_FALSE(lm::internal_rate_of_return({{0, 100}, {30, 100}}));                // all revenues
    CHECK_FALSE(lm::internal_rate_of_return({{0, -100}, {0, 150}}));                // on one day
    CHECK_FALSE(lm::internal_rate_of_return({{0, -100}, {0, 100}}));                // any rate would do
    CHECK_FALSE(lm::internal_rate_of_return({{0, -100}, {365, 200}, {730, -200}})); // worth less than nothing at every rate
    CHECK_FALSE(lm::internal_rate_of_return({{0, -1}, {1e-6, 2}}));                 // doubled within a tenth of a second: no finite annual rate
    CHECK_FALSE(lm::internal_rate_of_return({{0, -100}, {100, 0}}));
}

TEST_CASE("of several internal rates of return the one nearest to ten per cent")
{
    // (x - 1.1)(x - 1.3)(x - 3) and its like: roots at 10 %, 30 %, 200 %.
    auto const with_roots = [](double a, double b, double c) {
        return flows{{0, -1.0}, {365, a + b + c}, {730, -(a * b + b * c + a * c)}, {1095, a * b * c}};
    };
    CHECK(lm::internal_rate_of_return(with_roots(1.1, 1.3, 3)).value() == Approx(0.1).margin(1e-9));
    CHECK(lm::internal_rate_of_return(with_roots(0.5, 1.3, 3)).value() == Approx(0.3).margin(1e-9));
    CHECK(lm::internal_rate_of_return(with_roots(0.95, 1.5, 3)).value() == Approx(-0.05).margin(1e-9));
    CHECK(lm::internal_rate_of_return({{0, -100}, {365, 230}, {730, -132}}).value() == Approx(0.1).margin(1e-12)); // 10 % and 20 %
    // Two that are close to each other and far from 10 %: 50 % and 55 %.
    CHECK(lm::internal_rate_of_return({{0, -1}, {365, 3.05}, {730, -2.325}}).value() == Approx(0.5).margin(1e-9));
}

TEST_CASE("laws of the internal rate of return")
{
    holds("at it the net present value is nothing, and it does not depend on the unit of money",
          [](std::vector<std::pair<std::uint16_t, std::int16_t>> const& given) {
              flows all;
              for (auto const& [day, amount] : given) all.push_back({static_cast<double>(day % 3000), static_cast<double>(amount)});
              std::sort(all.begin(), all.end(), [](auto const& a, auto const& b) { return a.days < b.days; });
              auto const rate = lm::internal_rate_of_return(all);
              RC_PRE(rate && *rate > -0.99); // nearer to -1 a double cannot tell rates apart finely enough
              double gross = 0;
              for (auto const& flow : all) gross += std::abs(flow.amount) * std::pow(1 + *rate, -flow.days / 365);
              RC_ASSERT(std::abs(*lm::net_present_value(all, *rate)) <= 1e-9 * gross);
              auto cents = all;
              for (auto& flow : cents) flow.amount *= 128;
              RC_ASSERT(*lm::internal_rate_of_return(cents) == *rate);
          });
    holds("costs first, revenues over a year later: there is one, and with more revenue it is higher",
          [](std::vector<std::uint16_t> const& costs, std::vector<std::uint16_t> const& revenues) {
              RC_PRE(!costs.empty() && !revenues.empty());
              flows  all;
              double day = 0;
              for (auto const amount : costs) all.push_back({day += 1, -1.0 - amount});
              day += 400;
              for (auto const amount : revenues) all.push_back({day += 1, 1.0 + amount});
              auto const rate = lm::internal_rate_of_return(all);
              RC_ASSERT(rate.has_value());
              all.back().amount += 1000;
              RC_ASSERT(*lm::internal_rate_of_return(all) > *rate);
          });
}
