// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_DETAIL_GROUP_BY_LEAD_HPP
#define LEADMETRICS_JOURNEY_DETAIL_GROUP_BY_LEAD_HPP

#include <leadmetrics/core/runner.hpp>
#include <leadmetrics/journey/detail/arrange.hpp>
#include <leadmetrics/journey/detail/bulk.hpp>
#include <leadmetrics/journey/event.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace v0_1 { namespace detail {

/// Events grouped by lead: lead i has the events [starts[i], starts[i + 1]).
struct grouped_events {
    bulk_array<event>        events;
    bulk_array<std::uint64_t> starts;

    [[nodiscard]] std::size_t leads() const noexcept { return starts.size() == 0 ? 0 : starts.size() - 1; }
};

/// An event on its way to the part that its lead's hash sends it to.
struct routed_event {
    std::uint64_t hash;
    event         what;
};

/// The events of one part of the leads, as they come in: blocks of a fixed size, so that nothing is copied when there are more.
class routed_events {
public:
    static constexpr std::size_t block = 128;

    /// One list for each part, filled by one thread.
    routed_events(std::size_t parts, std::size_t expected)
        : lists_(parts), storage_(std::max<std::size_t>(std::size_t{1} << 12, (expected / block + parts) * block))
    {
    }

    void add(std::size_t part, routed_event const& what)
    {
        list& to = lists_[part];
        if (to.next == to.end) [[unlikely]] more(to);
        *to.next++ = what;
    }

    template <class Visit>
    void each(std::size_t part, Visit&& visit) const
    {
        list const& from = lists_[part];
        for (std::size_t i = 0; i != from.blocks.size(); ++i) {
            routed_event const* const first = from.blocks[i];
            routed_event const* const last  = i + 1 == from.blocks.size() ? from.next : first + block;
            for (routed_event const* here = first; here != last; ++here) visit(*here);
        }
    }

    [[nodiscard]] std::size_t count(std::size_t part) const noexcept
    {
        list const& of = lists_[part];
        return of.blocks.empty() ? 0 : of.blocks.size() * block - static_cast<std::size_t>(of.end - of.next);
    }

private:
    struct list {
        routed_event*              next = nullptr;
        routed_event*              end  = nullptr;
        std::vector<routed_event*> blocks;
    };

    void more(list& to)
    {
        if (used_ + block > storage_.size()) {
            full_.push_back(std::exchange(storage_, bulk_array<routed_event>(storage_.size())));
            used_ = 0;
        }
        to.next = storage_.data() + used_;
        to.end  = to.next + block;
        used_ += block;
        to.blocks.push_back(to.next);
    }

    std::vector<list>                     lists_;
    bulk_array<routed_event>              storage_;
    std::size_t                           used_ = 0;
    std::vector<bulk_array<routed_event>> full_;
};

