// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// must say: this record has no to: write a member to, or leadmetrics::mapping<record>::to = &record::its_name
#include <leadmetrics/leadmetrics.hpp>

struct wait {
    int            lead_id;
    date::sys_days from;
};
std::vector<wait> const waits;
auto const              pauses = leadmetrics::pauses(waits);
