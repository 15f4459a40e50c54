// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_CHANGE_HPP
#define CRM_REPORT_CHANGE_HPP

#include <leadmetrics/journey/funnel.hpp>

#include <date/date.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace crm {

using instant = date::sys_time<std::chrono::milliseconds>;

/// A lead entered a stage. Its members carry the library's words, so it needs no mapping.
struct change {
    std::string            lead_id;
    std::string            stage;
    std::optional<instant> at;
    std::string            group;    ///< the value of the column that reports are broken down by
    std::optional<double>  value;    ///< of the deal, where the record has one
    std::string            reason{}; ///< why it was rejected, where the record says so
};

/// Somebody of sales got in touch with a lead.
struct contact {
    std::string            lead_id;
    std::optional<instant> at;
};

/// Money spent on a campaign; campaigns are the groups of changes.
struct cost {
    std::string            campaign;
    std::optional<instant> at;
    std::optional<double>  amount;
};

/// Something that a lead did.
struct activity {
    std::string            lead_id;
    std::string            kind;
    std::optional<instant> at;
    double                 share = 1; ///< of a video watched, 0 … 1
};

/// A campaign got in touch with a lead.
struct touch {
    std::string            lead_id;
    std::string            campaign;
    std::optional<instant> at;
};

/// What was read, and how to look at it.
struct export_data {
    std::string                      title;
    std::vector<change>              changes;
    leadmetrics::funnel<std::string> pipeline;
    std::string                      group_name;   ///< what `group` is, for headings
    std::vector<std::string>         skipped_rows; ///< with --skip-bad-rows: what was wrong with each
    std::vector<contact>             contacts{};
    std::vector<cost>                costs{};
    std::vector<activity>            activities{};
    std::vector<touch>               touches{};
    std::vector<std::string>         import_issues{}; ///< what was odd about a CRM's records, a line each
};

/// The latest time of any record: when the books are closed unless the user says otherwise.
std::optional<instant> latest(std::vector<change> const& changes);

} // namespace crm

#endif
