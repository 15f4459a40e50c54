// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_EXAMPLES_SETTINGS_HPP
#define LEADMETRICS_EXAMPLES_SETTINGS_HPP

// Reads the configurations of the example programs, which are JSON.

#include <leadmetrics/core/time.hpp>

#include <nlohmann/json.hpp>

#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace examples {

using json = nlohmann::ordered_json;

/// A configuration that cannot be: what() names the place, what was found and what was expected.
class settings_error : public std::invalid_argument {
public:
    using std::invalid_argument::invalid_argument;
};

/// A value as messages show it: its beginning, where it is long.
inline std::string shown(json const& value)
{
    constexpr std::size_t most = 200;
    std::string           text = value.dump(-1, ' ', false, json::error_handler_t::replace);
    if (text.size() > most) {
        std::size_t end = most;
        while (end != 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) --end; // not within a character
        text.resize(end);
        text += "…";
    }
    return text;
}

/// Reads JSON that others wrote. Throws settings_error for what is no JSON, for a key that stands twice in one object, and for lists and objects that
/// stand in each other more than 64 deep, by which a stack would end; `expected` is what is expected in its place.
inline json parsed(std::string_view text, std::string const& where, char const* expected)
{
    constexpr int                      deepest = 64;
    bool                               deep    = false;
    std::vector<std::set<std::string>> keys; // of the objects that are open
    std::string                        twice;
    json                               said = json::parse(
        text,
        [&](int depth, json::parse_event_t event, json& value) {
            deep = deep || depth > deepest;
            if (deep) return false;
            if (event == json::parse_event_t::object_start) keys.emplace_back();
            if (event == json::parse_event_t::object_end) keys.pop_back();
            if (event == json::parse_event_t::key && !keys.back().insert(value.get<std::string>()).second && twice.empty()) twice = shown(value);
            return true;
        },
        false);
    if (deep) throw settings_error(where + ": found lists or objects more than " + std::to_string(deepest) + " deep, expected " + expected);
    if (!twice.empty()) throw settings_error(where + ": found the key " + twice + " twice in one object, expected each key once");
    if (!said.is_discarded()) return said;
    try {
        return json::parse(text); // again, as only an exception tells the place
    } catch (json::exception const& problem) {
        throw settings_error(where + ": found what is no JSON (" + problem.what() + "), expected " + expected);
    }
}

/// One object of a configuration, read key by key. A key that is null is absent. Throws settings_error for an unknown key, and for a value of another
/// kind than is asked for.
class settings {
public:
    settings(json object, std::string where, std::initializer_list<char const*> known) : object_(std::move(object)), where_(std::move(where))
    {
        if (!object_.is_object()) throw settings_error(where_ + ": found " + shown(object_) + ", expected an object");
        for (auto const& [key, value] : object_.items()) {
            std::string names;
            bool        found = false;
            for (char const* one : known) {
                found = found || key == one;
                names += (names.empty() ? "" : ", ") + std::string{one};
            }
            if (!found) throw settings_error(where_ + ": found the key \"" + key + "\", expected " + (names.empty() ? "none" : "one of " + names));
        }
    }

    [[nodiscard]] bool has(char const* key) const { return object_.contains(key) && !object_[key].is_null(); }
    /// What stands there; null where nothing does.
    [[nodiscard]] json value(char const* key) const { return object_.value(key, json{}); }
    [[noreturn]] void  wrong(char const* key, std::string const& expected) const
    {
        throw settings_error(where_ + ", " + key + ": found " + (object_.contains(key) ? shown(object_[key]) : "nothing") + ", expected " + expected);
    }

    [[nodiscard]] std::optional<double> number(char const* key) const
    {
        if (!has(key)) return std::nullopt;
        if (!object_[key].is_number()) wrong(key, "a number");
        return object_[key].get<double>();
    }
    [[nodiscard]] std::optional<std::int64_t> whole_number(char const* key) const
    {
        auto const n = number(key);
        if (!n) return std::nullopt;
        if (!(std::abs(*n) < 1e15) || std::floor(*n) != *n) wrong(key, "a whole number");
        return static_cast<std::int64_t>(*n);
    }
    [[nodiscard]] std::optional<std::string> text(char const* key) const
    {
        if (!has(key)) return std::nullopt;
        if (!object_[key].is_string()) wrong(key, "a text");
        return object_[key].get<std::string>();
    }
    /// A list of texts; empty where there is none.
    [[nodiscard]] std::vector<std::string> texts(char const* key) const
    {
        std::vector<std::string> all;
        if (!has(key)) return all;
        if (!object_[key].is_array()) wrong(key, "a list of texts");
        for (auto const& one : object_[key]) {
            if (!one.is_string()) wrong(key, "a list of texts");
            all.push_back(one.get<std::string>());
        }
        return all;
    }
    [[nodiscard]] bool flag(char const* key, bool otherwise = false) const
    {
        if (!has(key)) return otherwise;
        if (!object_[key].is_boolean()) wrong(key, "true or false");
        return object_[key].get<bool>();
    }
    /// An object; empty where there is none.
    [[nodiscard]] json object(char const* key) const
    {
        if (!has(key)) return json::object();
        if (!object_[key].is_object()) wrong(key, "an object");
        return object_[key];
    }
    /// A list; empty where there is none.
    [[nodiscard]] json list(char const* key) const
    {
        if (!has(key)) return json::array();
        if (!object_[key].is_array()) wrong(key, "a list");
        return object_[key];
    }
    /// A length of time of 0 or more, given as a number of hours or days.
    [[nodiscard]] std::optional<leadmetrics::timespan> hours(char const* key) const { return length(key, 3600, "hours"); }
    [[nodiscard]] std::optional<leadmetrics::timespan> days(char const* key) const { return length(key, 86400, "days"); }
    [[nodiscard]] std::optional<leadmetrics::timespan> days_above_0(char const* key) const
    {
        if (auto const n = number(key); n && !(*n > 0)) wrong(key, "a number of days above 0");
        return days(key);
    }

private:
    [[nodiscard]] std::optional<leadmetrics::timespan> length(char const* key, double unit, char const* name) const
    {
        auto const n = number(key);
        if (!n) return std::nullopt;
        if (!(*n >= 0 && *n * unit < 36500.0 * 86400)) wrong(key, std::string{"a number of "} + name + ", 0 or more");
        return std::chrono::seconds{std::llround(*n * unit)};
    }

    json        object_;
    std::string where_;
};

} // namespace examples

#endif
