// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_SOURCES_HPP
#define CRM_REPORT_SOURCES_HPP

#include "change.hpp"
#include "csv_file.hpp"

#include <map>
#include <string>
#include <vector>

namespace crm {

/// The names of the columns of a CSV file of stage changes. An empty name means that the file has no such column.
struct column_names {
    std::string lead = "lead_id", stage = "stage", time = "at", value, group, reason, currency;
};

export_data read_changes(std::string const& file, column_names const& names, leadmetrics::funnel<std::string> pipeline, csv_options const& options);
export_data read_olist(std::string const& folder, std::string const& group, csv_options const& options);
export_data read_maven(std::string const& folder, std::string const& group, csv_options const& options);

/// Converts all amounts into the currency of the report. Throws input_error for a currency that has no rate.
void convert(export_data& data, csv_options const& options);
/// Reads a CSV file with the columns currency and rate.
std::map<std::string, double> read_rates(std::string const& file, csv_options const& options);

void add_contacts(export_data& data, std::string const& file, csv_options const& options);
void add_costs(export_data& data, std::string const& file, csv_options const& options);
void add_activities(export_data& data, std::string const& file, csv_options const& options);
void add_touches(export_data& data, std::string const& file, csv_options const& options);

/// Returns generated records of one and a half years of a small company, the same at every call. Groups are sources or owners.
export_data sample(std::string const& group);

} // namespace crm

#endif
