// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_LEDGER_HPP
#define LEADMETRICS_JOURNEY_LEDGER_HPP

#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/field.hpp>
#include <leadmetrics/core/mapping.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/detail/recorded.hpp>
#include <leadmetrics/journey/event.hpp>

#include <cstddef>
#include <cstdint>

namespace leadmetrics { inline namespace v0_1 {

/// All that one lead did: what every kind of ledger shares. A kind derives from it and supplies
///
///     events()            one for each activity, by instant, those that cannot be used last
///     each_event(visit)   the same, in any order
///     record(i)           the user's record behind an event
///     mapping()           the words that the records are read by
///     lead_id()
///     repeated()          whether the lead turned up before, in records said to be one run per lead
template <class Kind, class Duration>
class ledger_interface : public detail::recorded<Kind, Duration> {
};

/// A ledger of any kind: what scores are made from.
template <class L>
concept ledger = requires(L const& one) {
    typename L::duration;
    one.lead_id();
    one.mapping();
    one.events();
    one.repeated();
};

namespace detail {

/// An activity of which nothing is known but when it was: what it is worth is up to a model.
struct unread {
    template <class Record>
    constexpr event_code operator()(Record const&) const noexcept
    {
        return 0;
    }
};

template <class Records, class Code>
constexpr event activity_event(Records const& records, std::size_t i, Code const& code)
{
    auto&&      wrapped = records[i];
    auto const& one     = unwrap(wrapped);
    auto&&      at      = field::at(records.mapping(), one);
    using traits        = time_point_traits<std::remove_cvref_t<decltype(at)>>;
    if (is_missing(field::lead_id(records.mapping(), one))) [[unlikely]] return event::make(INT64_MAX, missing_lead_code, i);
    if (!traits::present(at)) [[unlikely]] return event::make(INT64_MAX, missing_time_code, i);
    return event::make(traits::count(at), code(one), i);
}

} // namespace detail

}} // namespace leadmetrics

#endif
