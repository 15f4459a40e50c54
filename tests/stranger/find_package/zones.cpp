// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/calendar/time_zone.hpp>

int main()
{
    return leadmetrics::days_of<leadmetrics::time_zone>{leadmetrics::time_zone{"Europe/Berlin"}}(date::sys_days{date::year{2024} / 1 / 1})
                   == date::year{2024} / 1 / 1
               ? 0
               : 1;
}
