// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_DETAIL_SEQUENCE_SEARCH_HPP
#define LEADMETRICS_REPORT_DETAIL_SEQUENCE_SEARCH_HPP

#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/report/detail/sequence_rules.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// The attempt of a lead in a plain sequence, in one pass over its activities in order and one back. Empty where an activity that meets several
/// steps shares its instant with others: then the order at that instant is a question of its own.
inline std::optional<sequence_attempt> plain_attempt(sequence_rules const& rules, sequence_marks const& marks)
{
    sequence_attempt                              found;
    std::array<std::int64_t, most_sequence_steps> start; // the latest start of an attempt that has met the step
    step_set                                      met    = 0;
    auto const                                    begins = [](sequence_mark const& one) { return (one.steps & 1) != 0; };
    for (std::size_t i = 0; i != marks.size();) {
        std::int64_t const at  = marks[i].at;
        step_set           all = marks[i].steps;
        bool               one = true; // whether each of the others meets one step
        std::size_t        n   = 1;
        for (; i + n != marks.size() && marks[i + n].at == at; ++n) {
            one = one && std::has_single_bit(marks[i + n].steps);
            all |= marks[i + n].steps;
        }
        if (n != 1 && !(one && std::has_single_bit(marks[i].steps))) return std::nullopt;
        i += n;
        // One activity meets one step: the later step first, so that it does not build on what the same activity meets.
        auto const meet = [&](std::size_t step) {
            if (step == 0) start[0] = at;
            else if ((met & one_step(step - 1)) == 0 || saturated_difference(at, start[step - 1]) > rules.window) return;
            else start[step] = (met & one_step(step)) != 0 ? (std::max)(start[step], start[step - 1]) : start[step - 1];
            met |= one_step(step);
        };
        if (n == 1)
            for (; all != 0; all ^= std::bit_floor(all)) meet(static_cast<std::size_t>(std::bit_width(all)) - 1);
        else
            for (; all != 0; all &= all - 1) meet(static_cast<std::size_t>(std::countr_zero(all)));
    }
    found.furthest = static_cast<std::size_t>(std::bit_width(met));
    if (found.furthest == 0) return found;
    found.pending = found.furthest != rules.steps && start[0] > rules.open_after;
    if (found.furthest == 1) {
        found.meet(0, std::find_if(marks.begin(), marks.end(), begins)->at);
        return found;
    }
    // Back: the earliest instant at which the furthest step is met by an attempt that meets a step here or later. The last start within the window
    // of its end that is seen is the earliest.
    std::size_t const                             last = found.furthest - 1;
    std::array<std::int64_t, most_sequence_steps> end;
    step_set                                      reaches = 0;
    std::size_t                                   first   = 0;
    for (std::size_t i = marks.size(); i != 0;) {
        std::int64_t const at   = marks[i - 1].at;
        step_set           all  = marks[i - 1].steps;
        std::size_t        from = i - 1;
        for (; from != 0 && marks[from - 1].at == at; --from) all |= marks[from - 1].steps;
        bool const alone = i - from == 1;
        i                = from;
        all &= (one_step(last) << 1) - 1;
        auto const meet = [&](std::size_t step) {
            if (step == last) end[step] = at;
            else if ((reaches & one_step(step + 1)) == 0) return;
            else end[step] = end[step + 1];
            reaches |= one_step(step);
            if (step == 0 && saturated_difference(end[0], at) <= rules.window) first = from;
        };
        if (alone)
            for (; all != 0; all &= all - 1) meet(static_cast<std::size_t>(std::countr_zero(all)));
        else
            for (; all != 0; all ^= std::bit_floor(all)) meet(static_cast<std::size_t>(std::bit_width(all)) - 1);
    }
    std::size_t step = 0;
    for (std::size_t i = first; step <= last;) { // each instant's activities meet one step each
        step_set          all  = marks[i].steps;
        std::size_t const from = i;
        for (++i; i != marks.size() && marks[i].at == marks[from].at; ++i) all |= marks[i].steps;
        for (bool once = i - from == 1; step <= last && (all & one_step(step)) != 0;) {
            found.meet(step++, marks[from].at);
            if (once) break;
        }
    }
    return found;
}

