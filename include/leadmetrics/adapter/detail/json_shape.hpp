// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_DETAIL_JSON_SHAPE_HPP
#define LEADMETRICS_ADAPTER_DETAIL_JSON_SHAPE_HPP

#include <leadmetrics/adapter/detail/name_match.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/version.hpp>

#include <array>
#include <charconv>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// JSON that is nested deeper is refused: no vendor's answer is, and code that visits it would run out of stack.
inline constexpr std::size_t deepest_json = 64;

template <class Json>
Json const* json_member(Json const& object, std::string_view name)
{
    if (!object.is_object()) return nullptr;
    auto const found = object.find(typename Json::object_t::key_type{name});
    return found == object.end() ? nullptr : &*found;
}
/// Returns a member by its name or, where there is none, by a name that differs in case, `_` and blanks only.
template <class Json>
Json const* json_member_like(Json const& object, std::string_view name)
{
    if (auto const* const exact = json_member(object, name)) return exact;
    if (object.is_object())
        for (auto member = object.begin(); member != object.end(); ++member)
            if (names_match(member.key(), name)) return &*member;
    return nullptr;
}

/// Returns a value as JSON text for a message: long arrays and objects are cut.
template <class Json>
std::string json_spelled(Json const& value)
{
    std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (value.is_structured() && text.size() > 60) text.replace(57, std::string::npos, "...");
    return text;
}
template <class Json>
std::string json_keys(Json const& object)
{
    std::string keys;
    for (auto member = object.begin(); member != object.end(); ++member) keys += (keys.empty() ? "" : ", ") + member.key();
    return keys.empty() ? "no keys" : "the keys " + keys;
}

/// Refuses JSON that is nested too deep. It must be called before any code that calls itself for nested values.
template <class Json>
void check_json_depth(Json const& answer)
{
    std::vector<std::pair<typename Json::const_iterator, typename Json::const_iterator>> open;
    if (answer.is_structured()) open.emplace_back(answer.begin(), answer.end());
    while (!open.empty()) {
        auto& [next, end] = open.back();
        if (next == end) {
            open.pop_back();
            continue;
        }
        Json const& value = *next;
        ++next;
        if (!value.is_structured()) continue;
        if (open.size() == deepest_json)
            refuse("JSON", "nested deeper than " + std::to_string(deepest_json) + " levels", "expected a vendor's answer, which is not");
        open.emplace_back(value.begin(), value.end());
    }
}

/// Returns the message of an answer that tells of an error in place of records, or nothing.
template <class Json>
std::optional<std::string> json_error(Json const& answer)
{
    auto const text = [](Json const& object, std::string_view name) -> std::string {
        Json const* const found = json_member(object, name);
        return found == nullptr || found->is_null() ? std::string{} : found->is_string() ? found->template get<std::string>() : json_spelled(*found);
    };
    auto const both = [](std::string const& code, std::string const& message) {
        return code.empty() || code == message ? message : message.empty() ? code : code + ": " + message;
    };
    if (answer.is_array() && !answer.empty() && answer.front().is_object() && json_member(answer.front(), "errorCode") != nullptr)
        return both(text(answer.front(), "errorCode"), text(answer.front(), "message")); // Salesforce
    if (!answer.is_object()) return std::nullopt;
    if (text(answer, "status") == "error" || (json_member(answer, "errorCode") != nullptr && json_member(answer, "message") != nullptr))
        return both(text(answer, "errorCode"), text(answer, "message")); // HubSpot
    if (Json const* const errors = json_member(answer, "errors");
        errors != nullptr && errors->is_array() && !errors->empty()
        && (text(answer, "success") == "false" || answer.size() <= 3)) // Marketo, Mautic, SuiteCRM
        return errors->front().is_object() ? both(text(errors->front(), "code"), text(errors->front(), "message") + text(errors->front(), "detail"))
                                           : json_spelled(errors->front());
    if (Json const* const errors = json_member(answer, "errors"); errors != nullptr && errors->is_object() && answer.size() <= 2) // SuiteCRM
        return both(text(*errors, "title"), text(*errors, "detail"));
    if (Json const* const error = json_member(answer, "error"); error != nullptr && !error->is_null())
        return error->is_object() ? both(text(*error, "code"), text(*error, "message"))                                             // OData
                                  : both(text(answer, "error"), text(answer, "error_message") + text(answer, "error_description")); // SugarCRM, OAuth
    if (Json const* const head = json_member(answer, "@attributes"); head != nullptr && text(*head, "stat") == "fail") // Account Engagement
        return both(text(*head, "err_code"), text(answer, "err"));
    if (json_member(answer, "message") != nullptr
        && (json_member(answer, "correlationId") != nullptr || (json_member(answer, "code") != nullptr && answer.size() <= 3)))
        return both(text(answer, "code") + text(answer, "category"), text(answer, "message")); // HubSpot, Account Engagement
    if (text(answer, "success") == "false") return both(text(answer, "code"), text(answer, "message"));
    if (Json const* const name = json_member(answer, "name");
        name != nullptr && json_member(answer, "number") != nullptr && answer.size() <= 4 && json_member(answer, "description") != nullptr)
        return both(text(answer, "name"), text(answer, "description")); // SugarCRM, version 4
    return std::nullopt;
}

