// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_TESTS_EXAMPLES_PAGE_SUPPORT_HPP
#define LEADMETRICS_TESTS_EXAMPLES_PAGE_SUPPORT_HPP

// How tests look at a page that crm_report writes.
#include "support/catch.hpp"
#include "support/program.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>

namespace leadmetrics_tests {

using nlohmann::json;

inline program_result report(std::string const& arguments) { return run(std::string{CRM_REPORT} + " " + arguments); }

inline std::string content(std::string const& file)
{
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

inline std::size_t times(std::string const& what, std::string const& in)
{
    std::size_t n = 0;
    for (std::size_t at = 0; (at = in.find(what, at)) != std::string::npos; at += what.size()) ++n;
    return n;
}

inline void replace_all(std::string& text, std::string const& from, std::string const& to)
{
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) text.replace(at, from.size(), to);
}

/// Holds every figure of a page against the JSON of the same reports, and returns how many there are.
inline std::size_t same_figures(std::string const& page, json const& answer)
{
    static std::regex const figure{"<data value=\"([^\"]*)\" data-at=\"([^\"]*)\">"};
    std::size_t             n = 0, wrong = 0;
    for (std::sregex_iterator one{page.begin(), page.end(), figure}, end; one != end; ++one, ++n) {
        std::string value = (*one)[1];
        replace_all(value, "&quot;", "\"");
        replace_all(value, "&#39;", "'");
        replace_all(value, "&lt;", "<");
        replace_all(value, "&gt;", ">");
        replace_all(value, "&amp;", "&");
        json::json_pointer const at{(*one)[2].str()};
        json const               expected = answer.contains(at) ? answer.at(at) : json{};
        if (json::parse(value) == expected) continue;
        ++wrong;
        UNSCOPED_INFO((*one)[2].str() << " is " << value << ", in the JSON " << expected);
    }
    CHECK(wrong == 0);
    return n;
}

/// The page that these arguments make.
inline std::string page_of(std::string const& arguments)
{
    scratch_folder const folder;
    auto const           made = report(arguments + " --html " + folder.path("page.html"));
    INFO(made.err);
    REQUIRE(made.status == 0);
    return content(folder.path("page.html"));
}

/// The same without tags.
inline std::string words_of(std::string const& page) { return std::regex_replace(page, std::regex{"<[^>]*>"}, ""); }

/// One section of a page, as words, without definitions and traps.
inline std::string section_of(std::string const& page, std::string const& name)
{
    auto const begin = page.find("<section id=\"" + name + "\"");
    REQUIRE(begin != std::string::npos);
    return words_of(page.substr(begin, page.find("<details>", begin) - begin));
}

} // namespace leadmetrics_tests

#endif
