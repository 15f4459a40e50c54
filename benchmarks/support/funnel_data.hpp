// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_BENCHMARKS_SUPPORT_FUNNEL_DATA_HPP
#define LEADMETRICS_BENCHMARKS_SUPPORT_FUNNEL_DATA_HPP

// Stage events of a year, as a CRM of 3 million leads would export them: skipped stages, losses, re-entries, duplicates.

#include <leadmetrics/journey/funnel.hpp>

#include <date/date.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <tuple>
#include <vector>

namespace leadmetrics_benchmarks {

enum class phase : std::uint8_t { lead, mql, sql, won, lost };

struct change {
    std::uint64_t     lead_id;
    phase             stage;
    date::sys_seconds at;
};
struct text_change {
    std::string       lead_id;
    phase             stage;
    date::sys_seconds at;
};
struct wide_row {
    std::uint64_t                    id;
    std::optional<date::sys_seconds> lead, mql, sql, won, lost;
};

inline constexpr std::size_t   all_leads = 3'000'000;
inline constexpr int           day       = 86400;
inline date::sys_seconds const year_end{std::chrono::seconds{365 * day}};

inline leadmetrics::funnel<phase> pipeline() { return leadmetrics::funnel{phase::lead, phase::mql, phase::sql, phase::won}.lost_at(phase::lost); }

/// In order of time. About 3.2 events a lead.
inline std::vector<change> changes_of(std::size_t leads)
{
    std::mt19937_64                        random{7};
    std::uniform_real_distribution<double> share{0, 1};
    std::exponential_distribution<double>  until_lost{1.0 / (9 * day)};
    std::lognormal_distribution<double>    until_next{12, 1.3};
    std::vector<change>                    all;
    all.reserve(leads * 33 / 10);
    auto const add = [&](std::uint64_t lead, phase stage, std::int64_t at) {
        all.push_back({lead, stage, date::sys_seconds{std::chrono::seconds{at}}});
        if (share(random) < 0.01) all.push_back(all.back());
    };
    for (std::size_t i = 0; i != leads; ++i) {
        std::uint64_t const lead = random() >> 1;
        auto                at   = static_cast<std::int64_t>(random() % (365 * day));
        add(lead, phase::lead, at);
        for (auto const& [stage, moves] : {std::tuple{phase::mql, 0.75}, std::tuple{phase::sql, 0.70}, std::tuple{phase::won, 0.60}}) {
            if (share(random) >= moves) {
                if (share(random) < 0.6) add(lead, phase::lost, at + static_cast<std::int64_t>(until_lost(random)));
                break;
            }
            at += static_cast<std::int64_t>(until_next(random));
            if (stage == phase::mql && share(random) < 0.02) continue; // skipped
            add(lead, stage, at);
            if (share(random) < 0.08) add(lead, stage, at + day); // again
        }
    }
    std::stable_sort(all.begin(), all.end(), [](change const& a, change const& b) { return a.at < b.at; });
    return all;
}

/// A lead's records together, leads in the order of their ids.
inline std::vector<change> grouped(std::vector<change> changes)
{
    std::stable_sort(changes.begin(), changes.end(), [](change const& a, change const& b) { return a.lead_id < b.lead_id; });
    return changes;
}

/// Ids as a CRM spells them: 18 characters.
inline std::string spelled(std::uint64_t lead)
{
    std::string text = "00Q5e0000000000000";
    for (std::size_t k = 0; k != 13; ++k) text[5 + k] = "0123456789ABCDEFGHIJKLMNOPQRSTUV"[lead >> 5 * k & 31];
    return text;
}
inline std::vector<text_change> texts(std::vector<change> const& changes)
{
    std::vector<text_change> all;
    all.reserve(changes.size());
    for (change const& c : changes) all.push_back({spelled(c.lead_id), c.stage, c.at});
    return all;
}

/// One row a lead: its first entry into each stage.
inline std::vector<wide_row> rows(std::vector<change> const& by_lead)
{
    std::vector<wide_row> all;
    for (change const& c : by_lead) {
        if (all.empty() || all.back().id != c.lead_id) all.push_back({c.lead_id, {}, {}, {}, {}, {}});
        wide_row& row  = all.back();
        auto&     time = c.stage == phase::lead  ? row.lead
                         : c.stage == phase::mql ? row.mql
                         : c.stage == phase::sql ? row.sql
                         : c.stage == phase::won ? row.won
                                                 : row.lost;
        if (!time) time = c.at;
    }
    return all;
}

} // namespace leadmetrics_benchmarks

#endif
