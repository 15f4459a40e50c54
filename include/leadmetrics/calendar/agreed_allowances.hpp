// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CALENDAR_AGREED_ALLOWANCES_HPP
#define LEADMETRICS_CALENDAR_AGREED_ALLOWANCES_HPP

#include <leadmetrics/calendar/elapsed_time.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/detail/settings_sink.hpp>
#include <leadmetrics/core/time.hpp>

#include <functional>
#include <map>
#include <utility>

namespace leadmetrics { inline namespace v0_1 {

/// So much time, on this clock.
template <service_clock Clock>
struct agreed_allowance {
    timespan allowance;
    Clock    clock;

    /// Writes it into a detail::settings_text or its like.
    template <class Sink>
    void describe(Sink& to) const
    {
        allowance.describe(to);
        to.word(" on ");
        detail::describe_value(to, clock);
    }
};

/// Allowances and clocks that differ by a key of the lead: its priority, its source, its owner's office. Leads with another key have the
/// allowance of the settings, on the clock `otherwise`. Made by `lm::agreed_by`.
template <class Projection, class Key, service_clock Clock>
struct agreed_allowances {
    Projection                                          projection;
    Clock                                               otherwise;
    std::map<Key, agreed_allowance<Clock>, std::less<>> agreed{};

    /// Writes them into a detail::settings_text or its like.
    template <class Sink>
    void describe(Sink& to) const
    {
        detail::describe_value(to, projection);
        to.word(", ");
        detail::describe_value(to, agreed);
        to.word(", otherwise on ");
        detail::describe_value(to, otherwise);
    }

    /// The same with so much time for leads with this key, on the clock `otherwise` or on one of their own.
    template <class K>
    [[nodiscard]] agreed_allowances with(K const& key, timespan allowance) const
    {
        return with(key, allowance, otherwise);
    }
    template <class K>
    [[nodiscard]] agreed_allowances with(K const& key, timespan allowance, Clock clock) const
    {
        agreed_allowances result = *this;
        result.agreed.insert_or_assign(Key(detail::keep(key)), agreed_allowance<Clock>{allowance, std::move(clock)});
        return result;
    }
};

/// Before the first `with`: the type of the keys is not known yet.
template <class Projection, service_clock Clock>
struct no_agreed_allowances {
    Projection projection;
    Clock      otherwise;

    template <class K, class... More>
    [[nodiscard]] auto with(K const& key, More... more) const
    {
        return agreed_allowances<Projection, detail::kept<K>, Clock>{projection, otherwise}.with(key, std::move(more)...);
    }
};

struct agreed_by_fn {
    /// `lm::agreed_by(&change::priority, office).with("high", 1h).with("low", 16h)`: a key is anything std::invoke takes with the user's
    /// record. Without a clock, allowances run on elapsed time.
    template <class Projection, service_clock Clock = elapsed_time>
    [[nodiscard]] auto operator()(Projection projection, Clock otherwise = {}) const
    {
        return no_agreed_allowances<Projection, Clock>{std::move(projection), std::move(otherwise)};
    }
};
inline constexpr agreed_by_fn agreed_by{};

}} // namespace leadmetrics

#endif
