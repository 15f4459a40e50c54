// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "support/report_benchmark.hpp"

#include <chrono>

using namespace leadmetrics_benchmarks;

int main(int argc, char** argv)
{
    using std::chrono::hours;
    return measure(argc, argv,
                   leadmetrics::response_lift{
                       pipeline(), {.as_of = year_end, .start = phase::mql, .response = phase::sql, .bands = {hours{1}, hours{24}, hours{72}}}});
}
