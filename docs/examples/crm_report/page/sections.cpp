// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// What the page says about each report.
#include "page.hpp"

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

constexpr lm::json_options<> in_cents{.money_digits = 2};
constexpr std::size_t        most_rows_of_a_picture = 40, most_curves_of_a_picture = 8;

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

class section_maker {
public:
    section_maker(export_data const& data, all_figures const& all, shown_figures const& f, page_wishes const& wanted)
        : data_(data), all_(all), f_(f), wanted_(wanted)
    {
    }

    page_section volume() const
    {
        page_section        made{"volume", "How many leads reached each stage?", "5", {"volume"}, {}, {}, {}, {}};
        auto const&         stages = data_.pipeline.stages();
        std::vector<column> entered;
        made.in_short = f_.count("/volume/stages/0/reached", "lead", "leads") + " came in";
        for (std::size_t i = 0; i != stages.size(); ++i) {
            std::string const place = fmt::format("/volume/stages/{}", i);
            if (i != 0) made.in_short += (i + 1 == stages.size() ? " and " : ", ") + count(place + "/reached") + " reached " + text(place + "/stage");
            entered.push_back({stages[i], fmt::format("/value/volume/stages/{}/entered", i)});
        }
        made.in_short += ".";
        add_pictures<0>(made, all_, most_rows_of_a_picture);
        made.tables =
            table_of(f_, "Leads by stage", "/volume/stages", {{"stage", "/stage", shown_as::text}, {"entered", "/entered"}, {"reached", "/reached"}})
            + table_of(
                f_, "Goals", "/volume/goals",
                {{"stage", "/stage", shown_as::text}, {"goal", "/goal"}, {"entered", "/entered"}, {"attained", "/attained", shown_as::percent}})
            + breakdowns("", "Leads that entered each stage", entered);
        return made;
    }
    page_section conversion() const
    {
        page_section made{"conversion", "What share of leads goes on from each stage?",
                          "6",          all_.compared ? std::vector<std::string>{"conversion", "comparison"} : std::vector<std::string>{"conversion"},
                          {},           {},
                          {},           {}};
        auto const   steps = f_.at("/conversion/steps").size();
        if (steps != 0) {
            std::size_t least = 0;
            auto const  rate  = [&](std::size_t i) { return f_.at(fmt::format("/conversion/steps/{}/rate/value", i)); };
            for (std::size_t i = 1; i != steps; ++i)
                if (rate(i).is_number() && (!rate(least).is_number() || rate(i).get<double>() < rate(least).get<double>())) least = i;
            std::string const place = fmt::format("/conversion/steps/{}", least);
            made.in_short           = "The step with the smallest share is " + step(place) + ": " + f_.rate(place + "/rate") + " of "
                            + f_.count(place + "/rate/total", "lead", "leads") + ".";
        }
        add_pictures<1>(made, all_, most_rows_of_a_picture);
        std::vector<row> rows;
        for (std::size_t i = 0; i != steps; ++i) rows.push_back({fmt::format("/conversion/steps/{}", i)});
        if (steps > 1) rows.push_back({"/conversion/overall"});
        made.tables = table_of(f_, "Conversion so far, of all leads that entered the step", rows, rate_columns("/rate"));
        for (auto& one : rows) one.place.replace(0, std::string{"/conversion"}.size(), "/conversion_within_horizon");
        auto soon = rate_columns("/rate");
        soon.push_back({"too young to count", "/pending"});
        made.tables += table_of(f_, "Conversion within " + horizons() + ", of leads that have had these days", rows, soon)
                       + breakdowns("", "Conversion from the first stage to the last",
                                    {{"leads", "/value/conversion/overall/rate/total"},
                                     {"converted", "/value/conversion/overall/rate/hits"},
                                     {"rate", "/value/conversion/overall/rate/value", shown_as::percent},
                                     {"95 %", "/value/conversion/overall/rate", shown_as::percent, column::interval},
                                     {fmt::format("within {} days", all_.horizon.count()), "/value/conversion_within_horizon/overall/rate/value",
                                      shown_as::percent}});
        return made;
    }
    /// The horizon of conversion, and those of steps that have their own.
    std::string horizons() const
    {
        auto out = fmt::format("{} days", all_.horizon.count());
        for (auto const& [stage, own] : all_.step_horizons) out += fmt::format(" (from {}: {} days)", stage, own.count());
        return out;
    }
    page_section velocity() const
    {
        page_section      made{"velocity", "How fast do leads move, and where do they wait?", "7", {"velocity"}, {}, {}, {}, {}};
        bool const        working = all_.working_time;
        shown_as const    time    = working ? shown_as::hours : shown_as::length;
        auto const        soon = working ? "within 24 hours" : "within 30 days", later = working ? "within 168 hours" : "within 90 days";
        std::string const soon_at  = working ? "/incidence/within/0" : "/incidence/within/3",
                          later_at = working ? "/incidence/within/1" : "/incidence/within/5";
        if (f_.has("/velocity/bottlenecks/0")) {
            std::string const place = fmt::format("/velocity/steps/{}", f_.at("/velocity/bottlenecks/0").get<std::size_t>());
            if (f_.has(place + "/lead_time_seconds"))
                made.in_short = "Leads spend most of their time in the step " + step(place) + ": " + f_(place + "/lead_time_seconds", time)
                                + " for each lead that entered it, those that wait or were lost too.";
        }
        if (f_.has("/velocity/sales_velocity/value_per_day"))
            made.words = "<p>Sales velocity: " + f_("/velocity/sales_velocity/value_per_day", shown_as::money)
                         + (working ? " in 24 hours of working time = " : " a day = ") + count("/velocity/sales_velocity/deals") + " deals × "
                         + f_("/velocity/sales_velocity/win_rate/value", shown_as::percent) + " won × "
                         + f_("/velocity/sales_velocity/mean_value", shown_as::money) + " mean value ÷ "
                         + f_("/velocity/sales_velocity/mean_cycle_seconds", time) + " mean cycle.</p>\n";
        if (working) made.words += "<p>There are no pictures of velocity in working time here: the tables have all figures.</p>\n";
        else made.pictures.push_back(lm::to_vega_lite(velocity_in(all_.whole)));
        if (!working && all_.by_group && all_.by_group->size() <= most_curves_of_a_picture)
            made.pictures.push_back(lm::to_vega_lite(grouped<3>(*all_.by_group)));
        std::vector<row> rows;
        for (std::size_t i = 0, n = f_.at("/velocity/steps").size(); i != n; ++i) rows.push_back({fmt::format("/velocity/steps/{}", i)});
        if (rows.size() > 1) rows.push_back({"/velocity/cycle"});
        made.tables = table_of(f_, working ? "Of all leads that entered a step, in working time" : "Of all leads that entered a step", rows,
                               {{"step", "", shown_as::text, column::step},
                                {"entered", "/entered"},
                                {"moved", "/moved"},
                                {"lost", "/lost"},
                                {"waiting", "/waiting"},
                                {"half have moved by", "/incidence/quantiles/1/time_seconds", time},
                                {soon, soon_at + "/value", shown_as::percent},
                                {"95 %", soon_at, shown_as::percent, column::interval},
                                {later, later_at + "/value", shown_as::percent},
                                {"time in the step", "/lead_time_seconds", time}})
                      + table_of(f_, "Of the leads that have moved: this flatters, as slow leads have not moved yet", rows,
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
                                    {later, "/value/velocity/cycle" + later_at + "/value", shown_as::percent},
                                    {"95 %", "/value/velocity/cycle" + later_at, shown_as::percent, column::interval},
                                    {"median of those that moved", "/value/velocity/cycle/completed/median_seconds", time}});
        return made;
    }
    page_section forecast() const
    {
        page_section      made{"forecast", "How many of the leads that wait will move on?", "14", {"forecast"}, {}, {}, {}, {}};
        std::string const way = "/forecast/to_last/0", ahead = way + "/horizons/0", test = "/forecast/back_test/to_last/0/horizons/0";
        made.in_short = "Of " + f_.count(way + "/waiting", "lead", "leads") + " on the way from " + step(way) + ", "
                        + f_(ahead + "/expected_moves", shown_as::number) + " (give or take " + f_(ahead + "/standard_deviation", shown_as::number)
                        + ") will have come there within " + length(ahead + "/within_seconds") + ".";
        if (f_.has(test + "/brier"))
            made.words = "<p>The same forecast on " + f_("/forecast/tested_at", shown_as::date) + " would have expected "
                         + f_(test + "/expected", shown_as::number) + "; " + count(test + "/moved") + " came. Its Brier score is "
                         + f_(test + "/brier", shown_as::fine) + ", that of the plain rate " + f_(test + "/brier_of_known", shown_as::fine)
                         + ": the smaller, the better.</p>\n";
        made.pictures.push_back(lm::to_vega_lite(all_.forecast->whole));
        made.pictures.push_back(lm::to_vega_lite(all_.forecast->test));
        std::vector<row>    steps;
        std::vector<column> columns{{"way", "", shown_as::text, column::step}, {"waiting", "/waiting"}, {"learnt from", "/in_curves"}};
        for (std::size_t h = 0; h != f_.at(way + "/horizons").size(); ++h) {
            std::string const place = fmt::format("/horizons/{}", h);
            std::string const time  = fmt::format("within {:.0f} days", f_.at(way + place + "/within_seconds").get<double>() / 86400);
            columns.push_back({"will move " + time, place + "/expected_moves", shown_as::number});
            columns.push_back({"give or take", place + "/standard_deviation", shown_as::number});
            if (f_.has(way + place + "/percentiles/0")) {
                columns.push_back({"in 19 of 20 cases at least", place + "/percentiles/0/moves", shown_as::number});
                columns.push_back({"in 19 of 20 cases at most", place + "/percentiles/4/moves", shown_as::number});
            }
            columns.push_back({"money", place + "/expected_money", shown_as::money});
            columns.push_back({"beyond all ages", place + "/beyond"});
        }
        for (char const* const list : {"/forecast/steps", "/forecast/to_last"})
            for (std::size_t i = 0, n = f_.at(list).size(); i != n; ++i)
                if (std::string_view{list} == "/forecast/steps" || i + 1 != n) steps.push_back({fmt::format("{}/{}", list, i)});
        made.tables = table_of(f_, "Leads that wait", steps, columns);
        columns.erase(columns.begin());
        for (auto& one : columns) one.at.insert(0, "/value/to_last/0");
        columns.insert(columns.begin(), {data_.group_name, "/key", shown_as::text});
        made.tables += table_of(f_, "From the first stage to the last, by " + data_.group_name, "/forecast/by_group/by", columns);
        if (wanted_.list_leads)
            made.tables += table_of(f_, "Who is most likely to come to the last stage", ahead + "/leads/listed",
                                    {{"lead", "/lead_id", shown_as::text},
                                     {"age", "/age_seconds", shown_as::length},
                                     {"probability", "/probability", shown_as::percent},
                                     {"expected money", "/expected_money", shown_as::money}});
        return made;
    }
    page_section efficiency() const
    {
        page_section made{"efficiency", "What became of the leads?", "8", {"efficiency"}, {}, {}, {}, {}};
        made.in_short = "Of " + f_.count("/efficiency/generated", "lead", "leads") + ' ' + f_.count("/efficiency/converted", "was", "were")
                        + " won: " + f_.rate("/efficiency/rate") + ". " + f_.count("/efficiency/lost", "was", "were") + " lost, "
                        + f_.count("/efficiency/open", "is", "are") + " open and may still be won.";
        made.words = "<p>Of those that were decided, " + f_.rate("/efficiency/decided_rate") + " were won.</p>\n";
        made.pictures.push_back(lm::to_vega_lite(efficiency_in(all_.whole))); // by key and by month, the picture is that of conversion
        std::vector<column> const columns{{"generated", "/efficiency/generated"},
                                          {"won", "/efficiency/converted"},
                                          {"lost", "/efficiency/lost"},
                                          {"open", "/efficiency/open"},
                                          {"rate", "/efficiency/rate/value", shown_as::percent},
                                          {"95 %", "/efficiency/rate", shown_as::percent, column::interval},
                                          {"of those decided", "/efficiency/decided_rate/value", shown_as::percent}};
        made.tables = table_of(f_, "All leads", std::vector<row>{{""}}, columns) + breakdowns("", "Outcomes", inside("/value", columns));
        return made;
    }
    page_section mql() const
    {
        page_section made{"mql", "What does sales do with the leads that marketing passes on?", "9", {"mql"}, {}, {}, {}, {}};
        made.in_short = "Of " + f_.count("/handover/mql/passed", "lead that was", "leads that were") + " passed on as " + text("/handover/from")
                        + ", sales accepted " + count("/handover/mql/accepted") + ": " + f_.rate("/handover/mql/efficiency") + ". "
                        + f_.count("/handover/mql/rejected", "was", "were") + " rejected, " + f_.count("/handover/mql/pending", "is", "are")
                        + " pending.";
        add_pictures<0>(made, *all_.handover, most_rows_of_a_picture);
        std::vector<column> const columns{{"passed on", "/mql/passed"},
                                          {"accepted", "/mql/accepted"},
                                          {"rejected", "/mql/rejected"},
                                          {"pending", "/mql/pending"},
                                          {"MQL efficiency", "/mql/efficiency/value", shown_as::percent},
                                          {"95 %", "/mql/efficiency", shown_as::percent, column::interval},
                                          {"acceptance rate", "/mql/acceptance_rate/value", shown_as::percent}};
        made.tables =
            table_of(f_, "All leads that were passed on", std::vector<row>{{"/handover"}}, columns)
            + table_of(f_, "Why leads were rejected", "/handover/mql/rejected_by_reason", {{"reason", "/key", shown_as::text}, {"leads", "/value"}})
            + breakdowns("/handover", "Leads that were passed on", inside("/value", columns));
        return made;
    }
    page_section sla() const
    {
        page_section   made{"sla", "Are leads answered in time?", "10", {"sla"}, {}, {}, {}, {}};
        shown_as const how = all_.handover->working_time ? shown_as::hours : shown_as::length;
        made.in_short      = f_.rate("/handover/sla/compliance") + " of " + f_.count("/handover/sla/started", "lead", "leads")
                        + " were answered in time, within "
                        + (all_.handover->allowance.working_days()
                               ? f_.count("/handover/allowance_working_days", "working day. ", "working days. ")
                               : f_("/handover/allowance_seconds", how) + (all_.handover->working_time ? " of working time. " : ". "))
                        + f_.count("/handover/sla/breached", "was", "were") + " answered late, " + f_.count("/handover/sla/overdue", "is", "are")
                        + " overdue, " + f_.count("/handover/sla/pending", "is", "are") + " pending.";
        add_pictures<1>(made, *all_.handover, most_rows_of_a_picture);
        std::vector<column> const columns{{"started", "/sla/started"},
                                          {"in time", "/sla/met"},
                                          {"late", "/sla/breached"},
                                          {"overdue", "/sla/overdue"},
                                          {"pending", "/sla/pending"},
                                          {"compliance", "/sla/compliance/value", shown_as::percent},
                                          {"95 %", "/sla/compliance", shown_as::percent, column::interval},
                                          {"half by", "/sla/response_censored/median_seconds", how},
                                          {"nine tenths by", "/sla/response_censored/p90_seconds", how}};
        made.tables = table_of(f_, "All leads; “half by” counts leads that wait, too", std::vector<row>{{"/handover"}}, columns)
                      + breakdowns("/handover", "Service level", inside("/value", columns));
        if (wanted_.list_leads)
            made.tables += table_of(f_, "Overdue leads", "/handover/sla/overdue_leads/listed",
                                    {{"lead", "/lead_id", shown_as::text}, {"due", "/due", shown_as::instant}, {"late by", "/late_by_seconds", how}});
        return made;
    }
    page_section response_lift() const
    {
        page_section   made{"response_lift", "Do leads that are answered sooner come to more?", "10", {"response_lift"}, {}, {}, {}, {}};
        shown_as const how = all_.handover->working_time ? shown_as::hours : shown_as::length;
        if (f_.has("/handover/response_lift/bands/0/conversion/value"))
            made.in_short = "Of leads that were answered within " + f_("/handover/response_lift/bands/0/up_to_seconds", how) + ", "
                            + f_.rate("/handover/response_lift/bands/0/conversion") + " came to " + escaped(data_.pipeline.stages().back()) + ".";
        made.pictures.push_back(lm::to_vega_lite(lift_in(all_.handover->whole)));
        std::vector<row> rows;
        for (std::size_t i = 0, n = f_.at("/handover/response_lift/bands").size(); i != n; ++i)
            rows.push_back({fmt::format("/handover/response_lift/bands/{}", i)});
        std::vector<column> columns{{"later than", "/longer_than_seconds", how},
                                    {"within", "/up_to_seconds", how},
                                    {"leads", "/leads"},
                                    {"converted", "/conversion/hits"},
                                    {"rate", "/conversion/value", shown_as::percent},
                                    {"95 %", "/conversion", shown_as::percent, column::interval},
                                    {"times as likely", "/lift/value", shown_as::number},
                                    {"95 %", "/lift", shown_as::number, column::interval}};
        made.tables = table_of(f_, "Leads by the time to their answer", rows, columns);
        columns.erase(columns.begin(), columns.begin() + 2);
        made.tables += table_of(f_, "Leads that were not answered", std::vector<row>{{"/handover/response_lift/unanswered"}}, columns);
        return made;
    }
    page_section roi() const
    {
        page_section made{"roi", "What does the money that is spent bring back?", "11", {"roi", "unit_costs"}, {}, {}, {}, {}};
        made.in_short = money("/roi/total/cost") + " were spent and " + money("/roi/total/revenue") + " came in";
        if (f_.has("/roi/total/per_unit_spent"))
            made.in_short += ": " + f_("/roi/total/per_unit_spent", shown_as::number) + " for each 1 that was spent";
        made.in_short += ". " + f_.count("/roi/total/open_leads", "open lead", "open leads") + " may still bring revenue.";
        made.pictures.push_back(lm::to_vega_lite(all_.money->roi));
        std::vector<column> units{{data_.campaigns_called.value_or(data_.group_name), "/key", shown_as::text}};
        for (std::size_t i = 0; i != data_.pipeline.size(); ++i)
            units.push_back({"for each " + data_.pipeline.stages()[i], fmt::format("/value/{}/cost", i), shown_as::money});
        made.tables = table_of(f_, "Cost and revenue", "/roi/campaigns", campaign_columns("cost", "revenue", "net"))
                      + table_of(f_, "Cost for each lead that entered a stage", "/roi/unit_costs", units);
        return made;
    }
    page_section sequence() const
    {
        page_section made{"sequence", "Did leads do these things in this order?", "16", {"sequence"}, {}, {}, {}, {}};
        auto const   last = fmt::format("/sequence/steps/{}", all_.sequence->whole.steps.size() - 1);
        made.in_short = f_.count("/sequence/steps/0/leads", "lead", "leads") + " began, " + f_.count(last + "/leads", "lead", "leads") + " finished; "
                        + f_.count("/sequence/pending", "lead", "leads") + " may still go on.";
        made.pictures.push_back(lm::to_vega_lite(all_.sequence->whole));
        made.tables = table_of(f_, "Steps; times are from the step met before", "/sequence/steps",
                               {{"step", "/name", shown_as::text},
                                {"leads", "/leads"},
                                {"met it", "/met"},
                                {"may still go on", "/pending"},
                                {"of the step before", "/from_before/value", shown_as::percent},
                                {"95 %", "/from_before", shown_as::percent, column::interval},
                                {"of the first", "/from_first/value", shown_as::percent},
                                {"half by", "/times/median_seconds", shown_as::length},
                                {"nine tenths by", "/times/p90_seconds", shown_as::length}});
        return made;
    }
    page_section scores() const
    {
        page_section made{"scores", "Which leads are ready for sales?", "12", {"scores"}, {}, {}, {}, {}};
        made.in_short =
            count("/scores/sales_ready") + " of " + f_.count("/scores/leads/count", "lead", "leads") + " with a score are ready for sales";
        if (f_.has("/scores/threshold")) made.in_short += " (" + f_("/scores/threshold", shown_as::number) + " points or more)";
        made.in_short += "; " + f_.count("/scores/cold", "is", "are") + " cold.";
        if (f_.has("/scores/suggested_threshold/threshold"))
            made.words += "<p>When sales accepted them, leads typically had " + f_("/scores/suggested_threshold/threshold", shown_as::number)
                          + " points (half of them between " + f_("/scores/suggested_threshold/lower", shown_as::number) + " and "
                          + f_("/scores/suggested_threshold/upper", shown_as::number) + ").</p>\n";
        if (f_.has("/scores/evaluation/roc_auc"))
            made.words += "<p>Half a year ago the scores ranked those who have bought since with an area under the curve of "
                          + f_("/scores/evaluation/roc_auc", shown_as::number)
                          + " (1: all of them first; 0.5: no better than chance). Of the leads that were ready then, "
                          + f_.rate("/scores/evaluation/at_threshold/precision") + " have bought.</p>\n";
        made.pictures.push_back(lm::to_vega_lite(all_.scores->scores));
        if (wanted_.list_leads && !all_.scores->history.empty()) {
            made.words += "<p>The second picture is of the lead with the highest score, " + text("/scores/highest/0/lead_id") + ".</p>\n";
            made.pictures.push_back(lm::to_vega_lite(all_.scores->history));
        }
        std::vector<row> tenths;
        bool const       any = f_.at("/scores/evaluation/came_true/total") > 0;
        for (std::size_t i = 0, n = any ? f_.at("/scores/evaluation/tenths").size() : 0; i != n; ++i)
            tenths.push_back({fmt::format("/scores/evaluation/tenths/{}", i), i == 0       ? "the highest"
                                                                              : i + 1 == n ? "the lowest"
                                                                                           : fmt::to_string(i + 1)});
        made.tables = table_of(f_, "Half a year ago: tenths of the leads by score, and those who have bought since", tenths,
                               {{"tenth", "", shown_as::text, column::label},
                                {"leads", "/leads", shown_as::number},
                                {"have bought", "/came_true", shown_as::number},
                                {"times as likely", "/lift", shown_as::number}});
        if (wanted_.list_leads)
            made.tables += table_of(f_, "Whom to call: the highest scores", "/scores/highest",
                                    {{"lead", "/lead_id", shown_as::text},
                                     {"score", "/value", shown_as::number},
                                     {"last rose", "/last_raised", shown_as::date},
                                     {"ready until", "/ready_until", shown_as::date}});
        return made;
    }
    page_section attribution() const
    {
        page_section made{"attribution", "Which campaigns bring the deals?", "13", {"attribution", "markov", "top_paths"}, {}, {}, {}, {}};
        auto const&  models = all_.attribution->models;
        std::string  first  = "/attribution/models/" + models.front().first;
        made.in_short       = f_.count(first + "/conversions", "deal", "deals") + " worth " + money(first + "/total_minor")
                        + " are attributed to the touches of the " + count("/attribution/lookback_days") + " days before them; "
                        + f_.count(first + "/without_touches", "deal", "deals") + " had no touch.";
        made.words = "<p>Each model divides the same money by another rule. Where the models agree, a campaign matters whatever one believes.</p>\n";
        made.pictures.push_back(lm::to_vega_lite(models, in_cents));
        made.pictures.push_back(lm::to_vega_lite(all_.attribution->lengths));
        std::vector<column> columns{{"campaign", "/key", shown_as::text}, {"deals", "/value/deals"}};
        for (auto const& [name, report] : models)
            columns.push_back({name, "/attribution/models/" + name + "/campaigns/*/value/attributed_minor", shown_as::money});
        made.tables =
            table_of(f_, "Revenue by campaign and model", first + "/campaigns", columns)
            + table_of(f_, "Return on investment with the revenue of the model “linear”", "/attribution/roi/campaigns",
                       campaign_columns("cost_minor", "revenue_minor", "net_minor"))
            + table_of(f_, "Paths by their number of touches", "/attribution/path_lengths/lengths",
                       {{"touches", "/touches"}, {"paths", "/paths"}, {"sales", "/conversions"}, {"revenue", "/value_minor", shown_as::money}})
            + table_of(f_, "Paths with the most sales", "/attribution/top_paths/top",
                       {{"campaigns, in their order", "/campaigns", shown_as::text},
                        {"paths", "/paths"},
                        {"sales", "/conversions"},
                        {"revenue", "/value_minor", shown_as::money}});
        return made;
    }

