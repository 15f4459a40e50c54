// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_STATS_INCIDENCE_HPP
#define LEADMETRICS_STATS_INCIDENCE_HPP

#include <leadmetrics/core/detail/bulk.hpp>
#include <leadmetrics/core/detail/members.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/stats/normal.hpp>
#include <leadmetrics/stats/samples.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// The estimated share of leads that have moved within a time, with the variance of the estimate.
struct incidence_estimate {
    double                value           = 0;
    std::optional<double> variance        = 0.0; ///< empty where it is undefined, because all that were at risk have moved
    double                value_before    = 0;   ///< the value of the step before; set only where the variance is undefined
    double                variance_before = 0;

    /// Returns confidence limits that are symmetric on the scale log(-log(1 - incidence)), so that they stay between 0 and 1. They are [0, 0] where
    /// the incidence is 0. Where the variance is undefined, the lower limit is that of the step before and the upper limit is 1. Refused: a level
    /// that is not between 0 and 1.
    [[nodiscard]] leadmetrics::interval interval(double level = 0.95) const
    {
        double const z = detail::two_sided_z(level);
        if (!variance) return {limits(value_before, variance_before, z).low, 1};
        return limits(value, *variance, z);
    }

    friend constexpr bool operator==(incidence_estimate const&, incidence_estimate const&) = default;

private:
    static leadmetrics::interval limits(double value, double variance, double z)
    {
        if (value <= 0) return {0, 0};
        double const rest = 1 - value;
        if (rest <= 0) return {value, 1};
        double const error = std::sqrt(variance) / (rest * -std::log(rest)); // the standard error of log(-log(rest)), by the delta method
        return {1 - std::pow(rest, std::exp(-z * error)), 1 - std::pow(rest, std::exp(z * error))};
    }
};

/// Between which times a quantile lies, with some confidence.
struct quantile_limits {
    std::optional<seconds> low, high; ///< empty where the upper, or the lower, limit of the incidence never comes so far

    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"low", self.low}, figure{"high", self.high}};
    }
    friend constexpr bool operator==(quantile_limits const&, quantile_limits const&) = default;
};

/// The times from which an incidence curve is made: how long it took until a lead moved, was lost, or was last seen waiting.
struct incidence_times {
    samples moved;
    samples lost;    ///< a competing event: a lost lead will not move any more
    samples waiting; ///< censored: the lead had not moved by then

    incidence_times() = default;
    explicit incidence_times(precision kept) : moved(kept), lost(kept), waiting(kept) {}

    /// Sorts the times, as samples::settle does.
    void settle()
    {
        moved.settle();
        lost.settle();
        waiting.settle();
    }

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.moved, self.lost, self.waiting);
    }
    incidence_times& operator+=(incidence_times other) { return detail::add_members(*this, std::move(other)); }
    friend bool      operator==(incidence_times const&, incidence_times const&) = default;
};

/// What share of the leads that entered a step has moved on within time t? A step function of t (definitions, section 7). An empty curve is 0
/// everywhere.
class incidence {
public:
    /// The curve rises to `value` at `time`.
    struct step {
        seconds               time{};
        double                value                                = 0;
        double                variance                             = 0; ///< of the value; 0 in the last step where `all_moved`
        friend constexpr bool operator==(step const&, step const&) = default;
    };

    using curve = detail::bulk_vector<step>;

    incidence() = default;
    incidence(curve steps, bool all_moved, std::shared_ptr<incidence_times const> times = {})
        : steps_(std::move(steps)), all_moved_(all_moved), times_(std::move(times))
    {
    }

    /// Returns the share that has moved within t; 0 before the first step. Complexity: logarithmic.
    [[nodiscard]] incidence_estimate at(seconds t) const
    {
        auto const after = std::upper_bound(steps_.begin(), steps_.end(), t, [](seconds x, step const& s) { return x < s.time; });
        if (after == steps_.begin()) return {};
        return at_step(static_cast<std::size_t>(after - steps_.begin()) - 1);
    }

    /// Returns the earliest time at which the share is at least q (up to rounding: 1e-9); empty when it never is. Complexity: logarithmic.
    [[nodiscard]] std::optional<seconds> quantile(double q) const
    {
        auto const reached = std::partition_point(steps_.begin(), steps_.end(), [q](step const& s) { return !(s.value >= q - 1e-9); });
        if (reached == steps_.end()) return std::nullopt;
        return reached->time;
    }

    /// Returns the confidence limits of a quantile: the earliest times at which the upper and the lower limit of the share are at least q (up to
    /// rounding: 1e-9). R's quantile.survfit gives the same with log-log limits; where the curve is flat at exactly q, its limits are the middles of
    /// the flats, and these are their beginnings. Refused: a level that is not between 0 and 1. Complexity: linear in the steps.
    [[nodiscard]] leadmetrics::quantile_limits quantile_limits(double q, double level = 0.95) const
    {
        return quantile_limits(std::vector<double>{q}, level).front();
    }
    /// Returns the limits of several quantiles in one pass.
    [[nodiscard]] std::vector<leadmetrics::quantile_limits> quantile_limits(std::vector<double> const& qs, double level = 0.95) const
    {
        std::vector<leadmetrics::quantile_limits> all(qs.size());
        for (std::size_t i = 0; i != steps_.size(); ++i) {
            auto const limits = at_step(i).interval(level);
            bool       done   = true;
            for (std::size_t k = 0; k != qs.size(); ++k) {
                if (!all[k].low && limits.high >= qs[k] - 1e-9) all[k].low = steps_[i].time;
                if (!all[k].high && limits.low >= qs[k] - 1e-9) all[k].high = steps_[i].time;
                done = done && all[k].high;
            }
            if (done) break;
        }
        return all;
    }

