// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/report/sequence.hpp>

#include "support/law.hpp"
#include "support/twin_sequence.hpp"

#include <leadmetrics/calendar/window.hpp>
#include <leadmetrics/core/by.hpp>
#include <leadmetrics/core/leads_behind.hpp>
#include <leadmetrics/journey/ledgers.hpp>

#include <date/date.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace lm   = leadmetrics;
namespace twin = leadmetrics_tests::sequence_twin;
using namespace leadmetrics_tests;
using namespace date::literals;
using date::days;
using date::sys_days;

namespace {

struct act {
    int                           lead_id{};
    int                           kind{};
    std::optional<date::sys_days> at;
};
/// The same with an id of its own.
struct told_act {
    std::string    event_id;
    int            lead_id{};
    int            kind{};
    date::sys_days at;
};

/// Any number from `from` on, below `to`, also in the first tests of a run, in which generators are small.
template <class Number>
rc::Gen<Number> between(Number from, Number to)
{
    return rc::gen::resize(rc::kNominalSize, rc::gen::inRange(from, to));
}

sys_days      on(long day) { return sys_days{days{day}}; }
std::ostream& operator<<(std::ostream& out, act const& a)
{
    out << a.lead_id << " does " << a.kind;
    if (a.at) out << " on " << a.at->time_since_epoch().count();
    return out << "; ";
}

using condition = std::function<bool(act const&)>;

/// The plan in the library's words.
auto sequence_of(twin::plan const& plan)
{
    auto const meets = [](std::uint32_t kinds) { return condition{[kinds](act const& a) { return (kinds >> a.kind & 1) != 0; }}; };
    std::vector<lm::sequence_step<condition>> steps;
    for (auto const& one : plan.steps) {
        auto step = lm::step("step " + std::to_string(steps.size() + 1), meets(one.kinds));
        if (one.within) step = step.within(days{*one.within});
        if (one.optional) step = step.optional();
        steps.push_back(step);
    }
    lm::sequence_settings settings{.as_of = on(plan.as_of), .strict = plan.strict};
    if (plan.window) settings.window = days{*plan.window};
    lm::sequence_exclusions<condition> none;
    auto                               result = lm::sequence<decltype(steps), decltype(none)>{steps, settings, none};
    for (auto const& one : plan.exclusions) result = result.excluding(meets(one.kinds), one.from, one.to);
    return result;
}

twin::plan any_plan()
{
    twin::plan plan;
    auto const size  = *between<std::size_t>(1, 6);
    auto const kinds = rc::gen::element<std::uint32_t>(1, 1, 2, 2, 4, 4, 8, 3, 6, 5, 7);
    auto const time  = rc::gen::element<std::optional<long>>(std::nullopt, std::nullopt, 1, 2, 4);
    for (std::size_t i = 0; i != size; ++i) plan.steps.push_back({*kinds, i != 0 && i + 1 != size && *between<int>(0, 3) == 0, *time});
    for (int n = *between<int>(0, 3); n != 0 && size > 1; --n) {
        auto const from = *between<std::size_t>(1, size), to = *between<std::size_t>(from + 1, size + 1);
        plan.exclusions.push_back({from, to, *rc::gen::element<std::uint32_t>(8, 8, 4, 9)});
    }
    plan.window = *rc::gen::element<std::optional<long>>(std::nullopt, 0, 3, 6, 9);
    plan.strict = *between<int>(0, 4) == 0;
    plan.as_of  = *between<long>(6, 13);
    if (*between<int>(0, 2) == 0) { // as most funnels are
        plan.strict = false;
        plan.exclusions.clear();
        for (auto& one : plan.steps) {
            one.optional = false;
            one.within.reset();
        }
    }
    return plan;
}

std::vector<act> any_acts(int most)
{
    auto const one = rc::gen::map(rc::gen::tuple(between<int>(0, 4), between<int>(0, 11)),
                                  [](auto const& t) { return act{0, std::get<0>(t), on(std::get<1>(t))}; });
    auto const n   = *between<int>(most / 2, most + 1);
    return *rc::gen::container<std::vector<act>>(static_cast<std::size_t>(n), one);
}

/// What the library says of one lead, in the twin's words.
twin::result said(lm::sequence_report const& report, twin::plan const& plan)
{
    twin::result result;
    result.met.resize(plan.steps.size());
    for (std::size_t i = 0; i != report.steps.size(); ++i)
        if (report.steps[i].leads == 1) result.furthest = i + 1;
    result.pending = report.pending == 1;
    return result;
}

} // namespace

