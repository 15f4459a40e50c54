// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "support/report_benchmark.hpp"

using namespace leadmetrics_benchmarks;

int main(int argc, char** argv)
{
    return measure(argc, argv, leadmetrics::volume{pipeline(), {.as_of = year_end, .goals = {{phase::won, 100'000}}}});
}
