// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/scoring/scores.hpp>

#include "support/activities.hpp"
#include "support/law.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;
using date::days;

namespace {

auto const kind_is = [](int kind) { return [kind](activity const& a) { return a.kind == kind; }; };

activity one(int lead, int kind, int hour, double worth = 1, std::string product = "crm")
{
    return {lead, kind, at_hour(hour), worth, std::move(product)};
}

} // namespace

TEST_CASE("a score by hand")
{
    // Half is left after 100 hours. At hour 400: 10 points of hour 200 are 2.5, 20 × 0.5 of hour 300 are 5; the third page view does not count.
    auto const model =
        lm::scoring_model{lm::rule{"page", kind_is(0), 10}.at_most(2), lm::rule{"video", kind_is(1), lm::share_of(20, &activity::worth)}}.decay(
            lm::half_life{hours{100}});
    std::vector<activity> const activities{one(1, 0, 300), one(1, 0, 200), one(1, 0, 400), one(1, 1, 300, 0.5),
                                           one(1, 3, 399), one(2, 3, 1),   one(3, 0, 401)};
    auto const                  scores = lm::scores{model, {.as_of = books_closed, .sales_ready = 5, .cold_after = days{4}}}(activities);
    CHECK(scores.at(1).value == Approx(2.5 + 5 + 5).epsilon(1e-15));
    // Hour 200 makes 10. With what is left of it, hour 300 makes 25; half of that is left at 400. 5 are left after another 100 log2(12.5 / 5).
    CHECK(scores.at(1).first_ready == at_hour(200));
    CHECK(scores.at(1).ready_since == at_hour(200)); // 5 were left at hour 300, which is still at the threshold
    CHECK(scores.at(1).last_fell == std::nullopt);
    CHECK(scores.at(1).ready_until == at_hour(533)); // 532.19, and the first hour below
    CHECK(scores.at(1).last_raised == at_hour(300));
    CHECK(scores.at(1).cold); // 100 hours are more than four days
    // A lead with an activity that nothing scores has a score; one without any as of then has none.
    CHECK(scores.at(2).value == 0);
    CHECK(scores.at(2).cold);
    CHECK_FALSE(scores.contains(3));
    CHECK(scores.size() == 2);
    CHECK(scores.sales_ready == 1);
    CHECK(scores.cold == 2);
    CHECK(scores.quality.records == 7);
    CHECK(scores.quality.after_as_of == 1);
}

TEST_CASE("every figure is that of the definition, whatever the model")
{
    holds("against the twin", [](plain_model const& plain, std::vector<activity> const& activities) {
        double const       threshold = *rc::gen::element(1.0, 5.0, 12.5);
        auto const         report = lm::scores{plain.model(), {.as_of = books_closed, .sales_ready = threshold, .cold_after = hours{50}}}(activities);
        std::int64_t const now    = books_closed.time_since_epoch().count();
        std::size_t        known  = 0;
        for (auto const& [id, all] : by_lead(activities)) {
            plain_lead const lead{plain, all};
            RC_ASSERT(report.contains(id) == lead.scored(now));
            if (!lead.scored(now)) continue;
            ++known;
            auto const& said = report.at(id);
            RC_ASSERT(said.value == Approx(static_cast<double>(lead.score(now))).epsilon(1e-12).margin(1e-12));
            RC_ASSERT(said.sales_ready == lead.ready(now, threshold));
            RC_ASSERT(said.last_raised == lead.raised());
            RC_ASSERT(said.cold == !(lead.raised() && books_closed - *lead.raised() < hours{50}));

            std::optional<hourly> first, since, fell, until;
            bool                  was = false;
            for (std::int64_t t = 0; t <= now; ++t) {
                bool const is = lead.ready(t, threshold);
                if (is && !first) first = hourly{hours{t}};
                if (is && !was) since = hourly{hours{t}};
                if (!is && was) fell = hourly{hours{t}};
                was = is;
            }
            if (!was) since.reset();
            if (was)
                for (std::int64_t t = now + 1; t <= now + 5000 && !until; ++t)
                    if (!lead.ready(t, threshold)) until = hourly{hours{t}};
            RC_ASSERT(said.first_ready == first);
            RC_ASSERT(said.ready_since == since);
            RC_ASSERT(said.last_fell == fell);
            if (until || !said.ready_until || *said.ready_until <= books_closed + hours{5000}) RC_ASSERT(said.ready_until == until);
        }
        RC_ASSERT(report.size() == known);
    });
}

