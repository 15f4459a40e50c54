// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_FIELD_HPP
#define LEADMETRICS_CORE_FIELD_HPP

#include <leadmetrics/core/mapping.hpp>

#include <leadmetrics/core/detail/define_field.hpp>
#include <leadmetrics/version.hpp>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// The names by which the library looks up the fields of a record. A field is looked up, in this order, in the mapping given at the call,
/// in `mapping<Record>`, and among the record's own members (data members, or member functions without parameters).
namespace field {

LEADMETRICS_DETAIL_FIELD(detail::field_lookup, lead_id); ///< the lead that the record belongs to
LEADMETRICS_DETAIL_FIELD(detail::field_lookup, stage);   ///< the stage that the lead entered
LEADMETRICS_DETAIL_FIELD(detail::field_lookup, at);      ///< the instant at which the recorded event happened
LEADMETRICS_DETAIL_FIELD(detail::field_lookup, from);    ///< the instant at which the recorded stretch of time (a pause) begins
LEADMETRICS_DETAIL_FIELD(detail::field_lookup, to);      ///< the instant at which the recorded stretch of time ends; not part of the stretch

LEADMETRICS_DETAIL_FIELD(detail::field_lookup, campaign); ///< the campaign that the record belongs to
LEADMETRICS_DETAIL_FIELD(detail::field_lookup, amount);   ///< an amount of money
LEADMETRICS_DETAIL_FIELD(detail::field_lookup, currency); ///< the currency of the amount
LEADMETRICS_DETAIL_FIELD(detail::field_lookup, event_id); ///< the record's own id: records with equal ids count once

#undef LEADMETRICS_DETAIL_FIELD

} // namespace field

}} // namespace leadmetrics

#endif
