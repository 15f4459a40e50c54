// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_RULE_HPP
#define LEADMETRICS_SCORING_RULE_HPP

// How many points is an activity worth? Definitions, section 12.

#include <leadmetrics/calendar/calendar.hpp>
#include <leadmetrics/core/detail/settings_sink.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/scoring/decay.hpp>
#include <leadmetrics/scoring/detail/any_decay.hpp>
#include <leadmetrics/version.hpp>

#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// Points computed from a share in the record, which may be wrong: a share below 0 counts as 0, one above 1 as 1, and the report counts both.
struct clamped_points {
    double value   = 0;
    bool   clamped = false;
};

namespace detail {

/// Points that were checked to be finite when the rule was made.
struct fixed_points {
    double value;
};

/// Stands in for points: the score of the lead is reset.
struct starts_anew {};

/// A limit for each window of a calendar; none where `same_window` is empty.
template <class Limit>
struct limit_per_window {
    Limit                                                     most;
    std::function<bool(date::sys_seconds, date::sys_seconds)> same_window{}; // whether two instants lie in one window
    std::string                                               calendar{};    // its settings, such as "days in UTC"
};

template <class Limit, calendar Calendar>
limit_per_window<Limit> limit_per(Calendar const& per, Limit most)
{
    settings_text words;
    describe_value(words, per);
    return {most, [per](date::sys_seconds a, date::sys_seconds b) { return per(a) == per(b); }, std::move(words).take()};
}

/// The settings that every kind of rule has, apart from its condition and its points.
struct rule_terms {
    std::string                                   name;
    std::optional<double>                         points;           // where they are the same for all activities; else empty
    std::int64_t                                  from = 1;         // activities before this one of those that meet the condition do not count
    std::optional<std::int64_t>                   times;            // at most this many activities count; empty: no limit
    std::optional<limit_per_window<std::int64_t>> times_per_window; // … in one window
    std::optional<double>                         most_points;
    std::optional<limit_per_window<double>>       most_points_per_window;
    std::optional<any_decay>                      decay;          // empty: the model's decay
    bool                                          resets = false; // the rule resets the score and gives no points
};

/// The settings of rules, shared by all kinds of them. `Kind` supplies change(f), which returns a copy after calling f on the terms of each rule.
template <class Kind>
class rule_settings {
public:
    /// Only the first `times` activities that meet the condition count. Refused: less than one.
    [[nodiscard]] Kind at_most(std::int64_t times) const
    {
        return self().change([=](rule_terms& terms) { terms.times = checked(terms, times); });
    }
    /// Only the first `times` activities in each window of a calendar count: `.at_most(1, lm::days_of{})`. It can stand beside a limit over all time.
    /// Refused: less than one, a second limit per window.
    template <calendar Calendar>
    [[nodiscard]] Kind at_most(std::int64_t times, Calendar const& per) const
    {
        return self().change([&](rule_terms& terms) { set_once("at_most", terms, terms.times_per_window, limit_per(per, checked(terms, times))); });
    }
    /// Only the n-th activity that meets the condition and those after it count: `.from_time(3)` scores from the third visit on. `at_most` beside it
    /// counts the activities before, too: `.from_time(3).at_most(5)` scores the third to the fifth. Refused: less than one.
    [[nodiscard]] Kind from_time(std::int64_t n) const
    {
        return self().change([=](rule_terms& terms) {
            if (n < 1) refuse("from_time of rule " + terms.name, std::to_string(n), "give the number of the first activity that counts, from 1");
            terms.from = n;
        });
    }
    /// Limits the rule's points, after decay, to `points` at any instant (and to no less than -`points`). Refused: not above 0, not finite.
    [[nodiscard]] Kind at_most_points(double points) const
    {
        return self().change([=](rule_terms& terms) { terms.most_points = checked(terms, points); });
    }
    /// Limits what the activities of each window of a calendar give, after decay, to `points` at any instant (and to no less than -`points`):
    /// `.at_most_points(10, lm::days_of{})`. The rule's points are the sum over the windows; a limit on them can stand beside this one, and is
    /// applied after it. Refused: not above 0, not finite, a second limit per window.
    template <calendar Calendar>
    [[nodiscard]] Kind at_most_points(double points, Calendar const& per) const
    {
        return self().change(
            [&](rule_terms& terms) { set_once("at_most_points", terms, terms.most_points_per_window, limit_per(per, checked(terms, points))); });
    }
    /// Sets a decay for this rule instead of the model's.
    template <leadmetrics::decay Decay>
    [[nodiscard]] Kind decay(Decay const& how) const
    {
        return self().change([&](rule_terms& terms) { terms.decay = any_decay{how}; });
    }

private:
    [[nodiscard]] Kind const& self() const noexcept { return static_cast<Kind const&>(*this); }

