// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/report/milestone_models.hpp>

#include <leadmetrics/journey/journeys.hpp>
#include <leadmetrics/journey/milestones.hpp>
#include <leadmetrics/report/attribution.hpp>

#include "support/law.hpp"
#include "support/twin_credit.hpp"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

namespace {

struct step {
    std::string lead_id;
    phase       stage;
    sys_seconds at;
};
lm::attribution_settings const window{.as_of = deals_closed, .lookback = 40h};

/// The entries of a lead into lead, sql and won, up to the closing.
std::vector<std::optional<sys_seconds>> entries(std::vector<step> const& steps, std::string const& lead)
{
    std::vector<std::optional<sys_seconds>> result;
    for (phase const stage : {phase::lead, phase::sql, phase::won}) {
        std::optional<sys_seconds> first;
        for (step const& s : steps)
            if (s.lead_id == lead && s.stage == stage && s.at <= deals_closed && (!first || s.at < *first)) first = s.at;
        result.push_back(first);
    }
    return result;
}

std::vector<step> steps_of(std::vector<std::pair<std::uint8_t, std::uint8_t>> const& random)
{
    std::vector<step> steps;
    for (auto const& [a, b] : random) steps.push_back({std::string(1, static_cast<char>('a' + a % 4)), static_cast<phase>(a / 4 % 6), hour(b % 100)});
    return steps;
}

/// What a model of milestones gives to touches by a, b, c, … at instants an hour apart, of 1000, where stages are entered at these hours.
template <class Make>
std::string of_a_thousand(Make const& make, std::string const& touched, std::vector<std::pair<phase, int>> const& entered)
{
    std::vector<step>    steps;
    std::vector<contact> touches;
    for (auto const& [stage, at] : entered) steps.push_back({"lead", stage, hour(at)});
    for (std::size_t i = 0; i != touched.size(); ++i) touches.push_back({"lead", std::string(1, touched[i]), hour(static_cast<int>(i)), ""});
    std::vector<deal> const deals{{"lead", hour(50), 1000, "", ""}};
    auto const              when = lm::milestones(lm::journeys(steps, pipeline()), deals_closed, phase::lead, phase::sql, phase::won);
    std::string             result;
    for (auto const& [campaign, credit] : lm::attribution{make(when), {.as_of = deals_closed}}(touches, deals).campaigns)
        result += (result.empty() ? "" : " ") + campaign + std::to_string(credit.attributed);
    return result;
}

} // namespace

TEST_CASE("models of milestones are the twin's")
{
    auto const check = [](char const* name, auto const& make, std::size_t milestones, int each, int rest) {
        holds(name, [&](std::vector<contact> const& touches, std::vector<deal> const& deals,
                        std::vector<std::pair<std::uint8_t, std::uint8_t>> const& random) {
            auto const steps  = steps_of(random);
            auto const report = lm::attribution{
                make(lm::milestones(lm::journeys(steps, pipeline()), deals_closed, phase::lead, phase::sql, phase::won)), window}(touches, deals);
            auto const known = twin_attribution(twin_paths_of(touches, deals, window), [&](twin_path const& path) {
                std::vector<std::pair<std::size_t, int>> shares{{0, each}};
                auto const                               its = entries(steps, path.lead);
                for (std::size_t m = 0; m != milestones; ++m) {
                    std::optional<std::size_t> before;
                    for (std::size_t i = 0; i != path.touches.size(); ++i)
                        if (its[m] && path.touches[i].first <= *its[m]) before = i;
                    if (before) shares.emplace_back(*before, each);
                }
                return twin_shares(path.touches.size(), shares, rest);
            });
            RC_ASSERT(report.campaigns.size() == known.campaigns.size());
            for (auto const& [campaign, credit] : report.campaigns) RC_ASSERT(credit.attributed == known.campaigns.at(campaign).attributed);
        });
    };
    check("U", [](auto const& when) { return lm::u_shaped{when}; }, 1, 40, 20);
    check("W", [](auto const& when) { return lm::w_shaped{when}; }, 2, 30, 10);
    check("full path", [](auto const& when) { return lm::full_path{when}; }, 3, 225, 100);
}

TEST_CASE("milestones by hand")
{
    auto const u    = [](auto const& when) { return lm::u_shaped{when}; };
    auto const w    = [](auto const& when) { return lm::w_shaped{when}; };
    auto const full = [](auto const& when) { return lm::full_path{when}; };
    CHECK(of_a_thousand(u, "abcd", {{phase::lead, 2}}) == "a400 b100 c400 d100");
    CHECK(of_a_thousand(w, "abcd", {{phase::lead, 1}, {phase::sql, 3}}) == "a300 b300 c100 d300");
    CHECK(of_a_thousand(full, "abcdef", {{phase::lead, 1}, {phase::sql, 3}, {phase::won, 50}}) == "a225 b225 c50 d225 e50 f225");
    // Milestones that coincide add up; those without a touch, and a rest without touches, are spread in proportion.
    CHECK(of_a_thousand(u, "abc", {{phase::lead, 0}}) == "a800 b100 c100");
    CHECK(of_a_thousand(u, "ab", {{phase::lead, 1}}) == "a500 b500");
    CHECK(of_a_thousand(u, "ab", {}) == "a667 b333");                                   // 40 : 20
    CHECK(of_a_thousand(w, "ab", {{phase::lead, -5}, {phase::sql, 1}}) == "a500 b500"); // became a lead before the first touch
    CHECK(of_a_thousand(w, "a", {{phase::lead, 1}}) == "a1000");
    CHECK(of_a_thousand(u, "abc", {{phase::mql, 1}}) == "a667 b167 c166"); // a later stage is no entry into this one: 40, and 20 for two
}

TEST_CASE("milestones that are missing are refused")
{
    std::vector<step> const none;
    auto const              journeys = lm::journeys(none, pipeline());
    CHECK_THROWS_WITH(lm::w_shaped{lm::milestones(journeys, deals_closed, phase::lead)},
                      says("w_shaped.milestones = 1 stages") && says("make them of 2"));
    CHECK_THROWS_WITH(lm::full_path{lm::milestones(journeys, deals_closed, phase::lead, phase::sql)}, says("full_path.milestones = 2 stages"));
    std::vector<step> const one{{"a", phase::lead, hour(1)}};
    CHECK_THROWS_WITH(lm::milestones(lm::journeys(one, pipeline()), deals_closed, phase::unheard_of), says("milestones = 6"));
}
