// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "sources.hpp"

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <random>
#include <string>

namespace crm {

namespace {

struct source {
    char const* name;
    int         share;   // how many of 100 leads come from this source
    double      quality; // multiplies every chance to move on
    double      days_to_sql;
    double      cost; // the cost of each month
};
constexpr source      sources[]{{"web search", 38, 1.0, 4, 12000},
                                {"paid social", 27, 0.6, 7, 2600},
                                {"trade fair", 12, 1.3, 12, 9000},
                                {"referral", 9, 1.8, 3, 2000},
                                {"webinar", 14, 1.1, 6, 5000}};
constexpr char const* owners[]{"Ann", "Bob", "Chen"};
constexpr char const* reasons[]{"no budget", "not the right person", "too small", "chose a competitor", ""};

/// Random numbers. They are made from the engine's output directly, because the distributions of the standard library differ between implementations.
class chance {
public:
    double      share() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }
    double      wait(double mean_days) { return -mean_days * std::log(1 - share()); }
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(share() * static_cast<double>(n)); }

private:
    std::mt19937_64 engine_{20240701};
};

source const& pick_source(chance& random)
{
    int roll = static_cast<int>(random.below(100));
    for (source const& one : sources)
        if ((roll -= one.share) < 0) return one;
    return sources[0];
}

/// Generates the activities of a lead. Leads that get far do more, and do it shortly before they move on.
void add_activities(export_data& data, instant end)
{
    constexpr char const* kinds[]{"page", "page", "page", "pricing page", "video", "page", "demo"};
    chance                random;
    for (auto const& entry : data.changes) {
        if (!entry.at() || entry.stage() == "Rejected") continue;
        int const    more = entry.stage() == "Lead" ? 1 : entry.stage() == "MQL" ? 4 : 5;
        double const n    = random.wait(more);
        for (int i = 0; i < n; ++i) {
            instant const at   = *entry.at() + std::chrono::minutes{static_cast<std::int64_t>((random.wait(12) - 4) * 1440)};
            auto const    kind = kinds[random.below(entry.stage() == "Lead" ? 5 : 7)];
            if (at < end) data.activities.push_back({std::string{entry.lead_id()}, kind, at, std::string{kind} == "video" ? random.share() : 1});
        }
        if (random.share() < 0.03 && *entry.at() + date::days{20} < end)
            data.activities.push_back({std::string{entry.lead_id()}, "unsubscribed", *entry.at() + date::days{20}});
    }
}

/// Generates the touches of a lead before each step: the first comes from the lead's source, later ones from newsletters, events and its own search.
void add_touches(export_data& data, instant end)
{
    constexpr char const* later[]{"newsletter", "webinar", "direct", "web search", "newsletter", "trade fair", "case study", "direct"};
    chance                random;
    for (auto const& entry : data.changes) {
        if (!entry.at() || entry.stage() == "Rejected") continue;
        if (entry.stage() == "Lead" && data.group_name == "source")
            data.touches.push_back({std::string{entry.lead_id()}, entry.group(), *entry.at() - std::chrono::minutes{random.below(90)}});
        // Leads that get far have seen case studies and webinars.
        double const more = entry.stage() == "Lead" ? 0.8 : entry.stage() == "Won" ? 2.5 : 1.6;
        for (int i = 0, n = static_cast<int>(random.wait(more)); i < n; ++i) {
            instant const at = *entry.at() - std::chrono::minutes{static_cast<std::int64_t>(random.wait(15) * 1440)};
            if (at < end) data.touches.push_back({std::string{entry.lead_id()}, later[random.below(entry.stage() == "Won" ? 8 : 6)], at});
        }
    }
}

} // namespace

export_data sample(std::string const& group)
{
    using namespace date::literals;
    export_data data{"A sample: eighteen months of a small company, generated",
                     leadmetrics::funnel<std::string>{"Lead", "MQL", "SQL", "Won"}.lost_at("Rejected"), group.empty() ? "source" : group};
    if (data.group_name != "source" && data.group_name != "owner")
        throw input_error("--by: found \"" + group + "\", expected source or owner: the sample has no other");
    chance     random, also; // a separate generator, so that additions to the sample do not change its older parts
    auto const start = date::sys_days{2023_y / 1 / 1}, end = date::sys_days{2024_y / 7 / 1};
    for (int i = 0; i != 2400; ++i) {
        char id[16];
        std::snprintf(id, sizeof id, "L-%05d", i + 1);
        source const&     from  = pick_source(random);
        std::string const owner = owners[also.below(3)];
        double            day   = random.share() * static_cast<double>((end - start).count());
        auto const        enter = [&](char const* stage, std::optional<double> value = {}) {
            instant const     at     = start + std::chrono::minutes{static_cast<std::int64_t>(day * 1440)};
            std::string const reason = std::string{stage} == "Rejected" ? reasons[also.below(5)] : "";
            if (at < end) data.add(id, stage, at, {.group = data.group_name == "owner" ? owner : from.name, .value = value, .reason = reason});
            if (at < end && random.share() < 0.006) data.changes.push_back(data.changes.back()); // some records are exported twice
        };
        enter("Lead");
        bool const skips = random.share() < 0.04; // some leads skip a stage and go directly to sales
        day += random.wait(5);
        if (random.share() > 0.52 * from.quality) {
            if (random.share() < 0.6) day += random.wait(20), enter("Rejected");
            continue;
        }
        if (!skips) enter("MQL");
        if (also.share() < 0.7) { // a salesperson calls most leads
            instant const call = start + std::chrono::minutes{static_cast<std::int64_t>((day + also.wait(owner == "Bob" ? 2.5 : 1)) * 1440)};
            if (call < end) data.contacts.push_back({id, call});
        }
        day += random.wait(from.days_to_sql);
        if (random.share() > 0.55 * from.quality) {
            if (random.share() < 0.7) day += random.wait(15), enter("Rejected");
            continue;
        }
        enter("SQL");
        day += 3 + random.wait(35);
        if (random.share() < 0.33 * from.quality) enter("Won", std::round(900 + random.wait(5200)));
        else if (random.share() < 0.75) enter("Rejected");
        if (random.share() < 0.02) day += 9, enter("SQL"); // some leads go back a stage
    }
    add_activities(data, end);
    add_touches(data, end);
    if (data.group_name == "source")
        for (source const& one : sources)
            for (auto month = 2023_y / 1; month != 2024_y / 7; month += date::months{1})
                data.costs.push_back({one.name, date::sys_days{month / 1}, one.cost});
    return data;
}

} // namespace crm
