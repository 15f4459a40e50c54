// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_PARALLEL_HPP
#define LEADMETRICS_PARALLEL_HPP

// Runs the library's functions on all cores. Needs oneTBB: link leadmetrics::parallel.

#include <leadmetrics/core/runner.hpp>
#include <leadmetrics/version.hpp>

#pragma push_macro("min")
#pragma push_macro("max")
#undef min
#undef max
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/partitioner.h>
#include <oneapi/tbb/task_arena.h>
#pragma pop_macro("max")
#pragma pop_macro("min")

#include <concepts>
#include <cstddef>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// A runner that runs tasks on oneTBB's threads. It uses as many threads as the task arena of the calling thread has. A program can limit them
/// with oneapi::tbb::global_control or with a task_arena of its own. The threads are shared with everything else that the program runs on oneTBB.
struct tbb_runner {
    [[nodiscard]] static std::size_t concurrency() { return static_cast<std::size_t>(oneapi::tbb::this_task_arena::max_concurrency()); }

    template <std::invocable<std::size_t> Task>
    void operator()(std::size_t n, Task&& task) const
    {
        oneapi::tbb::parallel_for(std::size_t{0}, n, [&task](std::size_t i) { task(i); }, oneapi::tbb::simple_partitioner{});
    }
};
static_assert(runner<tbb_runner>);

/// A function object of the library, run on all cores. Made by `lm::parallel`.
template <class F>
class parallel_function {
public:
    constexpr explicit parallel_function(F f) : f_(std::move(f)) {}

    template <class... Arguments>
    auto operator()(Arguments&&... arguments) const -> decltype(std::declval<F const&>().run(tbb_runner{}, std::forward<Arguments>(arguments)...))
    {
        return f_.run(tbb_runner{}, std::forward<Arguments>(arguments)...);
    }

private:
    F f_;
};

struct parallel_fn {
    /// `lm::parallel(lm::journeys)(changes, pipeline)` groups records into journeys on all cores. `lm::parallel(metric)(journeys)` computes a
    /// metric on all cores. The results are equal (==) to the results on one core. Thread safety: the user's projections and accessors are called
    /// from several threads at the same time.
    template <class F>
    [[nodiscard]] constexpr auto operator()(F f) const
    {
        return parallel_function<F>{std::move(f)};
    }
};
inline constexpr parallel_fn parallel{};

}} // namespace leadmetrics

#endif
