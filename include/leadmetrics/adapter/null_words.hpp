// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_NULL_WORDS_HPP
#define LEADMETRICS_ADAPTER_NULL_WORDS_HPP

#include <leadmetrics/version.hpp>

#include <string_view>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// Returns whether a text stands for "no value" in exports. Databases, spreadsheets and scripts write words for null; an empty reference of
/// Salesforce and an empty GUID consist of zeros; so does an empty time of MySQL, and an empty time of .NET is the first day of the year 1. People
/// write a dash, and spreadsheets the errors of their formulas. Adapters take all of them for missing. Blanks around the text are not looked at.
constexpr bool stands_for_null(std::string_view text) noexcept
{
    if (text == "-") return true;
    if (text.size() < 2) return false;
    switch (text.front()) {
    case '-': return text == "--" || text == "---";
    case 'N': return text == "NULL" || text == "None" || text == "Null" || text == "NaN" || text == "NaT" || text == "N/A";
    case 'n': return text == "null" || text == "nan" || text == "nil" || text == "n/a";
    case 'u': return text == "undefined";
    case '\\': return text == "\\N";
    case '(': return text == "(null)" || text == "(NULL)";
    case '[': return text == "[NULL]" || text == "[null]";
    case '<': return text == "<null>" || text == "<NULL>" || text == "<NA>";
    case '#':
        return text == "#N/A" || text == "#NULL!" || text == "#REF!" || text == "#VALUE!" || text == "#NAME?" || text == "#DIV/0!" || text == "#NUM!";
    case '{': return text == "{00000000-0000-0000-0000-000000000000}";
    case '0':
        return text == "000000000000000" || text == "000000000000000AAA" || text == "00000000-0000-0000-0000-000000000000"
               || text.starts_with("0000-00-00") || text.starts_with("0001-01-01");
    default: return false;
    }
}

}} // namespace leadmetrics

#endif
