// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/scoring/live_ledger.hpp>

#include "support/activities.hpp"
#include "support/law.hpp"

#include <leadmetrics/scoring/scores.hpp>

#include <algorithm>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

namespace {

using told = std::tuple<std::int64_t, int, lm::crossing_kind>;

template <class Crossings>
void note(std::vector<told>& all, Crossings const& crossings)
{
    for (auto const& one : crossings) all.emplace_back(one.at.time_since_epoch().count(), one.lead_id, one.what);
}

/// The crossings of all leads up to the closing, hour by hour.
std::vector<told> hour_by_hour(plain_model const& plain, std::vector<activity> const& activities, double threshold, int cold_hours)
{
    std::vector<told> all;
    for (auto const& [id, its] : by_lead(activities)) {
        bool was_ready = false, was_cold = false;
        for (std::int64_t t = 0; t <= 400; ++t) {
            std::vector<activity> known;
            std::copy_if(its.begin(), its.end(), std::back_inserter(known),
                         [&](activity const& a) { return a.at && *a.at <= at_hour(static_cast<int>(t)); });
            if (known.empty()) continue;
            auto const one =
                lm::scores{plain.model(), {.as_of = at_hour(static_cast<int>(t)), .sales_ready = threshold, .cold_after = hours{cold_hours}}}(known)
                    .at(id);
            if (one.sales_ready != was_ready)
                all.emplace_back(t, id, one.sales_ready ? lm::crossing_kind::sales_ready : lm::crossing_kind::no_longer_ready);
            if (one.cold != was_cold) all.emplace_back(t, id, one.cold ? lm::crossing_kind::cold : lm::crossing_kind::warm);
            was_ready = one.sales_ready;
            was_cold  = one.cold;
        }
    }
    std::sort(all.begin(), all.end());
    return all;
}

activity page(int lead, int hour) { return {lead, 0, at_hour(hour), 1, "crm"}; }

/// A model in which each page is worth 10.
auto pages()
{
    return lm::scoring_model{lm::rule{"page", [](activity const&) { return true; }, 10}};
}

struct failure : std::exception {};

/// An id that counts how often it is copied, and fails at a copy that is asked for: where a text would be allocated.
struct fragile_id {
    static inline int copies_left = -1; // below 0: it does not fail

    int number = 0;

    fragile_id() = default;
    explicit fragile_id(int n) : number(n) {}
    fragile_id(fragile_id const& other) : number(other.number)
    {
        if (copies_left == 0) throw failure{};
        if (copies_left > 0) --copies_left;
    }
    fragile_id(fragile_id&& other) noexcept : number(other.number) {}
    fragile_id& operator=(fragile_id const& other)
    {
        number = fragile_id{other}.number;
        return *this;
    }
    fragile_id& operator=(fragile_id&& other) noexcept
    {
        number = other.number;
        return *this;
    }

    friend bool operator==(fragile_id const& a, fragile_id const& b) { return a.number == b.number; }
    friend bool operator<(fragile_id const& a, fragile_id const& b) { return a.number < b.number; }
};

/// Calls until it does not fail, with a failure at each copy of an id in turn. Returns how often it failed.
template <class Call, class Check>
int with_failures(Call const& call, Check const& unchanged)
{
    for (int copies = 0;; ++copies) {
        fragile_id::copies_left = copies;
        try {
            call();
            fragile_id::copies_left = -1;
            return copies;
        } catch (failure const&) {
            fragile_id::copies_left = -1;
            unchanged();
        }
    }
}

} // namespace

template <>
struct std::hash<fragile_id> {
    std::size_t operator()(fragile_id const& id) const noexcept { return std::hash<int>{}(id.number); }
};

