// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_EXAMPLES_SCORE_MODEL_HPP
#define LEADMETRICS_EXAMPLES_SCORE_MODEL_HPP

#include "settings.hpp"
#include "zone.hpp"

#include <leadmetrics/scoring.hpp>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace examples {

/// A scoring model that was read from a configuration.
template <class Activity>
struct score_model {
    leadmetrics::scoring_model<std::vector<leadmetrics::run_time_rule<Activity>>> model;
    std::optional<double>                                                         sales_ready;
    std::optional<leadmetrics::timespan>                                          cold_after;
    std::set<std::string>                                                         kinds; ///< the kinds of activities for which there is a rule
};

/// The kinds of activities that a rule is for: one, or a list of several words for the same thing.
inline std::vector<std::string> kinds_of(settings const& rule)
{
    if (!rule.value("kind").is_array()) {
        auto const one = rule.text("kind");
        if (!one) rule.wrong("kind", "a text, or a list of texts");
        return {*one};
    }
    auto kinds = rule.texts("kind");
    if (kinds.empty()) rule.wrong("kind", "at least one kind");
    return kinds;
}

/// Calls apply(calendar) with the calendar whose windows are called `per`: "day", "week" or "month".
template <class Apply>
auto with_windows(settings const& say, char const* key, std::string const& per, chosen_zone const& zone, Apply const& apply)
{
    namespace lm = leadmetrics;
    if (per == "day") return apply(lm::days_of<chosen_zone>{zone});
    if (per == "week") return apply(lm::weeks_of<chosen_zone>{zone});
    if (per != "month") say.wrong(key, "day, week or month");
    return apply(lm::months_of<chosen_zone>{zone});
}

/// A rule for activities that have the members `kind`, a text, and, for `by_share`, `share`.
template <class Activity>
leadmetrics::run_time_rule<Activity> rule_of(settings const& say, chosen_zone const& zone)
{
    namespace lm      = leadmetrics;
    auto const points = say.number("points");
    if (!points) say.wrong("points", "a number");
    auto const kinds     = kinds_of(say);
    auto const condition = [kinds](Activity const& one) { return std::find(kinds.begin(), kinds.end(), one.kind) != kinds.end(); };

    std::function<double(Activity const&)> worth = [points = *points](Activity const&) { return points; };
    if (say.flag("by_share")) {
        if constexpr (requires(Activity const& one) { one.share; }) worth = [points = *points](Activity const& one) { return points * one.share; };
        else say.wrong("by_share", "none: these activities have no share");
    }
    lm::run_time_rule<Activity> rule{say.text("name").value_or(kinds.front()), condition, worth};
    if (say.has("per") && !say.has("at_most")) say.wrong("per", "at_most beside it");
    if (auto const n = say.whole_number("at_most")) {
        auto const per = say.text("per").value_or("");
        rule = per.empty() ? rule.at_most(*n) : with_windows(say, "per", per, zone, [&](auto const& calendar) { return rule.at_most(*n, calendar); });
    }
    if (auto const first = say.whole_number("from_time")) rule = rule.from_time(*first);
    if (auto const most = say.number("at_most_points")) rule = rule.at_most_points(*most);
    if (say.has("at_most_points_per")) {
        json const limits = say.object("at_most_points_per");
        if (limits.size() != 1 || !limits.front().is_number()) say.wrong("at_most_points_per", "points of one kind of window, like {\"day\": 12}");
        rule = with_windows(say, "at_most_points_per", limits.items().begin().key(), zone,
                            [&](auto const& calendar) { return rule.at_most_points(limits.front().get<double>(), calendar); });
    }
    if (auto const half = say.days_above_0("half_life_days")) rule = rule.decay(lm::half_life{*half});
    return rule;
}

/// Limits per day, week or month are in a zone. Throws settings_error for what cannot be read, and std::invalid_argument for what the library
/// refuses.
template <class Activity>
score_model<Activity> read_score_model(json const& said, std::string const& where, chosen_zone const& zone = {})
{
    namespace lm = leadmetrics;
    settings const say{said, where, {"rules", "half_life_days", "floor", "ceiling", "inactivity", "sales_ready", "cold_after_days"}};
    if (!say.value("rules").is_array()) say.wrong("rules", "a list of rules");
    std::vector<lm::run_time_rule<Activity>> rules;
    std::set<std::string>                    kinds;
    for (auto const& one : say.list("rules")) {
        settings const rule{
            one,
            where + ", rule " + std::to_string(rules.size() + 1),
            {"name", "kind", "points", "by_share", "from_time", "at_most", "per", "at_most_points", "at_most_points_per", "half_life_days"}};
        rules.push_back(rule_of<Activity>(rule, zone));
        for (auto const& kind : kinds_of(rule)) kinds.insert(kind);
    }
    lm::scoring_model model{std::move(rules)};
    if (auto const half = say.days_above_0("half_life_days")) model = model.decay(lm::half_life{*half});
    if (auto const floor = say.number("floor")) model = model.floor(*floor);
    if (auto const ceiling = say.number("ceiling")) model = model.ceiling(*ceiling);
    if (say.has("inactivity")) {
        settings const idle{say.object("inactivity"), where + ", inactivity", {"days", "points", "at_most"}};
        model =
            model.inactivity({.period = idle.days_above_0("days"), .points = idle.number("points").value_or(0), .at_most = idle.number("at_most")});
    }
    return {std::move(model), say.number("sales_ready"), say.days_above_0("cold_after_days"), std::move(kinds)};
}

} // namespace examples

#endif
