// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "support/report_benchmark.hpp"

namespace lm = leadmetrics;
using namespace leadmetrics_benchmarks;

namespace {

lm::volume const metric{pipeline(), {.as_of = year_end, .goals = {{phase::won, 100'000}}}};

void whole(benchmark::State& state) { report(state, metric); }
void monthly(benchmark::State& state) { report(state, lm::monthly(metric)); }
void by_stage_and_month(benchmark::State& state) { report(state, lm::by(&change::stage, lm::monthly(metric))); }

BENCHMARK(whole)->Unit(benchmark::kMillisecond);
BENCHMARK(monthly)->Unit(benchmark::kMillisecond);
BENCHMARK(by_stage_and_month)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
