// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/stats/absorbing_chain.hpp>

#include "support/law.hpp"

#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;
using chain = lm::absorbing_chain;

TEST_CASE("a chain by hand")
{
    // 0 > 1 (1/2), 0 > 2 (1/2); 1 > 2 (1/3), 1 > converted (1/3), 1 > lost (1/3); 2 > 1 (1/2), 2 > lost (1/2).
    chain const one{3, 0, {{0, 1, 1}, {0, 2, 1}, {1, 2, 1}, {1, chain::converted, 1}, {1, chain::lost, 1}, {2, 1, 2}, {2, chain::lost, 2}}};
    // h1 = 1/3 + h2 / 3, h2 = h1 / 2: h1 = 2/5, h2 = 1/5, h0 = 3/10.
    CHECK(one.conversion() == Approx(0.3).epsilon(1e-15));
    CHECK(one.conversion_without({false, true, false}) == 0);
    CHECK(one.conversion_without({false, false, true}) == Approx(1.0 / 6).epsilon(1e-15)); // 1/2 · 1/3
    auto const visited = one.visited_by_conversions();
    CHECK(visited[0] == Approx(1));
    CHECK(visited[1] == Approx(1));
    CHECK(visited[2] == Approx(1 - (1.0 / 6) / 0.3).epsilon(1e-14));
}

TEST_CASE("a chain that goes in circles for very long")
{
    chain const one{2, 0, {{0, 1, 1e6 - 1}, {0, chain::converted, 1}, {1, 0, 1e6 - 1}, {1, chain::lost, 1}}};
    // h0 = p + q h1, h1 = q h0, with p = 1e-6 and q = 1 - p: h0 = p / (1 - q²).
    double const p = 1e-6, q = 1 - p;
    CHECK(one.conversion() == Approx(p / (1 - q * q)).epsilon(1e-8));
    CHECK(one.visited_by_conversions()[1] == Approx(1 - p / (p / (1 - q * q))).epsilon(1e-8));
}

TEST_CASE("a circle that is left once in a hundred million steps")
{
    // Two states in turn, left by one of two ends with 1e-8 and 3e-8: of 4 that leave, a quarter converts, whatever the circle does.
    chain const one{3, 0, {{0, 1, 1}, {1, 2, 1e8 - 4}, {2, 1, 1}, {1, chain::converted, 1}, {1, chain::lost, 3}}};
    CHECK(one.conversion() == Approx(0.25).epsilon(1e-14));
    auto const visited = one.visited_by_conversions();
    CHECK(visited[1] == Approx(1).epsilon(1e-14));
    // Of those at 1, one converts for 1e8 - 4 that go to 2: but for 1 of 1e8 all conversions visit 2.
    CHECK(visited[2] == Approx(1 - (1 / 1e8) / 0.25).epsilon(1e-14));
    CHECK(one.conversion_without({false, false, true}) == Approx(1e-8).epsilon(1e-14));
}

TEST_CASE("a circle that is never left converts nobody")
{
    chain const one{4, 0, {{0, 1, 1}, {0, 3, 1}, {1, 2, 1}, {2, 1, 1}, {3, chain::converted, 1}}};
    CHECK(one.conversion() == Approx(0.5));
    auto const visited = one.visited_by_conversions();
    CHECK(visited[1] == 0);
    CHECK(visited[3] == Approx(1));
}

TEST_CASE("chains that cannot be are refused")
{
    CHECK_THROWS_WITH((chain{2, 2, {}}), says("absorbing_chain.start = 2"));
    CHECK_THROWS_WITH((chain{2, 0, {{2, 0, 1}}}), says("absorbing_chain.steps.from = 2"));
    CHECK_THROWS_WITH((chain{2, 0, {{0, 7, 1}}}), says("absorbing_chain.steps.to = 7"));
    CHECK_THROWS_WITH((chain{2, 0, {{0, 1, 0}}}), says("absorbing_chain.steps.times = 0"));
    CHECK_THROWS_WITH((chain{2, 0, {{0, 1, std::nan("")}}}), says("absorbing_chain.steps.times = "));
    chain const one{2, 0, {{0, 1, 1}}};
    CHECK_THROWS_WITH(one.conversion_without({false}), says("absorbing_chain.removed = 1 flags"));
    CHECK(one.conversion() == 0); // a state without steps is lost
}

TEST_CASE("one factorisation says what removing state after state says")
{
    holds("random chains", [](std::vector<std::uint8_t> const& random) {
        std::size_t const        states = 2 + random.size() % 7;
        std::vector<chain::step> steps;
        for (std::size_t s = 0; s != states; ++s) {
            steps.push_back({s, chain::lost, 1});
            steps.push_back({s, chain::converted, s % 2 == 0 ? 1.0 : 0.25});
        }
        for (std::size_t i = 0; i < random.size(); ++i)
            steps.push_back({random[i] % states, 1 + random[i] / 8 % (states - 1), 1.0 + static_cast<double>(i)}); // never back to the start
        chain const  one{states, 0, steps};
        auto const   visited = one.visited_by_conversions();
        double const base    = one.conversion();
        for (std::size_t s = 1; s != states; ++s) {
            std::vector<bool> removed(states);
            removed[s] = true;
            RC_ASSERT(visited[s] == Approx(1 - one.conversion_without(removed) / base).margin(1e-12));
        }
    });
}

TEST_CASE("a chain in which nothing converts")
{
    chain const one{2, 0, {{0, 1, 1}, {1, chain::lost, 1}}};
    CHECK(one.conversion() == 0);
    CHECK(one.visited_by_conversions() == std::vector<double>{0, 0});
}
