// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_TESTS_SUPPORT_ACTIVITIES_HPP
#define LEADMETRICS_TESTS_SUPPORT_ACTIVITIES_HPP

// Generators of messy activities (few leads, few instants, whole hours) and of random scoring models, and a slow and obvious implementation of
// definitions, section 12, with which the library's scores are compared.

#include <leadmetrics/leadmetrics.hpp>

#include <date/date.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

namespace leadmetrics_tests {

using hours  = std::chrono::hours;
using hourly = date::sys_time<hours>;

struct activity {
    int                   lead_id{};
    int                   kind{};
    std::optional<hourly> at;
    double                worth{};
    std::string           product;
};

inline std::ostream& operator<<(std::ostream& out, activity const& a)
{
    out << "{" << a.lead_id << ", " << a.kind << ", ";
    if (a.at) out << "hour " << a.at->time_since_epoch().count();
    else out << "never";
    return out << ", " << a.worth << ", " << a.product << "}";
}

inline hourly       at_hour(int hour) { return hourly{hours{hour}}; }
inline hourly const books_closed = at_hour(400);

struct plain_decay {
    enum { none, half_life, linear, expiry, own } how = none;
    int length                                        = 1; // hours

    long double operator()(long double age) const
    {
        switch (how) {
        case none: return 1;
        case half_life: return std::exp2(-age / length);
        case linear: return age < length ? 1 - age / length : 0;
        case expiry: return age <= length ? 1 : 0;
        case own: return 1 / (1 + age / length);
        }
        return 0;
    }
    template <class To>
    auto give(To const& to) const
    {
        switch (how) {
        case half_life: return to.decay(leadmetrics::half_life{hours{length}});
        case linear: return to.decay(leadmetrics::linear_decay{hours{length}});
        case expiry: return to.decay(leadmetrics::expiry{hours{length}});
        case own: return to.decay([length = length](leadmetrics::seconds age) { return 1 / (1 + age.count() / 3600 / length); });
        default: return to.decay(leadmetrics::no_decay{});
        }
    }
};

struct plain_rule {
    int                        kind     = 0;
    double                     points   = 0; // with by_worth, the points for each unit of the activity's worth
    bool                       by_worth = false;
    std::optional<int>         times{}, times_a_day{};
    std::optional<double>      most_points{}, most_points_a_day{};
    std::optional<plain_decay> decay{};
    int                        from = 1; // the first activity that counts

    bool   applies(activity const& a) const { return a.kind == kind; }
    double gives(activity const& a) const { return by_worth ? points * a.worth : points; }
};

struct plain_model {
    std::vector<plain_rule> grouped, others; // the rules of the group, and the other rules, which are numbered after them
    std::optional<double>   group_limit, floor, ceiling, idle_limit;
    plain_decay             decay;
    int                     idle_hours  = 0; // 0: no rule of inactivity
    double                  idle_points = 0;
    bool                    resets      = false; // whether activities of kind 3 reset the score

    std::vector<plain_rule> rules() const
    {
        auto all = grouped;
        all.insert(all.end(), others.begin(), others.end());
        return all;
    }

    auto model() const
    {
        using rule     = leadmetrics::run_time_rule<activity>;
        int        no  = 0;
        auto const one = [&](plain_rule const& r) {
            rule made{"rule " + std::to_string(no++), [r](activity const& a) { return r.applies(a); }, [r](activity const& a) { return r.gives(a); }};
            if (r.times) made = made.at_most(*r.times);
            if (r.times_a_day) made = made.at_most(*r.times_a_day, leadmetrics::days_of<>{});
            if (r.from > 1) made = made.from_time(r.from);
            if (r.most_points) made = made.at_most_points(*r.most_points);
            if (r.most_points_a_day) made = made.at_most_points(*r.most_points_a_day, leadmetrics::days_of<>{});
            if (r.decay) made = r.decay->give(made);
            return made;
        };
        std::vector<rule> in, out;
        for (auto const& r : grouped) in.push_back(one(r));
        for (auto const& r : others) out.push_back(one(r));
        leadmetrics::rule_group group{"group", in};
        if (group_limit) group = group.at_most_points(*group_limit);
        std::function<bool(activity const&)> const closes = [resets = resets](activity const& a) { return resets && a.kind == 3; };
        leadmetrics::reset_rule const              closed{"closed", closes};
        auto                                       made = decay.give(leadmetrics::scoring_model{group, out, closed});
        if (floor) made = made.floor(*floor);
        if (ceiling) made = made.ceiling(*ceiling);
        if (idle_hours != 0) made = made.inactivity({.period = hours{idle_hours}, .points = idle_points, .at_most = idle_limit});
        return made;
    }