/// Groups events by lead. Records come in any order; a lead's events end up in the order of definitions, section 2, and leads in an
/// order that depends on the records alone, not on the number of threads.
///
/// Grouping is bound by memory, not by arithmetic. So events first go to parts by the hash of their lead, each part small enough for its
/// table of leads to stay in a core's own cache; then each part is grouped by itself.
///
/// `route(i)` gives record i's routed_event, `same_lead(i, j)` tells whether two records of equal hash are of one lead (not asked where
/// the hash is exact).
template <bool HashIsExact, class Route, class SameLead, runner Runner>
grouped_events group_by_lead(std::size_t records, std::int64_t tolerance, Route const& route, SameLead const& same_lead, Runner const& run)
{
    constexpr std::size_t events_a_part = 8192, most_parts = 2048;
    std::size_t const     parts   = std::bit_ceil(std::clamp<std::size_t>(records / events_a_part, 1, most_parts));
    unsigned const        shift   = 64 - static_cast<unsigned>(std::countr_zero(parts));
    auto const            part_of = [=](std::uint64_t hash) { return parts == 1 ? 0 : static_cast<std::size_t>(hash >> shift); };

    // 1. Every event to its part, a list for each part and thread.
    std::size_t const threads = std::clamp<std::size_t>(records / (1u << 16), 1, run.concurrency());
    std::vector<std::unique_ptr<routed_events>> routed(threads);
    run(threads, [&](std::size_t t) {
        std::size_t const first = records * t / threads, last = records * (t + 1) / threads;
        routed[t] = std::make_unique<routed_events>(parts, last - first);
        for (std::size_t i = first; i != last; ++i) {
            routed_event const here = route(i);
            routed[t]->add(part_of(here.hash), here);
        }
    });

    std::vector<std::size_t> offsets(parts + 1);
    for (std::size_t p = 0; p != parts; ++p) {
        offsets[p + 1] = offsets[p];
        for (auto const& list : routed) offsets[p + 1] += list->count(p);
    }

    // 2. Each part by itself, into its place among all events.
    grouped_events result;
    result.events = bulk_array<event>(records);
    std::vector<std::vector<std::uint64_t>> starts(parts);
    std::size_t const                       workers = std::min(parts, run.concurrency() * 8);
    run(workers, [&](std::size_t w) {
        struct slot {
            std::uint64_t hash;
            std::uint32_t lead; // + 1; 0: free
            std::uint32_t events;
        };
        std::vector<slot>          table;
        std::vector<std::uint32_t> slot_of; // of each event
        std::vector<std::uint64_t> first_record;
        for (std::size_t p = parts * w / workers; p != parts * (w + 1) / workers; ++p) {
            std::size_t const n = offsets[p + 1] - offsets[p];
            std::size_t const size = std::bit_ceil(2 * n + 1), mask = size - 1;
            table.assign(size, slot{0, 0, 0});
            slot_of.clear();
            slot_of.reserve(n);
            first_record.clear();

            std::uint32_t leads = 0;
            for (auto const& list : routed)
                list->each(p, [&](routed_event const& here) {
                    std::size_t place = static_cast<std::size_t>(here.hash) & mask;
                    for (;; place = (place + 1) & mask) {
                        slot& s = table[place];
                        if (s.lead == 0) {
                            s = {here.hash, ++leads, 0};
                            if constexpr (!HashIsExact) first_record.push_back(here.what.record());
                            break;
                        }
                        if (s.hash == here.hash) {
                            if constexpr (HashIsExact) break;
                            else if (same_lead(static_cast<std::size_t>(first_record[s.lead - 1]), here.what.record())) break;
                        }
                    }
                    ++table[place].events;
                    slot_of.push_back(table[place].lead - 1);
                });

            auto& start = starts[p];
            start.assign(leads, 0);
            for (slot const& s : table)
                if (s.lead != 0) start[s.lead - 1] = s.events;
            std::uint64_t next = offsets[p];
            for (std::uint64_t& events : start) next += std::exchange(events, next);

            std::size_t i = 0;
            for (auto const& list : routed)
                list->each(p, [&](routed_event const& here) { result.events[start[slot_of[i++]]++] = here.what; });
            // Each start has moved on to the next lead's: move them back.
            std::uint64_t from = offsets[p];
            for (std::uint64_t& to : start) {
                arrange(result.events.data() + from, result.events.data() + to, tolerance);
                from = std::exchange(to, from);
            }
        }
    });
    routed.clear();

    std::vector<std::size_t> first_lead(parts + 1);
    for (std::size_t p = 0; p != parts; ++p) first_lead[p + 1] = first_lead[p] + starts[p].size();
    result.starts = bulk_array<std::uint64_t>(first_lead[parts] + 1);
    for (std::size_t p = 0; p != parts; ++p) std::copy(starts[p].begin(), starts[p].end(), result.starts.data() + first_lead[p]);
    result.starts[first_lead[parts]] = records;
    return result;
}

}}} // namespace leadmetrics::detail

#endif
