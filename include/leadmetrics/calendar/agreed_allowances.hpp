// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CALENDAR_AGREED_ALLOWANCES_HPP
#define LEADMETRICS_CALENDAR_AGREED_ALLOWANCES_HPP

#include <leadmetrics/calendar/allowance.hpp>
#include <leadmetrics/calendar/elapsed_time.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/detail/settings_sink.hpp>
#include <leadmetrics/version.hpp>

#include <functional>
#include <map>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// An agreed allowance, and the clock that measures it.
template <service_clock Clock>
struct agreed_allowance {
    leadmetrics::allowance allowance;
    Clock                  clock;

    /// Writes the allowance and its clock into a settings sink such as detail::settings_text.
    template <class Sink>
    void describe(Sink& to) const
    {
        allowance.describe(to);
        to.word(" on ");
        detail::describe_value(to, clock);
    }
};

/// Allowances and clocks that depend on a key of the lead, for example its priority, its source, or its owner's office. Leads with a key for which
/// nothing was agreed have the allowance of the metric's settings, on the clock `otherwise`; where there is none, they have no state and are counted.
/// Made by `lm::agreed_by`.
template <class Projection, class Key, service_clock Clock>
struct agreed_allowances {
    Projection                                          projection;
    Clock                                               otherwise;
    std::map<Key, agreed_allowance<Clock>, std::less<>> agreed{};

    /// Writes the allowances into a settings sink such as detail::settings_text.
    template <class Sink>
    void describe(Sink& to) const
    {
        detail::describe_value(to, projection);
        to.word(", ");
        detail::describe_value(to, agreed);
        to.word(", otherwise on ");
        detail::describe_value(to, otherwise);
    }

    /// Returns a copy in which leads with this key have this allowance, on the clock `otherwise` or on the clock given.
    template <class K>
    [[nodiscard]] agreed_allowances with(K const& key, allowance agreed_time) const
    {
        return with(key, agreed_time, otherwise);
    }
    template <class K>
    [[nodiscard]] agreed_allowances with(K const& key, allowance agreed_time, Clock clock) const
    {
        agreed_allowances result = *this;
        result.agreed.insert_or_assign(Key(detail::keep(key)), agreed_allowance<Clock>{agreed_time, std::move(clock)});
        return result;
    }
};

/// The result of `lm::agreed_by` before the first call of `with`, while the type of the keys is not known.
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
    /// Called as `lm::agreed_by(&change::priority, office).with("high", 1h).with("low", 16h)`. The key is anything that std::invoke can call with
    /// the user's record; it is that of the lead's earliest record, or, with `lm::latest(&change::priority)`, that of its latest record with a value
    /// at or before the response. Without a clock, allowances are measured in elapsed time.
    template <class Projection, service_clock Clock = elapsed_time>
    [[nodiscard]] auto operator()(Projection projection, Clock otherwise = {}) const
    {
        return no_agreed_allowances<Projection, Clock>{std::move(projection), std::move(otherwise)};
    }
};
inline constexpr agreed_by_fn agreed_by{};

}} // namespace leadmetrics

#endif
