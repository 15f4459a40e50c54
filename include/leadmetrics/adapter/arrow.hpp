// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_ARROW_HPP
#define LEADMETRICS_ADAPTER_ARROW_HPP

// Reads tables that another program hands over by Arrow's C data interface (https://arrow.apache.org/docs/format/CDataInterface.html), for example
// DuckDB, pyarrow, Polars or ClickHouse. The data is not copied, and the Arrow library is not needed.

#include <leadmetrics/adapter/detail/arrow_column.hpp>
#include <leadmetrics/adapter/detail/kept_texts.hpp>
#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/index_range.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/version.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// The two structs of the interface, for programs that have no other Arrow header. Any other structs with these members can be used instead.
struct arrow_schema {
    char const*    format;
    char const*    name;
    char const*    metadata;
    std::int64_t   flags;
    std::int64_t   n_children;
    arrow_schema** children;
    arrow_schema*  dictionary;
    void (*release)(arrow_schema*);
    void* private_data;
};
struct arrow_array {
    std::int64_t  length;
    std::int64_t  null_count;
    std::int64_t  offset;
    std::int64_t  n_buffers;
    std::int64_t  n_children;
    void const**  buffers;
    arrow_array** children;
    arrow_array*  dictionary;
    void (*release)(arrow_array*);
    void* private_data;
};

/// A table: an Arrow struct array whose children are the columns (a record batch). This class does not own the table. The caller releases it, but
/// only after everything that was made from it is gone. Refused: a released table, an array that is no record batch, and a number of columns that
/// differs from the schema's.
template <class Schema, class Array>
class arrow_table {
public:
    arrow_table(Schema const& schema, Array const& array) : schema_(&schema), array_(&array)
    {
        if (schema.release == nullptr || array.release == nullptr)
            detail::refuse("arrow_table", "a released one", "give a table that is still there");
        if (std::string_view{schema.format} != "+s") detail::refuse("arrow_table", schema.format, "give a record batch: an array of format +s");
        if (schema.n_children != array.n_children)
            detail::refuse("arrow_table", std::to_string(array.n_children) + " columns", "the schema has " + std::to_string(schema.n_children));
    }

    [[nodiscard]] std::size_t size() const noexcept { return static_cast<std::size_t>(array_->length); }

    /// Returns a column of texts (utf8, large utf8, or a dictionary of either), of integers, or of instants. Refused: a name that the table does not
    /// have, and a column of another type.
    [[nodiscard]] auto texts(std::string_view name) const
    {
        auto const [schema, array] = column(name);
        return detail::arrow_texts<Array>{*schema, *array, first_row()};
    }
    [[nodiscard]] auto integers(std::string_view name) const
    {
        auto const [schema, array] = column(name);
        if (schema->dictionary != nullptr) // the integers of the column are places in it, and differ from batch to batch
            detail::refuse_column<Array>(schema->name, "a dictionary", "give a column of integers themselves (cast it)");
        return detail::arrow_integers<Array>{*schema, *array, first_row()};
    }
    template <class Duration = std::chrono::microseconds>
    [[nodiscard]] auto times(std::string_view name) const
    {
        auto const [schema, array] = column(name);
        return detail::arrow_times<Array, Duration>{*schema, *array, first_row()};
    }
    /// Calls use(Duration{}) with the precision of a column of instants (seconds, milliseconds, microseconds, nanoseconds; seconds for dates), and
    /// returns what it returns: durations are then kept in the records' own precision, which takes the least memory.
    template <class Use>
    decltype(auto) with_precision_of(std::string_view name, Use&& use) const
    {
        auto const [schema, array] = column(name);
        switch (std::int64_t const unit = detail::arrow_time_unit(schema->format)) {
        case 1: return use(std::chrono::nanoseconds{});
        case 1'000: return use(std::chrono::microseconds{});
        case 1'000'000: return use(std::chrono::milliseconds{});
        default:
            if (unit == 0) detail::refuse_column<Array>(schema->name, schema->format, "give a column of timestamps or dates (formats ts…, tdD, tdm)");
            return use(std::chrono::seconds{});
        }
    }

    /// Returns whether a column has integers.
    [[nodiscard]] bool has_integers(std::string_view name) const
    {
        auto const schema = column(name).first;
        return schema->dictionary == nullptr && detail::arrow_integer_width(schema->format) != 0;
    }
    [[nodiscard]] bool contains(std::string_view name) const noexcept { return place_of(name) != schema_->n_children; }

