// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_RENDER_DETAIL_GRAPH_TEXT_HPP
#define LEADMETRICS_RENDER_DETAIL_GRAPH_TEXT_HPP

#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/report/directly_follows.hpp>
#include <leadmetrics/version.hpp>

#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// Settings for the drawing of a flow.
struct flow_drawing {
    double at_least  = 0;    ///< edges with a smaller share (0 to 1) are left out; a comment in the drawing gives their number
    bool   downwards = true; ///< the direction of the drawing: downwards, or else from left to right
};

namespace detail {

/// Returns the name of a step in a drawing.
template <class Step>
std::string step_name(Step const& step)
{
    if constexpr (string_like<Step>) return std::string{text_of(step)};
    else if constexpr (requires { std::string(step.name); }) return step.name;
    else return spell(step);
}

/// Returns a length of time as text for people, in the largest unit that fits into it at least once: 3.5 d, 4 h, 12 min.
inline std::string spoken(seconds length)
{
    double const                         s       = length.count();
    std::pair<double, char const*> const units[] = {{86400, "d"}, {3600, "h"}, {60, "min"}};
    auto const                           with    = [](double value, char const* unit) {
        char        digits[32];
        auto const  end = std::to_chars(digits, digits + sizeof digits, value, std::chars_format::general, 3).ptr; // in every locale the same
        std::string text(digits, end);
        text += ' ';
        return text += unit;
    };
    for (auto const& [size, unit] : units)
        if (s >= size) return s / size < 1000 ? with(s / size, unit) : std::to_string(std::llround(s / size)).append(1, ' ').append(unit);
    return with(s, "s");
}

/// Calls node(i, node) for each node and edge(from, to, edge) for each edge to draw. Returns the number of edges that are left out.
template <class Step, class Node, class Edge>
std::int64_t draw(directly_follows_report<Step> const& flow, flow_drawing const& how, Node const& node, Edge const& edge)
{
    if (!(how.at_least >= 0 && how.at_least <= 1)) refuse("flow_drawing.at_least", std::to_string(how.at_least), "a share is from 0 to 1");
    auto const number_of = [&](Step const& step) {
        std::size_t i = 0;
        while (!(flow.nodes[i].step == step)) ++i;
        return i;
    };
    std::int64_t left_out = 0;
    for (std::size_t i = 0; i != flow.nodes.size(); ++i) node(i, flow.nodes[i]);
    for (auto const& one : flow.edges) {
        if (one.share.value().value_or(0) < how.at_least) ++left_out;
        else edge(number_of(one.from), number_of(one.to), one);
    }
    return left_out;
}

template <class Edge>
std::string edge_label(Edge const& edge, char const* line_break)
{
    char share[16];
    std::snprintf(share, sizeof share, "%.0f %%", 100 * edge.share.value().value_or(0));
    return std::to_string(edge.count) + " (" + share + ")" + (edge.median ? line_break + spoken(*edge.median) : std::string{});
}

} // namespace detail

}} // namespace leadmetrics

#endif
