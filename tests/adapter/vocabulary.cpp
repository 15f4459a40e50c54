// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/adapter/vocabulary.hpp>

#include "support/law.hpp"

#include <map>
#include <string>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

TEST_CASE("a word means the stage that the caller says, under its old name and its new one, in any language")
{
    lm::vocabulary<int> const words{{"Working", 1}, {"Contacted", 1}, {"In Bearbeitung", 1}, {" New ", 0}, {"3", 3}};
    CHECK(words["Working"] == 1);
    CHECK(words["Contacted"] == 1);
    CHECK(words["In Bearbeitung"] == 1);
    CHECK(words["New"] == 0);
    CHECK(words["  New"] == 0);
    CHECK(words["3"] == 3);
    CHECK_FALSE(words["working"].has_value());
    CHECK_FALSE(words[""].has_value());
    CHECK_FALSE(lm::vocabulary<int>{}["New"].has_value());
}

TEST_CASE("a word with two meanings is refused, one that is only said twice is not")
{
    CHECK_THROWS_WITH((lm::vocabulary<int>{{"New", 0}, {"New", 1}}), says("\"New\""));
    CHECK_NOTHROW(lm::vocabulary<int>{{"New", 0}, {"New", 0}});
}

TEST_CASE("looking up a word is what looking through the list is")
{
    holds("any words", [](std::map<std::string, int> const& all, std::string const& other) {
        std::map<std::string, int>              plain;
        std::vector<lm::vocabulary<int>::entry> entries;
        for (auto const& [word, stage] : all) {
            std::string const name{lm::detail::trimmed(word)};
            if (plain.emplace(name, stage).second) entries.push_back({word, stage});
        }
        lm::vocabulary<int> const words{entries};
        for (auto const& [word, stage] : plain) RC_ASSERT(words[word] == stage);
        auto const found = plain.find(std::string{lm::detail::trimmed(other)});
        RC_ASSERT(words[other] == (found == plain.end() ? std::nullopt : std::optional{found->second}));
    });
}
