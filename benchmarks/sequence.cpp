// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// A sequence of five steps among 10 million activities of 625,000 leads: what benchmarks/sequence_rivals.py compares with ClickHouse's windowFunnel
// and DuckDB. With `--write FOLDER` the activities go there instead, as raw numbers, for it.

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

/// A year of them in order of time. No two have the same instant.
std::vector<activity> const& in_time_order()
{
    static auto const all = [] {
        std::int64_t const    n = 10'000'000, leads = n / 16;
        std::mt19937_64       random{12};
        std::vector<activity> made(static_cast<std::size_t>(n));
        for (std::int64_t i = 0; i != n; ++i) {
            std::uint64_t const drawn = random(), lead = (drawn >> 16) % static_cast<std::uint64_t>(leads) + 1;
            made[static_cast<std::size_t>(i)] = {lead * 0x9e3779b97f4a7c15u, date::sys_seconds{std::chrono::seconds{i * 3}},
                                                 static_cast<std::uint8_t>(drawn % 10)};
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

template <int Kind>
constexpr auto does = [](activity const& one) { return one.kind == Kind; };

/// The last two steps have the same condition.
lm::sequence const plain{
    lm::steps(lm::step("0", does<0>), lm::step("1", does<1>), lm::step("2", does<2>), lm::step("3", does<3>), lm::step("3 again", does<3>)),
    {.as_of = now, .window = date::days{90}}};
lm::sequence const strict{lm::steps(lm::step("0", does<0>), lm::step("1", does<1>), lm::step("2", does<2>)),
                          {.as_of = now, .window = date::days{90}, .strict = true}};
auto const         excluding = lm::sequence{
    lm::steps(lm::step("0", does<0>), lm::step("1", does<1>).within(date::days{20}), lm::step("2", does<2>).optional(), lm::step("3", does<3>)),
            {.as_of = now,
             .window =
                 date::days{90}}}.excluding(does<9>, 1, 4);

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
    for (std::size_t i = 0; i != report.steps.size(); ++i)
        state.counters["step_" + std::to_string(i + 1)] = static_cast<double>(report.steps[i].leads);
}

auto const as_they_come = [](auto, auto const& all) -> auto& { return all; };
auto const in_runs      = [](auto run, auto const& all) { return lm::grouped_ledgers.run(run, all); };

void time_order(benchmark::State& state) { whole_way(state, in_time_order, plain, as_they_come); }
void grouped_by_lead(benchmark::State& state) { whole_way(state, by_lead, plain, in_runs); }
void strictly(benchmark::State& state) { whole_way(state, in_time_order, strict, as_they_come); }
void with_exclusion(benchmark::State& state) { whole_way(state, in_time_order, excluding, as_they_come); }

void threads(benchmark::internal::Benchmark* b) { b->ArgName("threads")->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime(); }
BENCHMARK(time_order)->Apply(threads);
BENCHMARK(grouped_by_lead)->Apply(threads);
BENCHMARK(strictly)->Apply(threads);
BENCHMARK(with_exclusion)->Apply(threads);

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
