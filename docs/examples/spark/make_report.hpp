// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEAD_REPORTS_MAKE_REPORT_HPP
#define LEAD_REPORTS_MAKE_REPORT_HPP

// From a name and its settings to a report.

#include "chosen.hpp"
#include "office.hpp"
#include "report_part.hpp"
#include "score_model.hpp"
#include "sequence_plan.hpp"

#include <leadmetrics/core/named.hpp>
#include <leadmetrics/leadmetrics.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace lead_reports_parts {

using examples::settings;

/// Makes the reports of a configuration, to which it adds the columns that they read.
template <class Duration>
class report_maker {
    using made = made_report<Duration>;

public:
    explicit report_maker(configuration& how) : how_(how) {}

    made operator()(std::string const& name, json const& its)
    {
        for (auto const& [known, make] : makers)
            if (name == known) return (this->*make)("reports, " + name, its);
        std::string names;
        for (auto const& [known, make] : makers) names += (names.empty() ? "" : ", ") + std::string{known};
        throw examples::settings_error("reports: found \"" + name + "\", expected some of " + names);
    }
    made row_counts() { return from(from_rows{}, count_rows{how_}); }

private:
    template <class Source, class Ways>
    made in_ways(Source source, Ways ways, bool by)
    {
        return std::make_unique<report_on<Duration, Source, Ways>>(std::move(source), std::move(ways), by);
    }
    template <class Source, class Metric>
    made from(Source source, Metric metric, bool by = false)
    {
        return in_ways(std::move(source), as_it_is<Metric>{std::move(metric)}, by);
    }
    template <class Source, class Metric>
    made in_windows(Source source, Metric metric)
    {
        if (how_.windows.empty()) return from(std::move(source), std::move(metric));
        return from(std::move(source), lm::windowed(chosen_windows{how_.windows, how_.zone}, std::move(metric)));
    }
    [[nodiscard]] std::string columns_of_by() const
    {
        std::string names;
        for (auto const& name : how_.by) names += (names.empty() ? "" : ", ") + name;
        return names.empty() ? "(none)" : names;
    }
    /// Calls make(keyed, by): keyed(metric) is the metric by the columns of `by`, where there are any, and in windows.
    template <class Make>
    made with_keys(Make const& make)
    {
        if (how_.by.empty() && how_.windows.empty()) // without keys, records need not be read again
            return make([](auto metric) { return metric; }, false);
        auto const key = lm::named(columns_of_by(), key_of_columns{how_.by.size()});
        if (how_.windows.empty()) return make([key](auto metric) { return lm::by(key, std::move(metric)); }, true);
        return make([key, per = chosen_windows{how_.windows, how_.zone}](auto metric) { return lm::by(key, lm::windowed(per, std::move(metric))); },
                    !how_.by.empty());
    }
    template <class Metric>
    made of_journeys(Metric const& metric)
    {
        return with_keys([&](auto const& keyed, bool by) { return from(from_journeys{}, keyed(metric), by); });
    }

