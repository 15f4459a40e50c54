// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/report/forecast.hpp>

#include <leadmetrics/calendar/window.hpp>
#include <leadmetrics/core/by.hpp>
#include <leadmetrics/core/together.hpp>
#include <leadmetrics/journey/journeys.hpp>
#include <leadmetrics/report/back_test.hpp>

#include "support/law.hpp"
#include "support/twin.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

namespace {

/// A lead that waits: for how long, in seconds, and what it is worth.
struct twin_wait {
    int                   id;
    long double           waited;
    std::optional<double> value;
};
struct twin_history {
    std::vector<long double> moved, lost, censored; // the times in the curves
    std::vector<int>         moved_ids, lost_ids, censored_ids;
    std::vector<twin_wait>   waiting;
};

long double between(sys_seconds a, sys_seconds b)
{
    return static_cast<long double>(b.time_since_epoch().count()) - static_cast<long double>(a.time_since_epoch().count());
}

/// The value in the lead's latest record; of duplicates, the smaller.
std::optional<double> latest_value(std::vector<change> const& all, int lead, sys_seconds as_of)
{
    std::optional<std::pair<sys_seconds, phase>> end;
    for (auto const& c : all)
        if (c.lead_id == lead && c.at && *c.at <= as_of && c.stage != phase::unheard_of)
            end = std::max(end, std::optional{std::pair(*c.at, c.stage)});
    std::optional<double> value;
    for (auto const& c : all)
        if (c.lead_id == lead && end && c.at == end->first && c.stage == end->second && c.amount) {
            auto const said = static_cast<double>(*c.amount);
            value           = value ? std::min(*value, said) : said;
        }
    return value;
}

twin_history history_of(std::vector<change> const& all, twin_books const& books, int from, bool to_last, sys_seconds as_of,
                        std::optional<sys_seconds> since)
{
    twin_history history;
    for (auto const& lead : books.leads) {
        if (!lead.entered(from)) continue;
        auto const                 entry   = lead.entry.at(from);
        bool const                 counted = !since || entry >= *since;
        std::optional<sys_seconds> next;
        for (auto const& [stage, at] : lead.entry)
            if (to_last ? stage == 3 : stage > from) next = next ? std::min(*next, at) : at;
        if (next) {
            if (*next < entry || !counted) continue;
            history.moved.push_back(between(entry, *next));
            history.moved_ids.push_back(lead.id);
        } else if (lead.outcome == twin_outcome::lost) {
            if (!counted) continue;
            history.lost.push_back(between(entry, lead.lost_at));
            history.lost_ids.push_back(lead.id);
        } else {
            if (counted) history.censored.push_back(between(entry, as_of));
            if (counted) history.censored_ids.push_back(lead.id);
            history.waiting.push_back({lead.id, between(entry, as_of), latest_value(all, lead.id, as_of)});
        }
    }
    return history;
}

struct twin_curves {
    long double moved = 0, left = 1;
};
twin_curves curves_at(twin_history const& h, long double t)
{
    twin_curves           now;
    std::set<long double> times(h.moved.begin(), h.moved.end());
    times.insert(h.lost.begin(), h.lost.end());
    for (long double const time : times) {
        if (time > t) break;
        auto const at_risk = [time](auto const& v) { return std::count_if(v.begin(), v.end(), [time](long double x) { return x >= time; }); };
        auto const n       = static_cast<long double>(at_risk(h.moved) + at_risk(h.lost) + at_risk(h.censored));
        auto const m       = static_cast<long double>(std::count(h.moved.begin(), h.moved.end(), time));
        auto const l       = static_cast<long double>(std::count(h.lost.begin(), h.lost.end(), time));
        now.moved += now.left * m / n;
        now.left *= 1 - (m + l) / n;
    }
    return now;
}
long double probability(twin_history const& h, long double waited, long double within)
{
    auto const now = curves_at(h, waited), then = curves_at(h, waited + within);
    return now.left <= 1e-15L ? 0 : (then.moved - now.moved) / now.left;
}
bool beyond(twin_history const& h, long double waited, long double within)
{
    long double longest = -1;
    for (auto const* times : {&h.moved, &h.lost, &h.censored})
        for (long double const t : *times) longest = std::max(longest, t);
    return waited + within > longest;
}

bool near(double a, long double b) { return std::abs(static_cast<long double>(a) - b) <= 1e-9L * std::max(1.0L, std::abs(b)); }

template <class Step>
void agrees(Step const& step, twin_history const& learnt, twin_history const& own, std::vector<days> const& within)
{
    RC_ASSERT(step.waiting == static_cast<std::int64_t>(own.waiting.size()));
    RC_ASSERT(step.in_curves == static_cast<std::int64_t>(learnt.moved.size() + learnt.lost.size() + learnt.censored.size()));
    RC_ASSERT(step.without_value == std::count_if(own.waiting.begin(), own.waiting.end(), [](auto const& lead) { return !lead.value; }));
    for (std::size_t h = 0; h != within.size(); ++h) {
        auto const                 ahead = static_cast<long double>(std::chrono::seconds{within[h]}.count());
        auto const&                here  = step.horizons[h];
        long double                sum = 0, variance = 0, money = 0;
        std::int64_t               far = 0;
        std::map<int, long double> each;
        for (auto const& lead : own.waiting) {
            long double const p = probability(learnt, lead.waited, ahead);
            sum += p;
            variance += p * (1 - p);
            money += p * lead.value.value_or(0);
            far += beyond(learnt, lead.waited, ahead);
            each[lead.id] = p;
        }
        RC_ASSERT(near(here.expected_moves, sum));
        RC_ASSERT(near(here.standard_deviation * here.standard_deviation, variance));
        RC_ASSERT(near(*here.expected_money, money));
        RC_ASSERT(here.beyond == far);
        RC_ASSERT(here.leads.size() == own.waiting.size());
        for (std::size_t i = 0; i != here.leads.size(); ++i) {
            RC_ASSERT(near(here.leads[i].probability, each.at(here.leads[i].lead_id)));
            if (i != 0) RC_ASSERT(here.leads[i - 1].probability >= here.leads[i].probability);
        }
    }
}

/// Without the instants at the ends of the clock: durations of 292 billion years leave no digits for the twin to compare.
std::vector<change> within_reach(std::vector<change> changes)
{
    for (auto& c : changes)
        if (c.at == sys_seconds::min() || c.at == sys_seconds::max()) c.at = closing - days{65};
    return changes;
}

std::vector<days> const horizons{days{3}, days{20}, days{400}};

auto forecast_of(lm::curves whose = lm::curves::of_key, std::optional<sys_seconds> since = {})
{
    lm::forecast_settings<phase> settings{
        .as_of = closing, .within = {horizons.begin(), horizons.end()}, .list_leads = true, .curves = whose, .probabilities = {{phase::mql, 0.25}}};
    if (since) settings.entered_since = *since;
    return lm::forecast{pipeline(), settings, &change::amount};
}

} // namespace