TEST_CASE("a live ledger says what the batch says")
{
    holds("of any instant, taken in any order, asked in between",
          [](plain_model const& plain, std::vector<activity> const& activities, std::vector<std::uint16_t> const& asked) {
              auto const model = plain.model();
              auto       live  = lm::live<activity>(model, {.sales_ready = 5, .cold_after = hours{50}});
              for (std::size_t i = 0; i != activities.size(); ++i) {
                  live.take(activities[i]);
                  if (i % 3 == 0) (void)live.score(activities[i].lead_id, at_hour(450));
              }
              std::vector<int> at{400, 430, 1000};
              for (auto const hour : asked) at.push_back(hour % 450);
              for (int const hour : at) {
                  auto const scores = lm::scores{model, {.as_of = at_hour(hour), .sales_ready = 5, .cold_after = hours{50}}}(activities);
                  for (int lead = 0; lead != 6; ++lead) {
                      auto const score = live.score(lead, at_hour(hour));
                      RC_ASSERT(score.has_value() == scores.contains(lead));
                      if (!score) continue;
                      auto known = scores.at(lead);
                      RC_ASSERT(*score == Approx(known.value).epsilon(1e-12).margin(1e-12));
                      lm::lead_score<int, hours> const said = live.at(lead, at_hour(hour));
                      RC_ASSERT(said == known);
                  }
              }
              auto const quality = lm::scores{model, {.as_of = at_hour(1000)}}(activities).quality;
              RC_ASSERT(live.quality() == quality);
          });
}

TEST_CASE("crossings are told once, at the instant at which they were")
{
    holds("hour by hour", [](plain_model const& plain, std::vector<activity> activities, std::uint8_t step) {
        auto const known = hour_by_hour(plain, activities, 5, 50);
        std::stable_sort(activities.begin(), activities.end(), [](auto const& a, auto const& b) { return a.at < b.at; });
        auto              live = lm::live<activity>(plain.model(), {.sales_ready = 5, .cold_after = hours{50}});
        std::vector<told> all;
        auto              next = activities.begin();
        for (int hour = 0; hour <= 400; ++hour) {
            for (; next != activities.end() && (!next->at || *next->at <= at_hour(hour)); ++next) live.take(*next);
            note(all, live.crossings(at_hour(hour)));
            if (hour == step) { // a restart in between changes nothing
                auto other = lm::live<activity>(plain.model(), {.sales_ready = 5, .cold_after = hours{50}});
                other.restore(live.save());
                RC_ASSERT(other.save() == live.save());
                live = std::move(other);
            }
        }
        std::sort(all.begin(), all.end());
        RC_ASSERT(all == known);
    });
}

TEST_CASE("crossings that are asked for seldom are the last of each kind")
{
    holds("asked for seldom, the last of each kind", [](plain_model const& plain, std::vector<activity> const& activities) {
        auto const known = hour_by_hour(plain, activities, 5, 50);
        auto       live  = lm::live<activity>(plain.model(), {.sales_ready = 5, .cold_after = hours{50}});
        for (auto const& one : activities) live.take(one); // also those of later hours
        std::vector<told> all;
        for (int const hour : {-3, 90, 91, 300, 400}) note(all, live.crossings(at_hour(hour)));
        for (auto const& one : all) RC_ASSERT(std::find(known.begin(), known.end(), one) != known.end());
        for (int lead = 0; lead != 6; ++lead) { // who was told of all that was said knows how it stands
            auto const last = [&](std::vector<told> const& of, lm::crossing_kind a, lm::crossing_kind b) {
                std::optional<lm::crossing_kind> result;
                for (auto const& [at, who, what] : of)
                    if (who == lead && (what == a || what == b)) result = what;
                return result;
            };
            using enum lm::crossing_kind;
            auto const said = last(all, sales_ready, no_longer_ready), was = last(known, sales_ready, no_longer_ready);
            RC_ASSERT(said.value_or(no_longer_ready) == was.value_or(no_longer_ready));
            RC_ASSERT(last(all, cold, warm).value_or(warm) == last(known, cold, warm).value_or(warm));
        }
    });
}

