// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/report/conversion.hpp>

#include <leadmetrics/journey/journeys.hpp>

#include "support/answers.hpp"
#include "support/law.hpp"
#include "support/twin.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

namespace {

struct counts {
    std::int64_t        hits = 0, total = 0, pending = 0, to = 0, from = 0;
    std::vector<double> times; // seconds, ascending
};
auto const wall = [](sys_seconds a, sys_seconds b) { return b - a; };
auto const open = [](sys_seconds a, sys_seconds b) { return practice().elapsed(a, b).open_time(); };

template <class Between>
counts twin(twin_books const& books, int from, int to, std::optional<std::chrono::seconds> horizon, bool strict, Between const& between)
{
    counts all;
    for (auto const& lead : books.leads) {
        all.to += lead.entered(to);
        if (!lead.entered(from)) continue;
        ++all.from;
        auto const entry = lead.entry.at(from);
        if (horizon && between(entry, closing) < *horizon) {
            ++all.pending;
            continue;
        }
        ++all.total;
        bool const reached = strict ? lead.entered(to) : lead.reached(to);
        if (!reached) continue;
        auto const at = strict ? lead.entry.at(to) : lead.reached_at(to);
        if (horizon && at > entry && between(entry, at) > *horizon) continue;
        ++all.hits;
        if (horizon && at >= entry) all.times.push_back(static_cast<double>(between(entry, at).count()));
    }
    std::sort(all.times.begin(), all.times.end());
    return all;
}

double count(lm::seconds length) { return length.count(); }
double count(lm::working_duration<lm::seconds> const& length) { return length.open_time().count(); }

template <class Times>
void same_times(Times const& ours, std::vector<double> const& known)
{
    RC_ASSERT(ours.count == static_cast<std::int64_t>(known.size()));
    RC_ASSERT(ours.mean.has_value() == !known.empty());
    if (known.empty()) return;
    double sum = 0;
    for (double const one : known) sum += one;
    RC_ASSERT(std::abs(count(*ours.mean) - sum / static_cast<double>(known.size())) <= 1e-9 * sum + 1e-9);
    double const middle = (known[(known.size() - 1) / 2] + known[known.size() / 2]) / 2;
    RC_ASSERT(std::abs(count(*ours.median) - middle) <= 1e-9 * middle);
}

} // namespace

TEST_CASE("conversion is the twin's, with and without a horizon, strict or not")
{
    holds("hits, total, pending, period", [](std::vector<change> changes, bool with_horizon, bool strict, std::uint8_t hours) {
        // The twin adds to instants: keep it away from the ends of the clock, which other tests reach.
        for (auto& c : changes)
            if (c.at && (*c.at == sys_seconds::min() || *c.at == sys_seconds::max())) c.at = epoch;
        std::optional<std::chrono::seconds> horizon;
        if (with_horizon) horizon = 6h * hours;
        lm::conversion_settings settings{.as_of = closing, .strict = strict};
        if (horizon) settings.horizon = *horizon;
        auto const report = lm::conversion{pipeline(), settings}(lm::journeys(changes, pipeline()));
        auto const books  = close_books(changes, closing);
        auto const agrees = [&](auto const& step, int from, int to, auto const& between, std::optional<std::chrono::seconds> own = {}) {
            auto const known = twin(books, from, to, own ? std::optional<std::chrono::seconds>{own} : horizon, strict, between);
            same_times(step.times, known.times);
            RC_ASSERT(step.rate == (lm::proportion{known.hits, known.total}));
            RC_ASSERT(step.pending == known.pending);
            RC_ASSERT(step.period.entered_to == known.to);
            RC_ASSERT(step.period.entered_from == known.from);
        };
        for (int i = 0; i != 3; ++i) agrees(report.steps[static_cast<std::size_t>(i)], i, i + 1, wall);
        agrees(report.overall, 0, 3, wall);
        RC_ASSERT(report.quality == books.quality);

        auto const working = lm::conversion{pipeline(), settings, practice()}.with_horizon(phase::mql, 9h)(lm::journeys(changes, pipeline()));
        agrees(working.steps[0], 0, 1, open);
        agrees(working.steps[1], 1, 2, open, 9h);
        agrees(working.steps[2], 2, 3, open);
        agrees(working.overall, 0, 3, open);
        auto const own = lm::conversion{pipeline(), settings}.with_horizon(phase::lead, days{9})(lm::journeys(changes, pipeline()));
        agrees(own.steps[0], 0, 1, wall, days{9});
        RC_ASSERT(own.steps[1] == report.steps[1]);
        RC_ASSERT(own.overall == report.overall);
    });
}