TEST_CASE("a forecast is the twin's, on every step and to the last stage, also with curves of recent entries")
{
    holds("forecast", [](std::vector<change> const& any, bool recent) {
        auto const                       changes = within_reach(any);
        std::optional<sys_seconds> const since   = recent ? std::optional<sys_seconds>{epoch + days{30}} : std::nullopt;
        auto const                       report  = forecast_of(lm::curves::of_key, since)(lm::journeys(changes, pipeline()));
        auto const                       books   = close_books(changes, closing);
        for (int i = 0; i != 3; ++i) {
            auto const next = history_of(changes, books, i, false, closing, since), whole = history_of(changes, books, i, true, closing, since);
            agrees(report.steps[static_cast<std::size_t>(i)], next, next, horizons);
            agrees(report.to_last[static_cast<std::size_t>(i)], whole, whole, horizons);
        }
        RC_ASSERT(report.quality == books.quality);
        RC_ASSERT(report.last_from(phase::sql).horizons == report.step(phase::sql).horizons); // the last step is the way to the last stage

        double weighted = 0;
        for (auto const& lead : books.leads)
            if (lead.outcome == twin_outcome::open && lead.events.back().stage == phase::mql)
                weighted += 0.25 * latest_value(changes, lead.id, closing).value_or(0);
        RC_ASSERT(near(*report.weighted_pipeline, weighted));
    });
}

