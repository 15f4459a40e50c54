// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CAMPAIGN_REPORTS_HPP
#define LEADMETRICS_CAMPAIGN_REPORTS_HPP

// Reports on campaigns: return on investment, unit costs, attribution, chains, paths.

#include <leadmetrics/calendar/calendar.hpp>
#include <leadmetrics/calendar/window.hpp>
#include <leadmetrics/core/by.hpp>
#include <leadmetrics/core/concepts.hpp>
#include <leadmetrics/core/field.hpp>
#include <leadmetrics/core/leads_behind.hpp>
#include <leadmetrics/core/mapping.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/money.hpp>
#include <leadmetrics/core/quality.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/core/together.hpp>
#include <leadmetrics/journey/campaign_groups.hpp>
#include <leadmetrics/journey/cash_flows.hpp>
#include <leadmetrics/journey/milestones.hpp>
#include <leadmetrics/journey/open_leads.hpp>
#include <leadmetrics/journey/paths.hpp>
#include <leadmetrics/report/attributed_revenue.hpp>
#include <leadmetrics/report/attribution.hpp>
#include <leadmetrics/report/attribution_models.hpp>
#include <leadmetrics/report/markov.hpp>
#include <leadmetrics/report/markov_order.hpp>
#include <leadmetrics/report/milestone_models.hpp>
#include <leadmetrics/report/path_lengths.hpp>
#include <leadmetrics/report/roi.hpp>
#include <leadmetrics/report/top_paths.hpp>
#include <leadmetrics/report/unit_costs.hpp>
#include <leadmetrics/stats/internal_rate_of_return.hpp>
#include <leadmetrics/version.hpp>

#endif
