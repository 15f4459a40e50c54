// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_ICAL_FILE_HPP
#define CRM_REPORT_ICAL_FILE_HPP

#include "change.hpp"

#include <date/date.h>

#include <string>
#include <vector>

namespace crm {

/// Dates of an iCalendar file, and what became of its events.
struct dates_of_file {
    std::vector<date::year_month_day> dates; ///< ascending, each once
    file_use                          use;   ///< of the file's events: one that comes again every year is one
};

/// Reads the days of the events that last whole days (RFC 5545), such as a calendar of public holidays has them, from 1970 to 2100. Events that are
/// cancelled, have no beginning, begin at a time of day, last for more than a year, or come again within a day are left out and counted. Throws
/// input_error for a file that cannot be opened, or that is no iCalendar.
dates_of_file read_days(std::string const& file);

} // namespace crm

#endif
