// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_DETAIL_LAZY_SIZE_HPP
#define LEADMETRICS_CORE_DETAIL_LAZY_SIZE_HPP

#include <leadmetrics/version.hpp>

#include <atomic>
#include <cstddef>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// A number above 0 that is computed late, as a by-product. Several threads may set it at the same time, provided that all set the same number.
class lazy_size {
public:
    lazy_size() = default;
    lazy_size(lazy_size const& other) noexcept : value_(other.value()) {}
    lazy_size& operator=(lazy_size const& other) noexcept
    {
        found(other.value());
        return *this;
    }

    /// Returns the number, or 0 while it is not set.
    [[nodiscard]] std::size_t value() const noexcept { return value_.load(std::memory_order_relaxed); }
    void                      found(std::size_t value) noexcept { value_.store(value, std::memory_order_relaxed); }

private:
    std::atomic<std::size_t> value_{0};
};

}}} // namespace leadmetrics::detail

#endif
