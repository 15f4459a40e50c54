// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/report/conversion.hpp>

#include <leadmetrics/journey/journeys.hpp>

#include "support/law.hpp"
#include "support/twin.hpp"

#include <optional>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

namespace {

struct counts {
    std::int64_t hits = 0, total = 0, pending = 0, to = 0, from = 0;
};
counts twin(twin_books const& books, int from, int to, std::optional<std::chrono::seconds> horizon, bool strict)
{
    counts all;
    for (auto const& lead : books.leads) {
        all.to += lead.entered(to);
        if (!lead.entered(from)) continue;
        ++all.from;
        auto const entry = lead.entry.at(from);
        if (horizon && entry + *horizon > closing) {
            ++all.pending;
            continue;
        }
        ++all.total;
        bool const reached = strict ? lead.entered(to) : lead.reached(to);
        if (!reached) continue;
        auto const at = strict ? lead.entry.at(to) : lead.reached_at(to);
        if (!horizon || at <= entry + *horizon) ++all.hits;
    }
    return all;
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
        auto const agrees = [&](auto const& step, int from, int to) {
            auto const known = twin(books, from, to, horizon, strict);
            RC_ASSERT(step.rate == (lm::proportion{known.hits, known.total}));
            RC_ASSERT(step.pending == known.pending);
            RC_ASSERT(step.period.entered_to == known.to);
            RC_ASSERT(step.period.entered_from == known.from);
        };
        for (int i = 0; i != 3; ++i) agrees(report.steps[static_cast<std::size_t>(i)], i, i + 1);
        agrees(report.overall, 0, 3);
        RC_ASSERT(report.quality == books.quality);
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
