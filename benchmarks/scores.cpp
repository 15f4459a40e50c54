// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Scores of 1.25 million leads from 20 million activities: what benchmarks/scoring_rivals.py compares with three column
// stores. With `--write FOLDER` the activities go there instead, as raw numbers, for it.

#include <leadmetrics/leadmetrics.hpp>
#include <leadmetrics/parallel.hpp>

#include <benchmark/benchmark.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <random>
#include <string>
#include <vector>

namespace lm = leadmetrics;

namespace {

struct activity {
    std::uint64_t     lead_id;
    date::sys_seconds at;
    std::uint8_t      kind;
};

date::sys_seconds const now{std::chrono::seconds{365 * 86400}};

/// A year of them in order of time, each of any of the leads, who have 64-bit ids.
std::vector<activity> const& in_time_order()
{
    static auto const all = [] {
        std::int64_t const    n = 20'000'000, leads = n / 16;
        std::mt19937_64       random{11};
        std::vector<activity> made(static_cast<std::size_t>(n));
        for (std::int64_t i = 0; i != n; ++i) {
            std::uint64_t const drawn = random(), lead = (drawn >> 16) % static_cast<std::uint64_t>(leads) + 1;
            made[static_cast<std::size_t>(i)] = {lead * 0x9e3779b97f4a7c15u, date::sys_seconds{std::chrono::seconds{i * 365 * 86400 / n}},
                                                 static_cast<std::uint8_t>(drawn % 50)};
        }
        return made;
    }();
    return all;
}
std::vector<activity> const& by_lead()
{
    static auto const all = [] {
        auto sorted = in_time_order();
        std::stable_sort(sorted.begin(), sorted.end(), [](activity const& a, activity const& b) { return a.lead_id < b.lead_id; });
        return sorted;
    }();
    return all;
}

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
    auto const run = [&] { return threads == 1 ? metric(read(lm::sequential{}, all)) : lm::parallel(metric)(read(lm::tbb_runner{}, all)); };
    for (auto _ : state) arena.execute([&] { benchmark::DoNotOptimize(run()); });
    auto const report = run();
    if constexpr (requires { report.sales_ready.hits; }) {
        state.counters["ready"] = static_cast<double>(report.sales_ready.hits);
        if (report.ever_ready.total != 0) state.counters["ever_ready"] = static_cast<double>(report.ever_ready.hits);
    } else {
        state.counters["ready"] = static_cast<double>(report.sales_ready);
        state.counters["ever_ready"] =
            static_cast<double>(std::count_if(report.begin(), report.end(), [](auto const& lead) { return lead.first_ready.has_value(); }));
    }
}

auto const as_they_come = [](auto, auto const& all) -> auto& { return all; };
auto const in_runs      = [](auto run, auto const& all) { return lm::grouped_ledgers.run(run, all); };

void time_order(benchmark::State& state)
{
    whole_way(state, in_time_order, lm::qualification{faded(), {.as_of = now, .sales_ready = 20}}, as_they_come);
}
void grouped_by_lead(benchmark::State& state) { whole_way(state, by_lead, lm::qualification{faded(), {.as_of = now, .sales_ready = 20}}, in_runs); }
void first_three(benchmark::State& state)
{
    whole_way(state, in_time_order, lm::qualification{limited(), {.as_of = now, .sales_ready = 20}}, as_they_come);
}
void first_three_grouped(benchmark::State& state)
{
    whole_way(state, by_lead, lm::qualification{limited(), {.as_of = now, .sales_ready = 20}}, in_runs);
}
void scores_of_all(benchmark::State& state) { whole_way(state, by_lead, lm::scores{faded(), {.as_of = now}}, in_runs); }
void ever_ready(benchmark::State& state)
{
    whole_way(state, in_time_order, lm::qualification{with_inactivity(), {.as_of = now, .sales_ready = 20}}.ever_ready(), as_they_come);
}
void ever_ready_grouped(benchmark::State& state)
{
    whole_way(state, by_lead, lm::qualification{with_inactivity(), {.as_of = now, .sales_ready = 20}}.ever_ready(), in_runs);
}
void first_crossing(benchmark::State& state)
{
    whole_way(state, in_time_order, lm::scores{with_inactivity(), {.as_of = now, .sales_ready = 20}}, as_they_come);
}
void first_crossing_grouped(benchmark::State& state)
{
    whole_way(state, by_lead, lm::scores{with_inactivity(), {.as_of = now, .sales_ready = 20}}, in_runs);
}

void threads(benchmark::internal::Benchmark* b) { b->ArgName("threads")->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime(); }
BENCHMARK(time_order)->Apply(threads);
BENCHMARK(grouped_by_lead)->Apply(threads);
BENCHMARK(first_three)->Apply(threads);
BENCHMARK(first_three_grouped)->Apply(threads);
BENCHMARK(scores_of_all)->Apply(threads);
BENCHMARK(ever_ready)->Apply(threads);
BENCHMARK(ever_ready_grouped)->Apply(threads);
BENCHMARK(first_crossing)->Apply(threads);
BENCHMARK(first_crossing_grouped)->Apply(threads);

int write(std::string const& folder)
{
    std::ofstream lead(folder + "/lead.u64", std::ios::binary), at(folder + "/at.i64", std::ios::binary), kind(folder + "/kind.u8", std::ios::binary);
    for (activity const& a : in_time_order()) {
        std::int64_t const seconds = a.at.time_since_epoch().count();
        lead.write(reinterpret_cast<char const*>(&a.lead_id), sizeof a.lead_id);
        at.write(reinterpret_cast<char const*>(&seconds), sizeof seconds);
        kind.write(reinterpret_cast<char const*>(&a.kind), sizeof a.kind);
    }
    return lead.flush() && at.flush() && kind.flush() ? 0 : 1;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc == 3 && std::string{argv[1]} == "--write") return write(argv[2]);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    benchmark::RunSpecifiedBenchmarks();
}
