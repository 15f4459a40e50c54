// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Service levels in working time: the report on its own, on 300 thousand leads.
#include "support/report_benchmark.hpp"

#include <chrono>

using namespace leadmetrics_benchmarks;
using namespace std::chrono_literals;

int main(int argc, char** argv)
{
    leadmetrics::working_time const office{
        leadmetrics::fixed_offset{1h},
        {{date::Monday, 9h, 17h}, {date::Tuesday, 9h, 17h}, {date::Wednesday, 9h, 17h}, {date::Thursday, 9h, 17h}, {date::Friday, 9h, 15h}}};
    return measure(argc, argv,
                   leadmetrics::sla{pipeline(), {.as_of = year_end, .start = phase::mql, .response = phase::sql, .allowance = 16h}, office});
}
