// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/scoring/live_ledger.hpp>

#include "support/activities.hpp"
#include "support/law.hpp"

#include <leadmetrics/scoring/scores.hpp>

#include <algorithm>
#include <string>
#include <tuple>
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

} // namespace

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
    auto saved              = live.save();
    saved[0].points[0].rule = "demo";
    auto other              = lm::live<activity>(model, {.sales_ready = 20});
    CHECK_THROWS_WITH(other.restore(saved), says("the model has no rule of this name"));
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