namespace {

/// The leads of a sample: each as often as it was drawn.
twin_history drawn(twin_history const& all, std::size_t sample)
{
    twin_history one;
    auto const   draw = [sample](auto const& times, auto const& ids, auto& to) {
        for (std::size_t i = 0; i != times.size(); ++i)
            to.insert(to.end(), static_cast<std::size_t>(lm::detail::times_in_sample(lm::detail::stable_hash(ids[i]), sample)), times[i]);
    };
    draw(all.moved, all.moved_ids, one.moved);
    draw(all.lost, all.lost_ids, one.lost);
    draw(all.censored, all.censored_ids, one.censored);
    return one;
}

} // namespace

TEST_CASE("percentiles are those of samples of the leads behind the curves, in which each waiting lead moves or not")
{
    holds("twenty samples, for each step", [](std::vector<change> const& any) {
        auto const                         changes = within_reach(any);
        lm::forecast_settings<phase> const settings{.as_of = closing, .within = {days{3}, days{30}}, .samples = 20, .percentiles = {0, 0.5, 1}};
        auto const                         report = lm::forecast{pipeline(), settings}(lm::journeys(changes, pipeline()));
        auto const                         books  = close_books(changes, closing);
        for (int i = 0; i != 3; ++i) {
            auto const all = history_of(changes, books, i, false, closing, {});
            for (std::size_t h = 0; h != 2; ++h) {
                std::vector<double> counts;
                for (std::size_t sample = 0; sample != 20; ++sample) {
                    auto const one = drawn(all, sample);
                    counts.push_back(0);
                    for (auto const& lead : all.waiting)
                        counts.back() += lm::detail::uniform_in_sample(lm::detail::stable_hash(lead.id), sample)
                                         < static_cast<double>(probability(one, lead.waited, h == 0 ? 3 * 86400 : 30 * 86400));
                }
                std::sort(counts.begin(), counts.end());
                auto const& found = report.steps[static_cast<std::size_t>(i)].horizons[h].percentiles;
                RC_ASSERT(found.size() == 3u);
                RC_ASSERT(found[0].moves == counts.front());
                RC_ASSERT(found[1].moves == (counts[9] + counts[10]) / 2);
                RC_ASSERT(found[2].moves == counts.back());
            }
        }
        RC_ASSERT((lm::forecast{pipeline(), settings}(lm::journeys(changes, pipeline())) == report));
    });

    // Of 400 leads that came ten days apart from each other's fate, half moved after ten days; 100 more are five days old: 50 move, give or take 5
    // and the error of the curves.
    std::vector<change> changes;
    for (int i = 0; i != 500; ++i) {
        changes.push_back({i, phase::lead, closing - days{i < 400 ? 40 : 5}, "web", {}});
        if (i < 200) changes.push_back({i, phase::mql, closing - days{30}, "web", {}});
    }
    auto const step =
        lm::forecast{pipeline(), {.as_of = closing, .within = {days{10}}, .samples = 500}}(lm::journeys(changes, pipeline())).step(phase::lead);
    auto const& p = step.horizons[0].percentiles; // of 5, 25, 50, 75 and 95 %
    CHECK(step.horizons[0].expected_moves == Approx(50));
    CHECK(p[2].moves == Approx(50).margin(2));
    CHECK(p[4].moves - p[0].moves > 2 * 1.645 * 5 - 2); // at least what chance alone gives
    CHECK(p[4].moves - p[0].moves < 2 * 1.645 * 8);
}

