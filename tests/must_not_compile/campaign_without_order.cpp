// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// must say: campaign cannot be told apart and put in order: give its type == < and a std::hash, or map campaign to an integer or a string
#include <leadmetrics/leadmetrics.hpp>

struct campaign_name {
    int number;
};
struct touch {
    int               lead_id;
    campaign_name     campaign;
    date::sys_seconds at;
};
struct deal {
    int               lead_id;
    date::sys_seconds at;
    int               amount;
};
std::vector<touch> const touches;
std::vector<deal> const  deals;
auto const               paths = leadmetrics::paths(touches, deals, {.as_of = date::sys_seconds{}});
