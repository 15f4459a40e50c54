// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Needs the compiled time zone library of date: link leadmetrics::tz (find_package(leadmetrics COMPONENTS tz)).
#ifndef LEADMETRICS_CALENDAR_TIME_ZONE_HPP
#define LEADMETRICS_CALENDAR_TIME_ZONE_HPP

#include <leadmetrics/calendar/calendar.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/version.hpp>

#pragma push_macro("min")
#pragma push_macro("max")
#undef min
#undef max
#include <date/tz.h>
#pragma pop_macro("max")
#pragma pop_macro("min")

#include <exception>
#include <string>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// A zone of the IANA time zone database, by name: `lm::time_zone{"Europe/Berlin"}`. The database is the one that the date library was built to
/// use, on most systems the system's own (package tzdata). Refused: a name that the database does not have.
class time_zone {
public:
    explicit time_zone(std::string const& name) : zone_(locate(name)) {}

    [[nodiscard]] std::string const& name() const noexcept { return zone_->name(); }

    template <class Sink>
    void describe(Sink& to) const
    {
        to.word(name());
    }

    template <class Duration>
    [[nodiscard]] auto to_local(date::sys_time<Duration> at) const
    {
        return zone_->to_local(at);
    }
    [[nodiscard]] utc_offset offset_at(date::sys_seconds at) const
    {
        auto const info = zone_->get_info(at);
        return {info.begin, info.end, info.offset};
    }

private:
    static date::time_zone const* locate(std::string const& name)
    {
        std::string const advice = "the time zone database knows no such zone; give an IANA name such as Europe/Berlin, and see that the "
                                   "system has the database (package tzdata)";
#if defined(__cpp_exceptions)
        try {
            return date::locate_zone(name);
        } catch (std::exception const& reason) {
            detail::refuse("time_zone", name, advice + " (" + reason.what() + ")");
        }
#else
        return date::locate_zone(name);
#endif
    }

    date::time_zone const* zone_;
};

}} // namespace leadmetrics

#endif
