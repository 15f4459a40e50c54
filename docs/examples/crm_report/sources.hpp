// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_SOURCES_HPP
#define CRM_REPORT_SOURCES_HPP

#include "change.hpp"
#include "csv_file.hpp"

#include <string>
#include <vector>

namespace crm {

/// Which columns of a CSV file of stage changes say what. An empty name: there is none.
struct column_names {
    std::string lead = "lead_id", stage = "stage", time = "at", value, group;
};

export_data read_changes(std::string const& file, column_names const& names, leadmetrics::funnel<std::string> pipeline, csv_options const& options);
export_data read_olist(std::string const& folder, std::string const& group, csv_options const& options);
export_data read_maven(std::string const& folder, std::string const& group, csv_options const& options);

/// A year and a half of a small company, generated: the same every time.
export_data sample();

} // namespace crm

#endif
