// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_DETAIL_BYTE_READER_HPP
#define LEADMETRICS_CORE_DETAIL_BYTE_READER_HPP

#include <leadmetrics/core/detail/byte_writer.hpp>
#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/version.hpp>

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

template <class T>
void load_value(class byte_reader& from, T& value);

/// Reads what a byte_writer wrote. It never reads beyond the bytes, and refuses what no byte_writer writes.
class byte_reader {
public:
    explicit byte_reader(std::span<unsigned char const> bytes) noexcept : bytes_(bytes) {}

    /// Refuses bytes that contradict themselves: somebody else made them, or they were damaged in a way that the checksum does not tell.
    [[noreturn]] static void damaged(std::string const& how) { refuse("load", "damaged bytes", how + "; give the bytes as lm::save made them"); }

    [[nodiscard]] std::size_t left() const noexcept { return bytes_.size() - at_; }

    std::uint64_t number()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0;; shift += 7) {
            std::uint64_t const byte = next();
            if (shift == 63 && byte > 1) damaged("a number is too large");
            value |= (byte & 0x7f) << shift;
            if (byte >= 0x80) continue;
            if (byte == 0 && shift != 0) damaged("a number is longer than it must be");
            return value;
        }
    }
    std::int64_t whole()
    {
        std::uint64_t const bits = number();
        return static_cast<std::int64_t>(bits >> 1 ^ (~(bits & 1) + 1));
    }
    int128 wide()
    {
        uint128 bits = 0;
        for (unsigned shift = 0;; shift += 7) {
            uint128 const byte = next();
            if (shift == 126 && byte > 3) damaged("a number is too large");
            bits |= (byte & 0x7f) << shift;
            if (byte >= 0x80) continue;
            if (byte == 0 && shift != 0) damaged("a number is longer than it must be");
            return static_cast<int128>(bits >> 1 ^ (~(bits & 1) + 1));
        }
    }
    double real()
    {
        auto const value = std::bit_cast<double>(fixed(8));
        if (value != value || (value == 0 && std::signbit(value))) damaged("a number is none, or -0");
        return value;
    }
    long double long_real()
    {
        switch (number()) {
        case 0: break;
        case 2: return std::numeric_limits<long double>::infinity();
        case 3: return -std::numeric_limits<long double>::infinity();
        default: damaged("a number is of no kind");
        }
        int128 const       digits = wide();
        std::int64_t const power  = whole();
        if (digits >> 113 != 0 && digits >> 113 != -1) damaged("a number has too many digits");
        if (power < -40000 || power > 40000 || (digits == 0 && power != 0) || (digits != 0 && (digits & 1) == 0))
            damaged("a number is not as it is written");
        auto const value = std::ldexp(static_cast<long double>(digits), static_cast<int>(power));
        if (static_cast<int128>(static_cast<long double>(digits)) != digits || !std::isfinite(value) || (digits != 0 && value == 0))
            refuse("load", "a long double of another machine", "this machine's long double has fewer digits; let the amounts be double or integers");
        return value;
    }
    std::string_view text()
    {
        std::size_t const size = count();
        auto const        here = bytes_.subspan(at_, size);
        at_ += size;
        return {reinterpret_cast<char const*>(here.data()), size};
    }
    std::uint64_t fixed(unsigned size)
    {
        auto const    here  = take(size);
        std::uint64_t value = 0;
        for (unsigned i = 0; i != size; ++i) value |= std::uint64_t{here[i]} << 8 * i;
        return value;
    }
    /// How often something occurred: a signed number that no overflow of later sums needs to be feared of.
    std::int64_t occurrences()
    {
        std::int64_t const n = whole();
        check_occurrences(n);
        return n;
    }
    static void check_occurrences(std::int64_t n)
    {
        if (n < 0 || n >> 48 != 0) damaged("a count is none");
    }
    /// The number of things that follow, each of which has at least one byte.
    std::size_t count()
    {
        std::uint64_t const n = number();
        if (n > left()) damaged("a count is larger than the bytes that are left could hold");
        return static_cast<std::size_t>(n);
    }
    std::span<unsigned char const> take(std::size_t size)
    {
        if (size > left()) damaged("the bytes end too early");
        auto const here = bytes_.subspan(at_, size);
        at_ += size;
        return here;
    }

    [[nodiscard]] std::span<unsigned char const> rest() const noexcept { return bytes_.subspan(at_); }

    template <class T>
    void value(T& one)
    {
        load_value(*this, one);
    }
    template <class T>
    [[nodiscard]] T value()
    {
        T one{};
        load_value(*this, one);
        return one;
    }

private:
    unsigned char next()
    {
        if (at_ == bytes_.size()) damaged("the bytes end too early");
        return bytes_[at_++];
    }

    std::span<unsigned char const> bytes_;
    std::size_t                    at_ = 0;
};

}}} // namespace leadmetrics::detail

#endif
