// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/render/graphviz.hpp>
#include <leadmetrics/render/mermaid.hpp>

#include "support/catch.hpp"

#include <chrono>
#include <string>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;
using namespace std::chrono_literals;

namespace {

lm::directly_follows_report<std::string> small_flow()
{
    lm::directly_follows_report<std::string> flow;
    flow.nodes = {{"Lead", 10, 10, 10, 3}, {"MQL \"hot\"", 7, 7, 0, 6}, {"Won <b>", 1, 1, 0, 1}};
    flow.edges = {{"Lead", "MQL \"hot\"", 7, {7, 10}, lm::seconds{36h}}, {"MQL \"hot\"", "Won <b>", 1, {1, 7}, lm::seconds{90s}}};
    return flow;
}

} // namespace

TEST_CASE("a flow is a Mermaid flowchart, whatever its steps are called")
{
    CHECK(lm::to_mermaid(small_flow())
          == "flowchart TD\n"
             "    n0[\"Lead<br/>10\"]\n"
             "    n1[\"MQL #34;hot#34;<br/>7\"]\n"
             "    n2[\"Won #60;b#62;<br/>1\"]\n"
             "    n0 -->|\"7 (70 %)<br/>1.5 d\"| n1\n"
             "    n1 -->|\"1 (14 %)<br/>1.5 min\"| n2\n");
}

TEST_CASE("rare edges can be left out, and how many is said")
{
    auto const text = lm::to_mermaid(small_flow(), {.at_least = 0.2, .downwards = false});
    CHECK_THAT(text, says("flowchart LR"));
    CHECK_THAT(text, says("%% 1 rarer edges are left out"));
    CHECK_THAT(text, !says("n1 -->"));
    CHECK_THAT(lm::to_dot(small_flow(), {.at_least = 0.2}), says("// 1 rarer edges are left out"));
    CHECK_THROWS_WITH(lm::to_mermaid(small_flow(), {.at_least = 2}), says("at_least"));
}

TEST_CASE("a flow is a graph in DOT, its edges as thick as they are often taken")
{
    auto const text = lm::to_dot(small_flow());
    CHECK_THAT(text, says("digraph flow {"));
    CHECK_THAT(text, says("n1 [label=\"MQL \\\"hot\\\"\\n7\"];"));
    CHECK_THAT(text, says("n0 -> n1 [label=\"7 (70 %)\\n1.5 d\", penwidth=4.5];"));
    CHECK_THAT(text, says("penwidth=2.0"));
}

TEST_CASE("lengths of time are in the largest unit that they have one of")
{
    CHECK(lm::detail::spoken(lm::seconds{0s}) == "0 s");
    CHECK(lm::detail::spoken(lm::seconds{59s}) == "59 s");
    CHECK(lm::detail::spoken(lm::seconds{3h}) == "3 h");
    CHECK(lm::detail::spoken(lm::seconds{24h * 1234}) == "1234 d");
}
