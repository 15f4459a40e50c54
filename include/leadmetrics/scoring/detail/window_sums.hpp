// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DETAIL_WINDOW_SUMS_HPP
#define LEADMETRICS_SCORING_DETAIL_WINDOW_SUMS_HPP

#include <leadmetrics/scoring/detail/fading_sum.hpp>
#include <leadmetrics/scoring/detail/points_given.hpp>
#include <leadmetrics/scoring/rule.hpp>
#include <leadmetrics/version.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// The windows of a rule that limits the points of each window. The sum of the latest window, the open one, is the caller's; this class tells when
/// another window begins, and keeps the sums of those before.
template <class Duration>
class window_sums {
public:
    explicit window_sums(fading_sum<Duration> const& nothing) : settled_(nothing) {}

    /// Tells of points; they must come in order of time. Where they begin another window, the sum of the open one is taken and cleared.
    void tell(std::int64_t at, limit_per_window<double> const& limit, fading_sum<Duration>& open)
    {
        if (any_ && !limit.same_window(second_of<Duration>(latest_), second_of<Duration>(at))) {
            std::size_t kept = 0;
            over_.push_back(open);
            for (fading_sum<Duration> const& one : over_)
                if (!settles(one, at, limit.most)) over_[kept++] = one;
            over_.resize(kept, open);
            open.clear();
            ++number_;
        }
        any_    = true;
        latest_ = at;
    }
    void clear() noexcept
    {
        any_ = false;
        settled_.clear();
        over_.clear();
    }

    /// The number of the open window.
    [[nodiscard]] std::size_t number() const noexcept { return number_; }

    /// Returns what is left of the windows before the open one, each within its limit; see fading_sum::left.
    [[nodiscard]] double left(double most, std::int64_t when_on, std::int64_t when_off, double rest) const
    {
        double sum = settled_.left(when_on, when_off, rest);
        for (fading_sum<Duration> const& one : over_) sum += bounded_by(most, one.left(when_on, when_off, rest));
        return sum;
    }
    [[nodiscard]] bool only_falls() const noexcept
    {
        for (fading_sum<Duration> const& one : over_)
            if (one.off != 0) return false;
        return settled_.off == 0;
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

    fading_sum<Duration>              settled_; // of the windows that are within their limits for ever
    std::vector<fading_sum<Duration>> over_;    // windows that were over their limits when a later window began
    std::size_t                       number_ = 0;
    std::int64_t                      latest_ = 0;
    bool                              any_    = false;
};

}}} // namespace leadmetrics::detail

#endif
