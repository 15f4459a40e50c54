// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_CONCEPTS_HPP
#define LEADMETRICS_CORE_CONCEPTS_HPP

#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/detail/unsatisfied.hpp>
#include <leadmetrics/core/field.hpp>
#include <leadmetrics/core/money.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/version.hpp>

#include <concepts>
#include <type_traits>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

namespace detail {

template <class Field, class Record, class Mapping>
concept finds = Field::template found_in<Mapping, record_type<Record>>;

template <class Field, class Record, class Mapping>
using field_type = std::remove_cvref_t<decltype(Field{}(std::declval<Mapping const&>(), std::declval<record_type<Record> const&>()))>;

// Each `unsatisfied` alternative below is always false. It only puts into the compiler's message what the user has to write.
template <class Record, class Mapping>
concept has_lead_id =
    finds<field::lead_id_t, Record, Mapping>
    || unsatisfied<"this record has no lead_id: write a member lead_id, or leadmetrics::mapping<record>::lead_id = &record::its_name",
                   record_type<Record>>;

template <class Record, class Mapping>
concept has_stage =
    finds<field::stage_t, Record, Mapping>
    || unsatisfied<"this record has no stage: write a member stage, or leadmetrics::mapping<record>::stage = &record::its_name", record_type<Record>>;

template <class Record, class Mapping>
concept has_at =
    finds<field::at_t, Record, Mapping>
    || unsatisfied<"this record has no at: write a member at, or leadmetrics::mapping<record>::at = &record::its_name", record_type<Record>>;

template <class Record, class Mapping>
concept has_from =
    finds<field::from_t, Record, Mapping>
    || unsatisfied<"this record has no from: write a member from, or leadmetrics::mapping<record>::from = &record::its_name", record_type<Record>>;

template <class Record, class Mapping>
concept has_to =
    finds<field::to_t, Record, Mapping>
    || unsatisfied<"this record has no to: write a member to, or leadmetrics::mapping<record>::to = &record::its_name", record_type<Record>>;

template <class Record, class Mapping>
concept has_campaign =
    finds<field::campaign_t, Record, Mapping>
    || unsatisfied<"this record has no campaign: write a member campaign, or leadmetrics::mapping<record>::campaign = &record::its_name",
                   record_type<Record>>;

template <class Record, class Mapping>
concept has_amount = finds<field::amount_t, Record, Mapping>
                     || unsatisfied<"this record has no amount: write a member amount, or leadmetrics::mapping<record>::amount = &record::its_name",
                                    record_type<Record>>;

template <class Record, class Mapping>
concept has_currency =
    finds<field::currency_t, Record, Mapping>
    || unsatisfied<"this record has no currency: write a member currency, or leadmetrics::mapping<record>::currency = &record::its_name",
                   record_type<Record>>;

template <class Id, class Record>
concept usable_lead_id =
    lead_identifier<Id>
    || unsatisfied<"lead_id cannot tell leads apart: give its type == and a std::hash, or map lead_id to an integer or a string", Id, Record>;

template <class Time, class Record>
concept usable_instant =
    instant_field<Time>
    || unsatisfied<"at is no instant: make it a date::sys_time<…> or a std::optional of one, or map at to a function that returns one", Time, Record>;

template <class Campaign, class Record>
concept usable_campaign =
    (lead_identifier<plain_id_type<Campaign>> && requires(plain_id_type<Campaign> const& a) {
        { a < a } -> std::convertible_to<bool>;
    }) || unsatisfied<"campaign cannot be told apart and put in order: give its type == < and a std::hash, or map campaign to an integer or a string", Campaign, Record>;

template <class From, class To, class Record>
concept usable_stretch = (instant_field<From> && instant_field<To>)
                         || unsatisfied<"from and to are no instants: make each a date::sys_time<…> or a std::optional of one", From, To, Record>;

template <class Amount, class Record>
concept usable_amount =
    money<plain_id_type<Amount>>
    || unsatisfied<"amount is no money: make it a number, or give its type + - < == and a conversion to long double", Amount, Record>;

} // namespace detail

/// A record of a lead's entry into a stage: the lead (`lead_id`), the stage (`stage`) and the instant (`at`). The fields come from the record's
/// own members, from `mapping<Record>`, or from the mapping given at the call.
template <class Record, class Mapping = default_mapping>
concept stage_event = detail::has_lead_id<Record, Mapping> && detail::has_stage<Record, Mapping> && detail::has_at<Record, Mapping>
                      && detail::usable_lead_id<detail::field_type<field::lead_id_t, Record, Mapping>, detail::record_type<Record>>
                      && detail::usable_instant<detail::field_type<field::at_t, Record, Mapping>, detail::record_type<Record>>;

/// A record of something that a lead, or someone who deals with the lead, did at an instant (`lead_id`, `at`).
template <class Record, class Mapping = default_mapping>
concept activity = detail::has_lead_id<Record, Mapping> && detail::has_at<Record, Mapping>
                   && detail::usable_lead_id<detail::field_type<field::lead_id_t, Record, Mapping>, detail::record_type<Record>>
                   && detail::usable_instant<detail::field_type<field::at_t, Record, Mapping>, detail::record_type<Record>>;

/// A record of a time during which a lead's clock is paused (`lead_id`, `from`, `to`).
template <class Record, class Mapping = default_mapping>
concept pause = detail::has_lead_id<Record, Mapping> && detail::has_from<Record, Mapping> && detail::has_to<Record, Mapping>
                && detail::usable_lead_id<detail::field_type<field::lead_id_t, Record, Mapping>, detail::record_type<Record>>
                && detail::usable_stretch<detail::field_type<field::from_t, Record, Mapping>, detail::field_type<field::to_t, Record, Mapping>,
                                          detail::record_type<Record>>;

/// A record of money that was spent on a campaign or earned by it (`campaign`, `at`, `amount`, and optionally `event_id`).
template <class Record, class Mapping = default_mapping>
concept cash_record = detail::has_campaign<Record, Mapping> && detail::has_at<Record, Mapping> && detail::has_amount<Record, Mapping>
                      && detail::usable_instant<detail::field_type<field::at_t, Record, Mapping>, detail::record_type<Record>>
                      && detail::usable_amount<detail::field_type<field::amount_t, Record, Mapping>, detail::record_type<Record>>;

/// A record of a contact between a lead and a campaign (`lead_id`, `campaign`, `at`).
template <class Record, class Mapping = default_mapping>
concept touch = detail::has_lead_id<Record, Mapping> && detail::has_campaign<Record, Mapping> && detail::has_at<Record, Mapping>
                && detail::usable_lead_id<detail::field_type<field::lead_id_t, Record, Mapping>, detail::record_type<Record>>
                && detail::usable_campaign<detail::field_type<field::campaign_t, Record, Mapping>, detail::record_type<Record>>
                && detail::usable_instant<detail::field_type<field::at_t, Record, Mapping>, detail::record_type<Record>>;

/// A record of a deal that was won, or of a refund (`lead_id`, `at`, `amount`, and optionally `event_id`).
template <class Record, class Mapping = default_mapping>
concept won_deal = detail::has_lead_id<Record, Mapping> && detail::has_at<Record, Mapping> && detail::has_amount<Record, Mapping>
                   && detail::usable_lead_id<detail::field_type<field::lead_id_t, Record, Mapping>, detail::record_type<Record>>
                   && detail::usable_instant<detail::field_type<field::at_t, Record, Mapping>, detail::record_type<Record>>
                   && detail::usable_amount<detail::field_type<field::amount_t, Record, Mapping>, detail::record_type<Record>>;

}} // namespace leadmetrics

#endif
