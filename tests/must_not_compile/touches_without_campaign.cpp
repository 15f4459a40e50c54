// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// must say: this record has no campaign: write a member campaign, or leadmetrics::mapping<record>::campaign = &record::its_name
#include <leadmetrics/leadmetrics.hpp>

struct touch {
    int               lead_id;
    date::sys_seconds at;
};
struct deal {
    int               lead_id;
    date::sys_seconds at;
    int               amount;
};
std::vector<touch> const touches;
std::vector<deal> const  deals;
auto const               report = leadmetrics::attribution{leadmetrics::linear{}, {.as_of = date::sys_seconds{}}}(touches, deals);
