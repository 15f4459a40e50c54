// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_RENDER_DETAIL_JSON_PICTURES_OF_COMPARISONS_HPP
#define LEADMETRICS_RENDER_DETAIL_JSON_PICTURES_OF_COMPARISONS_HPP

// The picture of a comparison. See json_pictures_of_reports.hpp for those of the other reports.

#include <leadmetrics/render/detail/json_pictures.hpp>
#include <leadmetrics/render/detail/json_pictures_of_scores.hpp>
#include <leadmetrics/report/comparison.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail { namespace pictures {

/// Draws comparisons; `Options` are those of lm::to_json.
template <class Options>
class comparison_painter : public score_painter<Options> {
public:
    using score_painter<Options>::score_painter;
    using score_painter<Options>::of;
    using score_painter<Options>::text;

    /// The pairs of the smallest p, at most as many as can be told apart.
    template <class Key>
    json of(rate_comparison<Key> const& report)
    {
        std::vector<typename rate_comparison<Key>::pair const*> pairs;
        for (auto const& one : report.pairs)
            if (one.difference && one.difference_limits) pairs.push_back(&one);
        std::stable_sort(pairs.begin(), pairs.end(), [](auto const* a, auto const* b) { return a->p.value_or(1) < b->p.value_or(1); });
        std::size_t const     all  = pairs.size();
        constexpr std::size_t most = 40;
        if (all > most) pairs.resize(most);
        json rows = json::array(), names = json::array();
        for (auto const* const one : pairs) {
            auto const name = text(one->first) + " − " + text(one->second);
            names.push_back(name);
            rows.push_back({{"pair", name},
                            {"difference", *one->difference},
                            {"low", one->difference_limits->low},
                            {"high", one->difference_limits->high},
                            {"p", one->p_of_all_pairs ? json(*one->p_of_all_pairs) : json(nullptr)},
                            {"chance", one->p_of_all_pairs && *one->p_of_all_pairs < 0.05 ? "more than chance" : "may be chance"}});
        }
        std::string said = "First rate minus second, with 95 % limits; p is Holm's, over all pairs";
        if (all > most) said += "; the " + std::to_string(most) + " pairs of the smallest p, of " + std::to_string(all);
        return picture({"Is the difference more than chance?", said.c_str()}, spec(std::move(rows), std::move(names)));
    }

private:
    static json spec(json rows, json names)
    {
        json const tips{hint("pair", "Pair"), hint("difference", "Difference", ".1%"), hint("low", "At least", ".1%"), hint("high", "At most", ".1%"),
                        hint("p", "p of all pairs", ".4f")};
        json       place = categories("pair");
        place["scale"]   = {{"domain", std::move(names)}};
        json along{{"field", "difference"}, {"type", "quantitative"}, {"axis", {{"format", "+.0%"}}}, {"title", "Difference of the rates"}};
        json range     = along;
        range["field"] = "low";
        json const bar{{"mark", {{"type", "rule"}, {"strokeWidth", 2}, {"color", "#777777"}}},
                       {"encoding", {{"y", place}, {"x", range}, {"x2", {{"field", "high"}}}, {"tooltip", tips}}}};
        json const point{{"mark", {{"type", "point"}, {"filled", true}, {"size", 70}, {"opacity", 1}}},
                         {"encoding", {{"y", place}, {"x", along}, {"color", legend("chance", nullptr)}, {"tooltip", tips}}}};
        json const none{{"data", rows_of({{{"none", 0}}})},
                        {"mark", {{"type", "rule"}, {"strokeDash", {4, 4}}, {"color", "#777777"}}},
                        {"encoding", {{"x", {{"field", "none"}, {"type", "quantitative"}}}}}};
        return {{"data", rows_of(std::move(rows))}, {"width", 520}, {"layer", {none, bar, point}}};
    }
};

}}}} // namespace leadmetrics::detail::pictures

#endif
