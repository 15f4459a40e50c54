// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Needs nlohmann-json: link leadmetrics::json (find_package(leadmetrics COMPONENTS json)).
#ifndef LEADMETRICS_ADAPTER_JSON_TEXT_HPP
#define LEADMETRICS_ADAPTER_JSON_TEXT_HPP

#include <leadmetrics/adapter/detail/json_answers.hpp>
#include <leadmetrics/adapter/detail/json_scan.hpp>
#include <leadmetrics/adapter/detail/json_shape.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/version.hpp>

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

namespace detail {

/// Keeps the message of the parser, and nothing else.
template <class Json>
struct json_complaint final : nlohmann::json_sax<Json> {
    std::string message;

    using typename nlohmann::json_sax<Json>::number_integer_t;
    using typename nlohmann::json_sax<Json>::number_unsigned_t;
    using typename nlohmann::json_sax<Json>::number_float_t;
    using typename nlohmann::json_sax<Json>::string_t;
    using typename nlohmann::json_sax<Json>::binary_t;

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, string_t const&) override { return true; }
    bool string(string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool start_object(std::size_t) override { return true; }
    bool key(string_t&) override { return true; }
    bool end_object() override { return true; }
    bool start_array(std::size_t) override { return true; }
    bool end_array() override { return true; }
    bool parse_error(std::size_t, std::string const&, nlohmann::detail::exception const& problem) override
    {
        message = problem.what();
        return false;
    }
};

template <class Json>
Json parsed_json(std::string_view text, std::size_t line)
{
    Json value = Json::parse(text, nullptr, false);
    if (!value.is_discarded()) return value;
    std::string const repaired = json_with_quoted_numbers(text);
    value                      = Json::parse(repaired, nullptr, false);
    if (!value.is_discarded()) return value;
    json_complaint<Json> complaint;
    Json::sax_parse(repaired, &complaint);
    auto const begins = text.find_first_not_of(" \t\r\n");
    if (begins == std::string_view::npos) refuse("JSON", "a text that is no JSON", "it is empty; expected a vendor's answer");
    if (text[begins] == '<')
        refuse("JSON", "a text that is no JSON", "it is HTML or XML, as a page is that asks to log in; expected a vendor's answer");
    refuse("JSON", "a text that is no JSON", "the value that begins on line " + std::to_string(line) + ": " + complaint.message);
}

} // namespace detail

/// Reads JSON as vendors send it and people keep it: one value, or several, such as a record on each line (JSON lines) or the pages of an answer
/// appended to one file. Of several values the result is an array of all their records. If the last page announces another, the result is an object
/// with these `records` and `done: false`.
///
/// Numbers beyond a double, NaN and Infinity, which JSON does not have and scripts write, become texts: they are a problem of their record, not of
/// the file. Refused, before anything is parsed, is JSON that is nested deeper than 64 levels; and what is no JSON, with the line. Complexity:
/// linear. Thread safety: no shared state.
template <class Json = nlohmann::json>
[[nodiscard]] Json parse_json(std::string_view text)
{
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3); // a byte-order mark
    auto const found = detail::scan_json(text);
    if (found.too_deep_on_line != 0)
        detail::refuse("JSON",
                       "nested deeper than " + std::to_string(detail::deepest_json) + " levels on line " + std::to_string(found.too_deep_on_line),
                       "expected a vendor's answer, which is not");
    if (found.values.size() < 2) return detail::parsed_json<Json>(text, 1);

    detail::collected_answers<Json> several;
    for (auto const& [begin, end, line] : found.values) {
        Json value = detail::parsed_json<Json>(text.substr(begin, end - begin), line);
        if (detail::json_error(value)) return value;
        if (auto reshaped = detail::json_reshaped(value)) value = std::move(*reshaped);
        several.add(value);
    }
    Json page = std::move(several).all(false);
    return page.contains("done") ? page : std::move(page["records"]);
}

}} // namespace leadmetrics

#endif
