// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/journey/funnel.hpp>

#include "support/catch.hpp"
#include "support/changes.hpp"

#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

TEST_CASE("a funnel knows its stages")
{
    auto const funnel = pipeline();
    CHECK(funnel.size() == 4);
    CHECK(funnel.index_of(phase::sql) == 2);
    CHECK_FALSE(funnel.index_of(phase::junk));
    CHECK(funnel.code_of(phase::lead) == 0);
    CHECK(funnel.code_of(phase::junk) == 5);
    CHECK(funnel.code_of(phase::unheard_of) == lm::detail::unknown_stage_code);
    CHECK(funnel == pipeline());
    CHECK_FALSE(funnel == lm::funnel{phase::lead, phase::won});
}

TEST_CASE("stages of any kind")
{
    lm::funnel const words{"new", "won"};
    CHECK(words.code_of(std::string_view{"won"}) == 1);
    CHECK(words.code_of("lost") == lm::detail::unknown_stage_code);
    CHECK(words.lost_at("lost").code_of("lost") == 2);

    std::vector<std::string> const names{"a", "b", "c"};
    CHECK(lm::funnel(names).size() == 3);
    CHECK(lm::funnel(names).lost_at(std::vector<std::string>{"x", "y"}).lost().size() == 2);

    lm::funnel const numbers{std::numeric_limits<int>::min(), 0, std::numeric_limits<int>::max()}; // too far apart for a table
    CHECK(numbers.code_of(0) == 1);
    CHECK(numbers.code_of(1) == lm::detail::unknown_stage_code);
    lm::funnel const close{-5, 7};
    CHECK(close.code_of(-5) == 0);
    CHECK(close.code_of(7) == 1);
    CHECK(close.code_of(-6) == lm::detail::unknown_stage_code);
    CHECK(close.code_of(8) == lm::detail::unknown_stage_code);
}

TEST_CASE("settings that make no funnel are refused by name and value")
{
    CHECK_THROWS_WITH(lm::funnel<int>{}, says("funnel.stages = none"));
    CHECK_THROWS_WITH((lm::funnel{1, 2, 1}), says("funnel.stages = 1") && says("twice"));
    CHECK_THROWS_WITH((lm::funnel{"a", "b"}.lost_at("b")), says("funnel.lost_at = b"));
    CHECK_THROWS_WITH((lm::funnel{1}.lost_at(2, 2)), says("funnel.lost_at = 2"));
    CHECK_THROWS_WITH((lm::funnel{1}.tolerance(-1s)), says("funnel.tolerance = -1"));
    std::vector<int> many(65);
    for (int i = 0; i != 65; ++i) many[static_cast<std::size_t>(i)] = i;
    CHECK_THROWS_WITH(lm::funnel(many), says("65 stages"));
    many.pop_back();
    CHECK(lm::funnel(many).size() == 64);
}
