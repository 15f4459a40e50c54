// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_GROUPS_HPP
#define CRM_REPORT_GROUPS_HPP

// By which of its records a lead belongs to a group, where reports are broken down.

#include "all_cores.hpp"
#include "change.hpp"

#include <leadmetrics/leadmetrics.hpp>

#include <optional>
#include <string>

namespace crm {

/// The record of a lead that says its group.
struct group_choice {
    leadmetrics::key_from from = leadmetrics::key_from::earliest_record;
    std::string           entered{}; ///< a stage: the group is that of the record that entered it; else empty
};

/// Reads "earliest", "first-known", "latest" or "entry:STAGE". Throws input_error for any other, and for a stage that the pipeline does not have.
group_choice parse_group_choice(std::string const& text, leadmetrics::funnel<std::string> const& pipeline);

/// Gives all records of a lead the group of the chosen one, or none where there is no such record, and says so in `data`. Costs and revenue stay with
/// the campaigns of their own records.
void choose_groups(export_data& data, group_choice const& choice, instant as_of);

/// Returns a metric's reports by group, with the number of leads whose records disagree about it.
template <class Metric>
auto by_groups(export_data const& data, Metric const& metric, lead_journeys const& journeys)
{
    auto reports = on_all_cores(leadmetrics::by(&change::group, metric))(journeys);
    if (data.groups_differ) reports.conflicts = *data.groups_differ;
    return reports;
}

} // namespace crm

#endif