    made volume(std::string const& where, json const& its)
    {
        settings const said{its, where, {"goals"}};
        return of_journeys(lm::volume{how_.pipeline, {.as_of = how_.as_of, .goals = goals(said)}});
    }
    made conversion(std::string const& where, json const& its)
    {
        settings const said{its, where, {"horizon_days", "horizon_hours", "horizons_days", "strict", "office", "holidays"}};
        return with_clock(said, where, [&](auto const&... time) { return of_journeys(conversion_of(said, where, time...)); });
    }
    template <class... Clock>
    auto conversion_of(settings const& said, std::string const& where, Clock const&... time) const
    {
        if (said.has("horizon_hours") && said.has("horizon_days")) said.wrong("horizon_hours", "one of horizon_hours and horizon_days");
        lm::conversion result{how_.pipeline,
                              {.as_of   = how_.as_of,
                               .horizon = said.has("horizon_hours") ? said.hours("horizon_hours") : said.days("horizon_days"),
                               .strict  = said.flag("strict")},
                              time...};
        json const     own = said.object("horizons_days");
        for (auto const& [stage, days] : own.items()) {
            auto const horizon = settings{json{{"horizons_days", days}}, where, {"horizons_days"}}.days("horizons_days");
            if (!horizon) said.wrong("horizons_days", "a number of days for each stage");
            result = result.with_horizon(stage, *horizon);
        }
        return result;
    }
    made velocity(std::string const& where, json const& its)
    {
        settings const                           said{its, where, {"durations", "deal", "office", "holidays"}};
        lm::velocity_settings<std::string> const how_fast{.as_of = how_.as_of, .durations = durations(said), .deal = said.text("deal")};
        return with_clock(said, where, [&](auto const&... time) {
            if (how_.columns.amount.empty()) return of_journeys(lm::velocity{how_.pipeline, how_fast, time...});
            return of_journeys(lm::velocity{how_.pipeline, how_fast, lm::named(how_.columns.amount, amount_of_change{}), time...});
        });
    }
    made comparison(std::string const& where, json const& its)
    {
        settings const said{its, where, {"of", "step", "horizon_days", "horizon_hours", "horizons_days", "strict"}};
        if (how_.by.empty() || !how_.windows.empty())
            throw examples::settings_error(where + ": found " + (how_.by.empty() ? "no \"by\"" : "\"windows\"")
                                           + ", expected columns whose values are compared, over all time");
        std::optional<std::size_t> step;
        if (auto const stage = said.text("step")) {
            step = how_.pipeline.index_of(*stage);
            if (!step || *step + 1 >= how_.pipeline.size()) said.wrong("step", "the first stage of a step");
        }
        auto const of = said.text("of").value_or("conversion");
        if (of == "conversion") return comparison_of(conversion_of(said, where), step, rate_of_step{});
        if (of != "velocity") said.wrong("of", "conversion or velocity");
        for (auto const* const key : {"horizon_days", "horizon_hours", "horizons_days", "strict"})
            if (said.has(key)) said.wrong(key, "none beside velocity, which has no horizon");
        return comparison_of(lm::velocity{how_.pipeline, {.as_of = how_.as_of, .keep_times = true}}, step, incidence_of_step{});
    }
    template <class Metric, class Figure>
    made comparison_of(Metric const& metric, std::optional<std::size_t> step, Figure figure)
    {
        auto by = lm::by(lm::named(columns_of_by(), key_of_columns_if_any{{how_.by.size()}}), metric);
        return in_ways(from_journeys{}, compared<decltype(by), Figure>{std::move(by), step, figure}, true);
    }
    made forecast(std::string const& where, json const& its)
    {
        settings const                     said{its, where, {"within_days", "entered_since", "curves", "samples"}};
        lm::forecast_settings<std::string> ahead{.as_of      = how_.as_of,
                                                 .within     = lengths(said, where, "within_days", &settings::days),
                                                 .list_leads = how_.list_leads,
                                                 .samples    = static_cast<int>(said.whole_number("samples").value_or(0))};
        if (auto const since = said.text("entered_since")) {
            auto const at = lm::read_time(*since);
            if (!at) said.wrong("entered_since", "an instant like 2024-07-01T00:00:00Z");
            ahead.entered_since = at->at;
        }
        if (ahead.samples != said.whole_number("samples").value_or(0)) said.wrong("samples", "a number of samples, 0 to 10000");
        auto const curves = said.text("curves").value_or("of_key");
        if (curves != "of_key" && curves != "of_all") said.wrong("curves", "of_key or of_all");
        if (curves == "of_all") ahead.curves = lm::curves::of_all;
        if (how_.columns.amount.empty()) return of_journeys(lm::forecast{how_.pipeline, ahead});
        return of_journeys(lm::forecast{how_.pipeline, ahead, lm::named(how_.columns.amount, amount_of_change{})});
    }
    made efficiency(std::string const& where, json const& its)
    {
        settings const said{its, where, {"target", "strict"}};
        return of_journeys(lm::efficiency{how_.pipeline, {.as_of = how_.as_of, .target = said.text("target"), .strict = said.flag("strict")}});
    }
    made mql(std::string const& where, json const& its)
    {
        settings const                      said{its, where, {"qualified", "accepted", "reason", "goals", "default_after_hours"}};
        lm::mql_settings<std::string> const passed{.as_of                 = how_.as_of,
                                                   .qualified             = said.text("qualified"),
                                                   .accepted              = said.text("accepted"),
                                                   .goals                 = goals(said),
                                                   .silence_accepts_after = said.hours("default_after_hours")};
        auto const                          reason = said.text("reason");
        if (!reason) return of_journeys(lm::mql{how_.pipeline, passed});
        return of_journeys(lm::mql{how_.pipeline, passed, lm::named(*reason, text_of_column{how_.text_column(*reason)})});
    }
    made sla(std::string const& where, json const& its)
    {
        settings const said{
            its, where, {"start", "response", "hours", "working_days", "by_latest", "every_time", "waiting", "durations", "office", "holidays"}};
        lm::sla_settings<std::string> const level{.as_of      = how_.as_of,
                                                  .start      = said.text("start"),
                                                  .response   = said.text("response"),
                                                  .allowance  = allowance(said),
                                                  .every_time = said.flag("every_time"),
                                                  .list_leads = how_.list_leads,
                                                  .durations  = durations(said)};
        return with_clock(said, where, [&](auto const&... time) {
            if (!said.has("by_latest") && !said.has("waiting")) return of_journeys(lm::sla{how_.pipeline, level, time...});
            return agreed(said, where, level, time...);
        });
    }
    /// A service level whose allowances depend on a column, or whose clocks stand still at some stages.
    template <class Clock = lm::elapsed_time>
    made agreed(settings const& said, std::string const& where, lm::sla_settings<std::string> const& level, Clock const& time = {})
    {
        settings const by{said.object("by_latest"), where + ", by_latest", {"column", "allowances"}};
        auto const     column = by.text("column").value_or("");
        json const     agreed = by.object("allowances");
        if (said.has("by_latest") && (column.empty() || agreed.empty()))
            by.wrong(column.empty() ? "column" : "allowances", "a column, and allowances by its values");
        if (agreed.empty() && !level.allowance) said.wrong("hours", "hours or working_days");
        lm::agreed_allowances<lm::latest_key<lm::named_projection<text_of_column>>, std::string, Clock> terms{
            lm::latest(lm::named(column.empty() ? "(none)" : column,
                                 text_of_column{column.empty() ? std::nullopt : std::optional{how_.text_column(column)}})),
            time};
        for (auto const& [key, one] : agreed.items()) {
            settings const its{one, where + ", by_latest, " + key, {"hours", "working_days"}};
            auto const     length = allowance(its);
            if (!length) its.wrong("hours", "hours or working_days");
            terms = terms.with(key, *length);
        }
        auto const waiting = said.texts("waiting");
        for (auto const& stage : waiting)
            if (!how_.pipeline.index_of(stage)) said.wrong("waiting", "stages of \"stages\"");
        lm::sla const service{how_.pipeline, level, terms};
        return with_keys([&](auto const& keyed, bool by_columns) {
            return in_ways(from_journeys{},
                           paused_at<decltype(service), std::remove_cvref_t<decltype(keyed)>>{service, keyed, waiting, how_.pipeline.stages()[0]},
                           by_columns);
        });
    }
    static std::optional<lm::allowance> allowance(settings const& said)
    {
        auto const hours = said.hours("hours");
        auto const days  = said.whole_number("working_days");
        if (hours && days) said.wrong("working_days", "one of hours and working_days");
        if (days) return lm::allowance{lm::working_days{*days}};
        return hours ? std::optional<lm::allowance>{*hours} : std::nullopt;
    }
    made response_lift(std::string const& where, json const& its)
    {
        settings const said{its, where, {"start", "response", "bands_hours", "target", "horizon_days", "office", "holidays"}};
        lm::response_lift_settings<std::string> const asked{.as_of    = how_.as_of,
                                                            .start    = said.text("start"),
                                                            .response = said.text("response"),
                                                            .bands    = lengths(said, where, "bands_hours", &settings::hours),
                                                            .target   = said.text("target"),
                                                            .horizon  = said.days("horizon_days")};
        return with_clock(said, where, [&](auto const&... time) { return of_journeys(lm::response_lift{how_.pipeline, asked, time...}); });
    }
    made roi(std::string const& where, json const& its)
    {
        settings const said{its, where, {"annual_rate", "curve"}};
        needs(where, how_.campaign.has_value(), "campaign");
        needs(where, !how_.columns.amount.empty(), "amount");
        return in_windows(from_flows{}, lm::roi{{.as_of = how_.as_of, .annual_rate = said.number("annual_rate"), .curve = said.flag("curve")}});
    }
    made scores(std::string const& where, json const& its)
    {
        settings const said{its, where, {"model"}};
        needs(where, how_.activity.has_value(), "activity");
        auto const how = examples::read_score_model<event<Duration>>(said.object("model"), where + ", model", how_.zone);
        return from(from_ledgers{}, lm::scores{how.model, {.as_of = how_.as_of, .sales_ready = how.sales_ready, .cold_after = how.cold_after}});
    }
    made sequence(std::string const& where, json const& its)
    {
        needs(where, how_.activity.has_value(), "activity");
        return from(from_ledgers{}, examples::read_sequence_plan<event<Duration>>(its, where).metric(how_.as_of));
    }
    made attribution(std::string const& where, json const& its)
    {
        settings const said{its, where, {"models", "lookback_days", "half_life_days", "order", "cut_at_conversions", "collapse_repeats"}};
        needs(where, how_.campaign.has_value(), "campaign");
        needs(where, !how_.columns.amount.empty(), "amount");
        lm::path_window const window{.as_of              = how_.as_of,
                                     .lookback           = said.days("lookback_days"),
                                     .cut_at_conversions = said.flag("cut_at_conversions", true),
                                     .collapse_repeats   = said.flag("collapse_repeats")};
        auto const            with  = [&](auto model) { return in_windows(from_paths{window}, lm::attribution{std::move(model), window}); };
        auto const            half  = said.days("half_life_days").value_or(date::days{7});
        auto                  all   = std::make_unique<several_reports<Duration>>();
        auto const            names = said.texts("models");
        if (names.empty()) said.wrong("models", "at least one, like [\"linear\"]");
        for (auto const& name : names) {
            if (std::count(names.begin(), names.end(), name) != 1) said.wrong("models", "each model once");
            if (name == "first_touch") all->add(name, with(chosen_model{lm::first_touch{}}));
            else if (name == "last_touch") all->add(name, with(chosen_model{lm::last_touch{}}));
            else if (name == "linear") all->add(name, with(chosen_model{lm::linear{}}));
            else if (name == "time_decay") all->add(name, with(chosen_model{lm::time_decay{half}}));
            else if (name == "position_based") all->add(name, with(chosen_model{lm::position_based{}}));
            else if (name == "shapley") all->add(name, with(chosen_model{lm::shapley{}}));
            else if (name == "markov") all->add(name, with(lm::markov{static_cast<int>(said.whole_number("order").value_or(1))}));
            else said.wrong("models", "some of first_touch, last_touch, linear, time_decay, position_based, shapley, markov");
        }
        return all;
    }

