// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_DETAIL_JSON_SCAN_HPP
#define LEADMETRICS_ADAPTER_DETAIL_JSON_SCAN_HPP

#include <leadmetrics/adapter/detail/json_shape.hpp>
#include <leadmetrics/adapter/detail/value_text.hpp>
#include <leadmetrics/version.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Returns the position behind the JSON string that begins at a quotation mark; the end of the text where it does not end.
constexpr std::size_t behind_json_string(std::string_view text, std::size_t at) noexcept
{
    for (++at; at < text.size() && text[at] != '"'; ++at)
        if (text[at] == '\\') ++at;
    return at < text.size() ? at + 1 : text.size();
}

/// Returns the text of a member of a JSON object that is given as a text, by its name without regard to case, `_` and blanks; without the quotation
/// marks of a string. Empty where there is none. The object may lie within others.
constexpr std::string_view member_in_json_text(std::string_view text, std::string_view name) noexcept
{
    for (std::size_t at = text.find('"'); at != std::string_view::npos; at = text.find('"', at)) {
        std::size_t const behind = behind_json_string(text, at);
        std::size_t       value  = behind;
        while (value < text.size() && is_space(text[value])) ++value;
        bool const is_name = value < text.size() && text[value] == ':';
        if (!is_name || !names_match(text.substr(at + 1, behind - at - 2), name)) {
            at = behind;
            continue;
        }
        for (++value; value < text.size() && is_space(text[value]); ++value) {}
        if (value == text.size()) return {};
        if (text[value] == '"') return text.substr(value + 1, behind_json_string(text, value) - value - 2);
        return text.substr(value, text.find_first_of(text[value] == '[' ? "]" : ",}", value) - value);
    }
    return {};
}

/// What can be seen in a JSON text without parsing it: the values at its top level, and whether it is nested too deep.
struct json_scan {
    struct value {
        std::size_t begin, end, line;
    };
    std::vector<value> values;
    std::size_t        too_deep_on_line = 0; ///< 0: it is not
};

inline json_scan scan_json(std::string_view text)
{
    json_scan   found;
    std::size_t depth = 0, line = 1, begin = 0, begin_line = 1;
    auto const  whole = [&](std::size_t end) { found.values.push_back({begin, end, begin_line}); };
    for (std::size_t at = 0; at < text.size();) {
        char const c = text[at];
        if (c == '\n') ++line;
        if (is_space(c) || (depth == 0 && c == ',')) {
            ++at;
            continue;
        }
        if (depth == 0) begin = at, begin_line = line;
        if (c == '"') at = behind_json_string(text, at);
        else if (c == '{' || c == '[') {
            if (++depth > deepest_json) return found.too_deep_on_line = line, found;
            ++at;
        } else if (c == '}' || c == ']') {
            ++at;
            if (depth != 0 && --depth == 0) whole(at);
            continue;
        } else if (depth == 0) {
            while (at < text.size() && !is_space(text[at]) && text[at] != ',' && text[at] != '{' && text[at] != '[' && text[at] != '"') ++at;
        } else ++at;
        if (depth == 0) whole(at);
    }
    if (depth != 0) whole(text.size()); // a value that does not end
    return found;
}

/// Returns the text with quotation marks around NaN, Infinity and numbers beyond a double.
inline std::string json_with_quoted_numbers(std::string_view text)
{
    std::string result;
    result.reserve(text.size() + 16);
    auto const in_number = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '+' || c == '-' || c == '.'; };
    auto const beyond    = [](std::string_view number) {
        auto const            exponent = number.find_first_of("eE");
        std::size_t           digits   = 0;
        constexpr std::size_t safe     = 300;
        if (exponent != std::string_view::npos)
            for (char const c : number.substr(exponent + 1))
                if (is_digit(c) && digits < 1'000'000) digits = digits * 10 + static_cast<std::size_t>(c - '0');
        return digits > safe || number.size() > safe;
    };
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at + 1;
        if (text[at] == '"') end = behind_json_string(text, at);
        else if (in_number(text[at]))
            while (end < text.size() && in_number(text[end])) ++end;
        std::string_view const piece = text.substr(at, end - at);
        bool const             special =
            piece == "NaN" || piece == "Infinity" || piece == "-Infinity" || ((is_digit(piece.front()) || piece.front() == '-') && beyond(piece));
        if (special) result.append(1, '"').append(piece).append(1, '"');
        else result.append(piece);
        at = end;
    }
    return result;
}

}}} // namespace leadmetrics::detail

#endif
