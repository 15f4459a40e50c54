// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Working time between two instants, looked up and by a walk over the days between, for a million leads with service levels in one zone.
#include <leadmetrics/calendar/time_zone.hpp>
#include <leadmetrics/calendar/working_time.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace lm = leadmetrics;
using namespace std::chrono_literals;

namespace {

using span = std::pair<date::sys_seconds, date::sys_seconds>;

std::vector<lm::opening> const& hours()
{
    static std::vector<lm::opening> const all{
        {date::Monday, 9h, 17h}, {date::Tuesday, 9h, 17h}, {date::Wednesday, 9h, 17h}, {date::Thursday, 9h, 17h}, {date::Friday, 9h, 15h}};
    return all;
}

/// Ten holidays a year for thirty years.
std::vector<date::year_month_day> const& holidays()
{
    static auto const all = [] {
        std::vector<date::year_month_day> days;
        for (int year = 2000; year != 2030; ++year)
            for (unsigned i = 0; i != 10; ++i) days.push_back(date::year{year} / static_cast<int>(1 + i) / static_cast<int>(3 + 2 * i));
        return days;
    }();
    return all;
}

/// Starts over five years, answers after up to so many days.
std::vector<span> const& leads(int days)
{
    static std::vector<span> all;
    static int               made_for = 0;
    if (made_for != days) {
        std::mt19937_64 random{7};
        all.clear();
        for (int i = 0; i != 1'000'000; ++i) {
            date::sys_seconds const start{std::chrono::seconds{1'577'836'800 + static_cast<std::int64_t>(random() % (5u * 365 * 86400))}};
            all.emplace_back(start, start + std::chrono::seconds{static_cast<std::int64_t>(random() % (static_cast<unsigned>(days) * 86400u))});
        }
        made_for = days;
    }
    return all;
}

/// What programs do who have no table: the offset of each end, then day after day.
std::chrono::seconds walked(lm::time_zone const& zone, date::sys_seconds from, date::sys_seconds to)
{
    auto const           a = zone.to_local(from), b = zone.to_local(to);
    std::chrono::seconds open{0};
    for (auto day = date::floor<date::days>(a); day <= date::floor<date::days>(b); day += date::days{1}) {
        if (std::binary_search(holidays().begin(), holidays().end(), date::year_month_day{day})) continue;
        date::weekday const weekday{day};
        for (auto const& one : hours())
            if (one.day == weekday)
                open += std::max<std::chrono::seconds>(0s, std::min<date::local_seconds>(b, day + one.to)
                                                               - std::max<date::local_seconds>(a, day + one.from));
    }
    return open;
}

void looked_up(benchmark::State& state)
{
    lm::working_time const office{lm::time_zone{"Europe/Berlin"}, hours(), holidays()};
    auto const&            all = leads(static_cast<int>(state.range(0)));
    for (auto _ : state) {
        std::chrono::seconds sum{0};
        for (auto const& [from, to] : all) sum += office.elapsed(from, to).open_time();
        benchmark::DoNotOptimize(sum);
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(all.size()) * static_cast<std::int64_t>(state.iterations()));
}

void added(benchmark::State& state)
{
    lm::working_time const office{lm::time_zone{"Europe/Berlin"}, hours(), holidays()};
    auto const&            all = leads(static_cast<int>(state.range(0)));
    for (auto _ : state) {
        std::int64_t sum = 0;
        for (auto const& [from, to] : all) sum ^= office.add(from, (to - from) / 4).time_since_epoch().count();
        benchmark::DoNotOptimize(sum);
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(all.size()) * static_cast<std::int64_t>(state.iterations()));
}

void walk_over_days(benchmark::State& state)
{
    lm::time_zone const zone{"Europe/Berlin"};
    auto const&         all = leads(static_cast<int>(state.range(0)));
    for (auto _ : state) {
        std::chrono::seconds sum{0};
        for (auto const& [from, to] : all) sum += walked(zone, from, to);
        benchmark::DoNotOptimize(sum);
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(all.size()) * static_cast<std::int64_t>(state.iterations()));
}

BENCHMARK(looked_up)->ArgName("up_to_days")->Arg(7)->Arg(365)->Unit(benchmark::kMillisecond);
BENCHMARK(added)->ArgName("up_to_days")->Arg(7)->Arg(365)->Unit(benchmark::kMillisecond);
BENCHMARK(walk_over_days)->ArgName("up_to_days")->Arg(7)->Arg(365)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