    /// Returns whether no rule takes points off, so that a score can only fall as points fade.
    bool only_falls() const
    {
        auto const all = rules();
        return std::all_of(all.begin(), all.end(), [](plain_rule const& r) { return r.points >= 0; });
    }
};

/// The score of one lead, computed from its activities as the definitions say.
class plain_lead {
public:
    plain_lead(plain_model model, std::vector<activity> all) : model_(std::move(model)), rules_(model_.rules())
    {
        for (auto const& a : all)
            if (a.at && *a.at <= books_closed) activities_.push_back(a);
        for (auto const& a : activities_)
            if (model_.resets && a.kind == 3) closed_.push_back(a.at->time_since_epoch().count());
        for (std::size_t r = 0; r != rules_.size(); ++r) {
            std::vector<given> mine;
            for (auto const& a : activities_)
                if (rules_[r].applies(a)) mine.push_back({a.at->time_since_epoch().count(), rules_[r].gives(a), r});
            std::sort(mine.begin(), mine.end(),
                      [](given const& a, given const& b) { return std::tuple{a.at, -a.points} < std::tuple{b.at, -b.points}; });
            std::map<std::pair<std::int64_t, std::int64_t>, int> met_that_day;
            std::map<std::int64_t, int>                          met;
            for (auto const& one : mine) {
                int const n = ++met[life(one.at)], that_day = ++met_that_day[{life(one.at), one.at / 24}];
                if (n >= rules_[r].from && n <= rules_[r].times.value_or(n) && that_day <= rules_[r].times_a_day.value_or(that_day))
                    given_.push_back(one);
            }
        }
        std::sort(given_.begin(), given_.end(),
                  [](given const& a, given const& b) { return std::tuple{a.at, -a.points, a.rule} < std::tuple{b.at, -b.points, b.rule}; });
    }

    bool scored(std::int64_t t) const
    {
        return std::any_of(activities_.begin(), activities_.end(), [&](activity const& a) { return a.at->time_since_epoch().count() <= t; });
    }

    std::size_t given_to() const { return given_.size(); }

    /// Returns how often the score had been reset by t.
    std::int64_t life(std::int64_t t) const
    {
        return std::count_if(closed_.begin(), closed_.end(), [&](std::int64_t at) { return at <= t; });
    }

    /// Returns the sum of one rule's points at t, among the first n points given.
    long double rule_sum(std::size_t rule, std::int64_t t, std::size_t n) const
    {
        auto const&                         r = rules_[rule];
        std::map<std::int64_t, long double> of_days;
        for (std::size_t i = 0; i != n; ++i)
            if (given_[i].rule == rule && given_[i].at <= t && life(given_[i].at) == life(t))
                of_days[given_[i].at / 24] += given_[i].points * (r.decay ? *r.decay : model_.decay)(static_cast<long double>(t - given_[i].at));
        long double sum = 0;
        for (auto const& [day, points] : of_days) sum += within(points, r.most_points_a_day);
        return within(sum, r.most_points);
    }
    static long double within(long double sum, std::optional<double> const& limit)
    {
        return limit ? std::clamp<long double>(sum, -*limit, *limit) : sum;
    }
    long double group_sum(std::int64_t t, std::size_t n) const
    {
        long double sum = 0;
        for (std::size_t r = 0; r != model_.grouped.size(); ++r) sum += rule_sum(r, t, n);
        return model_.group_limit ? std::clamp<long double>(sum, -*model_.group_limit, *model_.group_limit) : sum;
    }

