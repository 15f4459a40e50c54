// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DETAIL_WAKE_UPS_HPP
#define LEADMETRICS_SCORING_DETAIL_WAKE_UPS_HPP

#include <leadmetrics/scoring/detail/live_lead.hpp>
#include <leadmetrics/version.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Marks a lead that has no place in a list.
inline constexpr std::size_t no_place = SIZE_MAX;

/// When to look at leads again: at most one instant a lead. This is a binary heap, and each lead knows its place in it (`second.wake_up`, which is
/// no_place outside).
template <class Lead>
class wake_ups {
public:
    /// Makes room for so many leads. Only this can throw.
    void make_room_for(std::size_t leads) { make_room(heap_, leads); }

    /// Sets or moves a lead's instant. There must be room. Complexity: logarithmic.
    void set(Lead& lead, std::int64_t at) noexcept
    {
        std::size_t& place = lead.second.wake_up;
        if (place == no_place) {
            place = heap_.size();
            heap_.push_back({at, &lead});
        } else heap_[place].at = at;
        settle(place);
    }
    /// Removes a lead's instant, if it has one. Complexity: logarithmic.
    void remove(Lead& lead) noexcept
    {
        std::size_t const place = std::exchange(lead.second.wake_up, no_place);
        if (place == no_place) return;
        one const last = heap_.back();
        heap_.pop_back();
        if (place == heap_.size()) return;
        put(place, last);
        settle(place);
    }

    /// Calls visit(lead) for the leads whose instant is not after another. Complexity: linear in their number.
    template <class Visit>
    void each_until(std::int64_t at, Visit const& visit) const
    {
        each_below(0, at, visit);
    }

    [[nodiscard]] std::size_t size() const noexcept { return heap_.size(); }

private:
    struct one {
        std::int64_t at;
        Lead*        lead;
    };

    template <class Visit>
    void each_below(std::size_t place, std::int64_t at, Visit const& visit) const
    {
        if (place >= heap_.size() || heap_[place].at > at) return;
        visit(*heap_[place].lead);
        each_below(2 * place + 1, at, visit);
        each_below(2 * place + 2, at, visit);
    }

    void put(std::size_t place, one const& what) noexcept
    {
        heap_[place]              = what;
        what.lead->second.wake_up = place;
    }
    void settle(std::size_t place) noexcept
    {
        one const what = heap_[place];
        for (; place != 0 && what.at < heap_[(place - 1) / 2].at; place = (place - 1) / 2) put(place, heap_[(place - 1) / 2]);
        for (std::size_t child; (child = 2 * place + 1) < heap_.size(); place = child) {
            if (child + 1 < heap_.size() && heap_[child + 1].at < heap_[child].at) ++child;
            if (heap_[child].at >= what.at) break;
            put(place, heap_[child]);
        }
        put(place, what);
    }

    std::vector<one> heap_;
};

}}} // namespace leadmetrics::detail

#endif
