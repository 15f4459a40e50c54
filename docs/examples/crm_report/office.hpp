// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_OFFICE_HPP
#define CRM_REPORT_OFFICE_HPP

#include <leadmetrics/calendar/working_time.hpp>
#if defined(CRM_REPORT_TIME_ZONES)
#include <leadmetrics/calendar/time_zone.hpp>
#endif

#include <chrono>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace crm {

#if defined(CRM_REPORT_TIME_ZONES)
using office_zone = leadmetrics::time_zone;
#else
using office_zone = leadmetrics::utc;
#endif
using office = leadmetrics::working_time<office_zone>;

/// Reads opening hours such as "Mon-Fri 09:00-17:00" or "Sat 10:00-12:00,13:00-15:00", each for a day or a range of days, and holidays such as
/// 2024-12-25. Throws input_error.
office make_office(std::string const& zone, std::vector<std::string> const& hours, std::vector<std::string> const& holidays);

/// Reads a length of time: "8h", "90min", "2d". Throws input_error.
std::chrono::minutes parse_length(std::string const& option, std::string const& text);

/// A clock for the library's reports: the working time of an office where one is given, else elapsed time.
struct agreed_clock {
    std::optional<crm::office> open;

    template <class From, class To>
    [[nodiscard]] auto elapsed(date::sys_time<From> from, date::sys_time<To> to) const
    {
        using length = std::common_type_t<From, To, std::chrono::seconds>;
        return open ? length{open->elapsed(from, to).open_time()} : length{to - from};
    }
    template <class At, class Length>
    [[nodiscard]] auto add(date::sys_time<At> at, Length allowance) const
    {
        using result = date::sys_time<std::common_type_t<At, Length, std::chrono::seconds>>;
        return open ? result{open->add(at, allowance)} : result{at + allowance};
    }
};

} // namespace crm

#endif
