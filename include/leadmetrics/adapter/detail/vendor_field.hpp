// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_DETAIL_VENDOR_FIELD_HPP
#define LEADMETRICS_ADAPTER_DETAIL_VENDOR_FIELD_HPP

#include <leadmetrics/core/detail/unsatisfied.hpp>
#include <leadmetrics/core/mapping.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace leadmetrics { inline namespace v0_1 {

/// A record without types of its own, which is asked for its fields by name: a row of a CSV file, an object of JSON. The text must live as
/// long as the records do; empty where the record has no such field.
template <class Record>
concept named_record = requires(Record const& record, std::string_view name) {
    { record.named(name) } -> std::same_as<std::optional<std::string_view>>;
};

namespace detail {

/// How a vendor's field is found in a record: as one of the library's own words (core/mapping.hpp), or else by its name.
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

/// The first of several fields that says something: who a task is about, a lead or a contact.
template <class... Fields>
struct either {
    std::tuple<Fields...> fields;
    constexpr explicit either(Fields... all) : fields(all...) {}

    template <class Record>
    static constexpr bool             in = (Fields::template in<Record> || ...);
    static constexpr std::string_view name() noexcept { return std::tuple_element_t<0, std::tuple<Fields...>>::name(); }
};
template <class... Fields>
either(Fields...) -> either<Fields...>;

/// A record counts where a field says one of these words. A record without the field has been selected already.
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

/// A record counts where a field says anything.
template <class Field>
struct has {
    Field field;
    constexpr explicit has(Field f) : field(f) {}
};

/// A date of its own for one of the vendor's words: how wide records tell of stages.
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

/// The fields without which a vendor's object says nothing.
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

/// One after another, so that a message names the field that is not there.
template <class Record, class Required>
concept has_fields = has_field<typename field_at<Required, 0>::type, Record> && has_field<typename field_at<Required, 1>::type, Record>
                     && has_field<typename field_at<Required, 2>::type, Record> && std::tuple_size_v<Required> <= 3;

} // namespace detail

}} // namespace leadmetrics

#endif
