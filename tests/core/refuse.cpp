// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/core/refuse.hpp>

#include "support/catch.hpp"

#include <stdexcept>

enum class colour { red = 3 };

TEST_CASE("a refused setting names itself, its value, and what to do")
{
    CHECK_THROWS_AS(leadmetrics::detail::refuse("a.b", "7", "give less"), std::invalid_argument);
    CHECK_THROWS_WITH(leadmetrics::detail::refuse("a.b", "7", "give less"), "leadmetrics: a.b = 7: give less");
    CHECK_THROWS_AS(leadmetrics::detail::absent("no such key"), std::out_of_range);
    CHECK(leadmetrics::detail::spell(colour::red) == "3");
    CHECK(leadmetrics::detail::spell(std::string{"x"}) == "x");
}