    /// Returns a column of any type as text, for adapters; empty where the table has no such column. Refused: a type that cannot be read as text.
    [[nodiscard]] std::optional<detail::arrow_any<Array>> any(std::string_view name) const
    {
        auto const place = place_of(name);
        if (place == schema_->n_children) return std::nullopt;
        return detail::arrow_any<Array>{*schema_->children[place], *array_->children[place], first_row()};
    }

private:
    [[nodiscard]] std::int64_t place_of(std::string_view name) const noexcept
    {
        std::int64_t i = 0;
        while (i != schema_->n_children && (schema_->children[i]->name == nullptr || schema_->children[i]->name != name)) ++i;
        return i;
    }
    [[nodiscard]] std::pair<Schema const*, Array const*> column(std::string_view name) const
    {
        auto const i = place_of(name);
        if (i != schema_->n_children) return {schema_->children[i], array_->children[i]};
        std::string found;
        for (std::int64_t k = 0; k != schema_->n_children; ++k)
            found.append(k == 0 ? "" : ", ").append(schema_->children[k]->name == nullptr ? "(no name)" : schema_->children[k]->name);
        detail::refuse("arrow_table", '"' + std::string{name} + '"', "the table has no column of this name; it has " + found);
    }
    [[nodiscard]] std::int64_t first_row() const noexcept { return array_->offset; }

    Schema const* schema_;
    Array const*  array_;
};

/// The names of the columns of a table of stage changes.
struct stage_columns {
    std::string_view lead_id = "lead_id", stage = "stage", at = "at";
};

/// Stage changes that are read directly from a table's columns: a random-access range of records with the members lead_id, stage and at. Nothing is
/// copied. `Id` is std::string_view or std::int64_t. The stage is a text, for a funnel whose stages are texts. Instants have the precision
/// `Duration`, for which arrow_table::with_precision_of gives the column's own.
template <class Schema, class Array, class Id = std::string_view, class Duration = std::chrono::microseconds>
class arrow_stage_changes {
    using ids = std::conditional_t<std::is_same_v<Id, std::string_view>, detail::arrow_texts<Array>, detail::arrow_integers<Array>>;

public:
    struct value_type {
        static constexpr bool texts_outlive_it = true;

        std::conditional_t<std::is_same_v<Id, std::string_view>, std::string_view, std::optional<std::int64_t>> lead_id;
        std::string_view                                                                                        stage;
        std::optional<date::sys_time<Duration>>                                                                 at;
    };

    arrow_stage_changes(arrow_table<Schema, Array> const& table, stage_columns const& names)
        : ids_(id_column(table, names.lead_id)), stages_(table.texts(names.stage)), times_(table.template times<Duration>(names.at)),
          size_(table.size())
    {
    }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] value_type  operator[](std::size_t i) const { return {ids_[i], stages_[i], times_[i]}; }
    [[nodiscard]] auto        begin() const noexcept { return detail::index_iterator<arrow_stage_changes>{*this, 0}; }
    [[nodiscard]] auto        end() const noexcept { return detail::index_iterator<arrow_stage_changes>{*this, size()}; }

private:
    static ids id_column(arrow_table<Schema, Array> const& table, std::string_view name)
    {
        if constexpr (std::is_same_v<Id, std::string_view>) return table.texts(name);
        else return table.integers(name);
    }

    ids                                  ids_;
    detail::arrow_texts<Array>           stages_;
    detail::arrow_times<Array, Duration> times_;
    std::size_t                          size_;
};

template <class Schema, class Array>
arrow_stage_changes(arrow_table<Schema, Array> const&, stage_columns const&) -> arrow_stage_changes<Schema, Array>;

/// The rows of a table as records for adapters, which read the columns by name: `lm::arrow_records(table) | salesforce::lead_history(words)`. Texts
/// are not copied. Numbers and instants are converted to text when they are read; these texts live as long as this object. Thread safety: one
/// object must not be used by several threads at the same time.
template <class Schema, class Array>
class arrow_records {
public:
    explicit arrow_records(arrow_table<Schema, Array> table) : table_(table), texts_(std::make_unique<detail::kept_texts>()) {}

    class record {
    public:
        record(arrow_records const& all, std::size_t i) noexcept : all_(&all), i_(i) {}
        [[nodiscard]] std::optional<std::string_view> named(std::string_view name) const
        {
            auto const column = all_->table_.any(name);
            return column ? std::optional{column->text(i_, *all_->texts_)} : std::nullopt;
        }

    private:
        arrow_records const* all_;
        std::size_t          i_;
    };

    [[nodiscard]] std::size_t size() const noexcept { return table_.size(); }
    [[nodiscard]] record      operator[](std::size_t i) const noexcept { return {*this, i}; }
    [[nodiscard]] auto        begin() const noexcept { return detail::index_iterator<arrow_records>{*this, 0}; }
    [[nodiscard]] auto        end() const noexcept { return detail::index_iterator<arrow_records>{*this, size()}; }

private:
    arrow_table<Schema, Array>          table_;
    std::unique_ptr<detail::kept_texts> texts_;
};

}} // namespace leadmetrics

#endif
