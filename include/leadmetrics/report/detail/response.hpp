// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_DETAIL_RESPONSE_HPP
#define LEADMETRICS_REPORT_DETAIL_RESPONSE_HPP

#include <leadmetrics/calendar/working_duration.hpp>
#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/detail/event.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// In the place of contacts: only what journeys show is a response.
struct no_contacts {
    using duration = std::chrono::seconds;
};

/// In the place of pauses: clocks are never stopped.
struct no_pauses {
    using duration = std::chrono::seconds;
};

namespace detail {

/// The precision of instants on which a clock runs: the finest of the records', and at least seconds.
template <class Journey, class... Others>
using clock_duration = std::common_type_t<typename Journey::duration, std::chrono::duration<std::int64_t>, typename Others::duration...>;

/// What a clock says lies between two instants.
template <class Clock, class Duration>
using length_on = decltype(std::declval<Clock const&>().elapsed(date::sys_time<Duration>{}, date::sys_time<Duration>{}));

template <class Length>
struct length_traits {
    using in_seconds = seconds;
    static constexpr std::int64_t count(Length const& length) noexcept { return length.count(); }
    static constexpr in_seconds   make(seconds length) noexcept { return length; }
};
template <class Duration>
struct length_traits<working_duration<Duration>> {
    using in_seconds = working_duration<seconds>;
    static constexpr std::int64_t count(working_duration<Duration> const& length) noexcept { return length.open_time().count(); }
    static constexpr in_seconds   make(seconds length) noexcept { return in_seconds{length}; }
};

/// What was found of one lead's response; instants are counted in the clock's duration.
struct response {
    enum class state { not_started, never_waiting, unanswered, answered } what = state::not_started;
    std::int64_t start                                                         = 0;
    std::int64_t answered                                                      = 0;
};

/// When the clock of a lead started, and when it was stopped: by the first response at or after it, which is the entry into the response
/// stage or a later one, a lost event, or a contact (definitions, section 10). A lead that had entered the response stage or a later one
/// before the start was never waiting.
template <class Duration, class Journey, class Progress, class Contacts>
response find_response(Journey const& journey, Progress const& progress, std::size_t start_stage, std::size_t response_stage, instant const& as_of,
                       Contacts const& contacts)
{
    using of_journey = typename Journey::duration;
    if (!progress.entered(start_stage)) return {};
    std::int64_t const start = progress.entry(start_stage);
    response           found{response::state::unanswered, recount<Duration, of_journey>(start), INT64_MAX};
    std::int64_t       first = INT64_MAX;
    if (progress.reached(response_stage) && progress.reached_at(response_stage) < start) return {response::state::never_waiting, found.start, 0};
    std::int64_t const closing = as_of.floor_count<typename of_journey::period>();
    std::size_t const  stages  = journey.stages().size();
    for (std::size_t stage = response_stage; stage != stages && progress.reached(stage); ++stage) {
        if (!progress.entered(stage) || progress.entry(stage) < start || progress.entry(stage) > first) continue;
        first      = progress.entry(stage);
        found.what = response::state::answered;
    }
    for (event const& one : journey.events()) {
        if (one.at > closing || one.at >= first || !one.usable()) break;
        if (one.at < start || one.code() < stages) continue;
        first      = one.at;
        found.what = response::state::answered;
    }
    if (found.what == response::state::answered) found.answered = recount<Duration, of_journey>(first);
    if constexpr (!std::is_same_v<Contacts, no_contacts>) {
        if (contacts.empty()) return found;
        // The contacts' own precision may be the coarser one: then the earliest of theirs that is not before the start.
        using of_contacts   = typename Contacts::duration;
        auto const earliest = instant{date::sys_time<Duration>{Duration{found.start}}}.template ceil_count<typename of_contacts::period>();
        if (auto const contact = contacts.first(journey.lead_id(), earliest);
            contact && *contact <= as_of.floor_count<typename of_contacts::period>()) {
            found.what     = response::state::answered;
            found.answered = (std::min)(found.answered, recount<Duration, of_contacts>(*contact));
        }
    }
    return found;
}

/// The due instant, and how long a lead waited, both on a clock that stands still during pauses: a pause moves the due instant along the
/// clock. Instants are counted in `Duration`s.
template <class Duration, class Clock>
class stopped_clock {
public:
    stopped_clock(Clock const& clock, std::int64_t start) noexcept : clock_(clock), start_(start) {}

    [[nodiscard]] std::int64_t due(std::int64_t allowance) const { return add(start_, allowance); }

    template <class Lead, class Pauses>
    [[nodiscard]] std::int64_t due(std::int64_t allowance, Lead const& lead, Pauses const& pauses, std::int64_t closing) const
    {
        std::int64_t due = add(start_, allowance);
        each(lead, pauses, closing, [&](std::int64_t from, std::int64_t to) {
            if (from < due) due = add(due, elapsed(from, to)); // otherwise the clock had run out
        });
        return due;
    }

    [[nodiscard]] std::int64_t elapsed(std::int64_t from, std::int64_t to) const
    {
        return length_traits<length_on<Clock, Duration>>::count(clock_.elapsed(at(from), at(to)));
    }
    template <class Lead, class Pauses>
    [[nodiscard]] std::int64_t waited(std::int64_t until, Lead const& lead, Pauses const& pauses, std::int64_t closing) const
    {
        std::int64_t waited = elapsed(start_, until);
        each(lead, pauses, closing, [&](std::int64_t from, std::int64_t to) {
            if (from < until) waited = saturated_difference(waited, elapsed(from, (std::min)(to, until)));
        });
        return waited;
    }

    [[nodiscard]] static date::sys_time<Duration> at(std::int64_t count) noexcept { return date::sys_time<Duration>{Duration{count}}; }

private:
    [[nodiscard]] std::int64_t add(std::int64_t from, std::int64_t length) const
    {
        return date::sys_time<Duration>{clock_.add(at(from), Duration{length})}.time_since_epoch().count();
    }
    /// What is known of pauses at the closing of the books: one that has not ended by then goes on until then.
    template <class Lead, class Pauses, class Visit>
    void each(Lead const& lead, Pauses const& pauses, std::int64_t closing, Visit visit) const
    {
        if constexpr (!std::is_same_v<Pauses, no_pauses>)
            pauses.each(lead, [&](std::int64_t from, std::int64_t to) {
                from = (std::max)(recount<Duration, typename Pauses::duration>(from), start_);
                to   = (std::min)(recount<Duration, typename Pauses::duration>(to), closing);
                if (from < to) visit(from, to);
            });
    }

    Clock const& clock_;
    std::int64_t start_;
};

} // namespace detail

}} // namespace leadmetrics

#endif
