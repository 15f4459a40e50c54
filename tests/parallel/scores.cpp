// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/parallel.hpp>

#include <leadmetrics/leadmetrics.hpp>

#include "parallel/threads.hpp"
#include "support/catch.hpp"
#include "support/changes.hpp"

#include <algorithm>
#include <random>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

TEST_CASE("scores on several threads")
{
    struct view {
        int         lead_id, kind;
        sys_seconds at;
    };
    std::vector<view>                  views;
    std::mt19937                       random{5};
    std::uniform_int_distribution<int> lead{0, 9000}, kind{0, 3}, hour{0, 2200};
    for (int i = 0; i != 120'000; ++i) views.push_back({lead(random), kind(random), epoch + 1h * hour(random)});
    auto grouped = views;
    std::stable_sort(grouped.begin(), grouped.end(), [](view const& a, view const& b) { return a.lead_id < b.lead_id; });

    auto const table = lm::scoring_model{lm::rules_by(&view::kind, std::vector{lm::points_for{0, "page", 2.5}, lm::points_for{1, "demo", 7.25},
                                                                               lm::points_for{2, "left", -3.5}})}
                           .decay(lm::half_life{date::days{9}});
    auto const limited =
        lm::scoring_model{lm::rule_group{"web", lm::rule{"page", [](view const& v) { return v.kind == 0; }, 2.5}.at_most(3)}.at_most_points(6),
                          lm::rule{"demo", [](view const& v) { return v.kind == 1; }, 7.25}}
            .decay(lm::linear_decay{date::days{20}})
            .inactivity({.period = date::days{3}, .points = 1});
    auto const same = [&](auto const& metric) {
        auto const known = metric(views);
        with_threads(3, [&](auto on) {
            CHECK(on(metric)(views) == known);
            CHECK(on(metric)(lm::ledgers(views)) == known);
            CHECK(on(metric)(lm::grouped_ledgers(grouped)) == known);
        });
    };
    for (auto const& settings :
         {lm::scores_settings{.as_of = closing}, lm::scores_settings{.as_of = closing, .sales_ready = 9, .cold_after = date::days{2}}}) {
        same(lm::scores{table, settings});
        same(lm::scores{limited, settings});
        same(lm::qualification{table, settings});
        same(lm::qualification{limited, settings});
    }
    same(lm::scores{limited, {.as_of = closing}}.explained());
    same(lm::score_series{table, {.as_of = {epoch + 24h, closing}}});
}
