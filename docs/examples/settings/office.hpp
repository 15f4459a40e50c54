// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_EXAMPLES_OFFICE_HPP
#define LEADMETRICS_EXAMPLES_OFFICE_HPP

// Opening hours and lengths of time, as the example programs are told them.

#include "zone.hpp"

#include <leadmetrics/calendar/allowance.hpp>
#include <leadmetrics/calendar/working_time.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace examples {

using office = leadmetrics::working_time<chosen_zone>;

/// Reads opening hours such as "Mon-Fri 09:00-17:00" or "Sat 10:00-12:00,13:00-15:00", each for a day or a range of days, and holidays: dates such as
/// 2024-12-25, or rules such as 12-25, Thu[4]/11, Mon[last]/5, easter-2 and orthodox-easter+1. Throws settings_error; `options` are what the hours
/// and the holidays are called.
office make_office(chosen_zone zone, std::vector<std::string> const& hours, std::vector<std::string> const& holidays,
                   std::pair<char const*, char const*> options);

/// Reads a length of time: "8h", "90min", "2d". Throws settings_error.
std::chrono::minutes parse_length(std::string const& option, std::string const& text);
/// Reads the same, or working days: "2wd".
leadmetrics::allowance parse_allowance(std::string const& option, std::string const& text);

/// A clock for the library's reports: the working time of an office where one is given, else elapsed time.
struct agreed_clock {
    std::optional<office> open;

    template <class Sink>
    void describe(Sink& to) const
    {
        if (open) open->describe(to);
        else to.word("elapsed time");
    }
    template <class From, class To>
    [[nodiscard]] auto elapsed(date::sys_time<From> from, date::sys_time<To> to) const
    {
        using length = std::common_type_t<From, To, std::chrono::seconds>;
        return open ? length{open->elapsed(from, to).open_time()} : length{to - from};
    }
    template <class At, class Rep, class Period>
    [[nodiscard]] auto add(date::sys_time<At> at, std::chrono::duration<Rep, Period> length) const
    {
        using result = date::sys_time<std::common_type_t<At, std::chrono::duration<Rep, Period>, std::chrono::seconds>>;
        return open ? result{open->add(at, length)} : result{at + length};
    }
    /// Working days, which only an office has.
    template <class At>
    [[nodiscard]] auto add(date::sys_time<At> at, leadmetrics::working_days days) const
    {
        using result = date::sys_time<std::common_type_t<At, std::chrono::seconds>>;
        return open ? result{open->add(at, days)} : result{at};
    }
    template <class From, class To>
    [[nodiscard]] leadmetrics::working_days working_days_between(date::sys_time<From> from, date::sys_time<To> to) const
    {
        return open ? open->working_days_between(from, to) : leadmetrics::working_days{0};
    }
};

} // namespace examples

#endif
