// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_DETAIL_BYTE_WRITER_HPP
#define LEADMETRICS_CORE_DETAIL_BYTE_WRITER_HPP

#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/version.hpp>

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

template <class T>
void save_value(class byte_writer& to, T const& value);

/// Writes values as bytes that are the same on every machine.
class byte_writer {
public:
    /// An integer of variable length: seven bits a byte, the lowest first; the highest bit says that more follow (LEB128).
    void number(std::uint64_t value)
    {
        for (; value >= 0x80; value >>= 7) bytes_ += static_cast<char>(value | 0x80);
        bytes_ += static_cast<char>(value);
    }
    /// The same of a signed integer, whose sign is moved to the lowest bit.
    void whole(std::int64_t value) { number(static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63)); }
    void wide(int128 value)
    {
        auto bits = static_cast<uint128>(value) << 1 ^ static_cast<uint128>(value >> 127);
        for (; bits >= 0x80; bits >>= 7) bytes_ += static_cast<char>(static_cast<unsigned char>(bits) | 0x80);
        bytes_ += static_cast<char>(static_cast<unsigned char>(bits));
    }
    void real(double value) { fixed(std::bit_cast<std::uint64_t>(value == 0 ? 0.0 : value), 8); } // 0 and -0 are equal
    /// A long double, which machines store in different ways: an odd integer and a power of two.
    void real(long double value)
    {
        int        power    = 0;
        auto       fraction = std::frexp(value, &power);
        int128     digits   = 0;
        bool const finite   = std::isfinite(value);
        if (finite && value != 0) {
            digits = static_cast<int128>(std::ldexp(fraction, 113)); // more digits than any long double has
            power -= 113;
            for (; (digits & 1) == 0; digits /= 2) ++power;
        }
        number(finite ? 0 : value > 0 ? 2 : 3);
        if (!finite) return;
        wide(digits);
        whole(digits == 0 ? 0 : power);
    }
    void text(std::string_view value)
    {
        number(value.size());
        bytes_ += value;
    }
    /// The lowest `size` bytes of a value, the lowest first.
    void fixed(std::uint64_t value, unsigned size)
    {
        for (unsigned i = 0; i != size; ++i) bytes_ += static_cast<char>(static_cast<unsigned char>(value >> 8 * i));
    }

    /// Writes any value that can be saved.
    template <class T>
    void value(T const& one)
    {
        save_value(*this, one);
    }
    /// The bytes of one value alone.
    template <class T>
    [[nodiscard]] static std::string bytes_of(T const& one)
    {
        byte_writer to;
        to.value(one);
        return std::move(to).take();
    }

    [[nodiscard]] std::string& bytes() noexcept { return bytes_; }
    [[nodiscard]] std::string  take() && { return std::move(bytes_); }

private:
    std::string bytes_;
};

}}} // namespace leadmetrics::detail

#endif
