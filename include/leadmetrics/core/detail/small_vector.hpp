// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_DETAIL_SMALL_VECTOR_HPP
#define LEADMETRICS_CORE_DETAIL_SMALL_VECTOR_HPP

#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// A vector of plain values. Up to `Small` values are stored within the object, more are stored on the heap.
template <class T, std::size_t Small>
class small_vector {
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

public:
    small_vector() noexcept {} // few_ is not cleared: values beyond size_ are never read
    small_vector(small_vector const& other) : size_(other.size_), many_(other.many_)
    {
        if (many_.empty()) std::copy(other.few_, other.few_ + size_, few_);
    }
    small_vector& operator=(small_vector const& other)
    {
        if (this == &other) return *this;
        size_ = other.size_;
        many_ = other.many_;
        if (many_.empty()) std::copy(other.few_, other.few_ + size_, few_);
        return *this;
    }

    void push_back(T const& what)
    {
        if (size_ < Small) few_[size_] = what;
        else {
            if (many_.empty()) many_.assign(few_, few_ + size_);
            many_.push_back(what);
        }
        ++size_;
    }
    /// Keeps the first `size` values. There must be at least as many.
    void truncate(std::size_t size)
    {
        if (!many_.empty()) {
            many_.resize(size);
            if (size <= Small) {
                std::copy(many_.begin(), many_.end(), few_);
                many_.clear();
            }
        }
        size_ = size;
    }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] bool        empty() const noexcept { return size_ == 0; }
    [[nodiscard]] T*          begin() noexcept { return size_ <= Small ? few_ : many_.data(); }
    [[nodiscard]] T*          end() noexcept { return begin() + size_; }
    [[nodiscard]] T const*    begin() const noexcept { return size_ <= Small ? few_ : many_.data(); }
    [[nodiscard]] T const*    end() const noexcept { return begin() + size_; }
    [[nodiscard]] T&          operator[](std::size_t i) noexcept { return begin()[i]; }
    [[nodiscard]] T const&    operator[](std::size_t i) const noexcept { return begin()[i]; }

private:
    std::size_t    size_ = 0;
    std::vector<T> many_; // all values, if there are more than few_ can hold; else empty
    T              few_[Small];
};

}}} // namespace leadmetrics::detail

#endif
