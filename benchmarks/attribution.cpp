// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Attribution of 300 thousand conversions among 10 million touches of 2 million leads: what benchmarks/attribution_rivals.py compares with
// column stores. With `--write FOLDER` the records go there instead, as raw numbers, for it.

#include <leadmetrics/leadmetrics.hpp>
#include <leadmetrics/parallel.hpp>

#include <benchmark/benchmark.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/task_arena.h>

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <random>
#include <string>
#include <vector>

namespace lm = leadmetrics;

namespace {

struct touch {
    std::uint64_t     lead_id;
    date::sys_seconds at;
    std::uint8_t      campaign;
};
struct deal {
    std::uint64_t     lead_id;
    date::sys_seconds at;
    std::int64_t      amount;
};

constexpr std::int64_t  year = 365 * 86400, leads = 2'000'000;
date::sys_seconds const now{std::chrono::seconds{year}};
lm::path_window const   window{.as_of = now, .lookback = date::days{90}};
std::vector<deal> const no_deals;

std::uint64_t id_of(std::uint64_t lead) { return (lead + 1) * 0x9e3779b97f4a7c15u; }

/// A year of touches in order of time, each of any lead by any of 30 campaigns.
std::vector<touch> const& touches()
{
    static auto const all = [] {
        std::int64_t const n = 10'000'000;
        std::mt19937_64    random{5};
        std::vector<touch> made(static_cast<std::size_t>(n));
        for (std::int64_t i = 0; i != n; ++i) {
            std::uint64_t const drawn         = random();
            made[static_cast<std::size_t>(i)] = {id_of((drawn >> 16) % leads), date::sys_seconds{std::chrono::seconds{i * year / n}},
                                                 static_cast<std::uint8_t>(drawn % 30)};
        }
        return made;
    }();
    return all;
}
/// One of every seven leads buys once.
std::vector<deal> const& deals()
{
    static auto const all = [] {
        std::mt19937_64   random{6};
        std::vector<deal> made;
        for (std::uint64_t i = 0; i != 300'000; ++i) {
            std::uint64_t const drawn = random();
            made.push_back({id_of(i * 7 % leads),
                            date::sys_seconds{std::chrono::seconds{90 * 86400 + static_cast<std::int64_t>(drawn % (275 * 86400))}},
                            static_cast<std::int64_t>(1000 + (drawn >> 32) % 999'000)});
        }
        return made;
    }();
    return all;
}

/// Calls run(runner) on so many threads.
template <class Run>
void measure(benchmark::State& state, Run const& run)
{
    auto const                        threads = static_cast<int>(state.range(0));
    oneapi::tbb::global_control const allow{oneapi::tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads)};
    oneapi::tbb::task_arena           arena{threads};
    static_cast<void>(touches());
    static_cast<void>(deals());
    for (auto _ : state)
        arena.execute([&] {
            if (threads == 1) benchmark::DoNotOptimize(run(lm::sequential{}));
            else benchmark::DoNotOptimize(run(lm::tbb_runner{}));
        });
}

lm::attribution const by_line{lm::linear{}, window};
auto const three = lm::together(by_line, lm::attribution{lm::position_based{}, window}, lm::attribution{lm::time_decay{date::days{7}}, window});

void linear(benchmark::State& state)
{
    measure(state, [](auto const& runner) { return by_line.run(runner, touches(), deals()); });
    auto const report = by_line(touches(), deals());
    for (std::uint8_t c = 0; c != 2; ++c) state.counters["campaign_" + std::to_string(c)] = static_cast<double>(report.campaigns[c].attributed);
}
void three_models(benchmark::State& state)
{
    measure(state, [](auto const& runner) { return three.run(runner, lm::converting_paths.run(runner, touches(), deals(), window)); });
}
void paths(benchmark::State& state)
{
    lm::top_paths const top{{.as_of = now, .at_most = 2}};
    measure(state, [&](auto const& runner) { return top.run(runner, lm::paths.run(runner, touches(), no_deals, {.as_of = now})); });
    auto const report           = top(lm::paths(touches(), no_deals, {.as_of = now}));
    state.counters["distinct"]  = static_cast<double>(report.distinct);
    state.counters["paths_top"] = static_cast<double>(report.top[0].paths);
}
/// The pass that collects paths, alone; then the chain made of them.
void collect(benchmark::State& state)
{
    measure(state, [](auto const& runner) { return lm::paths.run(runner, touches(), deals(), window).extent(); });
}
template <int Order>
void markov(benchmark::State& state)
{
    static auto const all = lm::paths(touches(), deals(), window);
    measure(state, [](auto const& runner) { return lm::attribution{lm::markov{Order}, window}.run(runner, all).total; });
}

void threads(benchmark::internal::Benchmark* b) { b->ArgName("threads")->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime(); }
BENCHMARK(linear)->Apply(threads);
BENCHMARK(three_models)->Apply(threads);
BENCHMARK(paths)->Apply(threads);
BENCHMARK(collect)->Apply(threads);
BENCHMARK(markov<1>)->Apply(threads);
BENCHMARK(markov<2>)->Apply(threads);

int write(std::string const& folder)
{
    std::ofstream lead(folder + "/lead.u64", std::ios::binary), at(folder + "/at.i64", std::ios::binary),
        campaign(folder + "/campaign.u8", std::ios::binary);
    std::ofstream won(folder + "/deal_lead.u64", std::ios::binary), when(folder + "/deal_at.i64", std::ios::binary),
        amount(folder + "/deal_amount.i64", std::ios::binary);
    auto const put = [](std::ofstream& to, auto const& value) { to.write(reinterpret_cast<char const*>(&value), sizeof value); };
    for (touch const& t : touches()) {
        put(lead, t.lead_id);
        put(at, static_cast<std::int64_t>(t.at.time_since_epoch().count()));
        put(campaign, t.campaign);
    }
    for (deal const& d : deals()) {
        put(won, d.lead_id);
        put(when, static_cast<std::int64_t>(d.at.time_since_epoch().count()));
        put(amount, d.amount);
    }
    return lead.flush() && at.flush() && campaign.flush() && won.flush() && when.flush() && amount.flush() ? 0 : 1;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc == 3 && std::string{argv[1]} == "--write") return write(argv[2]);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    benchmark::RunSpecifiedBenchmarks();
}
