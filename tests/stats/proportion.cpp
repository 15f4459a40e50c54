// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/stats/proportion.hpp>

#include "support/catch.hpp"

using leadmetrics::proportion;
using leadmetrics_tests::Approx;

TEST_CASE("a proportion of nothing is empty, not a number")
{
    CHECK_FALSE(proportion{}.value());
    CHECK_FALSE(proportion{}.interval());
}

TEST_CASE("Wilson's interval against R's")
{
    // R: prop.test(hits, total, correct = FALSE)$conf.int
    auto const ten = proportion{3, 10}.interval().value();
    CHECK(ten.low == Approx(0.1077913).epsilon(1e-6));
    CHECK(ten.high == Approx(0.6032219).epsilon(1e-6));
    auto const many = proportion{81, 263}.interval().value(); // Newcombe 1998, table I, method 3
    CHECK(many.low == Approx(0.2553).margin(5e-5));
    CHECK(many.high == Approx(0.3662).margin(5e-5));
    auto const few = proportion{15, 148}.interval().value();
    CHECK(few.low == Approx(0.0624).margin(5e-5));
    CHECK(few.high == Approx(0.1605).margin(5e-5));
}

TEST_CASE("the interval holds the value, ends at 0 or 1 only where the value does, and narrows with a lower level")
{
    for (int total = 1; total < 60; ++total)
        for (int hits = 0; hits <= total; ++hits) {
            proportion const one{hits, total};
            auto const       limits = one.interval().value();
            CHECK(limits.low <= one.value().value());
            CHECK(limits.high >= one.value().value());
            CHECK((limits.low == 0) == (hits == 0));
            CHECK((limits.high == 1) == (hits == total));
            auto const narrow = one.interval(0.5).value();
            CHECK(narrow.low >= limits.low);
            CHECK(narrow.high <= limits.high);
        }
}

TEST_CASE("proportions of parts add up")
{
    proportion whole{1, 3};
    whole += proportion{4, 5};
    whole.add(true);
    whole.add(false);
    CHECK(whole == proportion{6, 10});
}

TEST_CASE("a confidence level outside (0, 1) is refused")
{
    CHECK_THROWS_WITH((proportion{1, 2}.interval(1)), leadmetrics_tests::says("level"));
    CHECK_THROWS_WITH((proportion{1, 2}.interval(95)), leadmetrics_tests::says("95"));
}
