// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_DETAIL_BULK_HPP
#define LEADMETRICS_CORE_DETAIL_BULK_HPP

#include <leadmetrics/version.hpp>

#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// An allocator for plain values that are written before they are read: resizing a vector does not clear the new values. On Linux, large
/// blocks ask for huge pages. This avoids a page fault for every 4 KB, and most TLB misses when a thousand places are written in turn.
template <class T>
struct bulk_allocator {
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);
    using value_type = T;

    bulk_allocator() = default;
    template <class U>
    constexpr bulk_allocator(bulk_allocator<U> const&) noexcept
    {
    }

    [[nodiscard]] T* allocate(std::size_t n)
    {
        void* const piece = ::operator new(n * sizeof(T), alignment(n));
#if defined(MADV_HUGEPAGE)
        if (n * sizeof(T) >= huge_page) static_cast<void>(::madvise(piece, n * sizeof(T), MADV_HUGEPAGE)); // only advice: a failure does no harm
#endif
        return static_cast<T*>(piece);
    }
    void deallocate(T* piece, std::size_t n) noexcept { ::operator delete(piece, alignment(n)); }

    /// Constructs without a value: writes nothing.
    template <class U>
    void construct(U* at) noexcept
    {
        ::new (static_cast<void*>(at)) U;
    }
    template <class U, class... Arguments>
    void construct(U* at, Arguments&&... arguments)
    {
        ::new (static_cast<void*>(at)) U{std::forward<Arguments>(arguments)...};
    }

    friend constexpr bool operator==(bulk_allocator, bulk_allocator) noexcept { return true; }

private:
    static constexpr std::size_t huge_page = std::size_t{1} << 21;
    static std::align_val_t      alignment(std::size_t n) noexcept
    {
        return std::align_val_t{n * sizeof(T) >= huge_page ? huge_page : alignof(std::max_align_t)};
    }
};

template <class T>
using bulk_vector = std::vector<T, bulk_allocator<T>>;

}}} // namespace leadmetrics::detail

#endif
