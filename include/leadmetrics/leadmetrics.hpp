// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_LEADMETRICS_HPP
#define LEADMETRICS_LEADMETRICS_HPP

// Everything that needs only range-v3 and date. Beside it: calendar/time_zone.hpp (leadmetrics::tz), parallel.hpp (leadmetrics::parallel).

#include <leadmetrics/calendar/agreement.hpp>
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
#include <leadmetrics/core/money.hpp>
#include <leadmetrics/core/quality.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/core/together.hpp>
#include <leadmetrics/journey/cash_flows.hpp>
#include <leadmetrics/journey/contacts.hpp>
#include <leadmetrics/journey/funnel.hpp>
#include <leadmetrics/journey/grouped.hpp>
#include <leadmetrics/journey/ignored.hpp>
#include <leadmetrics/journey/journeys.hpp>
#include <leadmetrics/journey/ledgers.hpp>
#include <leadmetrics/journey/open_leads.hpp>
#include <leadmetrics/journey/pauses.hpp>
#include <leadmetrics/journey/wide.hpp>
#include <leadmetrics/report/conversion.hpp>
#include <leadmetrics/report/efficiency.hpp>
#include <leadmetrics/report/mql.hpp>
#include <leadmetrics/report/response_lift.hpp>
#include <leadmetrics/report/roi.hpp>
#include <leadmetrics/report/sla.hpp>
#include <leadmetrics/report/unit_costs.hpp>
#include <leadmetrics/report/velocity.hpp>
#include <leadmetrics/report/volume.hpp>
#include <leadmetrics/scoring/account_scores.hpp>
#include <leadmetrics/scoring/bands.hpp>
#include <leadmetrics/scoring/decay.hpp>
#include <leadmetrics/scoring/evaluation.hpp>
#include <leadmetrics/scoring/qualification.hpp>
#include <leadmetrics/scoring/rule.hpp>
#include <leadmetrics/scoring/rule_group.hpp>
#include <leadmetrics/scoring/scores.hpp>
#include <leadmetrics/scoring/scoring_model.hpp>
#include <leadmetrics/scoring/selection.hpp>
#include <leadmetrics/stats/incidence.hpp>
#include <leadmetrics/stats/internal_rate_of_return.hpp>
#include <leadmetrics/stats/population_stability.hpp>
#include <leadmetrics/stats/proportion.hpp>
#include <leadmetrics/stats/quantiles.hpp>
#include <leadmetrics/stats/ranking.hpp>
#include <leadmetrics/stats/relative_rate.hpp>
#include <leadmetrics/version.hpp>

#endif