private:
    [[nodiscard]] std::string count(std::string const& place) const { return f_(place, shown_as::count); }
    [[nodiscard]] std::string text(std::string const& place) const { return f_(place, shown_as::text); }
    [[nodiscard]] std::string length(std::string const& place) const { return f_(place, shown_as::length); }
    [[nodiscard]] std::string money(std::string const& place) const { return f_(place, shown_as::money); }
    [[nodiscard]] std::string step(std::string const& place) const { return text(place + "/from") + " → " + text(place + "/to"); }

    static std::vector<column> rate_columns(std::string const& at)
    {
        return {{"step", "", shown_as::text, column::step},
                {"of", at + "/total"},
                {"have taken it", at + "/hits"},
                {"rate", at + "/value", shown_as::percent},
                {"95 %", at, shown_as::percent, column::interval}};
    }
    std::vector<column> campaign_columns(std::string const& cost, std::string const& revenue, std::string const& net) const
    {
        return {{"campaign", "/key", shown_as::text},
                {"cost", "/value/" + cost, shown_as::money},
                {"revenue", "/value/" + revenue, shown_as::money},
                {"net", "/value/" + net, shown_as::money},
                {"return on investment", "/value/roi", shown_as::percent},
                {"for each 1 spent", "/value/per_unit_spent", shown_as::number},
                {"paid back on", "/value/payback", shown_as::date},
                {"open leads", "/value/open_leads"}};
    }
    static std::vector<column> inside(std::string const& place, std::vector<column> columns)
    {
        for (auto& one : columns) one.at.insert(0, place);
        return columns;
    }
    /// The same figures by key and by month, where they were asked for.
    [[nodiscard]] std::string breakdowns(std::string const& place, std::string const& what, std::vector<column> const& columns) const
    {
        auto const table = [&](std::string const& title, std::string const& list, column first) {
            std::vector<column> all{std::move(first)};
            all.insert(all.end(), columns.begin(), columns.end());
            return table_of(f_, what + ", by " + title, place + list, all);
        };
        return table(data_.group_name, "/by_group/by", {data_.group_name, "/key", shown_as::text})
               + table("month", "/by_month/windows", {"month", "/window", shown_as::month});
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

    export_data const&   data_;
    all_figures const&   all_;
    shown_figures const& f_;
    page_wishes const&   wanted_;
};

} // namespace

std::vector<page_section> page_sections(export_data const& data, all_figures const& all, shown_figures const& figures, page_wishes const& wanted)
{
    section_maker const       make{data, all, figures, wanted};
    std::vector<page_section> made{make.efficiency(), make.volume(), make.conversion(), make.velocity()};
    if (all.forecast) made.push_back(make.forecast());
    if (all.handover) {
        made.push_back(make.mql());
        made.push_back(make.sla());
        if (all.handover->to != data.pipeline.stages().back()) made.push_back(make.response_lift());
    }
    if (all.money) made.push_back(make.roi());
    if (all.scores && all.scores->scored != 0) made.push_back(make.scores());
    if (all.sequence) made.push_back(make.sequence());
    if (all.attribution) made.push_back(make.attribution());
    return made;
}

} // namespace crm