TEST_CASE("a late activity is told of when it is known")
{
    auto const model = lm::scoring_model{lm::rule{"page", [](activity const&) { return true; }, 10}};
    auto       live  = lm::live<activity>(model, {.sales_ready = 20});
    live.take(page(1, 100));
    CHECK(live.crossings(at_hour(110)).empty());
    live.take(page(1, 50)); // late
    auto const now = live.crossings(at_hour(120));
    REQUIRE(now.size() == 1);
    CHECK(now[0] == lm::crossing<int, hourly>{1, lm::crossing_kind::sales_ready, at_hour(100)});
    CHECK(live.crossings(at_hour(500)).empty());
    CHECK_THROWS_WITH(live.crossings(at_hour(499)), says("time runs forward"));
    std::vector<int> called;
    live.take(page(2, 600));
    live.take(page(2, 601));
    live.crossings(at_hour(700), [&](auto const& one) { called.push_back(one.lead_id); });
    CHECK(called == std::vector{2});
    live.forget(2);
    CHECK_FALSE(live.score(2, at_hour(700)));
    CHECK(live.size() == 1);
    CHECK(live.crossings(at_hour(800)).empty());
    CHECK_THROWS_AS(live.at(2, at_hour(700)), std::out_of_range);
    live.take({7, 0, std::nullopt, 1, ""});
    CHECK(live.quality().missing_time == 1);
}

TEST_CASE("activities with an id of their own count once, live too")
{
    struct stamped {
        std::string lead_id;
        int         kind = 0;
        hourly      at;
        std::string event_id;
    };
    auto const model = lm::scoring_model{lm::rule{"page", [](stamped const& a) { return a.kind == 0; }, 10},
                                         lm::rule{"demo", [](stamped const& a) { return a.kind == 1; }, 30}};
    holds("as in the batch, by whatever order they come", [&](std::vector<std::tuple<std::uint8_t, bool, std::uint8_t, std::uint8_t>> const& given) {
        std::vector<stamped> all;
        for (auto const& [lead, demo, hour, id] : given)
            all.push_back({std::to_string(lead % 3), demo, at_hour(hour % 50), id % 6 == 0 ? "" : std::string(1, static_cast<char>('a' + id % 6))});
        auto live = lm::live<stamped>(model, {});
        for (auto const& one : all) live.take(one);
        auto other = lm::live<stamped>(model, {});
        other.restore(live.save());
        auto const scores = lm::scores{model, {.as_of = books_closed}}(all);
        RC_ASSERT(live.quality().duplicates == scores.quality.duplicates);
        for (auto const& one : scores) {
            RC_ASSERT(live.score(one.lead_id, books_closed) == one.value);
            RC_ASSERT(other.score(one.lead_id, books_closed) == one.value);
        }
        for (auto const& one : all) other.take(one); // all of them again
        for (auto const& one : scores)
            if (std::none_of(all.begin(), all.end(), [&](auto const& a) { return a.lead_id == one.lead_id && a.event_id.empty(); }))
                RC_ASSERT(other.score(one.lead_id, books_closed) == one.value);
    });
}

