// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/stats/detail/ceil_ratio.hpp>

#include "support/law.hpp"

#include <cstdint>
#include <vector>

using leadmetrics::proportion;
using leadmetrics::detail::divided_by_all;

TEST_CASE("leads needed at the rates observed, exactly")
{
    CHECK(divided_by_all(10, {{1, 2}, {1, 5}}) == 100);
    CHECK(divided_by_all(10, {{3, 10}}) == 34);
    CHECK(divided_by_all(3, {{1, 10}, {1, 10}, {1, 10}}) == 3000); // 3 / 0.1³ in doubles is a little more than 3000
    CHECK(divided_by_all(0, {{1, 2}}) == 0);
    CHECK(divided_by_all(7, {}) == 7);
}

TEST_CASE("no number of leads reaches a goal when a rate on the way is 0 or empty, or the number is beyond all counting")
{
    CHECK_FALSE(divided_by_all(1, {{1, 2}, {0, 5}}));
    CHECK_FALSE(divided_by_all(1, {{1, 2}, {0, 0}}));
    CHECK_FALSE(divided_by_all(INT64_MAX, {{1, 2}}));
}

TEST_CASE("the result is the smallest that is enough")
{
    leadmetrics_tests::holds("in 128 bits", [](std::uint16_t goal, std::vector<std::uint8_t> const& raw) {
        std::vector<proportion>         rates;
        __extension__ unsigned __int128 above = goal, below = 1;
        for (std::size_t i = 0; i + 1 < raw.size() && rates.size() < 5; i += 2) {
            proportion const rate{1 + raw[i] % 20, 1 + raw[i + 1]};
            rates.push_back(rate);
            above *= static_cast<unsigned>(rate.total);
            below *= static_cast<unsigned>(rate.hits);
        }
        RC_ASSERT(divided_by_all(goal, rates) == static_cast<std::int64_t>((above + below - 1) / below));
    });
}
