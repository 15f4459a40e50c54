// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// must say: this record has no stage: write a member stage, or leadmetrics::mapping<record>::stage = &record::its_name
#include <leadmetrics/leadmetrics.hpp>

struct status_change {
    int               lead_id;
    date::sys_seconds at;
};
std::vector<status_change> const changes;
auto const                       journeys = leadmetrics::journeys(changes, leadmetrics::funnel{1, 2});