    long double score(std::int64_t t) const
    {
        long double sum = group_sum(t, given_.size());
        for (std::size_t r = model_.grouped.size(); r != rules_.size(); ++r) sum += rule_sum(r, t, given_.size());
        std::optional<std::int64_t> last;
        for (auto const& one : given_)
            if (one.at <= t && one.points != 0 && life(one.at) == life(t)) last = one.at;
        if (model_.idle_hours != 0 && last)
            sum -= std::min<long double>(static_cast<long double>((t - *last) / model_.idle_hours) * model_.idle_points,
                                         model_.idle_limit.value_or(1e300));
        if (model_.floor) sum = std::max<long double>(sum, *model_.floor);
        if (model_.ceiling) sum = std::min<long double>(sum, *model_.ceiling);
        return sum;
    }
    /// Returns whether the lead is ready, with the tolerance that the library has for its own rounding: with points that fade, a score may be below
    /// the threshold by a trillionth for days.
    bool ready(std::int64_t t, double threshold) const { return scored(t) && score(t) >= threshold - 1e-14L * std::abs(threshold); }

    /// Returns the latest activity that raised the score, within the limits.
    std::optional<hourly> raised() const
    {
        std::optional<hourly> last;
        for (std::size_t i = 0; i != given_.size(); ++i) {
            auto const& one      = given_[i];
            bool const  in_group = one.rule < model_.grouped.size();
            if (one.points > 0 && rule_sum(one.rule, one.at, i + 1) > rule_sum(one.rule, one.at, i) + 1e-12L
                && (!in_group || group_sum(one.at, i + 1) > group_sum(one.at, i) + 1e-12L))
                last = hourly{hours{one.at}};
        }
        if (last && life(last->time_since_epoch().count()) != life(books_closed.time_since_epoch().count())) last.reset();
        return last;
    }

private:
    struct given {
        std::int64_t at;
        double       points;
        std::size_t  rule;
    };
    plain_model               model_;
    std::vector<plain_rule>   rules_;
    std::vector<activity>     activities_;
    std::vector<given>        given_;
    std::vector<std::int64_t> closed_; // the instants at which the score was reset
};

/// The activities of each lead.
inline std::map<int, std::vector<activity>> by_lead(std::vector<activity> const& all)
{
    std::map<int, std::vector<activity>> result;
    for (auto const& a : all) result[a.lead_id].push_back(a);
    return result;
}

} // namespace leadmetrics_tests

