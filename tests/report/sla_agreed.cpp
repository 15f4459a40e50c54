// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Service levels as they are agreed: allowances in working days and by the latest priority, every time a lead comes back, pauses at stages.
#include <leadmetrics/report/sla.hpp>

#include "support/answers.hpp"
#include "support/day_by_day.hpp"
#include "support/law.hpp"
#include "support/twin_service_level.hpp"

#include <leadmetrics/core/leads_behind.hpp>
#include <leadmetrics/journey/journeys.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <vector>

namespace lm   = leadmetrics;
namespace twin = leadmetrics_tests::service_level;
namespace slow = leadmetrics_tests::day_by_day;
using namespace leadmetrics_tests;

namespace {

/// Lead, MQL, waiting for the customer, SQL, won; rejected and junk are lost.
enum class place { lead, mql, waiting, sql, won, rejected, junk };

struct entry {
    int         lead_id{};
    place       stage{};
    sys_seconds at;
    std::string priority;
};
std::ostream& operator<<(std::ostream& out, entry const& e)
{
    return out << '{' << e.lead_id << ", " << static_cast<int>(e.stage) << ", hour " << (e.at - epoch) / 1h << ", " << e.priority << "} ";
}

lm::funnel<place> stages()
{
    return lm::funnel{place::lead, place::mql, place::waiting, place::sql, place::won}.lost_at(place::rejected, place::junk);
}

sys_seconds const as_of = epoch + days{25} + 14h;

long of(sys_seconds when) { return when.time_since_epoch().count(); }

/// Hours at which the practice opens and closes come up often, and so do equal instants.
std::vector<entry> any_entries()
{
    auto const hour = rc::gen::map(rc::gen::pair(rc::gen::inRange(0, 28), rc::gen::element(0, 9, 10, 12, 17, 18, 20)),
                                   [](auto const& t) { return epoch + days{t.first} + std::chrono::hours{t.second}; });
    auto const one  = rc::gen::build<entry>(
        rc::gen::set(&entry::lead_id, rc::gen::inRange(0, 3)),
        rc::gen::set(&entry::stage, rc::gen::element(place::lead, place::mql, place::mql, place::mql, place::waiting, place::waiting, place::sql,
                                                      place::won, place::rejected, place::junk)),
        rc::gen::set(&entry::at, hour), rc::gen::set(&entry::priority, rc::gen::element<std::string>("", "", "high", "low", "none")));
    return *rc::gen::resize(rc::kNominalSize, rc::gen::container<std::vector<entry>>(static_cast<std::size_t>(*rc::gen::inRange(0, 25)), one));
}

twin::clock elapsed_clock()
{
    return {[](long a, long b) { return b - a; }, [](long a, long d) { return a + d; }, {}, {}};
}
twin::clock working_clock()
{
    static slow::calendar const calendar = [] {
        constexpr long h = 3600;
        slow::plan     plan;
        plan.weeks = {
            {sys_days{2020_y / 1 / 1}, {{1, 9 * h, 17 * h}, {2, 9 * h, 17 * h}, {3, 9 * h, 12 * h}, {4, 9 * h, 18 * h}, {5, 6 * h, 12 * h}}}};
        plan.holidays = {sys_days{2024_y / 1 / 1}, sys_days{2024_y / 2 / 6}};
        return slow::calendar{
            plan, {{std::numeric_limits<long>::min(), std::numeric_limits<long>::max(), 0}}, sys_days{2023_y / 12 / 1}, sys_days{2024_y / 12 / 31}};
    }();
    return {[](long a, long b) { return calendar.open_seconds(a, b); }, [](long a, long d) { return calendar.add(a, d); },
            [](long a, long n) { return calendar.due_in_days(a, n); }, [](long a, long b) { return calendar.days_ending_in(a, b); }};
}

/// The practice with holidays that the day-by-day calendar has, too.
twin::result all_leads(twin::plan const& plan, twin::clock const& clock, std::vector<entry> const& entries, std::vector<call> const& calls)
{
    twin::result sum;
    for (int lead = 0; lead != 3; ++lead) {
        std::vector<twin::event> events;
        auto                     own = plan;
        for (auto const& one : entries)
            if (one.lead_id == lead) events.push_back({of(one.at), static_cast<int>(one.stage), one.priority});
        for (auto const& one : calls)
            if (one.lead_id == lead && one.at) own.contacts.push_back(of(*one.at));
        auto const found = twin::follow(own, clock, events);
        sum.clocks.insert(sum.clocks.end(), found.clocks.begin(), found.clocks.end());
        sum.never_waiting += found.never_waiting;
        sum.without_allowance += found.without_allowance;
    }
    return sum;
}

double in_seconds(lm::seconds length) { return length.count(); }
double in_seconds(lm::working_duration<lm::seconds> const& length) { return length.open_time().count(); }

template <class Report>
void agrees(Report const& report, twin::result const& known)
{
    std::map<int, std::int64_t>        n;
    std::vector<long>                  times;
    std::vector<std::pair<long, long>> overdue, pending, ours_overdue, ours_pending;
    for (auto const& one : known.clocks) {
        ++n[one.state];
        if (one.state == twin::one_clock::met || one.state == twin::one_clock::breached) times.push_back(one.waited);
        if (one.state == twin::one_clock::overdue) overdue.emplace_back(one.due, one.start);
        if (one.state == twin::one_clock::pending) pending.emplace_back(one.due, one.start);
    }
    RC_ASSERT(report.met == n[twin::one_clock::met]);
    RC_ASSERT(report.breached == n[twin::one_clock::breached]);
    RC_ASSERT(report.overdue == n[twin::one_clock::overdue]);
    RC_ASSERT(report.pending == n[twin::one_clock::pending]);
    RC_ASSERT(report.started == static_cast<std::int64_t>(known.clocks.size()));
    RC_ASSERT(report.out_of_order == known.never_waiting);
    RC_ASSERT(report.without_allowance == known.without_allowance);
    for (auto const& one : report.overdue_leads) ours_overdue.emplace_back(of(one.due), of(one.start));
    for (auto const& one : report.pending_leads) ours_pending.emplace_back(of(one.due), of(one.start));
    for (auto* const list : {&overdue, &pending, &ours_overdue, &ours_pending}) std::sort(list->begin(), list->end());
    RC_ASSERT(ours_overdue == overdue);
    RC_ASSERT(ours_pending == pending);
    RC_ASSERT(report.response.count == static_cast<std::int64_t>(times.size()));
    if (times.empty()) return;
    long sum = 0;
    for (long const one : times) sum += one;
    RC_ASSERT(std::abs(in_seconds(*report.response.mean) - static_cast<double>(sum) / static_cast<double>(times.size())) < 1e-6);
    RC_ASSERT(report.response.median_kept == twin::keeps(known.clocks, 0.5));
    // Else the place of the quantile among the times is no exact double, which decides where the quantile is the allowance itself.
    if (times.size() % 10 == 1) RC_ASSERT(report.response.p90_kept == twin::keeps(known.clocks, 0.9));
}

} // namespace

