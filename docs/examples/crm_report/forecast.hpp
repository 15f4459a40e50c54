// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_FORECAST_HPP
#define CRM_REPORT_FORECAST_HPP

#include "all_cores.hpp"
#include "change.hpp"
#include "pieces_of_json.hpp"

#include <leadmetrics/leadmetrics.hpp>

#include <optional>
#include <string>
#include <vector>

namespace crm {

using forecast_of_all = leadmetrics::forecast_report<std::string, std::string>;

struct forecast_figures {
    forecast_of_all                                                     whole;
    leadmetrics::back_test_report<std::string>                          test; ///< of a forecast so long ago that its longest horizon ends now
    instant                                                             tested_at;
    std::optional<leadmetrics::by_report<std::string, forecast_of_all>> by_group; ///< with the curves of all groups
    std::string                                                         settings; ///< of the metric behind `whole`
};

struct forecast_wishes {
    std::vector<date::days>   horizons{};         ///< none: no forecast
    std::optional<date::days> entered_within{};   ///< the curves are of leads that entered within so many days; default: of all
    int                       samples    = 0;     ///< how often leads are drawn for percentiles
    bool                      list_leads = false; ///< whether to list the leads that wait
};

/// Returns nothing for a funnel of one stage. The back-test has curves of leads that entered as long before it.
std::optional<forecast_figures> make_forecast(export_data const& data, lead_journeys const& journeys, forecast_wishes const& wanted, instant as_of,
                                              bool by_group);

std::string forecast_text(export_data const& data, forecast_figures const& all);
json        forecast_json(json_pieces& of, export_data const& data, forecast_figures const& all);

} // namespace crm

#endif