    template <class Limit>
    static void set_once(char const* setting, rule_terms const& terms, std::optional<limit_per_window<Limit>>& to, limit_per_window<Limit> limit)
    {
        if (to)
            refuse(std::string{setting} + " of rule " + terms.name, limit.calendar, "the rule has one for " + to->calendar + " already: give one");
        to = std::move(limit);
    }
    static std::int64_t checked(rule_terms const& terms, std::int64_t times)
    {
        if (times < 1)
            refuse("at_most of rule " + terms.name, std::to_string(times), "a rule that may count no activity scores nothing: leave it out");
        return times;
    }
    static double checked(rule_terms const& terms, double points)
    {
        if (!(points > 0 && std::isfinite(points))) refuse("at_most_points of rule " + terms.name, std::to_string(points), "give a number above 0");
        return points;
    }
};

inline void check_points(std::string const& rule, double points)
{
    if (!std::isfinite(points)) refuse("points of rule " + rule, std::to_string(points), "give a finite number");
}

} // namespace detail

/// A condition on an activity, and the points it is worth: a number, or a function of the activity. Points may be negative. An activity that meets
/// several rules of a model scores under each of them.
///
///     lm::rule{"pricing page", [](activity const& a) { return a.what == kind::pricing_page; }, 10}.at_most(2)
///     lm::rule{"video", is_video, lm::share_of(20, &activity::watched)}
///
/// With std::functions for both, it is a rule made at run time; see lm::run_time_rule. Refused: points that are not finite.
template <class Condition, class Points>
class rule : public detail::rule_settings<rule<Condition, Points>> {
public:
    rule(std::string name, Condition condition, Points points) : condition_(std::move(condition)), points_(std::move(points))
    {
        if constexpr (std::is_arithmetic_v<Points>) {
            detail::check_points(name, static_cast<double>(points_));
            terms_.points = static_cast<double>(points_);
        }
        terms_.name = std::move(name);
    }

    template <class Change>
    [[nodiscard]] rule change(Change const& how) const
    {
        rule changed = *this;
        how(changed.terms_);
        return changed;
    }

    /// Returns the rule with a further condition that activities must meet: `.where(lm::of_leads(leads, &lead::decides))`.
    template <class More>
    [[nodiscard]] auto where(More more) const
    {
        auto both = [first = condition_, second = std::move(more)](auto const& activity) -> bool {
            return std::invoke(first, activity) && std::invoke(second, activity);
        };
        return rule<decltype(both), Points>{terms_, std::move(both), points_};
    }

    [[nodiscard]] static constexpr std::size_t size() noexcept { return 1; }
    template <class Visit>
    void each_terms(Visit&& visit) const
    {
        visit(terms_);
    }
    /// Calls visit(number of the rule, its points) if the activity meets the condition.
    template <class Activity, class Visit>
    constexpr void each_match(Activity const& activity, std::size_t first, Visit&& visit) const
    {
        if (!std::invoke(condition_, activity)) return;
        if constexpr (std::is_arithmetic_v<Points>) visit(first, detail::fixed_points{static_cast<double>(points_)});
        else visit(first, std::invoke(points_, activity));
    }

private:
    template <class, class>
    friend class rule;

    rule(detail::rule_terms terms, Condition condition, Points points)
        : condition_(std::move(condition)), points_(std::move(points)), terms_(std::move(terms))
    {
    }

    Condition          condition_;
    Points             points_;
    detail::rule_terms terms_;
};

