// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Needs nlohmann-json: link leadmetrics::json (find_package(leadmetrics COMPONENTS json)).
#ifndef LEADMETRICS_ADAPTER_JSON_RECORDS_HPP
#define LEADMETRICS_ADAPTER_JSON_RECORDS_HPP

#include <leadmetrics/adapter/detail/json_answers.hpp>
#include <leadmetrics/adapter/detail/json_shape.hpp>
#include <leadmetrics/adapter/detail/kept_texts.hpp>
#include <leadmetrics/core/detail/index_range.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/version.hpp>

#include <nlohmann/json.hpp>

#include <cstddef>
#include <deque>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// A JSON object as a record whose fields are read by name. A field is searched in the object itself, then in the objects in which vendors wrap a
/// record's fields (`properties`, `attributes`, `fields`, `name_value_list`), then in the enclosing object. Names match without regard to case, `_`
/// and blanks. A name with points is a path, and the values that an array on the path leads to are joined by semicolons. null gives an empty text.
template <class Json = nlohmann::json>
class json_record {
public:
    json_record(Json const& object, Json const* parent, detail::kept_texts& texts, std::string_view lacks = {},
                std::string_view id_of_parent = {}) noexcept
        : object_(&object), parent_(parent), texts_(&texts), lacks_(lacks), id_of_parent_(id_of_parent)
    {
    }

    [[nodiscard]] std::optional<std::string_view> named(std::string_view name) const
    {
        if (name.find('.') != std::string_view::npos) return at_path(name);
        Json const* value = find(*object_, name);
        if (value == nullptr && parent_ != nullptr) value = in_parent(name);
        return value == nullptr ? std::nullopt : std::optional{text_of(*value)};
    }
    [[nodiscard]] Json const& object() const noexcept { return *object_; }
    /// Returns the text of the JSON value where it is no record: not an object, or a loader's message about its work; empty where it is one.
    [[nodiscard]] std::optional<std::string> no_record() const
    {
        return object_->is_object() && !detail::is_loader_message(*object_) ? std::nullopt : std::optional{detail::json_spelled(*object_)};
    }
    /// Returns the path of a history at which the object has nothing; empty where it has something, or no history was asked for.
    [[nodiscard]] std::string_view lacks() const noexcept { return lacks_; }

private:
    [[nodiscard]] Json const* in_parent(std::string_view name) const
    {
        if (id_of_parent_.empty()) return find(*parent_, name);
        if (detail::names_match(id_of_parent_, name)) return find(*parent_, "Id");
        return detail::names_match("Id", name) ? nullptr : find(*parent_, name); // the parent's own id is not the element's
    }
    [[nodiscard]] static Json const* find(Json const& object, std::string_view name)
    {
        if (auto const own = detail::json_member_like(object, name)) return value_in(*own, name);
        for (std::string_view const wrapper : {"properties", "attributes", "fields", "name_value_list"})
            if (auto const inner = detail::json_member(object, wrapper)) {
                if (auto const found = detail::json_member_like(*inner, name)) return value_in(*found, name);
                if (inner->is_array()) // [{"name": "Merge IDs", "value": "[7]"}]
                    for (Json const& one : *inner)
                        if (auto const* const its = detail::json_member(one, "name");
                            its != nullptr && its->is_string() && detail::names_match(its->template get_ref<std::string const&>(), name))
                            return value_in(one, name);
            }
        for (std::string_view const message : {"record", "data", "_airbyte_data"}) // of Singer and Airbyte
            if (auto const inner = detail::json_member(object, message); inner != nullptr && inner->is_object())
                if (auto const found = find(*inner, name)) return found;
        return nullptr;
    }
    /// Older services wrap each value in an object: {"lifecyclestage": {"value": "lead", ...}}; a look-up that was expanded has the id under the
    /// name.
    [[nodiscard]] static Json const* value_in(Json const& found, std::string_view name)
    {
        for (std::string_view const within : {std::string_view{"value"}, name})
            if (auto const* const inner = detail::json_member(found, within)) return inner;
        return &found;
    }
    [[nodiscard]] std::string_view text_of(Json const& value) const
    {
        if (value.is_null()) return {};
        if (value.is_string()) return value.template get_ref<std::string const&>();
        return texts_->keep(detail::json_spelled(value));
    }
    [[nodiscard]] std::optional<std::string_view> at_path(std::string_view path) const
    {
        std::string joined;
        bool        any = false;
        collect(*object_, path, joined, any);
        return any ? std::optional<std::string_view>{texts_->keep(std::move(joined))} : std::nullopt;
    }
    void collect(Json const& from, std::string_view path, std::string& joined, bool& any) const
    {
        if (from.is_array()) {
            for (Json const& one : from) collect(one, path, joined, any);
            return;
        }
        if (path.empty()) {
            any = true;
            joined.append(joined.empty() ? "" : ";").append(text_of(from));
            return;
        }
        auto const point = path.find('.');
        if (auto const* const next = detail::json_member_like(from, path.substr(0, point)))
            collect(*next, point == std::string_view::npos ? std::string_view{} : path.substr(point + 1), joined, any);
    }

