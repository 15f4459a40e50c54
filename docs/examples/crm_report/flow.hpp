// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_FLOW_HPP
#define CRM_REPORT_FLOW_HPP

#include "change.hpp"

#include <optional>
#include <string>

namespace crm {

/// Returns a drawing of the flow of leads through stages and campaigns, in the language `mermaid` or `dot`.
std::string flow_text(export_data const& data, std::optional<instant> as_of, std::string const& language);

} // namespace crm

#endif