TEST_CASE("with the curves of all, keys and windows add up to the whole, and with their own each is as if it stood alone")
{
    holds("forecast by key", [](std::vector<change> const& any) {
        auto const changes  = within_reach(any);
        auto const journeys = lm::journeys(changes, pipeline());
        auto const whole    = forecast_of()(journeys).step(phase::lead).horizons[1];
        auto const of_all   = forecast_of(lm::curves::of_all);
        auto const expected = [](auto const& reports) {
            double sum = 0;
            for (auto const& [key, one] : reports) sum += one.step(phase::lead).horizons[1].expected_moves;
            return sum;
        };
        auto const by_key = lm::by(&change::source, of_all)(journeys);
        RC_ASSERT(near(expected(by_key), whole.expected_moves));
        RC_ASSERT(near(expected(lm::monthly(of_all)(journeys)), whole.expected_moves));
        double sum = 0;
        for (auto const& [key, months] : lm::by(&change::source, lm::monthly(of_all))(journeys)) sum += expected(months);
        RC_ASSERT(near(sum, whole.expected_moves));
        double beside = 0;
        for (auto const& [key, both] : lm::by(&change::source, lm::together(of_all, forecast_of()))(journeys))
            beside += std::get<0>(both).step(phase::lead).horizons[1].expected_moves;
        RC_ASSERT(near(beside, whole.expected_moves));
        RC_ASSERT(of_all(journeys).steps == forecast_of()(journeys).steps); // the whole is its own whole

        for (auto const& [key, one] : lm::by(&change::source, forecast_of())(journeys)) {
            std::vector<change> its;
            for (auto const& c : changes) {
                for (auto const& lead : close_books(changes, closing).leads)
                    if (lead.id == c.lead_id && lead.source == key) its.push_back(c);
            }
            RC_ASSERT(one.steps == forecast_of()(lm::journeys(its, pipeline())).steps);
        }
    });
}

TEST_CASE("a back-test is the twin's: the forecast as it was, and what became of the leads")
{
    holds("back-test", [](std::vector<change> const& any) {
        auto const        changes = within_reach(any);
        sys_seconds const at      = epoch + days{40};
        std::vector<days> within{days{5}, days{30}};
        auto const        report =
            lm::back_test{pipeline(), {.as_of = closing, .at = at, .within = {within.begin(), within.end()}}}(lm::journeys(changes, pipeline()));
        auto const then = close_books(changes, at);
        for (int i = 0; i != 3; ++i)
            for (bool const to_last : {false, true}) {
                auto const& step    = to_last ? report.to_last[static_cast<std::size_t>(i)] : report.steps[static_cast<std::size_t>(i)];
                auto const  history = history_of(changes, then, i, to_last, at, {});
                RC_ASSERT(step.waiting == static_cast<std::int64_t>(history.waiting.size()));
                for (std::size_t h = 0; h != within.size(); ++h) {
                    auto const                                later = close_books(changes, at + within[h]);
                    auto const                                ahead = static_cast<long double>(std::chrono::seconds{within[h]}.count());
                    long double                               sum = 0, squares = 0, of_known = 0;
                    std::int64_t                              moved = 0;
                    auto const                                known = curves_at(history, ahead).moved;
                    std::map<int, std::array<long double, 3>> tenths;
                    for (auto const& lead : history.waiting) {
                        auto const found = std::find_if(later.leads.begin(), later.leads.end(), [&](auto const& one) { return one.id == lead.id; });
                        bool const did   = found != later.leads.end() && (to_last ? found->entered(3) : found->reached(i + 1));
                        auto const p     = probability(history, lead.waited, ahead);
                        sum += p;
                        moved += did;
                        squares += (p - did) * (p - did);
                        of_known += (known - did) * (known - did);
                        auto& tenth = tenths[std::min(static_cast<int>(std::floor((p + 1e-9L) * 10)), 9)];
                        ++tenth[0];
                        tenth[1] += p;
                        tenth[2] += did;
                    }
                    auto const& test = step.horizons[h];
                    auto const  n    = static_cast<long double>(history.waiting.size());
                    RC_ASSERT(near(test.expected, sum));
                    RC_ASSERT(test.moved == moved);
                    RC_ASSERT(test.brier.has_value() == (n != 0));
                    if (n == 0) continue;
                    RC_ASSERT(near(*test.brier, squares / n));
                    RC_ASSERT(near(*test.brier_of_known, of_known / n));
                    RC_ASSERT(near(*test.brier_of_seen, static_cast<long double>(moved) / n * (1 - static_cast<long double>(moved) / n)));
                    for (int k = 0; k != 10; ++k) {
                        auto const& tenth = test.tenths[static_cast<std::size_t>(k)];
                        RC_ASSERT(tenth.leads == static_cast<std::int64_t>(tenths[k][0]));
                        RC_ASSERT(near(tenth.expected, tenths[k][1]));
                        RC_ASSERT(tenth.moved == static_cast<std::int64_t>(tenths[k][2]));
                    }
                }
            }
    });
}

