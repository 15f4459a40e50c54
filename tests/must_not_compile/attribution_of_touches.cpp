// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// must say: this report is made from paths: hand it lm::paths(touches, conversions, window)
#include <leadmetrics/leadmetrics.hpp>

struct touch {
    int               lead_id, campaign;
    date::sys_seconds at;
};
std::vector<touch> const touches;
auto const               report = leadmetrics::attribution{leadmetrics::linear{}, {.as_of = date::sys_seconds{}}}(touches);
