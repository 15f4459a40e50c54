// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_TEXT_VIEW_HPP
#define LEADMETRICS_CORE_TEXT_VIEW_HPP

#include <leadmetrics/version.hpp>

#include <string_view>
#include <type_traits>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// Whether a value of this type only points to its text, so that the text stays in memory when the value is gone: true of std::string_view and of
/// pointers. Adapters copy the texts of all other types where the vendor's records do not stay. A program that has string views of its own says so:
///
///     template <> inline constexpr bool leadmetrics::is_text_view<my_view> = true;
///
/// The texts must then live as long as the events that an adapter makes.
template <class T>
inline constexpr bool is_text_view = std::is_same_v<T, std::string_view> || std::is_pointer_v<T>;

}} // namespace leadmetrics

#endif
