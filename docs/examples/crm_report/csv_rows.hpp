// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_CSV_ROWS_HPP
#define CRM_REPORT_CSV_ROWS_HPP

#include "text_file.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace crm {

/// A text of CSV: its header, and the rows behind it without a footer.
struct csv_body {
    std::vector<std::string>           header;
    std::string_view                   rows;
    std::size_t                        first_line = 2; ///< the number of the line on which the rows begin
    char                               delimiter  = ',';
    std::shared_ptr<std::string const> rewritten{}; ///< the text, where quotation marks behind backslashes had to be doubled

    /// Adds a note on a footer that was left out. Throws input_error where there is no header.
    static csv_body of(text_file const& text, char delimiter, std::vector<std::string>& notes);
};

using take_fields = std::function<void(std::vector<std::string_view> const& fields, bool stays)>;

/// Calls take(fields, stays) with each row of a part of a text; `stays` tells whether the fields are views of the text itself. Returns false where a
/// row breaks the rules of quoting, has another number of fields than the header, or is no UTF-8.
bool each_row_of_part(std::string_view part, char delimiter, std::size_t columns, take_fields const& take);

/// Calls take(fields, where) with each row, whose place is then known to the line. Returns one message for each row that was skipped; without
/// `skip_bad_rows`, a row that cannot be read throws an input_error.
std::vector<std::string> each_row(csv_body const& body, std::string const& name, bool skip_bad_rows,
                                  std::function<void(std::vector<std::string_view> const&, std::string const&)> const& take);

} // namespace crm

#endif