/// A rule that is read from a configuration: a `std::vector<lm::run_time_rule<activity>>` can be a part of a model, like any rule.
template <class Activity>
using run_time_rule = rule<std::function<bool(Activity const&)>, std::function<double(Activity const&)>>;

/// The points for activities of one kind.
template <class Kind>
struct points_for {
    Kind        kind;
    std::string name;
    double      points = 0;
};
template <class Kind, class Name, class Points>
points_for(Kind, Name, Points) -> points_for<Kind>;

/// One rule for each kind of activity. It looks the rule up by the kind instead of testing one rule after another. `lm::rules_by` makes it.
template <class Projection, class Kind>
class rule_table : public detail::rule_settings<rule_table<Projection, Kind>> {
    static constexpr bool small = (std::is_enum_v<Kind> || std::is_integral_v<Kind>) && sizeof(Kind) == 1;

public:
    rule_table(Projection kind_of, std::vector<points_for<Kind>> const& kinds) : kind_of_(std::move(kind_of))
    {
        if constexpr (small) place_.assign(256, none);
        for (auto const& one : kinds) {
            detail::check_points(one.name, one.points);
            auto const place = static_cast<std::uint32_t>(terms_.size());
            if (number_of(one.kind) != none) detail::refuse("rules_by", one.name, "there is a rule for activities of this kind already");
            if constexpr (small) place_[static_cast<unsigned char>(one.kind)] = place;
            else place_.emplace(one.kind, place);
            points_.push_back(one.points);
            auto& terms  = terms_.emplace_back();
            terms.name   = one.name;
            terms.points = one.points;
        }
    }

    template <class Change>
    [[nodiscard]] rule_table change(Change const& how) const
    {
        rule_table changed = *this;
        for (auto& terms : changed.terms_) how(terms);
        return changed;
    }

    [[nodiscard]] std::size_t size() const noexcept { return points_.size(); }
    template <class Visit>
    void each_terms(Visit&& visit) const
    {
        for (auto const& terms : terms_) visit(terms);
    }
    template <class Activity, class Visit>
    void each_match(Activity const& activity, std::size_t first, Visit&& visit) const
    {
        if (std::uint32_t const place = number_of(std::invoke(kind_of_, activity)); place != none)
            visit(first + place, detail::fixed_points{points_[place]});
    }

private:
    static constexpr std::uint32_t none = UINT32_MAX;

    template <class Asked>
    [[nodiscard]] std::uint32_t number_of(Asked const& kind) const
    {
        if constexpr (small) return place_[static_cast<unsigned char>(kind)];
        else {
            auto const found = place_.find(kind);
            return found == place_.end() ? none : found->second;
        }
    }

    Projection                                                                                        kind_of_;
    std::conditional_t<small, std::vector<std::uint32_t>, std::map<Kind, std::uint32_t, std::less<>>> place_;
    std::vector<double>                                                                               points_;
    std::vector<detail::rule_terms>                                                                   terms_;
};

struct rules_by_fn {
    /// Returns a rule for each kind of activity: `lm::rules_by(&activity::what, std::vector{lm::points_for{kind::demo, "demo", 30}, …})`. Limits and
    /// a decay that are set on the table apply to each rule separately. Refused: a kind that is listed twice, points that are not finite.
    template <class Projection, class Kind>
    [[nodiscard]] auto operator()(Projection kind_of, std::vector<points_for<Kind>> const& kinds) const
    {
        return rule_table<Projection, Kind>{std::move(kind_of), kinds};
    }
};
inline constexpr rules_by_fn rules_by{};

struct share_of_fn {
    /// Returns points in proportion to a share in the record, 0 … 1: `lm::share_of(20, &activity::watched)`. A share outside 0 … 1 counts as 0 or 1,
    /// and the report counts it as clamped. Refused: points that are not finite.
    template <class Share>
    [[nodiscard]] auto operator()(double points, Share share) const
    {
        detail::check_points("share_of", points);
        return [=](auto const& activity) {
            double const said = static_cast<double>(std::invoke(share, activity));
            return said < 0 ? clamped_points{0, true} : said > 1 ? clamped_points{points, true} : clamped_points{points * said, false};
        };
    }
};
inline constexpr share_of_fn share_of{};

}} // namespace leadmetrics

#endif
