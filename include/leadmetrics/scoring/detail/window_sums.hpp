// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DETAIL_WINDOW_SUMS_HPP
#define LEADMETRICS_SCORING_DETAIL_WINDOW_SUMS_HPP

#include <leadmetrics/scoring/detail/fading_sum.hpp>
#include <leadmetrics/scoring/detail/window_turn.hpp>
#include <leadmetrics/scoring/rule.hpp>
#include <leadmetrics/version.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// The windows of a rule that limits the points of each window. The sum of the latest window is the caller's; this class keeps those before.
template <class Duration>
class window_sums {
public:
    explicit window_sums(fading_sum<Duration> const& nothing) : before_(nothing), settled_(nothing) {}

    /// Returns the sum to which points of an instant belong; instants must come in order. Where they begin another window, the sum of the latest one
    /// is taken and cleared.
    fading_sum<Duration>& sum_for(std::int64_t at, limit_per_window<double> const& limit, fading_sum<Duration>& latest)
    {
        here_ = turn_.template take<Duration>(at, limit.same_window);
        if (here_ != window_turn::window::next) return here_ == window_turn::window::before ? before_ : latest;
        std::size_t kept = 0;
        over_.push_back(before_);
        for (fading_sum<Duration> const& one : over_)
            if (!settles(one, at, limit.most)) over_[kept++] = one;
        over_.resize(kept, before_);
        before_ = latest;
        latest.clear();
        ++number_;
        return latest;
    }
    void clear() noexcept
    {
        turn_ = {};
        before_.clear();
        settled_.clear();
        over_.clear();
    }

    /// The number of the window of the latest instant.
    [[nodiscard]] std::size_t number() const noexcept { return here_ == window_turn::window::before ? number_ - 1 : number_; }

    /// Returns what is left of the windows before the latest, each within its limit; see fading_sum::left.
    [[nodiscard]] double left(double most, std::int64_t when_on, std::int64_t when_off, double rest) const
    {
        double sum = settled_.left(when_on, when_off, rest);
        for (fading_sum<Duration> const& one : over_) sum += bounded_by(most, one.left(when_on, when_off, rest));
        return sum + bounded_by(most, before_.left(when_on, when_off, rest));
    }
    [[nodiscard]] bool only_falls() const noexcept
    {
        for (fading_sum<Duration> const& one : over_)
            if (one.off != 0) return false;
        return settled_.off == 0 && before_.off == 0;
    }

private:
    /// Adds a window to those that no limit reaches any more, if from this instant on its sum stays within the limit, or stays what it is.
    bool settles(fading_sum<Duration> const& one, std::int64_t now, double most)
    {
        double const left = one.left(now, now);
        if (std::abs(left) <= most) {
            settled_.add(one.reference, one.on);
            settled_.add(one.reference, one.off);
        } else if (one.weights == nullptr) settled_.add(now, bounded_by(most, left));
        else return false;
        return true;
    }

    window_turn                       turn_;
    window_turn::window               here_ = window_turn::window::next;
    fading_sum<Duration>              before_;  // of the window before the latest
    fading_sum<Duration>              settled_; // of the windows that are within their limits for ever
    std::vector<fading_sum<Duration>> over_;    // windows that were over their limits when a later window began
    std::size_t                       number_ = 0;
};

}}} // namespace leadmetrics::detail

#endif
