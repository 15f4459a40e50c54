// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_ALL_CORES_HPP
#define CRM_REPORT_ALL_CORES_HPP

#include "change.hpp"

#include <leadmetrics/journey/journeys.hpp>
#if defined(CRM_REPORT_THREADS)
#include <leadmetrics/parallel.hpp>
#endif

#include <string>
#include <utility>
#include <vector>

namespace crm {

/// Returns the function, to be run on all cores where the program was built with the library's component for threads.
template <class F>
auto on_all_cores(F function)
{
#if defined(CRM_REPORT_THREADS)
    return leadmetrics::parallel(std::move(function));
#else
    return function;
#endif
}

/// The journeys of the leads, which all reports on one pipeline share: grouping millions of records is most of the work.
using lead_journeys = decltype(on_all_cores(leadmetrics::journeys)(std::declval<std::vector<change> const&>(),
                                                                   std::declval<leadmetrics::funnel<std::string> const&>()));

inline lead_journeys journeys_of(export_data const& data) { return on_all_cores(leadmetrics::journeys)(data.changes, data.pipeline); }

} // namespace crm

#endif
