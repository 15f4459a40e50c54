// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_DETAIL_VALUE_TEXT_HPP
#define LEADMETRICS_ADAPTER_DETAIL_VALUE_TEXT_HPP

#include <leadmetrics/adapter/null_words.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/version.hpp>

#include <array>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

constexpr bool is_space(char c) noexcept { return c == ' ' || (c >= '\t' && c <= '\r'); }
constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// Eight characters in one 64-bit word, which are tested all at once.
struct eight_characters {
    static constexpr std::uint64_t ones = 0x0101'0101'0101'0101u, highest = 0x80 * ones;

    std::uint64_t bytes = 0;

    explicit eight_characters(char const* at) noexcept { std::memcpy(&bytes, at, 8); }

    /// Returns a word in which the highest bit of a byte is set where the character is an ASCII character from `low` to `high`. With `small`,
    /// capitals are tested as small letters.
    [[nodiscard]] std::uint64_t between(char low, char high, bool small = false) const noexcept
    {
        std::uint64_t const x = (bytes & ~highest) | (small ? 0x20 * ones : 0);
        return (x + (0x80u - static_cast<unsigned char>(low)) * ones) & ~(x + (0x7fu - static_cast<unsigned char>(high)) * ones) & ~bytes & highest;
    }
    [[nodiscard]] bool letters_or_digits() const noexcept { return (between('a', 'z', true) | between('0', '9')) == highest; }
    /// Returns a bit for each character that tells whether it is a capital. The lowest bit is that of the first character (on little-endian
    /// machines).
    [[nodiscard]] unsigned capitals() const noexcept { return static_cast<unsigned>(between('A', 'Z') * 0x0002'0408'1020'4081u >> 56); }
};

/// Returns whether a text consists of ASCII letters and digits only. The text must have eight characters or more.
inline bool letters_or_digits(std::string_view text) noexcept
{
    auto const all_at = [&](std::size_t i) { return eight_characters{text.data() + i}.letters_or_digits(); };
    bool       all    = all_at(text.size() - 8);
    for (std::size_t i = 0; i + 8 < text.size(); i += 8) all = all && all_at(i);
    return all;
}

/// Returns a text without the blanks around it, which exports often add.
constexpr std::string_view trimmed(std::string_view text) noexcept
{
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

/// Returns whether the text of a flag says yes.
constexpr bool says_yes(std::string_view text) noexcept
{
    auto const is = [text](std::string_view word) {
        if (text.size() != word.size()) return false;
        for (std::size_t i = 0; i != text.size(); ++i)
            if ((text[i] >= 'A' && text[i] <= 'Z' ? text[i] + ('a' - 'A') : text[i]) != word[i]) return false;
        return true;
    };
    return is("true") || is("1") || is("yes") || is("t") || is("y") || is("1.0");
}

/// A buffer for a number as text.
using number_text = std::array<char, 32>;

/// Returns the value of a field as it is written, without blanks around it.
template <class Value>
std::string_view written_text(Value const& value, number_text& room) noexcept
{
    if constexpr (string_like<Value>) return trimmed(text_of(value));
    else if constexpr (optional_like<Value>) return value.has_value() ? written_text(*value, room) : std::string_view{};
    else if constexpr (std::is_same_v<Value, bool>) return value ? "true" : "false";
    else if constexpr (std::is_enum_v<Value>) return written_text(static_cast<std::underlying_type_t<Value>>(value), room);
    else if constexpr (std::integral<Value> || std::floating_point<Value>) {
        auto end = std::to_chars(room.data(), room.data() + room.size(), value);
        if constexpr (std::floating_point<Value>) // an id in a column of floating-point numbers: 100000, not 1e+05
            if (constexpr Value exact = static_cast<Value>(9e15);
                value > -exact && value < exact && value == static_cast<Value>(static_cast<std::int64_t>(value)))
                end = std::to_chars(room.data(), room.data() + room.size(), static_cast<std::int64_t>(value));
        return {room.data(), static_cast<std::size_t>(end.ptr - room.data())};
    } else return {};
}

/// Returns the value of a field as text. Null, an empty text, blanks and the words that stand for null all give an empty text.
template <class Value>
std::string_view text_of_value(Value const& value, number_text& room) noexcept
{
    auto const text = written_text(value, room);
    return stands_for_null(text) ? std::string_view{} : text;
}

/// Returns the text of an id without the ending that scripts add to whole numbers in a column with gaps: 501.0 is 501.
constexpr std::string_view without_float_ending(std::string_view text) noexcept
{
    if (text.size() < 3 || !text.ends_with(".0")) return text;
    for (char const c : text.substr(0, text.size() - 2))
        if (!is_digit(c)) return text;
    return text.substr(0, text.size() - 2);
}
/// Returns whether a spreadsheet has shortened a long number: 1.06E+11 may have been any of many ids.
constexpr bool shortened_number(std::string_view text) noexcept
{
    auto const exponent = text.find_first_of("Ee");
    if (exponent == std::string_view::npos || exponent == 0 || text.size() < exponent + 4 || text[exponent + 1] != '+') return false;
    auto const all = [](std::string_view digits, bool mark) {
        for (char const c : digits)
            if (!is_digit(c) && !(mark && (c == '.' || c == ','))) return false;
        return true;
    };
    return is_digit(text.front()) && all(text.substr(0, exponent), true) && all(text.substr(exponent + 2), false);
}

}}} // namespace leadmetrics::detail

#endif