TEST_CASE("a forecast by hand: half of those that waited for ten days moved within the next ten")
{
    std::vector<change> changes;
    for (int lead = 0; lead != 4; ++lead) changes.push_back({lead, phase::sql, epoch, "", {}});
    changes.push_back({0, phase::won, epoch + days{5}, "", {}});
    changes.push_back({1, phase::won, epoch + days{12}, "", {}});
    changes.push_back({2, phase::rejected, epoch + days{15}, "", {}});
    for (int lead : {4, 5}) changes.push_back({lead, phase::sql, epoch + days{20}, "", 100});
    auto const         journeys = lm::journeys(changes, pipeline());
    lm::forecast const ten{pipeline(), {.as_of = epoch + days{30}, .within = {days{10}}}, &change::amount};
    auto const         step = ten(journeys).step(phase::sql);
    // At ten days 5 of 6 are left; at 12 one of the 3 at risk moves (the two of the last ten days are censored), at 15 one is lost.
    CHECK(step.waiting == 3);
    CHECK(step.horizons[0].expected_moves == Approx(2.0 / 3)); // 1/3 for each of the two that have waited for ten days, 0 after thirty
    CHECK(step.horizons[0].expected_money == Approx(200.0 / 3));
    CHECK(step.horizons[0].standard_deviation == Approx(std::sqrt(2 * 2.0 / 9)));
    CHECK(step.horizons[0].beyond == 1); // the one that has waited for thirty days already
    CHECK(step.without_value == 1);

    auto const none = lm::forecast{pipeline(), {.as_of = epoch + days{30}, .within = {days{10}}}}(journeys);
    CHECK_FALSE(none.step(phase::sql).horizons[0].expected_money);
    CHECK_FALSE(none.weighted_pipeline);
    CHECK(none.step(phase::lead).horizons[0].expected_moves == 0);
}

TEST_CASE("a forecast refuses samples and percentiles that cannot be")
{
    auto const made = [](int samples, std::vector<double> percentiles) {
        return lm::forecast{pipeline(), {.as_of = closing, .within = {days{1}}, .samples = samples, .percentiles = percentiles}};
    };
    CHECK_THROWS_WITH(made(-1, {}), says("forecast.samples = -1"));
    CHECK_THROWS_WITH(made(20'000, {}), says("forecast.samples = 20000"));
    CHECK_THROWS_WITH(made(1, {2}), says("forecast.percentiles = 2"));
}

TEST_CASE("a forecast refuses what it cannot look ahead by")
{
    auto const forecast = [](lm::forecast_settings<phase> settings) { return [settings] { lm::forecast{pipeline(), settings}; }; };
    CHECK_THROWS_WITH(forecast({.within = {days{1}}})(), says("forecast.as_of"));
    CHECK_THROWS_WITH(forecast({.as_of = closing})(), says("forecast.within = none"));
    CHECK_THROWS_WITH(forecast({.as_of = closing, .within = {days{0}}})(), says("forecast.within") && says("above 0"));
    CHECK_THROWS_WITH(forecast({.as_of = closing, .within = {days{-1}}})(), says("above 0"));
    CHECK_THROWS_WITH(forecast({.as_of = closing, .within = {days{1}}, .probabilities = {{phase::mql, 1.5}}})(), says("from 0 to 1"));
    CHECK_THROWS_WITH(forecast({.as_of = closing, .within = {days{1}}, .probabilities = {{phase::rejected, 0.5}}})(), says("no such stage"));

    auto const test = [](lm::back_test_settings settings) { return [settings] { lm::back_test{pipeline(), settings}; }; };
    CHECK_THROWS_WITH(test({.as_of = closing, .within = {days{1}}})(), says("back_test.at"));
    CHECK_THROWS_WITH(test({.as_of = closing, .at = closing - days{5}, .within = {days{6}}})(), says("what happens after `as_of` is not known"));
    CHECK_THROWS_WITH(test({.as_of = closing, .at = closing, .within = {}})(), says("back_test.within = none"));
    CHECK_NOTHROW(test({.as_of = closing, .at = closing - days{5}, .within = {days{5}}})());
}
