// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_DETAIL_RESPONSE_HPP
#define LEADMETRICS_REPORT_DETAIL_RESPONSE_HPP

#include <leadmetrics/calendar/allowance.hpp>
#include <leadmetrics/calendar/working_days.hpp>
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

/// A contact at or after the start may be the earlier answer.
template <class Duration, class Lead, class Contacts>
void answer_by_contact(response& found, Lead const& lead, instant const& as_of, Contacts const& contacts)
{
    if constexpr (!std::is_same_v<Contacts, no_contacts>) {
        if (contacts.empty()) return;
        // The contacts' own precision may be the coarser one: then the earliest of theirs that is not before the start.
        using of_contacts   = typename Contacts::duration;
        auto const earliest = instant{date::sys_time<Duration>{Duration{found.start}}}.template ceil_count<typename of_contacts::period>();
        if (auto const contact = contacts.first(lead, earliest); contact && *contact <= as_of.floor_count<typename of_contacts::period>()) {
            found.what     = response::state::answered;
            found.answered = (std::min)(found.answered, recount<Duration, of_contacts>(*contact));
        }
    }
}

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
    answer_by_contact<Duration>(found, journey.lead_id(), as_of, contacts);
    return found;
}

/// Calls visit(response) for each clock of a lead, where every entry into the start stage starts one when none is running: an event there, strictly
/// after the instant that answered the last one. Whether the lead was never waiting is asked of its first clock only.
template <class Duration, class Journey, class Progress, class Contacts, class Visit>
void each_response(Journey const& journey, Progress const& progress, std::size_t start_stage, std::size_t response_stage, instant const& as_of,
                   Contacts const& contacts, Visit const& visit)
{
    using of_journey = typename Journey::duration;
    auto const first = find_response<Duration>(journey, progress, start_stage, response_stage, as_of, contacts);
    if (first.what == response::state::not_started) return;
    visit(first);
    if (first.what == response::state::unanswered) return;
    std::int64_t const closing  = as_of.floor_count<typename of_journey::period>();
    auto const         in_ticks = [](event const& one) { return recount<Duration, of_journey>(one.at); };
    std::int64_t       free     = first.what == response::state::answered ? first.answered : first.start; // no clock is running after this instant
    auto const&        events   = journey.events();
    for (auto here = events.begin(); here != events.end() && here->usable() && here->at <= closing; ++here) {
        if (here->code() != start_stage || in_ticks(*here) <= free) continue;
        response next{response::state::unanswered, in_ticks(*here), INT64_MAX};
        auto     answer = here; // events of an instant come by stage, a lost one last
        while (answer != events.end() && answer->usable() && answer->at <= closing && answer->code() < response_stage) ++answer;
        if (answer != events.end() && answer->usable() && answer->at <= closing) {
            next.what     = response::state::answered;
            next.answered = in_ticks(*answer);
        }
        answer_by_contact<Duration>(next, journey.lead_id(), as_of, contacts);
        visit(next);
        if (next.what != response::state::answered) return;
        free = next.answered;
    }
}

/// The due instant, and how long a lead waited, both on a clock that stands still during pauses: a pause moves the due instant along the
/// clock. Instants are counted in `Duration`s.
template <class Duration, class Clock>
class stopped_clock {
public:
    stopped_clock(Clock const& clock, std::int64_t start) noexcept : clock_(clock), start_(start) {}

    /// When a length of the clock's time has passed since the start.
    [[nodiscard]] std::int64_t due(std::int64_t length) const { return add(start_, length); }

    /// When an allowance is used up, and whether the clock stands still at the closing of the books, so that it is not.
    struct due_instant {
        std::int64_t at;
        bool         stands;
    };
    template <class Lead, class Pauses>
    [[nodiscard]] due_instant due(allowance const& agreed, Lead const& lead, Pauses const& pauses, std::int64_t closing) const
    {
        std::int64_t days = 0; // by which pauses have moved a number of working days
        due_instant  due{first_due(agreed, 0), false};
        each(lead, pauses, closing, [&](std::int64_t from, std::int64_t to, bool stands) {
            if (from >= due.at) return; // the clock had run out
            if (agreed.working_days()) due.at = first_due(agreed, days += days_between(from, to));
            else due.at = add(due.at, elapsed(from, to));
            due.stands = stands;
        });
        return due;
    }
    /// When it is used up where there are no pauses, as much later as so many working days.
    [[nodiscard]] std::int64_t first_due(allowance const& agreed, std::int64_t more_days) const
    {
        if constexpr (counts_working_days<Clock>)
            if (auto const days = agreed.working_days()) return count(clock_.add(at(start_), working_days{saturated_sum(days->count, more_days)}));
        return add(start_, agreed.length().template floor_count<typename Duration::period>());
    }

    [[nodiscard]] std::int64_t elapsed(std::int64_t from, std::int64_t to) const
    {
        return length_traits<length_on<Clock, Duration>>::count(clock_.elapsed(at(from), at(to)));
    }
    template <class Lead, class Pauses>
    [[nodiscard]] std::int64_t waited(std::int64_t until, Lead const& lead, Pauses const& pauses, std::int64_t closing) const
    {
        std::int64_t waited = elapsed(start_, until);
        each(lead, pauses, closing, [&](std::int64_t from, std::int64_t to, bool) {
            if (from < until) waited = saturated_difference(waited, elapsed(from, (std::min)(to, until)));
        });
        return waited;
    }

    [[nodiscard]] static date::sys_time<Duration> at(std::int64_t count) noexcept { return date::sys_time<Duration>{Duration{count}}; }

private:
    [[nodiscard]] std::int64_t add(std::int64_t from, std::int64_t length) const { return count(clock_.add(at(from), Duration{length})); }
    [[nodiscard]] std::int64_t days_between(std::int64_t from, std::int64_t to) const
    {
        if constexpr (counts_working_days<Clock>) return clock_.working_days_between(at(from), at(to)).count;
        else return static_cast<void>(from), static_cast<void>(to), 0; // such allowances are refused
    }
    [[nodiscard]] static std::int64_t count(date::sys_time<Duration> when) noexcept { return when.time_since_epoch().count(); }

    /// Calls visit(from, to, whether it is on at the closing) for each pause. One that has not ended at the closing of the books goes on until then.
    template <class Lead, class Pauses, class Visit>
    void each(Lead const& lead, Pauses const& pauses, std::int64_t closing, Visit visit) const
    {
        if constexpr (!std::is_same_v<Pauses, no_pauses>)
            pauses.each(lead, [&](std::int64_t begin, std::int64_t end) {
                std::int64_t const from = (std::max)(recount<Duration, typename Pauses::duration>(begin), start_);
                std::int64_t const last = recount<Duration, typename Pauses::duration>(end), to = (std::min)(last, closing);
                if (from < to || (from == to && last > closing)) visit(from, to, last > closing);
            });
    }

    Clock const& clock_;
    std::int64_t start_;
};

} // namespace detail

}} // namespace leadmetrics

#endif
