// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "csv_file.hpp"

#include "csv_rows.hpp"
#include "progress_bar.hpp"

#include <leadmetrics/adapter/null_words.hpp>

#include <date/date.h>
#include <fmt/format.h>

#if defined(CRM_REPORT_THREADS)
#include <tbb/parallel_for.h>
#endif

#include <algorithm>
#include <array>
#include <atomic>
#include <cctype>
#include <charconv>
#include <cmath>
#include <sstream>
#include <utility>

namespace lm = leadmetrics;

namespace crm {

std::optional<instant> parse_time(std::string_view text, csv_options const& options, bool* is_date)
{
    if (is_date != nullptr) *is_date = false;
    if (options.time_format.empty()) {
        auto const read = lm::read_time(text, options.times);
        if (!read) return std::nullopt;
        if (is_date != nullptr) *is_date = read->date_only;
        return read->at;
    }
    std::istringstream in{std::string{text}};
    instant            at{};
    date::from_stream(in, options.time_format.c_str(), at);
    if (in.fail() || in.peek() != std::istringstream::traits_type::eof()) return std::nullopt;
    constexpr std::array clocks{"%T", "%H", "%I", "%R", "%r", "%X", "%c", "%EX", "%Ec"};
    if (is_date != nullptr)
        *is_date =
            std::none_of(clocks.begin(), clocks.end(), [&](char const* clock) { return options.time_format.find(clock) != std::string::npos; });
    return at;
}

std::string_view csv_row::text(std::size_t column) const
{
    auto const said = fields_[places_[column]];
    return lm::stands_for_null(said) ? std::string_view{} : said;
}

std::optional<instant> csv_row::time(std::size_t column, bool* is_date) const
{
    if (is_date != nullptr) *is_date = false;
    auto const said = text(column);
    if (said.empty()) return std::nullopt;
    if (auto const at = parse_time(said, options_, is_date)) return at;
    if (!options_.time_format.empty()) wrong(column, "a time like " + options_.time_format);
    auto const option = option_for_time(said);
    wrong(column,
          "a time like 2024-01-31 or 2024-01-31 09:30:00" + (option.empty() ? "; give --time-format, if it is written in another way" : option));
}

std::string option_for_time(std::string_view text)
{
    auto const digits = text.find_first_not_of("0123456789");
    if (digits == 1 || digits == 2) {
        if (auto const mark = text[digits]; (mark == '.' || mark == '/' || mark == '-') && text.find(mark, digits + 1) != std::string_view::npos)
            return "; give --day-first or --month-first";
    }
    if (text.find_first_not_of("0123456789.,") == std::string_view::npos) return "; give --excel-serials, if a spreadsheet wrote it";
    return {};
}

namespace {

/// Reads a number without groups of thousands, with as many decimals as it has.
std::optional<double> plain_number(std::string_view said, char decimal_mark)
{
    std::string text{said};
    if (decimal_mark == ',') {
        if (said.find('.') != std::string_view::npos) return std::nullopt;
        std::replace(text.begin(), text.end(), ',', '.');
    }
    double     value{};
    auto const end             = text.data() + text.size();
    auto const [rest, problem] = std::from_chars(text.data(), end, value);
    return problem == std::errc{} && rest == end && std::isfinite(value) ? std::optional{value} : std::nullopt;
}

} // namespace

std::optional<double> csv_row::number(std::size_t column) const
{
    auto const said = text(column);
    if (said.empty()) return std::nullopt;
    if (auto const value = plain_number(said, options_.money.decimal_mark)) return value;
    wrong(column, options_.money.decimal_mark == ',' ? "a number like 1234,50" : "a number like 1234.50");
}

csv_row::money csv_row::amount(std::size_t column) const
{
    auto const said = text(column);
    if (said.empty()) return {};
    char const mark = options_.money.decimal_mark;
    if (auto const value = plain_number(said, mark)) return {value, {}};
    if (auto const read = lm::read_money(said, options_.money)) return {static_cast<double>(read->amount) / 100, read->currency};
    wrong(column, mark == ','                                ? "a number like 1234,50 or 1.234,50"
                  : said.find(',') != std::string_view::npos ? "a number like 1234.50; give --decimal-comma, if it is written 1.234,50"
                                                             : "a number like 1234.50");
}

void csv_row::wrong(std::size_t column, std::string const& expected) const
{
    throw input_error(fmt::format("{}: column {}: found \"{}\", expected {}", where_, names_[column], text(column), expected));
}

namespace {

/// Returns the position of each wanted column in the header: a column of that name or, where there is none, of a name that differs in case, `_` and
/// blanks only.
std::vector<std::size_t> places_of(std::vector<std::string> const& columns, std::vector<std::string> const& header, std::string const& where)
{
    auto const plain = [](std::string const& name) {
        std::string letters;
        for (char const c : name)
            if (c != '_' && c != ' ' && c != '-') letters += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        return letters;
    };
    std::vector<std::size_t> places;
    for (auto const& name : columns) {
        bool const        optional = name.ends_with('?');
        std::string const column   = optional ? name.substr(0, name.size() - 1) : name;
        auto              found    = std::find(header.begin(), header.end(), column);
        if (found == header.end())
            found = std::find_if(header.begin(), header.end(), [&](std::string const& one) { return plain(one) == plain(column); });
        if (found == header.end() && !optional)
            throw input_error(fmt::format("{}: column {}: not in the header; found {}", where, column, fmt::join(header, ", ")));
        if (found != header.end() && std::find(found + 1, header.end(), *found) != header.end())
            throw input_error(fmt::format("{}: column {}: stands twice in the header, expected once; rename one of the two", where, *found));
        places.push_back(found == header.end() ? csv_row::nowhere : static_cast<std::size_t>(found - header.begin()));
    }
    return places;
}

/// The parts into which a text is cut, each of whole rows.
struct parts {
    std::vector<std::string_view> texts;
    std::vector<std::size_t>      first_place; ///< for each part, the number of lines before it
    std::size_t                   lines = 0;

