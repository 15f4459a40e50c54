// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "csv_file.hpp"

#include "progress_bar.hpp"

#include <csv.h>
#include <date/date.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace crm {

namespace {

/// libcsv, fed line by line so that an error can name the line on which its row begins.
class parser {
public:
    explicit parser(char delimiter) : delimiter_(delimiter) { start(); }
    ~parser() { csv_free(&state_); }
    parser(parser const&)            = delete;
    parser& operator=(parser const&) = delete;

    /// False when the line breaks the rules of quoting; the parser then starts anew behind it.
    bool feed(std::string const& line)
    {
        if (csv_parse(&state_, line.data(), line.size(), on_field, on_row, this) == line.size()) return true;
        csv_free(&state_);
        start();
        return false;
    }
    bool finish() { return csv_fini(&state_, on_field, on_row, this) == 0; }

    bool                     row_complete = false;
    std::vector<std::string> row;

private:
    void start()
    {
        csv_init(&state_, CSV_STRICT | CSV_STRICT_FINI);
        csv_set_delim(&state_, static_cast<unsigned char>(delimiter_));
        row.clear();
        row_complete = false;
    }
    static void on_field(void* text, std::size_t length, void* self) { static_cast<parser*>(self)->row.emplace_back(static_cast<char const*>(text), length); }
    static void on_row(int, void* self) { static_cast<parser*>(self)->row_complete = true; }

    char       delimiter_;
    csv_parser state_{};
};

std::ifstream open(std::string const& file)
{
    std::error_code problem;
    auto const      status = std::filesystem::status(file, problem);
    if (!std::filesystem::exists(status)) throw input_error(fmt::format("{}: no such file", file));
    if (std::filesystem::is_directory(status)) throw input_error(fmt::format("{}: is a folder; expected a CSV file", file));
    std::ifstream in(file, std::ios::binary);
    if (!in) throw input_error(fmt::format("{}: cannot be read", file));
    return in;
}

/// Where each wanted column stands in the header.
std::vector<std::size_t> places_of(std::vector<std::string> const& columns, std::vector<std::string> const& header, std::string const& where)
{
    std::vector<std::size_t> places;
    for (auto const& column : columns) {
        auto const found = std::find(header.begin(), header.end(), column);
        if (found == header.end()) throw input_error(fmt::format("{}: column {}: not in the header; found {}", where, column, fmt::join(header, ", ")));
        places.push_back(static_cast<std::size_t>(found - header.begin()));
    }
    return places;
}

} // namespace

std::vector<std::string> iso_8601() { return {"%FT%TZ", "%FT%T%Ez", "%FT%T", "%F %T", "%F"}; }

std::optional<instant> parse_time(std::string const& text, std::vector<std::string> const& formats)
{
    for (auto const& format : formats) {
        std::istringstream in(text);
        instant            at{};
        date::from_stream(in, format.c_str(), at);
        if (!in.fail() && in.peek() == std::istringstream::traits_type::eof()) return at;
    }
    return std::nullopt;
}

std::optional<instant> csv_row::time(std::size_t column) const
{
    std::string const& said = text(column);
    if (said.empty()) return std::nullopt;
    if (auto const at = parse_time(said, options_.time_formats)) return at;
    wrong(column, options_.time_formats.size() == 1 ? "a time like " + options_.time_formats[0] : "a time like 2024-01-31 or 2024-01-31 09:30:00");
}

std::optional<double> csv_row::number(std::size_t column) const
{
    std::string const& said = text(column);
    if (said.empty()) return std::nullopt;
    double     value{};
    auto const end = said.data() + said.size();
    auto const [rest, problem] = std::from_chars(said.data(), end, value);
    if (problem != std::errc{} || rest != end || !std::isfinite(value)) wrong(column, "a number like 1234.50");
    return value;
}

void csv_row::wrong(std::size_t column, std::string const& expected) const
{
    throw input_error(fmt::format("{}: column {}: found \"{}\", expected {}", where_, names_[column], text(column), expected));
}

std::vector<std::string> read_csv(std::string const& file, std::vector<std::string> const& columns, csv_options const& options,
                                  std::function<void(csv_row const&)> const& take)
{
    std::ifstream in = open(file);
    progress_bar  progress(options.show_progress ? std::filesystem::file_size(file) : 0);
    parser        rows(options.delimiter);

    std::vector<std::string> header, skipped;
    std::vector<std::size_t> places;
    std::size_t              line_number = 0, row_begins = 1;

    auto const handle = [&] {
        auto fields = std::move(rows.row);
        rows.row.clear();
        rows.row_complete       = false;
        std::string const where = fmt::format("{}:{}", file, row_begins);
        if (header.empty()) {
            header = std::move(fields);
            places = places_of(columns, header, where);
            return;
        }
        if (fields.size() != header.size()) throw input_error(fmt::format("{}: found {} fields, expected {} as in the header", where, fields.size(), header.size()));
        take(csv_row(where, columns, places, fields, options));
    };
    auto const guarded = [&](auto&& step) {
        try {
            step();
        } catch (input_error const& problem) {
            if (!options.skip_bad_rows || header.empty() || places.empty()) throw;
            skipped.push_back(problem.what());
        }
    };

    for (std::string line; std::getline(in, line);) {
        progress.advance(line.size() + 1);
        if (++line_number == 1 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3); // a byte-order mark
        if (!in.eof()) line += '\n';
        guarded([&] {
            if (!rows.feed(line)) throw input_error(fmt::format("{}:{}: found a quotation mark inside a field without quotes, expected it doubled within quotes", file, line_number));
            if (rows.row_complete) handle();
        });
        if (rows.row.empty()) row_begins = line_number + 1;
    }
    guarded([&] {
        if (!rows.finish()) throw input_error(fmt::format("{}:{}: found the end of the file inside quotes, expected a closing quotation mark", file, row_begins));
        if (rows.row_complete) handle();
    });
    if (header.empty()) throw input_error(fmt::format("{}:1: the file is empty; expected a header line with the columns {}", file, fmt::join(columns, ", ")));
    return skipped;
}

std::optional<instant> latest(std::vector<change> const& changes)
{
    std::optional<instant> last;
    for (change const& c : changes)
        if (c.at && (!last || *c.at > *last)) last = c.at;
    return last;
}

} // namespace crm
