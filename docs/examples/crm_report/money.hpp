// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_MONEY_HPP
#define CRM_REPORT_MONEY_HPP

#include "all_cores.hpp"
#include "change.hpp"
#include "pieces_of_json.hpp"

#include <leadmetrics/leadmetrics.hpp>

#include <optional>
#include <string>
#include <vector>

namespace crm {

struct money_figures {
    leadmetrics::roi_report<std::string, double, instant::duration>                   roi;
    leadmetrics::keyed<std::string, std::vector<leadmetrics::unit_cost<std::string>>> unit_costs;
    std::string                                                                       settings; ///< of the metric behind `roi`
};

/// A won deal. Its members have the library's names of the fields of revenue.
struct won_deal {
    std::string            lead_id;
    std::string            campaign;
    std::optional<instant> at;
    std::optional<double>  amount;
    std::string            currency;
};

/// Returns the entries into the last stage: one for each lead, even where a record was exported twice. A deal whose record has a date only was closed
/// at the last instant of that day.
std::vector<won_deal> won_deals(export_data const& data, lead_journeys const& journeys, instant as_of);

/// Computes the return on the costs. Revenue is the value of the records that entered the last stage; a campaign is a group.
money_figures make_money(export_data const& data, lead_journeys const& journeys, instant as_of);

std::string money_text(export_data const& data, money_figures const& all);
json        money_json(json_pieces& of, money_figures const& all);

} // namespace crm

#endif
