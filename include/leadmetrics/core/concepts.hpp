// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_CONCEPTS_HPP
#define LEADMETRICS_CORE_CONCEPTS_HPP

#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/detail/unsatisfied.hpp>
#include <leadmetrics/core/field.hpp>
#include <leadmetrics/core/time.hpp>

#include <concepts>
#include <type_traits>

namespace leadmetrics { inline namespace v0_1 {

namespace detail {

template <class Field, class Record, class Mapping>
concept finds = Field::template found_in<Mapping, record_type<Record>>;

template <class Field, class Record, class Mapping>
using field_type = std::remove_cvref_t<decltype(Field{}(std::declval<Mapping const&>(), std::declval<record_type<Record> const&>()))>;

// Each alternative below fails only after the real one has, and says in the compiler's message what to write.
template <class Record, class Mapping>
concept has_lead_id = finds<field::lead_id_t, Record, Mapping>
    || unsatisfied<"this record has no lead_id: write a member lead_id, or leadmetrics::mapping<record>::lead_id = &record::its_name", record_type<Record>>;

template <class Record, class Mapping>
concept has_stage = finds<field::stage_t, Record, Mapping>
    || unsatisfied<"this record has no stage: write a member stage, or leadmetrics::mapping<record>::stage = &record::its_name", record_type<Record>>;

template <class Record, class Mapping>
concept has_at = finds<field::at_t, Record, Mapping>
    || unsatisfied<"this record has no at: write a member at, or leadmetrics::mapping<record>::at = &record::its_name", record_type<Record>>;

template <class Id, class Record>
concept usable_lead_id = lead_identifier<Id>
    || unsatisfied<"lead_id cannot tell leads apart: give its type == and a std::hash, or map lead_id to an integer or a string", Id, Record>;

template <class Time, class Record>
concept usable_instant = instant_field<Time>
    || unsatisfied<"at is no instant: make it a date::sys_time<…> or a std::optional of one, or map at to a function that returns one", Time, Record>;

} // namespace detail

/// A record that says who (`lead_id`), which stage (`stage`) and when (`at`), by its own members, by `mapping<Record>`, or by the
/// mapping given at the call.
template <class Record, class Mapping = own_words>
concept stage_event = detail::has_lead_id<Record, Mapping> && detail::has_stage<Record, Mapping> && detail::has_at<Record, Mapping>
    && detail::usable_lead_id<detail::field_type<field::lead_id_t, Record, Mapping>, detail::record_type<Record>>
    && detail::usable_instant<detail::field_type<field::at_t, Record, Mapping>, detail::record_type<Record>>;

}} // namespace leadmetrics

#endif
