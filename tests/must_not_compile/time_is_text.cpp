// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// must say: at is no instant: make it a date::sys_time
#include <leadmetrics/leadmetrics.hpp>

struct status_change {
    int         lead_id, stage;
    char const* at;
};
std::vector<status_change> const changes;
auto const                       journeys = leadmetrics::journeys(changes, leadmetrics::funnel{1, 2});
