// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// The reader of the example programs.
#include "csv_file.hpp"

#include "fuzz/require.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

using leadmetrics_tests::require;

namespace {

template <class Row>
void write(std::string& to, Row const& row)
{
    for (std::size_t i = 0; i != row.size(); ++i) {
        to += i == 0 ? "\"" : ",\"";
        for (char const c : row[i]) to += c == '"' ? std::string(2, c) : std::string(1, c);
        to += '"';
    }
    to += '\n';
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    std::string const text{reinterpret_cast<char const*>(data), size};
    for (bool const skip : {false, true}) {
        crm::csv_options options;
        options.skip_bad_rows = skip;
        std::optional<crm::text_file> file;
        crm::csv_table                table;
        try {
            file.emplace(crm::text_file::of(text, "fuzz.csv"));
            table = crm::read_table(*file, options);
        } catch (crm::input_error const& problem) {
            require(std::string{problem.what()}.starts_with("fuzz.csv:"), "an error says where");
            continue;
        }
        require(!table.header.empty(), "a file that is read has a header");
        require(skip || table.skipped_rows.empty(), "no row is skipped unless that is asked for");
        std::string again;
        write(again, table.header);
        for (auto const& row : table.rows) {
            require(row.size() == table.header.size(), "a row has the fields of the header");
            write(again, row);
        }
        if (again.find('\\') != std::string::npos) continue; // a backslash before a quotation mark means that the file is MySQL's
        auto const other = crm::text_file::of(again, "again.csv");
        auto const same  = crm::read_table(other, {.delimiter = ','});
        require(same.header == table.header && same.rows == table.rows, "a table that was read is written and read again");
    }
    return 0;
}
