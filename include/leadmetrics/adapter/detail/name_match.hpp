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

/// A name without what loaders and warehouses change in names: CreatedDate, created_date and CREATED DATE are one.
class plain_name {
public:
    static constexpr std::size_t longest = 96;

    constexpr explicit plain_name(std::string_view name) noexcept
    {
        for (char const c : name) {
            if (c == '_' || c == ' ' || c == '-' || c == '.') continue;
            if (size_ == longest) break;
            letters_[size_++] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
        }
    }
    [[nodiscard]] constexpr std::string_view view() const noexcept { return {letters_, size_}; }

private:
    char        letters_[longest]{};
    std::size_t size_ = 0;
};

/// Returns a name without the prefixes `property` and `properties`, which loaders put before the properties of HubSpot.
constexpr std::string_view without_prefix(std::string_view name) noexcept
{
    for (std::string_view const prefix : {std::string_view{"properties"}, std::string_view{"property"}}) {
        if (name.size() < prefix.size() + 2 || !same_letters(name.substr(0, prefix.size()), prefix)) continue;
        char const mark = name[prefix.size()];
        if (mark == '_' || mark == '.' || mark == ' ' || mark == '-') return name.substr(prefix.size() + 1);
    }
    return name;
}

/// Returns whether two names of a field are the same without regard to case, `_`, `-`, `.`, blanks and the prefixes of HubSpot's properties.
constexpr bool names_match(std::string_view written, std::string_view name) noexcept
{
    plain_name const wanted{name};
    return plain_name{written}.view() == wanted.view() || plain_name{without_prefix(written)}.view() == wanted.view();
}

}}} // namespace leadmetrics::detail

#endif
