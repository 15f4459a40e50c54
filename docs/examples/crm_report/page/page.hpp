// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_PAGE_PAGE_HPP
#define CRM_REPORT_PAGE_PAGE_HPP

#include "figures.hpp"
#include "html.hpp"

#include <string>
#include <utility>
#include <vector>

namespace crm {

struct page_wishes {
    std::string scripts;            ///< a folder node_modules whose scripts the page is to contain; empty: browsers fetch them from a CDN
    bool        list_leads = false; ///< whether leads are listed by their ids
};

/// What the page says about one report.
struct page_section {
    std::string              name;       ///< of the section in the address of the page
    std::string              question;   ///< the heading
    std::string              definition; ///< the section of the definitions that its figures follow: "6"
    std::vector<std::string> pages;      ///< the pages of the documentation that have its traps: "conversion"
    std::string              in_short;   ///< HTML: the answer in a sentence; empty where there is none
    std::string              words;      ///< HTML: more sentences
    std::vector<json>        pictures;   ///< specifications of Vega-Lite
    std::string              tables;     ///< HTML
};

/// The sections in their order. `figures` are of as_document(data, all).
std::vector<page_section> page_sections(export_data const& data, all_figures const& all, shown_figures const& figures, page_wishes const& wanted);

/// The whole page. Throws input_error for a folder without the scripts.
std::string as_html(export_data const& data, all_figures const& all, page_wishes const& wanted);

/// Writes a file as a whole or not at all. Throws input_error with the reason.
void write_file(std::string const& option, std::string const& file, std::string const& content);

/// Files that the program has within: page.css, page.js, definitions.md, and reports/NAME.md. Empty for a name that it does not have.
std::string page_file(std::string const& name);

} // namespace crm

#endif
