// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_RULE_GROUP_HPP
#define LEADMETRICS_SCORING_RULE_GROUP_HPP

// Rules that share a limit on points, so that, say, ten page views do not outweigh a demo. Definitions, section 12.

#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/scoring/detail/score_plan.hpp>
#include <leadmetrics/scoring/rule.hpp>
#include <leadmetrics/version.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

namespace detail {

/// A part of a model is a rule, a table of rules, or a vector of rules made at run time. These functions treat all three alike.
template <class Part>
std::size_t rules_in(Part const& part)
{
    return part.size();
}

template <class Part, class Visit>
void each_terms(Part const& part, Visit&& visit)
{
    part.each_terms(visit);
}
template <class Rule, class Visit>
void each_terms(std::vector<Rule> const& rules, Visit&& visit)
{
    for (auto const& one : rules) one.each_terms(visit);
}

template <class Part, class Activity, class Visit>
constexpr void each_match(Part const& part, Activity const& activity, std::size_t first, Visit&& visit)
{
    part.each_match(activity, first, visit);
}
template <class Rule, class Activity, class Visit>
void each_match(std::vector<Rule> const& rules, Activity const& activity, std::size_t first, Visit&& visit)
{
    for (auto const& one : rules) one.each_match(activity, first++, visit);
}

} // namespace detail

/// A group of rules that together may give no more than a number of points.
///
///     lm::rule_group{"web", lm::rule{…}, lm::rule{…}}.at_most_points(40)
template <class... Rules>
class rule_group {
public:
    explicit rule_group(std::string name, Rules... rules) : name_(std::move(name)), rules_(std::move(rules)...) {}

    /// Limits the sum of the group's points, after decay, to `points` at any instant (and to no less than -`points`). Refused: not above 0, not
    /// finite.
    [[nodiscard]] rule_group at_most_points(double points) const
    {
        if (!(points > 0 && std::isfinite(points)))
            detail::refuse("at_most_points of group " + name_, std::to_string(points), "give a number above 0");
        rule_group changed   = *this;
        changed.most_points_ = points;
        return changed;
    }

    [[nodiscard]] std::string const& name() const noexcept { return name_; }
    [[nodiscard]] double             most_points() const noexcept { return most_points_; }

    [[nodiscard]] std::size_t size() const
    {
        return std::apply([](auto const&... part) { return (detail::rules_in(part) + ... + 0); }, rules_);
    }
    template <class Visit>
    void each_terms(Visit&& visit) const
    {
        std::apply([&](auto const&... part) { (detail::each_terms(part, visit), ...); }, rules_);
    }
    template <class Activity, class Visit>
    constexpr void each_match(Activity const& activity, std::size_t first, Visit&& visit) const
    {
        std::apply([&](auto const&... part) { ((detail::each_match(part, activity, first, visit), first += detail::rules_in(part)), ...); }, rules_);
    }

private:
    std::string          name_;
    std::tuple<Rules...> rules_;
    double               most_points_ = std::numeric_limits<double>::infinity();
};

namespace detail {

/// Adds the group of a part to the plan, and returns its number; 0 where the rules of the part share no limit.
template <class Part>
std::size_t add_group(score_plan& plan, Part const& part)
{
    if constexpr (requires { part.most_points(); }) return plan.new_group(part.name(), part.most_points());
    else return 0;
}

template <class... Parts, class Visit>
constexpr void each_part(std::tuple<Parts...> const& parts, Visit&& visit)
{
    std::apply([&](auto const&... part) { (visit(part), ...); }, parts);
}

} // namespace detail

}} // namespace leadmetrics

#endif
