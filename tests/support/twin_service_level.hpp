// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_TESTS_SUPPORT_TWIN_SERVICE_LEVEL_HPP
#define LEADMETRICS_TESTS_SUPPORT_TWIN_SERVICE_LEVEL_HPP

// The service level of one lead, followed event by event: slow and obvious, to check faster code against (definitions, section 10, with 2, 3 and 4).
// Where they leave room, the reading taken is said beside the code.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace leadmetrics_tests::service_level {

struct event {
    long                       at       = 0;
    int                        stage    = 0;            // 0 … stages-1 in funnel order; `stages` or more: a lost stage
    std::optional<std::string> priority = std::nullopt; // empty, or empty text: no value
};

// Exactly one of them: a length of the clock's time, or working days.
struct agreed {
    std::optional<long> seconds = std::nullopt;
    std::optional<long> days    = std::nullopt;
};

struct plan {
    int                   stages                                  = 0;
    int                   start                                   = 0;
    int                   response                                = 0;            // start < response
    std::optional<agreed> allowance                               = std::nullopt; // of all leads, or of those whose key has none of its own
    enum { none, earliest, latest } key                           = none;         // whether an allowance depends on the priority, and of which record
    std::map<std::string, agreed>                     by_priority = {};
    bool                                              every_time  = false;
    std::vector<int>                                  pausing     = {}; // stages at which the clock stands still
    std::vector<std::pair<long, std::optional<long>>> pauses      = {}; // [from, to) from records; no end: for ever
    std::vector<long>                                 contacts    = {};
    long                                              as_of       = 0;
};

// How time is measured.
struct clock {
    std::function<long(long, long)> elapsed;        // (a, b), b >= a
    std::function<long(long, long)> add;            // (a, d)
    std::function<long(long, long)> due_in_days;    // (start, n): end of the n-th working day after the day of the start
    std::function<long(long, long)> days_ending_in; // (a, b): working days that end in the pause
};

struct one_clock {
    long start                                     = 0;
    enum { met, breached, overdue, pending } state = pending;
    long due                                       = 0;
    long waited                                    = 0; // on the clock, without pauses, until the response or as_of
    long allowed = 0; // the allowance on the clock: its seconds, or for working days elapsed(start, due without pauses)
};

struct result {
    std::vector<one_clock> clocks            = {};
    int                    never_waiting     = 0;
    int                    without_allowance = 0;
};

struct span { // [from, to)
    long from = 0;
    long to   = 0;
};

inline constexpr long for_ever = std::numeric_limits<long>::max();

inline void check(agreed const& a)
{
    if (a.seconds.has_value() == a.days.has_value()) throw std::invalid_argument("agreed: exactly one of seconds and days");
    if (a.seconds.value_or(0) < 0 || a.days.value_or(0) < 0) throw std::invalid_argument("agreed: negative");
}

inline void check(plan const& p)
{
    if (p.start < 0 || p.start >= p.response || p.response >= p.stages) throw std::invalid_argument("plan: 0 <= start < response < stages");
    for (int s : p.pausing)
        if (s < 0 || s == p.start || s >= p.response)
            throw std::invalid_argument("plan: a pausing stage is neither the start, nor the response or later, nor lost");
    if (p.allowance) check(*p.allowance);
    for (auto const& [name, a] : p.by_priority) check(a);
}

// Ties: funnel order, every lost stage alike and last.
inline int rank(plan const& p, event const& e) { return std::min(e.stage, p.stages); }

inline bool is_lost(plan const& p, event const& e) { return e.stage >= p.stages; }
inline bool is_response_stage(plan const& p, event const& e) { return e.stage >= p.response && !is_lost(p, e); }

// No value is the empty text, and so the smallest.
inline std::string key_of(event const& e) { return e.priority.value_or(std::string{}); }

inline std::vector<event> seen(plan const& p, std::vector<event> const& all)
{
    std::vector<event> kept;
    for (event const& e : all)
        if (e.at <= p.as_of) kept.push_back(e);
    std::sort(kept.begin(), kept.end(), [&](event const& a, event const& b) {
        return std::tuple(a.at, rank(p, a), a.stage, key_of(a)) < std::tuple(b.at, rank(p, b), b.stage, key_of(b));
    });
    return kept;
}

