// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/adapter/lead_aliases.hpp>

#include "support/law.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

TEST_CASE("a lead, the contact and the opportunity that it became, and the leads merged into it, are one, called by the lead's id")
{
    lm::lead_aliases same;
    same.join("lead-1", "contact-7");
    same.join("lead-1", "opportunity-9");
    same.join("lead-1", "lead-0"); // merged into lead-1
    same.join("lead-0", "contact-3");
    for (char const* const id : {"lead-1", "contact-7", "opportunity-9", "lead-0", "contact-3"}) CHECK(same(id) == "lead-1");
    CHECK(same("lead-2") == "lead-2");
    CHECK(same("") == "");
}

TEST_CASE("nothing is joined to nothing, nor to itself: a circle has the smallest name")
{
    lm::lead_aliases same;
    same.join("a", "");
    same.join("", "a");
    same.join("a", " a ");
    CHECK(same.empty());
    same.join("b", "a");
    same.join("a", "b");
    CHECK(same("a") == "a");
    CHECK(same("b") == "a");
}

TEST_CASE("joining is what walking from id to id says, whatever the order")
{
    holds("random pairs", [] {
        auto       pairs   = *rc::gen::container<std::vector<std::pair<int, int>>>(rc::gen::pair(rc::gen::inRange(0, 12), rc::gen::inRange(0, 12)));
        auto const name    = [](int i) { return std::string(1, static_cast<char>('a' + i)); };
        auto const one_way = [&](std::vector<std::pair<int, int>> const& all) {
            lm::lead_aliases same;
            for (auto const& [lead, other] : all) same.join(name(lead), name(other));
            std::vector<std::string> result;
            for (int i = 0; i != 12; ++i) result.emplace_back(same(name(i)));
            return result;
        };
        std::vector<std::string> expected;
        for (int i = 0; i != 12; ++i) {
            std::set<int> group{i};
            for (int round = 0; round != 12; ++round)
                for (auto const& [x, y] : pairs)
                    if (x != y && (group.contains(x) || group.contains(y))) group.insert(x), group.insert(y);
            auto const on_the_right = [&](int k) {
                return std::any_of(pairs.begin(), pairs.end(), [&](auto const& p) { return p.second == k && p.first != k; });
            };
            expected.push_back(name(*std::min_element(group.begin(), group.end(),
                                                      [&](int x, int y) { return std::pair{on_the_right(x), x} < std::pair{on_the_right(y), y}; })));
        }
        RC_ASSERT(one_way(pairs) == expected);
        std::reverse(pairs.begin(), pairs.end());
        RC_ASSERT(one_way(pairs) == expected);
    });
}
