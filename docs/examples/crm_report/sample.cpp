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
    int         share;      // of 100 leads
    double      quality;    // multiplies every chance to move on
    double      days_to_sql;
};
constexpr source sources[]{{"web search", 38, 1.0, 4}, {"paid social", 27, 0.6, 7}, {"trade fair", 12, 1.3, 12}, {"referral", 9, 1.8, 3}, {"webinar", 14, 1.1, 6}};

/// Numbers from the engine itself: the standard's distributions differ between libraries.
class chance {
public:
    double share() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }
    double wait(double mean_days) { return -mean_days * std::log(1 - share()); }
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

} // namespace

export_data sample()
{
    using namespace date::literals;
    export_data data{"A sample: eighteen months of a small company, generated", {}, leadmetrics::funnel<std::string>{"Lead", "MQL", "SQL", "Won"}.lost_at("Rejected"), "source", {}};
    chance      random;
    auto const  start = date::sys_days{2023_y / 1 / 1}, end = date::sys_days{2024_y / 7 / 1};
    for (int i = 0; i != 2400; ++i) {
        char id[16];
        std::snprintf(id, sizeof id, "L-%05d", i + 1);
        source const& from = pick_source(random);
        double        day  = random.share() * static_cast<double>((end - start).count());
        auto const    enter = [&](char const* stage, std::optional<double> value = {}) {
            instant const at = start + std::chrono::minutes{static_cast<std::int64_t>(day * 1440)};
            if (at < end) data.changes.push_back({id, stage, at, from.name, value});
            if (at < end && random.share() < 0.006) data.changes.push_back(data.changes.back()); // exported twice
        };
        enter("Lead");
        bool const skips = random.share() < 0.04; // straight to sales
        day += random.wait(5);
        if (random.share() > 0.52 * from.quality) {
            if (random.share() < 0.6) day += random.wait(20), enter("Rejected");
            continue;
        }
        if (!skips) enter("MQL");
        day += random.wait(from.days_to_sql);
        if (random.share() > 0.55 * from.quality) {
            if (random.share() < 0.7) day += random.wait(15), enter("Rejected");
            continue;
        }
        enter("SQL");
        day += 3 + random.wait(35);
        if (random.share() < 0.33 * from.quality) enter("Won", std::round(900 + random.wait(5200)));
        else if (random.share() < 0.75) enter("Rejected");
        if (random.share() < 0.02) day += 9, enter("SQL"); // and back again
    }
    return data;
}

} // namespace crm
