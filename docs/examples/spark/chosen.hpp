// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEAD_REPORTS_CHOSEN_HPP
#define LEAD_REPORTS_CHOSEN_HPP

// Keys, calendars, models and figures that are chosen when the program runs, and where the elements of reports come from.

#include "report_part.hpp"
#include "zone.hpp"

#include <leadmetrics/leadmetrics.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace lead_reports_parts {

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
/// The same for comparisons: empty where none of the columns has a value, since leads without a key are compared with no others.
struct key_of_columns_if_any {
    key_of_columns all;

    template <class Change>
    std::optional<lead_key> operator()(Change const& change) const
    {
        lead_key key = all(change);
        bool     any = false;
        for (auto const& value : key) any = any || !value.empty();
        return any ? std::optional{std::move(key)} : std::nullopt;
    }
};
struct text_of_column {
    std::optional<std::size_t> column; // none: no text

    template <class Change>
    std::string operator()(Change const& change) const
    {
        return column ? std::string{change.text(*column)} : std::string{};
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

/// A service level whose clocks stand still while leads are at some stages, if any: its pauses are those of the journeys that are summarized. `Keyed`
/// makes a report by keys and windows of it.
template <class Service, class Keyed>
struct paused_at : tells_report {
    paused_at(Service one, Keyed by, std::vector<std::string> waiting, std::string any)
        : service(std::move(one)), keyed(std::move(by)), stages(std::move(waiting)), any_stage(std::move(any))
    {
    }

    Service                  service;
    Keyed                    keyed;
    std::vector<std::string> stages;
    std::string              any_stage;

    template <class Journeys>
    [[nodiscard]] auto metric_for(Journeys const& journeys) const
    {
        auto const of = stages.empty() ? ranges::subrange(ranges::end(journeys), ranges::end(journeys))
                                       : ranges::subrange(ranges::begin(journeys), ranges::end(journeys));
        return keyed(service.paused_by(lm::pauses_in(of, stages.empty() ? std::vector{any_stage} : stages)));
    }
};

/// Reports by key of which a rate, or an incidence, is compared: of the step that begins at a stage, or of the whole.
template <class Metric, class Figure>
struct compared : as_it_is<Metric> {
    compared(Metric by, std::optional<std::size_t> of, Figure asked) : as_it_is<Metric>(std::move(by)), step(of), figure(asked) {}

    std::optional<std::size_t> step;
    Figure                     figure;

    template <class Report>
    [[nodiscard]] json told(answer_settings const& how, Metric const&, Report const& report) const
    {
        return how(lm::compare(report, [this](auto const& one) { return figure(one, step); }));
    }
};
struct rate_of_step {
    template <class Report>
    lm::proportion operator()(Report const& report, std::optional<std::size_t> step) const
    {
        return step ? report.steps[*step].rate : report.overall.rate;
    }
};
struct incidence_of_step {
    template <class Report>
    lm::incidence operator()(Report const& report, std::optional<std::size_t> step) const
    {
        return step ? report.steps[*step].incidence : report.cycle.incidence;
    }
};

} // namespace lead_reports_parts

#endif
