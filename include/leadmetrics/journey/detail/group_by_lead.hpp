// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_DETAIL_GROUP_BY_LEAD_HPP
#define LEADMETRICS_JOURNEY_DETAIL_GROUP_BY_LEAD_HPP

#include <leadmetrics/core/detail/bulk.hpp>
#include <leadmetrics/core/detail/slice.hpp>
#include <leadmetrics/core/runner.hpp>
#include <leadmetrics/journey/detail/arrange.hpp>
#include <leadmetrics/journey/detail/event.hpp>
#include <leadmetrics/journey/detail/partition.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// The position of a lead's events in the memory of grouped_events.
struct lead_place {
    std::uint64_t first; // number of 8-byte words before its first event
    std::uint64_t events;
};
/// The places of the leads of each part.
using lead_places = std::vector<bulk_vector<lead_place>>;

inline bulk_vector<lead_place> joined(lead_places const& parts)
{
    std::size_t leads = 0;
    for (auto const& part : parts) leads += part.size();
    bulk_vector<lead_place> all(leads);
    lead_place*             next = all.data();
    for (auto const& part : parts) {
        if (!part.empty()) std::memcpy(next, part.data(), part.size() * sizeof(lead_place));
        next += part.size();
    }
    return all;
}

/// Events grouped by lead. They reuse the memory in which they were partitioned. A grouped event is smaller than a routed one, so the events of each
/// part stand at the beginning of that part's memory.
template <class Key>
class grouped_events {
    using word                                  = std::uint64_t;
    static constexpr std::size_t words_an_event = sizeof(event) / sizeof(word), words_on_its_way = sizeof(routed_event<Key>) / sizeof(word);
    static_assert(sizeof(event) % sizeof(word) == 0 && sizeof(routed_event<Key>) % sizeof(word) == 0 && words_an_event <= words_on_its_way);

public:
    grouped_events() = default;
    grouped_events(bulk_vector<routed_event<Key>> events, lead_places const& parts) : room_(std::move(events)), places_(joined(parts)) {}

    [[nodiscard]] std::size_t leads() const noexcept { return places_.size(); }

    /// The events of lead i, in order.
    [[nodiscard]] bounds<event const*> operator[](std::size_t i) const noexcept
    {
        lead_place const   at    = places_[i];
        event const* const first = reinterpret_cast<event const*>(reinterpret_cast<word const*>(room_.data()) + at.first);
        return {first, first + at.events};
    }

    /// Copies the grouped events of a part over its routed events, which begin at number `from`. `grouped` must already hold all of them.
    static void put(bulk_vector<routed_event<Key>>& room, std::size_t from, std::vector<event> const& grouped)
    {
        if (!grouped.empty()) std::memcpy(static_cast<void*>(room.data() + from), grouped.data(), grouped.size() * sizeof(event));
    }
    [[nodiscard]] static std::uint64_t first_word(std::size_t from, std::size_t grouped) noexcept
    {
        return words_on_its_way * from + words_an_event * grouped;
    }

private:
    bulk_vector<routed_event<Key>> room_;
    bulk_vector<lead_place>        places_;
};

/// Whether so many events, and one more, can be counted in an Index.
template <std::unsigned_integral Index>
constexpr bool fits(std::size_t events) noexcept
{
    return events < (std::numeric_limits<Index>::max)();
}

/// The leads of one part, numbered in the order in which they first appear. Events are counted in `Index`es.
template <class Key, std::unsigned_integral Index>
class part_leads {
public:
    void clear(std::size_t events)
    {
        std::size_t const size = std::bit_ceil(2 * events + 1); // never more than half full
        mask_                  = size - 1;
        table_.assign(size, 0);
        leads_.clear();
    }

    struct lead {
        Key   key;
        Index events; // first the number of events, then the place of the next one
        Index first;  // its first event in the part
    };

    /// Returns the number of the lead of event `i`. `same(j)` is whether event j, whose key is equal, belongs to the same lead.
    template <class Same>
    Index number_of(Key const& key, Index i, Same const& same)
    {
        for (std::size_t at = static_cast<std::size_t>(key.hash()) & mask_;; at = (at + 1) & mask_) {
            Index const known = table_[at];
            if (known == 0) {
                leads_.push_back({key, 1, i});
                table_[at] = static_cast<Index>(leads_.size());
                return table_[at] - 1;
            }
            lead& here = leads_[known - 1];
            if (here.key == key && (key.decides() || same(here.first))) {
                ++here.events;
                return known - 1;
            }
        }
    }

    [[nodiscard]] std::vector<lead>& all() noexcept { return leads_; }

private:
    std::size_t        mask_ = 0;
    std::vector<Index> table_; // number of a lead + 1; 0: the slot is free
    std::vector<lead>  leads_;
};

