// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Parts add up to the whole, and the leads behind every count are as many as it says.

#include <leadmetrics/leadmetrics.hpp>

#include "support/law.hpp"
#include "support/twin.hpp"

#include <cstdint>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

TEST_CASE("keys and windows add up to the whole")
{
    holds("counts of every report", [](std::vector<change> const& changes) {
        auto const journeys = lm::journeys(changes, pipeline());
        auto const metrics =
            lm::together(lm::volume{pipeline(), {.as_of = closing}}, lm::efficiency{pipeline(), {.as_of = closing}},
                         lm::conversion{pipeline(), {.as_of = closing, .horizon = days{9}}}, lm::velocity{pipeline(), {.as_of = closing}});
        auto const counts = [](auto const& reports) {
            auto const& [v, e, c, t] = reports;
            std::vector<std::int64_t> all{
                e.generated,   e.converted,           e.lost, e.open, v.quality.records, v.quality.used, v.quality.out_of_order,
                t.cycle.moved, t.sales_velocity.deals};
            for (auto const& s : v.stages) all.insert(all.end(), {s.entered, s.reached});
            for (auto const& s : c.steps) all.insert(all.end(), {s.rate.hits, s.rate.total, s.pending, s.period.entered_to});
            for (auto const& s : t.steps) all.insert(all.end(), {s.moved, s.lost, s.waiting, s.completed.count});
            return all;
        };
        auto const add = [](std::vector<std::int64_t>& to, std::vector<std::int64_t> const& from) {
            to.resize(from.size());
            for (std::size_t i = 0; i != from.size(); ++i) to[i] += from[i];
        };
        auto const whole = counts(metrics(journeys));

        std::vector<std::int64_t> sum(whole.size());
        for (auto const& [source, report] : lm::by(&change::source, metrics)(journeys)) add(sum, counts(report));
        RC_ASSERT(sum == whole);

        auto const weekly = lm::weekly(metrics)(journeys);
        sum               = counts(weekly.undated);
        for (auto const& [week, report] : weekly) add(sum, counts(report));
        RC_ASSERT(sum == whole);

        auto const both = lm::monthly(lm::by(&change::source, metrics))(journeys);
        sum.assign(whole.size(), 0);
        for (auto const& [source, report] : both.undated) add(sum, counts(report));
        for (auto const& [month, sources] : both)
            for (auto const& [source, report] : sources) add(sum, counts(report));
        RC_ASSERT(sum == whole);
    });
}

TEST_CASE("the latest key is that of the latest record")
{
    std::vector<change> const changes{
        {1, phase::lead, epoch, "web", {}}, {1, phase::mql, epoch + 1h, "fair", {}}, {1, phase::sql, closing + 1h, "ppc", {}}};
    auto const           journeys = lm::journeys(changes, pipeline());
    lm::efficiency const metric{pipeline(), {.as_of = closing}};
    CHECK(lm::by(&change::source, metric)(journeys).contains("web"));
    CHECK(lm::by(lm::latest(&change::source), metric)(journeys).contains("fair")); // as of the closing
    CHECK(lm::by(lm::latest(&change::source), metric)(journeys).size() == 1);
}

TEST_CASE("the leads behind a figure are as many as the figure says")
{
    holds("drill-down", [](std::vector<change> const& changes) {
        auto const journeys = lm::journeys(changes, pipeline());
        auto const listed   = [&](auto const& metric, auto const& count) {
            RC_ASSERT(static_cast<std::int64_t>(lm::leads_behind(journeys, metric, count).size())
                        == static_cast<std::int64_t>(count(metric(journeys))));
        };
        lm::volume const     volume{pipeline(), {.as_of = closing}};
        lm::velocity const   velocity{pipeline(), {.as_of = closing}};
        lm::conversion const conversion{pipeline(), {.as_of = closing, .horizon = days{9}}};
        lm::efficiency const efficiency{pipeline(), {.as_of = closing}};
        for (std::size_t i = 0; i != 3; ++i) {
            listed(volume, [i](auto const& r) { return r.stages[i].entered; });
            listed(volume, [i](auto const& r) { return r.stages[i].reached; });
            listed(velocity, [i](auto const& r) { return r.steps[i].waiting; });
            listed(velocity, [i](auto const& r) { return r.steps[i].out_of_order; });
            listed(conversion, [i](auto const& r) { return r.steps[i].rate.hits; });
            listed(conversion, [i](auto const& r) { return r.steps[i].pending; });
        }
        listed(efficiency, [](auto const& r) { return r.lost; });
        listed(efficiency, [](auto const& r) { return r.quality.lost_without_stage; });
        listed(efficiency, [](auto const& r) { return r.quality.duplicates; });
        listed(lm::by(&change::source, efficiency), [](auto const& r) { return r[std::string{"web"}].open; });
        listed(lm::by(&change::source, efficiency), [](auto const& r) { return r.conflicts; });
        listed(lm::monthly(lm::by(&change::source, velocity)), [](auto const& r) { return r[2024_y / 2][std::string{"web"}].steps[1].moved; });
    });
}
