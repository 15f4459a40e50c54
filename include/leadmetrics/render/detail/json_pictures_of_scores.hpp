// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_RENDER_DETAIL_JSON_PICTURES_OF_SCORES_HPP
#define LEADMETRICS_RENDER_DETAIL_JSON_PICTURES_OF_SCORES_HPP

// The pictures of scores. See json_pictures_of_reports.hpp for those of the other reports.

#include <leadmetrics/render/detail/json_pictures.hpp>
#include <leadmetrics/render/detail/json_writer.hpp>
#include <leadmetrics/scoring/bands.hpp>
#include <leadmetrics/scoring/score_grid.hpp>
#include <leadmetrics/scoring/score_part.hpp>
#include <leadmetrics/scoring/scores.hpp>
#include <leadmetrics/version.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail { namespace pictures {

/// Draws reports on scores; `Options` are those of lm::to_json.
template <class Options>
class score_painter {
public:
    explicit score_painter(Options const& options) noexcept : write_(options) {}

    /// A stage, a key or a window as text.
    template <class T, figure_kind Kind = figure_kind::plain>
    std::string text(T const& value, figure_kind_of<Kind> kind = {})
    {
        json const said = write_(value, kind);
        if (said.is_null()) return "(none)";
        if (said.is_string()) return said.template get_ref<std::string const&>().empty() ? "(none)" : said.template get<std::string>();
        if (!said.is_array()) return said.dump();
        std::string all;
        for (auto const& one : said) all += (all.empty() ? "" : ", ") + (one.is_string() ? one.template get<std::string>() : one.dump());
        return all;
    }

