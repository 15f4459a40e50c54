// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_TESTS_PARALLEL_THREADS_HPP
#define LEADMETRICS_TESTS_PARALLEL_THREADS_HPP

// Threads for tests: those of oneTBB, and a product's own.

#include "laws/subject.hpp"

#include <leadmetrics/parallel.hpp>

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/task_arena.h>

#include <cstddef>
#include <functional>
#include <future>
#include <vector>

namespace leadmetrics_tests {

/// A product's own threads.
struct own_threads {
    std::size_t               threads;
    [[nodiscard]] std::size_t concurrency() const { return threads; }

    template <class Task>
    void operator()(std::size_t n, Task&& task) const
    {
        std::vector<std::future<void>> running;
        for (std::size_t t = 0; t != threads; ++t)
            running.push_back(std::async(std::launch::async, [&, t] {
                for (std::size_t i = t; i < n; i += threads) task(i);
            }));
        for (auto& one : running) one.wait();
        for (auto& one : running) one.get();
    }
};

// The thread sanitizer knows nothing of the synchronisation inside a oneTBB that was not compiled with it, and calls all of it races.
#if defined(__SANITIZE_THREAD__)
constexpr bool tbb_is_understood = false;
#elif defined(__has_feature)
constexpr bool tbb_is_understood = !__has_feature(thread_sanitizer);
#else
constexpr bool tbb_is_understood = true;
#endif

/// f(on): `on(function)` runs on so many threads, more than this machine may have cores: once on oneTBB's, once on own ones.
template <class F>
void with_threads(int threads, F&& f)
{
    f([threads](auto function) {
        return [=](auto const&... arguments) { return function.run(own_threads{static_cast<std::size_t>(threads)}, arguments...); };
    });
    if constexpr (tbb_is_understood) {
        oneapi::tbb::global_control const allow{oneapi::tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads)};
        oneapi::tbb::task_arena{threads}.execute([&] { f(leadmetrics::parallel); });
    }
}

/// f(runner), likewise.
template <class F>
void with_runners(int threads, F&& f)
{
    own_threads const own{static_cast<std::size_t>(threads)};
    f(any_runner{own.concurrency(), [own](std::size_t n, std::function<void(std::size_t)> const& task) { own(n, task); }});
    if constexpr (tbb_is_understood) {
        oneapi::tbb::global_control const allow{oneapi::tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads)};
        oneapi::tbb::task_arena{threads}.execute([&] {
            leadmetrics::tbb_runner const tbb;
            f(any_runner{tbb.concurrency(), [tbb](std::size_t n, std::function<void(std::size_t)> const& task) { tbb(n, task); }});
        });
    }
}

} // namespace leadmetrics_tests

#endif
