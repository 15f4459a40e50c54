// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_DETAIL_CLOCK_TEXT_HPP
#define LEADMETRICS_ADAPTER_DETAIL_CLOCK_TEXT_HPP

#include <leadmetrics/adapter/detail/value_text.hpp>
#include <leadmetrics/version.hpp>

#include <chrono>
#include <cstddef>
#include <string_view>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

// Times of day, and zones behind them, as CRMs, warehouses and spreadsheets write them (see read_time).

/// A text that is read from its front.
struct text_cursor {
    std::string_view rest;

    [[nodiscard]] constexpr bool at_end() const noexcept { return rest.empty(); }
    constexpr bool               skip(char c) noexcept
    {
        if (rest.empty() || rest.front() != c) return false;
        rest.remove_prefix(1);
        return true;
    }
    /// Reads a number of `least` to `most` digits. Returns false where there are fewer digits.
    constexpr bool number(std::size_t least, std::size_t most, int& value) noexcept
    {
        std::size_t n = 0;
        value         = 0;
        while (n != most && n != rest.size() && is_digit(rest[n])) value = value * 10 + (rest[n++] - '0');
        if (n < least) return false;
        rest.remove_prefix(n);
        return true;
    }
};

/// Returns whether a text begins with a word, in any case, which ends there; if so, removes it.
constexpr bool skip_word(text_cursor& text, std::string_view word) noexcept
{
    auto const small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
    if (text.rest.size() < word.size()) return false;
    for (std::size_t i = 0; i != word.size(); ++i)
        if (small(text.rest[i]) != word[i]) return false;
    if (text.rest.size() > word.size() && small(text.rest[word.size()]) >= 'a' && small(text.rest[word.size()]) <= 'z') return false;
    text.rest.remove_prefix(word.size());
    return true;
}
/// Skips a blank, also one that does not break lines (U+00A0, U+202F), which newer programs write before AM and PM.
constexpr bool skip_blank(text_cursor& text) noexcept
{
    for (std::string_view const blank : {std::string_view{" "}, std::string_view{"\xC2\xA0"}, std::string_view{"\xE2\x80\xAF"}})
        if (text.rest.starts_with(blank)) return text.rest.remove_prefix(blank.size()), true;
    return false;
}

/// Reads an offset from UTC: ±HH:MM, ±HHMM, ±HH.
constexpr bool read_offset(text_cursor& text, std::chrono::minutes& ahead) noexcept
{
    int const sign  = text.skip('+') ? 1 : text.skip('-') ? -1 : 0;
    int       hours = 0, minutes = 0;
    if (sign == 0 || !text.number(2, 2, hours)) return false;
    if (text.skip(':') ? !text.number(2, 2, minutes) : (!text.at_end() && !text.number(2, 2, minutes))) return false;
    if (hours > 23 || minutes > 59) return false;
    ahead = sign * (std::chrono::hours{hours} + std::chrono::minutes{minutes});
    return true;
}

/// Reads a zone behind a time, to the end: Z, UTC, GMT, an offset, or UTC with an offset. Other names of zones are not read, because they mean
/// different offsets in different places.
constexpr bool read_zone(text_cursor& text, std::chrono::minutes& ahead) noexcept
{
    ahead = {};
    skip_blank(text);
    bool const named = skip_word(text, "z") || skip_word(text, "utc") || skip_word(text, "gmt");
    if (named && text.at_end()) return true;
    return read_offset(text, ahead) && text.at_end();
}

/// Reads AM or PM, also as a.m., and makes the hour one of 24. Returns false where the hour is none of 12.
constexpr bool read_half(text_cursor& text, int& hour) noexcept
{
    text_cursor behind = text;
    skip_blank(behind);
    bool const morning = skip_word(behind, "am") || skip_word(behind, "a.m.");
    if (!morning && !skip_word(behind, "pm") && !skip_word(behind, "p.m.")) return true;
    if (hour < 1 || hour > 12) return false;
    hour = hour % 12 + (morning ? 0 : 12);
    text = behind;
    return true;
}

/// Reads the digits of a fraction of a second, and cuts it to thousandths. Returns false where there are no digits.
constexpr bool read_fraction(text_cursor& text, int& thousandths) noexcept
{
    std::size_t digits = 0;
    for (; !text.at_end() && is_digit(text.rest.front()); text.rest.remove_prefix(1), ++digits)
        if (digits < 3) thousandths = thousandths * 10 + (text.rest.front() - '0');
    for (std::size_t i = digits; i < 3; ++i) thousandths *= 10;
    return digits != 0;
}

/// Reads a time of day: HH:MM, HH:MM:SS, HH:MM:SS.fraction; AM or PM may follow. Behind a blank, the hour may have one digit; behind T or the digits
/// of a date, there may be no colons (`compact`).
constexpr bool read_clock(text_cursor& text, bool compact, std::chrono::milliseconds& since_midnight) noexcept
{
    int hour = 0, minute = 0, second = 0, thousandths = 0;
    if (!text.number(compact ? 2 : 1, 2, hour)) return false;
    bool const colons = text.skip(':');
    if ((!colons && !compact) || !text.number(2, 2, minute)) return false;
    bool const seconds = colons ? text.skip(':') : !text.at_end() && is_digit(text.rest.front());
    if (seconds) {
        if (!text.number(2, 2, second)) return false;
        if (text.skip('.') || text.skip(',')) {
            if (!read_fraction(text, thousandths)) return false;
        } else if (!colons && !text.at_end() && is_digit(text.rest.front()) && !text.number(3, 3, thousandths)) return false;
    }
    if (!read_half(text, hour)) return false;
    if (hour > 23 || minute > 59 || second > 60) return false; // 60: a leap second, which counts as the next one
    since_midnight = std::chrono::hours{hour} + std::chrono::minutes{minute} + std::chrono::seconds{second} + std::chrono::milliseconds{thousandths};
    return true;
}

}}} // namespace leadmetrics::detail

#endif