TEST_CASE("laws of scores")
{
    holds("neither the order of the records nor how they come matters, by ==",
          [](plain_model const& plain, std::vector<activity> activities, std::uint32_t seed) {
              lm::scores const scores{plain.model(), {.as_of = books_closed, .sales_ready = 5, .cold_after = hours{50}}};
              auto const       known = scores(activities);
              std::shuffle(activities.begin(), activities.end(), std::mt19937{seed});
              RC_ASSERT(scores(activities) == known);
              std::stable_sort(activities.begin(), activities.end(), [](auto const& a, auto const& b) { return a.lead_id < b.lead_id; });
              RC_ASSERT(scores(lm::grouped_ledgers(activities)) == known);
              // In parts: each lead's ledger in one of them.
              auto const ledgers = lm::ledgers(activities);
              auto       parts   = scores.zero(ledgers);
              for (auto const& ledger : ledgers) {
                  auto part = scores.zero(ledgers);
                  scores.add(part, ledger);
                  scores.merge(part, parts);
                  parts = part;
              }
              RC_ASSERT(scores.finish(parts) == known);
              RC_ASSERT(scores.summarize(ledgers) == parts);
          });
    holds("a score of points that are not negative does not rise by itself",
          [](plain_model const& plain, std::vector<activity> const& activities, std::uint16_t later) {
              RC_PRE(plain.only_falls());
              auto const now  = lm::scores{plain.model(), {.as_of = at_hour(500)}}(activities);
              auto const then = lm::scores{plain.model(), {.as_of = at_hour(500) + hours{later}}}(activities);
              for (auto const& score : now) RC_ASSERT(then.at(score.lead_id).value <= score.value + 1e-12);
          });
    holds("a score per product is that of the product's activities", [](plain_model const& plain, std::vector<activity> const& activities) {
        auto const  scores = lm::scores{plain.model(), {.as_of = books_closed, .sales_ready = 5}};
        auto const  per    = scores.per(&activity::product)(activities);
        std::size_t all    = 0;
        for (std::string const product : {"crm", "mail"}) {
            std::vector<activity> its;
            std::copy_if(activities.begin(), activities.end(), std::back_inserter(its), [&](activity const& a) { return a.product == product; });
            auto const alone = scores(its);
            all += alone.size();
            for (auto const& score : alone) {
                RC_ASSERT(per.at(score.lead_id, product).value == score.value);
                RC_ASSERT(per.at(score.lead_id, product).ready_since == score.ready_since);
            }
        }
        RC_ASSERT(per.size() == all);
    });
}

TEST_CASE("a score explained")
{
    holds("its parts add up to it, and it is the score", [](plain_model const& plain, std::vector<activity> const& activities) {
        lm::scores const scores{plain.model(), {.as_of = books_closed, .sales_ready = 5, .cold_after = hours{50}}};
        auto const       known     = scores(activities);
        auto const       explained = scores.explained()(activities);
        RC_ASSERT(explained.size() == known.size());
        for (auto const& [id, all] : by_lead(activities)) {
            if (!known.contains(id)) continue;
            auto const& why = explained.at(id);
            RC_ASSERT((static_cast<lm::lead_score<int, hours> const&>(why) == known.at(id)));
            double sum = 0;
            for (auto const& part : why.parts) sum += part.points;
            RC_ASSERT(sum == Approx(why.value).epsilon(1e-12).margin(1e-12));
            plain_lead const lead{plain, all};
            auto const       rules = plain.rules();
            for (auto const& part : why.parts)
                if (part.kind == lm::score_part_kind::rule)
                    RC_ASSERT(part.points
                              == Approx(static_cast<double>(lead.rule_sum(std::stoul(part.name.substr(5)), 400, lead.given_to())))
                                     .epsilon(1e-12)
                                     .margin(1e-12));
        }
    });

    auto const web   = lm::rule_group{"web", lm::rule{"page", kind_is(0), 10}, lm::rule{"blog", kind_is(1), 4}}.at_most_points(25);
    auto const model = lm::scoring_model{web, lm::rule{"left", kind_is(2), -40}}.floor(0).inactivity({.period = days{1}, .points = 1, .at_most = 3});
    auto const why   = lm::scores{model, {.as_of = at_hour(48)}}
                         .explained()(std::vector{one(1, 0, 1), one(1, 0, 2), one(1, 0, 3), one(1, 1, 4), one(1, 2, 5)})
                         .at(1);
    using enum lm::score_part_kind;
    CHECK(why.parts
          == std::vector<lm::score_part>{{rule, "page", 30, 3},
                                         {rule, "blog", 4, 1},
                                         {rule, "left", -40, 1},
                                         {group_limit, "web", -9, 0},
                                         {inactivity, "inactivity", -1, 0},
                                         {floor, "floor", 16, 0}});
    CHECK(why.value == 0);
}

