// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_DETAIL_CRC32C_HPP
#define LEADMETRICS_CORE_DETAIL_CRC32C_HPP

#include <leadmetrics/version.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Tables for eight bytes at a time (Kounavis & Berry 2005, "A systematic approach to building high performance software-based CRC generators").
inline constexpr auto crc32c_tables = [] {
    std::array<std::array<std::uint32_t, 256>, 8> all{};
    for (std::uint32_t byte = 0; byte != 256; ++byte) {
        std::uint32_t rest = byte;
        for (int bit = 0; bit != 8; ++bit) rest = rest >> 1 ^ ((rest & 1) != 0 ? 0x82f63b78u : 0u);
        all[0][byte] = rest;
    }
    for (std::size_t t = 1; t != 8; ++t)
        for (std::size_t byte = 0; byte != 256; ++byte) all[t][byte] = all[t - 1][byte] >> 8 ^ all[0][all[t - 1][byte] & 0xff];
    return all;
}();

/// Returns the checksum CRC-32C of bytes (Castagnoli's polynomial; RFC 3720, appendix B.4).
inline std::uint32_t crc32c(std::span<unsigned char const> bytes) noexcept
{
    auto const&          t    = crc32c_tables;
    std::uint32_t        rest = ~std::uint32_t{0};
    unsigned char const* at   = bytes.data();
    std::size_t          left = bytes.size();
    auto const           word = [](unsigned char const* p) {
        return std::uint32_t{p[0]} | std::uint32_t{p[1]} << 8 | std::uint32_t{p[2]} << 16 | std::uint32_t{p[3]} << 24;
    };
    for (; left >= 8; at += 8, left -= 8) {
        std::uint32_t const one = rest ^ word(at), two = word(at + 4);
        rest = t[7][one & 0xff] ^ t[6][one >> 8 & 0xff] ^ t[5][one >> 16 & 0xff] ^ t[4][one >> 24] ^ t[3][two & 0xff] ^ t[2][two >> 8 & 0xff]
               ^ t[1][two >> 16 & 0xff] ^ t[0][two >> 24];
    }
    for (; left != 0; ++at, --left) rest = rest >> 8 ^ t[0][(rest ^ *at) & 0xff];
    return ~rest;
}

}}} // namespace leadmetrics::detail

#endif
