// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// The whole way from the user's records to a report: what benchmarks/rivals.py compares with three column stores.

#include "support/funnel_data.hpp"

#include <leadmetrics/leadmetrics.hpp>
#include <leadmetrics/parallel.hpp>

#include <benchmark/benchmark.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/task_arena.h>

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <string>
#include <tuple>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_benchmarks;

namespace {

std::vector<change> const& in_time_order()
{
    static auto const all = changes_of(all_leads);
    return all;
}
std::vector<change> const& by_lead()
{
    static auto const all = grouped(in_time_order());
    return all;
}
std::vector<text_change> const& with_text_ids()
{
    static auto const all = texts(in_time_order());
    return all;
}
std::vector<wide_row> const& wide()
{
    static auto const all = rows(by_lead());
    return all;
}

/// As of the last record, as the rivals see them all.
auto metric(bool incidence)
{
    auto const last = in_time_order().back().at;
    return lm::together(lm::volume{pipeline(), {.as_of = last}}, lm::velocity{pipeline(), {.as_of = last, .incidence = incidence}});
}

/// Reads the records with one of the library's functions and makes the report, on as many threads.
template <class Records, class Read>
void whole_way(benchmark::State& state, Records const& records, Read const& read)
{
    auto const                        threads = static_cast<int>(state.range(0));
    auto const                        reports = metric(state.range(1) != 0);
    oneapi::tbb::global_control const allow{oneapi::tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads)};
    oneapi::tbb::task_arena           arena{threads};
    auto const&                       all = records();
    auto const run = [&] { return threads == 1 ? reports(read(lm::sequential{}, all)) : lm::parallel(reports)(read(lm::tbb_runner{}, all)); };
    for (auto _ : state) arena.execute([&] { benchmark::DoNotOptimize(run()); });
    // What the rivals must agree with.
    auto const known = run();
    for (auto const& stage : std::get<0>(known).stages)
        state.counters["entered_" + std::to_string(static_cast<int>(stage.stage))] = static_cast<double>(stage.entered);
    state.SetItemsProcessed(static_cast<std::int64_t>(all.size()) * static_cast<std::int64_t>(state.iterations()));
}

void time_order(benchmark::State& state)
{
    whole_way(state, in_time_order, [](auto run, auto const& all) { return lm::journeys.run(run, all, pipeline()); });
}
void grouped_by_lead(benchmark::State& state)
{
    whole_way(state, by_lead, [](auto run, auto const& all) { return lm::grouped_journeys.run(run, all, pipeline()); });
}
void text_ids(benchmark::State& state)
{
    whole_way(state, with_text_ids, [](auto run, auto const& all) { return lm::journeys.run(run, all, pipeline()); });
}
void wide_records(benchmark::State& state)
{
    whole_way(state, wide, [](auto run, auto const& all) {
        return lm::journeys.run(run, all, pipeline(), &wide_row::id, lm::entered{phase::lead, &wide_row::lead},
                                lm::entered{phase::mql, &wide_row::mql}, lm::entered{phase::sql, &wide_row::sql},
                                lm::entered{phase::won, &wide_row::won}, lm::entered{phase::lost, &wide_row::lost});
    });
}

/// Time by the number of leads: it grows with them and no faster.
void growth(benchmark::State& state)
{
    auto const all     = changes_of(static_cast<std::size_t>(state.range(0)));
    auto const reports = metric(true);
    for (auto _ : state) benchmark::DoNotOptimize(reports(lm::journeys(all, pipeline())));
    state.SetItemsProcessed(static_cast<std::int64_t>(all.size()) * static_cast<std::int64_t>(state.iterations()));
}

void combinations(benchmark::internal::Benchmark* b)
{
    b->ArgNames({"threads", "incidence"})->ArgsProduct({{1, 2}, {0, 1}})->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();
}
BENCHMARK(time_order)->Apply(combinations);
BENCHMARK(grouped_by_lead)->Apply(combinations);
BENCHMARK(text_ids)->Apply(combinations);
BENCHMARK(wide_records)->Apply(combinations);
BENCHMARK(growth)->RangeMultiplier(10)->Range(3'000, 3'000'000)->Unit(benchmark::kMillisecond);

/// The columns of the records in time order, as raw little-endian numbers.
int write(std::string const& folder)
{
    std::ofstream lead(folder + "/lead.u64", std::ios::binary), stage(folder + "/stage.u8", std::ios::binary),
        at(folder + "/at.i64", std::ios::binary);
    for (change const& c : in_time_order()) {
        std::int64_t const seconds = c.at.time_since_epoch().count();
        lead.write(reinterpret_cast<char const*>(&c.lead_id), sizeof c.lead_id);
        stage.write(reinterpret_cast<char const*>(&c.stage), sizeof c.stage);
        at.write(reinterpret_cast<char const*>(&seconds), sizeof seconds);
    }
    return lead && stage && at ? 0 : 1;
}

} // namespace

/// With `--write FOLDER` the data go there instead, for rivals.py.
int main(int argc, char** argv)
{
    if (argc == 3 && std::string{argv[1]} == "--write") return write(argv[2]);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
}