/// Whether `settle` leaves events that are in order as they are (it may declare so by `keeps_order()`).
template <class Settle>
constexpr bool keeps_order(Settle const& settle) noexcept
{
    if constexpr (requires { settle.keeps_order(); }) return settle.keeps_order();
    else return false;
}

/// Whether the events of a part are in order. It reads all of them even after the answer is known, which loads them into the cache for the next step.
template <class Key>
bool are_in_order(routed_event<Key> const* events, std::size_t n) noexcept
{
    bool so_far = true;
    for (std::size_t i = 1; i < n; ++i) {
        event const &before = events[i - 1].what, &here = events[i].what;
        so_far &= before.at < here.at || (before.at == here.at && before.tag <= here.tag);
    }
    return so_far;
}

/// The buffers that one thread reuses to group one part after another. `Index` counts the events of a part: 32 bits, which cost half the memory
/// of 64, unless a part has more (billions of records of one lead).
template <class Key, std::unsigned_integral Index>
class part_grouper {
public:
    /// Groups the events of a part and returns the place of each lead. `settle` and `same_lead` are those of group_by_lead.
    template <class Settle, class SameLead>
    auto group(partitioned_events<Key>& all, std::size_t part, Settle const& settle, SameLead const& same_lead)
    {
        std::size_t const from   = all.offsets[part];
        auto const        n      = static_cast<Index>(all.offsets[part + 1] - from);
        auto const* const events = all.events.data() + from;

        bool const settled = keeps_order(settle) && are_in_order(events, n); // then the events of each lead are in order, too
        leads_.clear(n);
        lead_of_.resize(n);
        for (Index i = 0; i != n; ++i)
            lead_of_[i] = leads_.number_of(events[i].lead, i, [&](Index j) { return same_lead(events[j].what.record(), events[i].what.record()); });

        auto&                   leads = leads_.all();
        bulk_vector<lead_place> places(leads.size());
        Index                   next = 0;
        for (std::size_t i = 0; i != places.size(); ++i) {
            places[i] = {grouped_events<Key>::first_word(from, next), leads[i].events};
            next += std::exchange(leads[i].events, next);
        }
        grouped_.resize(n);
        for (Index i = 0; i != n; ++i) grouped_[leads[lead_of_[i]].events++] = events[i].what;
        if (!settled) settle_leads(settle);
        grouped_events<Key>::put(all.events, from, grouped_);
        return places;
    }

private:
    template <class Settle>
    void settle_leads(Settle const& settle)
    {
        Index first = 0;
        for (auto const& lead : leads_.all()) {
            settle(grouped_.data() + first, grouped_.data() + lead.events);
            first = lead.events;
        }
    }

    part_leads<Key, Index> leads_;
    std::vector<Index>     lead_of_; // number of the lead of each event
    std::vector<event>     grouped_;
};

/// Groups events by lead. Records may come in any order. The order of the leads depends on the records alone, not on the number of threads; a lead's
/// events stand in the order in which `settle(first, last)` puts them.
///
/// Grouping is limited by memory access, not by arithmetic. So events are first partitioned by the hash of their lead into parts, each so small that
/// its table of leads stays in a core's own cache; then each part is grouped by itself, in place.
///
/// `key(i)` and `make(i)` return the key of record i's lead and its event. `same_lead(i, j)` is whether two records of equal keys belong to one lead;
/// it is called only where the key does not decide.
template <class Settle, class KeyOf, class Make, class SameLead, runner Runner>
auto group_by_lead(std::size_t records, Settle const& settle, KeyOf const& key, Make const& make, SameLead const& same_lead, Runner const& run)
{
    using lead    = decltype(key(std::size_t{}));
    using grouped = grouped_events<lead>;

    partitioned_events<lead> all   = partition(records, key, make, run);
    std::size_t const        parts = all.parts(), tasks = std::min<std::size_t>(parts, 8 * run.concurrency());
    lead_places              places(parts);
    run(tasks, [&](std::size_t t) {
        part_grouper<lead, std::uint32_t> grouper;
        part_grouper<lead, std::uint64_t> large;
        for (std::size_t p = parts * t / tasks; p != parts * (t + 1) / tasks; ++p)
            places[p] = fits<std::uint32_t>(all.offsets[p + 1] - all.offsets[p]) ? grouper.group(all, p, settle, same_lead)
                                                                                 : large.group(all, p, settle, same_lead);
    });
    return grouped{std::move(all.events), places};
}

/// The same for a lead_records, which knows the keys.
template <class Records, class Settle, class Make, runner Runner>
auto group_by_lead(Records const& records, Settle const& settle, Make const& make, Runner const& run)
{
    return group_by_lead(
        records.size(), settle, [&](std::size_t i) { return records.key(i); }, make, [&](std::size_t i, std::size_t j) { return records.same(i, j); },
        run);
}

}}} // namespace leadmetrics::detail

#endif
