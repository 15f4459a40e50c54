// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// must say: scores are made from activities: hand it the records, or lm::ledgers(records)
#include <leadmetrics/leadmetrics.hpp>

struct status_change {
    int               lead_id, stage;
    date::sys_seconds at;
};
std::vector<status_change> const changes;
auto const                       model    = leadmetrics::scoring_model{leadmetrics::rule{"any", [](status_change const&) { return true; }, 1}};
auto const                       journeys = leadmetrics::journeys(changes, leadmetrics::funnel{1, 2});
auto const                       report   = leadmetrics::scores{model, {.as_of = date::sys_seconds{}}}(journeys);
