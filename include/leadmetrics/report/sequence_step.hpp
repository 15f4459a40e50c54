// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_SEQUENCE_STEP_HPP
#define LEADMETRICS_REPORT_SEQUENCE_STEP_HPP

// The steps of a sequence, and what must not happen between two of them. Definitions, section 16.

#include <leadmetrics/core/detail/settings_sink.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/detail/event_code.hpp>
#include <leadmetrics/report/detail/sequence_rules.hpp>
#include <leadmetrics/version.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

namespace detail {

inline void check_window(std::string const& setting, timespan const& window)
{
    if (window.negative()) refuse(setting, std::to_string(window.in_seconds().count()) + " s", "give a length of time that is not negative");
}

} // namespace detail

/// One thing that leads do. `lm::step` makes it. The condition is anything that std::invoke can call with the user's record.
template <class Condition>
struct sequence_step {
    std::string             name;
    Condition               condition;
    std::optional<timespan> window{}; ///< the time from the step met before, both ends included; empty: no limit
    bool                    may_be_left_out = false;

    /// The same step, to be met within this time from the step met before. Refused: a negative time.
    [[nodiscard]] sequence_step within(timespan const& time) const
    {
        detail::check_window("within of step " + name, time);
        auto same   = *this;
        same.window = time;
        return same;
    }
    /// The same step, which leads may leave out.
    [[nodiscard]] sequence_step optional() const
    {
        auto same            = *this;
        same.may_be_left_out = true;
        return same;
    }

    template <class Sink>
    void describe(Sink& to) const
    {
        to.text(name);
        to.word(" ");
        detail::describe_value(to, condition);
        to.word(may_be_left_out ? ", optional, within " : ", within ");
        detail::describe_value(to, window);
    }
};

/// A step of a sequence: `lm::step("visit", is_visit)`, `lm::step("pricing page", is_pricing).within(days{7}).optional()`.
template <class Condition>
[[nodiscard]] sequence_step<Condition> step(std::string name, Condition condition)
{
    return {std::move(name), std::move(condition)};
}

/// Steps whose conditions have types of their own. `lm::steps(step, step, …)` makes it.
template <class... Conditions>
struct sequence_steps {
    std::tuple<sequence_step<Conditions>...> all;
};
template <class... Conditions>
[[nodiscard]] sequence_steps<Conditions...> steps(sequence_step<Conditions>... all)
{
    return {{std::move(all)...}};
}

/// An activity that meets the condition ends an attempt between two steps, which are numbered from 1. `sequence::excluding` adds it.
template <class Condition>
struct sequence_exclusion {
    Condition   condition;
    std::size_t from = 0, to = 0;

    template <class Sink>
    void describe(Sink& to_sink) const
    {
        detail::describe_value(to_sink, condition);
        to_sink.word(" not between ");
        to_sink.number(static_cast<std::int64_t>(from));
        to_sink.word(" and ");
        to_sink.number(static_cast<std::int64_t>(to));
    }
};
/// Exclusions. Those whose conditions have one type, such as a std::function, share a vector, so that any number of them is one type.
template <class... Conditions>
struct sequence_exclusions {
    std::tuple<std::vector<sequence_exclusion<Conditions>>...> all;

    template <class Condition>
    [[nodiscard]] auto with(sequence_exclusion<Condition> more) const
    {
        if constexpr ((std::is_same_v<Condition, Conditions> || ...)) {
            auto result = *this;
            std::get<std::vector<sequence_exclusion<Condition>>>(result.all).push_back(std::move(more));
            return result;
        } else {
            return sequence_exclusions<Conditions..., Condition>{std::tuple_cat(all, std::tuple{std::vector{std::move(more)}})};
        }
    }
};

namespace detail {

template <class Condition, class Visit>
void each_step(std::vector<sequence_step<Condition>> const& all, Visit const& visit)
{
    for (auto const& one : all) visit(one);
}
template <class... Conditions, class Visit>
void each_step(sequence_steps<Conditions...> const& all, Visit const& visit)
{
    std::apply([&](auto const&... one) { (visit(one), ...); }, all.all);
}

/// The steps of a sequence and its exclusions: what an activity is to them.
template <class Steps, class Exclusions>
class sequence_conditions {
public:
    sequence_conditions(Steps steps, Exclusions exclusions) : steps_(std::move(steps)), exclusions_(std::move(exclusions))
    {
        each_step(steps_, [&](auto const& one) {
            names_.push_back(one.name);
            windows_.push_back(one.window);
            optional_.push_back(one.may_be_left_out);
        });
        each_exclusion([&](auto const& one) { between_.push_back({one.from - 1, one.to - 1}); });
    }

