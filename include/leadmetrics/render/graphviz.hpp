// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_RENDER_GRAPHVIZ_HPP
#define LEADMETRICS_RENDER_GRAPHVIZ_HPP

#include <leadmetrics/render/detail/graph_text.hpp>
#include <leadmetrics/report/directly_follows.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

namespace detail {

/// Escapes a text for use within quotes in DOT.
inline std::string dot_text(std::string_view text)
{
    std::string result;
    for (char const c : text) {
        if (c == '"' || c == '\\') result += '\\';
        result += c == '\n' || c == '\r' ? ' ' : c;
    }
    return result;
}

} // namespace detail

/// Returns a directly-follows graph in DOT, the language of Graphviz (https://graphviz.org/doc/info/lang.html). `dot -Tsvg` draws it. Edges that
/// are taken more often are thicker. Refused: a setting `at_least` that is not from 0 to 1.
template <class Step>
[[nodiscard]] std::string to_dot(directly_follows_report<Step> const& flow, flow_drawing const& how = {})
{
    std::int64_t most = 1;
    for (auto const& edge : flow.edges) most = (std::max)(most, edge.count);
    std::string text = "digraph flow {\n    rankdir=";
    text += how.downwards ? "TB" : "LR";
    text += ";\n    node [shape=box, style=rounded, fontname=\"sans-serif\"];\n    edge [fontname=\"sans-serif\", fontsize=10];\n";
    auto const left_out = detail::draw(
        flow, how,
        [&](std::size_t i, auto const& node) {
            text += "    n" + std::to_string(i) + " [label=\"" + detail::dot_text(detail::step_name(node.step)) + "\\n" + std::to_string(node.leads)
                    + "\"];\n";
        },
        [&](std::size_t from, std::size_t to, auto const& edge) {
            char              room[16]; // in every locale the same
            double const      thickness = 0.5 + 4 * std::sqrt(static_cast<double>(edge.count) / static_cast<double>(most));
            std::string const width(room, std::to_chars(room, room + sizeof room, thickness, std::chars_format::fixed, 1).ptr);
            text += "    n" + std::to_string(from) + " -> n" + std::to_string(to) + " [label=\"" + detail::edge_label(edge, "\\n")
                    + "\", penwidth=" + width + "];\n";
        });
    if (left_out != 0) text += "    // " + std::to_string(left_out) + " rarer edges are left out\n";
    return text + "}\n";
}

}} // namespace leadmetrics

#endif
