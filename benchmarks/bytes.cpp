// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// What a saved summary of velocity takes, for each duration that it holds, and how fast it is saved and loaded.
#include "support/funnel_data.hpp"

#include <leadmetrics/core/bytes.hpp>
#include <leadmetrics/journey/journeys.hpp>
#include <leadmetrics/report/velocity.hpp>

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

using namespace leadmetrics_benchmarks;
namespace lm = leadmetrics;

namespace {

template <class Duration>
struct change_at {
    std::uint64_t            lead_id;
    phase                    stage;
    date::sys_time<Duration> at;
};

/// The benchmark's events, with times of a finer precision where it is asked for.
template <class Duration>
auto const& summary_of()
{
    static auto const summary = [] {
        std::vector<change_at<Duration>> all;
        std::uint64_t                    random = 1;
        for (change const& one : changes_of(all_leads)) {
            random           = random * 6364136223846793005u + 1442695040888963407u;
            auto const finer = static_cast<std::int64_t>((random >> 33) % static_cast<std::uint64_t>(Duration{std::chrono::seconds{1}}.count()));
            all.push_back({one.lead_id, one.stage, one.at + Duration{finer}});
        }
        return lm::velocity{pipeline(), {.as_of = year_end}}.summarize(lm::journeys(all, pipeline()));
    }();
    return summary;
}
lm::velocity<phase> metric() { return {pipeline(), {.as_of = year_end}}; }

template <class Duration>
using journey = lm::journey_of<change_at<Duration>, phase>;

void say(benchmark::State& state, std::string const& bytes, std::int64_t durations)
{
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(bytes.size()));
    state.counters["bytes_a_duration"] = static_cast<double>(bytes.size()) / static_cast<double>(durations);
    state.counters["MB"]               = static_cast<double>(bytes.size()) / 1e6;
}
std::int64_t durations_of(auto const& report)
{
    std::int64_t n = report.cycle.entered;
    for (auto const& step : report.steps) n += step.entered;
    return n;
}

template <class Duration>
void first_save(benchmark::State& state) // durations are sorted, too
{
    auto const&       summary = summary_of<Duration>();
    std::string const bytes   = lm::save(metric(), summary);
    for (auto _ : state) benchmark::DoNotOptimize(lm::save(metric(), summary));
    say(state, bytes, durations_of(metric().finish(summary)));
}
template <class Duration>
void save(benchmark::State& state)
{
    std::string const bytes   = lm::save(metric(), summary_of<Duration>());
    auto const        summary = lm::load<journey<Duration>>(metric(), bytes);
    for (auto _ : state) benchmark::DoNotOptimize(lm::save(metric(), summary));
    say(state, bytes, durations_of(metric().finish(summary)));
}
template <class Duration>
void load(benchmark::State& state)
{
    std::string const bytes = lm::save(metric(), summary_of<Duration>());
    for (auto _ : state) benchmark::DoNotOptimize(lm::load<journey<Duration>>(metric(), bytes));
    say(state, bytes, durations_of(metric().finish(summary_of<Duration>())));
}

BENCHMARK(first_save<std::chrono::seconds>)->Unit(benchmark::kMillisecond);
BENCHMARK(save<std::chrono::seconds>)->Unit(benchmark::kMillisecond);
BENCHMARK(load<std::chrono::seconds>)->Unit(benchmark::kMillisecond);
BENCHMARK(first_save<std::chrono::milliseconds>)->Unit(benchmark::kMillisecond);
BENCHMARK(save<std::chrono::milliseconds>)->Unit(benchmark::kMillisecond);
BENCHMARK(load<std::chrono::milliseconds>)->Unit(benchmark::kMillisecond);
BENCHMARK(first_save<std::chrono::microseconds>)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
