// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "object_file.hpp"

#include "text_file.hpp"

#include <leadmetrics/adapter/json_text.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace lm = leadmetrics;

namespace crm {

object_file::object_file(std::string const& path, std::string name, csv_options const& options, std::vector<lm::screen_label> const& labels,
                         json_place const& history, bool without_history)
    : path_(path), name_(std::move(name))
{
    text_                 = std::make_unique<text_file>(path, options.encoding);
    text_file const& text = *text_;
    try {
        if (text.is_json()) {
            answer_ = lm::parse_json(text.view());
            if (without_history) objects_.emplace(lm::json_records<>::without_history(answer_, history.path));
            else objects_.emplace(answer_, history.path, history.id_of_parent);
            text_.reset();
            return;
        }
    } catch (std::invalid_argument const& problem) {
        throw input_error(path + ": " + problem.what());
    }
    table_ = read_table(text, options);
    std::vector<lm::other_name> others;
    for (auto const& [in_file, vendors] : options.other_names) {
        auto const colon = in_file.find(':');
        if (colon != std::string::npos && in_file.substr(0, colon) != name_) continue; // the name of a column in another file
        std::string const column = colon == std::string::npos ? in_file : in_file.substr(colon + 1);
        if (std::find(table_.header.begin(), table_.header.end(), column) != table_.header.end()) {
            others.push_back({column, vendors});
            renamed_.push_back(in_file);
        } else if (colon != std::string::npos)
            throw input_error("--column: found \"" + in_file + "=" + vendors + "\", and no column " + column + " in the header of " + path);
    }
    try {
        lm::column_names names{table_.header, others};
        names.rename_labels(labels);
        rows_.emplace(std::move(names), table_.rows);
    } catch (std::invalid_argument const& problem) {
        throw input_error(path + ":1: " + problem.what() + without_header());
    }
}

void object_file::lacks_column(std::string const& name) const
{
    std::string found;
    for (auto const& one : rows_->columns().names()) found += (found.empty() ? "" : ", ") + one;
    if (found.size() > 300) found = found.substr(0, found.find(',', 300)) + " and more";
    throw input_error(path_ + ":1: column " + name + ": not in the header; found " + found + "; export the field, or give --column \"" + name_
                      + ":ITS NAME HERE=" + name + "\"" + without_header());
}

std::string object_file::without_header() const
{
    bool const data = std::any_of(table_.header.begin(), table_.header.end(), [](std::string const& one) {
        return lm::read_time(one, {.zone = {}, .order = lm::date_order::month_first, .excel_serials = false}).has_value();
    });
    return data ? "; the first line looks like a record: put a line with the names of the columns before it" : "";
}

} // namespace crm
