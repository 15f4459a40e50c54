// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "engine.hpp"

#include <utility>

namespace lead_reports_parts {

std::unique_ptr<engine> make_engine(configuration how)
{
    if (how.precision == "seconds") return engine_in_seconds(std::move(how));
    if (how.precision == "microseconds") return engine_in_microseconds(std::move(how));
    return engine_in_milliseconds(std::move(how));
}

} // namespace lead_reports_parts