/// The attempt of a lead in any sequence.
///
/// All that a rule says of the gap between two steps bounds the instant of the earlier one from below, and the bound never falls from one instant to
/// the next. So for each pair of steps that may follow each other the best earlier instant is the best of a window that slides: each instant enters
/// and leaves a queue once. Three passes: forward for the furthest step and what is pending; back for the earliest start and the earliest end; back
/// again for the most steps. Then the attempt is read off, step by step. Complexity: instants × pairs of steps.
class sequence_search {
public:
    sequence_search(sequence_rules const& rules, sequence_marks const& marks) : rules_(rules), marks_(marks)
    {
        for (std::size_t i = 0; i != marks.size(); ++i) {
            if (moments_.empty() || moments_.back().at != marks[i].at) moments_.push_back({marks[i].at, i, i, 0, 0});
            moments_.back().end = i + 1;
            moments_.back().steps |= marks[i].steps;
            moments_.back().excludes |= marks[i].excludes;
        }
        for (std::size_t last = 0; last != rules.steps; ++last)
            for (std::size_t next = last + 1; next != rules.steps; ++next)
                if (rules.may_follow(last, next)) gaps_.push_back({last, next, rules.holding(last, next), {}, 0, 0});
    }

    [[nodiscard]] sequence_attempt find()
    {
        sequence_attempt found;
        forward(found);
        if (found.furthest == 0) return found;
        last_             = found.furthest - 1;
        auto const [m, t] = earliest();
        first_            = m;
        end_              = t;
        read_off(found);
        return found;
    }

private:
    static constexpr std::int64_t none = INT64_MAX;

    struct moment {
        std::int64_t at;
        std::size_t  begin, end; // of its activities
        step_set     steps, excludes;
    };
    /// Two steps that may be met one after the other, and the best instants at which the one that is known was met.
    struct gap {
        std::size_t                                       last, next;
        step_set                                          holding;
        std::vector<std::pair<std::size_t, std::int64_t>> best; // (moment, value): values that grow worse, the front is the best
        std::size_t                                       front = 0;
        std::size_t                                       bound = 0; // no moment beyond this one

        void clear(std::size_t start)
        {
            best.clear();
            front = 0;
            bound = start;
        }
        /// The smaller value is the better.
        void push(std::size_t moment, std::int64_t value)
        {
            if (value == none) return;
            while (best.size() != front && best.back().second >= value) best.pop_back();
            best.emplace_back(moment, value);
        }
        [[nodiscard]] std::int64_t value() const { return best.size() == front ? none : best[front].second; }
    };

    [[nodiscard]] bool breaks(gap const& one, moment const& here) const noexcept { return rules_.strict || (here.excludes & one.holding) != 0; }

    /// Whether different activities of one instant can meet these steps (a matching, by augmenting paths).
    [[nodiscard]] bool can_meet(step_set steps, moment const& here) const
    {
        if ((steps & ~here.steps) != 0) return false;
        std::size_t const n = here.end - here.begin;
        if (std::has_single_bit(steps)) return true;
        if (static_cast<std::size_t>(std::popcount(steps)) > n) return false;
        std::vector<std::size_t> meets(n, most_sequence_steps); // the step that each activity meets
        for (step_set rest = steps; rest != 0; rest &= rest - 1) {
            std::vector<bool> seen(n);
            if (!augment(static_cast<std::size_t>(std::countr_zero(rest)), here, meets, seen)) return false;
        }
        return true;
    }
    bool augment(std::size_t step, moment const& here, std::vector<std::size_t>& meets, std::vector<bool>& seen) const
    {
        for (std::size_t i = 0; i != meets.size(); ++i) {
            if (seen[i] || (marks_[here.begin + i].steps & one_step(step)) == 0) continue;
            seen[i] = true;
            if (meets[i] != most_sequence_steps && !augment(meets[i], here, meets, seen)) continue;
            meets[i] = step;
            return true;
        }
        return false;
    }
    /// How many further steps can be met at the instant at which the steps `met` are, the last of them `from` and the last of the further ones `to`?
    /// Steps that can be met together are a matroid, so that taking optional ones one by one gives the most of them. None: -1.
    [[nodiscard]] int more_steps(step_set met, std::size_t from, std::size_t to, moment const& here) const
    {
        if (from == to) return 0;
        step_set const between = steps_between(from, to);
        step_set       all     = met | (between & ~rules_.optional) | one_step(to);
        if (!can_meet(all, here)) return -1;
        for (step_set rest = between & rules_.optional & here.steps; rest != 0; rest &= rest - 1)
            if (step_set const more = all | one_step(static_cast<std::size_t>(std::countr_zero(rest))); can_meet(more, here)) all = more;
        return std::popcount(all) - std::popcount(met);
    }

