// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef STRANGER_REPORT_HPP
#define STRANGER_REPORT_HPP

// What Windows' headers do to everyone.
#define min(a, b) ((a) < (b) ? (a) : (b))
#define max(a, b) ((a) > (b) ? (a) : (b))

#include <leadmetrics/leadmetrics.hpp>

#include <string>
#include <vector>

enum class phase { lead, won };

struct change {
    std::string       lead_id;
    phase             stage;
    date::sys_seconds at;
};

inline std::vector<change> changes()
{
    using namespace date::literals;
    date::sys_days const day = 2024_y / 1 / 1;
    return {{"a", phase::lead, day}, {"b", phase::lead, day}, {"a", phase::won, day + date::days{3}}};
}

inline leadmetrics::efficiency_report efficiency_of(std::vector<change> const& all)
{
    namespace lm = leadmetrics;
    lm::funnel const     pipeline{phase::lead, phase::won};
    date::sys_days const as_of{date::year{2024} / 6 / 1};
    auto const           reports = lm::together(lm::efficiency{pipeline, {.as_of = as_of}}, lm::velocity{pipeline, {.as_of = as_of}},
                                                lm::monthly(lm::volume{pipeline, {.as_of = as_of}}))(lm::journeys(all, pipeline));
    return std::get<0>(reports);
}

leadmetrics::efficiency_report other_efficiency();

#endif