TEST_CASE("inactivity is counted from the first points on")
{
    auto const model =
        lm::scoring_model{lm::rule{"page", kind_is(0), 10}, lm::rule{"bounce", kind_is(1), 0}}.inactivity({.period = days{1}, .points = 1});
    std::vector<activity> const all{one(1, 1, 10), one(2, 0, 352)};
    auto const                  scores = lm::scores{model, {.as_of = books_closed}}(all);
    CHECK(scores.at(1).value == 0); // seen, but never given a point that could fade
    CHECK(scores.at(2).value == 8); // two days ago
    // The same where rules have limits of their own.
    auto const limited = lm::scoring_model{lm::rule{"page", kind_is(0), 10}.at_most_points(30), lm::rule{"bounce", kind_is(1), 0}}.inactivity(
        {.period = days{1}, .points = 1});
    CHECK(lm::scores{limited, {.as_of = books_closed}}(all).at(1).value == 0);
    CHECK(lm::scores{limited, {.as_of = books_closed}}(all).at(2).value == 8);
}

TEST_CASE("a lead that was closed and comes back starts anew")
{
    auto const                  model = lm::scoring_model{lm::rule{"page", kind_is(0), 10}.at_most(2), lm::reset_rule{"closed", kind_is(1)}};
    std::vector<activity> const activities{one(1, 0, 1),  one(1, 0, 2), one(1, 0, 3), one(1, 1, 10),
                                           one(1, 0, 10), one(2, 0, 1), one(2, 0, 2), one(2, 1, 5)};
    auto const                  scores = lm::scores{model, {.as_of = books_closed, .sales_ready = 20, .cold_after = hours{1000}}}(activities);
    CHECK(scores.at(1).value == 10); // what happens at that very instant is of the new life
    CHECK(scores.at(1).first_ready == at_hour(2));
    CHECK(scores.at(1).last_fell == at_hour(10));
    CHECK(scores.at(2).value == 0);
    CHECK(scores.at(2).last_raised == std::nullopt);
    CHECK(scores.at(2).cold);
    CHECK(lm::scores{model, {.as_of = at_hour(9)}}(activities).at(1).value == 20); // the past stays what it was
}

TEST_CASE("activities with an id of their own count once")
{
    struct stamped {
        int         lead_id, kind;
        hourly      at;
        std::string event_id;
    };
    auto const                 model = lm::scoring_model{lm::rule{"page", [](stamped const& a) { return a.kind == 0; }, 10},
                                         lm::rule{"demo", [](stamped const& a) { return a.kind == 1; }, 30}};
    std::vector<stamped> const twice{{1, 0, at_hour(1), "x"}, {1, 0, at_hour(1), "x"}, {1, 0, at_hour(1), "y"}, {1, 0, at_hour(2), ""},
                                     {1, 0, at_hour(2), ""},  {2, 0, at_hour(5), "z"}, {2, 1, at_hour(5), "z"}};
    auto const                 scores = lm::scores{model, {.as_of = books_closed}}(twice);
    CHECK(scores.at(1).value == 40); // without an id each counts
    CHECK(scores.at(2).value == 30); // of two that say they are one at one instant, what is worth more
    CHECK(scores.quality.duplicates == 2);
    CHECK(scores.quality.used == 5);
}

