// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_FIELD_HPP
#define LEADMETRICS_CORE_FIELD_HPP

#include <leadmetrics/core/mapping.hpp>

#include <leadmetrics/core/detail/define_field.hpp>

namespace leadmetrics { inline namespace v0_1 {

/// The words of the library that a record's fields answer to. A field is looked up, in this order, in the mapping given at the call,
/// in `mapping<Record>`, and among the record's own members (data or functions without parameters).
namespace field {

LEADMETRICS_DETAIL_FIELD(detail::field_lookup, lead_id); ///< who
LEADMETRICS_DETAIL_FIELD(detail::field_lookup, stage);   ///< the stage that the lead entered
LEADMETRICS_DETAIL_FIELD(detail::field_lookup, at);      ///< when
LEADMETRICS_DETAIL_FIELD(detail::field_lookup, from);    ///< since when
LEADMETRICS_DETAIL_FIELD(detail::field_lookup, to);      ///< until when

LEADMETRICS_DETAIL_FIELD(detail::field_lookup, campaign); ///< what money was spent on, or earned by
LEADMETRICS_DETAIL_FIELD(detail::field_lookup, amount);   ///< so much money
LEADMETRICS_DETAIL_FIELD(detail::field_lookup, currency); ///< of this currency
LEADMETRICS_DETAIL_FIELD(detail::field_lookup, event_id); ///< which one: records with equal ids are one

#undef LEADMETRICS_DETAIL_FIELD

} // namespace field

}} // namespace leadmetrics

#endif
