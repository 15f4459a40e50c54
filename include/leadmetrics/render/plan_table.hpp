// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_RENDER_PLAN_TABLE_HPP
#define LEADMETRICS_RENDER_PLAN_TABLE_HPP

#include <leadmetrics/adapter/integration_plan.hpp>
#include <leadmetrics/version.hpp>

#include <string>
#include <string_view>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

namespace detail {

inline std::string cell(std::string_view text)
{
    std::string result;
    for (char const c : text) {
        if (c == '|' || c == '\\') result += '\\';
        result += c == '\n' || c == '\r' ? ' ' : c;
    }
    return result;
}
template <class Texts>
std::string cells(Texts const& texts, std::string_view none)
{
    std::string result;
    for (auto const& text : texts)
        if (!std::string_view{text}.empty()) result += (result.empty() ? "" : ", ") + cell(text);
    return result.empty() ? std::string{none} : result;
}

} // namespace detail

/// Returns an integration plan as three Markdown tables: stages and the CRM's words for them, fields, and reports.
[[nodiscard]] inline std::string to_markdown(integration_plan const& plan)
{
    std::string text = "| stage | the CRM's words |\n| --- | --- |\n";
    for (auto const& row : plan.stages)
        text += "| " + detail::cell(row.stage) + (row.lost ? " (lost)" : "") + " | " + detail::cells(row.words, "**none**") + " |\n";
    for (auto const& word : plan.words_outside) text += "| *not in the funnel* | " + detail::cell(word) + " |\n";
    for (auto const& [word, times] : plan.words_unknown) text += "| **no stage** | " + detail::cell(word) + " (" + std::to_string(times) + ") |\n";

    text += "\n| object | gives | word | the CRM's field | |\n| --- | --- | --- | --- | --- |\n";
    for (object_coverage const& one : plan.objects)
        for (word_coverage const& word : one)
            text += "| " + detail::cell(one.object) + " | " + std::string{name_of(one.gives)} + " | " + detail::cell(word.word) + " | "
                    + detail::cells(word.fields, "") + " | "
                    + (word.present    ? "there"
                       : word.required ? "**missing**"
                                       : "not there")
                    + " |\n";

    text += "\n| report | | missing |\n| --- | --- | --- |\n";
    for (auto const& row : plan.reports)
        text += "| " + detail::cell(row.report) + " | " + (row.ready ? "ready" : "**not yet**") + " | " + detail::cells(row.missing, "") + " |\n";
    return text;
}

}} // namespace leadmetrics

#endif
