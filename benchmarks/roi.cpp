// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// A million costs and revenues of two hundred campaigns over three years.
#include <leadmetrics/leadmetrics.hpp>

#include <benchmark/benchmark.h>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace lm = leadmetrics;

namespace {

struct flow {
    std::string    campaign;
    date::sys_days at;
    std::int64_t   amount;
};

std::vector<flow> flows(unsigned seed, int days_later)
{
    std::mt19937_64   random{seed};
    std::vector<flow> all;
    for (int i = 0; i != 500'000; ++i)
        all.push_back({"campaign " + std::to_string(random() % 200),
                       date::sys_days{date::days{19000 + days_later + static_cast<int>(random() % 1000)}},
                       static_cast<std::int64_t>(random() % 100'000)});
    return all;
}

void report(benchmark::State& state)
{
    static auto const costs = flows(1, 0), revenues = flows(2, 60);
    lm::roi const     roi{{.as_of = date::sys_days{date::days{21000}}, .annual_rate = 0.05, .internal_rate = state.range(0) != 0}};
    for (auto _ : state) benchmark::DoNotOptimize(roi(costs, revenues));
    state.SetItemsProcessed(static_cast<std::int64_t>(costs.size() + revenues.size()) * static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(report)->ArgName("internal_rate")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
