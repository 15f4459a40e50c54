// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Laws that every report on paths, ledgers and cash flows keeps.

#include "inputs.hpp"
#include "laws.hpp"

#include "support/law.hpp"

#include <vector>

using namespace leadmetrics_tests;

TEST_CASE("summaries of paths keep the laws of summaries and take no others")
{
    for (auto const& family : path_families())
        holds(family[0]->name, [&family](std::vector<contact> const& touches, std::vector<deal> const& deals, std::uint32_t seed) {
            path_input const input{touches, deals};
            keeps_laws_of_summaries(*family[0], input, seed);
            refuses_foreign_summaries(family, input);
        });
}

TEST_CASE("summaries of ledgers keep the laws of summaries and take no others")
{
    for (auto const& family : ledger_families())
        holds(family[0]->name, [&family](std::vector<activity> const& activities, std::uint32_t seed) {
            ledger_input const input{activities};
            keeps_laws_of_summaries(*family[0], input, seed);
            refuses_foreign_summaries(family, input);
        });
}

TEST_CASE("summaries of cash flows keep the laws of summaries and take no others")
{
    for (auto const& family : cash_flow_families())
        holds(family[0]->name, [&family](std::vector<cash> const& costs, std::vector<cash> const& revenues, std::uint32_t seed) {
            cash_flow_input const input{costs, revenues};
            keeps_laws_of_summaries(*family[0], input, seed);
            refuses_foreign_summaries(family, input);
        });
}
