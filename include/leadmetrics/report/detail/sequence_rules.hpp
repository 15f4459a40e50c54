// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_DETAIL_SEQUENCE_RULES_HPP
#define LEADMETRICS_REPORT_DETAIL_SEQUENCE_RULES_HPP

// What a sequence asks, what an activity is to it, and the attempt that is found, in ticks of a ledger.

#include <leadmetrics/core/detail/small_vector.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

inline constexpr std::size_t most_sequence_steps = 32;

/// A set of steps, or of exclusions: a bit for each.
using step_set = std::uint32_t;

constexpr step_set one_step(std::size_t step) noexcept { return step_set{1} << step; }
/// The steps strictly between two.
constexpr step_set steps_between(std::size_t from, std::size_t to) noexcept
{
    return static_cast<step_set>((std::uint64_t{1} << to) - (std::uint64_t{2} << from));
}

/// What one activity is to a sequence.
struct sequence_mark {
    std::int64_t at;
    step_set     steps, excludes;
};
using sequence_marks = small_vector<sequence_mark, 16>;

/// The attempt with which a lead counts (definitions, section 16): which steps it met and when, in ticks.
struct sequence_attempt {
    std::size_t                                   furthest = 0; // the number of the furthest step, from 1; 0: there is no attempt
    step_set                                      met      = 0;
    bool                                          pending  = false;
    std::array<std::int64_t, most_sequence_steps> at; // valid for the steps in `met`

    sequence_attempt() noexcept {} // `at` is not cleared: entries of steps that were not met are never read

    void meet(std::size_t step, std::int64_t when) noexcept
    {
        met |= one_step(step);
        at[step] = when;
    }
};

/// The rules of a sequence, in ticks of a ledger. All ends of windows are inclusive.
struct sequence_rules {
    static constexpr std::int64_t no_limit = INT64_MAX;

    struct of_step {
        std::int64_t within;     // from the step met before
        std::int64_t open_after; // a window that begins later than this is open at the closing
    };
    struct exclusion {
        std::size_t from, to; // numbers of steps, from 0
    };

    std::size_t                              steps    = 0;
    step_set                                 optional = 0;
    bool                                     strict   = false;
    std::int64_t                             window = no_limit, open_after = INT64_MIN; // from the first step met
    std::span<exclusion const>               exclusions;
    std::array<of_step, most_sequence_steps> of; // set for `steps` steps

    sequence_rules() noexcept {} // `of` is not cleared: rules are made for each lead

    /// Whether every activity may stand between two steps, all steps must be met, and one window holds for all.
    [[nodiscard]] bool plain() const noexcept
    {
        if (strict || optional != 0 || !exclusions.empty()) return false;
        return std::all_of(of.begin(), of.begin() + static_cast<std::ptrdiff_t>(steps), [](of_step const& one) { return one.within == no_limit; });
    }
    /// Whether `next` may be the step that is met after `last`.
    [[nodiscard]] bool may_follow(std::size_t last, std::size_t next) const noexcept
    {
        return last < next && (steps_between(last, next) & ~optional) == 0;
    }
    /// The exclusions that hold between `last` and `next`, met one after the other.
    [[nodiscard]] step_set holding(std::size_t last, std::size_t next) const noexcept
    {
        step_set all = 0;
        for (std::size_t x = 0; x != exclusions.size(); ++x)
            if (last < exclusions[x].to && next > exclusions[x].from) all |= one_step(x);
        return all;
    }
};

}}} // namespace leadmetrics::detail

#endif
