// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_DETAIL_VENDOR_FIELD_HPP
#define LEADMETRICS_ADAPTER_DETAIL_VENDOR_FIELD_HPP

#include <leadmetrics/core/detail/unsatisfied.hpp>
#include <leadmetrics/core/mapping.hpp>
#include <leadmetrics/version.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// A record whose fields are read by name at run time: a row of a CSV file, an object of JSON. `named(name)` returns the text of a field, or nothing
/// where the record has no such field. The text must live as long as the records do.
template <class Record>
concept named_record = requires(Record const& record, std::string_view name) {
    { record.named(name) } -> std::same_as<std::optional<std::string_view>>;
};

namespace detail {

/// Looks up a vendor's field in a record: as a member or by a mapping (core/mapping.hpp), or else at run time by its name (named_record).
template <class Field>
struct vendor_lookup : field_lookup<Field> {
    template <class Record>
    static constexpr bool typed_in = field_lookup<Field>::template found_in<default_mapping, Record>;
    template <class Record>
    static constexpr bool in = typed_in<Record> || named_record<Record>;

    template <class Record>
    constexpr decltype(auto) operator()(Record const& record) const
    {
        if constexpr (typed_in<Record>) return field_lookup<Field>::operator()(default_mapping{}, record);
        else return record.named(Field::name());
    }
};

/// Several fields of which the first one that is not empty counts. For example, a task is about a lead or about a contact.
template <class... Fields>
struct either {
    std::tuple<Fields...> fields;
    constexpr explicit either(Fields... all) : fields(all...) {}

    template <class Record>
    static constexpr bool in = (Fields::template in<Record> || ...);
    template <class Record>
    static constexpr bool             typed_in = (Fields::template typed_in<Record> || ...);
    static constexpr std::string_view name() noexcept { return std::tuple_element_t<0, std::tuple<Fields...>>::name(); }
};
template <class... Fields>
either(Fields...) -> either<Fields...>;

/// A condition: a record is used only if a field has one of these words. A record type without the field always meets the condition, because its
/// records have been selected already.
template <class Field, std::size_t N>
struct is {
    Field                           field;
    std::array<std::string_view, N> words;
    template <class... Words>
    constexpr explicit is(Field f, Words... all) : field(f), words{all...}
    {
    }
};
template <class Field, class... Words>
is(Field, Words...) -> is<Field, sizeof...(Words)>;

/// The same, where a record that is read by name must say it: one of JSON may lack a field that others have.
template <class Condition>
struct said {
    Condition condition;
    constexpr explicit said(Condition c) : condition(c) {}
};

/// The same, where an organisation may have words of its own beside the vendor's: adapter_settings has those that mean won, and lost.
template <class Field, std::size_t N>
struct is_won : is<Field, N> {
    using is<Field, N>::is;
};
template <class Field, class... Words>
is_won(Field, Words...) -> is_won<Field, sizeof...(Words)>;
template <class Field, std::size_t N>
struct is_lost : is<Field, N> {
    using is<Field, N>::is;
};
template <class Field, class... Words>
is_lost(Field, Words...) -> is_lost<Field, sizeof...(Words)>;

/// A condition: a record is used only if a field says yes: true, 1, yes, in any case. A record type without the field always meets the condition.
template <class Field>
struct yes {
    Field field;
    constexpr explicit yes(Field f) : field(f) {}
};

/// A condition: a record is used only if a field does not say yes.
template <class Field>
struct no {
    Field field;
    constexpr explicit no(Field f) : field(f) {}
};

/// A condition: the first of several conditions whose field the record has decides. A record that says
/// nothing in these fields does not meet it, unless no record has any of them: then all meet it, because they have been selected already.
template <class... Conditions>
struct first_told {
    std::tuple<Conditions...> conditions;
    constexpr explicit first_told(Conditions... all) : conditions(all...) {}
};
template <class... Conditions>
first_told(Conditions...) -> first_told<Conditions...>;

/// A condition: a record is used only if a field is not empty.
template <class Field>
struct has {
    Field field;
    constexpr explicit has(Field f) : field(f) {}
};

/// A field of a wide record that has the date on which one of the vendor's statuses was entered.
template <class Field>
struct entered_at {
    std::string_view status;
    Field            field;
};
template <class Field>
entered_at(std::string_view, Field) -> entered_at<Field>;

template <class Field, class Record>
concept has_field =
    Field::template in<Record>
    || unsatisfied<
        "this record lacks a field that the vendor's have: write a member of that name, or leadmetrics::mapping<record>::its_name = &record::your_name",
        Field, Record>;

/// A list of the fields that a vendor's object must have.
template <class... Fields>
using field_list = std::tuple<std::remove_cv_t<Fields>...>;

struct no_more_fields {
    template <class Record>
    static constexpr bool in = true;
};
template <class All, std::size_t I>
struct field_at {
    using type = no_more_fields;
};
template <class All, std::size_t I>
    requires(I < std::tuple_size_v<All>)
struct field_at<All, I> {
    using type = std::tuple_element_t<I, All>;
};

/// The fields are checked one after another, so that the compiler's message names the field that is missing.
template <class Record, class Required>
concept has_fields = has_field<typename field_at<Required, 0>::type, Record> && has_field<typename field_at<Required, 1>::type, Record>
                     && has_field<typename field_at<Required, 2>::type, Record> && std::tuple_size_v<Required> <= 3;

} // namespace detail

}} // namespace leadmetrics

#endif