    void forward(sequence_attempt& found)
    {
        std::size_t const         k = rules_.steps;
        std::vector<std::int64_t> enter(k), start(k); // minus the latest start of an attempt that meets the step now: first; at all
        for (gap& one : gaps_) one.clear(0);
        for (std::size_t m = 0; m != moments_.size(); ++m) {
            moment const& here = moments_[m];
            std::fill(enter.begin(), enter.end(), none);
            std::fill(start.begin(), start.end(), none);
            if ((here.steps & 1) != 0) enter[0] = minus(here.at);
            for (gap& one : gaps_) {
                if ((here.steps & one_step(one.next)) == 0) continue;
                while (one.bound != m && saturated_difference(here.at, moments_[one.bound].at) > rules_.of[one.next].within) ++one.bound;
                drop_before(one);
                if (one.value() != none && in_window(one.value(), here.at)) enter[one.next] = (std::min)(enter[one.next], one.value());
            }
            for (std::size_t q = 0; q != k; ++q) {
                if (enter[q] == none) continue;
                for (std::size_t r = q; r != k; ++r)
                    if (enter[q] < start[r] && more_steps(one_step(q), q, r, here) >= 0) start[r] = enter[q];
            }
            for (std::size_t q = 0; q != k; ++q)
                if (start[q] != none) found.furthest = (std::max)(found.furthest, q + 1);
            for (gap& one : gaps_) {
                if (breaks(one, here)) one.bound = (std::max)(one.bound, m); // from here on, only what is met at this instant or later
                one.push(m, start[one.last]);
            }
        }
        if (found.furthest == k) return;
        if (k == 1) return;
        for (gap& one : gaps_) {
            while (one.bound != moments_.size() && moments_[one.bound].at <= rules_.of[one.next].open_after) ++one.bound;
            drop_before(one);
            // A later start has a smaller value.
            if (one.value() != none && minus(one.value()) > rules_.open_after) found.pending = true;
        }
    }
    static void drop_before(gap& one)
    {
        while (one.front != one.best.size() && one.best[one.front].first < one.bound) ++one.front;
    }
    /// Minus an instant: the latest start has the smallest value. Saturates, and leaves `none` alone.
    static constexpr std::int64_t minus(std::int64_t at) noexcept { return at <= -INT64_MAX ? INT64_MAX - 1 : -at; }
    [[nodiscard]] bool            in_window(std::int64_t minus_start, std::int64_t at) const noexcept
    {
        return saturated_difference(at, minus(minus_start)) <= rules_.window;
    }

    /// Goes back over the moments. `finish(m)`: the value of meeting the last step at moment m. `cost(steps)`: the value of so many steps. Calls
    /// visit(m, enter, leave) with the best values of what follows when a step is the first that is met at m, and the last one.
    template <class Finish, class Cost, class Visit>
    void back(Finish const& finish, Cost const& cost, Visit const& visit)
    {
        std::vector<std::int64_t> enter(last_ + 1), leave(last_ + 1);
        for (gap& one : gaps_) one.clear(moments_.size() - 1);
        for (std::size_t m = moments_.size(); m-- != 0;) {
            moment const& here = moments_[m];
            std::fill(enter.begin(), enter.end(), none);
            std::fill(leave.begin(), leave.end(), none);
            for (gap& one : gaps_) {
                if (one.next > last_) continue;
                while (one.bound != m && saturated_difference(moments_[one.bound].at, here.at) > rules_.of[one.next].within) --one.bound;
                while (one.front != one.best.size() && one.best[one.front].first > one.bound) ++one.front;
                leave[one.last] = (std::min)(leave[one.last], one.value());
            }
            leave[last_] = finish(m);
            for (std::size_t q = 0; q <= last_; ++q) {
                if ((here.steps & one_step(q)) == 0) continue;
                for (std::size_t r = q; r <= last_; ++r) {
                    if (leave[r] == none) continue;
                    int const more = more_steps(one_step(q), q, r, here);
                    if (more >= 0) enter[q] = (std::min)(enter[q], leave[r] + cost(1 + more));
                }
            }
            visit(m, enter, leave);
            for (gap& one : gaps_) {
                if (one.next > last_) continue;
                if (breaks(one, here)) one.bound = (std::min)(one.bound, m);
                one.push(m, enter[one.next]);
            }
        }
    }

