// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_HPP
#define LEADMETRICS_SCORING_HPP

// Scores of leads: models, scores, qualification, live ledgers, evaluation.

#include <leadmetrics/calendar/calendar.hpp>
#include <leadmetrics/calendar/window.hpp>
#include <leadmetrics/core/by.hpp>
#include <leadmetrics/core/concepts.hpp>
#include <leadmetrics/core/field.hpp>
#include <leadmetrics/core/leads_behind.hpp>
#include <leadmetrics/core/mapping.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/quality.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/core/together.hpp>
#include <leadmetrics/journey/ledgers.hpp>
#include <leadmetrics/scoring/account_scores.hpp>
#include <leadmetrics/scoring/bands.hpp>
#include <leadmetrics/scoring/decay.hpp>
#include <leadmetrics/scoring/evaluation.hpp>
#include <leadmetrics/scoring/fit_scores.hpp>
#include <leadmetrics/scoring/lead_selection.hpp>
#include <leadmetrics/scoring/live_ledger.hpp>
#include <leadmetrics/scoring/of_leads.hpp>
#include <leadmetrics/scoring/qualification.hpp>
#include <leadmetrics/scoring/reset_rule.hpp>
#include <leadmetrics/scoring/rule.hpp>
#include <leadmetrics/scoring/rule_group.hpp>
#include <leadmetrics/scoring/score_grid.hpp>
#include <leadmetrics/scoring/score_part.hpp>
#include <leadmetrics/scoring/score_series.hpp>
#include <leadmetrics/scoring/score_stability.hpp>
#include <leadmetrics/scoring/scores.hpp>
#include <leadmetrics/scoring/scoring_model.hpp>
#include <leadmetrics/scoring/suggested_threshold.hpp>
#include <leadmetrics/scoring/what_if.hpp>
#include <leadmetrics/stats/population_stability.hpp>
#include <leadmetrics/stats/quantiles.hpp>
#include <leadmetrics/stats/ranking.hpp>
#include <leadmetrics/version.hpp>

#endif
