// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DETAIL_SCORE_PLAN_HPP
#define LEADMETRICS_SCORING_DETAIL_SCORE_PLAN_HPP

#include <leadmetrics/core/detail/settings_sink.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/detail/event_code.hpp>
#include <leadmetrics/scoring/detail/activity_code.hpp>
#include <leadmetrics/scoring/detail/any_decay.hpp>
#include <leadmetrics/scoring/rule.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// The part of a scoring model that turns points into a score; it does not hold the conditions of the rules. Points go into slots. Rules share a slot
/// if their points may be added up: they have the same decay and no limit on points, neither their own nor their group's.
struct score_plan {
    static constexpr double unlimited = std::numeric_limits<double>::infinity();

    struct rule { // small, as it is read for every activity
        std::size_t  slot    = 0;
        std::int64_t from    = 1;         // the number of the first activity that counts
        std::int64_t times   = INT64_MAX; // INT64_MAX: no limit
        bool         resets  = false;
        bool         windows = false; // whether there is a limit on times per window
    };
    struct slot {
        any_decay                decay;
        std::size_t              group;
        double                   most_points;
        limit_per_window<double> per_window;

        [[nodiscard]] bool limited() const noexcept { return most_points != unlimited || per_window.most != unlimited; }
    };
    struct rules_together {
        std::string name{};
        double      most_points = unlimited;
    };
    struct inactivity {
        seconds period{0}; // 0: none
        double  points  = 0;
        double  at_most = unlimited;

        /// Returns the points to take off, this long after the last scored activity.
        [[nodiscard]] double off(seconds since) const noexcept { return (std::min)(std::floor(since / period) * points, at_most); }
    };

    std::vector<rule>                           rules;
    std::vector<limit_per_window<std::int64_t>> times_per_window; // of each rule
    std::vector<event_code>     rule_codes;  // code of each rule, in a vector of its own: read for every activity, so they stand close together
    std::vector<double>         rule_points; // points of each rule; 0 where they depend on the activity
    std::vector<slot>           slots;
    std::vector<rules_together> groups = std::vector<rules_together>(1); // the first one holds the rules that are in no group
    double                      floor = -unlimited, ceiling = unlimited;
    inactivity                  idle;
    bool                        limits_times = false, limits_windows = false, resets = false; // windows: points per window

    void bound(std::optional<double> const& least, std::optional<double> const& most)
    {
        floor   = least.value_or(-unlimited);
        ceiling = most.value_or(unlimited);
    }
    void take_off_when_inactive(timespan const& period, double points, std::optional<double> const& at_most)
    {
        idle = {period.in_seconds(), points, at_most.value_or(unlimited)};
    }

    std::size_t new_group(std::string const& name, double most_points)
    {
        if (most_points == unlimited) return 0;
        groups.push_back({name, most_points});
        return groups.size() - 1;
    }

    void add_rule(rule_terms const& terms, any_decay const& models, std::size_t group)
    {
        rule_codes.push_back(activity_code::of_rule(rule_codes.size(), terms.points && !terms.resets));
        rule_points.push_back(terms.points.value_or(0));
        resets = resets || terms.resets;
        if (terms.resets) {
            rules.push_back({.resets = true});
            times_per_window.push_back({INT64_MAX});
            return;
        }
        times_per_window.push_back(terms.times_per_window.value_or(limit_per_window<std::int64_t>{INT64_MAX}));
        rules.push_back({.slot    = slot_for({terms.decay ? *terms.decay : models, group, terms.most_points.value_or(unlimited),
                                              terms.most_points_per_window.value_or(limit_per_window<double>{unlimited})}),
                         .from    = terms.from,
                         .times   = terms.times.value_or(INT64_MAX),
                         .windows = terms.times_per_window.has_value()});
        limits_times   = limits_times || terms.times || terms.times_per_window || terms.from > 1;
        limits_windows = limits_windows || terms.most_points_per_window;
    }

    template <class Sink>
    void describe_rule(Sink& to, std::size_t number, std::string const& name) const
    {
        rule const& one        = rules[number];
        auto const& per_window = times_per_window[number];
        to.name("rule");
        to.text(name);
        if (one.resets) return to.word(" resets");
        slot const& its = slots[one.slot];
        to.word(" points ");
        if (rule_codes[number] == activity_code::of_rule(number, true)) to.real(rule_points[number]);
        else to.word("by activity");
        to.word(" at_most ");
        to.number(one.windows ? per_window.most : one.times);
        to.word(one.windows ? " a window, at_most_points " : ", at_most_points ");
        to.real(its.most_points);
        to.word(", decay ");
        its.decay.describe(to);
        to.word(", group ");
        to.text(groups[its.group].name);
        if (one.from > 1) {
            to.word(", from_time ");
            to.number(one.from);
        }
        if (one.windows) {
            to.word(", at_most windows ");
            to.word(per_window.calendar);
            if (one.times != INT64_MAX) {
                to.word(", at_most ");
                to.number(one.times);
                to.word(" in all");
            }
        }
        if (its.per_window.same_window) {
            to.word(", at_most_points ");
            to.real(its.per_window.most);
            to.word(" a window of ");
            to.word(its.per_window.calendar);
        }
    }
    template <class Sink>
    void describe(Sink& to) const
    {
        for (rules_together const& one : groups) {
            describe_setting(to, "group", one.name);
            to.word(" at_most_points ");
            to.real(one.most_points);
        }
        describe_setting(to, "floor", floor);
        describe_setting(to, "ceiling", ceiling);
        describe_setting(to, "inactivity", idle.period.count());
        to.word(" s, points ");
        to.real(idle.points);
        to.word(", at_most ");
        to.real(idle.at_most);
    }

    /// Returns the sum, limited by floor and ceiling.
    [[nodiscard]] double bounded(double sum) const noexcept { return (std::min)((std::max)(sum, floor), ceiling); }

private:
    std::size_t slot_for(slot wanted)
    {
        for (std::size_t i = 0; i != slots.size(); ++i)
            if (!wanted.limited() && !slots[i].limited() && slots[i].group == wanted.group && same(slots[i].decay, wanted.decay)) return i;
        slots.push_back(std::move(wanted));
        return slots.size() - 1;
    }
};

}}} // namespace leadmetrics::detail

#endif