TEST_CASE("impossible points are counted, not used")
{
    auto const                  nan   = std::numeric_limits<double>::quiet_NaN();
    auto const                  model = lm::scoring_model{lm::rule{"video", kind_is(0), lm::share_of(20, &activity::worth)},
                                         lm::rule{"raw", kind_is(1), [](activity const& a) { return a.worth; }}};
    std::vector<activity> const activities{one(1, 0, 1, 3), one(2, 0, 1, -1), one(3, 1, 1, nan),
                                           one(3, 1, 2, std::numeric_limits<double>::infinity()), one(4, 0, 1, nan)};
    auto const                  scores = lm::scores{model, {.as_of = books_closed}}(activities);
    CHECK(scores.at(1).value == 20);
    CHECK(scores.at(2).value == 0);
    CHECK(scores.at(3).value == 0);
    CHECK(scores.at(4).value == 0);
    CHECK(scores.quality.clamped == 2);
    CHECK(scores.quality.not_finite == 3);
    CHECK(scores.quality.used == 5);
}

TEST_CASE("half-lives of minutes to years, over decades, to 1e-12")
{
    struct view {
        int               lead_id;
        date::sys_seconds at;
    };
    auto const as_of = date::sys_days{date::year{2024} / 6 / 1} + std::chrono::seconds{12345};
    holds("against long double", [&](std::vector<std::uint32_t> const& ages) {
        for (auto const half : {std::chrono::seconds{300}, std::chrono::seconds{86400 * 3}, std::chrono::seconds{86400 * 3650}}) {
            std::vector<view> views;
            long double       known = 0;
            for (std::uint32_t const age : ages) {
                auto const seconds = static_cast<std::int64_t>(age % 3 == 0 ? age % 300000 : age / 3); // up to 45 years
                views.push_back({1, as_of - std::chrono::seconds{seconds}});
                known += 7 * std::exp2(-static_cast<long double>(seconds) / static_cast<long double>(half.count()));
            }
            auto const scores = lm::scores{lm::scoring_model{lm::rule{"view", [](view const&) { return true; }, 7}}.decay(lm::half_life{half}),
                                           {.as_of = as_of}}(views);
            if (views.empty() || known < 1e-290L) continue; // below, a double has fewer digits
            RC_ASSERT(std::abs(static_cast<long double>(scores.at(1).value) - known) <= 1e-12L * known);
        }
    });
}

TEST_CASE("instants finer than a second, and books closed between two of them")
{
    using ms = date::sys_time<std::chrono::milliseconds>;
    struct view {
        int lead_id;
        ms  at;
    };
    ms const                start{std::chrono::milliseconds{1'700'000'000'123}};
    std::vector<view> const views{{1, start}};
    auto const model = lm::scoring_model{lm::rule{"view", [](view const&) { return true; }, 8}}.decay(lm::half_life{std::chrono::milliseconds{1500}});
    CHECK(lm::scores{model, {.as_of = start + std::chrono::milliseconds{3000}}}(views).at(1).value == Approx(2).epsilon(1e-14));
    CHECK(lm::scores{model, {.as_of = start + std::chrono::microseconds{1'500'750}}}(views).at(1).value
          == Approx(8 * std::exp2(-1.0005)).epsilon(1e-14));
    CHECK(lm::scores{model, {.as_of = start, .sales_ready = 1}}(views).at(1).ready_until
          == start + std::chrono::milliseconds{4501}); // 4500 is still at it
}

TEST_CASE("a score that is short of the threshold by a trillionth is short of it")
{
    // From the twelfth day on 25 - 24 points and what is left of 7 off, which is 3e-12; from the thirteenth on 25 - 26.
    auto const model =
        lm::scoring_model{lm::rule{"visit", kind_is(0), 25}, lm::rule{"complaint", kind_is(1), -7}.decay(lm::half_life{hours{7}})}.inactivity(
            {.period = hours{24}, .points = 2});
    auto const scores = lm::scores{model, {.as_of = at_hour(320), .sales_ready = 1}}(std::vector{one(1, 0, 0), one(1, 1, 0)});
    CHECK(scores.at(1).last_fell == at_hour(12 * 24));
}

