// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_SCORING_HPP
#define CRM_REPORT_SCORING_HPP

#include "change.hpp"
#include "pieces_of_json.hpp"

#include <leadmetrics/leadmetrics.hpp>

#include <optional>
#include <string>
#include <vector>

namespace crm {

using activity_rule = leadmetrics::run_time_rule<activity>;

/// A scoring model as a configuration says it.
struct score_model {
    leadmetrics::scoring_model<std::vector<activity_rule>> model;
    std::optional<double>                                  sales_ready;
    std::optional<leadmetrics::timespan>                   cold_after;
};

/// From JSON text; `where` names it in what is refused: a key that nobody knows, a value of another type, whatever the library refuses.
score_model parse_model(std::string const& text, std::string const& where);
score_model read_model(std::string const& file);
/// That of the sample.
score_model usual_model();

struct score_figures {
    leadmetrics::scores_report<leadmetrics::explained_score<leadmetrics::lead_score<std::string, instant::duration>>> scores;
    leadmetrics::suggested_threshold_report suggested;  ///< by entries of the stage in which sales accept
    leadmetrics::evaluation_report          evaluation; ///< of scores half a year ago, against who reached the last stage since
};

score_figures make_scores(export_data const& data, score_model const& how, std::string const& accepted, instant as_of);

std::string score_text(score_figures const& all);
json        score_json(score_figures const& all);

} // namespace crm

#endif
