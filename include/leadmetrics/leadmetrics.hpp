// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_LEADMETRICS_HPP
#define LEADMETRICS_LEADMETRICS_HPP

// Everything that needs only range-v3 and date. A program that uses one family of reports compiles faster with funnel_reports.hpp,
// campaign_reports.hpp, scoring.hpp or adapters.hpp, or with the headers of single reports. Beside it: calendar/time_zone.hpp (leadmetrics::tz),
// parallel.hpp (leadmetrics::parallel), adapter/json_records.hpp and json_text.hpp (leadmetrics::json).

#include <leadmetrics/adapters.hpp>
#include <leadmetrics/campaign_reports.hpp>
#include <leadmetrics/core/bytes.hpp>
#include <leadmetrics/funnel_reports.hpp>
#include <leadmetrics/journey/flow_steps.hpp>
#include <leadmetrics/render/graphviz.hpp>
#include <leadmetrics/render/mermaid.hpp>
#include <leadmetrics/report/directly_follows.hpp>
#include <leadmetrics/report/sequence.hpp>
#include <leadmetrics/scoring.hpp>
#include <leadmetrics/version.hpp>

#endif
