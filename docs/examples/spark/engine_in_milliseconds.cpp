// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "engine_of.hpp"

namespace lead_reports_parts {

std::unique_ptr<engine> engine_in_milliseconds(configuration how) { return std::make_unique<engine_of<std::chrono::milliseconds>>(std::move(how)); }

} // namespace lead_reports_parts
