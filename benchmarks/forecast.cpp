// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "support/report_benchmark.hpp"

using namespace leadmetrics_benchmarks;

int main(int argc, char** argv)
{
    return measure(argc, argv, leadmetrics::forecast{pipeline(), {.as_of = year_end, .within = {date::days{30}, date::days{90}}}});
}
