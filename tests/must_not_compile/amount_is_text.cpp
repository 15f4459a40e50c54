// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// must say: amount is no money: make it a number, or give its type
#include <leadmetrics/leadmetrics.hpp>

struct cost {
    int            campaign;
    date::sys_days at;
    std::string    amount;
};
std::vector<cost> const costs;
auto const              flows = leadmetrics::cash_flows(costs, costs);
