// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "zone.hpp"

#include "settings.hpp"

#if defined(EXAMPLES_TIME_ZONES)
#include <leadmetrics/calendar/time_zone.hpp>
#endif

namespace examples {

chosen_zone::chosen_zone(std::string const& option, std::string const& name)
{
    if (name == "UTC") return;
#if defined(EXAMPLES_TIME_ZONES)
    (void)option;
    leadmetrics::time_zone const zone{name};
    name_      = zone.name();
    offset_at_ = [zone](date::sys_seconds at) { return zone.offset_at(at); };
#else
    throw settings_error(option + ": found \"" + name + "\", expected UTC: this program was built without date's time zones");
#endif
}

} // namespace examples