namespace rc {

template <>
struct Arbitrary<leadmetrics_tests::activity> {
    static Gen<leadmetrics_tests::activity> arbitrary()
    {
        using namespace leadmetrics_tests;
        auto const at = gen::map(gen::inRange(0, 430), [](int hour) { return std::optional{at_hour(hour)}; });
        return gen::build<activity>(
            gen::set(&activity::lead_id, gen::inRange(0, 5)), gen::set(&activity::kind, gen::inRange(0, 4)),
            gen::set(&activity::at, gen::weightedOneOf<std::optional<hourly>>({{30, at}, {1, gen::just(std::optional<hourly>{})}})),
            gen::set(&activity::worth, gen::element(0.0, 0.25, 0.5, 1.0)), gen::set(&activity::product, gen::element<std::string>("crm", "mail")));
    }
};

template <>
struct Arbitrary<leadmetrics_tests::plain_decay> {
    static Gen<leadmetrics_tests::plain_decay> arbitrary()
    {
        using leadmetrics_tests::plain_decay;
        return gen::build<plain_decay>(gen::set(&plain_decay::how, gen::element(plain_decay::none, plain_decay::half_life, plain_decay::half_life,
                                                                                plain_decay::linear, plain_decay::expiry, plain_decay::own)),
                                       gen::set(&plain_decay::length, gen::element(7, 48, 100)));
    }
};

template <>
struct Arbitrary<leadmetrics_tests::plain_rule> {
    static Gen<leadmetrics_tests::plain_rule> arbitrary()
    {
        using namespace leadmetrics_tests;
        auto const at_times = [](auto const&... values) {
            using limit = std::tuple_element_t<0, std::tuple<std::remove_cvref_t<decltype(values)>...>>;
            return gen::weightedOneOf<limit>({{3, gen::just(limit{})}, {1, gen::element(values...)}});
        };
        return gen::build<plain_rule>(
            gen::set(&plain_rule::kind, gen::inRange(0, 3)), gen::set(&plain_rule::points, gen::element(10.0, 5.0, 20.0, 3.0, -7.0, -15.0)),
            gen::set(&plain_rule::by_worth), gen::set(&plain_rule::from, gen::element(1, 1, 1, 2, 3)),
            gen::set(&plain_rule::times, at_times(std::optional{1}, std::optional{3}, std::optional{5})),
            gen::set(&plain_rule::times_a_day, at_times(std::optional{1}, std::optional{2})),
            gen::set(&plain_rule::most_points, at_times(std::optional{12.5})),
            gen::set(&plain_rule::most_points_a_day, at_times(std::optional{4.0}, std::optional{11.0}, std::optional{26.0})),
            gen::set(&plain_rule::decay, gen::weightedOneOf<std::optional<plain_decay>>(
                                             {{2, gen::just(std::optional<plain_decay>{})},
                                              {1, gen::map(gen::arbitrary<plain_decay>(), [](plain_decay d) { return std::optional{d}; })}})));
    }
};

template <>
struct Arbitrary<leadmetrics_tests::plain_model> {
    static Gen<leadmetrics_tests::plain_model> arbitrary()
    {
        using namespace leadmetrics_tests;
        auto const maybe = [](double value) { return gen::element(std::optional<double>{}, std::optional<double>{}, std::optional{value}); };
        return gen::build<plain_model>(gen::set(&plain_model::grouped, gen::resize(3, gen::arbitrary<std::vector<plain_rule>>())),
                                       gen::set(&plain_model::others, gen::resize(3, gen::nonEmpty<std::vector<plain_rule>>())),
                                       gen::set(&plain_model::group_limit, maybe(18)), gen::set(&plain_model::floor, maybe(0)),
                                       gen::set(&plain_model::ceiling, maybe(30)), gen::set(&plain_model::idle_limit, maybe(9)),
                                       gen::set(&plain_model::decay), gen::set(&plain_model::idle_hours, gen::element(0, 0, 24)),
                                       gen::set(&plain_model::idle_points, gen::just(2.0)), gen::set(&plain_model::resets));
    }
};

} // namespace rc

namespace leadmetrics_tests {

inline std::ostream& operator<<(std::ostream& out, plain_decay const& d) { return out << "decay " << d.how << ' ' << d.length; }
inline std::ostream& operator<<(std::ostream& out, plain_rule const& r)
{
    out << "{kind " << r.kind << ", " << r.points << (r.by_worth ? " by worth" : "");
    if (r.from > 1) out << ", from " << r.from;
    if (r.times) out << ", " << *r.times << " times";
    if (r.times_a_day) out << ", " << *r.times_a_day << " times a day";
    if (r.most_points) out << ", at most " << *r.most_points;
    if (r.most_points_a_day) out << ", at most " << *r.most_points_a_day << " a day";
    if (r.decay) out << ", " << *r.decay;
    return out << '}';
}
inline std::ostream& operator<<(std::ostream& out, plain_model const& m)
{
    for (auto const& r : m.grouped) out << "grouped " << r << ' ';
    for (auto const& r : m.others) out << r << ' ';
    if (m.group_limit) out << "group limit " << *m.group_limit << ' ';
    if (m.floor) out << "floor " << *m.floor << ' ';
    if (m.ceiling) out << "ceiling " << *m.ceiling << ' ';
    if (m.idle_hours != 0) out << m.idle_points << " off every " << m.idle_hours << " h, at most " << m.idle_limit.value_or(1e300) << ' ';
    if (m.resets) out << "kind 3 resets ";
    return out << m.decay;
}

} // namespace leadmetrics_tests

#endif
