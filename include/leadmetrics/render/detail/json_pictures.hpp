// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_RENDER_DETAIL_JSON_PICTURES_HPP
#define LEADMETRICS_RENDER_DETAIL_JSON_PICTURES_HPP

// Kinds of pictures as specifications of Vega-Lite (https://vega.github.io/vega-lite/docs/), whatever report they show.

#include <leadmetrics/core/time.hpp>
#include <leadmetrics/stats/incidence.hpp>
#include <leadmetrics/stats/proportion.hpp>
#include <leadmetrics/version.hpp>

#include <date/date.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
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
               {"tick", {{"color", "black"}}},
               {"axis", {{"labelLimit", 240}}},
               {"legend", {{"labelLimit", 240}}}}}};
    out.update(content);
    return out;
}

inline json rows_of(json rows) { return {{"values", std::move(rows)}}; }
/// Categories in the order of the data, with nothing over them.
inline json categories(char const* field = "category") { return {{"field", field}, {"type", "nominal"}, {"sort", nullptr}, {"title", nullptr}}; }
inline json quantity(char const* field, char const* title) { return {{"field", field}, {"type", "quantitative"}, {"title", title}}; }
inline json counted(char const* field, char const* title)
{
    json out    = quantity(field, title);
    out["axis"] = {{"format", ",d"}, {"tickMinStep", 1}};
    return out;
}
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
                  {"x", counted("leads", of)},
                  {"color", legend("part", nullptr)},
                  {"order", {{"field", "place"}, {"type", "quantitative"}}},
                  {"tooltip", {hint("category", "Of"), hint("part", "Part"), hint("leads", of, ",d")}}}},
                {"transform", {{{"window", {{{"op", "row_number"}, {"as", "place"}}}}}}}};
    }

private:
    json rows_ = json::array();
};

/// Proportions by category, with their 95 % intervals. A category without leads has no rate; the drawing says so.
class rates_picture {
public:
    void add(std::string const& category, proportion const& rate)
    {
        auto const limits = rate.interval();
        all_.push_back(category);
        if (!limits) {
            without_.push_back({{"category", category}});
            return;
        }
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
        json              place = categories();
        place["scale"]          = {{"domain", all_}};
        json bar{{"mark", {{"type", "rule"}, {"strokeWidth", 2}, {"color", "#777777"}}}, {"encoding", {{along, place}}}};
        bar["encoding"][up]                    = percent("low", axis);
        bar["encoding"][std::string{up} + "2"] = {{"field", "high"}};
        bar["encoding"]["tooltip"]             = tips;
        json point{{"mark", {{"type", "point"}, {"filled", true}, {"size", 70}, {"opacity", 1}, {"color", "#0072B2"}}},
                   {"encoding", {{along, place}}}};
        point["encoding"][up]        = percent("rate", axis);
        point["encoding"]["tooltip"] = tips;
        json layers{std::move(bar), std::move(point)};
        if (!without_.empty() && !rows_.empty()) {
            json nobody{{"data", rows_of(std::move(without_))},
                        {"mark", {{"type", "text"}, {"text", "no leads"}, {"align", "left"}, {"angle", over_time ? 270 : 0}, {"dx", 4}}},
                        {"encoding", {{along, place}}}};
            nobody["encoding"][up] = {{"datum", 0}};
            layers.push_back(std::move(nobody));
        }
        return {{"data", rows_of(std::move(rows_))}, {"width", 520}, {"layer", std::move(layers)}};
    }

private:
    json rows_ = json::array(), without_ = json::array(), all_ = json::array();
};

