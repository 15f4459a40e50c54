// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_STATS_ABSORBING_CHAIN_HPP
#define LEADMETRICS_STATS_ABSORBING_CHAIN_HPP

// What becomes of those who go from state to state until they convert or are lost?

#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// A chain of states that ends: each step leads to another state, or to one of two ends, `converted` and `lost`. It is made from how often each step
/// was seen. A state without steps is lost, and so is who can never leave a circle of states. (Kemeny & Snell 1960, "Finite Markov chains", chapter
/// III.)
///
/// Refused: a start or a step's state that is not one of `states`, times that are not finite or not above 0. Values of it may be read by several
/// threads.
class absorbing_chain {
public:
    static constexpr std::size_t converted = SIZE_MAX, lost = SIZE_MAX - 1;

    struct step {
        std::size_t from  = 0;
        std::size_t to    = 0; ///< a state, or one of the two ends
        double      times = 0; ///< seen; above 0
    };

    absorbing_chain(std::size_t states, std::size_t start, std::vector<step> steps) : start_(start), first_(states + 1), end_(states), lost_(states)
    {
        check(states, steps);
        std::sort(steps.begin(), steps.end(), [](step const& a, step const& b) { return a.from != b.from ? a.from < b.from : a.to < b.to; });
        std::vector<double> leaving(states);
        for (step const& one : steps) leaving[one.from] += one.times;
        for (step const& one : steps) {
            double const p = one.times / leaving[one.from];
            if (one.to == converted) end_[one.from] += p;
            else if (one.to == lost) lost_[one.from] += p;
            else {
                ++first_[one.from + 1];
                to_.push_back(one.to);
                probability_.push_back(p);
            }
        }
        for (std::size_t s = 0; s != states; ++s) first_[s + 1] += first_[s];
    }

    /// The probability of converting, from the start. Complexity: see conversion_without.
    [[nodiscard]] double conversion() const { return conversion_without(std::vector<bool>(states())); }

    /// The same where all that flows into some states is lost. Refused: another number of flags than there are states.
    ///
    /// It is closed in on from below and above, which is linear in steps where nothing goes in circles. Where paths go in circles that are hardly
    /// ever left, states are eliminated one after another instead (Grassmann, Taksar & Heyman 1985: without a subtraction, so that tiny
    /// probabilities keep their digits), at the cube of the number of states. With more than 1500 states in reach, iteration goes on for at most
    /// 10^9 steps, and the middle of what is left between the two is returned.
    [[nodiscard]] double conversion_without(std::vector<bool> const& removed) const
    {
        if (removed.size() != states())
            detail::refuse("absorbing_chain.removed", std::to_string(removed.size()) + " flags",
                           "give one for each of the " + std::to_string(states()) + " states");
        if (removed[start_]) return 0;
        auto const          order = ends_first(removed);
        std::vector<double> low(states()), high(states());
        for (std::size_t const s : order) high[s] = 1;
        constexpr std::size_t few_rounds = 100, most_steps = 1'000'000'000;
        bool const            small  = order.size() <= most_eliminated;
        std::size_t const     rounds = small ? few_rounds : most_steps / (to_.size() + order.size() + 1) + 1;
        // Each state is worked out from those behind it: where nothing goes in circles, one round is enough.
        for (std::size_t round = 0; round != rounds; ++round) {
            bool moved = false;
            for (std::size_t const s : order) {
                double const l = from(s, low), h = from(s, high);
                moved   = moved || l > low[s] || h < high[s];
                low[s]  = (std::max)(low[s], l);
                high[s] = (std::min)(high[s], h);
            }
            if (high[start_] - low[start_] <= 1e-16 * high[start_]) return low[start_] + (high[start_] - low[start_]) / 2;
            if (!moved) break;
        }
        if (small) return eliminated(order);
        return low[start_] + (high[start_] - low[start_]) / 2;
    }