TEST_CASE("a callback that throws loses no crossing")
{
    holds("what was not told is told next time, in the same words and order",
          [](plain_model const& plain, std::vector<activity> const& activities, std::vector<std::uint8_t> const& fails) {
              lm::live_settings const settings{.sales_ready = 5, .cold_after = hours{50}};
              auto                    steady = lm::live<activity>(plain.model(), settings), live = lm::live<activity>(plain.model(), settings);
              std::vector<told>       known, all;
              auto                    fail  = fails.begin();
              std::size_t             taken = 0;
              for (int hour = 0; hour <= 420; hour += 60) {
                  for (std::size_t const end = activities.size() * static_cast<std::size_t>(hour + 60) / 480; taken < end; ++taken) {
                      steady.take(activities[taken]);
                      live.take(activities[taken]);
                  }
                  note(known, steady.crossings(at_hour(hour)));
                  for (bool failed = true; failed;) {
                      int left = fail == fails.end() ? -1 : *fail++ % 4;
                      failed   = false;
                      try {
                          live.crossings(at_hour(hour), [&](auto const& one) {
                              if (left-- == 0) throw failure{};
                              note(all, std::vector{one});
                          });
                      } catch (failure const&) {
                          failed           = true;
                          auto const saved = live.save();
                          auto       other = lm::live<activity>(plain.model(), settings);
                          other.restore(saved);
                          RC_ASSERT(other.save() == saved);
                      }
                  }
                  RC_ASSERT(live.save() == steady.save());
              }
              RC_ASSERT(all == known);
          });
    auto live = lm::live<activity>(pages(), {.sales_ready = 10, .cold_after = hours{50}});
    live.take(page(1, 10));
    live.take(page(2, 20));
    live.take(page(3, 30));
    std::vector<told> all;
    auto const        fails_at = [&](int lead) {
        return [&all, lead](auto const& one) {
            if (one.lead_id == lead) throw failure{};
            note(all, std::vector{one});
        };
    };
    CHECK_THROWS_AS(live.crossings(at_hour(40), fails_at(2)), failure);
    CHECK(live.save().untold.size() == 2);
    CHECK_THROWS_WITH(live.crossings(at_hour(39)), says("time runs forward"));
    SECTION("what is left is told after a restart")
    {
        auto other = lm::live<activity>(pages(), {.sales_ready = 10, .cold_after = hours{50}});
        other.restore(live.save());
        note(all, other.crossings(at_hour(40)));
        using enum lm::crossing_kind;
        CHECK(all == std::vector<told>{{10, 1, sales_ready}, {20, 2, sales_ready}, {30, 3, sales_ready}});
    }
    SECTION("what is left comes before what is new")
    {
        live.take(page(4, 5)); // late
        note(all, live.crossings(at_hour(65)));
        using enum lm::crossing_kind;
        CHECK(all
              == std::vector<told>{
                  {10, 1, sales_ready}, {20, 2, sales_ready}, {30, 3, sales_ready}, {5, 4, sales_ready}, {55, 4, cold}, {60, 1, cold}});
    }
    SECTION("what is left of a lead that is forgotten is not told")
    {
        live.forget(2);
        live.take(page(2, 25)); // another lead, with its id
        live.forget(1);
        note(all, live.crossings(at_hour(41)));
        using enum lm::crossing_kind;
        CHECK(all == std::vector<told>{{10, 1, sales_ready}, {30, 3, sales_ready}, {25, 2, sales_ready}});
        CHECK(live.save().untold.empty());
    }
}

TEST_CASE("what a callback may do to its ledger")
{
    auto live = lm::live<activity>(pages(), {.sales_ready = 10});
    for (int lead = 1; lead <= 4; ++lead) live.take(page(lead, lead));
    std::vector<int> called;
    live.crossings(at_hour(10), [&](auto const& one) {
        called.push_back(one.lead_id);
        CHECK_THROWS_WITH(live.crossings(at_hour(11)), says("a call from a callback"));
        CHECK_THROWS_WITH(live.restore(live.save()), says("a call from a callback"));
        if (one.lead_id != 2) return;
        live.forget(2);
        live.forget(3);
        for (int lead = 2; lead <= 100; ++lead) live.take(page(lead, 5));
    });
    CHECK(called == std::vector{1, 2, 4});
    CHECK(live.save().untold.empty());
    CHECK(live.crossings(at_hour(11)).size() == 98); // all but 1 and 4
}

TEST_CASE("an activity whose rule throws changes nothing")
{
    struct stamped {
        int         lead_id = 0;
        hourly      at;
        std::string event_id;
    };
    bool       fails = false;
    auto const check = [&](stamped const&) { return fails ? throw failure{} : true; };
    auto const worth = [&](stamped const& a) { return fails && a.event_id == "points" ? throw failure{} : 5.0; };
    auto const model = lm::scoring_model{lm::rule{"first", [](stamped const&) { return true; }, 10},
                                         lm::rule{"points", [](stamped const&) { return true; }, worth}, lm::rule{"condition", check, 1}};
    auto       live  = lm::live<stamped>(model, {.sales_ready = 10, .cold_after = hours{50}});
    live.take({1, at_hour(5), "a"});
    live.take({1, at_hour(7), ""});
    (void)live.score(1, at_hour(10));
    auto const before = live.save();
    for (auto const& one : {stamped{1, at_hour(3), "a"}, stamped{1, at_hour(9), "points"}, stamped{1, at_hour(2), ""}, stamped{2, at_hour(3), "b"}}) {
        fails = true;
        CHECK_THROWS_AS(live.take(one), failure);
        fails = false;
        CHECK(live.save() == before);
        CHECK(live.size() == 1);
        CHECK(live.score(1, at_hour(10)) == 32);
    }
    live.take({1, at_hour(3), "a"});
    CHECK(live.score(1, at_hour(10)) == 32);
    CHECK(live.at(1, at_hour(4)).value == 16);
    CHECK(live.quality().duplicates == 1);
}

