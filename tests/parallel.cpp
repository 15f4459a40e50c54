// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/parallel.hpp>

#include <leadmetrics/leadmetrics.hpp>

#include "support/law.hpp"
#include "support/metrics.hpp"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <future>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

namespace {

struct named_change {
    std::string                 lead_id;
    phase                       stage;
    std::optional<sys_seconds>  at;
    std::string                 source;
    std::optional<std::int64_t> amount;
};

/// Enough of them that several threads have something to do.
std::vector<change> many(unsigned seed, int records)
{
    std::mt19937                       random{seed};
    std::uniform_int_distribution<int> lead{0, records / 5}, stage{0, 6}, second{0, 80 * 86400};
    std::vector<change>                all;
    for (int i = 0; i != records; ++i) {
        change c{
            lead(random), static_cast<phase>(stage(random)), epoch + std::chrono::seconds{second(random) / 3600 * 3600}, i % 3 ? "web" : "ppc", {}};
        if (i % 97 == 0) c.at.reset();
        if (i % 5 == 0) c.amount = i;
        all.push_back(c);
        if (i % 11 == 0) all.push_back(c);
    }
    return all;
}

/// A product's own threads.
struct own_threads {
    std::size_t               threads;
    [[nodiscard]] std::size_t concurrency() const { return threads; }

    template <class Task>
    void operator()(std::size_t n, Task&& task) const
    {
        std::vector<std::future<void>> running;
        for (std::size_t t = 0; t != threads; ++t)
            running.push_back(std::async(std::launch::async, [&, t] {
                for (std::size_t i = t; i < n; i += threads) task(i);
            }));
        for (auto& one : running) one.wait();
        for (auto& one : running) one.get();
    }
};

// The thread sanitizer knows nothing of the synchronisation inside a oneTBB that was not compiled with it, and calls all of it races.
#if defined(__SANITIZE_THREAD__)
constexpr bool tbb_is_understood = false;
#elif defined(__has_feature)
constexpr bool tbb_is_understood = !__has_feature(thread_sanitizer);
#else
constexpr bool tbb_is_understood = true;
#endif

/// f(on): `on(function)` runs on so many threads, more than this machine may have cores: once on oneTBB's, once on own ones.
template <class F>
void with_threads(int threads, F&& f)
{
    f([threads](auto function) {
        return [=](auto const&... arguments) { return function.run(own_threads{static_cast<std::size_t>(threads)}, arguments...); };
    });
    if constexpr (tbb_is_understood) {
        oneapi::tbb::global_control const allow{oneapi::tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads)};
        oneapi::tbb::task_arena{threads}.execute([&] { f(lm::parallel); });
    }
}

struct row {
    int                        id;
    std::optional<sys_seconds> created, won;
};

} // namespace

TEST_CASE("any number of threads gives the same summary order and the same report, by ==")
{
    auto const changes  = many(1, 200'000);
    auto const journeys = lm::journeys(changes, pipeline());
    for (int const threads : {1, 2, 3, 7})
        with_threads(threads, [&](auto on) {
            auto const grouped = on(lm::journeys)(changes, pipeline());
            REQUIRE(grouped.size() == journeys.size());
            bool same = true;
            for (std::size_t i = 0; i != journeys.size(); ++i) same = same && grouped[i].lead_id() == journeys[i].lead_id();
            CHECK(same); // the leads come in the same order
            each_metric([&](auto const& metric, char const* name) {
                INFO(name << " on " << threads << " threads");
                CHECK(on(metric)(grouped) == metric(journeys));
            });
        });
}

TEST_CASE("random records on three threads")
{
    each_metric([](auto const& metric, char const* name) {
        holds(name, [&](std::vector<change> const& changes) {
            with_threads(3, [&](auto on) {
                auto const grouped = on(lm::journeys)(changes, pipeline());
                RC_ASSERT(on(metric)(grouped) == metric(lm::journeys(changes, pipeline())));
            });
        });
    });
}

TEST_CASE("text ids, grouped records and wide records on several threads")
{
    auto                      changes = many(2, 150'000);
    std::vector<named_change> named;
    for (change const& c : changes) named.push_back({"lead-number-" + std::to_string(c.lead_id), c.stage, c.at, c.source, c.amount});
    lm::velocity const velocity{pipeline(), {.as_of = closing}};
    with_threads(3, [&](auto on) {
        CHECK(on(velocity)(on(lm::journeys)(named, pipeline())) == velocity(lm::journeys(changes, pipeline())));

        std::stable_sort(changes.begin(), changes.end(), [](change const& a, change const& b) { return a.lead_id > b.lead_id; });
        auto const grouped = on(lm::grouped_journeys)(changes, pipeline());
        auto const known   = lm::journeys(changes, pipeline());
        each_metric([&](auto const& metric, char const* name) {
            INFO(name << " over grouped records");
            CHECK(on(metric)(grouped) == metric(known));
        });

        std::vector<row> rows;
        for (int i = 0; i != 100'000; ++i)
            rows.push_back({i * 7919 % 90'001, epoch + 1h * (i % 1000), i % 3 ? std::optional<sys_seconds>{} : epoch + 1h * (i % 1700)});
        auto const make = [&](auto const& f) {
            return f(rows, pipeline(), &row::id, lm::entered{phase::lead, &row::created}, lm::entered{phase::won, &row::won});
        };
        CHECK(on(velocity)(make(on(lm::journeys))) == velocity(make(lm::journeys)));
    });
}

TEST_CASE("what a user's accessor throws reaches the caller")
{
    auto const changes  = many(3, 100'000);
    auto const journeys = lm::journeys(changes, pipeline());
    auto const by_throw = lm::by([](change const& c) -> int { return c.lead_id == 77 ? throw std::runtime_error{"mine"} : 1; },
                                 lm::volume{pipeline(), {.as_of = closing}});
    with_threads(3, [&](auto on) { CHECK_THROWS_WITH(on(by_throw)(journeys), says("mine")); });
}

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