// The first response at or after the start: the response stage or a later one, a lost event, or a contact.
inline std::optional<long> first_response(plan const& p, std::vector<event> const& events, long start)
{
    std::optional<long> first;
    auto                consider = [&](long at) {
        if (at >= start && at <= p.as_of && (!first || at < *first)) first = at;
    };
    for (event const& e : events)
        if (is_response_stage(p, e) || is_lost(p, e)) consider(e.at);
    for (long at : p.contacts) consider(at);
    return first;
}

// Of the earliest record, even if it has no value; at equal instants the earlier stage, lost last, then the smaller key.
inline std::string earliest_key(plan const& p, std::vector<event> const& events)
{
    std::optional<std::tuple<long, int, std::string>> best;
    for (event const& e : events) {
        std::tuple candidate(e.at, rank(p, e), key_of(e));
        if (!best || candidate < *best) best = candidate;
    }
    return best ? std::get<2>(*best) : std::string{};
}

// Of the latest record with a value whose instant is at or before `until`; at equal instants the later stage, lost last, then the larger key.
inline std::string latest_key(plan const& p, std::vector<event> const& events, long until)
{
    std::optional<std::tuple<long, int, std::string>> best;
    for (event const& e : events) {
        if (e.at > until || key_of(e).empty()) continue;
        std::tuple candidate(e.at, rank(p, e), key_of(e));
        if (!best || candidate > *best) best = candidate;
    }
    return best ? std::get<2>(*best) : std::string{};
}

inline std::optional<agreed> allowance_of(plan const& p, std::vector<event> const& events, std::optional<long> response)
{
    if (p.key == plan::none) return p.allowance;
    std::string const key = p.key == plan::earliest ? earliest_key(p, events) : latest_key(p, events, response.value_or(p.as_of));
    if (!key.empty() && p.by_priority.contains(key)) return p.by_priority.at(key);
    return p.allowance;
}

// While the latest stage event is of a pausing stage. At one instant the latest by funnel order decides.
inline std::vector<span> pauses_from_stages(plan const& p, std::vector<event> const& events)
{
    std::map<long, int> decides;
    for (event const& e : events) {
        auto const [it, fresh] = decides.try_emplace(e.at, rank(p, e));
        if (!fresh) it->second = std::max(it->second, rank(p, e));
    }
    std::vector<span> found;
    bool              standing = false;
    long              since    = 0;
    for (auto const& [at, stage] : decides) {
        bool const stands = std::find(p.pausing.begin(), p.pausing.end(), stage) != p.pausing.end();
        if (stands && !standing) since = at;
        if (!stands && standing) found.push_back({since, at});
        standing = stands;
    }
    if (standing) found.push_back({since, for_ever});
    return found;
}

// From records and stages, united; those that meet are one. One that ends before it begins, or at once, is none.
inline std::vector<span> all_pauses(plan const& p, std::vector<event> const& events)
{
    std::vector<span> found = pauses_from_stages(p, events);
    for (auto const& [from, to] : p.pauses) found.push_back({from, to.value_or(for_ever)});
    std::erase_if(found, [](span const& s) { return s.to <= s.from; });
    std::sort(found.begin(), found.end(), [](span const& a, span const& b) { return std::pair(a.from, a.to) < std::pair(b.from, b.to); });
    std::vector<span> united;
    for (span const& s : found) {
        if (!united.empty() && s.from <= united.back().to) united.back().to = std::max(united.back().to, s.to);
        else united.push_back(s);
    }
    return united;
}

