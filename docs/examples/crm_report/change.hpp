// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_CHANGE_HPP
#define CRM_REPORT_CHANGE_HPP

#include <leadmetrics/journey/funnel.hpp>

#include <date/date.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace crm {

using instant = date::sys_time<std::chrono::milliseconds>;

/// The entry of a lead into a stage. The members have the library's names of fields, so the type needs no mapping.
struct change {
    std::string            lead_id;
    std::string            stage;
    std::optional<instant> at;
    std::string            group;           ///< the value of the column that reports are broken down by
    std::optional<double>  value;           ///< the value of the deal; empty where the record has none
    std::string            reason{};        ///< why the lead was rejected; empty where the record gives no reason
    std::string            currency{};      ///< the currency of the value; empty where the record names none
    bool                   is_date = false; ///< whether `at` was a date without a time of day; it is the first instant of that day, in UTC
};

/// A contact of a salesperson with a lead.
struct contact {
    std::string            lead_id;
    std::optional<instant> at;
};

/// Money spent on a campaign. The campaigns are the groups of the changes.
struct cost {
    std::string            campaign;
    std::optional<instant> at;
    std::optional<double>  amount;
    std::string            currency{}; ///< empty where the record names none
};

/// Something that a lead did.
struct activity {
    std::string            lead_id;
    std::string            kind;
    std::optional<instant> at;
    double                 share = 1; ///< the share of a video that was watched, 0 … 1
};

/// A contact between a campaign and a lead.
struct touch {
    std::string            lead_id;
    std::string            campaign;
    std::optional<instant> at;
};

/// The records that were read, with the settings for the reports on them.
struct export_data {
    std::string                      title;
    std::vector<change>              changes;
    leadmetrics::funnel<std::string> pipeline;
    std::string                      group_name;   ///< the name of `change::group`, for headings
    std::vector<std::string>         skipped_rows; ///< with --skip-bad-rows: for each skipped row, what was wrong
    std::vector<contact>             contacts{};
    std::vector<cost>                costs{};
    std::vector<activity>            activities{};
    std::vector<touch>               touches{};
    std::int64_t                     dates = 0;       ///< the number of times in CSV files that were dates without a time of day
    std::vector<std::string>         import_issues{}; ///< the problems found in a CRM's records, one line for each
};

/// Returns when the deal was closed that a change won. Where the change has a date only, that is the last instant of the day, so that what happened
/// on the closing day came before the close.
std::optional<instant> close_of(change const& won);

/// Returns the latest close. It is the default of `as_of` for the reports on money.
std::optional<instant> latest_close(std::vector<change> const& changes);

/// Returns the latest time of any record. It is the default of `as_of`, the instant at which the books are closed.
std::optional<instant> latest(std::vector<change> const& changes);

} // namespace crm

#endif
