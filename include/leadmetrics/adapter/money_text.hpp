// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_MONEY_TEXT_HPP
#define LEADMETRICS_ADAPTER_MONEY_TEXT_HPP

#include <leadmetrics/adapter/detail/value_text.hpp>
#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/version.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// How amounts are written in the vendor's records, and in which unit they are returned.
struct money_reading {
    char decimal_mark = '.';   ///< the mark before the cents, '.' or ','. The other one, blanks and apostrophes may separate thousands
    int  decimals     = 2;     ///< the number of decimals of the minor unit in which amounts are returned: 2 for cents, 0 for yen
    bool indian       = false; ///< groups of two digits before the last three, as in 1,23,456.78, are read as well as groups of three
};

/// An amount that was read from a text.
struct money_read {
    std::int64_t     amount = 0;      ///< in minor units
    std::string_view currency;        ///< the text beside the number: EUR, $, €; empty where there is none
    bool             rounded = false; ///< the text had more decimals than the minor unit; rounded to the nearest, halves away from zero

    friend bool operator==(money_read const&, money_read const&) = default;
};

namespace detail {

/// Reads a number that has no text beside it. Groups of thousands must have three digits each, or, where that is asked for, two but for the last one.
/// Where the decimal mark is a point, 1.234 is not 1234.
class number_reader {
public:
    constexpr number_reader(std::string_view text, money_reading const& reading) noexcept : rest_(text), reading_(reading) {}