    void check() const
    {
        if (size() == 0) refuse("sequence.steps", "none", "give at least one step: lm::step(name, condition)");
        if (size() > most_sequence_steps) refuse("sequence.steps", std::to_string(size()) + " of them", "give at most 32");
        if (between_.size() > most_sequence_steps) refuse("sequence.excluding", std::to_string(between_.size()) + " of them", "give at most 32");
        if (optional_.front()) refuse("sequence.steps", names_.front(), "the first step cannot be optional: leave it out");
        if (optional_.back()) refuse("sequence.steps", names_.back(), "the last step cannot be optional: leave it out");
        each_exclusion([&](auto const& one) {
            if (one.from < 1 || one.from >= one.to || one.to > size())
                refuse("sequence.excluding", std::to_string(one.from) + ", " + std::to_string(one.to),
                       "name two steps, the earlier one first, by their numbers from 1 to " + std::to_string(size()));
        });
    }

    [[nodiscard]] Steps const&       steps() const noexcept { return steps_; }
    [[nodiscard]] Exclusions const&  exclusions() const noexcept { return exclusions_; }
    [[nodiscard]] std::size_t        size() const noexcept { return names_.size(); }
    [[nodiscard]] std::string const& name(std::size_t step) const noexcept { return names_[step]; }
    [[nodiscard]] bool               is_optional(std::size_t step) const noexcept { return optional_[step]; }

    /// What a record is to the sequence; its instant is left open.
    template <class Record>
    [[nodiscard]] sequence_mark mark(Record const& record) const
    {
        sequence_mark result{0, 0, 0};
        std::size_t   i = 0;
        each_step(steps_, [&](auto const& one) {
            if (std::invoke(one.condition, record)) result.steps |= one_step(i);
            ++i;
        });
        i = 0;
        each_exclusion([&](auto const& one) {
            if (std::invoke(one.condition, record)) result.excludes |= one_step(i);
            ++i;
        });
        return result;
    }

    /// The same in 24 bits, for ledgers to keep with an activity: which steps and exclusions it meets, behind a bit that is always set. Where there
    /// are too many of them, nothing is known.
    template <class Record>
    [[nodiscard]] event_code code_of(Record const& record) const
    {
        if (!fits_code()) return unread_code;
        sequence_mark const one = mark(record);
        return 1 | (one.steps | one.excludes << size()) << 1;
    }
    template <class Activity>
    [[nodiscard]] sequence_mark mark_of(Activity const& activity) const
    {
        event_code const code = activity.code();
        sequence_mark    result{0, 0, 0};
        if (code == unread_code) result = mark(activity.record());
        else {
            step_set const all = code >> 1;
            result             = {0, all & ((one_step(size() - 1) << 1) - 1), all >> size()};
        }
        result.at = activity.at();
        return result;
    }

    /// The rules in ticks of a ledger.
    template <class Duration>
    [[nodiscard]] sequence_rules rules(std::optional<instant> const& as_of, std::optional<timespan> const& window, bool strict) const
    {
        using period = typename Duration::period;
        sequence_rules result;
        result.steps  = size();
        result.strict = strict;
        // Instants are whole ticks, so comparing with limits that are rounded down gives the same result.
        if (window) {
            result.window     = window->floor_count<period>();
            result.open_after = (*as_of - *window).template floor_count<period>();
        }
        for (std::size_t i = 0; i != size(); ++i) {
            if (optional_[i]) result.optional |= one_step(i);
            if (windows_[i]) result.of[i] = {windows_[i]->template floor_count<period>(), (*as_of - *windows_[i]).template floor_count<period>()};
            else result.of[i] = {sequence_rules::no_limit, INT64_MIN};
        }
        result.exclusions = between_;
        return result;
    }

    template <class Sink>
    void describe(Sink& to) const
    {
        bool       first = true;
        auto const one   = [&](auto const& what) {
            if (!first) to.between();
            first = false;
            what.describe(to);
        };
        each_step(steps_, one);
        each_exclusion(one);
    }

private:
    [[nodiscard]] bool fits_code() const noexcept { return names_.size() + between_.size() <= event_code_bits - 2; }

    template <class Visit>
    void each_exclusion(Visit const& visit) const
    {
        auto const each = [&](auto const& some) {
            for (auto const& one : some) visit(one);
        };
        std::apply([&](auto const&... some) { (each(some), ...); }, exclusions_.all);
    }

    Steps                                  steps_;
    Exclusions                             exclusions_;
    std::vector<std::string>               names_;
    std::vector<std::optional<timespan>>   windows_;
    std::vector<bool>                      optional_;
    std::vector<sequence_rules::exclusion> between_;
};

/// Which of several records of one `event_id` at one instant is used: the one that meets the latest step.
template <class Conditions>
struct worth_in_sequence {
    Conditions const& conditions;

    template <class Record>
    double operator()(Record const& record) const
    {
        return static_cast<double>(conditions.mark(record).steps);
    }
};
template <class Conditions>
worth_in_sequence(Conditions const&) -> worth_in_sequence<Conditions>;

} // namespace detail

}} // namespace leadmetrics

#endif
