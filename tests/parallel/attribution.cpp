// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/parallel.hpp>

#include <leadmetrics/leadmetrics.hpp>

#include "parallel/threads.hpp"
#include "support/catch.hpp"
#include "support/changes.hpp"

#include <random>
#include <string>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

TEST_CASE("attribution on several threads")
{
    struct touch {
        std::string lead_id;
        std::string campaign;
        sys_seconds at;
    };
    struct deal {
        std::string  lead_id;
        sys_seconds  at;
        std::int64_t amount;
    };
    std::vector<touch>                 touches;
    std::vector<deal>                  deals;
    std::mt19937                       random{5};
    std::uniform_int_distribution<int> lead{0, 30'000}, campaign{0, 24}, hour{0, 2200};
    for (int i = 0; i != 200'000; ++i)
        touches.push_back({"lead " + std::to_string(lead(random)), "campaign " + std::to_string(campaign(random)), epoch + 1h * hour(random)});
    for (int i = 0; i != 9'000; ++i) deals.push_back({"lead " + std::to_string(lead(random)), epoch + 1h * hour(random), i % 999 - 20});

    lm::attribution_settings const window{.as_of = closing, .lookback = date::days{20}};
    auto const            models = lm::together(lm::attribution{lm::time_decay{date::days{3}}, window}, lm::attribution{lm::markov{2}, window},
                                                lm::path_lengths{{.as_of = closing}}, lm::markov_order{{.as_of = closing}});
    lm::top_paths const   ranked{{.as_of = closing}};
    auto const            known_paths = lm::paths(touches, deals, window);
    auto const            known       = models(known_paths);
    auto const            known_top   = ranked(known_paths);
    auto const            known_month = lm::monthly(ranked)(known_paths);
    lm::attribution const linear{lm::linear{}, window};
    auto const            known_linear = linear(touches, deals);
    with_threads(3, [&](auto on) {
        auto const paths = on(lm::paths)(touches, deals, window);
        CHECK(on(models)(paths) == known);
        CHECK(on(ranked)(paths) == known_top);
        CHECK(on(lm::monthly(ranked))(paths) == known_month);
        CHECK(on(linear)(touches, deals) == known_linear);
        CHECK(on(linear)(on(lm::converting_paths)(touches, deals, window)).campaigns == known_linear.campaigns);
    });
}
