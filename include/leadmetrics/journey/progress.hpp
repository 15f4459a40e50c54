// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_PROGRESS_HPP
#define LEADMETRICS_JOURNEY_PROGRESS_HPP

#include <leadmetrics/core/quality.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/detail/event.hpp>
#include <leadmetrics/version.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// How a journey ended, as of an instant (definitions, section 4).
enum class outcome { open, won, lost };

/// How far one lead has come as of an instant, read off its events: what reports on journeys are made from (definitions, section 4).
template <class Duration>
class progress {
public:
    using time = date::sys_time<Duration>;

    /// From a lead's events in order, with the number of the funnel's stages and whether its wins can be undone. `as_of` is counted in `Duration`s.
    /// Complexity: one pass over the events.
    template <class Events>
    progress(Events const& events, std::size_t stages, bool wins_can_be_undone, std::int64_t as_of, bool repeated) noexcept : stages_(stages)
    {
        detail::event_judge      judge{as_of};
        detail::event_code const last_stage  = static_cast<detail::event_code>(stages - 1);
        detail::event_code       latest_code = detail::unknown_stage_code;
        bool                     ever_won    = false; // where wins can be undone
        std::int64_t             won_at      = 0;     // the first of the run of last-stage events at hand
        for (detail::event const& event : events) {
            ++quality_.used;
            if (record_fate const fate = judge(event); fate != record_fate::used) [[unlikely]] {
                --quality_.used;
                quality_.add(fate);
                continue;
            }
            detail::event_code const code = event.code();
            if (code < stages) {
                lost_ = false;
                if (code == last_stage && wins_can_be_undone) [[unlikely]] {
                    if (latest_code != last_stage) won_at = event.at;
                    ever_won = true;
                } else enter(code, event.at);
            } else if (!lost_) {
                lost_    = true;
                lost_at_ = event.at;
            }
            latest_code = code;
        }
        if (ever_won && latest_code == last_stage) enter(last_stage, won_at);
        quality_.records += quality_.used;
        quality_.reopened           = (ever_won || entered(last_stage)) && latest_code != last_stage;
        quality_.undone_wins_only   = entered_ == 0 && ever_won;
        quality_.lost_without_stage = entered_ == 0 && quality_.used != 0 && !ever_won;
        quality_.repeated_leads     = repeated;
    }

    /// Whether the lead has an entry into any stage: the others are in no figure.
    [[nodiscard]] bool is_lead() const noexcept { return entered_ != 0; }

    [[nodiscard]] bool entered(std::size_t stage) const noexcept { return (entered_ >> stage & 1) != 0; }
    /// Has an entry into the stage or into any later one.
    [[nodiscard]] bool reached(std::size_t stage) const noexcept { return entered_ >> stage != 0; }

    /// Entry into a stage that was entered; its count of `Duration`s since the epoch.
    [[nodiscard]] std::int64_t entry(std::size_t stage) const noexcept { return entry_[stage]; }
    [[nodiscard]] time         entry_time(std::size_t stage) const noexcept { return as_time(entry_[stage]); }

    /// The earliest entry into the stage or a later one, of those that reached it.
    [[nodiscard]] std::int64_t reached_at(std::size_t stage) const noexcept
    {
        std::int64_t earliest = INT64_MAX;
        for (std::uint64_t rest = entered_ >> stage << stage; rest != 0; rest &= rest - 1) {
            std::int64_t const at = entry_[static_cast<std::size_t>(std::countr_zero(rest))];
            earliest              = at < earliest ? at : earliest;
        }
        return earliest;
    }

    /// The first entry into any stage, of a lead.
    [[nodiscard]] time first_entry() const noexcept { return as_time(first_); }

    [[nodiscard]] leadmetrics::outcome outcome() const noexcept
    {
        if (entered(stages_ - 1)) return leadmetrics::outcome::won;
        return lost_ ? leadmetrics::outcome::lost : leadmetrics::outcome::open;
    }
    /// Of a lost lead: the first of the unbroken run of lost events that ends its journey.
    [[nodiscard]] std::int64_t lost_at() const noexcept { return lost_at_; }

    /// What became of the lead's records.
    [[nodiscard]] data_quality quality() const noexcept
    {
        data_quality all = quality_;
        all.out_of_order = out_of_order_;
        return all;
    }

    [[nodiscard]] static time as_time(std::int64_t count) noexcept { return time{Duration{count}}; }

private:
    /// An event at a stage; events come in order of time.
    void enter(detail::event_code stage, std::int64_t at) noexcept
    {
        if ((entered_ >> stage & 1) != 0) return;
        out_of_order_ = out_of_order_ || (entered_ >> stage) != 0; // an earlier stage that comes now was entered later
        if (entered_ == 0) first_ = at;
        entered_ |= std::uint64_t{1} << stage;
        entry_[stage] = at;
    }

    std::size_t   stages_;
    std::uint64_t entered_      = 0; // a bit for each stage
    std::int64_t  first_        = 0;
    std::int64_t  lost_at_      = 0;
    bool          lost_         = false;
    bool          out_of_order_ = false;
    data_quality  quality_;

    // Only those entered are ever written or read: clearing 64 of them for every lead would cost more than all the rest.
    std::int64_t entry_[max_stages];
};

}} // namespace leadmetrics

#endif