TEST_CASE("sequence: what a slow twin finds that tries every choice of activities")
{
    holds("furthest step, steps met, times between them, start, pending", [] {
        auto const plan     = any_plan();
        auto const sequence = sequence_of(plan);
        for (int lead = 0; lead != 20; ++lead) {
            auto const                  acts   = any_acts(8);
            auto const                  report = sequence(acts);
            std::vector<twin::activity> plain;
            for (auto const& a : acts) plain.push_back({a.kind, a.at->time_since_epoch().count()});
            auto const truth = twin::follow(plan, plain);
            auto const ours  = said(report, plan);
            RC_LOG() << "steps " << plan.steps.size() << ": ";
            for (auto const& a : acts) RC_LOG() << a;
            RC_ASSERT(ours.furthest == truth.furthest);
            RC_ASSERT(ours.pending == truth.pending);
            std::optional<long> before;
            for (std::size_t i = 0; i != plan.steps.size(); ++i) {
                auto const& step = report.steps[i];
                RC_ASSERT(step.met == (truth.met[i] ? 1 : 0));
                RC_ASSERT(step.times.count == (i != 0 && truth.met[i] ? 1 : 0));
                if (i != 0 && truth.met[i]) RC_ASSERT(step.times.mean->count() == static_cast<double>(86400 * (*truth.met[i] - *before)));
                if (truth.met[i]) before = truth.met[i];
            }
            if (truth.furthest != 0) {
                auto const by_day = lm::daily(sequence)(lm::ledgers(acts));
                RC_ASSERT(by_day.size() == 1u);
                RC_ASSERT(by_day.begin()->first == date::year_month_day{on(*truth.met[0])});
            }
            RC_ASSERT(report.did_not_begin == (truth.furthest == 0 && report.quality.used != 0 ? 1 : 0));
            RC_ASSERT(report.quality.records == static_cast<std::int64_t>(acts.size()));
        }
    });
}

TEST_CASE("sequence: rates leave out those who may still come, and nothing else")
{
    holds("counts add up, in any order of the records", [] {
        auto const       plan = any_plan();
        std::vector<act> acts;
        for (int lead = 0; lead != 8; ++lead)
            for (auto one : any_acts(5)) {
                one.lead_id = lead;
                acts.push_back(one);
            }
        auto const sequence = sequence_of(plan);
        auto const report   = sequence(acts);
        std::reverse(acts.begin(), acts.end());
        RC_ASSERT(sequence(acts) == report);
        RC_ASSERT(sequence(lm::ledgers(acts)) == report);
        std::int64_t pending = 0;
        std::size_t  before  = 0;
        for (std::size_t i = 0; i != report.steps.size(); ++i) {
            auto const& step = report.steps[i];
            RC_ASSERT(step.met <= step.leads);
            RC_ASSERT(plan.steps[i].optional || step.met == step.leads);
            if (i != 0 && !plan.steps[i].optional) {
                std::int64_t since = 0;
                for (std::size_t j = before; j != i; ++j) since += report.steps[j].pending;
                RC_ASSERT(step.from_before == (lm::proportion{step.leads, report.steps[before].leads - since}));
                RC_ASSERT(step.from_first == (lm::proportion{step.leads, report.steps[0].leads - pending}));
            }
            if (!plan.steps[i].optional) before = i;
            pending += step.pending;
            auto const behind = lm::leads_behind(lm::ledgers(acts), sequence, [i](auto const& one) { return one.steps[i].leads; });
            RC_ASSERT(static_cast<std::int64_t>(behind.size()) == step.leads);
        }
        RC_ASSERT(report.pending == pending);
    });
}

