// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_LEDGER_HPP
#define LEADMETRICS_JOURNEY_LEDGER_HPP

#include <leadmetrics/journey/detail/keyed_element.hpp>

namespace leadmetrics { inline namespace v0_1 {

/// All that one lead did: what every kind of ledger shares. A kind derives from it and supplies
///
///     events()              one for each activity, by instant, those that cannot be used last
///     each_activity(visit)  the activities themselves, in any order; see detail/activity.hpp
///     record(i)             the user's record behind an event
///     mapping()             the words that the records are read by
///     lead_id()
///     repeated()            whether the lead turned up before, in records said to be one run per lead
template <class Kind, class Duration>
class ledger_interface : public detail::keyed_element<Kind, Duration> {};

/// A ledger of any kind: what scores are made from.
template <class L>
concept ledger = requires(L const& one) {
    typename L::duration;
    one.lead_id();
    one.mapping();
    one.events();
    one.repeated();
};

}} // namespace leadmetrics

#endif