    Json const*         object_;
    Json const*         parent_;
    detail::kept_texts* texts_;
    std::string_view    lacks_;
    std::string_view    id_of_parent_;
};

/// The objects of a vendor's answer as records for adapters: `lm::json_records(answer) | hubspot::contacts(words)`. The answer is an array, or an
/// object that has an array under the name that the vendor's API uses (Salesforce `records`, HubSpot `results`, Dynamics `value`, Marketo `result`,
/// Account Engagement `values`, Mautic `contacts` and `stats`, others `data`, `events`), also one within the other, or a single object, which is one
/// record. An element that is no object is a record without fields and is listed among the import issues. An answer that is not the only page of
/// several is counted there, too. Of an answer that holds several (Salesforce's composite and batch answers, an array of pages) all records are
/// taken, and those of GraphQL's edges; they are copied into this object.
///
/// `history` is the path of names from each object to an array within it. The elements of that array then are the records, and fields that they lack
/// are searched in the object around them: `lm::json_records(answer, {"propertiesWithHistory", "lifecyclestage"}) |
/// hubspot::lifecycle_history(words)`. A step may be a text that holds JSON, as in the audit of Dynamics. An object that has nothing at the path is
/// counted and listed; `without_history` has the objects of that kind, for an adapter that can do without. `id_of_parent` is the name under which
/// elements that do not say to whom they belong have the id of the object around them, as in the answers to Salesforce's queries of relationships:
/// `lm::json_records(answer, {"Histories", "records"}, "LeadId") | salesforce::lead_history(words)`.
///
/// Refused: an answer that tells of an error, with the vendor's words; JSON that is nested deeper than 64 levels; and, when an adapter reads it, a
/// single object or a list in which nothing has the id of the vendor's records. The message names the keys that were found.
///
/// The JSON must outlive everything that is made from it. Where the JSON has numbers in place of texts (ids), or holds several answers, this object
/// must do so, too. Thread safety: one object must not be used by several threads at the same time.
template <class Json = nlohmann::json>
class json_records {
public:
    explicit json_records(Json const& answer, std::vector<std::string> const& history = {}, std::string id_of_parent = {})
        : json_records(answer, history, true, std::move(id_of_parent))
    {
    }

    /// The objects at whose path a history is looked for in vain.
    [[nodiscard]] static json_records without_history(Json const& answer, std::vector<std::string> const& history)
    {
        return json_records(answer, history, false, {});
    }

    [[nodiscard]] std::size_t       size() const noexcept { return records_.size(); }
    [[nodiscard]] json_record<Json> operator[](std::size_t i) const
    {
        return {*records_[i].object, records_[i].parent, kept_->texts, records_[i].lacks ? std::string_view{kept_->path} : std::string_view{},
                kept_->id_of_parent};
    }
    [[nodiscard]] auto begin() const noexcept { return detail::index_iterator<json_records>{*this, 0}; }
    [[nodiscard]] auto end() const noexcept { return detail::index_iterator<json_records>{*this, size()}; }

    /// Returns what the answer says of further pages, such as "nextRecordsUrl"; empty where it is the only page.
    [[nodiscard]] std::optional<std::string> const& more_pages() const noexcept { return more_pages_; }