    template <class Score>
    json of(scores_report<Score> const& report)
    {
        return histogram(report, {});
    }
    /// The same with the limits of bands.
    template <class Score>
    json of(std::pair<scores_report<Score>, bands_report> const& scores)
    {
        return histogram(scores.first, scores.second.bands);
    }
    /// One lead's score at several instants, each with its parts.
    template <class Time, class Score>
    json of(std::vector<std::pair<Time, explained_score<Score>>> const& history)
    {
        json rows = json::array(), sums = json::array();
        for (auto const& [at, score] : history) {
            json const when = write_(at);
            for (auto const& part : score.parts) rows.push_back({{"at", when}, {"part", write_.text(part.name)}, {"points", write_(part.points)}});
            sums.push_back({{"at", when}, {"score", write_(score.value)}});
        }
        json const at{{"field", "at"}, {"type", "temporal"}, {"title", nullptr}, {"scale", {{"type", "utc"}}}};
        json const parts{{"data", rows_of(rows)},
                         {"mark", {{"type", "bar"}, {"width", 9}}},
                         {"encoding",
                          {{"x", at},
                           {"y", quantity("points", "Points")},
                           {"color", legend("part", "Part")},
                           {"tooltip", {hint("at", "At"), hint("part", "Part"), hint("points", "Points", ".1f")}}}}};
        json const line{
            {"mark", {{"type", "line"}, {"point", true}, {"color", "#777777"}}},
            {"encoding", {{"x", at}, {"y", quantity("score", "Points")}, {"tooltip", {hint("at", "At"), hint("score", "Score", ".1f")}}}}};
        json layers = rows.empty() ? json::array({line}) : json::array({parts, line});
        return picture({"How has the lead's score come about?", "Bars are the parts of the score, the line is their sum"},
                       {{"data", rows_of(std::move(sums))}, {"width", 520}, {"layer", std::move(layers)}});
    }
    json of(bands_report const& report)
    {
        counts_picture bars;
        if (report.below != 0) bars.add("(below)", "leads", report.below);
        for (auto const& band : report.bands) bars.add(text(band.name), "leads", band.leads);
        return picture({"How many leads are in each band of scores?", "From the lowest to the highest"}, std::move(bars).spec());
    }
    template <class Id>
    json of(score_grid_report<Id> const& report)
    {
        json rows = json::array();
        for (auto const& cell : report.cells)
            rows.push_back({{"fit", cell.name.substr(0, 1)}, {"engagement", cell.name.substr(1)}, {"leads", cell.leads}});
        json const place{{"y", {{"field", "fit"}, {"type", "ordinal"}, {"title", "Fit (A fits best)"}}},
                         {"x", {{"field", "engagement"}, {"type", "ordinal"}, {"title", "Engagement (1 is most engaged)"}}}};
        json       colour = place, number = place;
        colour["color"] = {{"field", "leads"}, {"type", "quantitative"}, {"title", "Leads"}, {"scale", {{"scheme", "blues"}}}};
        number["text"]  = {{"field", "leads"}, {"type", "quantitative"}, {"format", ",d"}};
        return picture({"Which leads fit, and are engaged?", "Leads by both scores"},
                       {{"data", rows_of(std::move(rows))},
                        {"width", {{"step", 70}}},
                        {"height", {{"step", 50}}},
                        {"layer",
                         {{{"mark", {{"type", "rect"}}}, {"encoding", colour}},
                          {{"mark", {{"type", "text"}, {"stroke", "white"}, {"strokeWidth", 3}}}, {"encoding", number}},
                          {{"mark", {{"type", "text"}}}, {"encoding", number}}}}});
    }

protected:
    json_writer<Options> write_;

private:
    /// A histogram of at most forty bars of equal width, each a score's whole multiple of it.
    template <class Score>
    json histogram(scores_report<Score> const& report, std::vector<band_report> const& bands)
    {
        double low = 0, high = 0;
        for (auto const& one : report) {
            low  = (std::min)(low, one.value);
            high = (std::max)(high, one.value);
        }
        double const                   width = std::pow(2, std::ceil(std::log2((std::max)((high - low) / 38, 0.5))));
        std::map<double, std::int64_t> bars;
        for (auto const& one : report)
            if (std::isfinite(one.value)) ++bars[std::floor(one.value / width) * width];
        json rows = json::array();
        for (auto const& [from, leads] : bars) rows.push_back({{"from", from}, {"to", from + width}, {"leads", leads}});
        json layers = {{{"mark", {{"type", "bar"}, {"color", "#0072B2"}}},
                        {"encoding",
                         {{"x", {{"field", "from"}, {"type", "quantitative"}, {"bin", {{"binned", true}}}, {"title", "Score"}}},
                          {"x2", {{"field", "to"}}},
                          {"y", counted("leads", "Leads")},
                          {"tooltip", {hint("from", "From", ".1f"), hint("to", "To", ".1f"), hint("leads", "Leads", ",d")}}}}}};
        if (report.threshold)
            layers.push_back({{"mark", {{"type", "rule"}, {"aria", false}, {"color", "#D55E00"}, {"strokeWidth", 2}}},
                              {"encoding", {{"x", {{"datum", *report.threshold}}}}}});
        if (!bands.empty()) {
            json limits = json::array();
            for (auto const& band : bands) limits.push_back({{"from", write_(band.from)}, {"band", text(band.name)}});
            json const from{{"field", "from"}, {"type", "quantitative"}};
            layers.push_back(
                {{"data", rows_of(limits)}, {"mark", {{"type", "rule"}, {"aria", false}, {"strokeDash", {4, 4}}}}, {"encoding", {{"x", from}}}});
            layers.push_back({{"data", rows_of(std::move(limits))},
                              {"mark", {{"type", "text"}, {"align", "left"}, {"dx", 4}, {"dy", 8}}},
                              {"encoding", {{"x", from}, {"y", {{"value", 0}}}, {"text", {{"field", "band"}}}}}});
        }
        return picture({"How are the scores distributed?",
                        report.threshold ? "Leads to the right of the orange line are ready for sales" : "One bar for each range of scores"},
                       {{"data", rows_of(std::move(rows))}, {"width", 520}, {"layer", std::move(layers)}});
    }
};

}}}} // namespace leadmetrics::detail::pictures

#endif
