// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEAD_REPORTS_MAKE_REPORT_HPP
#define LEAD_REPORTS_MAKE_REPORT_HPP

// From a name and its settings to a report.

#include "report_part.hpp"
#include "score_model.hpp"

#include <leadmetrics/core/named.hpp>
#include <leadmetrics/leadmetrics.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace lead_reports_parts {

using examples::settings;

/// The values of some columns of a record: the key of its lead.
struct key_of_columns {
    std::size_t columns;

    template <class Change>
    lead_key operator()(Change const& change) const
    {
        lead_key key;
        for (std::size_t k = 0; k != columns; ++k) key.emplace_back(change.text(k));
        return key;
    }
};
struct text_of_column {
    std::size_t column;

    template <class Change>
    std::string operator()(Change const& change) const
    {
        return std::string{change.text(column)};
    }
};
struct amount_of_change {
    template <class Change>
    std::optional<std::int64_t> operator()(Change const& change) const
    {
        return change.amount();
    }
};

/// A calendar that is chosen when the program runs. Windows are named by their first day.
struct chosen_windows {
    std::string           kind;
    examples::chosen_zone zone;

    template <class Duration>
    std::string operator()(date::sys_time<Duration> at) const
    {
        date::year_month_day const day =
            kind == "week" ? lm::weeks_of<examples::chosen_zone>{zone}(at) : lm::days_of<examples::chosen_zone>{zone}(at);
        if (kind == "month") return date::format("%Y-%m", day);
        if (kind == "quarter") return date::format("%Y-Q", day) + std::to_string((static_cast<unsigned>(day.month()) + 2) / 3);
        if (kind == "year") return date::format("%Y", day);
        return date::format("%F", day);
    }
    template <class Sink>
    void describe(Sink& to) const
    {
        to.word(kind + "s in ");
        zone.describe(to);
    }
};

/// A model of attribution that is chosen when the program runs.
struct chosen_model {
    std::variant<lm::first_touch, lm::last_touch, lm::linear, lm::time_decay, lm::position_based, lm::shapley> model;

    template <class Path, class Weights>
    void weigh(Path const& path, Weights& to) const
    {
        std::visit([&](auto const& one) { one.weigh(path, to); }, model);
    }
    template <class Sink>
    void describe(Sink& to) const
    {
        std::visit([&](auto const& one) { one.describe(to); }, model);
    }
};

// Where the elements of reports come from.
struct from_rows {
    template <class Rows>
    auto const& operator()(Rows& all) const
    {
        return all.all();
    }
};
struct from_journeys {
    template <class Rows>
    auto const& operator()(Rows& all) const
    {
        return all.journeys();
    }
};
struct from_paths {
    lm::path_window window;

