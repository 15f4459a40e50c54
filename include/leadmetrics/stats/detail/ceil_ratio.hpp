// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_STATS_DETAIL_CEIL_RATIO_HPP
#define LEADMETRICS_STATS_DETAIL_CEIL_RATIO_HPP

#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/stats/proportion.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// A natural number of any size, for products of counts.
class big_product {
public:
    explicit big_product(std::uint64_t value) { times(value); }

    big_product& times(std::uint64_t factor)
    {
        int128 carry = 0;
        for (std::uint32_t& digit : digits_) {
            carry += static_cast<int128>(digit) * factor;
            digit = static_cast<std::uint32_t>(carry & 0xffff'ffff);
            carry >>= 32;
        }
        for (; carry != 0; carry >>= 32) digits_.push_back(static_cast<std::uint32_t>(carry & 0xffff'ffff));
        while (!digits_.empty() && digits_.back() == 0) digits_.pop_back();
        return *this;
    }

    friend bool operator<(big_product const& a, big_product const& b)
    {
        if (a.digits_.size() != b.digits_.size()) return a.digits_.size() < b.digits_.size();
        return std::lexicographical_compare(a.digits_.rbegin(), a.digits_.rend(), b.digits_.rbegin(), b.digits_.rend());
    }

private:
    std::vector<std::uint32_t> digits_{1}; // the least significant digit first
};

/// Returns ceil(n / product of the rates). The result is exact, because a rounding error could ask for one lead too many. Empty when a rate is 0
/// or empty, or when the result is not below 2⁶³.
inline std::optional<std::int64_t> divided_by_all(std::int64_t n, std::vector<proportion> const& rates)
{
    big_product above{static_cast<std::uint64_t>(n)}, below{1};
    for (proportion const& rate : rates) {
        if (rate.hits == 0) return std::nullopt; // also where total is 0
        above.times(static_cast<std::uint64_t>(rate.total));
        below.times(static_cast<std::uint64_t>(rate.hits));
    }
    auto const    enough = [&](std::uint64_t x) { return !(big_product{below}.times(x) < above); };
    std::uint64_t low = 0, high = INT64_MAX;
    if (!enough(high)) return std::nullopt;
    while (low < high) {
        std::uint64_t const middle = low + (high - low) / 2;
        if (enough(middle)) high = middle;
        else low = middle + 1;
    }
    return static_cast<std::int64_t>(low);
}

}}} // namespace leadmetrics::detail

#endif
