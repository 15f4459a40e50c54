// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_TESTS_SUPPORT_ANSWERS_HPP
#define LEADMETRICS_TESTS_SUPPORT_ANSWERS_HPP

// Generators of messy contacts and pauses, and a slow, independent implementation (a "twin") of the service-level agreement (definitions,
// section 10).

#include "office.hpp"
#include "twin.hpp"

#include <rapidcheck.h>

#include <optional>
#include <ostream>
#include <vector>

namespace leadmetrics_tests {

struct call {
    long                       lead_id{}; // deliberately another type than in the changes
    std::optional<sys_seconds> at;
    bool                       automatic{};
};

struct wait_for_customer {
    int                        lead_id{};
    std::optional<sys_seconds> from, to;
};

inline std::ostream& operator<<(std::ostream& out, call const& c)
{
    return out << '{' << c.lead_id << ", " << (c.at ? (*c.at - epoch).count() : -1) << "s, " << c.automatic << '}';
}
inline std::ostream& operator<<(std::ostream& out, wait_for_customer const& w)
{
    return out << '{' << w.lead_id << ", " << (w.from ? (*w.from - epoch).count() : -1) << "s, " << (w.to ? (*w.to - epoch).count() : -1) << "s}";
}

inline leadmetrics::working_time<> practice()
{
    return {leadmetrics::utc{},
            {{date::Monday, 9h, 17h}, {date::Tuesday, 9h, 17h}, {date::Wednesday, 9h, 12h}, {date::Thursday, 9h, 18h}, {date::Friday, 6h, 12h}},
            {2024_y / 1 / 1, 2024_y / 2 / 6}};
}

/// Moves all instants to 1900 or later. The twin does not handle the beginning of the clock's range, from which differences overflow 64 bits.
inline std::vector<change> since_1900(std::vector<change> changes)
{
    for (change& c : changes)
        if (c.at) c.at = std::max(*c.at, sys_seconds{sys_days{1900_y / 1 / 1}});
    return changes;
}

struct twin_answer {
    enum state { not_started, never_waiting, met, breached, overdue, pending } what = not_started;
    int                  lead{};
    sys_seconds          start{}, due{};
    std::chrono::seconds waited{}; // until the response, or as_of
};

/// Computes the state of one lead's clock. `elapsed` and `add` are those of the clock. The twin goes from event to event, because steps of a quarter
/// of an hour would be slow.
template <class Elapsed, class Add>
twin_answer twin_answer_of(twin_lead const& lead, sys_seconds as_of, int start_stage, int response_stage, std::chrono::seconds allowance,
                           Elapsed elapsed, Add add, std::vector<call> const& calls, std::vector<wait_for_customer> const& waits)
{
    twin_answer result;
    result.lead = lead.id;
    if (!lead.entered(start_stage)) return result;
    result.start = lead.entry.at(start_stage);
    std::vector<sys_seconds> responses;
    if (lead.reached(response_stage) && lead.reached_at(response_stage) < result.start) {
        result.what = twin_answer::never_waiting;
        return result;
    }
    for (auto const& [stage, at] : lead.entry)
        if (stage >= response_stage && at >= result.start) responses.push_back(at);
    for (auto const& event : lead.events)
        if (!twin_is_stage(event.stage) && *event.at >= result.start) responses.push_back(*event.at);
    for (auto const& one : calls)
        if (one.lead_id == lead.id && one.at && !one.automatic && *one.at >= result.start && *one.at <= as_of) responses.push_back(*one.at);
    bool const        answered = !responses.empty();
    sys_seconds const until    = answered ? *std::min_element(responses.begin(), responses.end()) : as_of;

    // Go through the stretches of time in which the clock runs.
    std::vector<std::pair<sys_seconds, sys_seconds>> paused;
    for (auto const& one : waits)
        if (one.lead_id == lead.id && one.from && (!one.to || *one.to >= *one.from))
            paused.emplace_back(*one.from, std::min(one.to.value_or(as_of), as_of));
    std::sort(paused.begin(), paused.end());
    std::chrono::seconds       left = allowance, waited{};
    sys_seconds                now  = result.start;
    std::optional<sys_seconds> due;
    auto const                 run_until = [&](sys_seconds then) {
        if (!due && elapsed(now, then) >= left) due = add(now, left);
        if (!due) left -= elapsed(now, then);
        if (now < until) waited += elapsed(now, std::min(then, until));
        now = then;
    };
    for (auto const& [from, to] : paused) {
        if (to <= now) continue;
        if (from > now) run_until(from);
        now = std::max(now, to);
    }
    if (!due) due = add(now, left);
    if (now < until) waited += elapsed(now, until);
    result.due    = *due;
    result.waited = waited;
    if (answered) result.what = until <= *due ? twin_answer::met : twin_answer::breached;
    else result.what = *due < as_of ? twin_answer::overdue : twin_answer::pending;
    return result;
}

} // namespace leadmetrics_tests

namespace rc {

template <>
struct Arbitrary<leadmetrics_tests::call> {
    static auto arbitrary()
    {
        using namespace leadmetrics_tests;
        auto const at =
            gen::map(gen::inRange(0, 320), [](int quarter_days) { return std::optional<sys_seconds>{epoch + 6h * quarter_days + 17min}; });
        return gen::build<call>(
            gen::set(&call::lead_id, gen::inRange<long>(0, 14)),
            gen::set(&call::at, gen::weightedOneOf<std::optional<sys_seconds>>({{9, at}, {1, gen::just(std::optional<sys_seconds>{})}})),
            gen::set(&call::automatic, gen::arbitrary<bool>()));
    }
};

template <>
struct Arbitrary<leadmetrics_tests::wait_for_customer> {
    static auto arbitrary()
    {
        using namespace leadmetrics_tests;
        using wait    = wait_for_customer;
        auto const at = gen::weightedOneOf<std::optional<sys_seconds>>(
            {{9, gen::map(gen::inRange(0, 640), [](int n) { return std::optional<sys_seconds>{epoch + 3h * n}; })},
             {1, gen::just(std::optional<sys_seconds>{})}});
        return gen::build<wait>(gen::set(&wait::lead_id, gen::inRange(0, 14)), gen::set(&wait::from, at), gen::set(&wait::to, at));
    }
};

} // namespace rc

#endif
