// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// must say: this record has no campaign: write a member campaign, or leadmetrics::mapping<record>::campaign = &record::its_name
#include <leadmetrics/leadmetrics.hpp>

struct cost {
    date::sys_days at;
    int            amount;
};
std::vector<cost> const costs;
auto const              report = leadmetrics::roi{{.as_of = date::sys_seconds{}}}(costs, costs);
