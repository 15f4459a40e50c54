// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_FIELD_HPP
#define LEADMETRICS_CORE_FIELD_HPP

#include <leadmetrics/core/mapping.hpp>

namespace leadmetrics { inline namespace v0_1 {

/// The words of the library that a record's fields answer to. A field is looked up, in this order, in the mapping given at the call,
/// in `mapping<Record>`, and among the record's own members (data or functions without parameters).
namespace field {

// One type a word. The word itself has to be spelled as a member name three times, which only the preprocessor can do once.
#define LEADMETRICS_DETAIL_FIELD(word)                                                                                                \
    struct word##_t : detail::field_lookup<word##_t> {                                                                                \
        template <class Mapping>                                                                                                      \
        static constexpr auto entry(Mapping const& mapping) -> decltype((mapping.word))                                               \
        {                                                                                                                             \
            return mapping.word;                                                                                                      \
        }                                                                                                                             \
        template <class Record>                                                                                                       \
        static constexpr auto data(Record const& record) -> decltype((record.word))                                                   \
        {                                                                                                                             \
            return record.word;                                                                                                       \
        }                                                                                                                             \
        template <class Record>                                                                                                       \
        static constexpr auto call(Record const& record) -> decltype(record.word())                                                   \
        {                                                                                                                             \
            return record.word();                                                                                                     \
        }                                                                                                                             \
    };                                                                                                                                \
    inline constexpr word##_t word {}

LEADMETRICS_DETAIL_FIELD(lead_id); ///< who
LEADMETRICS_DETAIL_FIELD(stage);   ///< the stage that the lead entered
LEADMETRICS_DETAIL_FIELD(at);      ///< when
LEADMETRICS_DETAIL_FIELD(from);    ///< since when
LEADMETRICS_DETAIL_FIELD(to);      ///< until when

LEADMETRICS_DETAIL_FIELD(campaign); ///< what money was spent on, or earned by
LEADMETRICS_DETAIL_FIELD(amount);   ///< so much money
LEADMETRICS_DETAIL_FIELD(currency); ///< of this currency
LEADMETRICS_DETAIL_FIELD(event_id); ///< which one: records with equal ids are one

#undef LEADMETRICS_DETAIL_FIELD

} // namespace field

}} // namespace leadmetrics

#endif
