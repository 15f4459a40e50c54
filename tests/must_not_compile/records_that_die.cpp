// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// must say: the records are not copied and must outlive the journeys: give the container a name
#include <leadmetrics/leadmetrics.hpp>

struct status_change {
    int               lead_id, stage;
    date::sys_seconds at;
};
std::vector<status_change> read();
auto const                 journeys = leadmetrics::journeys(read(), leadmetrics::funnel{1, 2});