    std::vector<lm::goal<std::string>> goals(settings const& said) const
    {
        std::vector<lm::goal<std::string>> all;
        json const                         told = said.object("goals");
        for (auto const& [stage, leads] : told.items()) {
            if (!leads.is_number_integer()) said.wrong("goals", "a whole number of leads for each stage, like {\"SQL\": 50}");
            all.push_back({stage, leads.template get<std::int64_t>()});
        }
        return all;
    }
    static std::vector<lm::timespan> lengths(settings const& said, std::string const& where, char const* key,
                                             std::optional<lm::timespan> (settings::*read)(char const*) const)
    {
        std::vector<lm::timespan> all;
        for (auto const& one : said.list(key)) {
            auto const length = (settings{json{{key, one}}, where, {key}}.*read)(key);
            if (!length) said.wrong(key, "a list of numbers");
            all.push_back(*length);
        }
        return all;
    }
    /// Calls make(office) where opening hours are given: the report is then on working time; else make().
    template <class Make>
    made with_clock(settings const& said, std::string const& where, Make const& make) const
    {
        auto const hours = said.texts("office"), holidays = said.texts("holidays");
        if (hours.empty() && !holidays.empty()) said.wrong("office", "opening hours, where there are holidays");
        if (hours.empty()) return make();
        return make(examples::make_office(how_.zone, hours, holidays, {(where + ", office").c_str(), (where + ", holidays").c_str()}));
    }
    static lm::precision durations(settings const& said)
    {
        auto const name = said.text("durations").value_or("exact");
        if (name == "exact") return lm::precision::exact;
        if (name == "within_half_percent") return lm::precision::within_half_percent;
        if (name != "within_three_percent") said.wrong("durations", "exact, within_half_percent or within_three_percent");
        return lm::precision::within_three_percent;
    }
    void needs(std::string const& where, bool has, char const* column) const
    {
        char const* const missing = how_.record ? column : "record";
        if (!has || !how_.record)
            throw examples::settings_error(where + ": found no \"" + missing + "\" among \"columns\", expected the name of a column");
    }

    struct maker {
        char const* name;
        made (report_maker::*make)(std::string const& where, json const& its);
    };
    static constexpr maker makers[] = {{"volume", &report_maker::volume},
                                       {"conversion", &report_maker::conversion},
                                       {"velocity", &report_maker::velocity},
                                       {"efficiency", &report_maker::efficiency},
                                       {"forecast", &report_maker::forecast},
                                       {"comparison", &report_maker::comparison},
                                       {"mql", &report_maker::mql},
                                       {"sla", &report_maker::sla},
                                       {"response_lift", &report_maker::response_lift},
                                       {"roi", &report_maker::roi},
                                       {"scores", &report_maker::scores},
                                       {"sequence", &report_maker::sequence},
                                       {"attribution", &report_maker::attribution}};

    configuration& how_;
};

} // namespace lead_reports_parts

#endif
