// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_STATS_EXACT_SUM_HPP
#define LEADMETRICS_STATS_EXACT_SUM_HPP

#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/version.hpp>

#include <cmath>
#include <concepts>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// A sum that does not depend on the order of its terms, nor on how they were split. For the user's own number types it is as exact as
/// their +.
template <class T>
class exact_sum {
public:
    constexpr void       add(T const& term) { sum_ = sum_ + term; }
    constexpr exact_sum& operator+=(exact_sum const& other)
    {
        add(other.sum_);
        return *this;
    }
    [[nodiscard]] constexpr long double value() const { return static_cast<long double>(sum_); }
    [[nodiscard]] constexpr T const&    exact() const { return sum_; }
    friend constexpr bool               operator==(exact_sum const& a, exact_sum const& b) { return a.sum_ == b.sum_; }
    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.sum_);
    }

private:
    T sum_{};
};

/// Integers: in 128 bits, which 2⁶⁴ terms of 64 bits cannot overflow.
template <std::integral T>
class exact_sum<T> {
public:
    constexpr void       add(T term) noexcept { sum_ += term; }
    constexpr exact_sum& operator+=(exact_sum const& other) noexcept
    {
        sum_ += other.sum_;
        return *this;
    }
    constexpr void                         add_times(detail::int128 term, detail::int128 times) noexcept { sum_ += term * times; }
    [[nodiscard]] constexpr long double    value() const noexcept { return static_cast<long double>(sum_); }
    [[nodiscard]] constexpr detail::int128 exact() const noexcept { return sum_; }
    friend constexpr bool                  operator==(exact_sum const&, exact_sum const&) = default;
    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.sum_);
    }

private:
    detail::int128 sum_ = 0;
};

/// Floating point: kept as numbers that do not overlap and whose sum is exactly that of the terms (Shewchuk 1997, "Adaptive precision
/// floating-point arithmetic", grow-expansion); `value` is that sum rounded once. Terms are finite. Two sums are equal if they are exactly so, not
/// only when rounded.
template <std::floating_point T>
class exact_sum<T> {
    using number = std::conditional_t<std::is_same_v<T, long double>, long double, double>; // holds every T exactly

public:
    void add(number term)
    {
        if (!parts_.empty() && !std::isfinite(parts_.back())) return; // beyond the range: it stays there
        std::size_t kept = 0;
        for (number part : parts_) {
            if (std::abs(term) < std::abs(part)) std::swap(term, part);
            number const sum = term + part, error = part - (sum - term);
            if (error != 0 && std::isfinite(sum)) parts_[kept++] = error;
            term = sum;
        }
        if (!std::isfinite(term)) kept = 0;
        parts_.resize(kept);
        if (term != 0) parts_.push_back(term);
    }
    exact_sum& operator+=(exact_sum const& other)
    {
        for (number const part : std::vector<number>(other.parts_)) add(part);
        return *this;
    }
    [[nodiscard]] long double value() const { return rounded(); }
    [[nodiscard]] number      exact() const { return rounded(); }
    friend bool               operator==(exact_sum const& a, exact_sum const& b) { return a.digits() == b.digits(); }

    template <class Writer>
    void save(Writer& to) const
    {
        to.value(digits());
    }
    template <class Reader>
    void load(Reader& from)
    {
        auto const digits_read = from.template value<std::vector<number>>();
        parts_.clear();
        for (number const part : digits_read) add(part);
        if (digits() != digits_read) from.damaged("a sum is not as it is written");
    }
    static void spell_form(auto& to) { to.template list<number>("sum"); }

private:
    /// From the largest part down, until a part is lost in rounding; then half-way cases go by the sign of the rest.
    [[nodiscard]] number rounded() const
    {
        if (parts_.empty()) return 0;
        std::size_t i   = parts_.size() - 1;
        number      sum = parts_[i], error = 0;
        while (i > 0) {
            number const before = sum, part = parts_[--i];
            sum   = before + part;
            error = part - (sum - before);
            if (error != 0) break;
        }
        if (i > 0 && ((error < 0 && parts_[i - 1] < 0) || (error > 0 && parts_[i - 1] > 0))) {
            number const twice = error * 2, next = sum + twice;
            if (twice == next - sum) sum = next;
        }
        return sum;
    }

    /// The only way to write the sum as the nearest number, the number nearest to the rest, and so on; `parts_` may be one of many ways.
    [[nodiscard]] std::vector<number> digits() const
    {
        std::vector<number> result;
        for (exact_sum rest = *this; !rest.parts_.empty();) {
            result.push_back(rest.rounded());
            if (!std::isfinite(result.back())) break;
            rest.add(-result.back());
        }
        return result;
    }

    std::vector<number> parts_; // from small to large
};

}} // namespace leadmetrics

#endif