TEST_CASE("service levels as they are agreed are the twin's")
{
    holds("working days, keys, every time, pauses at stages, contacts", [](std::vector<call> const& some_calls, bool every_time, bool in_days,
                                                                           bool pauses, bool otherwise) {
        auto const entries  = any_entries();
        auto const calls    = *rc::gen::inRange(0, 2) == 0 ? std::vector<call>{} : some_calls;
        auto const journeys = lm::journeys(entries, stages());
        twin::plan plan{.stages = 5, .start = 1, .response = 3, .as_of = of(as_of)};
        plan.every_time = every_time;
        if (pauses) plan.pausing = {2};
        lm::sla_settings<place> settings{.as_of = as_of, .start = place::mql, .response = place::sql, .every_time = every_time};
        if (in_days) {
            plan.allowance     = twin::agreed{.days = 2};
            settings.allowance = lm::working_days{2};
        } else {
            plan.allowance     = twin::agreed{.seconds = 9 * 3600};
            settings.allowance = 9h;
        }
        auto const look = [&](auto const& metric, twin::clock const& clock) {
            auto const called = metric.answered_by(lm::contacts(calls));
            auto const known  = all_leads(plan, clock, entries, calls);
            if (pauses) agrees(called.paused_by(lm::pauses_in(journeys, {place::waiting}))(journeys), known);
            else agrees(called(journeys), known);
        };
        look(lm::sla{stages(), settings, practice()}, working_clock());
        if (!in_days) look(lm::sla{stages(), settings}, elapsed_clock());

        if (!otherwise) {
            settings.allowance.reset();
            plan.allowance.reset();
        }
        plan.by_priority = {{"high", {.seconds = 3600}}, {"low", {.days = 1}}};
        plan.key         = twin::plan::latest;
        look(lm::sla{stages(), settings, lm::agreed_by(lm::latest(&entry::priority), practice()).with("high", 1h).with("low", lm::working_days{1})},
             working_clock());
        plan.key = twin::plan::earliest;
        look(lm::sla{stages(), settings, lm::agreed_by(&entry::priority, practice()).with("high", 1h).with("low", lm::working_days{1})},
             working_clock());
    });
}

