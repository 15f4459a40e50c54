// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_CSV_FILE_HPP
#define CRM_REPORT_CSV_FILE_HPP

#include "change.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <istream>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace crm {

/// An error in the input. The message names the file, the line, the column, what was found and what was expected.
struct input_error : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// A date, or a date and a time of day, in UTC unless an offset is given.
std::vector<std::string> iso_8601();

struct csv_options {
    char                     delimiter     = ',';
    bool                     skip_bad_rows = false;
    bool                     show_progress = false;
    std::vector<std::string> time_formats  = iso_8601();

    std::vector<std::pair<std::string, std::string>>
        other_names{}; ///< other names of columns: the name in the file, and the name that the program uses
};

/// Returns the time that a text says in one of the formats; empty when it is in none. Sets `is_date`, where it is given, to whether that is a date
/// without a time of day.
std::optional<instant> parse_time(std::string const& text, std::vector<std::string> const& formats, bool* is_date = nullptr);

/// One row. Its fields are numbered by the position of their columns in the list of wanted columns.
class csv_row {
public:
    static constexpr std::size_t nowhere = SIZE_MAX;

    csv_row(std::string const& where, std::vector<std::string> const& names, std::vector<std::size_t> const& places, std::vector<std::string>& fields,
            csv_options const& options)
        : where_(where), names_(names), places_(places), fields_(fields), options_(options)
    {
    }

    std::string& text(std::size_t column) const { return fields_[places_[column]]; }
    /// Whether the file has a column: one that need not be there, after those that must.
    bool has(std::size_t column) const { return places_[column] != nowhere; }
    /// `time` and `number` return nothing where the field is empty.
    std::optional<instant> time(std::size_t column) const;
    /// Whether that time is a date without a time of day.
    bool                  is_date(std::size_t column) const;
    std::optional<double> number(std::size_t column) const;
    [[noreturn]] void     wrong(std::size_t column, std::string const& expected) const;

private:
    std::string const&              where_;
    std::vector<std::string> const& names_;
    std::vector<std::size_t> const& places_;
    std::vector<std::string>&       fields_;
    csv_options const&              options_;
};

/// Reads a file with a header line and calls `take` with each row. Returns one message for each row that was skipped. A column whose name ends in
/// "?" is optional.
std::vector<std::string> read_csv(std::string const& file, std::vector<std::string> const& columns, csv_options const& options,
                                  std::function<void(csv_row const&)> const& take);

/// Reads a text with a header line and calls `take_header` and `take_row` with the fields and their position. Returns one message for each row that
/// was skipped. The text must be UTF-8, with or without a byte-order mark, with any line ends; anything else throws an input_error with its position.
std::vector<std::string> each_row(std::istream& in, std::string const& name, csv_options const& options,
                                  std::function<void(std::uintmax_t)> const&                               progress,
                                  std::function<void(std::vector<std::string>, std::string const&)> const& take_header,
                                  std::function<void(std::vector<std::string>, std::string const&)> const& take_row);

struct csv_table {
    std::vector<std::string>              header;
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string>              skipped_rows;
};
csv_table read_table(std::istream& in, std::string const& name, csv_options const& options);

} // namespace crm

#endif
