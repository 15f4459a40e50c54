// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "page.hpp"

#include "csv_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace crm {

namespace {

namespace files = std::filesystem;

/// A script that draws the pictures. The integrity is the SHA-384 of the file in the package; a browser runs no other.
struct script {
    char const* package;
    char const* version;
    char const* file;
    char const* integrity;
};
constexpr script scripts[] = {
    {"vega", "6.4.0", "build/vega.min.js", "sha384-VKdcJr3ZaBIJMbVcopTAI/JEuUkSY6qnwVu9iLuw0DnQ9gQ1JjsfZJhXFQAgNi43"},
    {"vega-lite", "6.4.3", "build/vega-lite.min.js", "sha384-9/70gNCfOu6G7xXvkdreMfuqAEsoaGJVXV2BN/JLRXkSmcGvnMqtsRx8HZtUWAvI"}};

std::string content_of(files::path const& file)
{
    std::ifstream in(file, std::ios::binary);
    std::string   text{std::istreambuf_iterator<char>{in}, {}};
    if (in && !text.empty()) return text;
    std::string expected;
    for (script const& one : scripts) expected += fmt::format("{}{}/{}", expected.empty() ? "" : " and ", one.package, one.file);
    throw input_error(
        fmt::format("--scripts: found no {} that can be read, expected a folder node_modules with {}: npm install {}@{} {}@{} makes one",
                    file.string(), expected, scripts[0].package, scripts[0].version, scripts[1].package, scripts[1].version));
}

/// Refuses a script of another version than that for which the pictures are made, which may draw them otherwise or not at all.
void check_version(files::path const& package, script const& wanted)
{
    auto const        said = json::parse(content_of(package), nullptr, false);
    std::string const version =
        said.is_object() && said.contains("version") && said["version"].is_string() ? said["version"].get<std::string>() : "none";
    if (version != wanted.version)
        throw input_error(fmt::format("--scripts: found version {} in {}, expected {}: npm install {}@{}", version, package.string(), wanted.version,
                                      wanted.package, wanted.version));
}

std::string script_elements(std::string const& folder)
{
    std::string out;
    for (script const& one : scripts) {
        if (folder.empty()) {
            out += fmt::format("<script src=\"https://cdn.jsdelivr.net/npm/{}@{}/{}\" integrity=\"{}\" crossorigin=\"anonymous\"></script>\n",
                               one.package, one.version, one.file, one.integrity);
            continue;
        }
        std::string text = content_of(files::path{folder} / one.package / one.file);
        check_version(files::path{folder} / one.package / "package.json", one);
        for (std::size_t at = 0; (at = text.find("</script", at)) != std::string::npos;) text.replace(at, 2, "<\\/");
        out += "<script>" + text + "</script>\n";
    }
    return out;
}

/// What stands under a heading of a page of the documentation, as HTML. `is_it` is asked about each heading of the second rank.
template <class Condition>
std::string under_heading(std::string const& page, Condition const& is_it)
{
    std::string const text  = fmt::format("\n{}", page_file(page));
    std::size_t       begin = 0;
    while ((begin = text.find("\n## ", begin)) != std::string::npos) {
        begin += 4;
        std::size_t const line = text.find('\n', begin), end = std::min(text.find("\n## ", begin), text.size());
        if (is_it(std::string_view{text}.substr(begin, line - begin))) return html_of_markdown(std::string_view{text}.substr(line, end - line));
    }
    return "";
}

std::string on_demand(char const* title, std::string const& content)
{
    return content.empty() ? "" : fmt::format("<details><summary>{}</summary>\n{}</details>\n", title, content);
}

std::string picture_element(std::string const& name, json const& spec)
{
    return fmt::format(
        "<figure class=\"picture\" role=\"group\" aria-label=\"{}\"><div class=\"canvas\"><p class=\"no-picture\">Here is a picture where "
        "scripts can run. Its figures are in the tables.</p></div><script type=\"application/json\" "
        "id=\"{}\">{}</script></figure>\n",
        escaped(spec.value("description", "")), name, json_in_script(spec));
}

std::string section_element(page_section const& one)
{
    std::string out =
        fmt::format("<section id=\"{0}\" aria-labelledby=\"{0}-title\">\n<h2 id=\"{0}-title\">{1}</h2>\n", one.name, escaped(one.question));
    if (!one.in_short.empty()) out += "<p class=\"answer\">" + one.in_short + "</p>\n";
    out += one.words;
    for (std::size_t i = 0; i != one.pictures.size(); ++i) out += picture_element(fmt::format("{}-picture-{}", one.name, i + 1), one.pictures[i]);
    out += one.tables;
    std::string traps;
    for (std::string const& page : one.pages)
        traps += under_heading(fmt::format("reports/{}.md", page), [](std::string_view title) { return title == "Traps"; });
    out += on_demand("Traps: how these figures can be misread", traps);
    out += on_demand("Definition: what each figure means",
                     under_heading("definitions.md", [&](std::string_view title) { return title.starts_with(one.definition + ". "); }));
    return out + "</section>\n";
}

std::string list_of(char const* title, std::vector<std::string> const& lines)
{
    if (lines.empty()) return "";
    std::string out = fmt::format("<h3>{}</h3>\n<ul>\n", title);
    for (std::string const& line : lines) out += "<li>" + escaped(line) + "</li>\n";
    return out + "</ul>\n";
}
/// `n`: how many there are; a line can tell of several.
std::string list_or_count(char const* title, std::vector<std::string> const& lines, std::int64_t n, bool list)
{
    if (list || lines.empty()) return list_of(title, lines);
    return fmt::format("<p>{}: {}. They are listed with --list-leads, as their texts may name leads.</p>\n", title, n);
}

std::string data_element(export_data const& data, all_figures const& all, shown_figures const& figures, page_wishes const& wanted)
{
    std::string out = "<section id=\"data\" aria-labelledby=\"data-title\">\n<h2 id=\"data-title\">What was read, and what was left out?</h2>\n";
    out += "<p class=\"answer\">Of " + figures.count("/quality/records", "record", "records") + " of stage changes "
           + figures.count("/quality/used", "is", "are") + " used. Each record that is not used is counted under the first reason that holds.</p>\n";
    std::vector<row> kinds{{"/quality", "stage changes"}};
    for (auto const& [place, name] : {std::pair{"/roi/quality", "costs and revenues"},
                                      {"/scores/quality", "activities"},
                                      {"/sequence/quality", "activities of the sequence"},
                                      {"/attribution/models/first/quality/touches", "touches"},
                                      {"/attribution/models/first/quality/conversions", "deals, for attribution"}})
        if (figures.has(place)) kinds.push_back({place, name});
    out += table_of(figures, "Records: read = used + left out", kinds,
                    {{"records of", "", shown_as::text, column::label},
                     {"read", "/records"},
                     {"used", "/used"},
                     {"without a lead", "/missing_lead"},
                     {"without a time", "/missing_time"},
                     {"of an unknown stage", "/unknown_stage"},
                     {"without a campaign", "/missing_campaign"},
                     {"without an amount", "/missing_amount"},
                     {"of an unknown currency", "/unknown_currency"},
                     {"there twice", "/duplicates"},
                     {"after the closing of the books", "/after_as_of"},
                     {"without a deal", "/no_conversion"}});
    out += table_of(figures, "Leads of which something is to be known", std::vector<row>{{"/quality"}},
                    {{"later stage before an earlier one: in no duration", "/out_of_order"},
                     {"won, and something came after", "/reopened"},
                     {"nothing but wins that were undone: in no figure", "/undone_wins_only"},
                     {"lost without ever entering a stage: in no figure", "/lost_without_stage"}});
    out += "<p>" + figures.count("/dates_without_time", "time was a date", "times were dates") + " without a time of day. "
           + figures.count("/replaced_texts", "text was", "texts were") + " no UTF-8; \ufffd stands for each byte that is none.</p>\n";
    std::vector<std::string> unknown;
    for (auto const& [stage, records] : all.unknown_stages) unknown.push_back(fmt::format("{}: {}", stage, records));
    out += list_of("Unknown stages, and their records", unknown);
    std::vector<std::string> not_scored;
    if (all.scores)
        for (auto const& [kind, activities] : all.scores->not_scored)
            not_scored.push_back(fmt::format("{}: {}", kind.empty() ? "(no kind)" : kind, activities));
    out += list_of("Kinds of activities that no rule scores, and their activities", not_scored);

    std::vector<std::string> uses, left_out;
    std::int64_t             records_left_out = 0;
    for (auto const& use : data.files) {
        std::string line = fmt::format("{}, {}: {} read = {} used", use.file, use.gives, use.read, use.used);
        for (auto const& [why, records] : use.left_out) {
            line += fmt::format(" + {} {}", records, why);
            records_left_out += records;
        }
        uses.push_back(std::move(line));
        left_out.insert(left_out.end(), use.listed.begin(), use.listed.end());
    }
    out += list_of("Files", uses) + list_of("Files that were not read", data.files_not_read);
    out += list_or_count("Records that were left out", left_out, records_left_out, wanted.list_leads)
           + list_or_count("Rows that were skipped", data.skipped_rows, std::ssize(data.skipped_rows), wanted.list_leads)
           + list_or_count("Issues in the export", data.import_issues, std::ssize(data.import_issues), wanted.list_leads);
    out += on_demand("Definition: what each count means",
                     under_heading("definitions.md", [](std::string_view title) { return title.starts_with("3. "); }));
    if (all.books_closed()) // else they would name a date that nobody gave
        out += on_demand("Settings of the reports", "<p class=\"settings\">" + escaped(all.settings) + "</p>\n");
    return out + "</section>\n";
}

} // namespace

