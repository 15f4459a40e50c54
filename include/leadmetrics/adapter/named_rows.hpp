// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_NAMED_ROWS_HPP
#define LEADMETRICS_ADAPTER_NAMED_ROWS_HPP

#include <leadmetrics/adapter/detail/name_match.hpp>
#include <leadmetrics/adapter/detail/value_text.hpp>
#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/index_range.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/version.hpp>

#include <range/v3/range/concepts.hpp>
#include <range/v3/range/primitives.hpp>
#include <range/v3/range/traits.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// The vendor's name of a column that has another name in a file: {"Erstellt am", "CreatedDate"}.
struct other_name {
    std::string in_file;
    std::string vendors;
};

/// The names that a vendor's screens show for its fields: {"Record ID", "hs_object_id"}.
struct screen_label {
    std::string_view label;
    std::string_view name;
};

/// The names of a table's columns, in their order. A name is looked up as it is written or, where no column has exactly this name, without regard to
/// case, `_`, `-`, `.` and blanks: CreatedDate finds created_date and CREATED DATE. A name with points, which is a path in JSON, finds no column.
class column_names {
public:
    column_names() = default;
    /// Takes the fields of a header line, and the vendor's names of those columns that have other names in the header. Refused: a name that occurs
    /// twice, and another name for a column that the header does not have.
    template <ranges::input_range Header>
        requires detail::string_like<std::remove_cvref_t<ranges::range_reference_t<Header>>>
    explicit column_names(Header const& header, std::vector<other_name> const& others = {})
    {
        for (auto const& name : header) names_.emplace_back(detail::trimmed(std::string_view{name}));
        for (other_name const& other : others) {
            auto const found = std::find(names_.begin(), names_.end(), other.in_file);
            if (found == names_.end()) detail::refuse("column_names", '"' + other.in_file + '"', "there is no column of this name in the header");
            *found = other.vendors;
        }
        for (auto name = names_.begin(); name != names_.end(); ++name)
            if (!name->empty() && std::find(names_.begin(), name, *name) != name)
                detail::refuse("column_names", '"' + *name + '"', "two columns have this name; a name means one column");
        make_plain();
    }

    /// Names the columns that have one of these labels, in any case, if no column has the name already.
    template <ranges::input_range Labels>
    void rename_labels(Labels const& labels)
    {
        for (screen_label const& one : labels) {
            if (contains(one.name)) continue;
            auto const found =
                std::find_if(names_.begin(), names_.end(), [&](std::string const& name) { return detail::same_letters(name, one.label); });
            if (found != names_.end()) *found = std::string{one.name};
        }
        make_plain();
    }

    [[nodiscard]] std::optional<std::size_t> operator[](std::string_view name) const noexcept
    {
        for (std::size_t i = 0; i != names_.size(); ++i)
            if (names_[i] == name) return i;
        detail::plain_name const wanted{name};
        for (std::size_t i = 0; i != names_.size(); ++i)
            if (plain_[i].first == wanted.view() || plain_[i].second == wanted.view()) return i;
        return std::nullopt;
    }
    [[nodiscard]] bool                            contains(std::string_view name) const noexcept { return (*this)[name].has_value(); }
    [[nodiscard]] std::vector<std::string> const& names() const noexcept { return names_; }

private:
    void make_plain()
    {
        plain_.clear();
        for (std::string const& name : names_)
            plain_.emplace_back(std::string{detail::plain_name{name}.view()}, std::string{detail::plain_name{detail::without_prefix(name)}.view()});
    }

    std::vector<std::string>                         names_;
    std::vector<std::pair<std::string, std::string>> plain_; ///< the names in their plain form, and the same without the prefix of properties
};

/// One row of a table as a record whose fields adapters read by name.
template <class Row>
class named_row {
public:
    named_row(column_names const& names, Row const& row) noexcept : names_(&names), row_(&row) {}

    /// Returns the text of a field; empty where the table has no such column, or the row has too few fields.
    [[nodiscard]] std::optional<std::string_view> named(std::string_view name) const
    {
        auto const column = (*names_)[name];
        if (!column || *column >= static_cast<std::size_t>(ranges::size(*row_))) return std::nullopt;
        return std::string_view{(*row_)[*column]};
    }
    [[nodiscard]] Row const& row() const noexcept { return *row_; }

private:
    column_names const* names_;
    Row const*          row_;
};

/// Rows of texts, such as a CSV reader returns, as records for adapters:
///
///     auto const members = lm::named_rows(header, rows) | salesforce::campaign_members();
///
/// A random-access range. The rows must outlive everything that is made from the range; the header is copied. Complexity: reading a field costs
/// O(columns).
template <class Rows>
class named_rows {
    using row = ranges::range_value_t<Rows>;

public:
    static constexpr bool texts_outlive_it = true;

    named_rows(column_names names, Rows const& rows) : names_(std::move(names)), rows_(&rows) {}
    named_rows(column_names names, Rows const&& rows) = delete; // the rows are not copied: give the container a name
    template <ranges::input_range Header>
    named_rows(Header const& header, Rows const& rows, std::vector<other_name> const& others = {}) : named_rows(column_names{header, others}, rows)
    {
    }

    [[nodiscard]] column_names const& columns() const noexcept { return names_; }
    [[nodiscard]] std::size_t         size() const noexcept { return static_cast<std::size_t>(ranges::size(*rows_)); }
    [[nodiscard]] named_row<row>      operator[](std::size_t i) const noexcept { return {names_, (*rows_)[i]}; }
    [[nodiscard]] auto                begin() const noexcept { return detail::index_iterator<named_rows>{*this, 0}; }
    [[nodiscard]] auto                end() const noexcept { return detail::index_iterator<named_rows>{*this, size()}; }

private:
    column_names names_;
    Rows const*  rows_;
};

}} // namespace leadmetrics

#endif
