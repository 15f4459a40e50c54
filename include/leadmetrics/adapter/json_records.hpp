// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Needs nlohmann-json: link leadmetrics::json (find_package(leadmetrics COMPONENTS json)).
#ifndef LEADMETRICS_ADAPTER_JSON_RECORDS_HPP
#define LEADMETRICS_ADAPTER_JSON_RECORDS_HPP

#include <leadmetrics/adapter/detail/kept_texts.hpp>
#include <leadmetrics/core/detail/index_range.hpp>
#include <leadmetrics/version.hpp>

#include <nlohmann/json.hpp>

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// A JSON object as a record whose fields are read by name. A field is searched in the object itself, then in the objects in which vendors wrap a
/// record's fields (`properties`, `attributes`, `fields`), then in the enclosing object. null gives an empty text.
template <class Json = nlohmann::json>
class json_record {
public:
    json_record(Json const& object, Json const* parent, detail::kept_texts& texts) noexcept : object_(&object), parent_(parent), texts_(&texts) {}

    [[nodiscard]] std::optional<std::string_view> named(std::string_view name) const
    {
        Json const* const value = find(*object_, name);
        if (value != nullptr) return text_of(*value);
        Json const* const above = parent_ == nullptr ? nullptr : find(*parent_, name);
        return above == nullptr ? std::nullopt : std::optional{text_of(*above)};
    }
    [[nodiscard]] Json const& object() const noexcept { return *object_; }
    /// Returns the text of the JSON value where it is not an object; empty where it is an object.
    [[nodiscard]] std::optional<std::string> no_record() const { return object_->is_object() ? std::nullopt : std::optional{spelled(*object_)}; }

private:
    [[nodiscard]] static Json const* member(Json const& object, std::string_view name)
    {
        if (!object.is_object()) return nullptr;
        auto const found = object.find(typename Json::object_t::key_type{name});
        return found == object.end() ? nullptr : &*found;
    }
    [[nodiscard]] static Json const* find(Json const& object, std::string_view name)
    {
        if (auto const own = member(object, name)) return own;
        for (std::string_view const wrapper : {"properties", "attributes", "fields"})
            if (auto const inner = member(object, wrapper))
                if (auto const found = member(*inner, name)) return found;
        return nullptr;
    }
    [[nodiscard]] std::string_view text_of(Json const& value) const
    {
        if (value.is_null()) return {};
        if (value.is_string()) return value.template get_ref<std::string const&>();
        return texts_->keep(spelled(value));
    }
    /// Returns a value as JSON text. Long arrays and objects are cut, because their text is used in messages only.
    [[nodiscard]] static std::string spelled(Json const& value)
    {
        std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
        if (value.is_structured() && text.size() > 60) text.replace(57, std::string::npos, "...");
        return text;
    }

    Json const*         object_;
    Json const*         parent_;
    detail::kept_texts* texts_;
};

/// The objects of a vendor's answer as records for adapters: `lm::json_records(answer) | hubspot::contacts(words)`. The answer is an array, or an
/// object that has an array under the name that the vendor's API uses (Salesforce `records`, HubSpot `results`, Dynamics `value`, others `data`), or
/// a single object, which is one record. An element that is no object is a record without fields and is listed among the import issues.
///
/// `history` is the path of names from each object to an array within it. The elements of that array then are the records, and fields that they lack
/// are searched in the object around them: `lm::json_records(answer, {"propertiesWithHistory", "lifecyclestage"}) |
/// hubspot::lifecycle_history(words)`.
///
/// The JSON must outlive everything that is made from it. Where the JSON has numbers in place of texts (ids), this object must do so, too. Thread
/// safety: one object must not be used by several threads at the same time.
template <class Json = nlohmann::json>
class json_records {
public:
    explicit json_records(Json const& answer, std::vector<std::string> const& history = {}) : texts_(std::make_unique<detail::kept_texts>())
    {
        Json const& all = array_in(answer);
        auto const  add = [&](Json const& object) {
            if (history.empty()) return records_.push_back({&object, nullptr});
            Json const* inner = &object;
            for (std::string const& step : history) {
                auto const found = inner->is_object() ? inner->find(step) : inner->end();
                if (found == inner->end()) return;
                inner = &*found;
            }
            if (inner->is_array())
                for (Json const& one : *inner) records_.push_back({&one, &object});
            else records_.push_back({inner, &object});
        };
        if (all.is_array())
            for (Json const& object : all) add(object);
        else add(all);
    }

    [[nodiscard]] std::size_t       size() const noexcept { return records_.size(); }
    [[nodiscard]] json_record<Json> operator[](std::size_t i) const { return {*records_[i].first, records_[i].second, *texts_}; }
    [[nodiscard]] auto              begin() const noexcept { return detail::index_iterator<json_records>{*this, 0}; }
    [[nodiscard]] auto              end() const noexcept { return detail::index_iterator<json_records>{*this, size()}; }

private:
    [[nodiscard]] static Json const& array_in(Json const& answer)
    {
        if (answer.is_object())
            for (char const* const name : {"records", "results", "value", "data"})
                if (auto const found = answer.find(name); found != answer.end() && found->is_array()) return *found;
        return answer;
    }

    std::vector<std::pair<Json const*, Json const*>> records_; // each record, and the object around it (or null)
    std::unique_ptr<detail::kept_texts>              texts_;
};
template <class Json>
json_records(Json const&) -> json_records<Json>;
template <class Json, class History>
json_records(Json const&, History const&) -> json_records<Json>;
template <class Json>
json_records(Json const&, std::initializer_list<char const*>) -> json_records<Json>;

}} // namespace leadmetrics

#endif
