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

/// Leads a second.
template <class Metric>
void report(benchmark::State& state, Metric const& metric)
{
    for (auto _ : state) benchmark::DoNotOptimize(metric(some_journeys()));
    state.SetItemsProcessed(static_cast<std::int64_t>(some_journeys().size()) * static_cast<std::int64_t>(state.iterations()));
}

} // namespace leadmetrics_benchmarks

#endif
