// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_KEYED_HPP
#define LEADMETRICS_CORE_KEYED_HPP

#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/version.hpp>

#include <cstddef>
#include <functional>
#include <map>
#include <tuple>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// A map from keys to reports, in the order of the keys. For a key that does not occur, `at(key)` throws and `[key]` returns a report on
/// nothing (all counts 0, all other figures empty). Where reports are broken down by several keys, `find`, `contains` and `at` take as many
/// arguments, and `[]` takes a std::tuple of the keys. Complexity of a look-up: the logarithm of the number of keys.
template <class Key, class Report>
class keyed {
    using map = std::map<Key, Report, std::less<>>;

public:
    using key_type       = Key;
    using mapped_type    = Report;
    using value_type     = typename map::value_type;
    using const_iterator = typename map::const_iterator;
    using iterator       = const_iterator;

    keyed() = default;
    keyed(map reports, Report nothing) : reports_(std::move(reports)), nothing_(std::move(nothing)) {}

    [[nodiscard]] const_iterator begin() const noexcept { return reports_.begin(); }
    [[nodiscard]] const_iterator end() const noexcept { return reports_.end(); }
    [[nodiscard]] std::size_t    size() const noexcept { return reports_.size(); }
    [[nodiscard]] bool           empty() const noexcept { return reports_.empty(); }

    template <class... K>
    [[nodiscard]] const_iterator find(K const&... key) const
    {
        if constexpr (sizeof...(K) == 1) return reports_.find(key...);
        else return reports_.find(Key{key...});
    }
    template <class... K>
    [[nodiscard]] bool contains(K const&... key) const
    {
        return find(key...) != end();
    }

    /// Returns the report of a key. Throws std::out_of_range for a key that does not occur (calls `refused_setting` where exceptions are off).
    template <class... K>
    [[nodiscard]] Report const& at(K const&... key) const
    {
        auto const found = find(key...);
        if (found == end()) detail::absent("at(key): there is no such key; contains(key) asks, [key] gives the report of nothing");
        return found->second;
    }

    template <class K>
    [[nodiscard]] Report const& operator[](K const& key) const
    {
        auto const found = find(key);
        return found == end() ? nothing_ : found->second;
    }

    friend bool operator==(keyed const&, keyed const&) = default;

private:
    map    reports_;
    Report nothing_{};
};

}} // namespace leadmetrics

#endif
