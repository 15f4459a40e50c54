// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_DETAIL_NAME_MATCH_HPP
#define LEADMETRICS_ADAPTER_DETAIL_NAME_MATCH_HPP

#include <leadmetrics/version.hpp>

#include <cstddef>
#include <string_view>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Returns whether two texts are the same without regard to the case of ASCII letters.
constexpr bool same_letters(std::string_view a, std::string_view b) noexcept
{
    auto const small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i != a.size(); ++i)
        if (small(a[i]) != small(b[i])) return false;
    return true;
}

/// Returns whether two names of a field are the same without regard to case, `_`, `-`, `.` and blanks: CreatedDate, created_date, CREATED DATE.
/// Loaders and warehouses write a vendor's names in these ways. The prefixes `property` and `properties`, which they put before the properties of
/// HubSpot, make no difference either.
constexpr bool names_match(std::string_view written, std::string_view name) noexcept
{
    auto const is_mark = [](char c) { return c == '_' || c == ' ' || c == '-' || c == '.'; };
    auto const small   = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
    auto const same    = [&](std::string_view a, std::string_view b) {
        std::size_t i = 0, j = 0;
        for (;; ++i, ++j) {
            while (i != a.size() && is_mark(a[i])) ++i;
            while (j != b.size() && is_mark(b[j])) ++j;
            if (i == a.size() || j == b.size()) return i == a.size() && j == b.size();
            if (small(a[i]) != small(b[j])) return false;
        }
    };
    if (same(written, name)) return true;
    for (std::string_view const prefix : {std::string_view{"properties"}, std::string_view{"property"}})
        if (written.size() > prefix.size() + 1 && is_mark(written[prefix.size()]) && same(written.substr(0, prefix.size()), prefix))
            return same(written.substr(prefix.size() + 1), name);
    return false;
}

}}} // namespace leadmetrics::detail

#endif