    void count_lines();
};

/// Cuts a text at ends of lines that are not within quotes.
parts cut(std::string_view text)
{
    constexpr std::size_t about = 1 << 20;
    parts                 all;
    bool const            quotes = text.find('"') != std::string_view::npos;
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = begin + about < text.size() ? text.find('\n', begin + about) : std::string_view::npos;
        if (quotes) { // an end of a line is one of a row where the quotation marks before it are even
            std::size_t counted = begin, marks = 0;
            while (end != std::string_view::npos) {
                marks += static_cast<std::size_t>(
                    std::count(text.begin() + static_cast<std::ptrdiff_t>(counted), text.begin() + static_cast<std::ptrdiff_t>(end), '"'));
                if (marks % 2 == 0) break;
                counted = end;
                end     = text.find('\n', end + 1);
            }
        }
        end = end == std::string_view::npos ? text.size() : end + 1;
        all.texts.push_back(text.substr(begin, end - begin));
        begin = end;
    }
    return all;
}

template <class Do>
void for_each_part(std::size_t n, Do const& act)
{
#if defined(CRM_REPORT_THREADS)
    tbb::parallel_for(std::size_t{0}, n, act);
#else
    for (std::size_t i = 0; i != n; ++i) act(i);
#endif
}

void parts::count_lines()
{
    std::vector<std::size_t> counts(texts.size());
    for_each_part(texts.size(), [&](std::size_t part) {
        std::string_view const text = texts[part];
        counts[part] = 1 + static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n') + std::count(text.begin(), text.end(), '\r'));
    });
    for (std::size_t const n : counts) {
        first_place.push_back(lines);
        lines += n;
    }
}

/// Reads a well-formed text in parts. Returns false where anything is wrong with it: reading it row by row then tells what and where.
bool read_in_parts(csv_body const& body, std::vector<std::string> const& columns, std::vector<std::size_t> const& places, csv_options const& options,
                   progress_bar& progress, row_taker& taker)
{
    parts all = cut(body.rows);
    all.count_lines();
    taker.begin(all.lines, all.texts.size());
    std::atomic<bool> good{true};
    for_each_part(all.texts.size(), [&](std::size_t part) {
        if (!good) return;
        std::size_t       place = all.first_place[part];
        std::string const nowhere;
        try {
            good = good
                   && each_row_of_part(
                       all.texts[part], body.delimiter, body.header.size(), [&](std::vector<std::string_view> const& fields, bool stays) {
                           taker.take(part, place++, csv_row(nowhere, columns, places, fields, stays && body.rewritten == nullptr, options));
                       });
        } catch (input_error const&) {
            good = false;
        }
        progress.advance(all.texts[part].size());
    });
    return good;
}

} // namespace

