// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_RUNNER_HPP
#define LEADMETRICS_CORE_RUNNER_HPP

#include <concepts>
#include <cstddef>

namespace leadmetrics { inline namespace v0_1 {

/// Something that runs `n` independent tasks, `task(0)` … `task(n - 1)`, and returns when all are done. `concurrency()` is how many it
/// runs at a time. The library never makes a thread: a runner is how a caller lends it some (see parallel.hpp).
template <class R>
concept runner = requires(R const& run, void (&task)(std::size_t)) {
    { run.concurrency() } -> std::convertible_to<std::size_t>;
    run(std::size_t{}, task);
};

/// The runner of one thread: the caller's.
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
