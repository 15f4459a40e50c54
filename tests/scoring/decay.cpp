// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/scoring/decay.hpp>

#include "support/changes.hpp"
#include "support/law.hpp"

#include <cmath>
#include <cstdint>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

TEST_CASE("what is left of points")
{
    lm::half_life const half{days{30}};
    CHECK(half(days{30}) == 0.5);
    CHECK(half(days{90}) == 0.125);
    lm::linear_decay const linear{days{10}};
    CHECK(linear(days{5}) == 0.5);
    CHECK(linear(days{10}) == 0);
    CHECK(linear(days{11}) == 0);
    lm::expiry const expiry{days{10}};
    CHECK(expiry(days{10}) == 1);
    CHECK(expiry(days{10} + 1ms) == 0);
    CHECK(lm::no_decay{}(days{10000}) == 1);
}

TEST_CASE("half-lives of minutes and years, over decades")
{
    // 2^(-n) is exact, and what is far off is small, not nothing.
    CHECK(lm::half_life{1min}(1min * 1000) == std::ldexp(1.0, -1000));
    CHECK(lm::half_life{days{3650}}(days{36500}) == std::ldexp(1.0, -10));
    CHECK(lm::half_life{1min}(days{365 * 40}) == 0); // 21 million half-lives: less than a double can say
}

TEST_CASE("laws of decay")
{
    auto const laws = [](auto const& left, char const* name) {
        holds(name, [&](std::uint32_t a, std::uint32_t more) {
            lm::seconds const young{a / 100.0}, old{a / 100.0 + more / 1000.0};
            RC_ASSERT(left(lm::seconds{0}) == 1.0);
            RC_ASSERT(left(old) <= left(young));
            RC_ASSERT(left(old) >= 0.0);
        });
    };
    laws(lm::no_decay{}, "none");
    laws(lm::half_life{days{3}}, "half-life");
    laws(lm::linear_decay{days{30}}, "linear");
    laws(lm::expiry{days{30}}, "expiry");
    holds("what is left after two stretches of time is what each leaves, multiplied", [](std::uint16_t a, std::uint16_t b) {
        lm::half_life const left{days{3}};
        RC_ASSERT(left(lm::seconds(a) + lm::seconds(b)) == Approx(left(lm::seconds(a)) * left(lm::seconds(b))).epsilon(1e-13));
    });
    STATIC_REQUIRE(lm::decay<lm::half_life>);
    STATIC_REQUIRE(lm::decay<double (*)(lm::seconds)>); // the caller's own
}

TEST_CASE("lengths of decay that are not positive are refused")
{
    CHECK_THROWS_WITH(lm::half_life{days{0}}, says("half_life = 0"));
    CHECK_THROWS_WITH(lm::linear_decay{-1h}, says("linear_decay = -3600"));
    CHECK_THROWS_WITH(lm::expiry{0s}, says("expiry = 0"));
}