    /// The moment at which the earliest attempt that meets the last step starts, and the earliest instant at which one from there meets it.
    std::pair<std::size_t, std::int64_t> earliest()
    {
        std::pair<std::size_t, std::int64_t> found{0, 0};
        back([&](std::size_t m) { return moments_[m].at; }, [](int) { return std::int64_t{0}; },
             [&](std::size_t m, auto const& enter, auto const&) {
                 if (enter[0] != none && saturated_difference(enter[0], moments_[m].at) <= rules_.window) found = {m, enter[0]};
             });
        return found;
    }

    void read_off(sequence_attempt& found)
    {
        std::size_t const         k = last_ + 1;
        std::vector<std::int64_t> enter(moments_.size() * k), leave(moments_.size() * k);
        back([&](std::size_t m) { return moments_[m].at == end_ ? std::int64_t{0} : none; }, [](int steps) { return std::int64_t{-steps}; },
             [&](std::size_t m, auto const& in, auto const& out) {
                 std::copy(in.begin(), in.end(), enter.begin() + static_cast<std::ptrdiff_t>(m * k));
                 std::copy(out.begin(), out.end(), leave.begin() + static_cast<std::ptrdiff_t>(m * k));
             });
        std::size_t  m = first_, step = 0;
        step_set     here = 1;                // the steps met at moment m so far
        std::int64_t rest = enter[m * k] + 1; // minus the number of steps to come
        found.meet(0, moments_[m].at);
        while (step != last_) {
            bool moved = false;
            for (std::size_t next = step + 1; !moved && next <= last_ && rules_.may_follow(step, next); ++next) {
                if (step_set const both = here | one_step(next); can_meet(both, moments_[m]) && best_from(both, next, m, leave) == rest + 1) {
                    here  = both;
                    moved = true;
                } else if (auto const later = next_moment(step, next, m, rest, enter)) {
                    m     = *later;
                    here  = one_step(next);
                    moved = true;
                }
                if (moved) {
                    step = next;
                    ++rest;
                    found.meet(step, moments_[m].at);
                }
            }
            if (!moved) return; // cannot be: the pass back has seen a way
        }
    }
    /// Minus the most steps that can follow when the steps `met` are met at moment m, `from` the last of them.
    [[nodiscard]] std::int64_t best_from(step_set met, std::size_t from, std::size_t m, std::vector<std::int64_t> const& leave) const
    {
        std::int64_t best = none;
        for (std::size_t r = from; r <= last_; ++r) {
            std::int64_t const after = leave[m * (last_ + 1) + r];
            if (after == none) continue;
            if (int const more = more_steps(met, from, r, moments_[m]); more >= 0) best = (std::min)(best, after - more);
        }
        return best;
    }
    /// The first later moment at which `next` can be met after `step` at moment m, so that `rest` comes true.
    [[nodiscard]] std::optional<std::size_t> next_moment(std::size_t step, std::size_t next, std::size_t m, std::int64_t rest,
                                                         std::vector<std::int64_t> const& enter) const
    {
        auto const one = std::find_if(gaps_.begin(), gaps_.end(), [&](gap const& g) { return g.last == step && g.next == next; });
        for (std::size_t later = m + 1; later != moments_.size(); ++later) {
            if (saturated_difference(moments_[later].at, moments_[m].at) > rules_.of[next].within) return std::nullopt;
            if (enter[later * (last_ + 1) + next] == rest) return later;
            if (breaks(*one, moments_[later])) return std::nullopt;
        }
        return std::nullopt;
    }

    sequence_rules const& rules_;
    sequence_marks const& marks_;
    std::vector<moment>   moments_;
    std::vector<gap>      gaps_;
    std::size_t           last_ = 0, first_ = 0;
    std::int64_t          end_ = 0;
};

/// The attempt of a lead. Its activities must come by instant; those that are nothing to the sequence may be left out, unless it is strict.
inline sequence_attempt find_attempt(sequence_rules const& rules, sequence_marks const& marks)
{
    if (rules.plain())
        if (auto const found = plain_attempt(rules, marks)) return *found;
    return sequence_search{rules, marks}.find();
}

}}} // namespace leadmetrics::detail

#endif
