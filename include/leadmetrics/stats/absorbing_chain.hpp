// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_STATS_ABSORBING_CHAIN_HPP
#define LEADMETRICS_STATS_ABSORBING_CHAIN_HPP

// What becomes of those who go from state to state until they convert or are lost?

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace v0_1 {

/// A chain of states that ends: each step leads to another state, or to the end that was hoped for (`converted`), or to the other (`lost`). From
/// how often each step was seen; from every state some end can be reached. (Kemeny & Snell 1960, "Finite Markov chains", chapter III.)
class absorbing_chain {
public:
    static constexpr std::size_t converted = SIZE_MAX, lost = SIZE_MAX - 1;

    struct step {
        std::size_t from  = 0;
        std::size_t to    = 0; ///< a state, or one of the two ends
        double      times = 0; ///< seen; above 0
    };

    absorbing_chain(std::size_t states, std::size_t start, std::vector<step> steps) : start_(start), first_(states + 1), end_(states)
    {
        std::sort(steps.begin(), steps.end(), [](step const& a, step const& b) { return a.from != b.from ? a.from < b.from : a.to < b.to; });
        std::vector<double> leaving(states);
        for (step const& one : steps) leaving[one.from] += one.times;
        for (step const& one : steps) {
            double const p = one.times / leaving[one.from];
            if (one.to == converted) end_[one.from] = p;
            else if (one.to != lost) {
                ++first_[one.from + 1];
                to_.push_back(one.to);
                probability_.push_back(p);
            }
        }
        for (std::size_t s = 0; s != states; ++s) first_[s + 1] += first_[s];
    }

    /// The probability of converting, from the start. Complexity: see conversion_without.
    [[nodiscard]] double conversion() const { return conversion_without(std::vector<bool>(states())); }

    /// The same where all that flows into some states is lost. Closed in on from below and above until nothing is between: linear in steps, times
    /// a number that depends on how often paths go in circles.
    [[nodiscard]] double conversion_without(std::vector<bool> const& removed) const
    {
        if (removed[start_]) return 0;
        auto const          order = ends_first(removed);
        std::vector<double> low(states()), high(states());
        for (std::size_t const s : order) high[s] = 1;
        // Each is worked out from those behind it: where nothing goes in circles, once is enough. Every circle is left with some probability, so
        // that what is between the two fades; it ends where neither changes.
        for (bool moved = true; moved;) {
            moved = false;
            for (std::size_t const s : order) {
                double const l = from(s, low), h = from(s, high);
                moved   = moved || l > low[s] || h < high[s];
                low[s]  = (std::max)(low[s], l);
                high[s] = (std::min)(high[s], h);
            }
            if (high[start_] - low[start_] <= 1e-16 * high[start_]) break;
        }
        return low[start_] + (high[start_] - low[start_]) / 2;
    }

    /// For each state, the share of conversions that visit it: 1 - conversion_without(it) / conversion(), all from one factorisation of the
    /// fundamental matrix N = (1 - Q)^-1: N(start, s) h(s) / (N(s, s) h(start)), with h the probabilities of converting. All 0 where nothing
    /// converts. Complexity: the cube of the number of states.
    [[nodiscard]] std::vector<double> visited_by_conversions() const
    {
        std::size_t const   n = states();
        std::vector<double> a(n * n); // 1 - Q, then its factors; it dominates by rows, so that no rows need to change places
        for (std::size_t s = 0; s != n; ++s) {
            a[s * n + s] = 1;
            for (std::size_t k = first_[s]; k != first_[s + 1]; ++k) a[s * n + to_[k]] -= probability_[k];
        }
        for (std::size_t k = 0; k != n; ++k)
            for (std::size_t i = k + 1; i != n; ++i) {
                double const factor = a[i * n + k] /= a[k * n + k];
                if (factor == 0) continue;
                for (std::size_t j = k + 1; j != n; ++j) a[i * n + j] -= factor * a[k * n + j];
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
    [[nodiscard]] double from(std::size_t s, std::vector<double> const& h) const noexcept
    {
        double sum = end_[s];
        for (std::size_t k = first_[s]; k != first_[s + 1]; ++k) sum += probability_[k] * h[to_[k]];
        return sum;
    }

    /// The states that can be reached, each behind those that it leads to, as far as there are no circles.
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
    std::vector<double>      end_; // of converting at the next step
};

}} // namespace leadmetrics

#endif
