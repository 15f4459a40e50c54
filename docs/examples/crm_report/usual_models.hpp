// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_USUAL_MODELS_HPP
#define CRM_REPORT_USUAL_MODELS_HPP

#include <utility>
#include <vector>

namespace crm {

/// Returns the names and the texts of the files in models/, which the build puts into the program.
std::vector<std::pair<char const*, char const*>> const& usual_models();

} // namespace crm

#endif
