// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DETAIL_READINESS_HPP
#define LEADMETRICS_SCORING_DETAIL_READINESS_HPP

#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/scoring/detail/score_plan.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Whether a score is at or over a threshold. Scores are sums of rounded numbers, so a score that misses the threshold only by rounding counts as
/// reaching it.
inline bool reaches(double score, double threshold) noexcept { return score >= threshold - 1e-14 * (std::max)(std::abs(threshold), std::abs(score)); }

/// The instants at which a lead was ready, in ticks.
struct readiness {
    std::optional<std::int64_t> first; ///< the first time ever
    std::optional<std::int64_t> since; ///< start of the unbroken time up to now; empty when not ready now
    std::optional<std::int64_t> rose;  ///< start of the latest time that the lead was ready, whether it has fallen since or not
    std::optional<std::int64_t> fell;  ///< the latest fall: the first tick below the threshold
    std::optional<std::int64_t> until; ///< if nothing more happens, the first tick below; empty when not ready now, or for ever
};

/// Finds the ticks at which the score of a state crosses the threshold, if no further points are given.
template <class State>
class threshold_solver {
public:
    threshold_solver(State const& state, double threshold) : state_(&state), threshold_(threshold) {}

    [[nodiscard]] bool ready(std::int64_t at) const { return reaches(state_->at(at), threshold_); }

    /// Returns the first tick of [from, to] at which the lead is ready (or, where `wanted` is false, is not ready); empty where there is none.
    [[nodiscard]] std::optional<std::int64_t> first(std::int64_t from, std::int64_t to, bool wanted) const
    {
        if (from > to) return std::nullopt;
        if (state_->only_falls()) {
            if (ready(from) == wanted) return from;
            if (wanted || ready(to)) return std::nullopt;
            return fall(from, to);
        }
        return search(from, to, wanted);
    }

    /// Returns the first tick after `from` at which the lead is ready (or, where `wanted` is false, is not ready); empty where that never comes.
    [[nodiscard]] std::optional<std::int64_t> next_after(std::int64_t from, bool wanted) const
    {
        // The steps double, so that a score which halves within a minute is not searched for until the year 10000.
        for (std::int64_t begin = from, step = 1024; begin < INT64_MAX; step = saturated_sum(step, step)) {
            std::int64_t const end = saturated_sum(begin, step);
            if (auto const found = first(begin + 1, end, wanted)) return found;
            begin = end;
        }
        return std::nullopt;
    }

private:
    /// Returns the first tick below the threshold, for a score that only falls, is ready at `from` and is not ready at `to`. It guesses by linear
    /// interpolation between the ends, of the logarithm where there is one (exact for points that fade by half-life), and bisects in between.
    [[nodiscard]] std::int64_t fall(std::int64_t from, std::int64_t to) const
    {
        double above = state_->at(from), below = state_->at(to);
        for (bool guess = true; to - from > 1; guess = !guess) {
            std::int64_t middle = from + (to - from) / 2;
            double const width  = static_cast<double>(to - from);
            if (guess) {
                bool const   logs  = above > 0 && below > 0 && threshold_ > 0;
                double const share = logs ? std::log(above / threshold_) / std::log(above / below) : (above - threshold_) / (above - below);
                if (share >= 0 && share <= 1) middle = std::clamp(from + static_cast<std::int64_t>(width * share), from + 1, to - 1);
            }
            // Tests both sides of a good guess, so that one step closes in from both.
            double const at = state_->at(middle);
            if (reaches(at, threshold_)) {
                from                    = middle;
                above                   = at;
                std::int64_t const next = saturated_sum(middle, 1);
                if (guess && next < to && !ready(next)) return next;
            } else {
                to    = middle;
                below = at;
                if (guess && middle - 1 > from && ready(middle - 1)) return middle;
            }
        }
        return to;
    }

    /// Searches any score: it halves the stretch and skips halves whose bounds rule the tick out. Where the bounds are closer than rounding, the ends
    /// decide.
    [[nodiscard]] std::optional<std::int64_t> search(std::int64_t from, std::int64_t to, bool wanted) const
    {
        double const least = state_->at_least(from, to), most = state_->at_most(from, to);
        if (wanted ? !reaches(most, threshold_) : reaches(least, threshold_)) return std::nullopt;
        if (ready(from) == wanted) return from;
        if (from == to) return std::nullopt;
        if (most - least <= 1e-15 * (std::max)(std::abs(most), std::abs(least))) return ready(to) == wanted ? std::optional{to} : std::nullopt;
        std::int64_t const middle = from + static_cast<std::int64_t>((static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from)) / 2);
        if (auto const early = search(from + 1, middle, wanted)) return early;
        return search(middle + 1, to, wanted);
    }

    State const* state_;
    double       threshold_;
};

/// Returns when a lead was ready, from its first activity up to `as_of`. The points given must be in order.
template <class State, class Postings>
readiness readiness_of(score_plan const& plan, Postings const& given, std::int64_t first_activity, double threshold, std::int64_t as_of)
{
    readiness          result;
    std::int64_t const reference = given.empty() ? first_activity : given.begin()->at;
    State              state{plan, reference};
    bool               is_ready = false;

    // A fall between activities is located exactly only if it proves to be the last one. These variables hold the place: after the points given
    // before `fall_after`, within [fall_from, fall_to].
    bool         unsolved   = false;
    auto const*  fall_after = given.begin();
    std::int64_t fall_from = 0, fall_to = 0;
    auto const   turns = [&](std::int64_t at) {
        is_ready = !is_ready;
        if (is_ready) {
            if (!result.first) result.first = at;
            result.since = result.rose = at;
        } else {
            result.fell = at;
            result.since.reset();
            unsolved = false;
        }
    };

    auto const*  next = given.begin();
    std::int64_t here = first_activity;
    while (true) {
        for (; next != given.end() && next->at == here; ++next) state.add(*next);
        std::int64_t const     end = next == given.end() ? as_of : next->at - 1;
        threshold_solver const solver{state, threshold};
        if (solver.ready(here) != is_ready) turns(here);
        if (state.only_falls()) { // then it can turn at most once, and only if it is ready
            if (is_ready && here != end && !solver.ready(end)) {
                turns(end); // the exact tick follows below
                unsolved   = true;
                fall_after = next;
                fall_from  = here;
                fall_to    = end;
            }
        } else {
            for (std::int64_t from = here; from < end;) {
                auto const turn = solver.first(from + 1, end, !is_ready);
                if (!turn) break;
                turns(*turn);
                from = *turn;
            }
        }
        if (next == given.end()) break;
        here = next->at;
    }
    if (unsolved) {
        State before{plan, reference};
        for (auto const* one = given.begin(); one != fall_after; ++one) before.add(*one);
        result.fell = threshold_solver{before, threshold}.first(fall_from, fall_to, false);
    }
    if (is_ready) result.until = threshold_solver{state, threshold}.next_after(as_of, false);
    return result;
}

}}} // namespace leadmetrics::detail

#endif
