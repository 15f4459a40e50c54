// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/report/comparison.hpp>

#include <leadmetrics/core/by.hpp>
#include <leadmetrics/journey/journeys.hpp>
#include <leadmetrics/report/conversion.hpp>
#include <leadmetrics/report/velocity.hpp>
#include <leadmetrics/stats/holm.hpp>

#include "support/law.hpp"
#include "support/twin.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

namespace {

auto const rate_of = [](lm::conversion_report<phase> const& report) { return report.step(phase::lead).rate; };

} // namespace

TEST_CASE("each two keys are compared once, in their order, by the rates of their own leads")
{
    holds("conversion by source", [](std::vector<change> const& changes) {
        lm::conversion const conversion{pipeline(), {.as_of = closing}};
        auto const           reports  = lm::by(&change::source, conversion)(lm::journeys(changes, pipeline()));
        auto const           compared = lm::compare(reports, rate_of);

        std::map<std::string, lm::proportion> known;
        for (auto const& lead : close_books(changes, closing).leads) {
            auto& rate = known[lead.source];
            if (lead.entered(0)) rate.add(lead.reached(1));
        }
        std::vector<std::string> keys;
        for (auto const& [key, report] : reports) keys.push_back(key);
        std::size_t                        n = 0;
        std::vector<std::optional<double>> p_values;
        for (std::size_t i = 0; i != keys.size(); ++i)
            for (std::size_t j = i + 1; j != keys.size(); ++j, ++n) {
                auto const& pair = compared.pairs.at(n);
                RC_ASSERT(pair.first == keys[i] && pair.second == keys[j]);
                RC_ASSERT(pair.first_rate == known[keys[i]]);
                RC_ASSERT(pair.second_rate == known[keys[j]]);
                RC_ASSERT(pair.difference.has_value() == (known[keys[i]].total != 0 && known[keys[j]].total != 0));
                RC_ASSERT(pair.relative.has_value() == (known[keys[i]].total != 0 && known[keys[j]].hits != 0));
                RC_ASSERT(pair.relative_limits.has_value()
                          == (known[keys[i]].hits != 0 && known[keys[j]].hits != 0
                              && (known[keys[i]].hits != known[keys[i]].total || known[keys[j]].hits != known[keys[j]].total)));
                p_values.push_back(pair.p);
            }
        RC_ASSERT(compared.pairs.size() == n);
        auto const adjusted = lm::holm(p_values);
        for (std::size_t i = 0; i != n; ++i) RC_ASSERT(compared.pairs[i].p_of_all_pairs == adjusted[i]);
        RC_ASSERT(compared.without_key == 0);
    });
}

TEST_CASE("leads without a key are in no pair and are counted, and keys can be named")
{
    struct lead_change {
        int                        lead_id;
        phase                      stage;
        sys_days                   at;
        std::optional<std::string> source;
    };
    std::vector<lead_change> changes;
    for (int lead = 0; lead != 30; ++lead) {
        auto const source = lead % 4 == 3 ? std::nullopt : std::optional{std::string{"abc"[lead % 4]}};
        changes.push_back({lead, phase::lead, epoch, source});
        if (lead % 3 == 0) changes.push_back({lead, phase::mql, epoch + days{1}, source});
    }
    auto const reports  = lm::by(&lead_change::source, lm::conversion{pipeline(), {.as_of = closing}})(lm::journeys(changes, pipeline()));
    auto const compared = lm::compare(reports, rate_of);
    CHECK(compared.pairs.size() == 3);
    CHECK(compared.without_key == 7);
    CHECK(compared.at("a", "b").first_rate.total == 8);
    CHECK_THROWS_AS(compared.at("b", "a"), std::out_of_range);

    using key       = std::optional<std::string>;
    auto const some = lm::compare(reports, rate_of, std::vector<key>{"c", "a"});
    REQUIRE(some.pairs.size() == 1);
    CHECK(some.pairs[0].first == key{"a"});
    CHECK(some.pairs[0].p_of_all_pairs == some.pairs[0].p); // one question
    CHECK_THROWS_WITH(lm::compare(reports, rate_of, std::vector<key>{"a"}), says("compare.only") && says("nothing to be compared with"));
    CHECK_THROWS_WITH(lm::compare(reports, rate_of, std::vector<key>{"a", "z"}), says("no record has this key"));
    CHECK_THROWS_WITH(lm::compare(reports, rate_of, std::vector<key>{"a", "a"}), says("twice"));

    decltype(changes) const none;
    auto const              nothing =
        lm::compare(lm::by(&lead_change::source, lm::conversion{pipeline(), {.as_of = closing}})(lm::journeys(none, pipeline())), rate_of);
    CHECK(nothing.pairs.empty());
}