TEST_CASE("what cannot be meant is refused where it is set")
{
    auto const page  = lm::rule{"page", kind_is(0), 10};
    auto const model = lm::scoring_model{page};
    CHECK_THROWS_WITH((lm::rule{"page", kind_is(0), std::numeric_limits<double>::quiet_NaN()}), says("points of rule page"));
    CHECK_THROWS_WITH(page.at_most(0), says("at_most of rule page = 0"));
    CHECK_THROWS_WITH(page.from_time(0), says("from_time of rule page = 0"));
    CHECK_THROWS_WITH(page.at_most(0, lm::days_of{}), says("at_most of rule page = 0"));
    CHECK_THROWS_WITH(page.at_most_points(-1), says("at_most_points of rule page"));
    CHECK_THROWS_WITH(page.at_most_points(0, lm::days_of{}), says("at_most_points of rule page = 0"));
    CHECK_THROWS_WITH(page.at_most_points(6, lm::days_of{}).at_most_points(15, lm::weeks_of{}),
                      says("at_most_points of rule page = weeks in UTC") && says("one for days in UTC"));
    CHECK_THROWS_WITH(page.at_most(1, lm::weeks_of{}).at_most(5, lm::days_of{}), says("at_most of rule page = days in UTC"));
    CHECK_THROWS_WITH((lm::scoring_model{page, lm::rule{"page", kind_is(1), 5}}), says("two rules have this name"));
    CHECK_THROWS_WITH((lm::scoring_model{std::vector<lm::run_time_rule<activity>>{}}), says("give at least one rule"));
    CHECK_THROWS_WITH(model.floor(10).ceiling(5), says("scoring_model.floor = 10"));
    CHECK_THROWS_WITH(model.ceiling(std::numeric_limits<double>::infinity()), says("scoring_model.ceiling = inf"));
    CHECK_THROWS_WITH(model.inactivity({.points = 5}), says("scoring_model.inactivity.period = not set"));
    CHECK_THROWS_WITH(model.inactivity({.period = hours{0}, .points = 5}), says("scoring_model.inactivity.period = 0"));
    CHECK_THROWS_WITH(model.inactivity({.period = hours{1}, .points = -5}), says("scoring_model.inactivity.points = -5"));
    CHECK_THROWS_WITH((lm::scores{model, {}}), says("scores.as_of = not set"));
    CHECK_THROWS_WITH((lm::scores{model, {.as_of = books_closed, .sales_ready = std::numeric_limits<double>::quiet_NaN()}}),
                      says("scores.sales_ready"));
    CHECK_THROWS_WITH((lm::scores{model, {.as_of = books_closed, .cold_after = hours{0}}}), says("scores.cold_after = 0"));
    CHECK_THROWS_WITH((lm::rule_group{"web", page}.at_most_points(0)), says("at_most_points of group web"));
    CHECK_THROWS_WITH(lm::rules_by(&activity::kind, std::vector{lm::points_for{1, "a", 1.0}, lm::points_for{1, "b", 2.0}}), says("rules_by = b"));
}

TEST_CASE("a rule that counts from a later time on passes the first activities over")
{
    auto const visits = [](int n) {
        std::vector<activity> all;
        for (int i = 0; i != n; ++i) all.push_back({1, 0, at_hour(10 * i), 1, ""});
        return all;
    };
    auto const score = [&](auto const& rule, int n) { return lm::scores{lm::scoring_model{rule}, {.as_of = books_closed}}(visits(n)).at(1).value; };
    lm::rule const page{"page", kind_is(0), 10};
    CHECK(score(page.from_time(3), 2) == 0);
    CHECK(score(page.from_time(3), 3) == 10);            // the third itself counts
    CHECK(score(page.from_time(3).at_most(5), 9) == 30); // the third to the fifth
    CHECK(score(page.from_time(3).at_most(2, lm::days_of{}), 9)
          == 50); // of four days the hours 0 and 10, 30 and 40, 50 and 60, 80: but for the first two
}

TEST_CASE("a limit over all time and a limit per window hold together")
{
    auto const visits = [](std::initializer_list<int> when) {
        std::vector<activity> all;
        for (int const hour : when) all.push_back({1, 0, at_hour(hour), 1, ""});
        return all;
    };
    auto const score = [&](auto const& rule, std::vector<activity> const& all) {
        return lm::scores{lm::scoring_model{rule}, {.as_of = books_closed}}(all).at(1).value;
    };
    auto const     two_days = visits({1, 2, 3, 25, 26});
    lm::rule const page{"page", kind_is(0), 10};
    CHECK(score(page.at_most(4).at_most(2, lm::days_of{}), two_days) == 30); // the third is one too many of its day, the fifth of all time
    CHECK(score(page.at_most(2, lm::days_of{}).at_most(4), two_days) == 30);
}

