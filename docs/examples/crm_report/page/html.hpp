// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_PAGE_HTML_HPP
#define CRM_REPORT_PAGE_HTML_HPP

#include "pieces_of_json.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace crm {

/// Text that stands for itself in HTML, between tags and in quoted attributes. Bytes that are no UTF-8 become U+FFFD.
std::string escaped(std::string_view text);

/// JSON for a `script` element: no text in it can end the element.
std::string json_in_script(json const& content);

/// Markdown as HTML, without links (they lead to files that the reader of a page may not have) and without HTML of its own.
std::string html_of_markdown(std::string_view text);

/// How a figure is shown.
enum class shown_as {
    text,
    count,
    number, ///< two decimals, unless it is whole
    fine,   ///< four decimals
    percent,
    length,  ///< minutes, hours or days, of seconds
    hours,   ///< of seconds of working time
    money,   ///< of units, or of cents where the name ends in _minor
    instant, ///< to the minute
    date,
    month
};

/// Figures of a JSON document for people. Each is a `data` element, which keeps the value and its place (`data-at`, a JSON pointer), so that programs
/// can compare a page with the JSON.
class shown_figures {
public:
    explicit shown_figures(json const& document) : document_(document) {}

    [[nodiscard]] json const& at(std::string const& place) const;
    [[nodiscard]] bool        has(std::string const& place) const { return !at(place).is_null(); }

    [[nodiscard]] std::string operator()(std::string const& place, shown_as how) const;
    /// A count, with what is said of one and of another number.
    [[nodiscard]] std::string count(std::string const& place, char const* one, char const* more) const;
    /// A share with the limits of its 95 % interval, in words.
    [[nodiscard]] std::string rate(std::string const& place) const;
    /// A share with what it is of: "60.0 % (12 of 20)".
    [[nodiscard]] std::string share(std::string const& place) const;
    /// The limits of an interval.
    [[nodiscard]] std::string limits(std::string const& place) const;

private:
    json const& document_;
};

/// A row of a table: where its figures are, what it is called where no figure says so, and what stands for `#` in the places of its columns.
struct row {
    std::string place, name{}, part{};
};

/// A column of a table. `at` is a place within a row, or a place of its own in which the row's number stands for `*`. The row's `part` stands for
/// `#`.
struct column {
    std::string title;
    std::string at;
    shown_as    how = shown_as::count;
    enum {
        figure,
        interval,    ///< `at` has low and high
        percentiles, ///< `at` has a list of them, of which the first and the last are shown
        rate,        ///< `at` has a value, hits and total
        step,        ///< `at` has from and to
        label        ///< what the row is called
    } what = figure;
    /// Whether a row has this figure, where the figure does not say so itself: of nothing, 0 can be the wrong word.
    std::function<bool(row const& of)> known{};
};

/// A table with a row for each element of the list at a place. Empty where the list is. `last` is a row of HTML cells that stays at the end.
std::string table_of(shown_figures const& figures, std::string const& caption, std::string const& list, std::vector<column> const& columns,
                     std::vector<std::string> const& last = {});
/// The same with a row for each of these places.
std::string table_of(shown_figures const& figures, std::string const& caption, std::vector<row> const& rows, std::vector<column> const& columns,
                     std::vector<std::string> const& last = {});

} // namespace crm

#endif
