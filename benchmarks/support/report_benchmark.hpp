// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_BENCHMARKS_SUPPORT_REPORT_BENCHMARK_HPP
#define LEADMETRICS_BENCHMARKS_SUPPORT_REPORT_BENCHMARK_HPP

#include "funnel_data.hpp"

#include <leadmetrics/leadmetrics.hpp>

#include <benchmark/benchmark.h>

namespace leadmetrics_benchmarks {

/// Journeys of 300 thousand leads, grouped beforehand: what is measured is the report alone.
inline auto const& some_journeys()
{
    static auto const changes  = changes_of(300'000);
    static auto const journeys = leadmetrics::journeys(changes, pipeline());
    return journeys;
}

/// A program that measures a report: on the whole, per month, and per first stage and month.
template <class Metric>
int measure(int argc, char** argv, Metric const& metric)
{
    static_cast<void>(some_journeys()); // made before the clock starts
    auto const add = [](char const* name, auto const& report) {
        benchmark::RegisterBenchmark(name, [report](benchmark::State& state) {
            for (auto _ : state) benchmark::DoNotOptimize(report(some_journeys()));
            state.SetItemsProcessed(static_cast<std::int64_t>(some_journeys().size()) * static_cast<std::int64_t>(state.iterations()));
        })->Unit(benchmark::kMillisecond);
    };
    add("whole", metric);
    add("monthly", leadmetrics::monthly(metric));
    add("by_stage_and_month", leadmetrics::by(&change::stage, leadmetrics::monthly(metric)));
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}

} // namespace leadmetrics_benchmarks

#endif
