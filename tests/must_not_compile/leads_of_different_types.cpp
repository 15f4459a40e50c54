// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// must say: touches and conversions name their leads in different types: map lead_id of one to that of the other
#include <leadmetrics/leadmetrics.hpp>

struct touch {
    int               lead_id, campaign;
    date::sys_seconds at;
};
struct deal {
    std::string       lead_id;
    date::sys_seconds at;
    int               amount;
};
std::vector<touch> const touches;
std::vector<deal> const  deals;
auto const               paths = leadmetrics::paths(touches, deals, {.as_of = date::sys_seconds{}});
