// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_DETAIL_CREDIT_WEIGHTS_HPP
#define LEADMETRICS_REPORT_DETAIL_CREDIT_WEIGHTS_HPP

#include <leadmetrics/core/detail/small_vector.hpp>
#include <leadmetrics/version.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// The weights by which a conversion is divided among the touches of its path. They are whole numbers, so that equal shares are equal to the last
/// unit.
using credit_weights = small_vector<std::uint64_t, 32>;

/// Expresses a share of the whole as a whole number, exactly for decimal fractions of up to twelve places.
inline constexpr double parts_of_one = 1e12;
inline std::uint64_t    whole_parts(double share) { return static_cast<std::uint64_t>(std::llround(share * parts_of_one)); }

/// Expresses a weight between 0 and 1 as a whole number, with the precision of a double down to 2^-62.
inline std::uint64_t whole_weight(double weight) noexcept { return static_cast<std::uint64_t>(weight * 0x1p62); }

/// Gives all credit to one touch of n.
inline void all_to(std::size_t touch, std::size_t n, credit_weights& to)
{
    for (std::size_t i = 0; i != n; ++i) to.push_back(i == touch);
}

/// Collects shares of single touches, and one share that the remaining touches divide equally. Several shares of one touch add up. Where no touch
/// remains, the remaining share is spread over the others in proportion.
class shared_out {
public:
    explicit shared_out(std::size_t touches) : n_(touches) {}

    void give(std::size_t touch, std::uint64_t share)
    {
        for (auto& one : given_)
            if (one.touch == touch) {
                one.share += share;
                return;
            }
        given_.push_back({touch, share});
    }
    void rest(std::uint64_t share, credit_weights& to) const
    {
        std::uint64_t const others = n_ - given_.size(), times = others == 0 ? 1 : others;
        for (std::size_t i = 0; i != n_; ++i) to.push_back(share);
        std::uint64_t all = others * share;
        for (auto const& one : given_) {
            to[one.touch] = one.share * times;
            all += one.share;
        }
        if (all == 0) // no touch has a share above 0: then all get the same
            for (std::size_t i = 0; i != n_; ++i) to[i] = 1;
    }

private:
    struct one_touch {
        std::size_t   touch;
        std::uint64_t share;
    };
    std::size_t                n_;
    small_vector<one_touch, 4> given_;
};

}}} // namespace leadmetrics::detail

#endif
