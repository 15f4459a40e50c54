// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_DETAIL_DUPLICATES_BY_ID_HPP
#define LEADMETRICS_CORE_DETAIL_DUPLICATES_BY_ID_HPP

#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/detail/lead_index.hpp>
#include <leadmetrics/version.hpp>

#include <cstddef>
#include <functional>
#include <type_traits>
#include <unordered_map>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Returns for each of `n` records whether it is a duplicate. Of the records with equal ids, one is kept: the one that comes before all others
/// by `before(i, j)` or, where `before` does not decide, the first one in the range. All others are duplicates. A record without an id
/// (`id_of(i)` is missing), or for which `counts(i)` is false, is never a duplicate and has none.
template <class IdOf, class Counts, class Before>
std::vector<bool> duplicates_by_id(std::size_t n, IdOf const& id_of, Counts const& counts, Before const& before)
{
    using key = kept<plain_id_type<std::remove_cvref_t<decltype(id_of(std::size_t{}))>>>;
    std::vector<bool>                                                   duplicate(n, false);
    std::unordered_map<key, std::size_t, id_hash<key>, std::equal_to<>> used;
    for (std::size_t i = 0; i != n; ++i) {
        auto const& which = id_of(i);
        if (is_missing(which) || !counts(i)) continue;
        auto const [place, first] = used.try_emplace(key(keep(plain_id(which))), i);
        if (first) continue;
        bool const instead                     = before(i, place->second);
        duplicate[instead ? place->second : i] = true;
        if (instead) place->second = i;
    }
    return duplicate;
}

}}} // namespace leadmetrics::detail

#endif
