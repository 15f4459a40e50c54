// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_RENDER_DETAIL_JSON_PICTURES_OF_REPORTS_HPP
#define LEADMETRICS_RENDER_DETAIL_JSON_PICTURES_OF_REPORTS_HPP

// Which picture each report has. A picture shows figures of the report; it computes none.

#include <leadmetrics/calendar/window.hpp>
#include <leadmetrics/core/by.hpp>
#include <leadmetrics/render/detail/json_pictures.hpp>
#include <leadmetrics/render/detail/json_writer.hpp>
#include <leadmetrics/report/attribution.hpp>
#include <leadmetrics/report/conversion.hpp>
#include <leadmetrics/report/efficiency.hpp>
#include <leadmetrics/report/mql.hpp>
#include <leadmetrics/report/path_lengths.hpp>
#include <leadmetrics/report/response_lift.hpp>
#include <leadmetrics/report/roi.hpp>
#include <leadmetrics/report/sla.hpp>
#include <leadmetrics/report/velocity.hpp>
#include <leadmetrics/report/volume.hpp>
#include <leadmetrics/scoring/bands.hpp>
#include <leadmetrics/scoring/score_grid.hpp>
#include <leadmetrics/scoring/scores.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail { namespace pictures {

/// Draws reports; `Options` are those of lm::to_json.
template <class Options>
class report_painter {
public:
    explicit report_painter(Options const& options) noexcept : write_(options) {}

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
    template <class Stage>
    std::string step(Stage const& from, Stage const& to)
    {
        return text(from, as_stage) + " → " + text(to, as_stage);
    }

