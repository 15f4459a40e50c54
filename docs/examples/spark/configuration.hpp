// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEAD_REPORTS_CONFIGURATION_HPP
#define LEAD_REPORTS_CONFIGURATION_HPP

#include "office.hpp"
#include "settings.hpp"

#include <leadmetrics/adapter/arrow_store.hpp>
#include <leadmetrics/journey/funnel.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace lead_reports_parts {

using json = examples::json;

/// What lead_reports_open is told.
struct configuration {
    std::vector<std::string>                  stages;
    leadmetrics::funnel<std::string>          pipeline{std::vector<std::string>{"?"}};
    leadmetrics::instant                      as_of{date::sys_seconds{}};
    std::string                               precision;                  ///< of instants
    leadmetrics::store_columns                columns;                    ///< the columns of `by` come first among its texts
    std::optional<std::size_t>                record, campaign, activity; ///< their places among the texts
    std::vector<std::string>                  by;
    std::string                               windows;            ///< "", day, week, month, quarter or year
    examples::chosen_zone                     zone;               ///< of windows and offices
    bool                                      list_leads = false; ///< whether the answer lists leads by their ids
    std::vector<std::pair<std::string, json>> reports;            ///< by name, with their settings

    /// The place of a further column of texts, which is added where it is new.
    std::size_t text_column(std::string const& name);
};

/// Throws std::invalid_argument for settings that cannot be.
configuration read_configuration(char const* text);

} // namespace lead_reports_parts

#endif
