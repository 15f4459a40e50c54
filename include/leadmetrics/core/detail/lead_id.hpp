// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_DETAIL_LEAD_ID_HPP
#define LEADMETRICS_CORE_DETAIL_LEAD_ID_HPP

#include <leadmetrics/version.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// A bijection on 64 bits that spreads every input bit over the output (the finaliser of SplitMix64: Steele, Lea & Flood 2014).
constexpr std::uint64_t spread(std::uint64_t x) noexcept
{
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

template <class Id>
concept string_like = std::convertible_to<Id const&, std::string_view> && !std::is_same_v<std::remove_cvref_t<Id>, std::nullptr_t>;

template <class Id>
concept char_array = std::is_array_v<Id> && std::is_same_v<std::remove_cv_t<std::remove_extent_t<Id>>, char>;

template <class Id>
concept word_sized = (std::integral<Id> || std::is_enum_v<Id>) && sizeof(Id) <= sizeof(std::uint64_t);

template <class Id>
concept optional_like = requires(Id const& id) {
    { id.has_value() } -> std::convertible_to<bool>;
    *id;
};

template <class Id>
concept hashable = requires(Id const& id) {
    { std::hash<Id>{}(id) } -> std::convertible_to<std::size_t>;
    { id == id } -> std::convertible_to<bool>;
};

template <class Id>
concept lead_identifier = word_sized<Id> || string_like<Id> || hashable<Id>;

/// Returns the text of a string-like id. The text in a character array ends at the first NUL or, without a NUL, at the end of the array.
template <class Id>
constexpr std::string_view text_of(Id const& id) noexcept
{
    if constexpr (char_array<Id>) {
        std::size_t length = 0;
        while (length != std::extent_v<Id> && id[length] != '\0') ++length;
        return {id, length};
    } else if constexpr (std::is_pointer_v<Id>) return id == nullptr ? std::string_view{} : std::string_view{id};
    else return id;
}

/// Returns whether an id is missing: it is an empty text or an optional without a value.
template <class Id>
constexpr bool is_missing(Id const& id) noexcept
{
    if constexpr (string_like<Id>) return text_of(id).empty();
    else if constexpr (optional_like<Id>) return !id.has_value() || is_missing(*id);
    else return false;
}

/// Returns an id, key or amount without the optional around it. It must not be missing.
template <class Id>
constexpr decltype(auto) plain_id(Id const& id) noexcept
{
    if constexpr (optional_like<Id> && !string_like<Id>) return plain_id(*id);
    else return (id);
}
template <class Id>
using plain_id_type = std::remove_cvref_t<decltype(plain_id(std::declval<Id const&>()))>;

template <class Id>
bool same_id(Id const& a, Id const& b)
{
    if constexpr (string_like<Id>) return text_of(a) == text_of(b);
    else return a == b;
}

/// Returns whether two records belong to the same lead. Records with a missing id belong to no lead.
template <class Id>
bool same_lead(Id const& a, Id const& b)
{
    return same_id<Id>(a, b) && !is_missing(a);
}

/// Orders ids, independently of the order in which they occur: by their own < where they have one, else by their hashes.
template <class Id>
bool id_less(Id const& a, Id const& b)
{
    if constexpr (string_like<Id>) return text_of(a) < text_of(b);
    else if constexpr (requires {
                           { a < b } -> std::convertible_to<bool>;
                       })
        return a < b;
    else return std::hash<Id>{}(a) < std::hash<Id>{}(b);
}

/// Returns a copy of an id or a key that outlives the record: text as std::string, anything else as it is.
template <class T>
constexpr auto keep(T const& value)
{
    if constexpr (string_like<T>) return std::string{text_of(value)};
    else return value;
}

template <class T>
using kept = decltype(keep(std::declval<std::remove_reference_t<T> const&>()));

}}} // namespace leadmetrics::detail

#endif