    template <class Stage>
    json of(volume_report<Stage> const& report)
    {
        counts_picture bars;
        for (std::size_t i = 0; i != report.stages.size(); ++i) {
            auto const& one = report.stages[i];
            bars.add(text(one.stage, as_stage), "reached it", one.reached);
            if (i != 0) bars.add(text(one.stage, as_stage), "only the stage before", report.stages[i - 1].reached - one.reached);
        }
        return picture({"How many leads reached each stage?", "A lead that skipped a stage has reached it"}, std::move(bars).spec());
    }
    template <class Stage>
    json of(conversion_report<Stage> const& report)
    {
        rates_picture rates;
        for (auto const& one : report.steps) rates.add(step(one.from, one.to), one.rate);
        rates.add(step(report.overall.from, report.overall.to), report.overall.rate);
        return picture({"What share of leads goes on from each stage?", "With 95 % confidence intervals"}, std::move(rates).spec("Conversion"));
    }
    template <class Stage>
    json of(velocity_report<Stage> const& report)
    {
        curves_picture  curves;
        lengths_picture times;
        for (auto const& one : report.steps) {
            curves.add(step(one.from, one.to), one.incidence);
            times.add(step(one.from, one.to), one.lead_time);
        }
        json moved = or_nothing(std::move(curves).spec()), spent = or_nothing(std::move(times).spec("Time in the step per lead"));
        moved["title"] = {{"text", "What share has moved on by then?"}, {"anchor", "start"}};
        spent["title"] = {{"text", "Where do leads spend their time?"}, {"anchor", "start"}};
        return picture({"How fast do leads move, and where do they wait?", "Leads that wait are counted as long as they wait; bands are 95 % limits"},
                       {{"vconcat", {std::move(moved), std::move(spent)}}});
    }
    json of(efficiency_report const& report)
    {
        counts_picture bars;
        bars.add("all leads", "converted", report.converted);
        bars.add("all leads", "lost", report.lost);
        bars.add("all leads", "open", report.open);
        return picture({"What became of the leads?", "Open leads may still convert"}, std::move(bars).spec());
    }
    template <class Stage, class Reason>
    json of(mql_report<Stage, Reason> const& report)
    {
        counts_picture bars;
        bars.add("passed to sales", "accepted", report.accepted);
        bars.add("passed to sales", "accepted by default", report.accepted_by_default);
        bars.add("passed to sales", "rejected", report.rejected);
        bars.add("passed to sales", "pending", report.pending);
        for (auto const& [reason, n] : report.rejected_by_reason) bars.add("rejected: " + text(reason), "rejected", n);
        if (report.rejected_without_reason != 0) bars.add("rejected without a reason", "rejected", report.rejected_without_reason);
        return picture({"What does sales do with the leads that marketing passes on?", "And why are leads rejected"}, std::move(bars).spec());
    }
    template <class Id, class Time, class Length>
    json of(sla_report<Id, Time, Length> const& report)
    {
        counts_picture bars;
        add_states(bars, "all leads", report);
        return picture({"Are leads answered in time?", "Overdue and pending leads have not been answered"}, std::move(bars).spec());
    }
    json of(response_lift_report const& report)
    {
        rates_picture rates;
        for (auto const& band : report.bands)
            rates.add(band.up_to ? "within " + length_text(*band.up_to) : "later than " + length_text(band.longer_than.value_or(seconds{0})),
                      band.conversion);
        rates.add("not answered", report.unanswered.conversion);
        return picture({"Do leads that are answered sooner come to more?",
                        "Leads that are answered first may be the better ones; with 95 % confidence intervals"},
                       std::move(rates).spec("Converted"));
    }
    template <class Campaign, class Money, class Duration>
    json of(roi_report<Campaign, Money, Duration> const& report)
    {
        json rows = json::array();
        for (auto const& [campaign, one] : report.campaigns) {
            std::size_t const every = one.curve.size() / 500 + 1; // points stand as they are, the last among them
            for (std::size_t i = 0; i != one.curve.size(); ++i)
                if (i % every == 0 || i + 1 == one.curve.size())
                    rows.push_back(
                        {{"campaign", text(campaign)}, {"age", seconds{one.curve[i].age}.count() / 86400}, {"net", write_(one.curve[i].net)}});
        }
        json const encoding{{"x", quantity("age", "Days since the first cost")},
                            {"y", quantity("net", std::is_integral_v<Money> ? "Net, in minor units" : "Net")},
                            {"color", legend("campaign", "Campaign")},
                            {"tooltip", {hint("campaign", "Campaign"), hint("age", "Days", ".1f"), hint("net", "Net", ",.2f")}}};
        json const line{{"mark", {{"type", "line"}, {"interpolate", "step-after"}, {"point", true}}}, {"encoding", encoding}};
        json const zero{{"mark", {{"type", "rule"}, {"strokeDash", {4, 4}}}}, {"encoding", {{"y", {{"datum", 0}}}}}};
        return picture(
            {"When has each campaign earned back its cost?", "Cumulative revenue less cost; paid back where the line is at or above 0 to stay"},
            {{"data", rows_of(std::move(rows))}, {"width", 520}, {"layer", {line, zero}}});
    }
    template <class Campaign, class Money>
    json of(attribution_report<Campaign, Money> const& report)
    {
        return of(std::vector<std::pair<std::string, attribution_report<Campaign, Money>>>{{"attributed", report}});
    }
    /// Several models side by side, each with its name.
    template <class Campaign, class Money>
    json of(std::vector<std::pair<std::string, attribution_report<Campaign, Money>>> const& models)
    {
        json       rows = json::array();
        auto const add  = [&](std::string const& model, std::string const& campaign, Money const& amount) {
            rows.push_back({{"model", model}, {"campaign", campaign}, {"amount", write_(amount)}});
        };
        for (auto const& [model, report] : models) {
            for (auto const& [campaign, credit] : report.campaigns) add(model, text(campaign), credit.attributed);
            add(model, "(no touch)", report.unattributed);
        }
        return picture({"How much revenue does each campaign get?", "By each model of attribution"},
                       {{"data", rows_of(std::move(rows))},
                        {"width", 520},
                        {"mark", {{"type", "bar"}}},
                        {"encoding",
                         {{"y", categories("campaign")},
                          {"yOffset", {{"field", "model"}, {"type", "nominal"}, {"sort", nullptr}}},
                          {"x", quantity("amount", std::is_integral_v<Money> ? "Revenue, in minor units" : "Revenue")},
                          {"color", legend("model", "Model")},
                          {"tooltip", {hint("campaign", "Campaign"), hint("model", "Model"), hint("amount", "Revenue", ",.2f")}}}}});
    }
    template <class Money>
    json of(path_lengths_report<Money> const& report)
    {
        counts_picture bars;
        for (auto const& one : report.lengths) {
            std::string const touches = std::to_string(one.touches) + (one.touches == 1 ? " touch" : " touches");
            bars.add(touches, "converted", one.conversions);
            bars.add(touches, "did not", one.paths - one.conversions);
        }
        return picture({"How many touches does a path have?", "And how many of these paths ended in a sale"}, std::move(bars).spec("Paths"));
    }
    /// A histogram of at most forty bars of equal width, each a score's whole multiple of it.
    template <class Score>
    json of(scores_report<Score> const& report)
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
                          {"y", quantity("leads", "Leads")},
                          {"tooltip", {hint("from", "From", ".1f"), hint("to", "To", ".1f"), hint("leads", "Leads", ",d")}}}}}};
        if (report.threshold)
            layers.push_back(
                {{"mark", {{"type", "rule"}, {"color", "#D55E00"}, {"strokeWidth", 2}}}, {"encoding", {{"x", {{"datum", *report.threshold}}}}}});
        return picture({"How are the scores distributed?",
                        report.threshold ? "Leads to the right of the line are ready for sales" : "One bar for each range of scores"},
                       {{"data", rows_of(std::move(rows))}, {"width", 520}, {"layer", std::move(layers)}});
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

    /// By key: the rate of each, or its leads.
    template <class Key, class Report>
    json of(by_report<Key, Report> const& report)
    {
        return of_each(report, false, [&](Key const& key) { return text(key); });
    }
    template <class Window, class Report>
    json of(window_report<Window, Report> const& report)
    {
        return of_each(report, true, [&](Window const& window) { return text(window); });
    }

