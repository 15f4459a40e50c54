// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_FUNNEL_REPORTS_HPP
#define LEADMETRICS_FUNNEL_REPORTS_HPP

// Reports on how leads go through stages: volume, conversion, velocity, efficiency, MQL, service levels, response lift, forecasts, comparisons; by
// key, by window, together.

#include <leadmetrics/calendar/agreed_allowances.hpp>
#include <leadmetrics/calendar/calendar.hpp>
#include <leadmetrics/calendar/elapsed_time.hpp>
#include <leadmetrics/calendar/window.hpp>
#include <leadmetrics/calendar/working_time.hpp>
#include <leadmetrics/core/by.hpp>
#include <leadmetrics/core/concepts.hpp>
#include <leadmetrics/core/field.hpp>
#include <leadmetrics/core/leads_behind.hpp>
#include <leadmetrics/core/mapping.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/named.hpp>
#include <leadmetrics/core/quality.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/core/together.hpp>
#include <leadmetrics/journey/contacts.hpp>
#include <leadmetrics/journey/funnel.hpp>
#include <leadmetrics/journey/grouped_journeys.hpp>
#include <leadmetrics/journey/ignored_records.hpp>
#include <leadmetrics/journey/journeys.hpp>
#include <leadmetrics/journey/pauses.hpp>
#include <leadmetrics/journey/wide_journeys.hpp>
#include <leadmetrics/report/back_test.hpp>
#include <leadmetrics/report/comparison.hpp>
#include <leadmetrics/report/conversion.hpp>
#include <leadmetrics/report/efficiency.hpp>
#include <leadmetrics/report/forecast.hpp>
#include <leadmetrics/report/mql.hpp>
#include <leadmetrics/report/response_lift.hpp>
#include <leadmetrics/report/sla.hpp>
#include <leadmetrics/report/velocity.hpp>
#include <leadmetrics/report/volume.hpp>
#include <leadmetrics/stats/incidence.hpp>
#include <leadmetrics/stats/proportion.hpp>
#include <leadmetrics/stats/relative_rate.hpp>
#include <leadmetrics/version.hpp>

#endif