TEST_CASE("a decay that throws changes nothing, and nothing is lost")
{
    bool       fails    = false;
    auto const left     = [&](lm::seconds age) { return fails ? throw failure{} : 1 / (1 + age.count()); };
    auto       live     = lm::live<activity>(pages().decay(left), {.sales_ready = 15, .cold_after = hours{50}});
    auto       known    = lm::live<activity>(pages().decay(left), {.sales_ready = 15, .cold_after = hours{50}});
    int        failures = 0;
    for (int i = 0; i != 100; ++i) { // more than are remembered before those of which nothing is left are looked for
        bool taken = false;
        if (i % 3 == 0) (void)live.score(i % 2, at_hour(500));
        auto const before = live.save();
        fails             = true;
        try {
            live.take(page(i % 2, i / 4));
            taken = true;
        } catch (failure const&) {
            CHECK(live.save() == before);
        }
        CHECK_THROWS_AS(live.score(i % 2, at_hour(500)), failure);
        CHECK_THROWS_AS(live.at(i % 2, at_hour(500)), failure);
        std::vector<told> now, then;
        try {
            note(now, live.crossings(at_hour(i / 4)));
        } catch (failure const&) {
            ++failures;
        }
        fails = false;
        if (!taken) live.take(page(i % 2, i / 4));
        known.take(page(i % 2, i / 4));
        CHECK(live.score(i % 2, at_hour(500)) == known.score(i % 2, at_hour(500)));
        note(now, live.crossings(at_hour(i / 4)));
        note(then, known.crossings(at_hour(i / 4)));
        CHECK(now == then);
    }
    CHECK(failures > 50);
    CHECK(live.save() == known.save());
}

TEST_CASE("a failure to copy an id, wherever it is")
{
    struct seen {
        fragile_id lead_id;
        hourly     at;
        fragile_id event_id;
    };
    auto const model = lm::scoring_model{lm::rule{"page", [](seen const&) { return true; }, 10}};
    auto       live = lm::live<seen>(model, {.sales_ready = 10}), known = lm::live<seen>(model, {.sales_ready = 10});
    auto const take = [&](int lead, int hour, int event) {
        seen const one{fragile_id{lead}, at_hour(hour), fragile_id{event}};
        known.take(one);
        auto const before = live.save();
        CHECK(with_failures([&] { live.take(one); }, [&] { CHECK(live.save() == before); }) > 0);
        CHECK(live.save() == known.save());
    };
    for (int lead = 0; lead != 5; ++lead) take(lead, lead, 1);
    take(2, 1, 1);
    take(2, 8, 2);
    auto const saved = live.save();
    using all        = std::vector<lm::crossing<fragile_id, hourly>>;
    all        now;
    auto const then = known.crossings(at_hour(4));
    SECTION("in crossings")
    {
        CHECK(with_failures([&] { now = live.crossings(at_hour(4)); }, [&] { CHECK(live.save() == saved); }) == 5);
        CHECK(now == then);
    }
    SECTION("in crossings that are told")
    {
        with_failures(
            [&] { live.crossings(at_hour(4), [&](auto const& one) { now.push_back({fragile_id{one.lead_id.number}, one.what, one.at}); }); }, [] {});
        CHECK(now == then);
        CHECK(live.save() == known.save());
    }
    SECTION("in restore")
    {
        auto other = lm::live<seen>(model, {.sales_ready = 10});
        other.take({fragile_id{9}, at_hour(0), fragile_id{1}});
        auto const before = other.save();
        CHECK(with_failures([&] { other.restore(saved); }, [&] { CHECK(other.save() == before); }) > 5);
        CHECK(other.save() == saved);
    }
}

