// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// docs/schema has the schema of each report, as the headers give it. After a change that is meant, LEADMETRICS_WRITE_SCHEMAS=1 tests_json "the
// schemas*" writes them anew; a change that takes a figure away, or renames one, is for a new major version.
#include <leadmetrics/render/json_schema.hpp>

#include "support/catch.hpp"

#include <leadmetrics/leadmetrics.hpp>
#include <leadmetrics/scoring.hpp>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

namespace lm = leadmetrics;
using text   = std::string;
using cents  = std::int64_t;
using ms     = std::chrono::milliseconds;

namespace {

template <class Report>
void is_kept(std::set<text>& seen)
{
    text const name = Report::title.name;
    INFO(name);
    CHECK(seen.insert(name).second);
    text const file = text{LEADMETRICS_SCHEMAS} + "/" + name + ".json";
    text const made = lm::json_schema<Report>().dump(1) + "\n";
    if (std::getenv("LEADMETRICS_WRITE_SCHEMAS") != nullptr) std::ofstream{file, std::ios::binary} << made;
    std::ifstream in{file, std::ios::binary};
    CHECK(made == text(std::istreambuf_iterator<char>{in}, {}));
}

} // namespace

TEST_CASE("the schemas in docs/schema are those of the reports")
{
    using score = lm::lead_score<text, ms>;
    std::set<text> seen;
    is_kept<lm::volume_report<text>>(seen);
    is_kept<lm::conversion_report<text>>(seen);
    is_kept<lm::velocity_report<text>>(seen);
    is_kept<lm::forecast_report<text, text>>(seen);
    is_kept<lm::back_test_report<text>>(seen);
    is_kept<lm::rate_comparison<text>>(seen);
    is_kept<lm::incidence_comparison<text>>(seen);
    is_kept<lm::efficiency_report>(seen);
    is_kept<lm::mql_report<text, text>>(seen);
    is_kept<lm::sla_report<text, date::sys_time<ms>, ms>>(seen);
    is_kept<lm::response_lift_report>(seen);
    is_kept<lm::roi_report<text, cents, ms>>(seen);
    is_kept<lm::attribution_report<text, cents>>(seen);
    is_kept<lm::top_paths_report<text, cents>>(seen);
    is_kept<lm::path_lengths_report<cents>>(seen);
    is_kept<lm::markov_order_report>(seen);
    is_kept<lm::directly_follows_report<text>>(seen);
    is_kept<lm::sequence_report>(seen);
    is_kept<lm::scores_report<lm::explained_score<score>>>(seen);
    is_kept<lm::qualification_report>(seen);
    is_kept<lm::suggested_threshold_report>(seen);
    is_kept<lm::evaluation_report>(seen);
    is_kept<lm::fit_scores_report<text>>(seen);
    is_kept<lm::bands_report>(seen);
    is_kept<lm::score_grid_report<text>>(seen);
    is_kept<lm::what_if_report<text>>(seen);
    is_kept<lm::score_series_report<lm::lead_series<text>>>(seen);
    is_kept<lm::population_stability>(seen);
}
