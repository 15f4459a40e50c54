// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "report.hpp"

#include <leadmetrics/parallel.hpp>

int main()
{
    namespace lm = leadmetrics;
    lm::funnel const pipeline{phase::lead, phase::won};
    auto const       all = changes();
    return lm::parallel(lm::volume{pipeline, {.as_of = (date::sys_seconds::max)()}})(lm::parallel(lm::journeys)(all, pipeline)).stages[0].entered == 2
               ? 0
               : 1;
}