inline one_clock measure(plan const& p, clock const& c, std::vector<event> const& events, agreed const& a, long start, std::optional<long> response)
{
    one_clock o;
    o.start   = start;
    o.due     = a.days ? c.due_in_days(start, *a.days) : c.add(start, *a.seconds);
    o.allowed = a.days ? c.elapsed(start, o.due) : *a.seconds;

    // Each pause, clipped to [start, as_of]. Due and state change by those that begin before due as moved so far; response times are without all of
    // them.
    std::vector<span> counting;
    long              days_moved      = 0;
    bool              stands_at_as_of = false;
    for (span const& whole : all_pauses(p, events)) {
        if (whole.to <= start || whole.from > p.as_of) continue;
        span const pause{std::max(whole.from, start), std::min(whole.to, p.as_of)};
        counting.push_back(pause);
        if (pause.from >= o.due) continue;
        if (p.as_of < whole.to) stands_at_as_of = true;
        if (a.days) {
            days_moved += c.days_ending_in(pause.from, pause.to);
            o.due = c.due_in_days(start, *a.days + days_moved);
        } else {
            o.due = c.add(o.due, c.elapsed(pause.from, pause.to));
        }
    }

    long const until = response.value_or(p.as_of);
    o.waited         = c.elapsed(start, until);
    for (span const& pause : counting)
        if (pause.from < until) o.waited -= c.elapsed(pause.from, std::min(pause.to, until));

    if (response) o.state = *response <= o.due ? one_clock::met : one_clock::breached;
    else if (stands_at_as_of) o.state = one_clock::pending;
    else o.state = o.due < p.as_of ? one_clock::overdue : one_clock::pending;
    return o;
}

// One lead's stage events in any order; those after as_of are not looked at.
inline result follow(plan const& p, clock const& c, std::vector<event> const& all)
{
    check(p);
    std::vector<event> const events = seen(p, all);
    result                   r;
    bool                     first = true;
    std::optional<long>      busy_until; // a clock can only start strictly after it
    for (event const& e : events) {
        if (e.stage != p.start) continue;
        if (busy_until && e.at <= *busy_until) continue;
        if (!first && !p.every_time) break;
        bool const is_first = first;
        first               = false;

        if (is_first) {
            bool answered_before = false;
            for (event const& other : events)
                if (is_response_stage(p, other) && other.at < e.at) answered_before = true;
            if (answered_before) {
                ++r.never_waiting;
                busy_until = e.at; // not running: any later instant may start one
                continue;
            }
        }

        std::optional<long> const   response = first_response(p, events, e.at);
        std::optional<agreed> const a        = allowance_of(p, events, response);
        if (a) r.clocks.push_back(measure(p, c, events, *a, e.at, response));
        else ++r.without_allowance; // it runs all the same: no other starts before its response
        busy_until = response.value_or(for_ever);
    }
    return r;
}

// Whether the type-7 q-quantile of waited / allowed over the answered clocks is at most 1; empty without answered clocks.
// Fractions are multiplied out, so that thirds are not rounded.
inline std::optional<bool> keeps(std::vector<one_clock> const& clocks, double q)
{
    if (!(q >= 0 && q <= 1)) throw std::invalid_argument("keeps: q lies in [0, 1]");
    struct ratio {
        long waited, allowed;
    };
    std::vector<ratio> answered;
    for (one_clock const& o : clocks)
        if (o.state == one_clock::met || o.state == one_clock::breached)
            answered.push_back(o.allowed == 0 && o.waited == 0 ? ratio{0, 1} : ratio{o.waited, o.allowed});
    if (answered.empty()) return std::nullopt;
    auto product = [](long a, long b) { return static_cast<long double>(a) * static_cast<long double>(b); };
    // An allowance of 0 with a longer wait is without bound, and comes last.
    std::sort(answered.begin(), answered.end(),
              [&](ratio const& a, ratio const& b) { return product(a.waited, b.allowed) < product(b.waited, a.allowed); });

    double const      place = static_cast<double>(answered.size() - 1) * q;
    double const      whole = std::floor(place);
    long double const part  = static_cast<long double>(place - whole);
    ratio const       low   = answered[static_cast<std::size_t>(whole)];
    if (part == 0) return low.waited <= low.allowed;
    ratio const high = answered[static_cast<std::size_t>(whole) + 1];
    if (low.allowed == 0 || high.allowed == 0) return false;
    return (1 - part) * product(low.waited, high.allowed) + part * product(high.waited, low.allowed) <= product(low.allowed, high.allowed);
}

} // namespace leadmetrics_tests::service_level

#endif
