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
#include <utility>

namespace crm {

namespace {

/// A parser of CSV (libcsv). It gets the text line by line, so that an error can name the line on which its row begins.
class parser {
public:
    explicit parser(char delimiter) : delimiter_(delimiter) { start(); }
    ~parser() { csv_free(&state_); }
    parser(parser const&)            = delete;
    parser& operator=(parser const&) = delete;

    /// Returns false when the line breaks the rules of quoting. The parser then starts anew after the line.
    bool feed(std::string const& line)
    {
        if (csv_parse(&state_, line.data(), line.size(), on_field, on_row, this) == line.size()) return true;
        csv_free(&state_);
        start();
        return false;
    }
    bool finish() { return csv_fini(&state_, on_field, on_row, this) == 0; }

    std::vector<std::vector<std::string>> complete; ///< the complete rows, in order
    std::vector<std::string>              row;      ///< the row that has begun and not ended

private:
    void start()
    {
        csv_init(&state_, CSV_STRICT | CSV_STRICT_FINI);
        csv_set_delim(&state_, static_cast<unsigned char>(delimiter_));
        row.clear();
    }
    static void on_field(void* text, std::size_t length, void* self)
    {
        static_cast<parser*>(self)->row.emplace_back(static_cast<char const*>(text), length);
    }
    static void on_row(int, void* self)
    {
        auto& here = *static_cast<parser*>(self);
        here.complete.push_back(std::move(here.row));
        here.row.clear();
    }

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

/// Returns the position of each wanted column in the header.
std::vector<std::size_t> places_of(std::vector<std::string> const& columns, std::vector<std::string> const& header, std::string const& where)
{
    std::vector<std::size_t> places;
    for (auto const& name : columns) {
        bool const        optional = name.ends_with('?');
        std::string const column   = optional ? name.substr(0, name.size() - 1) : name;
        auto const        found    = std::find(header.begin(), header.end(), column);
        if (found == header.end() && optional) {
            places.push_back(csv_row::nowhere);
            continue;
        }
        if (found == header.end())
            throw input_error(fmt::format("{}: column {}: not in the header; found {}", where, column, fmt::join(header, ", ")));
        places.push_back(static_cast<std::size_t>(found - header.begin()));
    }
    return places;
}

} // namespace

std::vector<std::string> iso_8601() { return {"%FT%TZ", "%FT%T%Ez", "%FT%T", "%F %T", "%F"}; }

std::optional<instant> parse_time(std::string const& text, std::vector<std::string> const& formats, bool* is_date)
{
    auto const has_clock = [](std::string const& format) {
        for (char const* const clock : {"%T", "%H", "%I", "%R", "%r", "%X", "%c", "%EX", "%Ec"})
            if (format.find(clock) != std::string::npos) return true;
        return false;
    };
    for (auto const& format : formats) {
        std::istringstream in(text);
        instant            at{};
        date::from_stream(in, format.c_str(), at);
        if (!in.fail() && in.peek() == std::istringstream::traits_type::eof()) {
            if (is_date != nullptr) *is_date = !has_clock(format);
            return at;
        }
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

bool csv_row::is_date(std::size_t column) const
{
    bool date = false;
    parse_time(text(column), options_.time_formats, &date);
    return date;
}

std::optional<double> csv_row::number(std::size_t column) const
{
    std::string const& said = text(column);
    if (said.empty()) return std::nullopt;
    double     value{};
    auto const end             = said.data() + said.size();
    auto const [rest, problem] = std::from_chars(said.data(), end, value);
    if (problem != std::errc{} || rest != end || !std::isfinite(value)) wrong(column, "a number like 1234.50");
    return value;
}

void csv_row::wrong(std::size_t column, std::string const& expected) const
{
    throw input_error(fmt::format("{}: column {}: found \"{}\", expected {}", where_, names_[column], text(column), expected));
}

namespace {

/// Returns what is wrong with the encoding of a text, or nothing if the text is UTF-8.
std::string wrong_encoding(std::string_view text)
{
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF") || text.find('\0') != std::string_view::npos)
        return "found UTF-16, expected UTF-8: save the file as UTF-8";
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const        byte   = static_cast<unsigned char>(text[i]);
        std::size_t const behind = byte < 0x80                   ? 0
                                   : byte >= 0xC2 && byte < 0xE0 ? 1
                                   : byte >= 0xE0 && byte < 0xF0 ? 2
                                   : byte >= 0xF0 && byte < 0xF5 ? 3
                                                                 : 4;
        bool              right  = behind < 4 && i + behind < text.size();
        for (std::size_t k = 1; right && k <= behind; ++k) right = (static_cast<unsigned char>(text[i + k]) & 0xC0) == 0x80;
        if (!right) return fmt::format("found the byte {:#04x}, which is not UTF-8; is it Latin-1? Save the file as UTF-8", byte);
        i += behind;
    }
    return {};
}

} // namespace

std::vector<std::string> each_row(std::istream& in, std::string const& name, csv_options const& options,
                                  std::function<void(std::uintmax_t)> const&                               progress,
                                  std::function<void(std::vector<std::string>, std::string const&)> const& take_header,
                                  std::function<void(std::vector<std::string>, std::string const&)> const& take_row)
{
    parser                   rows(options.delimiter);
    std::vector<std::string> skipped;
    std::size_t              columns = 0, line_number = 0, row_begins = 1;
    bool                     header_taken = false;

    auto const handle = [&](std::vector<std::string> fields) {
        std::string const where = fmt::format("{}:{}", name, row_begins);
        if (columns == 0) {
            columns = fields.size();
            take_header(std::move(fields), where);
            header_taken = true;
            return;
        }
        if (fields.size() != columns)
            throw input_error(fmt::format("{}: found {} fields, expected {} as in the header", where, fields.size(), columns));
        take_row(std::move(fields), where);
    };
    auto const guarded = [&](auto&& step) {
        try {
            step();
        } catch (input_error const& problem) {
            if (!options.skip_bad_rows || !header_taken) throw;
            skipped.push_back(problem.what());
        }
    };
    auto const handle_all = [&] { // there is more than one row where lines end with a carriage return only
        for (auto& fields : std::exchange(rows.complete, {})) guarded([&] { handle(std::move(fields)); });
    };

    for (std::string line; std::getline(in, line);) {
        progress(line.size() + 1);
        if (++line_number == 1 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3); // a byte-order mark
        if (!in.eof()) line += '\n';
        guarded([&] {
            if (auto const problem = wrong_encoding(line); !problem.empty()) throw input_error(fmt::format("{}:{}: {}", name, line_number, problem));
            if (!rows.feed(line))
                throw input_error(
                    fmt::format("{}:{}: found a quotation mark inside a field without quotes, expected it doubled within quotes", name, line_number));
        });
        handle_all();
        if (rows.row.empty()) row_begins = line_number + 1;
    }
    guarded([&] {
        if (!rows.finish())
            throw input_error(fmt::format("{}:{}: found the end of the file inside quotes, expected a closing quotation mark", name, row_begins));
    });
    handle_all();
    if (columns == 0) throw input_error(fmt::format("{}:1: the file is empty; expected a header line", name));
    return skipped;
}

std::vector<std::string> read_csv(std::string const& file, std::vector<std::string> const& columns, csv_options const& options,
                                  std::function<void(csv_row const&)> const& take)
{
    std::ifstream            in = open(file);
    progress_bar             progress(options.show_progress ? std::filesystem::file_size(file) : 0);
    std::vector<std::size_t> places;
    return each_row(
        in, file, options, [&](std::uintmax_t bytes) { progress.advance(bytes); },
        [&](std::vector<std::string> const& header, std::string const& where) { places = places_of(columns, header, where); },
        [&](std::vector<std::string> fields, std::string const& where) { take(csv_row(where, columns, places, fields, options)); });
}

csv_table read_table(std::istream& in, std::string const& name, csv_options const& options)
{
    csv_table table;
    table.skipped_rows = each_row(
        in, name, options, [](std::uintmax_t) {}, [&](std::vector<std::string> header, std::string const&) { table.header = std::move(header); },
        [&](std::vector<std::string> fields, std::string const&) { table.rows.push_back(std::move(fields)); });
    return table;
}

std::optional<instant> close_of(change const& won)
{
    if (!won.at || !won.is_date) return won.at;
    return *won.at + date::days{1} - std::chrono::milliseconds{1};
}

std::optional<instant> latest_close(std::vector<change> const& changes)
{
    std::optional<instant> last;
    for (change const& c : changes)
        if (auto const at = close_of(c); at && (!last || *at > *last)) last = at;
    return last;
}

std::optional<instant> latest(std::vector<change> const& changes)
{
    std::optional<instant> last;
    for (change const& c : changes)
        if (c.at && (!last || *c.at > *last)) last = c.at;
    return last;
}

} // namespace crm
