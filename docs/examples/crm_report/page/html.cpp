// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "html.hpp"

#include <fmt/format.h>
#include <md4c-html.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace crm {

namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to)
{
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) text.replace(at, from.size(), to);
}

/// Digits in groups of three, from five digits on.
std::string grouped(std::string digits)
{
    std::size_t const sign = digits.starts_with('-') ? 1 : 0, point = std::min(digits.find('.'), digits.size());
    if (point - sign < 5) return digits;
    for (std::size_t at = point; at > sign + 3;) digits.insert(at -= 3, "\u202f");
    return digits;
}

std::string in_unit(double seconds, bool in_hours)
{
    double const hours = seconds / 3600;
    if (std::abs(hours) < 1) return fmt::format("{:.0f}\u00a0min", seconds / 60);
    return in_hours || std::abs(hours) < 48 ? fmt::format("{:.1f}\u00a0h", hours) : fmt::format("{:.1f}\u00a0days", hours / 24);
}

std::string text_of(json const& value, shown_as how, bool minor)
{
    if (value.is_null()) return "–";
    if (value.is_string()) {
        auto const& text = value.get_ref<std::string const&>();
        if (text.empty()) return "(none)";
        if (how == shown_as::instant && text.size() > 16) return text.substr(0, 10) + ' ' + text.substr(11, 5);
        return how == shown_as::date ? text.substr(0, 10) : how == shown_as::month ? text.substr(0, 7) : escaped(text);
    }
    if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
    if (value.is_array()) {
        std::string all;
        for (auto const& one : value) all += (all.empty() ? "" : " › ") + text_of(one, how, minor);
        return all.empty() ? "(none)" : all;
    }
    if (!value.is_number()) return escaped(value.dump());
    auto const number = value.get<double>();
    switch (how) {
    case shown_as::fine: return number > 0 && number < 0.00005 ? "&lt;\u00a00.0001" : fmt::format("{:.4f}", number);
    case shown_as::percent: return fmt::format("{:.1f}\u00a0%", number * 100);
    case shown_as::length: return in_unit(number, false);
    case shown_as::hours: return in_unit(number, true);
    case shown_as::money: return grouped(minor ? fmt::format("{:.2f}", number / 100) : fmt::format("{:.2f}", number));
    case shown_as::number: return grouped(std::floor(number) == number ? fmt::format("{:.0f}", number) : fmt::format("{:.2f}", number));
    default: return grouped(value.dump());
    }
}

} // namespace

std::string escaped(std::string_view text)
{
    std::string       out;
    std::string const clean = leadmetrics::to_json(std::vector<std::string_view>{text})["result"][0];
    for (char const c : clean) switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\'': out += "&#39;"; break;
        case '\0': out += "\u2400"; break; // no character reference can stand for it
        default: out += c;
        }
    return out;
}

std::string json_in_script(json const& content)
{
    std::string text = content.dump(-1, ' ', false, json::error_handler_t::replace);
    replace_all(text, "<", "\\u003c"); // also <!-- and </script
    replace_all(text, "\u2028", "\\u2028");
    replace_all(text, "\u2029", "\\u2029");
    return text;
}

std::string html_of_markdown(std::string_view text)
{
    std::string out;
    auto const  add = [](MD_CHAR const* part, MD_SIZE size, void* to) { static_cast<std::string*>(to)->append(part, size); };
    md_html(text.data(), static_cast<MD_SIZE>(text.size()), add, &out, MD_FLAG_TABLES | MD_FLAG_NOHTML, 0);
    for (std::size_t at = 0; (at = out.find("<a ", at)) != std::string::npos;) out.erase(at, out.find('>', at) - at + 1);
    replace_all(out, "</a>", "");
    replace_all(out, "<table>", "<div class=\"wide\"><table>");
    replace_all(out, "</table>", "</table></div>");
    return out;
}

json const& shown_figures::at(std::string const& place) const
{
    static json const        nothing;
    json::json_pointer const pointer{place};
    return document_.contains(pointer) ? document_.at(pointer) : nothing;
}

std::string shown_figures::operator()(std::string const& place, shown_as how) const
{
    json const& value = at(place);
    return fmt::format("<data value=\"{}\" data-at=\"{}\">{}</data>", escaped(value.dump()), escaped(place),
                       text_of(value, how, place.ends_with("_minor")));
}

