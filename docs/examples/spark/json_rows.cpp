// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "json_rows.hpp"

#include <leadmetrics/adapter/time_text.hpp>

#include <algorithm>

namespace lead_reports_parts {

namespace {

constexpr char const* of_texts   = "u";
constexpr char const* of_times   = "tsm:UTC";
constexpr char const* of_numbers = "l";

[[noreturn]] void wrong(std::size_t row, std::string const& column, json const& found, char const* expected)
{
    throw examples::settings_error("record " + std::to_string(row + 1) + ", " + column + ": found " + examples::shown(found) + ", expected "
                                   + expected);
}

std::string text_of(std::size_t row, std::string const& column, json const& value)
{
    if (value.is_string()) return value.get<std::string>();
    if (value.is_number_integer()) return value.dump();
    wrong(row, column, value, "a text or a whole number");
}

std::int64_t number_of(std::size_t row, std::string const& column, char const* format, json const& value)
{
    if (format == of_numbers) {
        if (!value.is_number_integer() || (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX))
            wrong(row, column, value, "a whole number of minor units, such as cents");
        return value.get<std::int64_t>();
    }
    auto const at = value.is_string() ? leadmetrics::read_time(value.get_ref<std::string const&>()) : std::nullopt;
    if (!at) wrong(row, column, value, "an instant like 2024-07-01T09:30:00Z");
    return at->at.time_since_epoch().count();
}

} // namespace

json_rows::json_rows(std::string_view text, leadmetrics::store_columns const& columns)
{
    json const rows = examples::parsed(text, "records", "a list of objects");
    if (!rows.is_array()) throw examples::settings_error("records: found what is no list in JSON, expected a list of objects");
    for (std::size_t i = 0; i != rows.size(); ++i)
        if (!rows[i].is_object()) wrong(i, "the whole", rows[i], "an object");

    std::vector<std::string> texts{columns.lead_id, columns.stage};
    texts.insert(texts.end(), columns.texts.begin(), columns.texts.end());
    for (std::string const& name : texts)
        if (std::none_of(columns_.begin(), columns_.end(), [&](column const& one) { return one.name == name; })) fill(add(name, of_texts), rows);
    fill(add(columns.at, of_times), rows);
    if (!columns.amount.empty()) fill(add(columns.amount, of_numbers), rows);
    finish(rows.size());
}

json_rows::column& json_rows::add(std::string const& name, char const* format) { return columns_.emplace_back(column{name, format}); }

void json_rows::fill(column& to, json const& rows)
{
    to.present.assign(rows.size() / 8 + 1, 0);
    for (std::size_t i = 0; i != rows.size(); ++i) {
        auto const found = rows[i].find(to.name);
        bool const told  = found != rows[i].end() && !found->is_null();
        if (told) to.present[i / 8] |= static_cast<unsigned char>(1U << (i % 8));
        if (to.format == of_texts) {
            if (told) to.texts += text_of(i, to.name, *found);
            if (to.texts.size() > INT32_MAX) throw examples::settings_error("records: found more than 2 GB of texts, expected several smaller lists");
            to.ends.push_back(static_cast<std::int32_t>(to.texts.size()));
        } else to.numbers.push_back(told ? number_of(i, to.name, to.format, *found) : 0);
    }
}

void json_rows::finish(std::size_t rows)
{
    auto const length = static_cast<std::int64_t>(rows);
    for (column& one : columns_) {
        bool const texts     = one.format == of_texts;
        one.buffers          = {one.present.data(), texts ? static_cast<void const*>(one.ends.data()) : one.numbers.data(), one.texts.data()};
        one.schema.format    = one.format;
        one.schema.name      = one.name.c_str();
        one.schema.flags     = 2; // may have nulls
        one.schema.release   = [](leadmetrics::arrow_schema* done) { done->release = nullptr; };
        one.array.length     = length;
        one.array.null_count = -1; // not counted
        one.array.n_buffers  = texts ? 3 : 2;
        one.array.buffers    = one.buffers.data();
        one.array.release    = [](leadmetrics::arrow_array* done) { done->release = nullptr; };
        schemas_.push_back(&one.schema);
        arrays_.push_back(&one.array);
    }
    schema_.format     = "+s";
    schema_.name       = "";
    schema_.n_children = static_cast<std::int64_t>(schemas_.size());
    schema_.children   = schemas_.data();
    schema_.release    = [](leadmetrics::arrow_schema* done) { done->release = nullptr; };
    batch_.length      = length;
    batch_.n_buffers   = 1;
    batch_.buffers     = no_buffers_.data();
    batch_.n_children  = schema_.n_children;
    batch_.children    = arrays_.data();
    batch_.release     = [](leadmetrics::arrow_array* done) { done->release = nullptr; };
}

} // namespace lead_reports_parts