    /// Refuses objects of which none has any of these fields: they are no records of the vendor's, but an answer of an unknown shape.
    template <class... Names>
    void check_shape(Names... names) const
    {
        Json const* first = single_;
        for (std::size_t i = 0; i != records_.size(); ++i) {
            auto const record = (*this)[i];
            if (record.no_record()) continue;
            if (!record.lacks().empty() || (record.named(names).has_value() || ...)) return;
            if (first == nullptr) first = &record.object();
        }
        if (first == nullptr || records_.empty()) return;
        std::string lists, fields;
        for (char const* const name : detail::json_lists) lists += (lists.empty() ? "" : ", ") + std::string{name};
        ((fields += (fields.empty() ? "" : " or ") + std::string{names}), ...);
        if (single_ == nullptr)
            detail::refuse("JSON", "a list of objects, the first with " + detail::json_keys(*first), "expected records that have " + fields);
        detail::refuse("JSON", "an object with " + detail::json_keys(*first),
                       "expected an array of records, an object with a list of them under one of " + lists + ", or one record with " + fields);
    }

private:
    struct one {
        Json const* object;
        Json const* parent;
        bool        lacks;
    };
    struct kept {
        detail::kept_texts texts;
        std::deque<Json>   parsed; ///< what texts that hold JSON hold
        std::string        path, id_of_parent;
    };

    json_records(Json const& said, std::vector<std::string> const& history, bool with, std::string id_of_parent) : kept_(std::make_unique<kept>())
    {
        kept_->id_of_parent = std::move(id_of_parent);
        detail::check_json_depth(said);
        if (auto const error = detail::json_error(said))
            detail::refuse("JSON", "an answer that tells of an error: \"" + *error + '"', "expected records");
        auto        reshaped = detail::json_reshaped(said);
        Json const& answer   = reshaped ? kept_->parsed.emplace_back(std::move(*reshaped)) : said;
        auto const  found    = detail::json_list_in(answer);
        if (found.single && found.list->is_object()) single_ = found.list;
        for (std::string const& step : history) kept_->path += (kept_->path.empty() ? "" : ".") + step;
        more_pages_ = detail::json_more_pages(answer, found.single ? 1 : found.list == nullptr ? 0 : found.list->size());
        if (found.single) add(*found.list, history, with);
        else if (found.list != nullptr)
            for (Json const& object : *found.list) add(object, history, with);
    }

    void add(Json const& object, std::vector<std::string> const& history, bool with)
    {
        if (history.empty()) return records_.push_back({&object, nullptr, false});
        Json const *inner = &object, *around = nullptr;
        for (std::string const& step : history) {
            around = inner;
            inner  = detail::json_member(*inner, step);
            if (inner == nullptr) break;
            inner = &within(*inner);
        }
        bool const lacks = inner == nullptr || inner->is_null();
        if (lacks) return records_.push_back({&object, nullptr, with && object.is_object()});
        if (!with) return;
        if (!inner->is_array()) return records_.push_back({inner, &object, false});
        if (!more_pages_) more_pages_ = detail::json_more_pages(*around, inner->size()); // a history may come in pages of its own
        for (Json const& value : *inner) records_.push_back({&value, &object, false});
    }
    /// Returns the value or, where it is a text that holds a JSON object or array, that object or array.
    [[nodiscard]] Json const& within(Json const& value)
    {
        if (!value.is_string()) return value;
        auto const& text = value.template get_ref<std::string const&>();
        if (text.empty() || (text.front() != '{' && text.front() != '[')) return value;
        Json inner = Json::parse(text, nullptr, false);
        if (inner.is_discarded()) return value;
        detail::check_json_depth(inner);
        return kept_->parsed.emplace_back(std::move(inner));
    }

    std::vector<one>           records_;
    std::unique_ptr<kept>      kept_;
    Json const*                single_ = nullptr; ///< the answer, where it is one object and may be a record
    std::optional<std::string> more_pages_;
};
template <class Json>
json_records(Json const&) -> json_records<Json>;
template <class Json, class History>
json_records(Json const&, History const&) -> json_records<Json>;
template <class Json>
json_records(Json const&, std::initializer_list<char const*>) -> json_records<Json>;
template <class Json>
json_records(Json const&, std::initializer_list<char const*>, char const*) -> json_records<Json>;

}} // namespace leadmetrics

#endif
