// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_TESTS_SUPPORT_TWIN_HPP
#define LEADMETRICS_TESTS_SUPPORT_TWIN_HPP

// A slow implementation of journeys with maps and loops, directly from the definitions (sections 2 to 4), which shares no code with the library.

#include "changes.hpp"

#include <leadmetrics/core/quality.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace leadmetrics_tests {

enum class twin_outcome { open, won, lost };

struct twin_lead {
    int                         id{};
    std::vector<change>         events;     // used, in order
    std::map<int, sys_seconds>  entry;      // by stage
    std::optional<std::int64_t> won_amount; // the smallest amount in the records of the entry into the last stage
    twin_outcome                outcome{};
    sys_seconds                 lost_at{};
    std::string                 source;
    std::string                 latest_source;

    bool entered(int stage) const { return entry.count(stage) != 0; }
    bool reached(int stage) const
    {
        return std::any_of(entry.begin(), entry.end(), [&](auto const& e) { return e.first >= stage; });
    }
    sys_seconds reached_at(int stage) const
    {
        sys_seconds first = sys_seconds::max();
        for (auto const& [s, at] : entry)
            if (s >= stage) first = std::min(first, at);
        return first;
    }
    sys_seconds first_entry() const { return reached_at(0); }
};

struct twin_books {
    std::vector<twin_lead>    leads; // the leads that have an entry
    leadmetrics::data_quality quality;
    std::int64_t              conflicts = 0;
};

inline bool twin_is_stage(phase p) { return p <= phase::won; }

/// `undo`: a win can be undone, as `funnel.reopening()` says.
inline twin_books close_books(std::vector<change> const& all, sys_seconds as_of, bool undo = false)
{
    twin_books                         books;
    std::map<int, std::vector<change>> by_lead;
    auto&                              q = books.quality;

    // Duplicates agree in lead, stage and instant, but may differ in everything else, so they are needed for keys and values.
    std::map<int, std::vector<change>>            with_duplicates;
    std::set<std::tuple<int, phase, sys_seconds>> seen;
    for (change const& c : all) {
        ++q.records;
        if (!c.at) ++q.missing_time;
        else if (c.stage == phase::unheard_of) ++q.unknown_stage;
        else if (!seen.insert({c.lead_id, c.stage, *c.at}).second) ++q.duplicates;
        else if (*c.at > as_of) ++q.after_as_of;
        else ++q.used, by_lead[c.lead_id].push_back(c);
        if (c.at && c.stage != phase::unheard_of && *c.at <= as_of) with_duplicates[c.lead_id].push_back(c);
    }
    auto const rank = [](phase p) { return static_cast<int>(p); }; // valid because lost stages are last in the enumeration
    for (auto& [id, events] : by_lead) {
        std::sort(events.begin(), events.end(),
                  [&](change const& a, change const& b) { return std::pair(*a.at, rank(a.stage)) < std::pair(*b.at, rank(b.stage)); });
        twin_lead lead;
        lead.id                 = id;
        lead.events             = events;
        std::size_t run_of_wins = events.size(); // where the one begins that ends the journey
        while (run_of_wins != 0 && events[run_of_wins - 1].stage == phase::won) --run_of_wins;
        bool any_win = false;
        for (std::size_t i = 0; i != events.size(); ++i) {
            any_win = any_win || events[i].stage == phase::won;
            if (undo && events[i].stage == phase::won && i < run_of_wins) continue;
            if (twin_is_stage(events[i].stage)) lead.entry.try_emplace(rank(events[i].stage), *events[i].at);
        }
        q.reopened += any_win && run_of_wins == events.size();
        for (change const& c : with_duplicates[id])
            if (c.stage == phase::won && lead.entered(3) && *c.at == lead.entry.at(3) && c.amount
                && (!lead.won_amount || *c.amount < *lead.won_amount))
                lead.won_amount = c.amount;

        auto const& sources = with_duplicates[id];
        auto const  order   = [&](change const& a, change const& b) {
            return std::tuple(*a.at, rank(a.stage), a.source) < std::tuple(*b.at, rank(b.stage), b.source);
        };
        lead.source     = std::min_element(sources.begin(), sources.end(), order)->source;
        auto const last = std::max_element(sources.begin(), sources.end(), [&](change const& a, change const& b) {
            return std::pair(*a.at, rank(a.stage)) < std::pair(*b.at, rank(b.stage));
        });
        lead.latest_source.clear();
        for (change const& c : sources)
            if (c.at == last->at && c.stage == last->stage && (lead.latest_source.empty() || c.source < lead.latest_source))
                lead.latest_source = c.source;
        std::set<std::string> distinct;
        for (change const& c : sources) distinct.insert(c.source);
        books.conflicts += distinct.size() > 1;

        if (lead.entry.empty()) {
            ++(any_win ? q.undone_wins_only : q.lost_without_stage);
            continue;
        }
        for (auto const& earlier : lead.entry)
            if (std::any_of(lead.entry.begin(), lead.entry.end(),
                            [&earlier](auto const& later) { return later.first > earlier.first && later.second < earlier.second; })) {
                ++q.out_of_order;
                break;
            }

        if (lead.reached(3)) lead.outcome = twin_outcome::won;
        else if (!twin_is_stage(events.back().stage)) {
            lead.outcome = twin_outcome::lost;
            auto first   = events.size();
            while (first != 0 && !twin_is_stage(events[first - 1].stage)) --first;
            lead.lost_at = *events[first].at;
        } else lead.outcome = twin_outcome::open;
        books.leads.push_back(lead);
    }
    return books;
}

} // namespace leadmetrics_tests

#endif
