// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_DETAIL_REPEATS_HPP
#define LEADMETRICS_JOURNEY_DETAIL_REPEATS_HPP

#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/runner.hpp>
#include <leadmetrics/journey/detail/event.hpp>
#include <leadmetrics/journey/detail/group_by_lead.hpp>
#include <leadmetrics/journey/detail/lead_keys.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Returns, in ascending order, the first record of each run whose lead has an earlier run. A run is a sequence of adjacent records of one lead (or a
/// single record, where `one_each`). The caller promises that each lead has only one run; this function finds the leads that break the promise. Where
/// ids ascend there are none, and one pass over the ids shows that; otherwise the runs are grouped by lead.
template <class Id, class IdAt, runner Runner>
std::vector<std::size_t> repeated_runs(std::size_t records, bool one_each, IdAt const& id_at, Runner const& run)
{
    std::size_t const parts = std::clamp<std::size_t>(records / (1u << 16), 1, run.concurrency());
    std::atomic<bool> ascending{true};
    run(parts, [&](std::size_t p) {
        std::size_t const last = records * (p + 1) / parts;
        bool              up   = true;
        for (std::size_t i = std::max<std::size_t>(records * p / parts, 1); i < last && up; ++i) {
            auto const& before = id_at(i - 1);
            auto const& here   = id_at(i);
            up                 = id_less<Id>(before, here) || (same_id<Id>(before, here) && (!one_each || is_missing(here)));
        }
        if (!up) ascending = false;
    });
    if (ascending) return {};

    std::vector<std::size_t> runs;
    for (std::size_t i = 0; i != records; ++i)
        if (!is_missing(id_at(i)) && (i == 0 || one_each || !same_lead<Id>(id_at(i - 1), id_at(i)))) runs.push_back(i);
    auto const by_lead = group_by_lead(
        runs.size(), in_order{}, [&](std::size_t i) { return key_of_lead<Id>(id_at(runs[i]), i); },
        [](std::size_t i) { return event::make(0, 0, i); }, [&](std::size_t i, std::size_t j) { return same_id<Id>(id_at(runs[i]), id_at(runs[j])); },
        run);
    std::vector<std::size_t> repeated;
    for (std::size_t lead = 0; lead != by_lead.leads(); ++lead)
        for (event const* again = by_lead[lead].begin() + 1; again < by_lead[lead].end(); ++again) repeated.push_back(runs[again->record()]);
    std::sort(repeated.begin(), repeated.end());
    return repeated;
}

/// The same for a `lead_records`, whose runs may have any length.
template <class Records, runner Runner>
std::vector<std::size_t> repeated_runs(Records const& records, Runner const& run)
{
    return repeated_runs<typename Records::id>(records.size(), false, [&](std::size_t i) -> decltype(auto) { return records.id_at(i); }, run);
}

/// The result of `repeated_runs`, computed when it is first needed. A caller that reads the runs in ascending order of their ids never needs it.
/// Copies share the result.
///
/// Where threads read slices of the runs, each thread can check only its own slice for ascending ids. So, where there is more than one thread and a
/// sample of the records is in ascending order, this class assumes that the ids ascend across slices. A thread that finds otherwise calls
/// `descend`. After all slices have been read, `proved_right` tells whether the assumption was right or the slices must be read again.
template <class Records>
class lazy_repeats {
public:
    template <runner Runner>
    lazy_repeats(Records const& records, Runner const& run) : found_(std::make_shared<found>())
    {
        if (run.concurrency() == 1) return;
        if (seems_to_ascend(records)) found_->assumed.store(true, std::memory_order_relaxed);
        else found_->publish(repeated_runs(records, run));
    }

    /// Whether the run that begins with record `first` belongs to a lead that had an earlier run.
    [[nodiscard]] bool contain(Records const& records, std::size_t first) const
    {
        if (found_->known.load(std::memory_order_acquire) == nullptr) found_->publish(repeated_runs(records, sequential{}));
        auto const& all = *found_->known.load(std::memory_order_acquire);
        return !all.empty() && std::binary_search(all.begin(), all.end(), first);
    }

    [[nodiscard]] bool ascending_assumed() const noexcept { return found_->assumed.load(std::memory_order_relaxed); }
    void               descend() const noexcept { found_->assumed.store(false, std::memory_order_relaxed); }

    /// Whether the assumption that was made before the slices were read still holds. If not, the repeated runs are computed now, and the caller must
    /// read the slices again.
    template <runner Runner>
    [[nodiscard]] bool proved_right(bool was_assumed, Records const& records, Runner const& run) const
    {
        if (!was_assumed || ascending_assumed()) return true;
        if (found_->known.load(std::memory_order_acquire) == nullptr) found_->publish(repeated_runs(records, run));
        return false;
    }

private:
    static bool seems_to_ascend(Records const& records)
    {
        std::size_t const step = records.size() / 64 + 1;
        for (std::size_t i = step; i < records.size(); i += step)
            if (id_less<typename Records::id>(records.id_at(i), records.id_at(i - step))) return false;
        return true;
    }

    struct found {
        std::atomic<std::vector<std::size_t> const*> known{nullptr};
        std::atomic<bool>                            assumed{false};

        found() = default;
        ~found() { delete known.load(); }
        /// Several threads may call this at the same time. They have found the same result, so the first one is kept.
        void publish(std::vector<std::size_t> all)
        {
            auto                            mine = std::make_unique<std::vector<std::size_t> const>(std::move(all));
            std::vector<std::size_t> const* none = nullptr;
            if (known.compare_exchange_strong(none, mine.get())) mine.release(); // NOLINT(bugprone-unused-return-value): `known` owns it now
        }
    };
    std::shared_ptr<found> found_;
};

}}} // namespace leadmetrics::detail

#endif