/// Proportions by day, as a calendar: a column for each week from Monday on, a row for each day of the week. Days without leads are blank.
class days_picture {
public:
    void add(date::year_month_day const& day, std::string const& name, proportion const& rate)
    {
        if (!rate.value()) return;
        date::sys_days const at{day};
        auto const           since_monday = date::weekday{at} - date::Monday;
        rows_.push_back({{"day", name},
                         {"week", date::format("%F", at - since_monday)},
                         {"weekday", weekdays[static_cast<std::size_t>(since_monday.count())]},
                         {"rate", *rate.value()},
                         {"hits", rate.hits},
                         {"total", rate.total}});
    }
    [[nodiscard]] json spec(char const* what) &&
    {
        return {{"data", rows_of(std::move(rows_))},
                {"width", 520},
                {"height", {{"step", 18}}},
                {"mark", {{"type", "rect"}}},
                {"encoding",
                 {{"x", {{"field", "week"}, {"type", "ordinal"}, {"title", "Week from Monday"}, {"axis", {{"labelOverlap", true}}}}},
                  {"y", {{"field", "weekday"}, {"type", "ordinal"}, {"title", nullptr}, {"scale", {{"domain", weekdays}}}}},
                  {"color",
                   {{"field", "rate"},
                    {"type", "quantitative"},
                    {"title", what},
                    {"legend", {{"format", ".0%"}}},
                    {"scale", {{"scheme", "cividis"}, {"domain", {0, 1}}}}}},
                  {"tooltip", {hint("day", "Day"), hint("rate", what, ".1%"), hint("hits", "Leads", ",d"), hint("total", "Of leads", ",d")}}}}};
    }

private:
    static constexpr char const* weekdays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

    json rows_ = json::array();
};

/// Of n points along a curve, the places of those that are drawn: all, where they are no more than 500; else, of equal stretches of them, the first,
/// the lowest, the highest and the last, at most 496, so that no peak is lost and each point is as it is.
template <class Value>
std::vector<std::size_t> drawn_points(std::size_t n, Value const& value)
{
    std::vector<std::size_t> drawn;
    for (std::size_t const stretches : {n, std::size_t{248}, std::size_t{124}}) { // a curve that only rises needs two of a stretch, any other four
        if (stretches == n && n > 500) continue;
        drawn.clear();
        for (std::size_t k = 0; k != stretches && n != 0; ++k) {
            std::size_t const first = k * n / stretches, behind = (k + 1) * n / stretches;
            std::size_t       low = first, high = first;
            for (std::size_t i = first; i != behind; ++i) {
                if (value(i) < value(low)) low = i;
                if (value(high) < value(i)) high = i;
            }
            for (std::size_t const i : {first, (std::min)(low, high), (std::max)(low, high), behind - 1})
                if (drawn.empty() || drawn.back() < i) drawn.push_back(i);
        }
        if (drawn.size() <= 500) break;
    }
    return drawn;
}

/// Lengths of time in the unit that suits the longest. Working time is in hours: a day of it would be 24 hours, or as many as an office is open.
struct picture_unit {
    char const* name;
    double      seconds;

    template <class Length>
    static picture_unit of(double longest) noexcept
    {
        if (!std::is_same_v<Length, leadmetrics::seconds>) return {"hours of working time", 3600};
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
        for (std::size_t const i : drawn_points(steps.size(), [&](std::size_t k) { return steps[k].value; }))
            point(name, steps[i].time, curve.at(steps[i].time));
    }
    /// `Length`: seconds, or a `working_duration` of them where the curves are on a clock of working time.
    template <class Length>
    [[nodiscard]] json spec() &&
    {
        auto const unit = picture_unit::of<Length>(longest_);
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

/// Lengths of time by category. `Length`: seconds, or a `working_duration` of them.
template <class Length>
class lengths_picture {
public:
    void add(std::string const& category, std::optional<Length> length)
    {
        if (!length) return;
        double time = 0;
        if constexpr (requires { length->open_time(); }) time = length->open_time().count();
        else time = length->count();
        if (!std::isfinite(time)) return;
        longest_ = (std::max)(longest_, time);
        rows_.push_back({{"category", category}, {"time", time}});
    }
    [[nodiscard]] json spec(char const* what) &&
    {
        auto const unit = picture_unit::of<Length>(longest_);
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
