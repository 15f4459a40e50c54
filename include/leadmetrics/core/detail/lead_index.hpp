// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_DETAIL_LEAD_INDEX_HPP
#define LEADMETRICS_CORE_DETAIL_LEAD_INDEX_HPP

#include <leadmetrics/core/detail/lead_id.hpp>

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

namespace leadmetrics { inline namespace v0_1 { namespace detail {

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

/// Values of leads, each lead's in ascending order. They are asked for by ids that may be of another type than those they were added
/// with: any text for any text, any integer for any integer.
template <class Id, class Value>
class lead_index {
    using key = kept<plain_id_type<Id>>;

public:
    /// The id is not missing.
    void add(Id const& id, Value const& value)
    {
        auto const lead = leads_.try_emplace(key(keep(plain_id(id))), leads_.size()).first->second;
        values_.emplace_back(lead, value);
    }

    /// Once, when all are added. `join(a, b)` takes a value into the one before it where the two are one.
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

    /// The values of a lead, none where it has none.
    template <class Asked>
    [[nodiscard]] auto find(Asked const& asked) const
    {
        using plain       = plain_id_type<Asked>;
        auto const nobody = std::span{values_}.first(0);
        if (is_missing(asked)) return nobody;
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