TEST_CASE("points per window are limited before the points of the rule")
{
    std::vector<activity> const all{{1, 0, at_hour(1), 1, ""}, {1, 0, at_hour(2), 1, ""}, {1, 0, at_hour(25), 1, ""}, {1, 1, at_hour(26), 1, ""}};
    lm::rule const              page{"page", kind_is(0), 10};
    auto const score = [&](auto const& rule, int as_of) { return lm::scores{lm::scoring_model{rule}, {.as_of = at_hour(as_of)}}(all).at(1).value; };
    auto const daily = page.at_most_points(12, lm::days_of{});
    CHECK(score(daily, 1) == 10);
    CHECK(score(daily, 2) == 12);
    CHECK(score(daily, 25) == 22);
    CHECK(score(daily.at_most_points(15), 25) == 15);
    CHECK(score(page.at_most_points(12, lm::weeks_of{}), 25) == 12);

    // The limit is on what decay has left: of the first day's 20 points, about 10.5 a day later, which are within the limit.
    auto const fading = page.at_most_points(12, lm::days_of{}).decay(lm::half_life{hours{24}});
    CHECK(score(fading, 2) == 12);
    CHECK(score(fading, 24) == Approx(10 * std::exp2(-23 / 24.) + 10 * std::exp2(-22 / 24.)).epsilon(1e-12));
    CHECK(score(fading, 25) == Approx(10 * std::exp2(-24 / 24.) + 10 * std::exp2(-23 / 24.) + 10).epsilon(1e-12));
}

TEST_CASE("a day that comes back, as clocks go back over midnight, is one window")
{
    auto const local_days = [](date::sys_seconds at) { // the hour 25 is of the first day again
        auto const hour = date::floor<hours>(at).time_since_epoch().count();
        return hour == 25 ? 0 : hour / 24;
    };
    std::vector<activity> all;
    for (int const hour : {23, 24, 25, 26}) all.push_back({1, 0, at_hour(hour), 1, ""});
    lm::rule const page{"page", kind_is(0), 10};
    auto const     score = [&](auto const& rule) {
        auto const one = lm::scores{lm::scoring_model{rule}, {.as_of = at_hour(26)}}.explained()(all).at(1);
        CHECK(one.parts.at(0).points == one.value);
        return one.value;
    };
    CHECK(score(page.at_most(1, local_days)) == 20);
    CHECK(score(page.at_most_points(12, local_days)) == 24);
    CHECK(score(page.at_most_points(12, local_days).decay(lm::half_life{hours{240}})) == 24);
    CHECK(score(page.at_most_points(12, local_days).decay(lm::linear_decay{hours{240}})) == 24);
}

TEST_CASE("when a score was raised does not depend on how long ago that was")
{
    lm::rule const page{"page", kind_is(0), 10};
    for (auto const& rule : {page, page.at_most_points(12), page.at_most_points(12, lm::days_of{})}) {
        auto const model = lm::scoring_model{rule}.decay(lm::half_life{hours{1}});
        auto const lead =
            lm::scores{model, {.as_of = at_hour(2000), .cold_after = hours{3000}}}(std::vector<activity>{{1, 0, at_hour(0), 1, ""}}).at(1);
        CHECK(lead.last_raised == at_hour(0));
        CHECK(!lead.cold);
    }
}

TEST_CASE("a window over its limit stays at it until its points have faded, however many windows follow")
{
    // The first day's 64 points fade to the limit of 8 in three half-lives, which are six days.
    std::vector<activity> all{{1, 0, at_hour(0), 64, ""}};
    for (int day = 1; day != 16; ++day) all.push_back({1, 0, at_hour(24 * day), 1, ""});
    lm::rule const by_worth{"page", kind_is(0), [](activity const& a) { return a.worth; }};
    auto const     model = lm::scoring_model{by_worth.at_most_points(8, lm::days_of{})}.decay(lm::half_life{hours{48}});
    for (int day = 0; day != 16; ++day) {
        double wanted = (std::min)(8.0, 64 * std::exp2(-day / 2.));
        for (int since = 0; since < day; ++since) wanted += std::exp2(-since / 2.);
        CHECK(lm::scores{model, {.as_of = at_hour(24 * day)}}(all).at(1).value == Approx(wanted).epsilon(1e-12));
    }
}