std::string shown_figures::count(std::string const& place, char const* one, char const* more) const
{
    return (*this)(place, shown_as::count) + ' ' + (at(place) == 1 ? one : more);
}

std::string shown_figures::rate(std::string const& place) const
{
    if (!has(place + "/value")) return "–";
    return (*this)(place + "/value", shown_as::percent) + " (between " + limits(place) + ")";
}

std::string shown_figures::share(std::string const& place) const
{
    return (*this)(place + "/value", shown_as::percent) + " (" + (*this)(place + "/hits", shown_as::count) + " of "
           + (*this)(place + "/total", shown_as::count) + ")";
}

std::string shown_figures::limits(std::string const& place) const
{
    if (!has(place + "/low") || !has(place + "/high")) return "–";
    return (*this)(place + "/low", shown_as::percent) + " and " + (*this)(place + "/high", shown_as::percent);
}

namespace {

std::string place_of(row const& in, column const& one)
{
    auto const  each = one.at.find('*');
    std::string place =
        each == std::string::npos ? in.place + one.at : one.at.substr(0, each) + in.place.substr(in.place.rfind('/') + 1) + one.at.substr(each + 1);
    replace_all(place, "#", in.part);
    return place;
}

std::string between(shown_figures const& figures, std::string const& low, std::string const& high, shown_as how)
{
    if (!figures.has(low) || !figures.has(high)) return "–";
    return figures(low, how) + "\u00a0–\u00a0" + figures(high, how);
}

std::string cell(shown_figures const& figures, row const& in, column const& one)
{
    if (one.known && !one.known(in)) return "–";
    std::string const place = place_of(in, one);
    switch (one.what) {
    case column::interval: return between(figures, place + "/low", place + "/high", one.how);
    case column::percentiles: {
        auto const n = figures.at(place).size();
        return n == 0 ? "–" : between(figures, place + "/0/moves", fmt::format("{}/{}/moves", place, n - 1), one.how);
    }
    case column::rate: return figures.share(place);
    case column::label: return escaped(in.name);
    case column::step: return figures(place + "/from", shown_as::text) + " → " + figures(place + "/to", shown_as::text);
    default: return figures(place, one.how);
    }
}

bool is_of_words(shown_as how) { return how == shown_as::text || how == shown_as::month || how == shown_as::date || how == shown_as::instant; }

std::string table_row(std::vector<std::string> const& cells, std::vector<column> const& columns)
{
    std::string out = "<tr>";
    for (std::size_t i = 0; i != columns.size(); ++i) {
        std::string const content = i < cells.size() ? cells[i] : "";
        if (i == 0) out += "<th scope=\"row\">" + content + "</th>";
        else out += std::string{is_of_words(columns[i].how) ? "<td class=\"words\">" : "<td>"} + content + "</td>";
    }
    return out + "</tr>";
}

} // namespace

std::string table_of(shown_figures const& figures, std::string const& caption, std::vector<row> const& rows, std::vector<column> const& columns,
                     std::vector<std::string> const& last)
{
    if (rows.empty() && last.empty()) return "";
    std::string out = "<div class=\"table\"><p class=\"caption\">" + escaped(caption)
                      + "</p><div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"" + escaped(caption)
                      + "\"><table class=\"sortable\" aria-label=\"" + escaped(caption) + "\"><thead><tr>";
    for (auto const& one : columns) out += "<th scope=\"col\">" + escaped(one.title) + "</th>";
    out += "</tr></thead><tbody>";
    for (auto const& one_row : rows) {
        std::vector<std::string> cells;
        for (auto const& one : columns) cells.push_back(cell(figures, one_row, one));
        out += table_row(cells, columns);
    }
    out += "</tbody>";
    if (!last.empty()) out += "<tfoot>" + table_row(last, columns) + "</tfoot>";
    return out + "</table></div></div>\n";
}

std::string table_of(shown_figures const& figures, std::string const& caption, std::string const& list, std::vector<column> const& columns,
                     std::vector<std::string> const& last)
{
    std::vector<row> rows;
    for (std::size_t i = 0, n = figures.at(list).size(); i != n; ++i) rows.push_back({list + '/' + std::to_string(i)});
    return table_of(figures, caption, rows, columns, last);
}

} // namespace crm
