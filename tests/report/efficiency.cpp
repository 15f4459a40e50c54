// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/report/efficiency.hpp>

#include <leadmetrics/calendar/window.hpp>
#include <leadmetrics/journey/journeys.hpp>

#include "support/law.hpp"
#include "support/twin.hpp"

#include <map>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

TEST_CASE("efficiency is the twin's, per month too")
{
    holds("converted, lost, open", [](std::vector<change> const& changes, bool strict, bool to_the_end) {
        int const            target = to_the_end ? 3 : 1;
        lm::efficiency const efficiency{pipeline(), {.as_of = closing, .target = to_the_end ? phase::won : phase::mql, .strict = strict}};
        auto const           journeys = lm::journeys(changes, pipeline());
        auto const           books    = close_books(changes, closing);
        struct counts {
            std::int64_t converted = 0, lost = 0, open = 0;
        };
        counts                             whole;
        std::map<date::year_month, counts> months;
        for (auto const& lead : books.leads) {
            auto const count = [&](counts& c) {
                if (strict ? lead.entered(target) : lead.reached(target)) ++c.converted;
                else if (lead.outcome == twin_outcome::lost) ++c.lost;
                else ++c.open;
            };
            count(whole);
            count(months[lm::months_of<>{}(lead.first_entry())]);
        }
        auto const agrees = [](lm::efficiency_report const& report, counts const& known) {
            RC_ASSERT(report.converted == known.converted);
            RC_ASSERT(report.lost == known.lost);
            RC_ASSERT(report.open == known.open);
            RC_ASSERT(report.generated == known.converted + known.lost + known.open);
            RC_ASSERT(report.rate == (lm::proportion{known.converted, report.generated}));
            RC_ASSERT(report.decided_rate == (lm::proportion{known.converted, known.converted + known.lost}));
        };
        agrees(efficiency(journeys), whole);
        auto const monthly = lm::monthly(efficiency)(journeys);
        RC_ASSERT(monthly.size() == months.size());
        for (auto const& [month, known] : months) agrees(monthly.at(month), known);
        RC_ASSERT(monthly.undated.quality == books.quality);
    });
}

TEST_CASE("a hundred generated, fifty converted, fifty lost: fifty per cent")
{
    std::vector<change> changes;
    for (int i = 0; i != 100; ++i) {
        changes.push_back({i, phase::lead, epoch, "web", {}});
        changes.push_back({i, i % 2 ? phase::mql : phase::rejected, epoch + 1h, "web", {}});
    }
    auto const report = lm::efficiency{pipeline(), {.as_of = closing, .target = phase::mql}}(lm::journeys(changes, pipeline()));
    CHECK(report.rate.value() == 0.5);
    CHECK(report.decided_rate.value() == 0.5);
}

TEST_CASE("settings of efficiency are refused by name and value")
{
    CHECK_THROWS_WITH((lm::efficiency{pipeline(), {}}), says("efficiency.as_of"));
    CHECK_THROWS_WITH((lm::efficiency{pipeline(), {.as_of = closing, .target = phase::rejected}}), says("efficiency.target = 4"));
}
