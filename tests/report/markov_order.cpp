// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/report/markov_order.hpp>

#include <leadmetrics/journey/paths.hpp>

#include "support/law.hpp"
#include "support/touches.hpp"

#include <cmath>
#include <random>
#include <string>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

namespace {

/// Leads who go from campaign to campaign; `next(last two)` draws where to, '+' is a sale and '-' none.
template <class Next>
auto suggested_for(Next const& next)
{
    std::vector<contact> touches;
    std::vector<deal>    deals;
    for (int lead = 0; lead != 4000; ++lead) {
        std::string path;
        for (char to = next(path); to != '-' && path.size() < 60; to = next(path)) {
            if (to == '+') {
                deals.push_back({std::to_string(lead), hour(80), 1, "", ""});
                break;
            }
            touches.push_back({std::to_string(lead), std::string(1, to), hour(static_cast<int>(path.size())), ""});
            path += to;
        }
    }
    return lm::markov_order{{.as_of = deals_closed}}(lm::paths(touches, deals, {.as_of = deals_closed}));
}

} // namespace

TEST_CASE("the order that paths were made with is found")
{
    std::mt19937 random{7};
    auto const   draw  = [&] { return static_cast<double>(random() % 10000) / 10000; };
    auto const   other = [&](char than) {
        char one = than;
        while (one == than) one = "abc"[random() % 3];
        return one;
    };
    auto const first = suggested_for([&](std::string const& path) {
        if (path.empty()) return "abc"[random() % 3];
        double const p = draw();
        return p < 0.3 ? '-' : p < (path.back() == 'a' ? 0.6 : 0.4) ? '+' : other(path.back());
    });
    CHECK(first.suggested == 1);
    auto const second = suggested_for([&](std::string const& path) {
        if (path.empty()) return "abc"[random() % 3];
        double const p      = draw();
        bool const   from_a = path.size() > 1 && path[path.size() - 2] == 'a';
        return p < 0.2 ? '-' : p < (from_a ? 0.8 : 0.3) ? '+' : other(path.back());
    });
    CHECK(second.suggested == 2);
}

TEST_CASE("the criterion by hand")
{
    // ab won, a lost. Order 1: start > a 2 of 2, a > b and a > lost 1 of 2 each, b > won 1 of 1: 2 ln 1/2. 5 steps; contexts start, a, b times
    // 2 campaigns: 6 parameters.
    std::vector<contact> const touches{{"x", "a", hour(1), ""}, {"x", "a", hour(2), ""}, {"x", "b", hour(3), ""}, {"y", "a", hour(1), ""}};
    std::vector<deal> const    deals{{"x", hour(4), 1, "", ""}};
    auto const                 report = lm::markov_order{{.as_of = deals_closed, .at_most = 2}}(lm::paths(touches, deals, {.as_of = deals_closed}));
    CHECK(report.steps == 5);
    CHECK(report.orders.size() == 2);
    CHECK(report.orders[0].log_likelihood == Approx(2 * std::log(0.5)));
    CHECK(report.orders[0].parameters == 6);
    CHECK(report.orders[0].bic == Approx(6 * std::log(5.0) - 4 * std::log(0.5)));
    // Order 2 knows no more: contexts start, (a), (a, b).
    CHECK(report.orders[1].log_likelihood == Approx(2 * std::log(0.5)));
    CHECK(report.suggested == 1);
}

TEST_CASE("laws of the order of chains")
{
    holds("a higher order fits no worse; parts add up", [](std::vector<contact> const& touches, std::vector<deal> const& deals) {
        lm::markov_order const metric{{.as_of = deals_closed}};
        auto const             paths  = lm::paths(touches, deals, {.as_of = deals_closed});
        auto const             report = metric(paths);
        for (std::size_t k = 1; k != report.orders.size(); ++k)
            RC_ASSERT(report.orders[k].log_likelihood >= report.orders[k - 1].log_likelihood - 1e-9);
        RC_ASSERT(report.suggested.has_value() == (report.steps != 0));
        auto parts = std::vector(2, metric.zero(paths));
        int  next  = 0;
        for (auto const& path : paths) metric.add(parts[static_cast<std::size_t>(next++ % 2)], path);
        metric.merge(parts[1], parts[0]);
        RC_ASSERT(metric.finish(parts[1]) == report);
    });
    CHECK_THROWS_WITH(lm::markov_order{{}}, says("markov_order.as_of = not set"));
    CHECK_THROWS_WITH((lm::markov_order{{.as_of = epoch, .at_most = 5}}), says("markov_order.at_most = 5"));
}