private:
    template <class Bars, class Report>
    static void add_states(Bars& bars, std::string const& of, Report const& report)
    {
        bars.add(of, "met", report.met);
        bars.add(of, "answered late", report.breached);
        bars.add(of, "overdue", report.overdue);
        bars.add(of, "pending", report.pending);
    }

    template <class Reports, class Name>
    json of_each(Reports const& reports, bool over_time, Name const& name)
    {
        using report = typename Reports::mapped_type;
        rates_picture rates;
        auto const    each = [&](auto const& rate_of) {
            for (auto const& [key, one] : reports) rates.add(name(key), rate_of(one));
        };
        auto const shown = [&](char const* question, char const* axis) {
            return picture({question, "With 95 % confidence intervals"}, std::move(rates).spec(axis, over_time));
        };
        if constexpr (requires(report const& one) { one.overall.rate; }) {
            each([](report const& one) { return one.overall.rate; });
            return shown("What share of leads comes from the first stage to the last?", "Conversion");
        } else if constexpr (requires(report const& one) { one.compliance; }) {
            each([](report const& one) { return one.compliance; });
            return shown("What share of leads is answered in time?", "Compliance");
        } else if constexpr (requires(report const& one) { one.acceptance_rate; }) {
            each([](report const& one) { return one.efficiency; });
            return shown("What share of the leads that marketing passes on does sales accept?", "MQL efficiency");
        } else if constexpr (requires(report const& one) { one.decided_rate; }) {
            each([](report const& one) { return one.rate; });
            return shown("What share of leads converts?", "Efficiency");
        } else if constexpr (requires(report const& one) { one.cycle.incidence; }) {
            curves_picture curves;
            for (auto const& [key, one] : reports) curves.add(name(key), one.cycle.incidence);
            return picture({"What share of leads has come to the last stage by then?",
                            "Leads that wait are counted as long as they wait; bands are 95 % limits"},
                           std::move(curves).spec());
        } else {
            static_assert(
                requires(report const& one) { one.stages; },
                "there is a picture by key or window of volume, conversion, velocity, efficiency, mql and sla");
            return volumes(reports, over_time, name);
        }
    }

    template <class Reports, class Name>
    json volumes(Reports const& reports, bool over_time, Name const& name)
    {
        json rows = json::array(), goals = json::array();
        for (auto const& [key, one] : reports) {
            for (auto const& stage : one.stages)
                rows.push_back({{"category", name(key)}, {"stage", text(stage.stage, as_stage)}, {"leads", stage.entered}});
            for (auto const& goal : one.goals)
                goals.push_back({{"category", name(key)}, {"stage", text(goal.stage, as_stage)}, {"leads", goal.goal}});
        }
        char const* const along = over_time ? "x" : "y";
        char const* const up    = over_time ? "y" : "x";
        json              encoding{{along, categories()}};
        encoding[up]                            = quantity("leads", "Leads that entered");
        encoding[std::string{along} + "Offset"] = {{"field", "stage"}, {"type", "nominal"}, {"sort", nullptr}};
        encoding["color"]                       = legend("stage", "Stage");
        encoding["tooltip"]                     = {hint("category", "Of"), hint("stage", "Stage"), hint("leads", "Leads", ",d")};
        json ticks                              = encoding;
        ticks["color"]                          = {{"value", "black"}};
        json const layer{{"mark", {{"type", "bar"}}}, {"encoding", std::move(encoding)}};
        json       layers = json::array({layer});
        if (!goals.empty())
            layers.push_back({{"data", rows_of(std::move(goals))}, {"mark", {{"type", "tick"}, {"thickness", 3}}}, {"encoding", std::move(ticks)}});
        return picture({"How many leads entered each stage?", "Black lines are goals"},
                       {{"data", rows_of(std::move(rows))}, {"width", 520}, {"layer", std::move(layers)}});
    }

    json_writer<Options> write_;
};

}}}} // namespace leadmetrics::detail::pictures

#endif
