// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_STAGE_NAMED_HPP
#define CRM_REPORT_STAGE_NAMED_HPP

#include "csv_file.hpp"

#include <leadmetrics/journey/funnel.hpp>

#include <cstddef>
#include <string>

namespace crm {

/// Returns the position of a stage that an option names. Throws input_error with all stages where there is no such one.
inline std::size_t stage_named(std::string const& option, std::string const& stage, leadmetrics::funnel<std::string> const& pipeline)
{
    if (auto const found = pipeline.index_of(stage)) return *found;
    std::string names;
    for (auto const& one : pipeline.stages()) names += (names.empty() ? "" : ", ") + one;
    throw input_error(option + ": found the stage \"" + stage + "\", expected one of " + names);
}

} // namespace crm

#endif
