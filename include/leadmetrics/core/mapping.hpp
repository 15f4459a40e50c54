// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_MAPPING_HPP
#define LEADMETRICS_CORE_MAPPING_HPP

#include <leadmetrics/version.hpp>

#include <functional>
#include <type_traits>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// Maps the library's names of fields to a record's own members. Specialise it for a record whose members have other names. An entry is
/// anything that std::invoke can call with the record: a pointer to a data member, a pointer to a member function, or a function.
///
///     template <> struct leadmetrics::mapping<LeadHistory> {
///         static constexpr auto lead_id = &LeadHistory::LeadId;
///         static constexpr auto stage   = &LeadHistory::NewValue;
///         static constexpr auto at      = &LeadHistory::CreatedDate;
///     };
///
/// A record type that needs a second mapping gets it as an argument at the call: any object with members of these names.
template <class Record>
struct mapping {};

/// The mapping of a call that names none.
struct default_mapping {};

namespace detail {

template <class T>
concept is_reference_wrapper = requires(T const& record) {
    typename T::type;
    record.get();
    requires std::is_same_v<T, std::reference_wrapper<typename T::type>>;
};
template <class T>
concept is_pointer_like = std::is_pointer_v<T> || requires(T const& record) {
    typename T::element_type;
    record.get();
    *record;
};

/// Returns the record behind a std::reference_wrapper, a pointer or a smart pointer; returns any other record unchanged.
template <class T>
constexpr decltype(auto) unwrap(T const& record) noexcept
{
    if constexpr (is_reference_wrapper<T>) return unwrap(record.get());
    else if constexpr (is_pointer_like<T>) return unwrap(*record);
    else return static_cast<T const&>(record);
}
/// Of a record that a range has made on access, returns the record itself, which a reference would outlive.
template <class T>
    requires(!std::is_lvalue_reference_v<T>)
constexpr decltype(auto) unwrap(T&& record)
{
    using wrapped = std::remove_cv_t<T>;
    if constexpr (is_reference_wrapper<wrapped> || is_pointer_like<wrapped>) return unwrap(static_cast<wrapped const&>(record));
    else return wrapped(std::forward<T>(record));
}

template <class T>
using record_type = std::remove_cvref_t<decltype(unwrap(std::declval<T const&>()))>;

/// Looks up one field of a record. `Field` supplies entry(mapping), data(record) and call(record). Each is valid only if the mapping or the
/// record has a member of the field's name.
template <class Field>
struct field_lookup {
    template <class Mapping>
    static constexpr bool mapped = requires(Mapping const& m) { Field::entry(m); };

    template <class Mapping, class Record>
    static constexpr bool found_in = [] {
        if constexpr (mapped<Mapping>) return requires(Mapping const& m, Record const& r) { std::invoke(Field::entry(m), r); };
        else if constexpr (mapped<leadmetrics::mapping<Record>>)
            return requires(leadmetrics::mapping<Record> const& m, Record const& r) { std::invoke(Field::entry(m), r); };
        else return requires(Record const& r) { Field::data(r); } || requires(Record const& r) { Field::call(r); };
    }();

    /// Returns the field of a record. Requires `found_in`.
    template <class Mapping, class Wrapped>
    constexpr decltype(auto) operator()(Mapping const& given, Wrapped const& wrapped) const
    {
        auto const& record = unwrap(wrapped);
        using record_t     = std::remove_cvref_t<decltype(record)>;
        if constexpr (mapped<Mapping>) return std::invoke(Field::entry(given), record);
        else if constexpr (mapped<leadmetrics::mapping<record_t>>) return std::invoke(Field::entry(leadmetrics::mapping<record_t>{}), record);
        else if constexpr (requires { Field::data(record); }) return Field::data(record);
        else return Field::call(record);
    }
};

/// A field together with a mapping: a function of the record.
template <class Field, class Mapping>
struct bound_field {
    Field          field;
    Mapping const& mapping;

    template <class Record>
    constexpr decltype(auto) operator()(Record const& record) const
    {
        return field(mapping, record);
    }
};
template <class Field, class Mapping>
bound_field(Field, Mapping const&) -> bound_field<Field, Mapping>;

} // namespace detail

}} // namespace leadmetrics

#endif