/// Whether an answer has the errors of some records beside the others, as HubSpot's batches do.
template <class Json>
bool json_is_partial(Json const& answer)
{
    if (Json const* const n = json_member(answer, "numErrors"); n != nullptr && n->is_number() && *n != 0) return true;
    Json const* const errors = json_member(answer, "errors");
    return errors != nullptr && errors->is_array() && !errors->empty();
}

/// Returns what an answer with `size` records says of further pages, or nothing where it is the only page.
template <class Json>
std::optional<std::string> json_more_pages(Json const& answer, std::size_t size)
{
    if (!answer.is_object()) return std::nullopt;
    auto const says = [](Json const* value) {
        return value != nullptr && !value->is_null() && *value != false
               && !(value->is_string() && value->template get_ref<std::string const&>().empty()) && !(value->is_structured() && value->empty());
    };
    // Marketo gives a token with every page of activities; whether there are more is in moreResult.
    if (Json const* const more = json_member(answer, "moreResult")) return says(more) ? std::optional<std::string>{"moreResult"} : std::nullopt;
    if (json_is_partial(answer)) return "errors";
    for (char const* const name : {"nextRecordsUrl", "@odata.nextLink", "nextPageToken", "nextPageUrl", "hasMore", "has-more", "MoreRecords"})
        if (says(json_member(answer, name))) return std::string{name};
    if (Json const* const done = json_member(answer, "done"); done != nullptr && *done == false) return "done: false";
    for (char const* const name : {"paging", "links"})
        if (Json const* const links = json_member(answer, name))
            if (says(json_member(*links, "next"))) return std::string{name} + ".next";
    // Version 4 of SugarCRM's API gives an offset with every page, beside entry_list; later versions give one only where there are more.
    if (Json const* const next = json_member(answer, "next_offset");
        next != nullptr && next->is_number() && *next > 0 && json_member(answer, "entry_list") == nullptr)
        return "next_offset";
    auto const number = [](Json const* value) -> std::size_t {
        if (value == nullptr) return 0;
        std::string const said  = value->is_string() ? value->template get_ref<std::string const&>() : json_spelled(*value);
        std::size_t       n     = 0;
        auto const [end, wrong] = std::from_chars(said.data(), said.data() + said.size(), n);
        return wrong == std::errc{} && end == said.data() + said.size() ? n : 0;
    };
    for (char const* const name : {"totalSize", "total", "total_count"})
        if (auto const n = number(json_member(answer, name)); n > size) return name + (": " + std::to_string(n));
    if (Json const* const result = json_member(answer, "result"))
        if (auto const n = number(json_member(*result, "total_results")); n > size) return "total_results: " + std::to_string(n);
    return std::nullopt;
}

