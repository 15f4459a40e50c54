// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/scoring/qualification.hpp>

#include "support/activities.hpp"
#include "support/law.hpp"

#include <leadmetrics/core/by.hpp>
#include <leadmetrics/core/leads_behind.hpp>
#include <leadmetrics/core/together.hpp>

#include <algorithm>
#include <random>
#include <tuple>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

namespace {

/// The counts of scores, from the scores.
lm::qualification_report counted(auto const& scores, bool threshold, bool cold)
{
    lm::qualification_report report;
    report.scored  = static_cast<std::int64_t>(scores.size());
    report.quality = scores.quality;
    if (threshold) report.sales_ready = {scores.sales_ready, report.scored};
    if (cold) report.cold = {scores.cold, report.scored};
    return report;
}

/// Says that it is two threads, and runs one task after another.
struct two_threads {
    static std::size_t concurrency() { return 2; }
    template <class Task>
    void operator()(std::size_t n, Task const& task) const
    {
        for (std::size_t i = 0; i != n; ++i) task(i);
    }
};

} // namespace

TEST_CASE("qualification counts what scores list")
{
    holds("whatever the model, the settings and the order",
          [](plain_model const& plain, std::vector<activity> activities, bool asks_ready, bool asks_cold, std::uint32_t seed) {
              lm::scores_settings settings{.as_of = books_closed};
              if (asks_ready) settings.sales_ready = 5;
              if (asks_cold) settings.cold_after = hours{50};
              auto const              model = plain.model();
              auto const              known = counted(lm::scores{model, settings}(activities), asks_ready, asks_cold);
              lm::qualification const qualification{model, settings};
              RC_ASSERT(qualification(activities) == known);
              RC_ASSERT(qualification(lm::ledgers(activities)) == known);
              auto ever = known; // and who ever was ready
              for (auto const& one : lm::scores{model, settings}(activities))
                  if (asks_ready) ever.ever_ready.add(one.first_ready || one.sales_ready);
              RC_ASSERT(qualification.ever_ready()(activities) == ever);
              std::shuffle(activities.begin(), activities.end(), std::mt19937{seed});
              std::stable_sort(activities.begin(), activities.end(), [](auto const& a, auto const& b) { return a.lead_id < b.lead_id; });
              RC_ASSERT(qualification(lm::grouped_ledgers(activities)) == known);
              std::stable_sort(activities.begin(), activities.end(),
                               [](auto const& a, auto const& b) { return std::tie(a.lead_id, a.at) < std::tie(b.lead_id, b.at); });
              RC_ASSERT(qualification(lm::grouped_ledgers(activities)) == known);
              RC_ASSERT(qualification.ever_ready()(lm::grouped_ledgers(activities)) == ever);
          });
}

TEST_CASE("scores of the simplest models are the same bytes, whichever way they are made")
{
    // No limit on points or times and one decay: the loop that most scores are made in, in order of time and in runs, out of order, grouped.
    auto const points = std::vector{lm::points_for{0, "page", 10.0}, lm::points_for{1, "demo", 7.3}, lm::points_for{2, "left", -3.1}};
    holds("one sum", [&](std::vector<activity> activities, bool idle, std::uint32_t seed) {
        auto model = lm::scoring_model{lm::rules_by(&activity::kind, points)}.decay(lm::half_life{hours{37}});
        if (idle) model = model.inactivity({.period = hours{24}, .points = 0.7});
        lm::scores const scores{model, {.as_of = books_closed}};
        std::stable_sort(activities.begin(), activities.end(),
                         [](auto const& a, auto const& b) { return std::tie(a.lead_id, a.at) < std::tie(b.lead_id, b.at); });
        auto const known = scores(lm::grouped_ledgers(activities));
        // With a threshold, when leads were ready is found in the same loop; in an order in which it cannot be, it is the same.
        lm::scores const        with_threshold{model, {.as_of = books_closed, .sales_ready = 4}};
        lm::qualification const counts{model, {.as_of = books_closed, .sales_ready = 4}};
        auto const              swept = with_threshold(lm::grouped_ledgers(activities));
        auto const              ever  = counts.ever_ready()(lm::grouped_ledgers(activities)).ever_ready;
        RC_ASSERT(ever.hits == std::count_if(swept.begin(), swept.end(), [](auto const& one) { return one.first_ready.has_value(); }));
        RC_ASSERT(swept.size() == known.size());
        for (auto const& one : swept) RC_ASSERT(known.at(one.lead_id).value == one.value && known.at(one.lead_id).last_raised == one.last_raised);
        std::shuffle(activities.begin(), activities.end(), std::mt19937{seed});
        RC_ASSERT(scores(activities) == known);
        RC_ASSERT(scores(lm::ledgers(activities)) == known);
        RC_ASSERT(with_threshold(lm::ledgers(activities)) == swept);
        std::stable_sort(activities.begin(), activities.end(), [](auto const& a, auto const& b) { return a.lead_id < b.lead_id; });
        RC_ASSERT(with_threshold(lm::grouped_ledgers(activities)) == swept);
        RC_ASSERT(counts.ever_ready()(activities).ever_ready == ever);
    });
}

