// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_RENDER_DETAIL_JSON_PICTURES_OF_REPORTS_HPP
#define LEADMETRICS_RENDER_DETAIL_JSON_PICTURES_OF_REPORTS_HPP

// Which picture each report has. A picture shows figures of the report; it computes none.

#include <leadmetrics/calendar/window.hpp>
#include <leadmetrics/core/by.hpp>
#include <leadmetrics/render/detail/json_pictures.hpp>
#include <leadmetrics/render/detail/json_pictures_of_comparisons.hpp>
#include <leadmetrics/render/detail/json_pictures_of_scores.hpp>
#include <leadmetrics/render/detail/json_writer.hpp>
#include <leadmetrics/report/attribution.hpp>
#include <leadmetrics/report/back_test.hpp>
#include <leadmetrics/report/conversion.hpp>
#include <leadmetrics/report/efficiency.hpp>
#include <leadmetrics/report/forecast.hpp>
#include <leadmetrics/report/mql.hpp>
#include <leadmetrics/report/path_lengths.hpp>
#include <leadmetrics/report/response_lift.hpp>
#include <leadmetrics/report/roi.hpp>
#include <leadmetrics/report/sequence.hpp>
#include <leadmetrics/report/sla.hpp>
#include <leadmetrics/report/velocity.hpp>
#include <leadmetrics/report/volume.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail { namespace pictures {

