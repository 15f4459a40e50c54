// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/journey/flow_steps.hpp>

#include "support/catch.hpp"
#include "support/changes.hpp"

#include <leadmetrics/journey/ledgers.hpp>
#include <leadmetrics/report/directly_follows.hpp>

#include <string>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

namespace {

struct contact {
    int         lead_id;
    std::string campaign;
    sys_days    at;
};

std::string name(phase p)
{
    char const* const names[] = {"Lead", "MQL", "SQL", "Won", "Rejected", "Junk", "?"};
    return names[static_cast<int>(p)];
}

} // namespace

TEST_CASE("stages and campaigns are steps of one flow: at one instant stages come first, in funnel order")
{
    std::vector<change> const  changes{{1, phase::mql, epoch, "", {}},
                                       {1, phase::lead, epoch, "", {}},
                                       {1, phase::rejected, epoch + days{2}, "", {}},
                                       {1, phase::unheard_of, epoch, "", {}}};
    std::vector<contact> const touches{{1, "Fair", epoch}, {1, "Advert", epoch + days{1}}};
    auto const                 steps = lm::flow_steps(changes, pipeline(), name, touches);
    REQUIRE(steps.size() == 5); // without the stage that the funnel does not name
    auto const               ledgers = lm::ledgers(steps);
    auto const               report  = lm::directly_follows{&std::remove_cvref_t<decltype(steps[0])>::step, {.as_of = closing}}(ledgers);
    std::vector<std::string> edges;
    for (auto const& edge : report.edges) edges.push_back(edge.from.name + " > " + edge.to.name);
    CHECK(edges == std::vector<std::string>{"Lead > MQL", "MQL > Fair", "Advert > Rejected", "Fair > Advert"});
    std::vector<std::string> nodes;
    for (auto const& node : report.nodes) nodes.push_back(node.step.name);
    CHECK(nodes == std::vector<std::string>{"Lead", "MQL", "Rejected", "Advert", "Fair"});
}

TEST_CASE("a stage and a campaign of one name are two steps")
{
    std::vector<change> const  changes{{1, phase::won, epoch, "", {}}};
    std::vector<contact> const touches{{1, "Won", epoch}};
    auto const                 steps = lm::flow_steps(changes, pipeline(), name, touches);
    CHECK(steps[0].step < steps[1].step);
}
