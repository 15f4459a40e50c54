// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/report/velocity.hpp>

#include <leadmetrics/report/conversion.hpp>

#include <leadmetrics/journey/journeys.hpp>

#include "support/answers.hpp"
#include "support/law.hpp"
#include "support/twin.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <stdexcept>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

namespace {

struct twin_step {
    std::int64_t             moved = 0, lost = 0, waiting = 0, out_of_order = 0;
    std::vector<long double> completed, lost_after, waited; // seconds

    std::int64_t entered() const { return moved + lost + waiting; }
};

auto const wall = [](sys_seconds a, sys_seconds b) {
    return static_cast<long double>(b.time_since_epoch().count()) - static_cast<long double>(a.time_since_epoch().count());
};

/// One step, or the cycle: from a stage to any later one, or to the last.
template <class Between>
twin_step observe(twin_books const& books, int from, bool to_last, Between const& seconds_between)
{
    twin_step step;
    for (auto const& lead : books.leads) {
        if (!lead.entered(from)) continue;
        auto const                 entry = lead.entry.at(from);
        std::optional<sys_seconds> next;
        for (auto const& [stage, at] : lead.entry)
            if (to_last ? stage == 3 : stage > from) next = next ? std::min(*next, at) : at;
        if (next) {
            ++step.moved;
            if (*next < entry) ++step.out_of_order;
            else step.completed.push_back(seconds_between(entry, *next));
        } else if (lead.outcome == twin_outcome::lost) {
            ++step.lost;
            step.lost_after.push_back(seconds_between(entry, lead.lost_at));
        } else {
            ++step.waiting;
            step.waited.push_back(seconds_between(entry, closing));
        }
    }
    std::sort(step.completed.begin(), step.completed.end());
    return step;
}

double count(lm::seconds length) { return length.count(); }
double count(lm::working_duration<lm::seconds> const& length) { return length.open_time().count(); }

bool near(double a, long double b) { return std::abs(static_cast<long double>(a) - b) <= 1e-9L * std::max(1.0L, std::abs(b)); }

long double quantile(std::vector<long double> const& sorted, long double q)
{
    long double const h     = static_cast<long double>(sorted.size() - 1) * q;
    auto const        below = static_cast<std::size_t>(std::floor(h)), above = static_cast<std::size_t>(std::ceil(h));
    return sorted[below] + (h - static_cast<long double>(below)) * (sorted[above] - sorted[below]);
}
long double sum(std::vector<long double> const& v)
{
    long double all = 0;
    for (long double const x : v) all += x;
    return all;
}

template <class Step>
void agrees(Step const& step, twin_step const& known)
{
    RC_ASSERT(step.moved == known.moved);
    RC_ASSERT(step.lost == known.lost);
    RC_ASSERT(step.waiting == known.waiting);
    RC_ASSERT(step.entered == known.entered());
    RC_ASSERT(step.out_of_order == known.out_of_order);
    RC_ASSERT(step.completed.count == static_cast<std::int64_t>(known.completed.size()));
    RC_ASSERT(step.completed.mean.has_value() == !known.completed.empty());
    if (!known.completed.empty()) {
        RC_ASSERT(near(count(*step.completed.mean), sum(known.completed) / static_cast<long double>(known.completed.size())));
        RC_ASSERT(near(count(*step.completed.median), quantile(known.completed, 0.5L)));
        RC_ASSERT(near(count(*step.completed.p90), quantile(known.completed, 0.9L)));
    }
    RC_ASSERT(step.lead_time.has_value() == (known.entered() != 0));
    if (known.entered() != 0)
        RC_ASSERT(near(count(*step.lead_time),
                       (sum(known.completed) + sum(known.lost_after) + sum(known.waited)) / static_cast<long double>(known.entered())));

    // Aalen and Johansen's estimate, by counting at each time who is at risk.
    long double           survival = 1, incidence = 0;
    std::set<long double> times(known.completed.begin(), known.completed.end());
    times.insert(known.lost_after.begin(), known.lost_after.end());
    for (long double const t : times) {
        auto const at_risk = [t](auto const& v) { return std::count_if(v.begin(), v.end(), [t](long double x) { return x >= t; }); };
        auto const n       = static_cast<long double>(at_risk(known.completed) + at_risk(known.lost_after) + at_risk(known.waited));
        auto const m       = static_cast<long double>(std::count(known.completed.begin(), known.completed.end(), t));
        auto const l       = static_cast<long double>(std::count(known.lost_after.begin(), known.lost_after.end(), t));
        incidence += survival * m / n;
        survival *= 1 - (m + l) / n;
        RC_ASSERT(near(step.incidence.at(lm::seconds{static_cast<double>(t)}).value, incidence));
    }
}

/// Without the instants at the ends of the clock: durations of 292 billion years leave no digits for the twin to compare.
std::vector<change> within_reach(std::vector<change> changes)
{
    for (auto& c : changes)
        if (c.at == sys_seconds::min() || c.at == sys_seconds::max()) c.at = closing - days{65};
    return changes;
}

} // namespace

