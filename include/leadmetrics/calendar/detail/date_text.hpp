// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CALENDAR_DETAIL_DATE_TEXT_HPP
#define LEADMETRICS_CALENDAR_DETAIL_DATE_TEXT_HPP

// Dates and hours in messages and settings.

#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/version.hpp>

#include <chrono>
#include <cstdint>
#include <string>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Appends a number with at least two digits. (It appends to a text because GCC 12 warns wrongly about code of its own library where a text is put
/// in front of another.)
inline void append_number(std::string& text, std::int64_t n)
{
    if (n < 0) text += '-';
    std::uint64_t const size = n < 0 ? -static_cast<std::uint64_t>(n) : static_cast<std::uint64_t>(n);
    if (size < 10) text += '0';
    text += std::to_string(size);
}

/// Returns a date as text: 2024-03-29.
inline std::string date_text(date::year_month_day const& date)
{
    std::string text = std::to_string(static_cast<int>(date.year()));
    for (unsigned const part : {static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day())}) {
        text += '-';
        append_number(text, part);
    }
    return text;
}

/// Returns hours as text: 09:00 to 17:00.
inline std::string hours_text(std::chrono::seconds from, std::chrono::seconds to)
{
    std::string text;
    auto const  append_clock = [&text](std::int64_t at) {
        append_number(text, at / 3600);
        text += ':';
        append_number(text, at / 60 % 60);
        if (at % 60 == 0) return;
        text += ':';
        append_number(text, at % 60);
    };
    append_clock(from.count());
    text += " to ";
    append_clock(to.count());
    return text;
}

inline std::string weekday_text(date::weekday day)
{
    static constexpr char const* names[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
    return day.ok() ? names[day.c_encoding()] : "weekday " + std::to_string(day.c_encoding());
}

}}} // namespace leadmetrics::detail

#endif
