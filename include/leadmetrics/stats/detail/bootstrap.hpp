// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_STATS_DETAIL_BOOTSTRAP_HPP
#define LEADMETRICS_STATS_DETAIL_BOOTSTRAP_HPP

#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/version.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Returns how often a bootstrap sample of the leads, drawn with replacement, contains this lead: Poisson with mean 1, computed from the lead's own
/// hash. So every sample is the same, however leads are ordered or split (Chamandy, Muralidharan, Najmi & Naidu 2012, "Estimating uncertainty for
/// massive data streams").
inline std::int64_t times_in_sample(std::uint64_t lead, std::size_t sample)
{
    // the probabilities of 0, of at most 1, … in units of 2^-64
    static constexpr std::uint64_t at_most[]{6786177901268885274u,  13572355802537770549u, 16965444753172213186u, 18096474403383694065u,
                                             18379231815936564285u, 18435783298447138329u, 18445208545532234003u, 18446555009401533385u};
    std::uint64_t const            drawn = spread(lead + (static_cast<std::uint64_t>(sample) + 1) * 0x9e3779b97f4a7c15u);
    std::int64_t                   times = 0;
    while (times != 8 && drawn >= at_most[times]) ++times;
    return times;
}

/// A hash of an id that is the same in every program.
template <class Id>
std::uint64_t stable_hash(Id const& id)
{
    if constexpr (word_sized<Id>) return spread(static_cast<std::uint64_t>(id));
    else if constexpr (string_like<Id>) {
        std::uint64_t hash = 0xcbf29ce484222325u; // FNV-1a
        for (char const c : text_of(id)) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
        return spread(hash);
    } else return spread(std::hash<Id>{}(id));
}

/// A number from 0 up to 1 that a lead and a sample have, the same however leads are ordered or split; it does not depend on how often the sample
/// contains the lead.
inline double uniform_in_sample(std::uint64_t lead, std::size_t sample)
{
    std::uint64_t const drawn = spread(spread(lead) ^ ((static_cast<std::uint64_t>(sample) + 1) * 0xd1342543de82ef95u));
    return static_cast<double>(drawn >> 11) * 0x1p-53;
}

}}} // namespace leadmetrics::detail

#endif
