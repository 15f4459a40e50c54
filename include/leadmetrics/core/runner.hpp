// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_RUNNER_HPP
#define LEADMETRICS_CORE_RUNNER_HPP

#include <leadmetrics/version.hpp>

#include <concepts>
#include <cstddef>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// Something that runs `n` independent tasks, `task(0)` … `task(n - 1)`, and returns when all are done. `concurrency()` returns how many tasks
/// it runs at the same time. The library never starts a thread itself: the caller's runner supplies the threads (see parallel.hpp).
template <class R>
concept runner = requires(R const& run, void (&task)(std::size_t)) {
    { run.concurrency() } -> std::convertible_to<std::size_t>;
    run(std::size_t{}, task);
};

/// A runner that runs all tasks one after another on the calling thread.
struct sequential {
    [[nodiscard]] static constexpr std::size_t concurrency() noexcept { return 1; }

    template <std::invocable<std::size_t> Task>
    constexpr void operator()(std::size_t n, Task&& task) const
    {
        for (std::size_t i = 0; i != n; ++i) task(i);
    }
};

}} // namespace leadmetrics

#endif
