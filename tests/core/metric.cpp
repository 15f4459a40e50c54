// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/core/by.hpp>
#include <leadmetrics/core/leads_behind.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/together.hpp>

#include <date/date.h>

#include "support/catch.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace lm = leadmetrics;

namespace {

// The mechanism knows nothing of funnels: a metric on the user's own elements.
struct purse {
    std::string owner;
    int         coins;
    std::string lead_id() const { return owner; }
};
struct coins : lm::metric_interface<coins> {
    using metric_interface<coins>::zero;
    using metric_interface<coins>::finish;
    template <class>
    long zero() const
    {
        return 0;
    }
    template <class Route>
    void observe(purse const& one, Route route) const
    {
        route(lm::undated{}) += one.coins;
    }
    template <lm::runner Runner = lm::sequential>
    long finish(long sum, Runner const& = {}) const
    {
        return sum;
    }
    static date::sys_days as_of() { return {}; }
};

/// Runs its tasks backwards, and says it is many.
struct backwards {
    static std::size_t concurrency() { return 3; }
    template <class Task>
    void operator()(std::size_t n, Task&& task) const
    {
        while (n-- != 0) task(n);
    }
};

std::vector<purse> const purses{{"ann", 3}, {"bob", 4}, {"ann", 5}, {"cid", 0}};

} // namespace

TEST_CASE("what a metric supplies is enough for everything else")
{
    STATIC_REQUIRE(lm::metric_on<coins, purse>);
    coins const metric;
    CHECK(metric(purses) == 12);
    CHECK(metric(std::vector<purse>{}) == 0);

    auto sum = metric.zero(purses);
    for (auto const& one : purses) metric.add(sum, one);
    CHECK(metric.finish(sum) == 12);
    metric.merge(sum, metric.summarize(purses));
    CHECK(metric.finish(sum) == 24);

    CHECK(metric.run(backwards{}, purses) == 12);
    CHECK(metric.run(backwards{}, std::vector<purse>{}) == 0);

    auto const by_owner = lm::by(&purse::owner, metric)(purses);
    CHECK(by_owner.size() == 3);
    CHECK(by_owner.at("ann") == 8);
    auto const by_both = lm::by(&purse::owner, &purse::coins, metric)(purses);
    CHECK(by_both.at("ann", 5) == 5);
    CHECK(lm::together(metric, metric)(purses) == std::tuple{12L, 12L});
    CHECK(lm::together(metric, lm::by(&purse::owner, metric)).run(backwards{}, purses) == std::tuple{12L, by_owner});

    auto const behind = lm::leads_behind(purses, metric, [](long n) { return n != 0; });
    CHECK(behind == std::vector<std::string>{"ann", "bob", "ann"});
}