TEST_CASE("velocity is the twin's")
{
    holds("every step and the cycle", [](std::vector<change> const& any) {
        auto const changes = within_reach(any);
        auto const report  = lm::velocity{pipeline(), {.as_of = closing}}(lm::journeys(changes, pipeline()));
        auto const books   = close_books(changes, closing);
        for (int i = 0; i != 3; ++i) agrees(report.steps[static_cast<std::size_t>(i)], observe(books, i, false, wall));
        agrees(report.cycle, observe(books, 0, true, wall));
        RC_ASSERT(report.quality == books.quality);
        // Bottlenecks: the longest lead time first.
        for (std::size_t i = 1; i < report.bottlenecks.size(); ++i)
            RC_ASSERT(report.steps[report.bottlenecks[i - 1]].lead_time.value_or(lm::seconds{-1})
                      >= report.steps[report.bottlenecks[i]].lead_time.value_or(lm::seconds{-1}));
    });
}

TEST_CASE("velocity on working time is the twin's: how long the practice was open")
{
    holds("every step and the cycle", [](std::vector<change> const& any) {
        auto const         changes  = within_reach(any);
        auto const         journeys = lm::journeys(changes, pipeline());
        lm::velocity const metric{pipeline(), {.as_of = closing, .quantiles = {0.25}}, practice()};
        auto const         report = metric(journeys);
        auto const         books  = close_books(changes, closing);
        auto const         open = [](sys_seconds a, sys_seconds b) { return static_cast<long double>(practice().elapsed(a, b).open_time().count()); };
        for (int i = 0; i != 3; ++i) agrees(report.steps[static_cast<std::size_t>(i)], observe(books, i, false, open));
        agrees(report.cycle, observe(books, 0, true, open));
        auto const with_money = lm::velocity{pipeline(), {.as_of = closing, .quantiles = {0.25}}, &change::amount, practice()}(journeys);
        RC_ASSERT(with_money.steps == report.steps);
        RC_ASSERT(with_money.sales_velocity.mean_cycle == report.sales_velocity.mean_cycle);
    });
    // A part of a second counts where the practice is open at the closing: 2024-01-02 is a Tuesday.
    std::vector<change> const waiting{{1, phase::lead, epoch + days{1} + 9h, "web", {}}};
    auto const                lead_time = [&](auto as_of) {
        return count(*lm::velocity{pipeline(), {.as_of = as_of}, practice()}(lm::journeys(waiting, pipeline())).steps[0].lead_time);
    };
    CHECK(lead_time(epoch + days{1} + 10h + 250ms) == 3600.25);
    CHECK(lead_time(epoch + days{1} + 18h + 250ms) == 8 * 3600);
}

TEST_CASE("sales velocity is the twin's")
{
    holds("deals × win rate × mean value ÷ mean cycle", [](std::vector<change> const& any, bool from_sql) {
        auto const changes = within_reach(any);
        int const  deal    = from_sql ? 2 : 0;
        auto const report  = lm::velocity{pipeline(), {.as_of = closing, .deal = from_sql ? phase::sql : phase::lead}, &change::amount}(
                                lm::journeys(changes, pipeline()))
                                .sales_velocity;
        std::int64_t             deals = 0, won = 0, lost = 0;
        std::vector<long double> values, cycles;
        for (auto const& lead : close_books(changes, closing).leads) {
            if (!lead.entered(deal)) continue;
            ++deals;
            won += lead.outcome == twin_outcome::won;
            lost += lead.outcome == twin_outcome::lost;
            if (lead.outcome != twin_outcome::won) continue;
            if (lead.won_amount) values.push_back(static_cast<long double>(*lead.won_amount));
            if (lead.entry.at(3) >= lead.entry.at(deal)) cycles.push_back(static_cast<long double>((lead.entry.at(3) - lead.entry.at(deal)).count()));
        }
        RC_ASSERT(report.deals == deals);
        RC_ASSERT(report.win_rate == (lm::proportion{won, won + lost}));
        RC_ASSERT(report.mean_value.has_value() == !values.empty());
        RC_ASSERT(report.mean_cycle.has_value() == !cycles.empty());
        if (values.empty() || cycles.empty() || sum(cycles) == 0) {
            RC_ASSERT(!report.value);
            return;
        }
        long double const mean_value = sum(values) / static_cast<long double>(values.size()),
                          mean_days  = sum(cycles) / static_cast<long double>(cycles.size()) / 86400;
        RC_ASSERT(near(*report.value, static_cast<long double>(deals) * static_cast<long double>(won) / static_cast<long double>(won + lost)
                                          * mean_value / mean_days));
    });
}