    /// Returns the steps in ascending order of time: one for each time at which leads moved.
    [[nodiscard]] std::span<step const> steps() const noexcept { return steps_; }
    /// Returns whether all leads that were still at risk moved in the last step. The variance of that step is undefined.
    [[nodiscard]] bool all_moved() const noexcept { return all_moved_; }

    /// The times from which the curve was made, where they were kept; else null. lm::compare needs them.
    [[nodiscard]] incidence_times const* times() const noexcept { return times_.get(); }

    friend bool operator==(incidence const& a, incidence const& b)
    {
        bool const same_times = a.times_ == b.times_ || (a.times_ && b.times_ && *a.times_ == *b.times_);
        return same_times && a.all_moved_ == b.all_moved_ && a.steps_ == b.steps_;
    }

private:
    [[nodiscard]] incidence_estimate at_step(std::size_t i) const
    {
        step const& here = steps_[i];
        if (i + 1 != steps_.size() || !all_moved_) return {here.value, here.variance, 0, 0};
        if (i == 0) return {here.value, std::nullopt, 0, 0};
        return {here.value, std::nullopt, steps_[i - 1].value, steps_[i - 1].variance};
    }

    curve                                  steps_;
    bool                                   all_moved_ = false;
    std::shared_ptr<incidence_times const> times_;
};

namespace detail {

/// Computes the Aalen–Johansen estimate. The events are given in ascending order of time. Where nothing is lost, the estimate is Kaplan & Meier's
/// (1958).
///
/// The variance is the delta method's (Marubini & Valsecchi 1995, section 10.2.4). Its sums over earlier times s hold the rise
/// D = I(t) - I(s) since then, squared and single; when I rises by r, each D does, so that with a = Σ w, b = Σ w D, c = Σ w D² and
/// e = Σ v, f = Σ v D all follow from what they were: one pass, and no difference of large numbers.
class aalen_johansen {
public:
    explicit aalen_johansen(std::int64_t at_risk) noexcept : at_risk_(at_risk) {}

    /// Adds the leads that moved and that were lost at one time. Returns whether the incidence rose.
    bool events(std::int64_t moved, std::int64_t lost) noexcept
    {
        double const n = static_cast<double>(at_risk_), m = static_cast<double>(moved), out = static_cast<double>(moved + lost);
        double const one_of = 1 / n;
        if (moved != 0) {
            double const rise = survival_ * m * one_of;
            incidence_ += rise;
            c_ += rise * (2 * b_ + rise * a_);
            b_ += rise * a_;
            f_ += rise * e_;
            own_ += survival_ * rise * (n - m) * one_of * one_of;
            e_ += rise * one_of;
            all_moved_ = moved == at_risk_;
        }
        if (moved + lost != at_risk_) a_ += out * one_of / (n - out);
        survival_ *= (n - out) * one_of;
        at_risk_ -= moved + lost;
        return moved != 0;
    }
    /// Adds n leads that were last seen waiting at this time.
    void censored(std::int64_t n) noexcept { at_risk_ -= n; }

    [[nodiscard]] double value() const noexcept { return (std::min)(incidence_, 1.0); }
    [[nodiscard]] double variance() const noexcept { return (std::max)(c_ + own_ - 2 * f_, 0.0); }
    [[nodiscard]] bool   all_moved() const noexcept { return all_moved_; }

private:
    std::int64_t at_risk_;
    double       survival_ = 1, incidence_ = 0;
    double       a_ = 0, b_ = 0, c_ = 0; // w = d / (n (n - d)), where d counts moved and lost leads
    double       own_ = 0;               // Σ S² m (n - m) / n³
    double       e_ = 0, f_ = 0;         // v = S m / n²
    bool         all_moved_ = false;
};

} // namespace detail

/// Returns the incidence curve of times that are counted in `Duration`s. At equal times, moves and losses come before censorings. With
/// `keep`, the curve keeps the times. Complexity: that of sorting the times.
template <class Duration>
[[nodiscard]] incidence make_incidence(incidence_times times, bool keep = false)
{
    times.settle();
    detail::aalen_johansen estimate{times.moved.size() + times.lost.size() + times.waiting.size()};
    incidence::curve       steps;
    steps.reserve(times.moved.different_at_most());
    samples::ascending moved{times.moved}, lost{times.lost}, waiting{times.waiting};
    while (!moved.done()) {
        std::int64_t const time = (std::min)({moved.value(), lost.value(), waiting.value()});
        std::int64_t const m = moved.take(time), l = lost.take(time);
        if (m + l != 0 && estimate.events(m, l))
            steps.push_back({detail::to_seconds<Duration>(time), estimate.value(), estimate.all_moved() ? 0 : estimate.variance()});
        if (std::int64_t const w = waiting.take(time)) estimate.censored(w);
    }
    return {std::move(steps), estimate.all_moved(), keep ? std::make_shared<incidence_times const>(std::move(times)) : nullptr};
}

}} // namespace leadmetrics

#endif