    /// For each state, the share of conversions that visit it: 1 - conversion_without(it) / conversion(), all from one factorisation of the
    /// fundamental matrix N = (1 - Q)^-1: N(start, s) h(s) / (N(s, s) h(start)), with h the probabilities of converting. All 0 where nothing
    /// converts. Complexity: the cube of the number of states.
    [[nodiscard]] std::vector<double> visited_by_conversions() const
    {
        std::size_t const   n = states();
        std::vector<double> a(n * n); // 1 - Q, then its factors; it dominates by rows, so that no rows need to change places
        std::vector<double> leave(n); // what a row adds up to: the probability of an end at the next step, among the states that are left
        for (std::size_t s = 0; s != n; ++s) {
            for (std::size_t k = first_[s]; k != first_[s + 1]; ++k) a[s * n + to_[k]] -= probability_[k];
            leave[s] = end_[s] + lost_[s];
        }
        for (std::size_t k = 0; k != n; ++k) {
            // The diagonal is the sum of what leaves, not 1 less what stays: no digits are lost however seldom a circle is left.
            double diagonal = leave[k];
            for (std::size_t j = k + 1; j != n; ++j) diagonal -= a[k * n + j];
            a[k * n + k] = diagonal > 0 ? diagonal : 1; // of a state that is never left: nothing comes of it
            for (std::size_t i = k + 1; i != n; ++i) {
                double const factor = a[i * n + k] /= a[k * n + k];
                if (factor == 0) continue;
                for (std::size_t j = k + 1; j != n; ++j)
                    if (j != i) a[i * n + j] -= factor * a[k * n + j];
                leave[i] -= factor * leave[k];
            }
        }
        auto const solve = [&](std::vector<double> x) {
            for (std::size_t i = 0; i != n; ++i)
                for (std::size_t j = 0; j != i; ++j) x[i] -= a[i * n + j] * x[j];
            for (std::size_t i = n; i-- != 0;) {
                for (std::size_t j = i + 1; j != n; ++j) x[i] -= a[i * n + j] * x[j];
                x[i] /= a[i * n + i];
            }
            return x;
        };
        auto const          h = solve(end_);
        std::vector<double> visited(n);
        for (std::size_t s = 0; s != n && h[start_] > 0; ++s) {
            std::vector<double> unit(n);
            unit[s]           = 1;
            auto const column = solve(std::move(unit)); // N(., s)
            visited[s]        = column[start_] * h[s] / (column[s] * h[start_]);
        }
        return visited;
    }

    [[nodiscard]] std::size_t states() const noexcept { return end_.size(); }

private:
    static constexpr std::size_t most_eliminated = 1500; // states, at the cube of which elimination takes about a second

    void check(std::size_t states, std::vector<step> const& steps) const
    {
        auto const numbered = [&](char const* what, std::size_t state) {
            if (state >= states)
                detail::refuse(std::string{"absorbing_chain."} + what, std::to_string(state),
                               "there are " + std::to_string(states) + " states, from 0 on");
        };
        numbered("start", start_);
        for (step const& one : steps) {
            numbered("steps.from", one.from);
            if (one.to != converted && one.to != lost) numbered("steps.to", one.to);
            if (!(one.times > 0 && std::isfinite(one.times)))
                detail::refuse("absorbing_chain.steps.times", std::to_string(one.times), "give how often a step was seen, above 0");
        }
    }

    [[nodiscard]] double from(std::size_t s, std::vector<double> const& h) const noexcept
    {
        double sum = end_[s];
        for (std::size_t k = first_[s]; k != first_[s + 1]; ++k) sum += probability_[k] * h[to_[k]];
        return sum;
    }

    /// The probability of converting by elimination of all states but the start, which stands last in `order`. Steps to states that are not in
    /// `order` are lost.
    [[nodiscard]] double eliminated(std::vector<std::size_t> const& order) const
    {
        std::size_t const        n = order.size();
        std::vector<std::size_t> place(states(), SIZE_MAX);
        for (std::size_t i = 0; i != n; ++i) place[order[i]] = i;
        std::vector<double> p(n * n), won(n), gone(n);
        for (std::size_t i = 0; i != n; ++i) {
            won[i]  = end_[order[i]];
            gone[i] = lost_[order[i]];
            for (std::size_t k = first_[order[i]]; k != first_[order[i] + 1]; ++k) {
                if (place[to_[k]] == SIZE_MAX) gone[i] += probability_[k];
                else p[i * n + place[to_[k]]] += probability_[k];
            }
        }
        for (std::size_t k = 0; k + 1 < n; ++k) {
            double leaves = won[k] + gone[k]; // but for those that stay
            for (std::size_t j = k + 1; j != n; ++j) leaves += p[k * n + j];
            for (std::size_t i = k + 1; i != n; ++i) {
                double const comes = p[i * n + k];
                if (comes == 0) continue;
                if (leaves == 0) { // a circle that is never left
                    gone[i] += comes;
                    continue;
                }
                double const factor = comes / leaves;
                for (std::size_t j = k + 1; j != n; ++j) p[i * n + j] += factor * p[k * n + j];
                won[i] += factor * won[k];
                gone[i] += factor * gone[k];
            }
        }
        double const ends = won[n - 1] + gone[n - 1];
        return ends > 0 ? won[n - 1] / ends : 0;
    }

    /// The states that can be reached, each behind those that it leads to, as far as there are no circles; the start is the last.
    [[nodiscard]] std::vector<std::size_t> ends_first(std::vector<bool> const& removed) const
    {
        std::vector<bool>        seen = removed;
        std::vector<std::size_t> order, way{start_}, next = first_;
        seen[start_] = true;
        while (!way.empty()) {
            std::size_t const s = way.back();
            if (next[s] == first_[s + 1]) {
                order.push_back(s);
                way.pop_back();
                continue;
            }
            std::size_t const to = to_[next[s]++];
            if (seen[to]) continue;
            seen[to] = true;
            way.push_back(to);
        }
        return order;
    }

    std::size_t              start_;
    std::vector<std::size_t> first_; // of each state's steps
    std::vector<std::size_t> to_;
    std::vector<double>      probability_;
    std::vector<double>      end_;  // of converting at the next step
    std::vector<double>      lost_; // of being lost at the next step
};

}} // namespace leadmetrics

#endif