namespace {

bool is_visit(act const& a) { return a.kind == 0; }
bool is_pricing(act const& a) { return a.kind == 1; }
bool is_demo(act const& a) { return a.kind == 2; }

std::vector<act> once(std::vector<std::pair<int, long>> const& what)
{
    std::vector<act> all;
    for (auto const& [kind, day] : what) all.push_back({1, kind, on(day)});
    return all;
}

lm::sequence const three{{lm::step("visit", is_visit), lm::step("pricing", is_pricing), lm::step("demo", is_demo)},
                         {.as_of = on(100), .window = days{10}}};

} // namespace

TEST_CASE("sequence: a later attempt goes further than the first one")
{
    // The first visit is too old for the demo; the second is not.
    auto const report = three(once({{0, 0}, {1, 1}, {0, 5}, {1, 6}, {2, 12}}));
    CHECK(report.steps[2].leads == 1);
    CHECK(report.steps[1].times.mean == lm::seconds{86400});
    CHECK(report.steps[2].times.mean == lm::seconds{6 * 86400});
    // Both ends of the window are inside.
    CHECK(three(once({{0, 0}, {1, 1}, {2, 10}})).steps[2].leads == 1);
    CHECK(three(once({{0, 0}, {1, 1}, {2, 11}})).steps[2].leads == 0);
}

TEST_CASE("sequence: at one instant activities stand in whatever order goes furthest, each for one step")
{
    CHECK(three(once({{2, 3}, {1, 3}, {0, 3}})).steps[2].leads == 1);
    lm::sequence const twice{{lm::step("visit", is_visit), lm::step("again", is_visit)}, {.as_of = on(100)}};
    CHECK(twice(once({{0, 3}})).steps[1].leads == 0);
    CHECK(twice(once({{0, 3}, {0, 3}})).steps[1].leads == 1);
}

TEST_CASE("sequence: an exclusion ends an attempt, not the lead")
{
    auto const calm = three.excluding([](act const& a) { return a.kind == 3; }, 1, 2);
    CHECK(calm(once({{0, 0}, {3, 1}, {1, 2}})).steps[1].leads == 0);
    CHECK(calm(once({{0, 0}, {3, 1}, {0, 1}, {1, 2}})).steps[1].leads == 1); // at the instant of the new start
    CHECK(calm(once({{0, 0}, {1, 2}, {3, 3}, {2, 4}})).steps[2].leads == 1); // behind the second step
}

TEST_CASE("sequence: strict is broken by anything between two steps")
{
    lm::sequence const strict{{lm::step("visit", is_visit), lm::step("demo", is_demo)}, {.as_of = on(100), .strict = true}};
    CHECK(strict(once({{0, 0}, {2, 2}})).steps[1].leads == 1);
    CHECK(strict(once({{0, 0}, {1, 1}, {2, 2}})).steps[1].leads == 0);
    CHECK(strict(once({{0, 0}, {0, 1}, {2, 2}})).steps[1].leads == 1); // the second visit starts another attempt
}

TEST_CASE("sequence: a lead is pending while an attempt's window is open")
{
    auto const at = [](long as_of) {
        return lm::sequence{{lm::step("visit", is_visit), lm::step("demo", is_demo).within(days{3})}, {.as_of = on(as_of), .window = days{10}}};
    };
    auto const visit = once({{0, 0}});
    CHECK(at(2)(visit).pending == 1);
    CHECK(at(2)(visit).steps[1].from_before == lm::proportion{0, 0});
    CHECK(at(3)(visit).pending == 0); // what would come next comes after the window's end
    CHECK(at(3)(visit).steps[1].from_before == lm::proportion{0, 1});
}