std::string as_html(export_data const& data, all_figures const& all, page_wishes const& wanted)
{
    json const          document = as_document(data, all);
    shown_figures const figures{document};
    auto const          sections = page_sections(data, all, figures, wanted);
    std::string const   title    = data.title.substr(data.title.find_last_of('/') + 1); // a file's name, without the folders of whoever made the page

    std::string out = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, "
                      "initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n<title>"
                      + escaped(title) + "</title>\n<style>\n" + page_file("page.css") + "</style>\n</head>\n<body>\n<header>\n<h1>" + escaped(title)
                      + "</h1>\n<p>"
                      + (all.books_closed() ? "The books were closed at " + figures("/as_of", shown_as::instant) + ". " : "No record has a time. ")
                      + "All times are in UTC.</p>\n</header>\n<main>\n";
    for (std::string const& warning : data.warnings)
        out += "<p class=\"warning\" role=\"note\"><strong>Warning:</strong> " + escaped(warning) + ".</p>\n";
    out += "<section id=\"in-short\" aria-labelledby=\"in-short-title\">\n<h2 id=\"in-short-title\">In short</h2>\n<ul>\n";
    for (auto const& one : sections)
        if (!one.in_short.empty())
            out += fmt::format("<li>{} <a href=\"#{}\" aria-label=\"More: {}\">more</a></li>\n", one.in_short, one.name, escaped(one.question));
    out +=
        "</ul>\n<p class=\"small\">“Between … and …” are the limits of 95 % confidence intervals: a rate of few leads says little.</p>\n</section>\n";
    for (auto const& one : sections) out += section_element(one);
    out += data_element(data, all, figures, wanted);
    return out + "</main>\n" + script_elements(wanted.scripts) + "<script>\n" + page_file("page.js") + "</script>\n</body>\n</html>\n";
}

void write_file(std::string const& option, std::string const& file, std::string const& content)
{
    std::error_code error;
    bool const      aside = !files::exists(file, error) || files::is_regular_file(file, error); // else a pipe or a device
    auto const      made  = aside ? file + ".part" : file;
    errno                 = 0;
    bool written          = false;
    {
        std::ofstream out(made, std::ios::binary | std::ios::trunc);
        written = static_cast<bool>(out << content) && static_cast<bool>(out.flush());
        out.close();
        written = written && out.good();
    }
    std::string why = errno == 0 ? "the reason is not known" : std::strerror(errno);
    if (written && aside) {
        files::rename(made, file, error);
        written = !error;
        why     = error.message();
    }
    if (written) return;
    if (aside) files::remove(made, error);
    throw input_error(option + ": cannot write \"" + file + "\": " + why);
}

} // namespace crm
