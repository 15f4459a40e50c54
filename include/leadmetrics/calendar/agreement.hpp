// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CALENDAR_AGREEMENT_HPP
#define LEADMETRICS_CALENDAR_AGREEMENT_HPP

#include <leadmetrics/calendar/elapsed_time.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/time.hpp>

#include <functional>
#include <map>
#include <utility>

namespace leadmetrics { inline namespace v0_1 {

/// So much time, on this clock.
template <service_clock Clock>
struct agreement {
    timespan allowance;
    Clock    clock;
};

/// Allowances and clocks that differ by a key of the lead: its priority, its source, its owner's office. Leads with another key have the
/// allowance of the settings, on the clock `otherwise`. Made by `lm::agreed_by`.
template <class Projection, class Key, service_clock Clock>
struct agreements {
    Projection                                   projection;
    Clock                                        otherwise;
    std::map<Key, agreement<Clock>, std::less<>> agreed{};

    /// The same with so much time for leads with this key, on the clock `otherwise` or on one of their own.
    template <class K>
    [[nodiscard]] agreements with(K const& key, timespan allowance) const
    {
        return with(key, allowance, otherwise);
    }
    template <class K>
    [[nodiscard]] agreements with(K const& key, timespan allowance, Clock clock) const
    {
        agreements result = *this;
        result.agreed.insert_or_assign(Key(detail::keep(key)), agreement<Clock>{allowance, std::move(clock)});
        return result;
    }
};

/// Before the first `with`: the type of the keys is not known yet.
template <class Projection, service_clock Clock>
struct no_agreements {
    Projection projection;
    Clock      otherwise;

    template <class K, class... More>
    [[nodiscard]] auto with(K const& key, More... more) const
    {
        return agreements<Projection, detail::kept<K>, Clock>{projection, otherwise}.with(key, std::move(more)...);
    }
};

struct agreed_by_fn {
    /// `lm::agreed_by(&change::priority, office).with("high", 1h).with("low", 16h)`: a key is anything std::invoke takes with the user's
    /// record. Without a clock, allowances run on elapsed time.
    template <class Projection, service_clock Clock = elapsed_time>
    [[nodiscard]] auto operator()(Projection projection, Clock otherwise = {}) const
    {
        return no_agreements<Projection, Clock>{std::move(projection), std::move(otherwise)};
    }
};
inline constexpr agreed_by_fn agreed_by{};

}} // namespace leadmetrics

#endif
