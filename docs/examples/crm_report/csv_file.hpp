// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_CSV_FILE_HPP
#define CRM_REPORT_CSV_FILE_HPP

#include "change.hpp"
#include "text_file.hpp"

#include <leadmetrics/adapter/money_text.hpp>
#include <leadmetrics/adapter/time_text.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace crm {

/// An error in the input. The message names the file, the line, the column, what was found and what was expected.
struct input_error : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct csv_options {
    char                       delimiter     = '\0'; ///< NUL: the one of comma, semicolon, tab and bar that the header has most of
    bool                       skip_bad_rows = false;
    bool                       show_progress = false;
    std::string                time_format{}; ///< as in strftime; if empty, times are read as leadmetrics::read_time reads them
    leadmetrics::time_reading  times{};
    leadmetrics::money_reading money{};           ///< how amounts and other numbers are written
    std::string                encoding = "auto"; ///< `auto`: UTF-8 or UTF-16; any other as iconv knows it

    std::vector<std::pair<std::string, std::string>>
                                  other_names{}; ///< other names of columns: the name in the file, and the name that the program uses
    std::map<std::string, double> rates{};       ///< for each currency, its worth in the currency of the report
};

/// Returns the time that a text says. Sets `is_date`, where it is given, to whether that is a date without a time of day.
std::optional<instant> parse_time(std::string_view text, csv_options const& options, bool* is_date = nullptr);

/// Returns the option that helps to read a time, as an addition to a message; empty where none does.
std::string option_for_time(std::string_view text);

/// One row. Its fields are numbered by the position of their columns in the list of wanted columns. A word for null, such as NULL, gives an empty
/// text. Texts are valid during the call only, unless `stays()`.
class csv_row {
public:
    static constexpr std::size_t nowhere = SIZE_MAX;

    csv_row(std::string const& where, std::vector<std::string> const& names, std::vector<std::size_t> const& places,
            std::vector<std::string_view> const& fields, bool stays, csv_options const& options)
        : where_(where), names_(names), places_(places), fields_(fields), stays_(stays), options_(options)
    {
    }

    std::string_view text(std::size_t column) const;
    /// Returns the n-th field of the file as it is written.
    std::string_view written(std::size_t n) const { return fields_[n]; }
    /// Whether the file has a column: one that need not be there, after those that must.
    bool has(std::size_t column) const { return places_[column] != nowhere; }
    /// Whether the texts stay in memory as long as the file.
    bool stays() const { return stays_; }
    /// `time` and `number` return nothing where the field is empty. `time` sets `is_date` to whether it is a date without a time of day.
    std::optional<instant> time(std::size_t column, bool* is_date = nullptr) const;
    std::optional<double>  number(std::size_t column) const;
    /// An amount may have groups of thousands, and its currency beside it.
    struct money {
        std::optional<double> value;
        std::string_view      currency;
    };
    money             amount(std::size_t column) const;
    [[noreturn]] void wrong(std::size_t column, std::string const& expected) const;

private:
    std::string const&                   where_;
    std::vector<std::string> const&      names_;
    std::vector<std::size_t> const&      places_;
    std::vector<std::string_view> const& fields_;
    bool                                 stays_;
    csv_options const&                   options_;
};

/// What is to be said of a file that was read.
struct csv_remarks {
    std::vector<std::string> skipped_rows{}; ///< for each row that was skipped, what was wrong
    std::vector<std::string> notes{};        ///< a footer and NUL bytes that were left out
};

/// Takes the rows of a file, of which several parts may be read at the same time.
class row_taker {
public:
    virtual ~row_taker() = default;
    /// Called once before all rows, with the largest number of rows that there can be, and the number of parts. It may be called again: then the file
    /// is read anew, and what was taken before does not count.
    virtual void begin(std::size_t most_rows, std::size_t parts) = 0;
    /// Takes a row. `place` is above that of the row before it in the same part, and below those of the following parts.
    virtual void take(std::size_t part, std::size_t place, csv_row const& row) = 0;
};

/// Reads a text with a header line; its parts are read on all cores where the program has them. A column whose name ends in "?" is optional. The text
/// must be UTF-8, with any line ends; anything else throws an input_error with its position.
csv_remarks read_csv(text_file const& text, std::vector<std::string> const& columns, csv_options const& options, row_taker& taker);

/// Reads a file and calls `take` with each row, in order.
csv_remarks read_csv(std::string const& file, std::vector<std::string> const& columns, csv_options const& options,
                     std::function<void(csv_row const&)> const& take);

struct csv_table {
    std::vector<std::string>                   header{};
    std::vector<std::vector<std::string_view>> rows{};
    std::vector<std::string>                   skipped_rows{}, notes{};
    text_store                                 texts{};
};
/// Reads all columns. The text must outlive the table.
csv_table read_table(text_file const& text, csv_options const& options);

} // namespace crm

#endif
