// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_DETAIL_LEAD_INDEX_HPP
#define LEADMETRICS_CORE_DETAIL_LEAD_INDEX_HPP

#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

template <class Key>
struct id_hash {
    using is_transparent = void;
    template <class Id>
    std::size_t operator()(Id const& id) const
    {
        if constexpr (string_like<Id>) return std::hash<std::string_view>{}(text_of(id));
        else if constexpr (word_sized<Id>) return static_cast<std::size_t>(spread(static_cast<std::uint64_t>(id)));
        else return std::hash<Id>{}(id);
    }
};

/// A multimap from leads to values; the values of each lead are in ascending order. `find` accepts ids of another type than `add`: any text
/// type where the ids are text, any integer type where they are integers. Usage: `add` all values, then `settle` once, then `find`.
template <class Id, class Value>
class lead_index {
    using key = kept<plain_id_type<Id>>;

public:
    /// Adds a value of a lead. The id must not be missing.
    void add(Id const& id, Value const& value)
    {
        auto const lead = leads_.try_emplace(key(keep(plain_id(id))), leads_.size()).first->second;
        values_.emplace_back(lead, value);
    }

    /// Sorts the values. Is called once, when all are added. `join(a, b)` merges b into the value a before it, if the two belong together, and
    /// returns whether it did.
    template <class Join>
    void settle(Join join)
    {
        std::sort(values_.begin(), values_.end());
        std::size_t kept = 0;
        for (auto const& one : values_)
            if (kept == 0 || values_[kept - 1].first != one.first || !join(values_[kept - 1].second, one.second)) values_[kept++] = one;
        values_.resize(kept);
        first_.assign(leads_.size() + 1, values_.size());
        for (std::size_t i = values_.size(); i-- != 0;) first_[values_[i].first] = i;
    }

    [[nodiscard]] bool empty() const noexcept { return values_.empty(); }

    /// Returns the values of a lead. The result is empty where the lead has none, or the id is missing.
    template <class Asked>
    [[nodiscard]] auto find(Asked const& asked) const
    {
        using plain       = plain_id_type<Asked>;
        auto const nobody = std::span{values_}.first(0);
        if (values_.empty() || is_missing(asked)) return nobody; // most reports have no contacts and no pauses: no id is hashed for them
        auto const& id    = plain_id(asked);
        auto const  found = [&] {
            if constexpr (string_like<plain>) return leads_.find(text_of(id));
            else if constexpr (std::integral<plain> && std::integral<key>) {
                auto const same = static_cast<key>(id);
                return static_cast<plain>(same) == id && (same < key{}) == (id < plain{}) ? leads_.find(same) : leads_.end();
            } else return leads_.find(id);
        }();
        if (found == leads_.end()) return nobody;
        return std::span{values_}.subspan(first_[found->second], first_[found->second + 1] - first_[found->second]);
    }

private:
    std::unordered_map<key, std::size_t, id_hash<key>, std::equal_to<>> leads_;
    std::vector<std::pair<std::size_t, Value>>                          values_; // by lead
    std::vector<std::size_t>                                            first_;
};

}}} // namespace leadmetrics::detail

#endif
