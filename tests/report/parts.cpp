// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Parts add up to the whole, and the leads behind every count are as many as it says.

#include <leadmetrics/leadmetrics.hpp>

#include "support/law.hpp"
#include "support/twin.hpp"

#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
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

TEST_CASE("the first known key is that of the earliest record that has one, and records without one disagree with nobody")
{
    std::vector<change> const changes{
        {1, phase::lead, epoch, "", {}},    {1, phase::mql, epoch + 1h, "fair", {}}, {1, phase::sql, epoch + 2h, "fair", {}},
        {2, phase::lead, epoch, "", {}},    {3, phase::lead, epoch, "web", {}},      {3, phase::mql, epoch + 1h, "ppc", {}},
        {4, phase::lead, epoch, "web", {}}, {4, phase::lead, epoch, "", {}},         {5, phase::lead, closing + 1h, "web", {}}};
    auto const       journeys = lm::journeys(changes, pipeline());
    lm::volume const volume{pipeline(), {.as_of = closing}};
    auto const       first = lm::by(lm::first_known(&change::source), volume)(journeys);
    CHECK(first["fair"].stages[0].reached == 1);
    CHECK(first["web"].stages[0].reached == 2);
    CHECK(first[""].stages[0].reached == 1);
    CHECK(first.conflicts == 1); // lead 3
    CHECK(lm::by(&change::source, volume)(journeys)[""].stages[0].reached == 3);
}

TEST_CASE("the key at an entry is that of the record that entered the stage, and leads without an entry have none")
{
    std::vector<change> const changes{{1, phase::lead, epoch, "web", {}},      {1, phase::mql, epoch + 1h, "fair", {}},
                                      {1, phase::mql, epoch + 2h, "ppc", {}},  {2, phase::lead, epoch, "web", {}},
                                      {2, phase::sql, epoch + 1h, "fair", {}},                                     // skipped the stage
                                      {3, phase::mql, epoch, "web", {}},       {3, phase::mql, epoch, "ads", {}}}; // twice at one instant
    auto const                journeys = lm::journeys(changes, pipeline());
    lm::volume const          volume{pipeline(), {.as_of = closing}};
    auto const                entered = lm::by(lm::at_entry(phase::mql, &change::source), volume)(journeys);
    CHECK(entered.size() == 3);
    CHECK(entered[std::optional<std::string>{"fair"}].stages[0].reached == 1);
    CHECK(entered[std::optional<std::string>{"ads"}].stages[1].reached == 1);
    CHECK(entered[std::optional<std::string>{}].stages[2].reached == 1);
    CHECK(entered.conflicts == 1);
    CHECK_THROWS_WITH(lm::by(lm::at_entry(phase::rejected, &change::source), volume)(journeys), says("at_entry.stage"));

    holds("keys at an entry are those of the records that entered", [](std::vector<change> const& some) {
        auto const all = lm::journeys(some, pipeline());
        for (auto const& one : all) {
            auto const key = lm::detail::key_of(lm::at_entry(phase::sql, &change::source), one, lm::volume{pipeline(), {.as_of = closing}}).first;
            auto const progress = one.progress(closing);
            RC_ASSERT(key.has_value() == progress.entered(2));
            std::optional<std::string> smallest;
            if (key)
                one.each_record_of_entry(2, progress.entry(2), [&](change const& record) {
                    if (!smallest || record.source < *smallest) smallest = record.source;
                });
            RC_ASSERT(key == smallest);
        }
    });
}

TEST_CASE("windows without observations are there where they are asked for, and change nothing else")
{
    holds("filled windows are the others, and reports of nothing", [](std::vector<change> const& changes) {
        auto const       journeys = lm::journeys(changes, pipeline());
        lm::volume const volume{pipeline(), {.as_of = closing}};
        auto const       some = lm::daily(volume)(journeys), all = lm::daily(volume).fill()(journeys);
        RC_ASSERT(all.undated == some.undated);
        for (auto const& [day, report] : some) RC_ASSERT(all.at(day) == report);
        std::optional<date::sys_days> before;
        for (auto const& [day, report] : all) {
            if (before) RC_ASSERT(date::sys_days{day} == *before + days{1} || date::sys_days{day} > *before + days{10'000});
            before = day;
            RC_ASSERT(some.contains(day) || report == some[day]);
        }
        if (!some.empty()) {
            RC_ASSERT(all.begin()->first == some.begin()->first);
            RC_ASSERT(*before == date::sys_days{std::prev(some.end())->first});
        }
    });
    std::vector<change> const far{{1, phase::lead, date::sys_days{date::year{1999} / 11 / 30}, "web", {}}, {2, phase::lead, epoch, "web", {}}};
    lm::volume const          volume{pipeline(), {.as_of = closing}};
    auto const                journeys = lm::journeys(far, pipeline());
    CHECK(lm::monthly(volume).fill()(journeys).begin()->first == date::year{1999} / 11);
    CHECK(lm::monthly(volume).fill()(journeys).contains(date::year{2000} / 1));
    CHECK(lm::quarterly(volume).fill()(journeys).contains(lm::year_quarter{date::year{2000}, 1}));
    CHECK(lm::yearly(volume).fill()(journeys).contains(date::year{2000}));
    CHECK(lm::weekly(volume).fill()(journeys).contains(date::year{1999} / 12 / 6));
    auto const by_source = lm::by(&change::source, lm::monthly(volume).fill())(journeys);
    CHECK(by_source["web"].contains(date::year{2000} / 1));
    std::vector<change> const wrong{{1, phase::lead, date::sys_days{date::year{202} / 1 / 1}, "web", {}}, {2, phase::lead, epoch, "web", {}}};
    CHECK(lm::daily(volume).fill()(lm::journeys(wrong, pipeline())).size() == 2);
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
