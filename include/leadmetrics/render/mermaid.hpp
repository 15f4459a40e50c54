// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_RENDER_MERMAID_HPP
#define LEADMETRICS_RENDER_MERMAID_HPP

#include <leadmetrics/render/detail/graph_text.hpp>
#include <leadmetrics/report/directly_follows.hpp>
#include <leadmetrics/version.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

namespace detail {

/// Escapes a text for use within quotes in Mermaid: characters that have a meaning in Mermaid or HTML become entity codes.
inline std::string mermaid_text(std::string_view text)
{
    std::string result;
    for (char const c : text) {
        if (c == '"' || c == '<' || c == '>' || c == '&' || c == '#' || c == ';' || c == '`')
            result += '#' + std::to_string(static_cast<int>(c)) + ';';
        else result += c == '\n' || c == '\r' ? ' ' : c;
    }
    return result;
}

} // namespace detail

/// Returns a directly-follows graph as a Mermaid flowchart (https://mermaid.js.org/syntax/flowchart.html). Each step has the number of leads that
/// took it; each edge has its count, share and median time. GitHub, GitLab and many wikis draw such flowcharts. Refused: a setting `at_least` that
/// is not from 0 to 1.
template <class Step>
[[nodiscard]] std::string to_mermaid(directly_follows_report<Step> const& flow, flow_drawing const& how = {})
{
    std::string text     = how.downwards ? "flowchart TD\n" : "flowchart LR\n";
    auto const  left_out = detail::draw(
        flow, how,
        [&](std::size_t i, auto const& node) {
            text += "    n" + std::to_string(i) + "[\"" + detail::mermaid_text(detail::step_name(node.step)) + "<br/>" + std::to_string(node.leads)
                    + "\"]\n";
        },
        [&](std::size_t from, std::size_t to, auto const& edge) {
            text += "    n" + std::to_string(from) + " -->|\"" + detail::edge_label(edge, "<br/>") + "\"| n" + std::to_string(to) + "\n";
        });
    if (left_out != 0) text += "    %% " + std::to_string(left_out) + " rarer edges are left out\n";
    return text;
}

}} // namespace leadmetrics

#endif
