// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_TESTS_SUPPORT_TWIN_SEQUENCE_HPP
#define LEADMETRICS_TESTS_SUPPORT_TWIN_SEQUENCE_HPP

// Sequences (definitions, section 16) for one lead, by trying every choice of activities. It is slow on purpose: there are up to
// (activities + 1) ^ steps choices, and each is checked rule by rule.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <vector>

namespace leadmetrics_tests::sequence_twin {

struct step {
    std::uint32_t       kinds    = 0; // bit k set: an activity of kind k meets the step
    bool                optional = false;
    std::optional<long> within; // the step's own window in ticks, inclusive; of no meaning for the first step
};

struct exclusion {
    std::size_t   from  = 0; // 1-based numbers of the steps, from < to
    std::size_t   to    = 0;
    std::uint32_t kinds = 0;
};

struct plan {
    std::vector<step>      steps;
    std::vector<exclusion> exclusions;
    std::optional<long>    window; // ticks from the attempt's start, inclusive; empty: no limit
    bool                   strict = false;
    long                   as_of  = 0;
};

struct activity {
    int  kind = 0;
    long at   = 0;
};

/// What one lead did.
struct result {
    std::size_t                      furthest = 0; // number of the furthest step met by the attempt that counts; 0: no attempt
    std::vector<std::optional<long>> met;          // met[i]: when step i + 1 was met in that attempt; empty: missing
    bool                             pending = false;
};

namespace detail {

/// For every step the index of the activity that meets it; empty: missing.
using choice = std::vector<std::optional<std::size_t>>;

inline bool meets(std::uint32_t kinds, int kind) { return kind >= 0 && kind < 32 && ((kinds >> kind) & 1U) != 0U; }

/// What the definitions refuse, or give no meaning to.
inline void check(plan const& p)
{
    if (p.steps.empty()) throw std::invalid_argument("no steps");
    if (p.steps.front().optional || p.steps.back().optional) throw std::invalid_argument("the first and the last step cannot be optional");
    for (exclusion const& e : p.exclusions)
        if (e.from < 1 || e.from >= e.to || e.to > p.steps.size()) throw std::invalid_argument("an exclusion names two steps i < j");
}

/// Numbers (from 1) of the steps met, in order.
inline std::vector<std::size_t> steps_met(choice const& c)
{
    std::vector<std::size_t> numbers;
    for (std::size_t i = 0; i < c.size(); ++i)
        if (c[i]) numbers.push_back(i + 1);
    return numbers;
}

/// Only optional steps stand between steps a < b.
inline bool only_optional_between(plan const& p, std::size_t a, std::size_t b)
{
    for (std::size_t k = a + 1; k < b; ++k)
        if (!p.steps[k - 1].optional) return false;
    return true;
}

/// Something strictly between the two instants breaks the gap from step a to step b, met one right after the other.
inline bool gap_broken(plan const& p, std::vector<activity> const& seen, std::size_t a, std::size_t b, long instant_a, long instant_b)
{
    for (activity const& x : seen) {
        bool const between = instant_a < x.at && x.at < instant_b;
        if (!between) continue;
        if (p.strict) return true;
        for (exclusion const& e : p.exclusions) {
            bool const in_force = a < e.to && b > e.from;
            if (in_force && meets(e.kinds, x.kind)) return true;
        }
    }
    return false;
}

/// The choice is an attempt: every rule, one after the other.
inline bool is_attempt(plan const& p, std::vector<activity> const& seen, choice const& c)
{
    std::vector<std::size_t> const numbers = steps_met(c);
    auto const                     instant = [&](std::size_t number) { return seen[*c[number - 1]].at; };

    // It starts with the first step.
    if (numbers.empty() || numbers.front() != 1) return false;

    // Each step by an activity that meets it.
    for (std::size_t const n : numbers)
        if (!meets(p.steps[n - 1].kinds, seen[*c[n - 1]].kind)) return false;

    // No activity meets two steps.
    for (std::size_t const n : numbers)
        for (std::size_t const m : numbers)
            if (n < m && *c[n - 1] == *c[m - 1]) return false;

    // Only optional steps are missing before the furthest.
    for (std::size_t k = 1; k < numbers.size(); ++k)
        if (!only_optional_between(p, numbers[k - 1], numbers[k])) return false;

    // Each step later than the one before; at one instant any order will do.
    for (std::size_t k = 1; k < numbers.size(); ++k)
        if (instant(numbers[k]) < instant(numbers[k - 1])) return false;

    // The window from the start.
    if (p.window)
        for (std::size_t const n : numbers)
            if (instant(n) - instant(1) > *p.window) return false;

    // The step's own window, from the last step met.
    for (std::size_t k = 1; k < numbers.size(); ++k) {
        std::optional<long> const within = p.steps[numbers[k] - 1].within;
        if (within && instant(numbers[k]) - instant(numbers[k - 1]) > *within) return false;
    }

    // Exclusions and strict.
    for (std::size_t k = 1; k < numbers.size(); ++k)
        if (gap_broken(p, seen, numbers[k - 1], numbers[k], instant(numbers[k - 1]), instant(numbers[k]))) return false;

    return true;
}

/// The attempt could go on with an activity that comes just after as_of.
inline bool is_open(plan const& p, std::vector<activity> const& seen, choice const& attempt)
{
    std::size_t const last     = steps_met(attempt).back();
    long const        start_at = seen[*attempt[0]].at;
    long const        last_at  = seen[*attempt[last - 1]].at;
    for (std::size_t next = last + 1; next <= p.steps.size(); ++next) {
        if (!only_optional_between(p, last, next)) continue;
        if (p.window && !(start_at + *p.window > p.as_of)) continue;
        std::optional<long> const within = p.steps[next - 1].within;
        if (within && !(last_at + *within > p.as_of)) continue;
        if (gap_broken(p, seen, last, next, last_at, p.as_of + 1)) continue;
        return true;
    }
    return false;
}

/// Attempt a counts before attempt b.
inline bool counts_before(std::vector<activity> const& seen, choice const& a, choice const& b)
{
    std::vector<std::size_t> const steps_a = steps_met(a);
    std::vector<std::size_t> const steps_b = steps_met(b);
    auto const                     instant = [&](choice const& c, std::size_t number) { return seen[*c[number - 1]].at; };

    // The latest step met.
    if (steps_a.back() != steps_b.back()) return steps_a.back() > steps_b.back();

    // The earliest start.
    if (instant(a, 1) != instant(b, 1)) return instant(a, 1) < instant(b, 1);

    // The furthest step earliest.
    std::size_t const furthest = steps_a.back();
    if (instant(a, furthest) != instant(b, furthest)) return instant(a, furthest) < instant(b, furthest);

    // Most steps met.
    if (steps_a.size() != steps_b.size()) return steps_a.size() > steps_b.size();

    // The earliest step by step; a missing step is later than any met.
    for (std::size_t n = 1; n <= a.size(); ++n) {
        bool const met_a = a[n - 1].has_value();
        bool const met_b = b[n - 1].has_value();
        if (met_a != met_b) return met_a;
        if (met_a && instant(a, n) != instant(b, n)) return instant(a, n) < instant(b, n);
    }
    return false;
}

/// Every choice for the steps from `at_step` (from 0) on: missing, or any activity that meets the step.
template <class Use>
void every_choice(plan const& p, std::vector<activity> const& seen, choice& c, std::size_t at_step, Use const& use)
{
    if (at_step == p.steps.size()) {
        use(c);
        return;
    }
    c[at_step].reset();
    every_choice(p, seen, c, at_step + 1, use);
    for (std::size_t i = 0; i < seen.size(); ++i) {
        if (!meets(p.steps[at_step].kinds, seen[i].kind)) continue;
        c[at_step] = i;
        every_choice(p, seen, c, at_step + 1, use);
    }
    c[at_step].reset();
}

} // namespace detail

/// One lead's activities, in any order; those later than as_of are not looked at.
inline result follow(plan const& p, std::vector<activity> const& activities)
{
    detail::check(p);

    std::vector<activity> seen;
    for (activity const& x : activities)
        if (x.at <= p.as_of) seen.push_back(x);

    std::optional<detail::choice> best;
    bool                          any_open = false;
    detail::choice                c(p.steps.size());
    detail::every_choice(p, seen, c, 0, [&](detail::choice const& tried) {
        if (!detail::is_attempt(p, seen, tried)) return;
        if (!best || detail::counts_before(seen, tried, *best)) best = tried;
        if (detail::is_open(p, seen, tried)) any_open = true;
    });

    result r;
    r.met.resize(p.steps.size());
    if (!best) return r;
    r.furthest = detail::steps_met(*best).back();
    for (std::size_t i = 0; i < p.steps.size(); ++i)
        if ((*best)[i]) r.met[i] = seen[*(*best)[i]].at;
    r.pending = r.furthest < p.steps.size() && any_open;
    return r;
}

} // namespace leadmetrics_tests::sequence_twin

#endif
