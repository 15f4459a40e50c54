// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// must say: lm::by takes the keys first and the metric last
#include <leadmetrics/leadmetrics.hpp>

struct status_change {
    int               lead_id, stage;
    date::sys_seconds at;
};
auto const metric = leadmetrics::by(leadmetrics::volume{leadmetrics::funnel{1, 2}, {.as_of = date::sys_seconds{}}}, &status_change::stage);