    template <class Rows>
    auto const& operator()(Rows& all) const
    {
        return all.paths(window);
    }
};
struct from_ledgers {
    template <class Rows>
    auto const& operator()(Rows& all) const
    {
        return all.ledgers();
    }
};
struct from_flows {
    template <class Rows>
    auto operator()(Rows& all) const
    {
        return all.flows();
    }
};

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
    template <class Source, class Metric>
    made from(Source source, Metric metric, bool by = false)
    {
        return std::make_unique<report_on<Duration, Source, Metric>>(std::move(source), std::move(metric), by);
    }
    template <class Source, class Metric>
    made in_windows(Source source, Metric metric)
    {
        if (how_.windows.empty()) return from(std::move(source), std::move(metric));
        return from(std::move(source), lm::windowed(chosen_windows{how_.windows, how_.zone}, std::move(metric)));
    }
    /// A report on journeys, by the columns of `by` and in windows.
    template <class Metric>
    made of_journeys(Metric metric)
    {
        if (how_.by.empty() && how_.windows.empty()) return from(from_journeys{}, std::move(metric)); // without keys, records need not be read again
        std::string names;
        for (auto const& name : how_.by) names += (names.empty() ? "" : ", ") + name;
        auto const key = lm::named(names.empty() ? "(none)" : names, key_of_columns{how_.by.size()});
        if (how_.windows.empty()) return from(from_journeys{}, lm::by(key, std::move(metric)), !how_.by.empty());
        return from(from_journeys{}, lm::by(key, lm::windowed(chosen_windows{how_.windows, how_.zone}, std::move(metric))), !how_.by.empty());
    }

    made volume(std::string const& where, json const& its)
    {
        settings const said{its, where, {"goals"}};
        return of_journeys(lm::volume{how_.pipeline, {.as_of = how_.as_of, .goals = goals(said)}});
    }
    made conversion(std::string const& where, json const& its)
    {
        settings const said{its, where, {"horizon_days", "strict"}};
        return of_journeys(lm::conversion{how_.pipeline, {.as_of = how_.as_of, .horizon = said.days("horizon_days"), .strict = said.flag("strict")}});
    }
    made velocity(std::string const& where, json const& its)
    {
        settings const                           said{its, where, {"durations", "deal"}};
        lm::velocity_settings<std::string> const how_fast{.as_of = how_.as_of, .durations = durations(said), .deal = said.text("deal")};
        if (how_.columns.amount.empty()) return of_journeys(lm::velocity{how_.pipeline, how_fast});
        return of_journeys(lm::velocity{how_.pipeline, how_fast, lm::named(how_.columns.amount, amount_of_change{})});
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
        settings const                      said{its, where, {"start", "response", "hours", "durations", "office", "holidays"}};
        lm::sla_settings<std::string> const level{.as_of      = how_.as_of,
                                                  .start      = said.text("start"),
                                                  .response   = said.text("response"),
                                                  .allowance  = said.hours("hours"),
                                                  .list_leads = how_.list_leads,
                                                  .durations  = durations(said)};
        auto const                          open = office(said, where);
        return open ? of_journeys(lm::sla{how_.pipeline, level, *open}) : of_journeys(lm::sla{how_.pipeline, level});
    }
    made response_lift(std::string const& where, json const& its)
    {
        settings const            said{its, where, {"start", "response", "bands_hours", "target", "horizon_days", "office", "holidays"}};
        std::vector<lm::timespan> bands;
        for (auto const& hours : said.list("bands_hours"))
            bands.push_back(settings{json{{"bands_hours", hours}}, where, {"bands_hours"}}.hours("bands_hours").value_or(std::chrono::seconds{0}));
        lm::response_lift_settings<std::string> const asked{.as_of    = how_.as_of,
                                                            .start    = said.text("start"),
                                                            .response = said.text("response"),
                                                            .bands    = std::move(bands),
                                                            .target   = said.text("target"),
                                                            .horizon  = said.days("horizon_days")};
        auto const                                    open = office(said, where);
        return open ? of_journeys(lm::response_lift{how_.pipeline, asked, *open}) : of_journeys(lm::response_lift{how_.pipeline, asked});
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
        auto const how = examples::read_score_model<event<Duration>>(said.object("model"), where + ", model");
        return from(from_ledgers{}, lm::scores{how.model, {.as_of = how_.as_of, .sales_ready = how.sales_ready, .cold_after = how.cold_after}});
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
    /// The office on whose working time a report is, where opening hours are given; else it is on elapsed time.
    std::optional<examples::office> office(settings const& said, std::string const& where) const
    {
        auto const hours = said.texts("office"), holidays = said.texts("holidays");
        if (hours.empty() && !holidays.empty()) said.wrong("office", "opening hours, where there are holidays");
        if (hours.empty()) return std::nullopt;
        return examples::make_office(how_.zone, hours, holidays, {(where + ", office").c_str(), (where + ", holidays").c_str()});
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
                                       {"mql", &report_maker::mql},
                                       {"sla", &report_maker::sla},
                                       {"response_lift", &report_maker::response_lift},
                                       {"roi", &report_maker::roi},
                                       {"scores", &report_maker::scores},
                                       {"attribution", &report_maker::attribution}};

    configuration& how_;
};

} // namespace lead_reports_parts

#endif
