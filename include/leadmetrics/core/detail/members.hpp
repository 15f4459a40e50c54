// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_DETAIL_MEMBERS_HPP
#define LEADMETRICS_CORE_DETAIL_MEMBERS_HPP

#include <leadmetrics/version.hpp>

#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// What a summary holds is said once, by a static function `members(self)` that returns a std::tie of its members. Addition and comparison below, and
/// saving and loading (core/bytes.hpp), follow from this list.
///
/// Members are numbers, types that have a `+=` or `members` of their own, and vectors, maps and tuples of these. A vector is a row of figures, one
/// for each stage, step or instant: rows are added element by element. (Observations that are all kept are a `bag`.) Members of type std::int64_t are
/// counts; a type whose members are instants or lengths of time says so by `holds_instants`.
template <class T>
concept lists_members = requires(T& value) { std::remove_const_t<T>::members(value); };

template <class T>
concept pair_or_tuple = requires { std::tuple_size<T>::value; };

template <class T>
concept map_like = requires(T& map, typename T::key_type const& key) { map.try_emplace(key, std::declval<typename T::mapped_type>()); };

template <lists_members T>
constexpr T& operator+=(T& to, std::type_identity_t<T> from);

/// Adds a part of a whole to another part.
template <class T>
constexpr void add_part(T& to, std::type_identity_t<T>&& from)
{
    if constexpr (requires { to += std::move(from); }) to += std::move(from);
    else if constexpr (map_like<T>) {
        for (auto& [key, part] : from) {
            auto const [place, added] = to.try_emplace(key, std::move(part));
            if (!added) add_part(place->second, std::move(part));
        }
    } else if constexpr (pair_or_tuple<T>) {
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (add_part(std::get<I>(to), std::move(std::get<I>(from))), ...);
        }(std::make_index_sequence<std::tuple_size_v<T>>{});
    } else
        for (std::size_t i = 0; i != to.size(); ++i) add_part(to[i], std::move(from[i]));
}

/// Adds all members; the `+=` of a type that is not in this namespace calls it.
template <lists_members T>
constexpr T& add_members(T& to, std::type_identity_t<T> from)
{
    auto ours   = T::members(to);
    auto theirs = T::members(from);
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        (add_part(std::get<I>(ours), std::move(std::get<I>(theirs))), ...);
    }(std::make_index_sequence<std::tuple_size_v<decltype(ours)>>{});
    return to;
}

template <lists_members T>
constexpr T& operator+=(T& to, std::type_identity_t<T> from)
{
    return add_members(to, std::move(from));
}

template <lists_members T>
constexpr bool operator==(T const& a, T const& b)
{
    return T::members(a) == T::members(b);
}

/// A number of which the smallest, or the greatest, of all parts is kept.
struct smallest {
    static constexpr bool holds_instants = true;

    std::int64_t value = INT64_MAX;

    constexpr void      take(std::int64_t other) noexcept { value = other < value ? other : value; }
    constexpr smallest& operator+=(smallest other) noexcept
    {
        take(other.value);
        return *this;
    }
    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.value);
    }
};
struct greatest {
    static constexpr bool holds_instants = true;

    std::int64_t value = INT64_MIN;

    constexpr void      take(std::int64_t other) noexcept { value = other > value ? other : value; }
    constexpr greatest& operator+=(greatest other) noexcept
    {
        take(other.value);
        return *this;
    }
    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.value);
    }
};

}}} // namespace leadmetrics::detail

#endif
