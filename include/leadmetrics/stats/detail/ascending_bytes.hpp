// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_STATS_DETAIL_ASCENDING_BYTES_HPP
#define LEADMETRICS_STATS_DETAIL_ASCENDING_BYTES_HPP

#include <leadmetrics/version.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Numbers in ascending order are saved as differences, in blocks of 64: a byte with the number of bits of the block's largest difference (at least
/// one), then the differences in that many bits each, the first in the lowest bits (as Lemire & Boytsov 2015, "Decoding billions of integers per
/// second through vectorization", frame of reference, without exceptions). The last block may have fewer.
inline constexpr std::size_t ascending_block = 64;

/// Returns how many bytes the differences of a block have.
constexpr std::size_t ascending_bytes(std::size_t differences, unsigned width) noexcept { return (differences * width + 7) / 8; }

/// Eight bytes as a number, the lowest first: one instruction where the machine is little-endian.
inline std::uint64_t eight_bytes(unsigned char const* at) noexcept
{
    std::uint64_t word = 0;
    for (unsigned b = 0; b != 8; ++b) word |= std::uint64_t{at[b]} << 8 * b;
    return word;
}
inline void put_eight_bytes(char* at, std::uint64_t word) noexcept
{
    for (unsigned b = 0; b != 8; ++b) at[b] = static_cast<char>(static_cast<unsigned char>(word >> 8 * b));
}

/// Appends numbers that come in ascending order.
class ascending_writer {
public:
    explicit ascending_writer(std::string& to) noexcept : to_(to) {}

    template <class Numbers>
    void add(Numbers const& numbers)
    {
        auto const*       next = numbers.data();
        auto const* const end  = next + numbers.size();
        while (next != end) {
            auto const n  = (std::min)(static_cast<std::size_t>(end - next), ascending_block - size_);
            block_[size_] = *next - before_;
            for (std::size_t i = 1; i != n; ++i) block_[size_ + i] = std::uint64_t{next[i]} - next[i - 1];
            next += n;
            before_ = next[-1];
            size_ += n;
            if (size_ == ascending_block) write();
        }
    }
    void finish()
    {
        if (size_ != 0) write();
    }

private:
    void write()
    {
        std::uint64_t all = 1;
        for (std::size_t i = 0; i != size_; ++i) all |= block_[i];
        auto const        width = static_cast<unsigned>(std::bit_width(all));
        std::size_t const bytes = ascending_bytes(size_, width), at = to_.size();
        to_.resize(at + 1 + bytes);
        to_[at]             = static_cast<char>(width);
        char*         place = to_.data() + at + 1;
        std::uint64_t word  = 0;
        unsigned      used  = 0;
        for (std::size_t i = 0; i != size_; ++i) {
            word |= block_[i] << used;
            used += width;
            if (used < 64) continue;
            put_eight_bytes(place, word);
            place += 8;
            used -= 64;
            word = used == 0 ? 0 : block_[i] >> (width - used);
        }
        for (; used != 0; used -= (std::min)(used, 8u), word >>= 8) *place++ = static_cast<char>(static_cast<unsigned char>(word));
        size_ = 0;
    }

    std::string&                               to_;
    std::array<std::uint64_t, ascending_block> block_{};
    std::size_t                                size_   = 0;
    std::uint64_t                              before_ = 0;
};

/// Reads `size` numbers and appends those of up to 32 bits to `narrow`, the others to `wide`. Memory grows as bytes are read.
template <class Reader, class Narrow, class Wide>
void read_ascending(Reader& from, std::uint64_t size, Narrow& narrow, Wide& wide)
{
    if (size / 8 > from.left()) from.damaged("a count is larger than the bytes that are left could hold");
    constexpr std::uint64_t                    most   = INT64_MAX;
    std::uint64_t                              number = 0;
    std::array<std::uint64_t, ascending_block> block;
    while (size != 0) {
        auto const n     = static_cast<std::size_t>((std::min<std::uint64_t>)(size, ascending_block));
        auto const width = static_cast<unsigned>(from.fixed(1));
        if (width == 0 || width > 63) from.damaged("a block's width is none");
        auto const                             bytes = from.take(ascending_bytes(n, width));
        std::array<unsigned char, 8 * 64 + 16> room; // the block's bytes, with others behind them that may be read and are not used
        unsigned char const*                   start = bytes.data();
        if (from.left() < 16) {
            std::fill_n(std::copy(bytes.begin(), bytes.end(), room.begin()), 16, static_cast<unsigned char>(0));
            start = room.data();
        }
        std::uint64_t const mask = (std::uint64_t{1} << width) - 1;
        for (std::size_t i = 0, bit = 0; i != n; ++i, bit += width) {
            unsigned char const* const at         = start + bit / 8;
            unsigned const             shift      = bit % 8;
            std::uint64_t              difference = eight_bytes(at) >> shift;
            if (width > 57) difference |= std::uint64_t{at[8]} << 1 << (63 - shift);
            block[i] = difference & mask;
        }
        for (std::size_t i = 0; i != n; ++i) {
            if (block[i] > most - number) from.damaged("a duration is too long");
            block[i] = number += block[i];
        }
        std::size_t const small =
            number <= UINT32_MAX ? n : static_cast<std::size_t>(std::upper_bound(block.begin(), block.begin() + n, UINT32_MAX) - block.begin());
        std::size_t const before = narrow.size();
        narrow.resize(before + small);
        for (std::size_t i = 0; i != small; ++i) narrow[before + i] = static_cast<std::uint32_t>(block[i]);
        wide.insert(wide.end(), block.begin() + small, block.begin() + n);
        size -= n;
    }
}

}}} // namespace leadmetrics::detail

#endif
