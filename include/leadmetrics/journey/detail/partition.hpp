// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_DETAIL_PARTITION_HPP
#define LEADMETRICS_JOURNEY_DETAIL_PARTITION_HPP

#include <leadmetrics/core/detail/bulk.hpp>
#include <leadmetrics/core/runner.hpp>
#include <leadmetrics/journey/detail/event.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// An event together with the key of its lead, whose hash decides to which part the event goes.
template <class Key>
struct routed_event {
    Key   lead;
    event what;
};

/// Events in parts by the hash of their lead: part p holds the events from offsets[p] to offsets[p + 1], in the order of the records.
template <class Key>
struct partitioned_events {
    bulk_vector<routed_event<Key>> events;
    std::vector<std::size_t>       offsets;

    [[nodiscard]] std::size_t parts() const noexcept { return offsets.size() - 1; }
};

/// Returns the number of parts. Each part is small enough for its table of leads to stay in a core's own cache, and there are no more parts than a
/// core can write to in turn without losing their cache lines.
constexpr std::size_t parts_for(std::size_t records) noexcept
{
    constexpr std::size_t events_a_part = 4096, most_parts = 1024;
    return std::bit_ceil(std::clamp<std::size_t>(records / events_a_part, 1, most_parts));
}

/// Copies every record's event to its part. Reads the ids twice, once to count and once to copy, so that each part is one block of memory.
///
/// `key(i)` and `make(i)` give the key of record i's lead and its event.
template <class KeyOf, class Make, runner Runner>
auto partition(std::size_t records, KeyOf const& key, Make const& make, Runner const& run)
{
    using lead = decltype(key(std::size_t{}));

    std::size_t const parts   = parts_for(records);
    unsigned const    shift   = 64 - static_cast<unsigned>(std::countr_zero(parts));
    auto const        part_of = [=](lead const& one) { return parts == 1 ? 0 : static_cast<std::size_t>(one.hash() >> shift); };
    std::size_t const threads = std::clamp<std::size_t>(records / (1u << 16), 1, run.concurrency());
    auto const        first   = [=](std::size_t t) { return records * t / threads; };

    std::vector<std::vector<std::size_t>> places(threads, std::vector<std::size_t>(parts)); // first counts of events, then next places
    run(threads, [&](std::size_t t) {
        for (std::size_t i = first(t), last = first(t + 1); i != last; ++i) ++places[t][part_of(key(i))];
    });

    partitioned_events<lead> result{bulk_vector<routed_event<lead>>(records), std::vector<std::size_t>(parts + 1)};
    std::size_t              next = 0;
    for (std::size_t p = 0; p != parts; ++p) {
        result.offsets[p] = next;
        for (auto& place : places) next += std::exchange(place[p], next);
    }
    result.offsets[parts] = next;

    run(threads, [&](std::size_t t) {
        auto& place = places[t];
        for (std::size_t i = first(t), last = first(t + 1); i != last; ++i) {
            lead const here                       = key(i);
            result.events[place[part_of(here)]++] = {here, make(i)};
        }
    });
    return result;
}

}}} // namespace leadmetrics::detail

#endif
