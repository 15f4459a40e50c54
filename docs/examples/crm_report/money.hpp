// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_MONEY_HPP
#define CRM_REPORT_MONEY_HPP

#include "change.hpp"
#include "pieces_of_json.hpp"

#include <leadmetrics/leadmetrics.hpp>

#include <string>
#include <vector>

namespace crm {

struct money_figures {
    leadmetrics::roi_report<std::string, double, instant::duration>                   roi;
    leadmetrics::keyed<std::string, std::vector<leadmetrics::unit_cost<std::string>>> unit_costs;
};

/// Returns the records of entries into the last stage: one for each lead, even where a record was exported twice.
std::vector<change> won_records(export_data const& data, instant as_of);

/// Computes the return on the costs. Revenue is the value of the records that entered the last stage; a campaign is a group.
money_figures make_money(export_data const& data, instant as_of);

std::string money_text(export_data const& data, money_figures const& all);
json        money_json(money_figures const& all);

} // namespace crm

#endif