TEST_CASE("restore takes all or nothing, in place of what is there")
{
    auto live = lm::live<activity>(pages(), {.sales_ready = 20});
    live.take(page(1, 10));
    live.take(page(1, 20));
    live.take(page(2, 20));
    live.take({7, 0, std::nullopt, 1, ""});
    CHECK(live.crossings(at_hour(30)).size() == 1);
    auto const saved = live.save();
    CHECK(saved.quality == live.quality());
    CHECK(saved.quality.missing_time == 1);
    CHECK(saved.told_at == at_hour(30));

    auto other = lm::live<activity>(pages(), {.sales_ready = 20});
    other.take(page(2, 40));
    other.take(page(3, 40));
    other.take(page(3, 45));
    CHECK(other.crossings(at_hour(50)).size() == 1);
    auto const before  = other.save();
    auto const refused = [&](auto const& change, char const* why) {
        auto wrong = saved;
        change(wrong);
        CHECK_THROWS_WITH(other.restore(wrong), says(why));
        CHECK(other.save() == before);
        CHECK(other.size() == 2);
        CHECK(other.pending_wake_ups() == 0);
        CHECK(other.score(2, at_hour(50)) == 10);
    };
    refused([](auto& all) { all.leads.back().points.back().rule = "demo"; }, "the model has no rule of this name");
    refused([](auto& all) { all.leads.push_back(all.leads.front()); }, "this lead is there twice");
    refused([](auto& all) { all.untold.push_back({8, lm::crossing_kind::cold, at_hour(3)}); }, "this lead, which is not there");

    other.restore(saved);
    CHECK(other.save() == saved);
    CHECK(other.quality() == live.quality());
    CHECK(other.score(2, at_hour(50)) == 10);
    CHECK_FALSE(other.score(3, at_hour(50)));
    CHECK_THROWS_WITH(other.crossings(at_hour(29)), says("time runs forward"));
    CHECK(other.crossings(at_hour(30)).empty());
    other.restore(saved); // twice is as once
    CHECK(other.save() == saved);

    // The last call counts, not when a lead was last looked at.
    CHECK(live.crossings(at_hour(35)).empty());
    auto third = lm::live<activity>(pages(), {.sales_ready = 20});
    third.restore(live.save());
    CHECK(third.save().told_at == at_hour(35));
    CHECK_THROWS_WITH(third.crossings(at_hour(34)), says("time runs forward"));

    auto nobody = lm::live<activity>(pages(), {.sales_ready = 20});
    CHECK(nobody.crossings(at_hour(60)).empty());
    other.restore(nobody.save());
    CHECK(other.size() == 0);
    CHECK(other.quality() == lm::score_quality{});
    CHECK_THROWS_WITH(other.crossings(at_hour(59)), says("time runs forward"));
}

TEST_CASE("a lead whose score is started anew is cold from then on")
{
    auto live = lm::live<activity>(lm::scoring_model{lm::rule{"page", [](activity const& a) { return a.kind == 0; }, 10},
                                                     lm::reset_rule{"closed", [](activity const& a) { return a.kind == 1; }}},
                                   {.sales_ready = 10, .cold_after = hours{1000}});
    live.take(page(1, 1));
    CHECK(live.crossings(at_hour(2)).size() == 1); // ready for sales
    live.take({1, 1, at_hour(5), 1, ""});
    std::vector<told> all;
    note(all, live.crossings(at_hour(6)));
    std::sort(all.begin(), all.end());
    CHECK(all == std::vector<told>{{5, 1, lm::crossing_kind::no_longer_ready}, {5, 1, lm::crossing_kind::cold}});
}