    [[nodiscard]] constexpr std::optional<money_read> read() noexcept
    {
        if (!whole() || !fraction() || !exponent() || !rest_.empty()) return std::nullopt;
        return scaled();
    }

private:
    /// Returns the length of the mark between thousands at the front of the text, or 0. The mark is a blank, a no-break blank (U+00A0, U+202F), an
    /// apostrophe (also U+2019), or the comma or point that is not the decimal mark.
    [[nodiscard]] constexpr std::size_t group_mark() const noexcept
    {
        if (rest_.empty()) return 0;
        char const other = reading_.decimal_mark == '.' ? ',' : '.';
        if (rest_.front() == ' ' || rest_.front() == '\'' || rest_.front() == other) return 1;
        if (rest_.starts_with("\xC2\xA0")) return 2;
        if (rest_.starts_with("\xE2\x80\xAF") || rest_.starts_with("\xE2\x80\x99")) return 3;
        return 0;
    }
    constexpr std::size_t digits() noexcept
    {
        std::size_t n = 0;
        for (; !rest_.empty() && is_digit(rest_.front()); rest_.remove_prefix(1), ++n) push(rest_.front());
        return n;
    }
    constexpr void push(char digit) noexcept
    {
        if (digits_ > int128{INT64_MAX} * 10'000) too_large_ = true;
        else digits_ = digits_ * 10 + (digit - '0');
    }
    constexpr bool whole() noexcept
    {
        std::size_t const leading      = digits();
        whole_digits_                  = leading;
        bool const             grouped = leading != 0 && leading <= 3 && group_mark() != 0;
        std::string_view const mark    = rest_.substr(0, grouped ? group_mark() : 0);
        bool                   threes = true, twos = leading <= 2, ended = false; // by threes; by twos, until a group of three ends the number
        while (grouped && !rest_.empty() && rest_.starts_with(mark)) {
            rest_.remove_prefix(mark.size());
            std::size_t const n = digits();
            threes              = threes && n == 3;
            twos                = twos && !ended && (n == 2 || n == 3);
            ended               = n == 3;
        }
        if (grouped && !threes && !(reading_.indian && twos && ended)) return false;
        return true;
    }
    constexpr bool fraction() noexcept
    {
        if (!rest_.starts_with(reading_.decimal_mark)) return whole_digits_ != 0;
        rest_.remove_prefix(1);
        for (; !rest_.empty() && is_digit(rest_.front()); rest_.remove_prefix(1)) {
            if (places_ < 12) push(rest_.front()), ++places_; // further digits only matter for the rounding
            else if (rest_.front() != '0') finer_ = true;
            ++fraction_digits_;
        }
        return whole_digits_ + fraction_digits_ != 0;
    }
    constexpr bool exponent() noexcept
    {
        if (rest_.size() < 2 || (rest_.front() != 'e' && rest_.front() != 'E')) return true;
        rest_.remove_prefix(1);
        bool const negative = rest_.starts_with('-');
        if (negative || rest_.starts_with('+')) rest_.remove_prefix(1);
        int value = 0, n = 0;
        for (; !rest_.empty() && is_digit(rest_.front()) && n < 3; rest_.remove_prefix(1), ++n) value = value * 10 + (rest_.front() - '0');
        exponent_ = negative ? -value : value;
        return n != 0;
    }
    [[nodiscard]] constexpr std::optional<money_read> scaled() const noexcept
    {
        if (too_large_) return std::nullopt;
        int128 value = digits_;
        bool   exact = !finer_;
        int    shift = reading_.decimals + exponent_ - places_;
        for (; shift > 0 && value != 0; --shift) {
            if (value > INT64_MAX) return std::nullopt;
            value *= 10;
        }
        int128 power = 1;
        for (; shift < 0 && power <= value * 2; ++shift) power *= 10;
        if (shift < 0 && value != 0) return money_read{0, {}, true}; // far below half of the minor unit
        int128 const rest = value % power;
        value             = value / power + (rest * 2 >= power ? 1 : 0);
        exact             = exact && rest == 0;
        if (value > INT64_MAX) return std::nullopt;
        return money_read{static_cast<std::int64_t>(value), {}, !exact};
    }

    std::string_view rest_;
    money_reading    reading_;
    int128           digits_       = 0;
    std::size_t      whole_digits_ = 0, fraction_digits_ = 0;
    int              places_ = 0, exponent_ = 0;
    bool             too_large_ = false, finer_ = false;
};

/// Removes a minus sign (also U+2212, which spreadsheets write) from either end of a text. Returns whether there was one.
constexpr bool take_minus(std::string_view& text) noexcept
{
    for (std::string_view const minus : {std::string_view{"-"}, std::string_view{"\xE2\x88\x92"}}) {
        if (text.starts_with(minus)) return text = trimmed(text.substr(minus.size())), true;
        if (text.ends_with(minus)) return text = trimmed(text.substr(0, text.size() - minus.size())), true;
    }
    return false;
}

/// Returns whether a text may be the name or the sign of a currency (EUR, US$, €, Rs.). Words and numbers are none.
constexpr bool is_currency(std::string_view text) noexcept
{
    std::size_t letters = 0;
    for (char const c : text) {
        if (is_digit(c) || is_space(c) || c == '-' || c == '+') return false;
        letters += (static_cast<unsigned char>(c) & 0xC0) != 0x80; // counts all bytes but the continuation bytes of UTF-8
    }
    return letters <= 4 && text != "e" && text != "E"; // a single e is the rest of an exponent that was cut off
}

} // namespace detail

/// Reads an amount from a text and returns it in minor units, without any rounding error of floating point. Accepted are `1234.5`, `$1,234.50`,
/// `EUR 1234`, `1.234,50 €` (with decimal_mark ','), `(12.00)` and `-12` for money given back, and `1.5E3`. The text before or after the number is
/// the currency. Empty where the text is no amount, or the amount is beyond 64 bits. Refused: a decimal mark other than '.' and ',', and decimals
/// that are not from 0 to 6.
[[nodiscard]] inline std::optional<money_read> read_money(std::string_view text, money_reading const& reading = {})
{
    if (reading.decimal_mark != '.' && reading.decimal_mark != ',')
        detail::refuse("money_reading.decimal_mark", std::string(1, reading.decimal_mark), "it is '.' or ','");
    if (reading.decimals < 0 || reading.decimals > 6)
        detail::refuse("money_reading.decimals", std::to_string(reading.decimals), "a minor unit has 0 to 6 decimals");

    text = detail::trimmed(text);
    if (text.size() > 1 && text.front() == '\'' && (text[1] == '-' || text[1] == '+'))
        text.remove_prefix(1); // a guard against formulas in spreadsheets
    bool const in_parentheses = text.size() > 1 && text.front() == '(' && text.back() == ')';
    if (in_parentheses) text = detail::trimmed(text.substr(1, text.size() - 2));

    std::size_t first = 0, end = text.size();
    while (first != end && !detail::is_digit(text[first])) ++first;
    while (end != first && !detail::is_digit(text[end - 1])) --end;
    if (first == end) return std::nullopt;
    if (first != 0 && text[first - 1] == reading.decimal_mark && (first == 1 || !(text[first - 2] >= 'A'))) --first; // .50, but not Rs.50
    if (end != text.size() && text[end] == reading.decimal_mark) ++end;                                              // 50.

    std::string_view before = detail::trimmed(text.substr(0, first)), behind = detail::trimmed(text.substr(end));
    bool const       minus = detail::take_minus(before) || detail::take_minus(behind);
    if ((!before.empty() && !behind.empty()) || (minus && in_parentheses) || !detail::is_currency(before) || !detail::is_currency(behind))
        return std::nullopt;

    auto read = detail::number_reader{text.substr(first, end - first), reading}.read();
    if (!read) return std::nullopt;
    if (minus || in_parentheses) read->amount = -read->amount;
    read->currency = before.empty() ? behind : before;
    return read;
}

namespace detail {

/// Converts an amount that is a number already, in units of the currency, into minor units.
template <class Number>
std::optional<money_read> money_of(Number amount, money_reading const& reading)
{
    long double scaled = static_cast<long double>(amount);
    for (int i = 0; i != reading.decimals; ++i) scaled *= 10;
    // A double cannot represent most amounts of cents exactly. An amount that differs from a whole cent by a rounding error only is not reported as
    // rounded.
    long double const whole = std::round(scaled);
    if (!(std::abs(whole) < 9.2e18L)) return std::nullopt;
    return money_read{static_cast<std::int64_t>(whole), {}, std::abs(scaled - whole) > 1e-6L * (1 + std::abs(scaled) * 1e-9L)};
}

} // namespace detail

}} // namespace leadmetrics

#endif
