// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_DETAIL_VALUE_TEXT_HPP
#define LEADMETRICS_ADAPTER_DETAIL_VALUE_TEXT_HPP

#include <leadmetrics/core/detail/lead_id.hpp>

#include <array>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace leadmetrics { inline namespace v0_1 { namespace detail {

constexpr bool is_space(char c) noexcept { return c == ' ' || (c >= '\t' && c <= '\r'); }
constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// Whether eight characters are ASCII letters or digits, looked at together: a byte's highest bit tells.
constexpr bool letters_or_digits(std::uint64_t eight) noexcept
{
    constexpr std::uint64_t ones = 0x0101'0101'0101'0101u, highest = 0x80 * ones;
    auto const              between = [=](std::uint64_t x, std::uint64_t low, std::uint64_t high) { return (x + (0x80 - low) * ones) & ~(x + (0x7f - high) * ones); };
    std::uint64_t const     ascii = eight & ~highest;
    return ((between(ascii | 0x20 * ones, 'a', 'z') | between(ascii, '0', '9')) & ~eight & highest) == highest;
}
/// The same of a text of eight characters or more.
inline bool letters_or_digits(std::string_view text) noexcept
{
    auto const all_at = [&](std::size_t i) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, text.data() + i, 8);
        return letters_or_digits(eight);
    };
    bool all = all_at(text.size() - 8);
    for (std::size_t i = 0; i + 8 < text.size(); i += 8) all = all && all_at(i);
    return all;
}

/// Without the blanks around it, which exports add and nobody means.
constexpr std::string_view trimmed(std::string_view text) noexcept
{
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

/// Room for the spelling of a number.
using number_text = std::array<char, 32>;

/// What a field says, as text: null, an empty text and blanks are one.
template <class Value>
std::string_view text_of_value(Value const& value, number_text& room) noexcept
{
    if constexpr (string_like<Value>) return trimmed(text_of(value));
    else if constexpr (optional_like<Value>) return value.has_value() ? text_of_value(*value, room) : std::string_view{};
    else if constexpr (std::is_same_v<Value, bool>) return value ? "true" : "false";
    else if constexpr (std::is_enum_v<Value>) return text_of_value(static_cast<std::underlying_type_t<Value>>(value), room);
    else if constexpr (std::integral<Value> || std::floating_point<Value>) {
        auto const end = std::to_chars(room.data(), room.data() + room.size(), value);
        return {room.data(), static_cast<std::size_t>(end.ptr - room.data())};
    } else return {};
}

}}} // namespace leadmetrics::detail

#endif
