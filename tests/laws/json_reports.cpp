// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Prints, for each metric, a line of JSON with the schema of its reports and some reports, for schema/validate.py. Ends with 1 where a report that
// was made in parts has other JSON than the one that was made at once.
#include "fixed_inputs.hpp"
#include "subject.hpp"

#include <cstddef>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

using namespace leadmetrics_tests;

namespace {

any_runner const in_parts{3, [](std::size_t n, std::function<void(std::size_t)> const& task) {
                              for (std::size_t i = n; i-- != 0;) task(i);
                          }};
int              differences = 0;

void print(std::vector<law_family> const& families, std::vector<law_input const*> const& inputs)
{
    for (law_family const& family : families) {
        law_subject const& subject = *family.front();
        std::string        reports;
        for (law_input const* input : inputs) {
            auto const json = subject.json(subject.report(*input));
            if (json != subject.json(subject.report(*input, in_parts))) {
                std::fprintf(stderr, "%s: other JSON from parts\n", subject.name.c_str());
                ++differences;
            }
            reports += (reports.empty() ? "" : ",") + json;
        }
        std::printf("{\"name\":\"%s\",\"schema\":%s,\"reports\":[%s]}\n", subject.name.c_str(), subject.json_schema().c_str(), reports.c_str());
    }
}

} // namespace

int main()
{
    journey_input const   none = fixed_journeys(0), few_journeys = fixed_journeys(1), journeys = fixed_journeys(10);
    path_input const      no_paths = fixed_paths(0), few_paths = fixed_paths(10), paths = fixed_paths();
    ledger_input const    no_ledgers = fixed_ledgers(0), few_ledgers = fixed_ledgers(4), ledgers = fixed_ledgers(50);
    cash_flow_input const no_cash = fixed_cash(0), few_flows = fixed_cash(10), flows = fixed_cash();
    print(journey_families(), {&none, &few_journeys, &journeys});
    print(path_families(), {&no_paths, &few_paths, &paths});
    print(ledger_families(), {&no_ledgers, &few_ledgers, &ledgers});
    print(cash_flow_families(), {&no_cash, &few_flows, &flows});
    return differences == 0 ? 0 : 1;
}
