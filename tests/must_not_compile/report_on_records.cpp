// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// must say: this report is made from journeys: hand it lm::journeys(records, funnel)
#include <leadmetrics/leadmetrics.hpp>

struct status_change {
    int               lead_id, stage;
    date::sys_seconds at;
};
std::vector<status_change> const changes;
auto const                       report = leadmetrics::volume{leadmetrics::funnel{1, 2}, {.as_of = date::sys_seconds{}}}(changes);
