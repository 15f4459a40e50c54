// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Scores of 1.25 million leads from 20 million activities: what benchmarks/scoring_rivals.py compares with three column stores.

#include <leadmetrics/leadmetrics.hpp>
#include <leadmetrics/parallel.hpp>

#include <benchmark/benchmark.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/task_arena.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

namespace lm = leadmetrics;

namespace {

struct activity {
    std::uint64_t     lead_id;
    date::sys_seconds at;
    std::uint8_t      kind;
};

/// Where the activities are that the rivals have as Parquet: the columns as raw little-endian numbers.
std::string const folder = std::getenv("SCORING_DATA") != nullptr ? std::getenv("SCORING_DATA") : ".";

template <class T>
std::vector<T> column(std::string const& name)
{
    std::ifstream  in(folder + '/' + name, std::ios::binary | std::ios::ate);
    std::vector<T> all(static_cast<std::size_t>(in.tellg()) / sizeof(T));
    in.seekg(0);
    in.read(reinterpret_cast<char*>(all.data()), static_cast<std::streamsize>(all.size() * sizeof(T)));
    return all;
}

std::vector<activity> read(std::string const& name)
{
    auto const            lead = column<std::uint64_t>(name + ".lead");
    auto const            at   = column<std::int64_t>(name + ".ts");
    auto const            kind = column<std::uint8_t>(name + ".kind");
    std::vector<activity> all(lead.size());
    for (std::size_t i = 0; i != all.size(); ++i) all[i] = {lead[i], date::sys_seconds{std::chrono::seconds{at[i]}}, kind[i]};
    return all;
}
std::vector<activity> const& in_time_order()
{
    static auto const all = read("scoring");
    return all;
}
std::vector<activity> const& by_lead()
{
    static auto const all = read("scoring_grouped");
    return all;
}

date::sys_seconds const now{std::chrono::seconds{std::getenv("SCORING_NOW") != nullptr ? std::atoll(std::getenv("SCORING_NOW")) : 0}};

/// 50 kinds of activities, each with its points.
auto rules()
{
    std::vector<lm::points_for<std::uint8_t>> kinds;
    for (int k = 0; k != 50; ++k) kinds.push_back({static_cast<std::uint8_t>(k), "kind " + std::to_string(k), static_cast<double>((k * 7) % 13 - 2)});
    return lm::rules_by(&activity::kind, kinds);
}
auto faded() { return lm::scoring_model{rules()}.decay(lm::half_life{date::days{30}}); }
auto limited() { return lm::scoring_model{rules().at_most(3)}.decay(lm::half_life{date::days{30}}); }
auto with_inactivity() { return lm::scoring_model{rules()}.decay(lm::half_life{date::days{30}}).inactivity({.period = date::days{7}, .points = 1}); }

void group_only(benchmark::State& state)
{
    for (auto _ : state) benchmark::DoNotOptimize(lm::ledgers(in_time_order()).size());
}
BENCHMARK(group_only)->Unit(benchmark::kMillisecond);

template <class Records, class Metric, class Read>
void whole_way(benchmark::State& state, Records const& records, Metric const& metric, Read const& read)
{
    auto const                        threads = static_cast<int>(state.range(0));
    oneapi::tbb::global_control const allow{oneapi::tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads)};
    oneapi::tbb::task_arena           arena{threads};
    auto const&                       all = records();
    auto const                        run = [&] { return threads == 1 ? metric(read(lm::sequential{}, all)) : lm::parallel(metric)(read(lm::tbb_runner{}, all)); };
    for (auto _ : state) arena.execute([&] { benchmark::DoNotOptimize(run()); });
    auto const report = run();
    if constexpr (requires { report.sales_ready.hits; }) state.counters["ready"] = static_cast<double>(report.sales_ready.hits);
    else state.counters["ready"] = static_cast<double>(report.sales_ready);
}

auto const as_they_come = [](auto, auto const& all) -> auto& { return all; };
auto const in_runs      = [](auto run, auto const& all) { return lm::grouped_ledgers.run(run, all); };

void time_order(benchmark::State& state) { whole_way(state, in_time_order, lm::qualification{faded(), {.as_of = now, .sales_ready = 20}}, as_they_come); }
void grouped_by_lead(benchmark::State& state) { whole_way(state, by_lead, lm::qualification{faded(), {.as_of = now, .sales_ready = 20}}, in_runs); }
void first_three(benchmark::State& state) { whole_way(state, in_time_order, lm::qualification{limited(), {.as_of = now, .sales_ready = 20}}, as_they_come); }
void first_three_grouped(benchmark::State& state) { whole_way(state, by_lead, lm::qualification{limited(), {.as_of = now, .sales_ready = 20}}, in_runs); }
void scores_of_all(benchmark::State& state) { whole_way(state, by_lead, lm::scores{faded(), {.as_of = now}}, in_runs); }
void first_crossing(benchmark::State& state) { whole_way(state, by_lead, lm::scores{with_inactivity(), {.as_of = now, .sales_ready = 20}}, in_runs); }

void threads(benchmark::internal::Benchmark* b) { b->ArgName("threads")->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime(); }
BENCHMARK(time_order)->Apply(threads);
BENCHMARK(grouped_by_lead)->Apply(threads);
BENCHMARK(first_three)->Apply(threads);
BENCHMARK(first_three_grouped)->Apply(threads);
BENCHMARK(scores_of_all)->Apply(threads);
BENCHMARK(first_crossing)->Apply(threads);

} // namespace

BENCHMARK_MAIN();
