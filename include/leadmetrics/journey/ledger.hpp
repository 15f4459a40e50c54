// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_LEDGER_HPP
#define LEADMETRICS_JOURNEY_LEDGER_HPP

#include <leadmetrics/journey/detail/keyed_element.hpp>
#include <leadmetrics/version.hpp>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// All activities of one lead: the interface that all kinds of ledger share. A kind of ledger derives from this class and supplies
///
///     events()              one for each activity, by instant, those that cannot be used last
///     each_activity(visit)  calls visit(activity) for each, in any order; see detail/activity.hpp
///     record(i)             the user's record behind an event
///     mapping()             the mapping by which the records are read
///     lead_id()
///     repeated()            whether the lead appeared before, in records that should have one run per lead
template <class Kind, class Duration>
class ledger_interface : public detail::keyed_element<Kind, Duration> {};

/// A ledger of any kind; scores are made from ledgers.
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
