// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_DETAIL_BULK_HPP
#define LEADMETRICS_JOURNEY_DETAIL_BULK_HPP

#include <cstddef>
#include <new>
#include <type_traits>
#include <utility>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace leadmetrics { inline namespace v0_1 { namespace detail {

/// An array of plain values that are written before they are read: nothing is cleared. A large one asks Linux for huge pages, which
/// saves a page fault for every 4 KB and most misses of the address cache when thousands of places are written in turn.
template <class T>
class bulk_array {
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);
    static constexpr std::size_t huge_page = std::size_t{1} << 21;

public:
    bulk_array() = default;
    explicit bulk_array(std::size_t size) : size_(size)
    {
        if (size == 0) return;
        data_ = static_cast<T*>(::operator new(bytes(), alignment()));
#if defined(MADV_HUGEPAGE)
        if (bytes() >= huge_page) static_cast<void>(::madvise(data_, bytes(), MADV_HUGEPAGE)); // a wish: refused, nothing is lost
#endif
    }
    bulk_array(bulk_array&& other) noexcept : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
    bulk_array& operator=(bulk_array&& other) noexcept
    {
        std::swap(data_, other.data_);
        std::swap(size_, other.size_);
        return *this;
    }
    ~bulk_array()
    {
        if (data_ != nullptr) ::operator delete(data_, alignment());
    }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] T*          data() noexcept { return data_; }
    [[nodiscard]] T const*    data() const noexcept { return data_; }
    [[nodiscard]] T&          operator[](std::size_t i) noexcept { return data_[i]; }
    [[nodiscard]] T const&    operator[](std::size_t i) const noexcept { return data_[i]; }

private:
    [[nodiscard]] std::size_t      bytes() const noexcept { return size_ * sizeof(T); }
    [[nodiscard]] std::align_val_t alignment() const noexcept { return std::align_val_t{bytes() >= huge_page ? huge_page : alignof(std::max_align_t)}; }

    T*          data_ = nullptr;
    std::size_t size_ = 0;
};

}}} // namespace leadmetrics::detail

#endif
