// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// What the page says about each report.
#include "section_pieces.hpp"

#include <leadmetrics/render/vega_lite.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <tuple>

namespace lm = leadmetrics;

namespace crm {

namespace {

constexpr std::size_t most_rows_of_a_picture = 40, most_curves_of_a_picture = 8;

template <std::size_t I, class Key, class... Reports>
auto one_of(lm::keyed<Key, std::tuple<Reports...>> const& all)
{
    using report = std::tuple_element_t<I, std::tuple<Reports...>>;
    std::map<Key, report, std::less<>> one;
    for (auto const& [key, reports] : all) one.emplace(key, std::get<I>(reports));
    return lm::keyed<Key, report>{std::move(one), report{}};
}

template <std::size_t I, class Key, class Reports>
auto grouped(lm::by_report<Key, Reports> const& all)
{
    auto one = one_of<I>(all);
    return lm::by_report<Key, typename decltype(one)::mapped_type>{std::move(one), all.conflicts};
}
template <std::size_t I, class Key, class Reports>
auto grouped(lm::window_report<Key, Reports> const& all)
{
    auto one = one_of<I>(all);
    return lm::window_report<Key, typename decltype(one)::mapped_type>{std::move(one), std::get<I>(all.undated)};
}

class section_maker : section_pieces {
public:
    explicit section_maker(section_pieces const& of) : section_pieces(of) {}