/// Draws reports; `Options` are those of lm::to_json.
template <class Options>
class report_painter : public comparison_painter<Options> {
    using score_painter<Options>::write_;

public:
    using comparison_painter<Options>::comparison_painter;
    using comparison_painter<Options>::of;
    using score_painter<Options>::text;

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
    template <class Stage, class Length>
    json of(conversion_report<Stage, Length> const& report)
    {
        rates_picture rates;
        for (auto const& one : report.steps) rates.add(step(one.from, one.to), one.rate);
        rates.add(step(report.overall.from, report.overall.to), report.overall.rate);
        return picture({"What share of leads goes on from each stage?", "With 95 % confidence intervals"}, std::move(rates).spec("Conversion"));
    }
    json of(sequence_report const& report)
    {
        rates_picture rates;
        for (std::size_t i = 1; i < report.steps.size(); ++i)
            if (!report.steps[i].optional) rates.add(text(report.steps[i].name), report.steps[i].from_first);
        return picture({"What share of those who began came to each step?", "With 95 % confidence intervals; without leads that may still come"},
                       std::move(rates).spec("Of those who began"));
    }
    template <class Stage, class Length>
    json of(velocity_report<Stage, Length> const& report)
    {
        curves_picture          curves;
        lengths_picture<Length> times;
        for (auto const& one : report.steps) {
            curves.add(step(one.from, one.to), one.incidence);
            times.add(step(one.from, one.to), one.lead_time);
        }
        json moved = or_nothing(std::move(curves).template spec<Length>()), spent = or_nothing(std::move(times).spec("Time in the step per lead"));
        moved["title"] = {{"text", "What share has moved on by then?"}, {"anchor", "start"}};
        spent["title"] = {{"text", "Where do leads spend their time?"}, {"anchor", "start"}};
        return picture({"How fast do leads move, and where do they wait?", "Leads that wait are counted as long as they wait; bands are 95 % limits"},
                       {{"vconcat", {std::move(moved), std::move(spent)}}});
    }
    template <class Stage, class Id>
    json of(forecast_report<Stage, Id> const& report)
    {
        json       rows = json::array();
        auto const add  = [&](auto const& way) {
            for (auto const& ahead : way.horizons)
                rows.push_back({{"way", step(way.from, way.to)},
                                {"within", "within " + length_text(ahead.within)},
                                {"moves", write_(ahead.expected_moves)},
                                {"low", write_((std::max)(ahead.expected_moves - ahead.standard_deviation, 0.0))},
                                {"high", write_(ahead.expected_moves + ahead.standard_deviation)},
                                {"waiting", way.waiting}});
        };
        for (auto const& one : report.steps) add(one);
        for (std::size_t i = 0; i + 1 < report.to_last.size(); ++i) add(report.to_last[i]); // the last of them is the last step
        json const place{{"y", categories("way")},
                         {"yOffset", {{"field", "within"}, {"type", "nominal"}, {"sort", nullptr}}},
                         {"tooltip",
                          {hint("way", "Way"), hint("within", "Horizon"), hint("moves", "Will move", ".1f"), hint("low", "From", ".1f"),
                           hint("high", "To", ".1f"), hint("waiting", "Of leads", ",d")}}};
        json       bar = place, range = place;
        bar["x"]     = quantity("moves", "Leads that will move");
        bar["color"] = legend("within", nullptr);
        range["x"]   = quantity("low", "Leads that will move");
        range["x2"]  = {{"field", "high"}};
        return picture({"How many of the leads that wait will move on?", "Grey lines are one standard deviation to both sides"},
                       {{"data", rows_of(std::move(rows))},
                        {"width", 520},
                        {"height", {{"step", 16}}},
                        {"layer",
                         {{{"mark", {{"type", "bar"}}}, {"encoding", bar}},
                          {{"mark", {{"type", "rule"}, {"strokeWidth", 2}, {"color", "#777777"}}}, {"encoding", range}}}}});
    }
    /// Of the ways to the last stage, the longest: what was expected in each tenth, and what happened.
    template <class Stage>
    json of(back_test_report<Stage> const& report)
    {
        json rows = json::array();
        if (!report.to_last.empty())
            for (auto const& test : report.to_last.front().horizons)
                for (auto const& tenth : test.tenths)
                    if (tenth.leads != 0) {
                        auto const n = static_cast<double>(tenth.leads);
                        rows.push_back({{"within", "within " + length_text(test.within)},
                                        {"expected", write_(tenth.expected / n)},
                                        {"moved", write_(static_cast<double>(tenth.moved) / n)},
                                        {"leads", tenth.leads}});
                    }
        json const points{
            {"mark", {{"type", "point"}, {"filled", true}, {"opacity", 1}}},
            {"encoding",
             {{"x", percent("expected", "Share that was expected to move")},
              {"y", percent("moved", "Share that moved")},
              {"size", {{"field", "leads"}, {"type", "quantitative"}, {"title", "Leads"}}},
              {"color", legend("within", nullptr)},
              {"tooltip",
               {hint("within", "Horizon"), hint("expected", "Expected", ".1%"), hint("moved", "Moved", ".1%"), hint("leads", "Leads", ",d")}}}}};
        json const even{{"data", rows_of({{{"x", 0}, {"y", 0}}, {{"x", 1}, {"y", 1}}})},
                        {"mark", {{"type", "line"}, {"aria", false}, {"strokeDash", {4, 4}}, {"color", "#777777"}}},
                        {"encoding", {{"x", {{"field", "x"}, {"type", "quantitative"}}}, {"y", {{"field", "y"}, {"type", "quantitative"}}}}}};
        return picture(
            {"Did as many leads move as were expected to?", "From the first stage to the last; right on the dashed line, too few below it"},
            {{"data", rows_of(std::move(rows))}, {"width", 420}, {"height", 320}, {"layer", {points, even}}});
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
        if (report.accepted_by_default != 0) bars.add("passed to sales", "accepted by default", report.accepted_by_default);
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
            rates.add(band.up_to ? "within " + hours_text(*band.up_to) : "later than " + hours_text(band.longer_than.value_or(seconds{0})),
                      band.conversion);
        rates.add("not answered", report.unanswered.conversion);
        return picture({"Do leads that are answered sooner come to more?",
                        "Leads that are answered first may be the better ones; with 95 % confidence intervals"},
                       std::move(rates).spec("Converted"));
    }
    template <class Campaign, class Money, class Duration>
    json of(roi_report<Campaign, Money, Duration> const& report)
    {
        json rows = json::array(), paybacks = json::array();
        for (auto const& [campaign, one] : report.campaigns) {
            auto const row = [&](std::size_t i) {
                auto const& point = one.curve[i];
                return json{{"campaign", text(campaign)}, {"age", seconds{point.age}.count() / 86400}, {"net", amount(point.net)}};
            };
            auto const covered = std::find_if(one.curve.begin(), one.curve.end(), [](auto const& point) { return !(point.net < Money{}); });
            auto const payback = one.payback ? static_cast<std::size_t>(covered - one.curve.begin()) : one.curve.size();
            auto       drawn   = drawn_points(one.curve.size(), [&](std::size_t i) { return as_number(one.curve[i].net); });
            if (payback != one.curve.size()) {
                paybacks.push_back(row(payback));
                auto const place = std::lower_bound(drawn.begin(), drawn.end(), payback);
                if (place == drawn.end() || *place != payback) drawn.insert(place, payback);
            }
            for (std::size_t const i : drawn) rows.push_back(row(i));
        }
        constexpr std::size_t few = 60; // then points can be told apart, and a campaign with one point has no line
        std::string const     net = "Net" + unit_of_money<Money>();
        json const            encoding{{"x", quantity("age", "Days since the first cost")},
                                       {"y", quantity("net", net.c_str())},
                                       {"color", legend("campaign", "Campaign")},
                                       {"tooltip", {hint("campaign", "Campaign"), hint("age", "Days", ".1f"), hint("net", "Net", ",.2f")}}};
        json const line{{"mark", {{"type", "line"}, {"interpolate", "step-after"}, {"point", rows.size() <= few}}}, {"encoding", encoding}};
        json const zero{{"mark", {{"type", "rule"}, {"aria", false}, {"strokeDash", {4, 4}}}}, {"encoding", {{"y", {{"datum", 0}}}}}};
        json       layers{line, zero};
        if (!paybacks.empty())
            layers.push_back({{"data", rows_of(std::move(paybacks))},
                              {"mark", {{"type", "point"}, {"shape", "diamond"}, {"filled", true}, {"size", 120}, {"opacity", 1}}},
                              {"encoding", encoding}});
        return picture({"When has each campaign earned back its cost?",
                        "Cumulative revenue less cost; a diamond is the payback, the first time that revenue covers cost"},
                       {{"data", rows_of(std::move(rows))}, {"width", 520}, {"layer", std::move(layers)}});
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
            rows.push_back({{"model", model}, {"campaign", campaign}, {"amount", this->amount(amount)}});
        };
        for (auto const& [model, report] : models) {
            for (auto const& [campaign, credit] : report.campaigns) add(model, text(campaign), credit.attributed);
            add(model, "(no touch)", report.unattributed);
        }
        std::string const revenue = "Revenue" + unit_of_money<Money>();
        return picture(
            {"How much revenue does each campaign get?", models.size() == 1 ? "By one model of attribution" : "By each model of attribution"},
            {{"data", rows_of(std::move(rows))},
             {"width", 520},
             {"height", {{"step", 9}}},
             {"mark", {{"type", "bar"}}},
             {"encoding",
              {{"y", categories("campaign")},
               {"yOffset", {{"field", "model"}, {"type", "nominal"}, {"sort", nullptr}}},
               {"x", quantity("amount", revenue.c_str())},
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

    /// What stands behind a title where money is counted in minor units of a currency, unless their digits are known.
    template <class Money>
    std::string unit_of_money() const
    {
        return std::is_integral_v<Money> && write_.options().money_digits == 0 ? ", in minor units" : "";
    }
    template <class Money>
    static double as_number(Money const& money)
    {
        return static_cast<double>(static_cast<long double>(money));
    }
    template <class Money>
    json amount(Money const& money)
    {
        if (!std::is_integral_v<Money> || write_.options().money_digits == 0) return write_(money);
        return as_number(money) / std::pow(10, write_.options().money_digits);
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
            if constexpr (std::is_same_v<typename Reports::key_type, date::year_month_day>)
                if (!are_weeks(reports)) {
                    days_picture days;
                    for (auto const& [day, one] : reports) days.add(day, name(day), one.compliance);
                    return picture({"On which days are leads answered in time?", "Of the leads whose clock started on that day"},
                                   std::move(days).spec("Compliance"));
                }
            each([](report const& one) { return one.compliance; });
            return shown("What share of leads is answered in time?", "Compliance");
        } else if constexpr (requires(report const& one) { one.acceptance_rate; }) {
            each([](report const& one) { return one.efficiency; });
            return shown("What share of the leads that marketing passes on does sales accept?", "MQL efficiency");
        } else if constexpr (requires(report const& one) { one.decided_rate; }) {
            each([](report const& one) { return one.rate; });
            return shown("What share of leads converts?", "Efficiency");
        } else if constexpr (requires(report const& one) { one.cycle.incidence; }) {
            using length = std::remove_cvref_t<decltype(*report{}.cycle.lead_time)>;
            curves_picture curves;
            for (auto const& [key, one] : reports) curves.add(name(key), one.cycle.incidence);
            return picture({"What share of leads has come to the last stage by then?",
                            "Leads that wait are counted as long as they wait; bands are 95 % limits"},
                           std::move(curves).template spec<length>());
        } else {
            static_assert(
                requires(report const& one) { one.stages; },
                "there is a picture by key or window of volume, conversion, velocity, efficiency, mql and sla");
            return volumes(reports, over_time, name);
        }
    }

    /// Windows of weeks are named by their Mondays.
    template <class Reports>
    static bool are_weeks(Reports const& reports)
    {
        return reports.size() > 1 && std::all_of(reports.begin(), reports.end(), [](auto const& one) {
                   return date::weekday{date::sys_days{one.first}} == date::Monday;
               });
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
        encoding[up]                            = counted("leads", "Leads that entered");
        encoding[std::string{along} + "Offset"] = {{"field", "stage"}, {"type", "nominal"}, {"sort", nullptr}};
        encoding["color"]                       = legend("stage", "Stage");
        encoding["tooltip"]                     = {hint("category", "Of"), hint("stage", "Stage"), hint("leads", "Leads", ",d")};
        json ticks                              = encoding;
        ticks.erase("color");
        json const layer{{"mark", {{"type", "bar"}}}, {"encoding", std::move(encoding)}};
        json       layers    = json::array({layer});
        bool const has_goals = !goals.empty();
        if (has_goals)
            layers.push_back({{"data", rows_of(std::move(goals))}, {"mark", {{"type", "tick"}, {"thickness", 3}}}, {"encoding", std::move(ticks)}});
        json content{{"data", rows_of(std::move(rows))}, {"width", 520}, {"layer", std::move(layers)}};
        if (!over_time) content["height"] = {{"step", 10}};
        return picture({"How many leads entered each stage?", has_goals ? "Lines across the bars are goals" : "The first entry of each lead"},
                       std::move(content));
    }
};

}}}} // namespace leadmetrics::detail::pictures

#endif
