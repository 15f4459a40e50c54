// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_ATTRIBUTION_HPP
#define CRM_REPORT_ATTRIBUTION_HPP

#include "all_cores.hpp"
#include "change.hpp"
#include "pieces_of_json.hpp"

#include <leadmetrics/leadmetrics.hpp>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace crm {

/// Results of attribution. All amounts are in cents; credits add up exactly.
using credit_report = leadmetrics::attribution_report<std::string, std::int64_t>;

struct attribution_figures {
    date::days                                                                    lookback;
    std::vector<std::pair<std::string, credit_report>>                            models;
    leadmetrics::roi_report<std::string, std::int64_t, std::chrono::milliseconds> roi; ///< with the revenue of linear attribution
    leadmetrics::top_paths_report<std::string, std::int64_t>                      top;
    leadmetrics::path_lengths_report<std::int64_t>                                lengths;
    leadmetrics::markov_order_report                                              order;
};

/// Attributes the values of the records that entered the last stage to campaigns.
attribution_figures make_attribution(export_data const& data, lead_journeys const& journeys, date::days lookback, instant as_of);

std::string attribution_text(attribution_figures const& all);
json        attribution_json(json_pieces& of, attribution_figures const& all);

} // namespace crm

#endif
