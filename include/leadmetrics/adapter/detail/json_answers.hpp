// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_DETAIL_JSON_ANSWERS_HPP
#define LEADMETRICS_ADAPTER_DETAIL_JSON_ANSWERS_HPP

#include <leadmetrics/adapter/detail/json_shape.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Collects the records of several answers into one: { "records": [...], "done": false } where the last tells of another page.
template <class Json>
class collected_answers {
public:
    void add(Json const& answer)
    {
        if (auto const error = json_error(answer)) refuse("JSON", "an answer that tells of an error: \"" + *error + '"', "expected records");
        auto const found = json_list_in(answer);
        more_            = false;
        if (found.list == nullptr) return;
        if (found.single) return records_.push_back(*found.list);
        for (Json const& one : *found.list) records_.push_back(one);
        more_  = json_more_pages(answer, records_.size()).has_value(); // a total is that of all pages
        any_   = any_ || more_;
        lacks_ = lacks_ || json_is_partial(answer);
    }
    /// `independent`: the answers are to different questions, so that any of them may have further pages.
    [[nodiscard]] Json all(bool independent) &&
    {
        Json page       = Json::object();
        page["records"] = std::move(records_);
        if (lacks_ || (independent ? any_ : more_)) page["done"] = false;
        return page;
    }

private:
    Json records_ = Json::array();
    bool more_ = false, any_ = false, lacks_ = false; ///< the last answer has another page; any has; any lacks some of its records
};

/// Whether an object says of itself that it is a page of an answer: a record has none of these.
template <class Json>
bool is_page(Json const& object)
{
    return std::any_of(std::begin(json_page_marks), std::end(json_page_marks),
                       [&](char const* const mark) { return json_member(object, mark) != nullptr; });
}

/// Whether an object is a table as phpMyAdmin exports it, between others that tell of the database: its rows are its data.
template <class Json>
bool is_table_of_dump(Json const& object)
{
    Json const *const type = json_member(object, "type"), *const rows = json_member(object, "data");
    return type != nullptr && *type == "table" && rows != nullptr && rows->is_array();
}

/// Returns the records of an answer that holds several answers, or nothing where it is one: Salesforce's composite and batch answers, an array of
/// pages, and a table between the other elements of phpMyAdmin's exports. Refused: an answer among them that tells of an error.
template <class Json>
std::optional<Json> json_of_several_answers(Json const& answer)
{
    collected_answers<Json> several;
    if (answer.is_array()) {
        if (std::any_of(answer.begin(), answer.end(), is_table_of_dump<Json>)) {
            for (Json const& one : answer)
                if (is_table_of_dump(one)) several.add(one);
            return std::move(several).all(false);
        }
        auto const lists = [](Json const& one) { return one.is_object() && !json_list_in(one).single; };
        if (!std::all_of(answer.begin(), answer.end(), lists) || !std::any_of(answer.begin(), answer.end(), is_page<Json>)) return std::nullopt;
        for (Json const& one : answer) several.add(one);
        return std::move(several).all(false);
    }
    for (auto const& [list, inner] : {std::pair{"compositeResponse", "body"}, std::pair{"results", "result"}}) {
        Json const* const found = json_member(answer, list);
        if (found == nullptr || !found->is_array() || (std::string{"results"} == list && json_member(answer, "hasErrors") == nullptr)) continue;
        for (Json const& one : *found)
            if (Json const* const its = json_member(one, inner)) several.add(*its);
        return std::move(several).all(true);
    }
    return std::nullopt;
}

/// Returns the records of an answer in the shape of GraphQL, or nothing where it has another: lists of edges, each with a node, whose values stand in
/// objects of their own.
template <class Json>
std::optional<Json> json_of_graph(Json const& answer)
{
    Json const* inner = json_member(answer, "data");
    while (inner != nullptr && inner->is_object() && inner->size() == 1 && json_member(*inner, "edges") == nullptr) inner = &*inner->begin();
    Json const* const edges = inner == nullptr ? nullptr : json_member(*inner, "edges");
    if (edges == nullptr || !edges->is_array()) return std::nullopt;
    Json records = Json::array();
    for (Json const& edge : *edges) {
        Json const* const node   = json_member(edge, "node");
        Json              record = Json::object();
        if (node != nullptr && node->is_object())
            for (auto member = node->begin(); member != node->end(); ++member) {
                Json const* const value = json_member(*member, "value");
                record[member.key()]    = value != nullptr ? *value : *member;
            }
        records.push_back(std::move(record));
    }
    Json page                = Json::object();
    page["records"]          = std::move(records);
    Json const* const places = json_member(*inner, "pageInfo");
    Json const* const next   = places == nullptr ? nullptr : json_member(*places, "hasNextPage");
    if (next != nullptr && *next == true) page["done"] = false;
    return page;
}

/// Returns an answer in the shape that adapters read, where it has one of those above.
template <class Json>
std::optional<Json> json_reshaped(Json const& answer)
{
    auto several = json_of_several_answers(answer);
    return several ? std::move(several) : json_of_graph(answer);
}

}}} // namespace leadmetrics::detail

#endif