    page_section volume() const
    {
        page_section        made{"volume", "How many leads reached each stage?", "5", {"volume"}, {}, {}, {}, {}};
        auto const&         stages = data.pipeline.stages();
        std::vector<column> entered;
        made.in_short = f.count("/volume/stages/0/reached", "lead", "leads") + " came in";
        for (std::size_t i = 0; i != stages.size(); ++i) {
            std::string const place = fmt::format("/volume/stages/{}", i);
            if (i != 0) made.in_short += (i + 1 == stages.size() ? " and " : ", ") + count(place + "/reached") + " reached " + text(place + "/stage");
            entered.push_back({stages[i], fmt::format("/value/volume/stages/{}/entered", i)});
        }
        made.in_short += ".";
        add_pictures<0>(made, all, most_rows_of_a_picture);
        made.tables =
            table_of(f, "Leads by stage", "/volume/stages", {{"stage", "/stage", shown_as::text}, {"entered", "/entered"}, {"reached", "/reached"}})
            + table_of(f, "Goals for the whole time of this report", "/volume/goals", goal_columns()) + goals_by_month()
            + breakdowns("", "Leads that entered each stage", entered);
        return made;
    }
    std::string goals_by_month() const
    {
        if (!all.by_month || all.by_month->empty()) return "";
        std::vector<column> columns{{"month", "/window", shown_as::month}};
        std::size_t         i = 0;
        for (auto const& goal : volume_in(all.by_month->begin()->second).goals) {
            auto const place = fmt::format("/value/volume/goals/{}", i++);
            columns.push_back({goal.stage, place + "/entered"});
            columns.push_back({"goal", place + "/goal"});
            columns.push_back({"attained", place + "/attained", shown_as::percent});
        }
        return i == 0 ? "" : table_of(f, "Goals of each month", "/by_month/windows", columns);
    }
    std::vector<column> goal_columns() const
    {
        std::vector<column> columns{
            {"stage", "/stage", shown_as::text}, {"goal", "/goal"}, {"entered", "/entered"}, {"attained", "/attained", shown_as::percent}};
        std::size_t earlier = 0; // stages before that of the last goal
        for (auto const& goal : volume_in(all.whole).goals) earlier = std::max(earlier, goal.needed.size());
        for (std::size_t i = 0; i != earlier; ++i) columns.push_back({"needs, of " + data.pipeline.stages()[i], fmt::format("/needed/{}/leads", i)});
        return columns;
    }
    page_section conversion() const
    {
        page_section made{"conversion", "What share of leads goes on from each stage?", "6", {"conversion"}, {}, {}, {}, {}};
        auto const   steps = f.at("/conversion/steps").size();
        if (steps != 0) {
            std::size_t least = 0;
            auto const  rate  = [&](std::size_t i) { return f.at(fmt::format("/conversion/steps/{}/rate/value", i)); };
            for (std::size_t i = 1; i != steps; ++i)
                if (rate(i).is_number() && (!rate(least).is_number() || rate(i).get<double>() < rate(least).get<double>())) least = i;
            std::string const place = fmt::format("/conversion/steps/{}", least);
            if (rate(least).is_number())
                made.in_short = "The step with the smallest share is " + step(place) + ": " + f.rate(place + "/rate") + " of "
                                + f.count(place + "/rate/total", "lead", "leads") + ".";
        }
        add_pictures<1>(made, all, most_rows_of_a_picture);
        std::vector<row> rows;
        for (std::size_t i = 0; i != steps; ++i) rows.push_back({fmt::format("/conversion/steps/{}", i)});
        if (steps > 1) rows.push_back({"/conversion/overall"});
        made.tables = table_of(f, "Conversion so far, of all leads that entered the step", rows, rate_columns("/rate"));
        for (auto& one : rows) one.place.replace(0, std::string{"/conversion"}.size(), "/conversion_within_horizon");
        auto soon = rate_columns("/rate");
        soon.push_back({"too young to count", "/pending"});
        made.tables += table_of(f, "Conversion within " + horizons() + ", of leads that have had these days", rows, soon)
                       + breakdowns("", "Conversion from the first stage to the last",
                                    {{"leads", "/value/conversion/overall/rate/total"},
                                     {"converted", "/value/conversion/overall/rate/hits"},
                                     {"rate", "/value/conversion/overall/rate/value", shown_as::percent},
                                     {"95 %", "/value/conversion/overall/rate", shown_as::percent, column::interval},
                                     {fmt::format("within {} days", all.horizon.count()), "/value/conversion_within_horizon/overall/rate/value",
                                      shown_as::percent}});
        return made;
    }
    /// The horizon of conversion, and those of steps that have their own.
    std::string horizons() const
    {
        auto out = fmt::format("{} days", all.horizon.count());
        for (auto const& [stage, own] : all.step_horizons) out += fmt::format(" (from {}: {} days)", stage, own.count());
        return out;
    }
    page_section velocity() const
    {
        page_section      made{"velocity", "How fast do leads move, and where do they wait?", "7", {"velocity"}, {}, {}, {}, {}};
        bool const        working = all.working_time;
        shown_as const    time    = working ? shown_as::hours : shown_as::length;
        auto const        soon = working ? "within 24 hours" : "within 30 days", later = working ? "within 168 hours" : "within 90 days";
        std::string const soon_at  = working ? "/incidence/within/0" : "/incidence/within/3",
                          later_at = working ? "/incidence/within/1" : "/incidence/within/5";
        if (f.has("/velocity/bottlenecks/0")) {
            std::string const place = fmt::format("/velocity/steps/{}", f.at("/velocity/bottlenecks/0").get<std::size_t>());
            if (f.has(place + "/lead_time_seconds"))
                made.in_short = "Leads spend most of their time in the step " + step(place) + ": " + f(place + "/lead_time_seconds", time)
                                + " for each lead that entered it, those that wait or were lost too.";
        }
        if (f.has("/velocity/sales_velocity/value_per_day"))
            made.words = "<p>Sales velocity: " + f("/velocity/sales_velocity/value_per_day", shown_as::money)
                         + (working ? " in 24 hours of working time = " : " a day = ") + count("/velocity/sales_velocity/deals") + " deals × "
                         + f("/velocity/sales_velocity/win_rate/value", shown_as::percent) + " won × "
                         + f("/velocity/sales_velocity/mean_value", shown_as::money) + " mean value ÷ "
                         + f("/velocity/sales_velocity/mean_cycle_seconds", time) + " mean cycle.</p>\n";
        if (working) made.words += "<p>There are no pictures of velocity in working time here: the tables have all figures.</p>\n";
        else made.pictures.push_back(lm::to_vega_lite(velocity_in(all.whole)));
        if (!working && all.by_group && all.by_group->size() <= most_curves_of_a_picture)
            made.pictures.push_back(lm::to_vega_lite(grouped<3>(*all.by_group)));
        std::vector<row> rows;
        for (std::size_t i = 0, n = f.at("/velocity/steps").size(); i != n; ++i) rows.push_back({fmt::format("/velocity/steps/{}", i)});
        if (rows.size() > 1) rows.push_back({"/velocity/cycle"});
        // Of no leads, no share is known.
        auto const some_at = [this](std::string const& step) {
            return [this, step](row const& in) { return f.at(in.place + step + "/entered") != 0; };
        };
        auto const some = some_at(""), some_of_key = some_at("/value/velocity/cycle");
        made.tables = table_of(f, working ? "Of all leads that entered a step, in working time" : "Of all leads that entered a step", rows,
                               {{"step", "", shown_as::text, column::step},
                                {"entered", "/entered"},
                                {"moved", "/moved"},
                                {"lost", "/lost"},
                                {"waiting", "/waiting"},
                                {"half have moved by", "/incidence/quantiles/1/time_seconds", time},
                                {soon, soon_at + "/value", shown_as::percent, column::figure, some},
                                {"95 %", soon_at, shown_as::percent, column::interval, some},
                                {later, later_at + "/value", shown_as::percent, column::figure, some},
                                {"time in the step", "/lead_time_seconds", time}})
                      + table_of(f, "Of the leads that have moved: this flatters, as slow leads have not moved yet", rows,
                                 {{"step", "", shown_as::text, column::step},
                                  {"moved", "/completed/count"},
                                  {"mean", "/completed/mean_seconds", time},
                                  {"median", "/completed/median_seconds", time},
                                  {"nine tenths by", "/completed/p90_seconds", time}})
                      + breakdowns("", "The whole way, from the first stage to the last",
                                   {{"entered", "/value/velocity/cycle/entered"},
                                    {"moved", "/value/velocity/cycle/moved"},
                                    {"lost", "/value/velocity/cycle/lost"},
                                    {"waiting", "/value/velocity/cycle/waiting"},
                                    {later, "/value/velocity/cycle" + later_at + "/value", shown_as::percent, column::figure, some_of_key},
                                    {"95 %", "/value/velocity/cycle" + later_at, shown_as::percent, column::interval, some_of_key},
                                    {"median of those that moved", "/value/velocity/cycle/completed/median_seconds", time}});
        return made;
    }
    page_section efficiency() const
    {
        page_section made{"efficiency", "What became of the leads?", "8", {"efficiency"}, {}, {}, {}, {}};
        bool const   any = efficiency_in(all.whole).generated != 0;
        made.in_short    = !any ? "No leads were read."
                                : "Of " + f.count("/efficiency/generated", "lead", "leads") + ' ' + f.count("/efficiency/converted", "was", "were")
                                   + " won: " + f.rate("/efficiency/rate") + ". " + f.count("/efficiency/lost", "was", "were") + " lost, "
                                   + f.count("/efficiency/open", "is", "are") + " open and may still be won.";
        if (any) made.words = "<p>Of those that were decided, " + f.rate("/efficiency/decided_rate") + " were won.</p>\n";
        made.pictures.push_back(lm::to_vega_lite(efficiency_in(all.whole))); // by key and by month, the picture is that of conversion
        std::vector<column> const columns{{"generated", "/efficiency/generated"},
                                          {"won", "/efficiency/converted"},
                                          {"lost", "/efficiency/lost"},
                                          {"open", "/efficiency/open"},
                                          {"rate", "/efficiency/rate/value", shown_as::percent},
                                          {"95 %", "/efficiency/rate", shown_as::percent, column::interval},
                                          {"of those decided", "/efficiency/decided_rate/value", shown_as::percent}};
        made.tables = table_of(f, "All leads", std::vector<row>{{""}}, columns) + breakdowns("", "Outcomes", inside("/value", columns));
        return made;
    }
    page_section mql() const
    {
        page_section made{"mql", "What does sales do with the leads that marketing passes on?", "9", {"mql"}, {}, {}, {}, {}};
        made.in_short = "Of " + f.count("/handover/mql/passed", "lead that was", "leads that were") + " passed on as " + text("/handover/from")
                        + ", sales accepted " + count("/handover/mql/accepted")
                        + (f.has("/handover/mql/efficiency/value") ? ": " + f.rate("/handover/mql/efficiency") : "") + ". "
                        + f.count("/handover/mql/rejected", "was", "were") + " rejected, " + f.count("/handover/mql/pending", "is", "are")
                        + " pending.";
        add_pictures<0>(made, *all.handover, most_rows_of_a_picture);
        std::vector<column> const columns{{"passed on", "/mql/passed"},
                                          {"accepted", "/mql/accepted"},
                                          {"rejected", "/mql/rejected"},
                                          {"pending", "/mql/pending"},
                                          {"MQL efficiency", "/mql/efficiency/value", shown_as::percent},
                                          {"95 %", "/mql/efficiency", shown_as::percent, column::interval},
                                          {"acceptance rate", "/mql/acceptance_rate/value", shown_as::percent}};
        made.tables = table_of(f, "All leads that were passed on", std::vector<row>{{"/handover"}}, columns)
                      + table_of(f, "Why leads were rejected", "/handover/mql/rejected_by_reason",
                                 {{"reason", "/key", shown_as::text}, {"leads", "/value"}}, without_reason())
                      + breakdowns("/handover", "Leads that were passed on", inside("/value", columns));
        return made;
    }
    std::vector<std::string> without_reason() const
    {
        if (mql_in(all.handover->whole).rejected_without_reason == 0) return {};
        return {"(without a reason)", count("/handover/mql/rejected_without_reason")};
    }
    /// The share of those that were answered or whose time is over: leads, or with --every-time the times that leads came there.
    std::string answered_in_time(shown_as how) const
    {
        std::string const of = "/handover/sla/compliance/total";
        if (f.at(of) == 0) return "";
        std::string const within = all.handover->allowance.working_days()
                                       ? f.count("/handover/allowance_working_days", "working day. ", "working days. ")
                                       : f("/handover/allowance_seconds", how) + (all.handover->working_time ? " of working time. " : ". ");
        std::string const who    = all.handover->every_time ? f.count(of, "time that a lead came to ", "times that leads came to ")
                                                               + text("/handover/from") + " saw an answer"
                                                            : f.count(of, "lead was answered", "leads were answered");
        return f.rate("/handover/sla/compliance") + " of " + who + " in time, within " + within;
    }
    page_section sla() const
    {
        page_section   made{"sla", "Are leads answered in time?", "10", {"sla"}, {}, {}, {}, {}};
        shown_as const how = all.handover->working_time ? shown_as::hours : shown_as::length;
        made.in_short      = answered_in_time(how) + f.count("/handover/sla/breached", "was", "were") + " answered late, "
                        + f.count("/handover/sla/overdue", "is", "are") + " overdue, " + f.count("/handover/sla/pending", "is", "are") + " pending.";
        if (sla_in(all.handover->whole).out_of_order != 0)
            made.words = "<p>" + f.count("/handover/sla/out_of_order", "lead was", "leads were") + " never waiting, as " + text("/handover/to")
                         + " came before " + text("/handover/from") + ": in none of these figures.</p>\n";
        add_pictures<1>(made, *all.handover, most_rows_of_a_picture);
        std::vector<column> const columns{{"started", "/sla/started"},
                                          {"in time", "/sla/met"},
                                          {"late", "/sla/breached"},
                                          {"overdue", "/sla/overdue"},
                                          {"pending", "/sla/pending"},
                                          {"compliance", "/sla/compliance/value", shown_as::percent},
                                          {"95 %", "/sla/compliance", shown_as::percent, column::interval},
                                          {"half by", "/sla/response_censored/median_seconds", how},
                                          {"nine tenths by", "/sla/response_censored/p90_seconds", how}};
        made.tables = table_of(f,
                               all.handover->every_time ? "Each time that a lead came there; “half by” counts those that wait, too"
                                                        : "All leads; “half by” counts leads that wait, too",
                               std::vector<row>{{"/handover"}}, columns)
                      + breakdowns("/handover", "Service level", inside("/value", columns));
        if (wanted.list_leads)
            made.tables += table_of(f, "Overdue leads", "/handover/sla/overdue_leads/listed",
                                    {{"lead", "/lead_id", shown_as::text}, {"due", "/due", shown_as::instant}, {"late by", "/late_by_seconds", how}});
        return made;
    }
    page_section response_lift() const
    {
        page_section   made{"response_lift", "Do leads that are answered sooner come to more?", "10", {"response_lift"}, {}, {}, {}, {}};
        shown_as const how = all.handover->working_time ? shown_as::hours : shown_as::length;
        if (f.has("/handover/response_lift/bands/0/conversion/value"))
            made.in_short = "Of leads that were answered within " + f("/handover/response_lift/bands/0/up_to_seconds", how) + ", "
                            + f.rate("/handover/response_lift/bands/0/conversion") + " came to " + escaped(data.pipeline.stages().back()) + ".";
        made.pictures.push_back(lm::to_vega_lite(lift_in(all.handover->whole)));
        std::vector<row> rows;
        for (std::size_t i = 0, n = f.at("/handover/response_lift/bands").size(); i != n; ++i)
            rows.push_back({fmt::format("/handover/response_lift/bands/{}", i)});
        std::vector<column> columns{{"later than", "/longer_than_seconds", how},
                                    {"within", "/up_to_seconds", how},
                                    {"leads", "/leads"},
                                    {"converted", "/conversion/hits"},
                                    {"rate", "/conversion/value", shown_as::percent},
                                    {"95 %", "/conversion", shown_as::percent, column::interval},
                                    {"times as likely", "/lift/value", shown_as::number},
                                    {"95 %", "/lift", shown_as::number, column::interval}};
        made.tables = table_of(f, "Leads by the time to their answer", rows, columns);
        columns.erase(columns.begin(), columns.begin() + 2);
        made.tables += table_of(f, "Leads that were not answered", std::vector<row>{{"/handover/response_lift/unanswered"}}, columns);
        return made;
    }
    page_section scores() const
    {
        page_section made{"scores", "Which leads are ready for sales?", "12", {"scores"}, {}, {}, {}, {}};
        made.in_short = count("/scores/sales_ready") + " of " + f.count("/scores/leads/count", "lead", "leads") + " with a score are ready for sales";
        if (f.has("/scores/threshold")) made.in_short += " (" + f("/scores/threshold", shown_as::number) + " points or more)";
        made.in_short += "; " + f.count("/scores/cold", "is", "are") + " cold.";
        if (f.has("/scores/suggested_threshold/threshold"))
            made.words += "<p>When sales accepted them, leads typically had " + f("/scores/suggested_threshold/threshold", shown_as::number)
                          + " points (half of them between " + f("/scores/suggested_threshold/lower", shown_as::number) + " and "
                          + f("/scores/suggested_threshold/upper", shown_as::number) + ").</p>\n";
        if (f.has("/scores/evaluation/roc_auc"))
            made.words += "<p>Half a year ago the scores ranked those who have bought since with an area under the curve of "
                          + f("/scores/evaluation/roc_auc", shown_as::number)
                          + " (1: all of them first; 0.5: no better than chance). Of the leads that were ready then, "
                          + f.rate("/scores/evaluation/at_threshold/precision") + " have bought.</p>\n";
        made.pictures.push_back(lm::to_vega_lite(all.scores->scores));
        if (wanted.list_leads && !all.scores->history.empty()) {
            made.words += "<p>The second picture is of the lead with the highest score, " + text("/scores/highest/0/lead_id") + ".</p>\n";
            made.pictures.push_back(lm::to_vega_lite(all.scores->history));
        }
        std::vector<row> tenths;
        bool const       any = f.at("/scores/evaluation/came_true/total") > 0;
        for (std::size_t i = 0, n = any ? f.at("/scores/evaluation/tenths").size() : 0; i != n; ++i)
            tenths.push_back({fmt::format("/scores/evaluation/tenths/{}", i), i == 0       ? "the highest"
                                                                              : i + 1 == n ? "the lowest"
                                                                                           : fmt::to_string(i + 1)});
        made.tables = table_of(f, "Half a year ago: tenths of the leads by score, and those who have bought since", tenths,
                               {{"tenth", "", shown_as::text, column::label},
                                {"leads", "/leads", shown_as::number},
                                {"have bought", "/came_true", shown_as::number},
                                {"times as likely", "/lift", shown_as::number}});
        if (wanted.list_leads)
            made.tables += table_of(f, "Whom to call: the highest scores", "/scores/highest",
                                    {{"lead", "/lead_id", shown_as::text},
                                     {"score", "/value", shown_as::number},
                                     {"last rose", "/last_raised", shown_as::date},
                                     {"ready until", "/ready_until", shown_as::date}});
        return made;
    }

private:
    static std::vector<column> rate_columns(std::string const& at)
    {
        return {{"step", "", shown_as::text, column::step},
                {"of", at + "/total"},
                {"have taken it", at + "/hits"},
                {"rate", at + "/value", shown_as::percent},
                {"95 %", at, shown_as::percent, column::interval}};
    }
    /// The I-th report of those that were made together: on the whole, by key and by month.
    template <std::size_t I, class Figures>
    static void add_pictures(page_section& to, Figures const& all, std::size_t most)
    {
        to.pictures.push_back(lm::to_vega_lite(std::get<I>(all.whole)));
        if (all.by_group && all.by_group->size() <= most) to.pictures.push_back(lm::to_vega_lite(grouped<I>(*all.by_group)));
        if (all.by_group && all.by_group->size() > most)
            to.words += fmt::format("<p>There are {} groups, which is too many for a picture: they are in the table.</p>\n", all.by_group->size());
        if (all.by_month) to.pictures.push_back(lm::to_vega_lite(grouped<I>(*all.by_month)));
    }
};

} // namespace

std::vector<page_section> page_sections(export_data const& data, all_figures const& all, shown_figures const& figures, page_wishes const& wanted)
{
    section_pieces const      of{data, all, figures, wanted};
    section_maker const       make{of};
    std::vector<page_section> made{make.efficiency(), make.volume(), make.conversion()};
    if (all.compared) made.push_back(comparison_section(of));
    made.push_back(make.velocity());
    if (all.forecast) made.push_back(forecast_section(of));
    if (all.handover) {
        made.push_back(make.mql());
        made.push_back(make.sla());
        if (all.handover->to != data.pipeline.stages().back()) made.push_back(make.response_lift());
    }
    if (all.money) made.push_back(roi_section(of));
    if (all.scores && all.scores->scored != 0) made.push_back(make.scores());
    if (all.sequence) made.push_back(sequence_section(of));
    if (all.attribution) made.push_back(attribution_section(of));
    return made;
}

} // namespace crm
