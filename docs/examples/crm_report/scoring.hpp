// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_SCORING_HPP
#define CRM_REPORT_SCORING_HPP

#include "change.hpp"
#include "pieces_of_json.hpp"
#include "score_model.hpp"

#include <leadmetrics/leadmetrics.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace crm {

using score_model = examples::score_model<activity>;

/// Reads a scoring model from JSON text. Refused: an unknown key, a value of the wrong type, and everything that the library refuses. The message
/// names the text by `where`.
score_model parse_model(std::string const& text, std::string const& where);
score_model read_model(std::string const& file);
/// Returns the scoring model of the sample or of a vendor's own kinds of activities; the files are in models/.
score_model usual_model(std::string const& vendor = "sample");

using explained_score = leadmetrics::explained_score<leadmetrics::lead_score<std::string, instant::duration>>;

struct score_figures {
    leadmetrics::scores_report<explained_score>       scores;
    leadmetrics::suggested_threshold_report           suggested;    ///< from the scores at the entry into the stage in which sales accept leads
    leadmetrics::evaluation_report                    evaluation;   ///< of the scores half a year ago: which leads have reached the last stage since?
    std::string                                       settings;     ///< of the metric behind `scores`
    std::int64_t                                      scored = 0;   ///< activities that a rule gives points for
    std::vector<std::pair<std::string, std::int64_t>> not_scored{}; ///< kinds of activities that no rule scores, and the number of activities of each
    std::vector<std::pair<instant, explained_score>>  history{};    ///< of the lead with the highest score: in steps of a week, for half a year
};

score_figures make_scores(export_data const& data, score_model const& how, std::string const& accepted, instant as_of);

std::string score_text(score_figures const& all);
json        score_json(json_pieces& of, score_figures const& all);

} // namespace crm

#endif