/// Whether an object is a message by which a loader (Singer, Airbyte) tells of its work, not a record.
template <class Json>
bool is_loader_message(Json const& object)
{
    Json const* const type = json_member(object, "type");
    if (type == nullptr || !type->is_string()) return false;
    auto const& said = type->template get_ref<std::string const&>();
    for (auto const& [name, content] :
         {std::pair{"SCHEMA", "schema"}, {"STATE", "value"}, {"STATE", "state"}, {"TRACE", "trace"}, {"LOG", "log"}, {"ACTIVATE_VERSION", "version"}})
        if (said == name && json_member(object, content) != nullptr) return true;
    return false;
}

/// Where the records of an answer are: the elements of an array, the values of an object whose keys are ids, or one object.
template <class Json>
struct json_list {
    Json const* list   = nullptr; ///< null: the answer says that there are none
    bool        single = false;   ///< the object itself is the one record, if it is a record at all
};

/// What pages of answers have beside their records.
inline constexpr std::array json_page_marks{"done",      "totalSize",       "nextRecordsUrl", "paging",     "@odata.context",
                                            "requestId", "@odata.nextLink", "nextPageToken",  "moreResult", "next_offset",
                                            "total"};

inline constexpr std::array json_lists{"records", "results", "result",    "values", "value", "data",        "contacts",  "events",
                                       "leads",   "deals",   "campaigns", "stages", "stats", "submissions", "entry_list"};

/// Whether a list is a field of a record, as a deal may have `contacts`: a record has an id, and ids in a list are no records.
template <class Json>
bool is_list_of_record(Json const& object, std::string_view name, Json const& list)
{
    for (std::string_view const of_pages : {"records", "results", "result", "values", "value", "data", "entry_list"})
        if (name == of_pages) return false;
    bool const of_ids = list.is_array() && !list.empty() && !list.front().is_object();
    return of_ids || json_member(object, "id") != nullptr || json_member(object, "properties") != nullptr;
}

template <class Json>
json_list<Json> json_list_in(Json const& answer)
{
    if (answer.is_array()) return {&answer};
    if (!answer.is_object() || is_loader_message(answer)) return {&answer, true};
    auto const all_objects = [](Json const& value) {
        if (value.empty()) return false;
        for (Json const& one : value)
            if (!one.is_object()) return false;
        return true;
    };
    for (char const* const name : json_lists) {
        Json const* const inner = json_member(answer, name);
        if (inner == nullptr || is_list_of_record(answer, name, *inner)) continue;
        if (inner->is_array()) return {inner};
        if (!inner->is_object()) continue;
        if (inner->empty()) return {inner};
        if (std::string_view{name} == "data" && json_member(*inner, "id") != nullptr) return {inner, true}; // {"data": {"id": ..., "attributes": {}}}
        if (auto const nested = json_list_in(*inner); !nested.single) return nested;                        // {"result": {"records": [...]}}
        if (std::string_view{name} == "result") { // {"result": {"total_results": 2, "prospect": [...]}}; none: {"result": {"total_results": 0}}
            if (Json const* const total = json_member(*inner, "total_results"); total != nullptr && inner->size() == 1) return {};
            for (Json const& one : *inner)
                if (one.is_array() && (one.empty() || one.front().is_object())) return {&one};
            for (Json const& one : *inner)
                if (one.is_object()) return {&one, true};
        }
        if (all_objects(*inner)) return {inner}; // {"contacts": {"1": {...}, "2": {...}}}
    }
    if (json_member(answer, "requestId") != nullptr && json_member(answer, "success") != nullptr) return {}; // Marketo, a page without a result
    return {&answer, true};
}

}}} // namespace leadmetrics::detail

#endif