TEST_CASE("a lead that comes back is waiting again, once it was answered")
{
    std::vector<entry> const entries{{1, place::mql, epoch, ""},           {1, place::mql, epoch + 1h, ""},
                                     {1, place::sql, epoch + 2h, ""},      {1, place::mql, epoch + 2h, ""},
                                     {1, place::mql, epoch + days{3}, ""}, {1, place::rejected, epoch + days{4}, ""},
                                     {1, place::mql, epoch + days{5}, ""}};
    auto const               journeys = lm::journeys(entries, stages());
    lm::sla_settings<place>  settings{.as_of = as_of, .start = place::mql, .response = place::sql, .allowance = 3h};
    CHECK(lm::sla{stages(), settings}(journeys).started == 1);
    settings.every_time = true;
    lm::sla const every_time{stages(), settings};
    auto const    report = every_time(journeys);
    CHECK(report.met == 1);
    CHECK(report.breached == 1);
    CHECK(report.overdue == 1);
    CHECK(report.overdue_leads.at(0).start == epoch + days{5});
    CHECK(lm::leads_behind(journeys, every_time, [](auto const& r) { return r.started; }) == std::vector<int>{1, 1, 1});
}

TEST_CASE("a lead whose clock stands still at the closing is pending, even in the moment after its due instant")
{
    std::vector<entry> const entries{{1, place::mql, epoch + days{1} + 10h, ""}, {1, place::waiting, epoch + days{1} + 12h, ""}};
    auto const               journeys = lm::journeys(entries, stages());
    lm::sla_settings<place>  settings{
         .as_of = epoch + days{1} + 17h + 500ms, .start = place::mql, .response = place::sql, .allowance = lm::working_days{0}};
    lm::sla const today{stages(), settings, practice()}; // due at 17:00, half a second ago
    CHECK(today(journeys).overdue == 1);
    CHECK(today.paused_by(lm::pauses_in(journeys, {place::waiting}))(journeys).pending == 1);
}

TEST_CASE("where allowances differ, it is the share of the allowance that is kept")
{
    std::vector<entry> entries;
    for (int i = 0; i != 10; ++i) { // nine of ten use half of an hour, one twice its day
        entries.push_back({i, place::mql, epoch, i == 9 ? "low" : "high"});
        entries.push_back({i, place::sql, epoch + (i == 9 ? 48h : 0h) + 30min, ""});
    }
    auto const report = lm::sla{stages(),
                                {.as_of = as_of, .start = place::mql, .response = place::sql},
                                lm::agreed_by(&entry::priority).with("high", 1h).with("low", 24h)}(lm::journeys(entries, stages()));
    CHECK(report.response.median_kept == true);
    CHECK(report.response.p90_kept == true); // between 0.5 and 2.02: 0.65
    CHECK(report.response_censored.median_kept == true);
    CHECK(report.response_censored.p90_kept == true);
}

TEST_CASE("clocks in working days, pauses and keys that cannot be are refused by name and value")
{
    lm::sla_settings<place> settings{.as_of = as_of, .start = place::mql, .response = place::sql, .allowance = lm::working_days{2}};
    CHECK_THROWS_WITH((lm::sla{stages(), settings}), says("sla.allowance = 2 working days") && says("give the opening hours"));
    CHECK_THROWS_WITH((lm::sla{stages(), settings, lm::agreed_by(&entry::priority).with("high", 1h)}), says("2 working days"));
    lm::sla const in_days{stages(), settings, practice()};
    CHECK(in_days.due_at(epoch + 10h) == epoch + days{3} + 18h); // New Year's Day counts as on the Tuesday; the Thursday ends at 18
    settings.allowance = lm::working_days{-1};
    CHECK_THROWS_WITH((lm::sla{stages(), settings, practice()}), says("-1 working days"));

    settings.allowance.reset();
    CHECK_THROWS_WITH((lm::sla{stages(), settings, practice()}), says("sla.allowance = not set"));
    lm::sla const by_key{stages(), settings, lm::agreed_by(lm::latest(&entry::priority), practice()).with("high", lm::working_days{0})};
    CHECK(by_key.due_at(epoch + 10h, "high") == epoch + days{1} + 17h);
    CHECK_THROWS_WITH(by_key.due_at(epoch, "low"), says("sla.due_at = low") && says("nothing was agreed"));

    std::vector<entry> const entries{{1, place::mql, epoch, ""}};
    auto const               journeys = lm::journeys(entries, stages());
    settings.allowance                = 1h;
    lm::sla const sla{stages(), settings};
    CHECK_THROWS_WITH(sla.paused_by(lm::pauses_in(journeys, {place::mql})), says("sla.paused_by = 1") && says("starts or stops"));
    CHECK_THROWS_WITH(sla.paused_by(lm::pauses_in(journeys, {place::waiting, place::won})), says("sla.paused_by = 4"));
    CHECK_THROWS_WITH(lm::pauses_in(journeys, {place::rejected}), says("pauses_in.stages = 5") && says("lost ones are none"));
    CHECK_THROWS_WITH(lm::pauses_in(journeys, {}), says("pauses_in.stages = none"));
}
