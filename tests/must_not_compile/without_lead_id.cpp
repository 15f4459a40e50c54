// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// must say: this record has no lead_id: write a member lead_id, or leadmetrics::mapping<record>::lead_id = &record::its_name
#include <leadmetrics/leadmetrics.hpp>

struct status_change {
    int               id, stage;
    date::sys_seconds at;
};
std::vector<status_change> const changes;
auto const                       journeys = leadmetrics::grouped_journeys(changes, leadmetrics::funnel{1, 2});
