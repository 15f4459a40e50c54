// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// must say: lead_id cannot tell leads apart: give its type == and a std::hash, or map lead_id to an integer or a string
#include <leadmetrics/leadmetrics.hpp>

struct uuid {
    char bytes[16];
};
struct status_change {
    uuid              lead_id;
    int               stage;
    date::sys_seconds at;
};
std::vector<status_change> const changes;
auto const                       journeys = leadmetrics::journeys(changes, leadmetrics::funnel{1, 2});
