// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_STATS_INTERNAL_RATE_OF_RETURN_HPP
#define LEADMETRICS_STATS_INTERNAL_RATE_OF_RETURN_HPP

#include <leadmetrics/version.hpp>

#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// An amount of money on a day. The amount is positive where it is earned and negative where it is spent; the day is counted from any first day.
struct dated_amount {
    double days   = 0;
    double amount = 0;

    friend constexpr bool operator==(dated_amount const&, dated_amount const&) = default;
};

/// Returns Σ amount / (1 + rate)^(days / 365), which spreadsheets call XNPV. Empty where the result is not a finite number. `rate` is an annual rate
/// and must be more than -1. Complexity: linear.
[[nodiscard]] inline std::optional<double> net_present_value(std::vector<dated_amount> const& flows, double rate)
{
    double const log_rate = std::log1p(rate);
    double       sum      = 0;
    for (dated_amount const& flow : flows) sum += flow.amount * std::exp(-log_rate * flow.days / 365);
    if (!std::isfinite(sum)) return std::nullopt;
    return sum;
}

namespace detail {

/// The net present value as a function of x = ln(1 + rate), multiplied by a positive factor that keeps it finite. It has the sign of the net
/// present value for each x, and the same zeros.
class scaled_present_value {
public:
    /// `flows` must be in ascending order of days.
    explicit scaled_present_value(std::vector<dated_amount> const& flows) : flows_(flows) {}

    double operator()(double x) const
    {
        double const anchor = x < 0 ? flows_.back().days : flows_.front().days; // the term with the greatest factor
        double       sum    = 0;
        for (dated_amount const& flow : flows_) sum += flow.amount * std::exp(-x * (flow.days - anchor) / 365);
        return sum;
    }

private:
    std::vector<dated_amount> const& flows_;
};

/// Returns the zero of a function between two places at which the function has different signs. It uses the method of Ridders (1979), falls back
/// on bisection, and is exact to the last digits.
template <class F>
double zero_between(F const& f, double low, double high)
{
    double f_low = f(low);
    for (int round = 0; round != 200; ++round) {
        double const middle = low + (high - low) / 2;
        if (middle == low || middle == high) return middle;
        double const f_middle = f(middle);
        if (f_middle == 0) return middle;
        double const f_high = f(high), root = std::sqrt(f_middle * f_middle - f_low * f_high);
        double       next = middle + (middle - low) * (f_low < 0 ? -1 : 1) * f_middle / root;
        if (!(next > low && next < high)) next = middle;
        double const f_next = f(next);
        if (f_next == 0) return next;
        // Keep the narrowest interval in which the sign changes.
        for (auto const& [x, y] : {std::pair{middle, f_middle}, std::pair{next, f_next}}) {
            if (!(x > low && x < high)) continue;
            if ((y < 0) == (f_low < 0)) {
                low   = x;
                f_low = y;
            } else high = x;
        }
    }
    return low + (high - low) / 2;
}

} // namespace detail

/// Returns the annual rate at which the net present value of the flows is 0, which spreadsheets call XIRR. Empty where there is no such rate: all
/// flows are costs, all are revenues, there is only one flow, all flows are on one day, or the rate is not a finite number above -1. Where there
/// are several rates, the result is the one nearest to 10 %, at which spreadsheets start to search. Distance is measured in ln(1 + rate); two
/// rates that are closer to each other than a hundredth of their distance from 10 % may be missed. Complexity: some hundred passes over the flows.
///
/// The flows must be in ascending order of days.
[[nodiscard]] inline std::optional<double> internal_rate_of_return(std::vector<dated_amount> const& all)
{
    std::vector<dated_amount> flows; // the sums of each day, without those that are 0
    for (dated_amount const& flow : all) {
        if (!flows.empty() && flows.back().days == flow.days) flows.back().amount += flow.amount;
        else {
            if (!flows.empty() && flows.back().amount == 0) flows.pop_back();
            flows.push_back(flow);
        }
    }
    if (!flows.empty() && flows.back().amount == 0) flows.pop_back();
    int changes = 0;
    for (std::size_t i = 1; i < flows.size(); ++i) changes += (flows[i].amount < 0) != (flows[i - 1].amount < 0);
    if (changes == 0) return std::nullopt;

    detail::scaled_present_value const value{flows};
    double const                       start = std::log(1.1), farthest = 700; // e^700 is nearly all that a double holds
    auto const                         rate = [](double x) -> std::optional<double> {
        double const r = std::expm1(x);
        if (!std::isfinite(r) || r <= -1) return std::nullopt;
        return r;
    };
    double low = start, high = start, f_low = value(start), f_high = f_low;
    if (f_low == 0) return rate(start);
    for (double step = 0.001; low > -farthest || high < farthest;
         step *= changes == 1 ? 2 : 1.01) { // with one change of sign there is one root only (Descartes), so large steps miss none
        // The search goes outwards on both sides, so that the nearer root is found first.
        double const up = high + step, down = low - step, f_up = value(up), f_down = value(down);
        bool const   crossed_up = (f_up < 0) != (f_high < 0) || f_up == 0, crossed_down = (f_down < 0) != (f_low < 0) || f_down == 0;
        if (crossed_up || crossed_down) {
            double const above = crossed_up ? (f_up == 0 ? up : detail::zero_between(value, high, up)) : farthest * 3;
            double const below = crossed_down ? (f_down == 0 ? down : detail::zero_between(value, down, low)) : -farthest * 3;
            return rate(above - start <= start - below ? above : below);
        }
        high   = up;
        low    = down;
        f_high = f_up;
        f_low  = f_down;
    }
    return std::nullopt;
}

}} // namespace leadmetrics

#endif
