// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_EXAMPLES_SEQUENCE_PLAN_HPP
#define LEADMETRICS_EXAMPLES_SEQUENCE_PLAN_HPP

#include "score_model.hpp"
#include "settings.hpp"

#include <leadmetrics/report/sequence.hpp>

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace examples {

/// A sequence that was read from a configuration, of activities that have a text `kind`.
template <class Activity>
struct sequence_plan {
    using condition = std::function<bool(Activity const&)>;

    std::vector<leadmetrics::sequence_step<condition>>      steps;
    std::vector<leadmetrics::sequence_exclusion<condition>> exclusions;
    std::optional<leadmetrics::timespan>                    window;
    bool                                                    strict = false;

    [[nodiscard]] auto metric(leadmetrics::instant const& as_of) const
    {
        leadmetrics::sequence_settings const settings{.as_of = as_of, .window = window, .strict = strict};
        return leadmetrics::sequence<std::vector<leadmetrics::sequence_step<condition>>, leadmetrics::sequence_exclusions<condition>>{
            steps, settings, {exclusions}};
    }
};

/// Throws settings_error for what cannot be read, and std::invalid_argument for what the library refuses.
template <class Activity>
sequence_plan<Activity> read_sequence_plan(json const& said, std::string const& where)
{
    settings const          say{said, where, {"steps", "window_days", "strict", "excluding"}};
    sequence_plan<Activity> plan;
    auto const              is_of = [](settings const& one) {
        return [kinds = kinds_of(one)](Activity const& what) { return std::find(kinds.begin(), kinds.end(), what.kind) != kinds.end(); };
    };
    if (!say.value("steps").is_array()) say.wrong("steps", "a list of steps");
    for (auto const& one : say.list("steps")) {
        settings const its{one, where + ", step " + std::to_string(plan.steps.size() + 1), {"name", "kind", "within_days", "optional"}};
        auto made = leadmetrics::step(its.text("name").value_or(kinds_of(its).front()), typename sequence_plan<Activity>::condition{is_of(its)});
        if (auto const time = its.days("within_days")) made = made.within(*time);
        if (its.flag("optional")) made = made.optional();
        plan.steps.push_back(made);
    }
    for (auto const& one : say.list("excluding")) {
        settings const its{one, where + ", excluding " + std::to_string(plan.exclusions.size() + 1), {"kind", "from_step", "to_step"}};
        auto const     from = its.whole_number("from_step").value_or(1),
                   to       = its.whole_number("to_step").value_or(static_cast<std::int64_t>(plan.steps.size()));
        if (from < 1 || to < 1) its.wrong(from < 1 ? "from_step" : "to_step", "the number of a step, from 1");
        plan.exclusions.push_back({is_of(its), static_cast<std::size_t>(from), static_cast<std::size_t>(to)});
    }
    plan.window = say.days("window_days");
    plan.strict = say.flag("strict");
    static_cast<void>(plan.metric(leadmetrics::instant{date::sys_days{}}));
    return plan;
}

} // namespace examples

#endif
