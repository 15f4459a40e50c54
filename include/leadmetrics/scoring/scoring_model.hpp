// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_SCORING_MODEL_HPP
#define LEADMETRICS_SCORING_SCORING_MODEL_HPP

// How points become a score. Definitions, section 12.

#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/detail/event_code.hpp>
#include <leadmetrics/scoring/decay.hpp>
#include <leadmetrics/scoring/detail/activity_code.hpp>
#include <leadmetrics/scoring/detail/any_decay.hpp>
#include <leadmetrics/scoring/detail/score_plan.hpp>
#include <leadmetrics/scoring/rule.hpp>
#include <leadmetrics/scoring/rule_group.hpp>
#include <leadmetrics/version.hpp>

#include <cmath>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// Takes points off a score for every full period without a scored activity, counted from the last scored one; none before the first.
struct inactivity_settings {
    std::optional<timespan> period{};   ///< must be set, above 0
    double                  points = 0; ///< points to take off for each period; must be above 0
    std::optional<double>   at_most{};  ///< the most points to take off in all; empty: no limit. Refused: 0 or less
};

/// Rules, in the order in which they explain a score, and the limits of the whole score. Each part of a model is a rule, a table of rules
/// (`lm::rules_by`), a group of rules (`lm::rule_group`), or a std::vector of rules made at run time.
///
///     lm::scoring_model{lm::rule{…}, lm::rule{…}}.decay(lm::half_life{days{30}}).floor(0).ceiling(100)
///
/// Refused: no rule, two rules of one name, a floor above the ceiling, limits that are not finite.
template <class... Parts>
class scoring_model {
public:
    explicit scoring_model(Parts... parts) : parts_(std::move(parts)...)
    {
        std::set<std::string> names;
        detail::each_part(parts_, [&](auto const& part) {
            detail::each_terms(part, [&](detail::rule_terms const& terms) {
                if (!names.insert(terms.name).second)
                    detail::refuse("scoring_model.rule", terms.name, "two rules have this name: a score could not be explained");
            });
        });
        if (names.empty()) detail::refuse("scoring_model.rules", "none", "give at least one rule");
        plan();
    }

    /// Sets how points fade, for rules that have no decay of their own. Without a decay, points stay.
    template <leadmetrics::decay Decay>
    [[nodiscard]] scoring_model decay(Decay how) const
    {
        return changed([&](scoring_model& to) { to.decay_ = detail::any_decay{std::move(how)}; });
    }
    /// Sets the lowest score. Refused: not finite, above the ceiling.
    [[nodiscard]] scoring_model floor(double points) const
    {
        return changed([&](scoring_model& to) { to.floor_ = finite("floor", points); });
    }
    /// Sets the highest score. Refused: not finite, below the floor.
    [[nodiscard]] scoring_model ceiling(double points) const
    {
        return changed([&](scoring_model& to) { to.ceiling_ = finite("ceiling", points); });
    }
    /// Sets the points to take off for inactivity. Refused: settings that inactivity_settings does not allow.
    [[nodiscard]] scoring_model inactivity(inactivity_settings const& how) const
    {
        if (!how.period || how.period->in_seconds().count() <= 0)
            detail::refuse("scoring_model.inactivity.period", how.period ? std::to_string(how.period->in_seconds().count()) + " s" : "not set",
                           "give a length of time above 0");
        if (!(how.points > 0 && std::isfinite(how.points)))
            detail::refuse("scoring_model.inactivity.points", std::to_string(how.points), "give the points to take off, above 0");
        if (how.at_most && !(*how.at_most > 0 && std::isfinite(*how.at_most)))
            detail::refuse("scoring_model.inactivity.at_most", std::to_string(*how.at_most), "give a number of points above 0");
        return changed([&](scoring_model& to) { to.inactivity_ = how; });
    }

    /// Calls visit(number of the rule, its points) for each rule that scores the activity.
    template <class Activity, class Visit>
    constexpr void each_match(Activity const& activity, Visit&& visit) const
    {
        std::size_t first = 0;
        detail::each_part(parts_, [&](auto const& part) {
            detail::each_match(part, activity, first, visit);
            first += detail::rules_in(part);
        });
    }

    /// Returns what the model can tell of an activity in 24 bits; see activity_code.
    template <class Activity>
    [[nodiscard]] detail::event_code code_of(Activity const& activity) const
    {
        detail::event_code code = detail::activity_code::no_rule;
        each_match(activity, [&](std::size_t rule, auto const&) {
            code = code == detail::activity_code::no_rule ? plan_.rule_codes[rule] : detail::activity_code::ask;
        });
        return code;
    }

    [[nodiscard]] detail::score_plan const& how() const noexcept { return plan_; }

    /// Writes the model into a sink such as detail::settings_text: all but the conditions of rules, which are told apart by type.
    template <class Sink>
    void describe(Sink& to) const
    {
        to.open("scoring_model");
        std::size_t rule = 0;
        for (auto const& name : names()) plan_.describe_rule(to, rule++, name);
        plan_.describe(to);
        to.close();
    }

    /// The rules' names, by number.
    [[nodiscard]] std::vector<std::string> names() const
    {
        std::vector<std::string> result;
        detail::each_part(
            parts_, [&](auto const& part) { detail::each_terms(part, [&](detail::rule_terms const& terms) { result.push_back(terms.name); }); });
        return result;
    }

private:
    template <class Change>
    [[nodiscard]] scoring_model changed(Change const& how) const
    {
        scoring_model result = *this;
        how(result);
        result.plan();
        return result;
    }
    static double finite(char const* setting, double points)
    {
        if (!std::isfinite(points))
            detail::refuse(std::string{"scoring_model."} + setting, std::to_string(points), "give a finite number, or leave it out");
        return points;
    }

    void plan()
    {
        if (floor_ && ceiling_ && *floor_ > *ceiling_)
            detail::refuse("scoring_model.floor", std::to_string(*floor_), "it is above the ceiling, " + std::to_string(*ceiling_));
        plan_ = detail::score_plan{};
        plan_.bound(floor_, ceiling_);
        if (inactivity_) plan_.take_off_when_inactive(*inactivity_->period, inactivity_->points, inactivity_->at_most);
        detail::each_part(parts_, [&](auto const& part) {
            std::size_t const group = detail::add_group(plan_, part);
            detail::each_terms(part, [&](detail::rule_terms const& terms) { plan_.add_rule(terms, decay_, group); });
        });
    }

    std::tuple<Parts...>               parts_;
    detail::any_decay                  decay_;
    std::optional<double>              floor_, ceiling_;
    std::optional<inactivity_settings> inactivity_;
    detail::score_plan                 plan_;
};

}} // namespace leadmetrics

#endif
