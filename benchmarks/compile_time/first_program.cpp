// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// A user's first program: one of each report, by source and per month, on its own records.

#if defined(WHOLE_LIBRARY)
#include <leadmetrics/leadmetrics.hpp>
#else
#include <leadmetrics/funnel_reports.hpp>
#endif

#include <cstdio>
#include <string>
#include <vector>

namespace lm = leadmetrics;
using namespace date::literals;

enum class phase { lead, mql, won, rejected };

struct change {
    std::string       lead_id;
    phase             stage;
    date::sys_seconds at;
    std::string       source;
};

int main()
{
    date::sys_days const      day = 2024_y / 1 / 1, as_of = 2024_y / 6 / 1;
    std::vector<change> const changes{{"a", phase::lead, day, "web"}, {"b", phase::lead, day, "ads"}, {"a", phase::won, day + date::days{40}, "web"}};
    auto const                pipeline = lm::funnel{phase::lead, phase::mql, phase::won}.lost_at(phase::rejected);
    auto const                journeys = lm::journeys(changes, pipeline);
    auto const                volume   = lm::volume{pipeline, {.as_of = as_of}}(journeys);
    auto const                velocity = lm::velocity{pipeline, {.as_of = as_of}}(journeys);
    auto const                sources  = lm::by(&change::source, lm::conversion{pipeline, {.as_of = as_of}})(journeys);
    auto const                months   = lm::monthly(lm::efficiency{pipeline, {.as_of = as_of}})(journeys);
    std::printf("%d %d %zu %zu\n", static_cast<int>(volume.stages[0].entered), static_cast<int>(velocity.steps[0].moved), sources.size(),
                months.size());
}
