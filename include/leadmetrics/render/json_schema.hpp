// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_RENDER_JSON_SCHEMA_HPP
#define LEADMETRICS_RENDER_JSON_SCHEMA_HPP

// The shape of a report's JSON as JSON Schema (draft 2020-12), from the same list of figures that lm::to_json writes. Part of leadmetrics::json.

#include <leadmetrics/render/detail/json_form.hpp>
#include <leadmetrics/version.hpp>

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

namespace detail {

/// Values need only exist for their types: empty ones do.
class json_shape {
    using json = nlohmann::ordered_json;

public:
    template <class T, figure_kind Kind = figure_kind::plain>
    json of()
    {
        constexpr json_form form = form_of<T>();
        if constexpr (is_some<T, counted_leads>) return of<std::remove_cvref_t<decltype(std::declval<T const&>().list)>, figure_kind::leads>();
        else if constexpr (Kind == figure_kind::stage && (form == json_form::text || form == json_form::whole || form == json_form::spelled))
            return {{"type", {"string", "integer"}}};
        else if constexpr (Kind == figure_kind::stage) return {{"anyOf", {{{"type", "string"}}, of<T>()}}}; // a name, or the stage itself
        else if constexpr (form == json_form::list) {
            if constexpr (Kind == figure_kind::leads) return object({{"count", whole()}, {"listed", list(of<item<T>>())}});
            else return list(of<item<T>, Kind>());
        } else if constexpr (form == json_form::yes_no) return {{"type", "boolean"}};
        else if constexpr (form == json_form::whole) return {{"type", "integer"}};
        else if constexpr (form == json_form::real || form == json_form::length || form == json_form::working_length) return or_null("number");
        else if constexpr (form == json_form::instant) return {{"type", {"string", "null"}}, {"format", "date-time"}};
        else if constexpr (form == json_form::date) return {{"type", "string"}, {"format", "date"}};
        else if constexpr (form == json_form::optional) {
            json inner = of<std::remove_cvref_t<decltype(*std::declval<T const&>())>, Kind>();
            return {{"anyOf", {std::move(inner), {{"type", "null"}}}}};
        } else if constexpr (form == json_form::rate) {
            return object(
                {{"hits", whole()}, {"total", whole()}, {"value", or_null("number")}, {"low", or_null("number")}, {"high", or_null("number")}});
        } else if constexpr (form == json_form::ratio)
            return object({{"value", or_null("number")}, {"low", or_null("number")}, {"high", or_null("number")}});
        else if constexpr (form == json_form::limits) return object({{"low", or_null("number")}, {"high", or_null("number")}});
        else if constexpr (form == json_form::curve) {
            auto const share = [&](char const* time) {
                return list(
                    object({{time, or_null("number")}, {"value", or_null("number")}, {"low", or_null("number")}, {"high", or_null("number")}}));
            };
            return object({{"quantiles", list(object({{"probability", or_null("number")},
                                                      {"time_seconds", or_null("number")},
                                                      {"low_seconds", or_null("number")},
                                                      {"high_seconds", or_null("number")}}))},
                           {"within", share("seconds")},
                           {"steps", share("at_seconds")},
                           {"all_steps", whole()}});
        } else if constexpr (form == json_form::keyed)
            return list(object({{"key", of<typename T::key_type>()}, {"value", of<typename T::mapped_type>()}}));
        else if constexpr (form == json_form::keys)
            return object(
                {{"by", list(object({{"key", of<typename T::key_type>()}, {"value", of<typename T::mapped_type>()}}))}, {"conflicts", whole()}});
        else if constexpr (form == json_form::windows)
            return object({{"windows", list(object({{"window", window<typename T::key_type>()}, {"value", of<typename T::mapped_type>()}}))},
                           {"undated", of<typename T::mapped_type>()}});
        else if constexpr (form == json_form::several) {
            json each = json::array();
            [&]<std::size_t... I>(std::index_sequence<I...>) {
                (each.push_back(of<std::remove_cvref_t<std::tuple_element_t<I, T>>>()), ...);
            }(std::make_index_sequence<std::tuple_size_v<T>>{});
            return {{"type", "array"}, {"prefixItems", each}, {"items", false}, {"minItems", each.size()}};
        } else if constexpr (form == json_form::parts) {
            json properties = json::object();
            if constexpr (requires { T::title; }) {
                properties["report"]      = {{"const", T::title.name}};
                properties["definitions"] = {{"const", T::title.section}};
            }
            T const nothing{};
            std::apply([&](auto const&... one) { (add(properties, one), ...); }, T::figures(nothing));
            return object(std::move(properties));
        } else return {{"type", "string"}};
    }

private:
    template <class T>
    using item = std::remove_cvref_t<decltype(*std::declval<T const&>().begin())>;

    template <class Window>
    json window()
    {
        constexpr json_form form = form_of<Window>();
        if constexpr (form == json_form::date || form == json_form::month || form == json_form::quarter || form == json_form::year)
            return {{"type", "string"}};
        else return of<Window>();
    }

    template <class T, figure_kind Kind>
    void add(json& properties, figure<T, Kind> const& one)
    {
        properties[json_name(one)] = of<std::remove_cvref_t<T>, Kind>();
    }
    static json whole() { return {{"type", "integer"}}; }
    static json or_null(char const* type) { return {{"type", {type, "null"}}}; }
    static json list(json items) { return {{"type", "array"}, {"items", std::move(items)}}; }
    static json object(json properties)
    {
        json required = json::array();
        for (auto const& [name, its] : properties.items()) required.push_back(name);
        return {{"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}};
    }
};

} // namespace detail

/// Returns the JSON Schema of what lm::to_json makes of a `Report`, such as `lm::volume_report<phase>` or a nesting of `by`, windows and `together`.
/// A later version may add figures, so the schema allows members that it does not name. `$id` may name where the schema is to be found. Complexity:
/// linear in the number of different figures.
template <class Report>
[[nodiscard]] nlohmann::ordered_json json_schema()
{
    using json = nlohmann::ordered_json;
    json const text{{"type", "string"}};
    return json{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                {"type", "object"},
                {"properties",
                 {{"leadmetrics", text},
                  {"as_of", {{"type", {"string", "null"}}, {"format", "date-time"}}},
                  {"zone", {{"type", {"string", "null"}}}},
                  {"settings", text},
                  {"result", detail::json_shape{}.template of<Report>()},
                  {"replaced_texts", {{"type", "integer"}}}}},
                {"required", {"leadmetrics", "result", "replaced_texts"}}};
}

}} // namespace leadmetrics

#endif
