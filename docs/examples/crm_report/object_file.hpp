// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_OBJECT_FILE_HPP
#define CRM_REPORT_OBJECT_FILE_HPP

#include "change.hpp"
#include "csv_file.hpp"

#include <leadmetrics/adapter/json_records.hpp>
#include <leadmetrics/leadmetrics.hpp>

#include <nlohmann/json.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crm {

/// Where the records lie within JSON objects.
struct json_place {
    std::vector<std::string> path{};         ///< of names to an array; if empty, the objects themselves are the records
    std::string              id_of_parent{}; ///< what records that do not say to whom they belong call the id of the object around them

    friend auto operator<=>(json_place const&, json_place const&) = default;
};

/// The content of one of a vendor's files: rows of a table or JSON objects.
class object_file {
public:
    /// `history` is the place of a history within JSON objects; with `without_history`, the records are the objects that have none.
    object_file(std::string const& path, std::string name, csv_options const& options, std::vector<leadmetrics::screen_label> const& labels,
                json_place const& history, bool without_history);

    /// Returns the events that an adapter makes of the file. The file must outlive them.
    template <class Adapter>
    auto operator|(Adapter const& adapter) const
    {
        try {
            return objects_ ? *objects_ | adapter : *rows_ | adapter;
        } catch (std::invalid_argument const& problem) {
            throw input_error(path_ + ": " + problem.what());
        }
    }
    /// Calls use(records) with the records of the file.
    template <class Use>
    void visit(Use&& use) const
    {
        if (objects_) use(*objects_);
        else use(*rows_);
    }
    /// Throws input_error where the table lacks a column that the vendor's object must have.
    template <class Object>
    void check(Object const& object) const
    {
        if (!rows_) return; // JSON objects may differ from each other, so they are checked one by one when they are read
        for (auto const& word : leadmetrics::coverage_of(object, rows_->columns()))
            if (word.required && !word.present) lacks_column(std::string{word.fields[0]});
    }
    bool is_table() const { return rows_.has_value(); }
    bool has_column(std::string const& name) const { return rows_ && rows_->columns().contains(name); }
    /// Whether any record has a field.
    bool any_has(std::string const& field) const
    {
        bool any = false;
        visit([&](auto const& records) {
            for (auto const& record : records) any = any || record.named(field).has_value();
        });
        return any;
    }
    std::string const& name() const { return name_; }
    /// The columns that were given other names, as they were asked for.
    std::vector<std::string> const& renamed() const { return renamed_; }
    std::vector<std::string> const& skipped_rows() const { return table_.skipped_rows; }
    std::vector<std::string> const& notes() const { return table_.notes; }

private:
    [[noreturn]] void lacks_column(std::string const& name) const;
    /// Returns an addition to a message where the header looks like a record.
    std::string without_header() const;

    using rows = std::vector<std::vector<std::string_view>>;

    std::string                                  path_, name_;
    std::unique_ptr<text_file>                   text_; ///< what the rows point to
    csv_table                                    table_;
    std::vector<std::string>                     renamed_;
    nlohmann::json                               answer_;
    std::optional<leadmetrics::named_rows<rows>> rows_;
    std::optional<leadmetrics::json_records<>>   objects_;
};

} // namespace crm

#endif