TEST_CASE("points are added in the order of time also where threads read them in another")
{
    // In the order of time the one point is lost in the sum of large ones; it is not where it is added last.
    auto const points = std::vector{lm::points_for{0, "most", 1e16}, lm::points_for{1, "one", 1.0}, lm::points_for{2, "back", -1e16}};
    auto const model  = lm::scoring_model{lm::rules_by(&activity::kind, points)};
    std::vector<activity> const activities{{1, 0, at_hour(1), 1, ""}, {1, 2, at_hour(3), 1, ""},  {2, 0, at_hour(9), 1, ""},
                                           {1, 1, at_hour(2), 1, ""}, {3, 0, at_hour(10), 1, ""}, {4, 0, at_hour(11), 1, ""}};
    lm::qualification const     counts{model, {.as_of = books_closed, .sales_ready = 0.5}};
    auto const                  report = counts.run(two_threads{}, activities);
    CHECK(report.scored == 4);
    CHECK(report.sales_ready.hits == 3);
    CHECK(report == counts(activities));
}

TEST_CASE("when leads with one sum were ready is what the definition says")
{
    // Ticks of hours, few leads with activities of their own hour each, so that they are followed while they are added up.
    auto const points =
        std::vector{lm::points_for{0, "page", 10.0}, lm::points_for{1, "demo", 7.0}, lm::points_for{2, "left", -9.0}, lm::points_for{3, "seen", 0.0}};
    holds("first, since and fell", [&](std::vector<activity> activities, bool idle, bool fades) {
        plain_model plain;
        plain.decay = {fades ? plain_decay::half_life : plain_decay::none, 37};
        for (auto const& [kind, name, worth] : points) plain.others.push_back({.kind = kind, .points = worth});
        plain.idle_hours  = idle ? 24 : 0;
        plain.idle_points = 2;
        for (std::size_t i = 0; i != activities.size(); ++i) activities[i].at = at_hour(static_cast<int>(i) * 7 % 400);
        std::stable_sort(activities.begin(), activities.end(),
                         [](auto const& a, auto const& b) { return std::tie(a.lead_id, a.at) < std::tie(b.lead_id, b.at); });
        auto       model = lm::scoring_model{lm::rules_by(&activity::kind, points)};
        auto const say   = [&](auto const& made) {
            for (auto const& one : lm::scores{made, {.as_of = books_closed, .sales_ready = 12}}(lm::grouped_ledgers(activities))) {
                plain_lead const            lead{plain, by_lead(activities)[one.lead_id]};
                std::optional<std::int64_t> first, since, fell;
                bool                        was = false;
                for (std::int64_t t = 0; t <= 400; ++t) {
                    bool const is = lead.ready(t, 12);
                    if (is && !was) since = t;
                    if (is && !first) first = t;
                    if (!is && was) fell = t;
                    if (!is) since.reset();
                    was = is;
                }
                auto const hour = [](std::optional<hourly> at) {
                    return at ? std::optional{std::int64_t{at->time_since_epoch().count()}} : std::nullopt;
                };
                RC_ASSERT(one.sales_ready == was);
                RC_ASSERT(hour(one.first_ready) == first);
                RC_ASSERT(hour(one.ready_since) == since);
                RC_ASSERT(hour(one.last_fell) == fell);
                if (one.ready_until) RC_ASSERT(!lead.ready(*hour(one.ready_until), 12) && lead.ready(*hour(one.ready_until) - 1, 12));
            }
        };
        auto const with_idle = [&](auto const& made) { idle ? say(made.inactivity({.period = hours{24}, .points = 2})) : say(made); };
        fades ? with_idle(model.decay(lm::half_life{hours{37}})) : with_idle(model.decay(lm::no_decay{}));
    });
}

TEST_CASE("leads that turn up again in grouped activities are counted")
{
    auto const                  model = lm::scoring_model{lm::rules_by(&activity::kind, std::vector{lm::points_for{0, "page", 10.0}})};
    std::vector<activity> const runs{{1, 0, at_hour(1), 1, ""}, {2, 0, at_hour(1), 1, ""}, {1, 0, at_hour(2), 1, ""}, {3, 0, at_hour(1), 1, ""}};
    lm::qualification const     qualification{model, {.as_of = books_closed, .sales_ready = 20}};
    CHECK(qualification(lm::grouped_ledgers(runs)).quality.repeated_leads == 1);
    CHECK(qualification(lm::grouped_ledgers(runs)).scored == 4);
    CHECK(qualification(runs).quality.repeated_leads == 0);
    CHECK(qualification(runs).sales_ready == lm::proportion{1, 3});
}

TEST_CASE("qualification by key, together, and who is behind it")
{
    auto const                  model = lm::scoring_model{lm::rules_by(&activity::kind, std::vector{lm::points_for{0, "page", 10.0}})};
    std::vector<activity> const all{
        {1, 0, at_hour(1), 1, "crm"}, {1, 0, at_hour(2), 1, "crm"}, {2, 0, at_hour(1), 1, "mail"}, {3, 0, at_hour(1), 1, "crm"}};
    auto const              ledgers = lm::ledgers(all);
    lm::qualification const qualification{model, {.as_of = books_closed, .sales_ready = 20}};
    auto const              by = lm::by(&activity::product, qualification)(ledgers);
    CHECK(by.at("crm").sales_ready == lm::proportion{1, 2});
    CHECK(by.at("mail").sales_ready == lm::proportion{0, 1});
    CHECK(lm::leads_behind(ledgers, qualification, [](auto const& report) { return report.sales_ready.hits; }) == std::vector{1});
    auto const [counts, scores] = lm::together(qualification, lm::scores{model, {.as_of = books_closed}})(ledgers);
    CHECK(counts.scored == 3);
    CHECK(scores.at(1).value == 20);
}