TEST_CASE("the horizon is inclusive at both ends, and exact for a finer one than the records'")
{
    std::vector<change> const changes{{1, phase::lead, closing - 48h, "web", {}}, {1, phase::mql, closing - 24h, "web", {}}};
    auto const                journeys = lm::journeys(changes, pipeline());
    auto const within = [&](auto horizon) { return lm::conversion{pipeline(), {.as_of = closing, .horizon = horizon}}(journeys).steps[0]; };
    CHECK(within(24h).rate == lm::proportion{1, 1});
    CHECK(within(24h - 1ms).rate == lm::proportion{0, 1});
    CHECK(within(48h).pending == 0);
    CHECK(within(48h + 1ns).pending == 1);
}

TEST_CASE("horizons of steps that are not there, and negative ones, are refused")
{
    lm::conversion const metric{pipeline(), {.as_of = closing}};
    CHECK_THROWS_WITH(metric.with_horizon(phase::won, days{1}), says("conversion.with_horizon = 3") && says("no step begins"));
    CHECK_THROWS_WITH(metric.with_horizon(phase::rejected, days{1}), says("conversion.with_horizon = 4"));
    CHECK_THROWS_WITH(metric.with_horizon(phase::mql, days{-1}), says("conversion.horizon = -86400"));
    CHECK_THROWS_WITH((lm::conversion{pipeline(), {.as_of = closing, .quantiles = {-1}}}), says("conversion.quantiles"));
}

TEST_CASE("a horizon longer than all time leaves every lead pending, and one before an earlier entry has converted")
{
    std::vector<change> const changes{
        {1, phase::lead, epoch, "web", {}}, {1, phase::mql, epoch - 24h, "web", {}}, {2, phase::lead, sys_seconds::min(), "web", {}}};
    auto const journeys = lm::journeys(changes, pipeline());
    auto const ages     = std::chrono::duration<std::int64_t>::max();
    CHECK(lm::conversion{pipeline(), {.as_of = closing, .horizon = ages}}(journeys).steps[0].pending == 1);
    CHECK(lm::conversion{pipeline(), {.as_of = closing, .horizon = 0s}}(journeys).steps[0].rate == lm::proportion{1, 2});
}

TEST_CASE("settings of conversion are refused by name and value")
{
    CHECK_THROWS_WITH((lm::conversion{pipeline(), {}}), says("conversion.as_of"));
    CHECK_THROWS_WITH((lm::conversion{pipeline(), {.as_of = closing, .horizon = -1h}}), says("conversion.horizon = -3600"));
}

TEST_CASE("a period rate may exceed 1 and is empty of nothing")
{
    std::vector<change> const changes{{1, phase::mql, epoch, "web", {}}, {2, phase::mql, epoch, "web", {}}, {3, phase::lead, epoch, "web", {}}};
    auto const                step = lm::conversion{pipeline(), {.as_of = closing}}(lm::journeys(changes, pipeline())).steps[0];
    CHECK(step.period.value() == 2.0);
    CHECK(step.rate == lm::proportion{0, 1});
    std::vector<change> const none;
    CHECK_FALSE(lm::conversion{pipeline(), {.as_of = closing}}(lm::journeys(none, pipeline())).steps[0].period.value());
}