TEST_CASE("without incidence everything else is the same, and with bounded error it is close")
{
    holds("", [](std::vector<change> const& any) {
        auto const changes  = within_reach(any);
        auto const journeys = lm::journeys(changes, pipeline());
        auto       whole    = lm::velocity{pipeline(), {.as_of = closing}}(journeys);
        auto const bare     = lm::velocity{pipeline(), {.as_of = closing, .incidence = false}}(journeys);
        auto const bounded  = lm::velocity{pipeline(), {.as_of = closing, .durations = lm::precision::within_half_percent}}(journeys);
        for (std::size_t i = 0; i != 3; ++i) {
            RC_ASSERT(bounded.steps[i].moved == whole.steps[i].moved);
            RC_ASSERT(bounded.steps[i].completed.mean == whole.steps[i].completed.mean);
            if (whole.steps[i].completed.median)
                RC_ASSERT(std::abs(*bounded.steps[i].completed.median / *whole.steps[i].completed.median - 1) < 0.005
                          || whole.steps[i].completed.median->count() == 0);
            whole.steps[i].incidence = {};
        }
        whole.cycle.incidence = {};
        RC_ASSERT(whole == bare);
    });
}

TEST_CASE("as_of between two instants of the records' precision: waiting leads wait to the very instant")
{
    struct dated {
        int            lead_id;
        phase          stage;
        date::sys_days at;
    };
    std::vector<dated> const changes{{1, phase::lead, epoch}, {2, phase::lead, epoch}};
    auto const               report = lm::velocity{pipeline(), {.as_of = epoch + days{1} + 12h}}(lm::journeys(changes, pipeline()));
    CHECK(report.steps[0].lead_time.value() == 36h);
    CHECK(report.steps[0].waiting == 2);
}

TEST_CASE("instants at the ends of the clock neither throw nor wrap")
{
    std::vector<change> const changes{{1, phase::lead, sys_seconds::min(), "web", {}}, {1, phase::mql, sys_seconds::max(), "web", {}}};
    auto const                report = lm::velocity{pipeline(), {.as_of = sys_seconds::max()}}(lm::journeys(changes, pipeline()));
    CHECK(report.steps[0].moved == 1);
    CHECK(report.steps[0].completed.median->count() > 9.2e18); // kept at the longest time that can be counted
}

TEST_CASE("settings of velocity are refused by name and value")
{
    CHECK_THROWS_WITH((lm::velocity{pipeline(), {}}), says("velocity.as_of"));
    CHECK_THROWS_WITH((lm::velocity{pipeline(), {.as_of = closing, .deal = phase::junk}}), says("velocity.deal = 5"));
}

TEST_CASE("more quantiles are asked for in the settings")
{
    // Five leads that moved after 1, 2, 3, 4 and 10 days: type 7 interpolates between the second and the third of four steps.
    std::vector<change> changes;
    for (int const day : {1, 2, 3, 4, 10}) {
        changes.push_back({day, phase::lead, epoch, "web", {}});
        changes.push_back({day, phase::mql, epoch + days{day}, "web", {}});
    }
    auto const  report = lm::velocity{pipeline(), {.as_of = closing, .quantiles = {0.75, 0, 1, 0.1}}}(lm::journeys(changes, pipeline()));
    auto const& times  = report.steps[0].completed;
    REQUIRE(times.quantiles.size() == 4);
    CHECK(times.quantiles[0].probability == 0.75);
    CHECK(times.quantiles[0].time.value() == days{4});
    CHECK(times.quantiles[1].time.value() == days{1});
    CHECK(times.quantiles[2].time.value() == days{10});
    CHECK(times.quantiles[3].time.value().count() == Approx(1.4 * 86400));
    CHECK(times.median.value() == days{3});
    CHECK(report.steps[1].completed.quantiles.size() == 4); // nobody moved: asked for, and empty
    CHECK_FALSE(report.steps[1].completed.quantiles[0].time);
    CHECK_THROWS_WITH((lm::velocity{pipeline(), {.as_of = closing, .quantiles = {0.5, 1.5}}}), says("velocity.quantiles = 1.5"));
}

TEST_CASE("steps are asked for by the stage from which they lead")
{
    std::vector<change> const changes{{1, phase::lead, epoch, "web", {}}, {1, phase::mql, epoch + days{1}, "web", {}}};
    auto const                journeys = lm::journeys(changes, pipeline());
    auto const                velocity = lm::velocity{pipeline(), {.as_of = closing}}(journeys);
    CHECK(velocity.step(phase::lead).moved == 1);
    CHECK(velocity.step(phase::mql).waiting == 1);
    CHECK_THROWS_WITH(velocity.step(phase::won), says("step(3): this report has none for that stage")); // nothing comes after the last
    auto const conversion = lm::conversion{pipeline(), {.as_of = closing}}(journeys);
    CHECK(conversion.step(phase::lead).rate == (lm::proportion{1, 1}));
    CHECK_THROWS_AS(conversion.step(phase::won), std::out_of_range);
}