TEST_CASE("sequence: records are used, or counted with the reason why not, and equal ids are one activity")
{
    std::vector<act> acts = once({{0, 0}, {1, 1}, {3, 1}, {2, 200}});
    acts.push_back({1, 0, std::nullopt});
    auto const report = three(acts);
    CHECK(report.quality.records == 5);
    CHECK(report.quality.used == 3); // also the one that meets no step
    CHECK(report.quality.after_as_of == 1);
    CHECK(report.quality.missing_time == 1);

    auto const                  kind = [](int k) { return [k](told_act const& a) { return a.kind == k; }; };
    lm::sequence const          two{{lm::step("visit", kind(0)), lm::step("again", kind(0))}, {.as_of = on(100)}};
    std::vector<told_act> const told{{"b", 1, 0, on(5)}, {"a", 1, 0, on(1)}, {"a", 1, 0, on(1)}, {"b", 1, 0, on(7)}};
    CHECK(two(told).steps[1].leads == 1);
    CHECK(two(told).steps[1].times.mean == lm::seconds{4 * 86400});
    CHECK(two(told).quality.duplicates == 2);
}

TEST_CASE("sequence: many steps, by key")
{
    struct visit {
        int            lead_id{};
        int            page{};
        std::string    source;
        date::sys_days at;
    };
    std::vector<lm::sequence_step<std::function<bool(visit const&)>>> steps;
    for (int page = 0; page != 30; ++page)
        steps.push_back(lm::step("page " + std::to_string(page), std::function{[page](visit const& v) { return v.page == page; }}));
    lm::sequence const all{steps, {.as_of = on(100)}};
    std::vector<visit> visits;
    for (int page = 0; page != 30; ++page) visits.push_back({1, page, "web", on(page)});
    visits.push_back({2, 0, "ads", on(1)});
    auto const by_source = lm::by(&visit::source, all)(lm::ledgers(visits));
    CHECK(by_source["web"].steps[29].leads == 1);
    CHECK(by_source["ads"].steps[0].leads == 1);
    CHECK(by_source["ads"].steps[1].leads == 0);
}

TEST_CASE("sequence: settings that make no sense are refused")
{
    auto const visit = lm::step("visit", is_visit);
    auto const made  = [](auto const& steps, lm::sequence_settings const& settings) { return lm::sequence{steps, settings}; };
    using list       = std::vector<decltype(lm::step("visit", is_visit))>;
    CHECK_THROWS_WITH(made(list{}, {.as_of = on(1)}), says("sequence.steps = none"));
    CHECK_THROWS_WITH(made(list{visit}, {}), says("sequence.as_of = not set"));
    CHECK_THROWS_WITH(made(list{visit.optional(), visit}, {.as_of = on(1)}), says("the first step cannot be optional"));
    CHECK_THROWS_WITH(made(list{visit, visit.optional()}, {.as_of = on(1)}), says("the last step cannot be optional"));
    CHECK_THROWS_WITH(made(list{visit}, {.as_of = on(1), .window = days{-1}}), says("sequence.window = -86400"));
    CHECK_THROWS_WITH(visit.within(days{-1}), says("within of step visit"));
    CHECK_THROWS_WITH(made(list(33, visit), {.as_of = on(1)}), says("at most 32"));
    CHECK_THROWS_WITH(three.excluding(is_demo, 2, 2), says("sequence.excluding = 2, 2"));
    CHECK_THROWS_WITH(three.excluding(is_demo, 0, 2), says("sequence.excluding = 0, 2"));
    CHECK_THROWS_WITH(three.excluding(is_demo, 1, 4), says("from 1 to 3"));
    CHECK_THROWS_WITH(made(list{visit}, {.as_of = on(1), .quantiles = {2}}), says("sequence.quantiles"));
}
