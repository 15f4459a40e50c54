// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_EXAMPLES_ZONE_HPP
#define LEADMETRICS_EXAMPLES_ZONE_HPP

#include <leadmetrics/calendar/calendar.hpp>

#include <chrono>
#include <functional>
#include <string>
#include <type_traits>

namespace examples {

/// A time zone that is chosen when the program runs: UTC, or another one where the program was built with date's time zones (EXAMPLES_TIME_ZONES, for
/// zone.cpp). Throws settings_error, or what the library throws, for a name that is not known; `option` is what the zone is called.
class chosen_zone {
public:
    chosen_zone() = default;
    chosen_zone(std::string const& option, std::string const& name);

    template <class Sink>
    void describe(Sink& to) const
    {
        to.word(name_);
    }
    template <class Duration>
    [[nodiscard]] auto to_local(date::sys_time<Duration> at) const
    {
        using local = date::local_time<std::common_type_t<Duration, std::chrono::seconds>>;
        return local{at.time_since_epoch() + offset_at(date::floor<std::chrono::seconds>(at)).ahead};
    }
    [[nodiscard]] leadmetrics::utc_offset offset_at(date::sys_seconds at) const
    {
        return offset_at_ ? offset_at_(at) : leadmetrics::utc::offset_at(at);
    }

private:
    std::string                                               name_ = "UTC";
    std::function<leadmetrics::utc_offset(date::sys_seconds)> offset_at_; ///< empty: UTC
};

} // namespace examples

#endif