TEST_CASE("incidences are compared by the times of their own leads, all keys at once and each two")
{
    holds("the cycle by source", [](std::vector<change> const& changes) {
        lm::velocity const velocity{pipeline(), {.as_of = closing, .keep_times = true}};
        auto const         reports  = lm::by(&change::source, velocity)(lm::journeys(changes, pipeline()));
        auto const         cycle    = [](auto const& report) { return report.cycle.incidence; };
        auto const         compared = lm::compare(reports, cycle);

        std::map<std::string, lm::incidence_times> known;
        for (auto const& lead : close_books(changes, closing).leads) {
            auto& times = known[lead.source];
            if (!lead.entered(0)) continue;
            auto const entry = lead.entry.at(0);
            auto const after = [&](sys_seconds at) {
                return lm::detail::saturated_difference(at.time_since_epoch().count(), entry.time_since_epoch().count());
            };
            if (lead.entered(3)) {
                if (lead.entry.at(3) >= entry) times.moved.add(after(lead.entry.at(3)));
            } else if (lead.outcome == twin_outcome::lost) times.lost.add(after(lead.lost_at));
            else times.waiting.add(after(closing));
        }
        std::vector<lm::incidence_times>   all;
        std::vector<std::optional<double>> p_values;
        std::size_t                        n = 0;
        for (auto const& [key, report] : reports) all.push_back(known[key]);
        RC_ASSERT(compared.all == lm::test_incidences(all));
        for (std::size_t i = 0; i != all.size(); ++i)
            for (std::size_t j = i + 1; j != all.size(); ++j, ++n) {
                RC_ASSERT(compared.pairs.at(n).test == lm::test_incidences({all[i], all[j]}));
                p_values.push_back(compared.pairs.at(n).test.p);
            }
        RC_ASSERT(compared.pairs.size() == n);
        auto const adjusted = lm::holm(p_values);
        for (std::size_t i = 0; i != n; ++i) RC_ASSERT(compared.pairs[i].p_of_all_pairs == adjusted[i]);
        // The times are beside the curves, which are the same without.
        auto const plain = lm::velocity{pipeline(), {.as_of = closing}}(lm::journeys(changes, pipeline()));
        RC_ASSERT(plain.cycle.incidence.times() == nullptr);
    });

    std::vector<change> const changes{{1, phase::lead, epoch, "web", {}}, {2, phase::lead, epoch, "ads", {}}};
    auto const                journeys = lm::journeys(changes, pipeline());
    auto const                cycle    = [](auto const& report) { return report.cycle.incidence; };
    CHECK_THROWS_WITH(lm::compare(lm::by(&change::source, lm::velocity{pipeline(), {.as_of = closing}})(journeys), cycle),
                      says("compare.curve") && says(".keep_times = true"));
    auto const kept = lm::by(&change::source, lm::velocity{pipeline(), {.as_of = closing, .keep_times = true}})(journeys);
    CHECK_THROWS_WITH(lm::compare(kept, cycle, {"web"}), says("compare.only = web"));
    CHECK_FALSE(lm::compare(kept, cycle).at("ads", "web").test.p); // nobody moved
    CHECK_THROWS_AS(lm::compare(kept, cycle).at("web", "ads"), std::out_of_range);
}