csv_remarks read_csv(text_file const& text, std::vector<std::string> const& columns, csv_options const& options, row_taker& taker)
{
    csv_remarks    remarks{{}, text.notes()};
    csv_body const body   = csv_body::of(text, options.delimiter, remarks.notes);
    auto const     places = places_of(columns, body.header, text.name() + ":1");
    progress_bar   progress(options.show_progress ? body.rows.size() : 0);
    if (read_in_parts(body, columns, places, options, progress, taker)) return remarks;

    taker.begin(static_cast<std::size_t>(std::count(body.rows.begin(), body.rows.end(), '\n'))
                    + static_cast<std::size_t>(std::count(body.rows.begin(), body.rows.end(), '\r')) + 1,
                1);
    std::size_t place = 0;
    remarks.skipped_rows =
        each_row(body, text.name(), options.skip_bad_rows, [&](std::vector<std::string_view> const& fields, std::string const& where) {
            taker.take(0, place, csv_row(where, columns, places, fields, false, options));
            ++place; // a row that cannot be read has none
        });
    return remarks;
}

csv_remarks read_csv(std::string const& file, std::vector<std::string> const& columns, csv_options const& options,
                     std::function<void(csv_row const&)> const& take)
{
    text_file const text(file, options.encoding);
    csv_remarks     remarks{{}, text.notes()};
    csv_body const  body   = csv_body::of(text, options.delimiter, remarks.notes);
    auto const      places = places_of(columns, body.header, file + ":1");
    remarks.skipped_rows   = each_row(body, file, options.skip_bad_rows, [&](std::vector<std::string_view> const& fields, std::string const& where) {
        take(csv_row(where, columns, places, fields, false, options));
    });
    return remarks;
}

namespace {

/// Keeps all fields of all rows.
class table_taker final : public row_taker {
public:
    explicit table_taker(csv_table& table) : table_(table) {}

    void begin(std::size_t, std::size_t parts) override { parts_ = std::vector<part>(parts); }
    void take(std::size_t number, std::size_t, csv_row const& row) override
    {
        part& here   = parts_[number];
        auto& fields = here.rows.emplace_back();
        fields.reserve(table_.header.size());
        for (std::size_t i = 0; i != table_.header.size(); ++i) fields.push_back(row.stays() ? row.written(i) : here.texts.text(row.written(i)));
    }
    void finish()
    {
        for (part& one : parts_) {
            if (table_.rows.empty()) table_.rows = std::move(one.rows);
            else table_.rows.insert(table_.rows.end(), std::make_move_iterator(one.rows.begin()), std::make_move_iterator(one.rows.end()));
            table_.texts.take_in(std::move(one.texts));
        }
    }

private:
    struct part {
        std::vector<std::vector<std::string_view>> rows;
        text_store                                 texts;
    };
    csv_table&        table_;
    std::vector<part> parts_;
};

} // namespace

csv_table read_table(text_file const& text, csv_options const& options)
{
    csv_table                table;
    std::vector<std::string> notes;
    table.header = csv_body::of(text, options.delimiter, notes).header;
    table_taker taker(table);
    auto        remarks = read_csv(text, {}, options, taker);
    taker.finish();
    table.skipped_rows = std::move(remarks.skipped_rows);
    table.notes        = std::move(remarks.notes);
    return table;
}

std::optional<instant> latest(export_data const& data)
{
    std::optional<instant> last;
    auto const             see = [&](std::optional<instant> at) {
        if (at && (!last || *at > *last)) last = at;
    };
    for (change const& one : data.changes) see(one.at());
    for (contact const& one : data.contacts) see(one.at);
    for (cost const& one : data.costs) see(one.at);
    for (activity const& one : data.activities) see(one.at);
    for (touch const& one : data.touches) see(one.at);
    return last;
}

} // namespace crm
