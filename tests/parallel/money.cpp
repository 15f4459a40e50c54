// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/parallel.hpp>

#include <leadmetrics/leadmetrics.hpp>

#include "parallel/threads.hpp"
#include "support/catch.hpp"
#include "support/changes.hpp"

#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

TEST_CASE("money on several threads")
{
    struct flow {
        int          campaign;
        sys_seconds  at;
        std::int64_t amount;
    };
    std::vector<flow> costs, revenues;
    for (int i = 0; i != 30'000; ++i) {
        costs.push_back({i % 7, epoch + 1h * (i % 900), i % 101});
        revenues.push_back({i % 11, epoch + 3h * (i % 700), i % 203 - 20});
    }
    lm::roi const roi{{.as_of = closing, .annual_rate = 0.1}};
    auto const    flows = lm::cash_flows(costs, revenues);
    with_threads(3, [&](auto on) { CHECK(on(roi)(flows) == roi(costs, revenues)); });
}