TEST_CASE("a lead has at most one wake-up")
{
    auto live = lm::live<activity>(pages().decay(lm::half_life{hours{100}}), {.sales_ready = 15, .cold_after = hours{500}});
    for (int hour = 0; hour != 1000; ++hour) {
        for (int lead = 0; lead != 3; ++lead) live.take(page(lead, hour + lead));
        (void)live.crossings(at_hour(hour));
        REQUIRE(live.pending_wake_ups() <= live.size());
    }
    CHECK(live.pending_wake_ups() == 3);
    live.forget(1);
    CHECK(live.pending_wake_ups() == 2);
    live.take(page(1, 1010)); // another lead with its id: the wake-ups of the first are gone
    std::vector<told> all;
    note(all, live.crossings(at_hour(5000)));
    using enum lm::crossing_kind;
    CHECK(std::count_if(all.begin(), all.end(), [](told const& one) { return std::get<1>(one) == 1; }) == 1);
    CHECK(std::find(all.begin(), all.end(), told{1510, 1, cold}) != all.end());
    CHECK(live.pending_wake_ups() == 0);
    holds("and is told as if those that were forgotten had never been",
          [](plain_model const& plain, std::vector<activity> const& activities, std::vector<std::uint8_t> const& forgotten) {
              lm::live_settings const settings{.sales_ready = 5, .cold_after = hours{50}};
              auto                    mine = lm::live<activity>(plain.model(), settings), known = lm::live<activity>(plain.model(), settings);
              auto                    next = forgotten.begin();
              for (int hour = 0; hour <= 420; hour += 20) {
                  for (std::size_t i = 0; i != activities.size(); ++i)
                      if (static_cast<int>(i % 20) * 20 == hour) {
                          mine.take(activities[i]);
                          auto other    = activities[i]; // leads from 10 on stay
                          other.lead_id = activities[i].lead_id + 10;
                          mine.take(other);
                          known.take(other);
                      }
                  std::vector<told> of_all, of_known;
                  note(of_all, mine.crossings(at_hour(hour)));
                  note(of_known, known.crossings(at_hour(hour)));
                  std::erase_if(of_all, [](told const& one) { return std::get<1>(one) < 10; });
                  RC_ASSERT(of_all == of_known);
                  RC_ASSERT(mine.pending_wake_ups() <= mine.size());
                  if (next != forgotten.end()) mine.forget(*next++ % 5);
              }
              for (int lead = 0; lead != 5; ++lead) mine.forget(lead);
              RC_ASSERT(mine.save().leads == known.save().leads);
              RC_ASSERT(mine.pending_wake_ups() == known.pending_wake_ups());
          });
}

TEST_CASE("forgetting a lead costs what the lead costs")
{
    int const many = 100000; // quadratic costs would take minutes
    auto      live = lm::live<activity>(pages().decay(lm::half_life{hours{100}}), {.sales_ready = 10, .cold_after = hours{500}});
    for (int lead = 0; lead != many; ++lead) live.take(page(lead, 0));
    CHECK_THROWS_AS(live.crossings(at_hour(0), [](auto const&) { throw failure{}; }), failure);
    CHECK(live.pending_wake_ups() == std::size_t{many});
    for (int lead = 0; lead != many; ++lead) live.take(page(lead, 1));
    for (int lead = many; --lead != 0;) live.forget(lead); // touched, with a wake-up and something untold
    CHECK(live.size() == 1);
    CHECK(live.pending_wake_ups() == 1);
    CHECK(live.crossings(at_hour(1)).size() == 1);
}

TEST_CASE("a live ledger moves")
{
    using ledger = decltype(lm::live<activity>(pages(), {}));
    STATIC_REQUIRE(std::is_move_constructible_v<ledger>);
    STATIC_REQUIRE(std::is_move_assignable_v<ledger>);
    STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<ledger>);
    ledger one = lm::live<activity>(pages(), {.sales_ready = 20});
    one.take(page(1, 1));
    (void)one.score(1, at_hour(1));
    ledger other = std::move(one);
    one          = lm::live<activity>(pages(), {.sales_ready = 10}); // what was moved from can be assigned to
    one.take(page(1, 1));
    CHECK(one.crossings(at_hour(2)).size() == 1);
    other.take(page(1, 2));
    CHECK(other.score(1, at_hour(2)) == 20);
    CHECK(other.crossings(at_hour(2)).size() == 1);
}
