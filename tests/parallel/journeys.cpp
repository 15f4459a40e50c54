// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/parallel.hpp>

#include <leadmetrics/leadmetrics.hpp>

#include "laws/inputs.hpp"
#include "parallel/threads.hpp"
#include "support/law.hpp"

#include <algorithm>
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

struct row {
    int                        id;
    std::optional<sys_seconds> created, won;
};

} // namespace

TEST_CASE("any number of threads gives the same summary order and the same report, by ==")
{
    auto const          changes = many(1, 200'000);
    journey_input const known{changes};
    auto const          families = journey_families();
    for (int const threads : {1, 2, 3, 7})
        with_runners(threads, [&](any_runner const& on) {
            journey_input const grouped{changes, on};
            REQUIRE(grouped.all.size() == known.all.size());
            bool same = true;
            for (std::size_t i = 0; i != known.all.size(); ++i) same = same && grouped.all[i].lead_id() == known.all[i].lead_id();
            CHECK(same); // the leads come in the same order
            for (auto const& family : families) {
                INFO(family[0]->name << " on " << threads << " threads");
                CHECK(family[0]->report(grouped, on) == family[0]->report(known));
            }
        });
}

TEST_CASE("random records on three threads")
{
    for (auto const& family : journey_families())
        holds(family[0]->name, [&metric = *family[0]](std::vector<change> const& changes) {
            with_runners(
                3, [&](any_runner const& on) { RC_ASSERT(metric.report(journey_input{changes, on}, on) == metric.report(journey_input{changes})); });
        });
}

TEST_CASE("text ids, grouped records and wide records on several threads")
{
    auto                      changes = many(2, 150'000);
    std::vector<named_change> named;
    for (change const& c : changes) named.push_back({"lead-number-" + std::to_string(c.lead_id), c.stage, c.at, c.source, c.amount});
    lm::velocity const velocity{pipeline(), {.as_of = closing}};
    lm::sla const      sla{pipeline(), {.as_of = closing, .start = phase::mql, .response = phase::sql, .allowance = 9h}};
    auto const         all = lm::together(lm::by(&change::source, lm::monthly(velocity)), lm::monthly(lm::by(&change::source, sla)),
                                          lm::volume{pipeline(), {.as_of = closing, .goals = {{phase::won, 3}}}});
    with_threads(3, [&](auto on) {
        CHECK(on(velocity)(on(lm::journeys)(named, pipeline())) == velocity(lm::journeys(changes, pipeline())));

        std::stable_sort(changes.begin(), changes.end(), [](change const& a, change const& b) { return a.lead_id > b.lead_id; });
        auto const grouped = on(lm::grouped_journeys)(changes, pipeline());
        auto const known   = lm::journeys(changes, pipeline());
        CHECK(on(all)(grouped) == all(known));

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
