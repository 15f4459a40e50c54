// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_RENDER_DETAIL_JSON_PICTURES_HPP
#define LEADMETRICS_RENDER_DETAIL_JSON_PICTURES_HPP

// Kinds of pictures as specifications of Vega-Lite (https://vega.github.io/vega-lite/docs/), whatever report they show.

#include <leadmetrics/core/time.hpp>
#include <leadmetrics/stats/incidence.hpp>
#include <leadmetrics/stats/proportion.hpp>
#include <leadmetrics/version.hpp>

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail { namespace pictures {

using json = nlohmann::ordered_json;

/// What a picture says beside its data, to those who see it and those who hear it. The title is the question that it answers.
struct picture_text {
    char const* question;
    char const* remark; ///< under the title
};

/// Colours that stay apart for colour-blind people (Okabe & Ito 2008, "Color Universal Design").
inline json picture_colours() { return {"#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9", "#999999", "#F0E442"}; }

/// What is drawn where there is nothing: drawing programs warn of axes that have no end.
inline json or_nothing(json content)
{
    if (!content.contains("data") || !content["data"]["values"].empty()) return content;
    return {{"data", {{"values", {json::object()}}}}, {"width", 520}, {"mark", {{"type", "text"}, {"text", "There is nothing to show yet."}}}};
}

inline json picture(picture_text const& text, json content)
{
    content = or_nothing(std::move(content));
    json out{{"$schema", "https://vega.github.io/schema/vega-lite/v6.json"},
             {"title", {{"text", text.question}, {"subtitle", text.remark}, {"anchor", "start"}}},
             {"description", std::string{text.question} + " " + text.remark},
             {"config",
              {{"range", {{"category", picture_colours()}}},
               {"view", {{"stroke", nullptr}}},
               {"axis", {{"labelLimit", 240}}},
               {"legend", {{"labelLimit", 240}}}}}};
    out.update(content);
    return out;
}

inline json rows_of(json rows) { return {{"values", std::move(rows)}}; }
/// Categories in the order of the data, with nothing over them.
inline json categories(char const* field = "category") { return {{"field", field}, {"type", "nominal"}, {"sort", nullptr}, {"title", nullptr}}; }
inline json quantity(char const* field, char const* title) { return {{"field", field}, {"type", "quantitative"}, {"title", title}}; }
inline json percent(char const* field, char const* title)
{
    json out    = quantity(field, title);
    out["axis"] = {{"format", ".0%"}};
    return out;
}
inline json legend(char const* field, json title) { return {{"field", field}, {"type", "nominal"}, {"sort", nullptr}, {"title", title}}; }
inline json hint(char const* field, char const* title, char const* format = nullptr)
{
    json out{{"field", field}, {"title", title}};
    if (format != nullptr) out.update({{"type", "quantitative"}, {"format", format}});
    return out;
}

/// Counts by category, each divided into parts.
class counts_picture {
public:
    void add(std::string const& category, char const* part, std::int64_t leads)
    {
        rows_.push_back({{"category", category}, {"part", part}, {"leads", leads}});
    }
    /// `of`: what is counted.
    [[nodiscard]] json spec(char const* of = "Leads") &&
    {
        return {{"data", rows_of(std::move(rows_))},
                {"width", 520},
                {"mark", {{"type", "bar"}}},
                {"encoding",
                 {{"y", categories()},
                  {"x", quantity("leads", of)},
                  {"color", legend("part", nullptr)},
                  {"order", {{"field", "place"}, {"type", "quantitative"}}},
                  {"tooltip", {hint("category", "Of"), hint("part", "Part"), hint("leads", of, ",d")}}}},
                {"transform", {{{"window", {{{"op", "row_number"}, {"as", "place"}}}}}}}};
    }

private:
    json rows_ = json::array();
};

/// Proportions by category, with their 95 % intervals. Categories without leads are left out of the drawing, as they have no rate.
class rates_picture {
public:
    void add(std::string const& category, proportion const& rate)
    {
        auto const limits = rate.interval();
        if (!limits) return;
        rows_.push_back({{"category", category},
                         {"rate", *rate.value()},
                         {"low", limits->low},
                         {"high", limits->high},
                         {"hits", rate.hits},
                         {"total", rate.total}});
    }
    /// `over_time`: categories go from left to right.
    [[nodiscard]] json spec(char const* axis, bool over_time = false) &&
    {
        char const* const along = over_time ? "x" : "y";
        char const* const up    = over_time ? "y" : "x";
        json const        tips{hint("category", "Of"),         hint("rate", axis, ".1%"),   hint("low", "At least", ".1%"),
                        hint("high", "At most", ".1%"), hint("hits", "Leads", ",d"), hint("total", "Of leads", ",d")};
        json              bar{{"mark", {{"type", "rule"}, {"strokeWidth", 2}, {"color", "#777777"}}}, {"encoding", {{along, categories()}}}};
        bar["encoding"][up]                    = percent("low", axis);
        bar["encoding"][std::string{up} + "2"] = {{"field", "high"}};
        bar["encoding"]["tooltip"]             = tips;
        json point{{"mark", {{"type", "point"}, {"filled", true}, {"size", 70}, {"opacity", 1}, {"color", "#0072B2"}}},
                   {"encoding", {{along, categories()}}}};
        point["encoding"][up]        = percent("rate", axis);
        point["encoding"]["tooltip"] = tips;
        return {{"data", rows_of(std::move(rows_))}, {"width", 520}, {"layer", {std::move(bar), std::move(point)}}};
    }

private:
    json rows_ = json::array();
};

/// Lengths of time in the unit that suits the longest.
struct picture_unit {
    char const* name;
    double      seconds;

    static picture_unit for_length(double longest) noexcept
    {
        if (longest >= 2 * 86400.0) return {"days", 86400};
        if (longest >= 2 * 3600.0) return {"hours", 3600};
        return {"minutes", 60};
    }
};

/// Incidence curves as steps with their limits, several in one picture. Of a curve with many steps, those are drawn that can be told apart.
class curves_picture {
public:
    void add(std::string const& name, incidence const& curve)
    {
        auto const steps = curve.steps();
        if (steps.empty()) return;
        longest_ = (std::max)(longest_, steps.back().time.count());
        point(name, seconds{0}, {});
        constexpr std::size_t most  = 500;
        double const          apart = steps.back().value / static_cast<double>(most - 2);
        double                drawn = 0;
        for (std::size_t i = 0; i != steps.size(); ++i) {
            bool const last = i + 1 == steps.size();
            if (steps.size() > most - 2 && !last && i != 0 && steps[i].value - drawn < apart) continue;
            drawn = steps[i].value;
            point(name, steps[i].time, curve.at(steps[i].time));
        }
    }
    [[nodiscard]] json spec() &&
    {
        auto const unit = picture_unit::for_length(longest_);
        for (auto& row : rows_) row["time"] = row["time"].get<double>() / unit.seconds;
        json const time = quantity("time", (std::string{"Time, in "} + unit.name).c_str());
        return {{"data", rows_of(std::move(rows_))},
                {"width", 520},
                {"layer",
                 {{{"mark", {{"type", "area"}, {"interpolate", "step-after"}, {"opacity", 0.2}}},
                   {"encoding",
                    {{"x", time}, {"y", percent("low", "Share that has moved")}, {"y2", {{"field", "high"}}}, {"color", legend("of", nullptr)}}}},
                  {{"mark", {{"type", "line"}, {"interpolate", "step-after"}}},
                   {"encoding",
                    {{"x", time},
                     {"y", percent("share", "Share that has moved")},
                     {"color", legend("of", nullptr)},
                     {"tooltip",
                      {hint("of", "Of"), hint("time", unit.name, ".1f"), hint("share", "Has moved", ".1%"), hint("low", "At least", ".1%"),
                       hint("high", "At most", ".1%")}}}}}}}};
    }

private:
    void point(std::string const& name, seconds time, incidence_estimate const& here)
    {
        auto const limits = here.interval();
        rows_.push_back({{"of", name}, {"time", time.count()}, {"share", here.value}, {"low", limits.low}, {"high", limits.high}});
    }

    json   rows_    = json::array();
    double longest_ = 0;
};

/// Lengths of time by category.
class lengths_picture {
public:
    void add(std::string const& category, std::optional<seconds> length)
    {
        if (!length || !std::isfinite(length->count())) return;
        longest_ = (std::max)(longest_, length->count());
        rows_.push_back({{"category", category}, {"time", length->count()}});
    }
    [[nodiscard]] json spec(char const* what) &&
    {
        auto const unit = picture_unit::for_length(longest_);
        for (auto& row : rows_) row["time"] = row["time"].get<double>() / unit.seconds;
        return {{"data", rows_of(std::move(rows_))},
                {"width", 520},
                {"mark", {{"type", "bar"}, {"color", "#0072B2"}}},
                {"encoding",
                 {{"y", categories()},
                  {"x", quantity("time", (std::string{what} + ", in " + unit.name).c_str())},
                  {"tooltip", {hint("category", "Of"), hint("time", unit.name, ".1f")}}}}};
    }

private:
    json   rows_    = json::array();
    double longest_ = 0;
};

}}}} // namespace leadmetrics::detail::pictures

#endif
