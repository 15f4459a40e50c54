// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_TIME_TEXT_HPP
#define LEADMETRICS_ADAPTER_TIME_TEXT_HPP

#include <leadmetrics/adapter/detail/clock_text.hpp>
#include <leadmetrics/adapter/detail/value_text.hpp>
#include <leadmetrics/calendar/calendar.hpp>
#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/version.hpp>

#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// The type of instants that adapters return. Milliseconds are enough: no CRM stores finer instants.
using crm_time = date::sys_time<std::chrono::milliseconds>;

/// The order of day and month in dates that end with the year, as in reports that people export: 31.1.2024, 1/31/2024.
enum class date_order { iso_only, day_first, month_first };

/// How time stamps are read that have no offset from UTC, or that are not in ISO form.
struct time_reading {
    /// The time zone of the organisation: any lm::zone (utc, fixed_offset, time_zone). The default is UTC, which every vendor's API uses.
    class org_zone {
    public:
        org_zone() = default;
        // Implicit, because a setting is written as a zone.
        template <zone Zone>
            requires(!std::is_same_v<Zone, org_zone>)
        org_zone(Zone zone) : offset_at_([zone = std::move(zone)](date::sys_seconds at) { return zone.offset_at(at); })
        {
        }
        [[nodiscard]] utc_offset offset_at(date::sys_seconds at) const { return offset_at_ ? offset_at_(at) : utc::offset_at(at); }
        [[nodiscard]] bool       is_utc() const noexcept { return !offset_at_; }

    private:
        std::function<utc_offset(date::sys_seconds)> offset_at_;
    };

    org_zone   zone{};
    date_order order         = date_order::iso_only; ///< with `iso_only`, dates that end with the year and have a number for the month are not read
    bool       excel_serials = false; ///< whether a number like 45323.5 is the number of days since 1899-12-30, as spreadsheets store instants
};

/// Which instant of its day a date without a time of day is: the first in the zone of the records or, for the close of a deal, the last (its last
/// millisecond), so that what happened on the closing day came before the close (definitions, section 2).
enum class date_as { first_instant, last_instant };

/// An instant that was read from a text.
struct time_read {
    crm_time at{};
    bool     clock_change = false; ///< whether a clock change skips or repeats the local time; it is read with the offset before the change
    bool     date_only    = false; ///< a date without a time of day

    friend bool operator==(time_read const&, time_read const&) = default;
};

namespace detail {

/// Reads a year of four digits, or of two: 69 to 99 are 1969 to 1999, 00 to 68 are 2000 to 2068, as POSIX has it.
constexpr bool read_year(text_cursor& text, int& year) noexcept
{
    std::size_t const before = text.rest.size();
    if (!text.number(2, 4, year) || before - text.rest.size() == 3) return false;
    if (before - text.rest.size() == 2) year += year < 69 ? 2000 : 1900;
    return true;
}

/// Reads the English name of a month, or its first three letters; 0 where there is none.
constexpr int read_month_name(text_cursor& text) noexcept
{
    constexpr std::string_view names[] = {"january", "february", "march",     "april",   "may",      "june",
                                          "july",    "august",   "september", "october", "november", "december"};
    for (int i = 0; i != 12; ++i)
        if (skip_word(text, names[i]) || skip_word(text, names[i].substr(0, 3))) return i + 1;
    return skip_word(text, "sept") ? 9 : 0;
}

/// Reads a date whose month is a name: 31 Jan 2024, 31-JAN-24, January 31, 2024, also behind the name of the day of the week.
constexpr bool read_named_date(text_cursor& text, int& y, int& m, int& d) noexcept
{
    for (std::string_view const day :
         {"mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
        if (skip_word(text, day)) {
            text.skip(',');
            skip_blank(text);
            break;
        }
    auto const mark = [&] { return skip_blank(text) || text.skip('-') || text.skip('/'); };
    m               = read_month_name(text);
    if (m != 0) {
        text.skip('.');
        if (!mark() || !text.number(1, 2, d)) return false;
        text.skip(',');
    } else {
        if (!text.number(1, 2, d)) return false;
        text.skip('.');
        if (!mark()) return false;
        m = read_month_name(text);
        if (m == 0) return false;
        if (!text.skip('.')) text.skip(',');
    }
    return mark() && read_year(text, y);
}

/// Reads a date: 2024-01-31, 2024/1/31, 20240131, one with the name of a month or, as `order` allows, 31.1.2024 or 1/31/24.
constexpr bool read_date(text_cursor& text, date_order order, date::year_month_day& day) noexcept
{
    int         y = 0, m = 0, d = 0;
    std::size_t digits = 0;
    while (digits != text.rest.size() && is_digit(text.rest[digits])) ++digits;
    if (digits == 4 && text.rest.size() > 4) {
        char const mark      = text.rest[4];
        auto const next_part = [&] { return text.skip(mark) && (skip_blank(text), true); }; // 2024. 01. 31.
        if (!text.number(4, 4, y) || (mark != '-' && mark != '/' && mark != '.') || !next_part() || !text.number(1, 2, m) || !next_part()
            || !text.number(1, 2, d))
            return false;
        if (mark == '.') text.skip(mark);
    } else if (digits == 8) {
        if (!text.number(4, 4, y) || !text.number(2, 2, m) || !text.number(2, 2, d)) return false;
    } else if (text_cursor named = text; read_named_date(named, y, m, d)) text = named;
    else {
        if (order == date_order::iso_only) return false;
        int& one   = order == date_order::day_first ? d : m;
        int& other = order == date_order::day_first ? m : d;
        if (!text.number(1, 2, one) || text.at_end()) return false;
        char const mark = text.rest.front();
        if ((mark != '.' && mark != '/' && mark != '-') || !text.skip(mark) || !text.number(1, 2, other) || !text.skip(mark) || !read_year(text, y))
            return false;
    }
    if (!text.at_end() && is_digit(text.rest.front())) return false;
    day = date::year{y} / m / d;
    return day.ok();
}

/// Reads a date and a time of day of digits alone: 202401310930, 20240131093000, 20240131093000123. As a number of milliseconds or microseconds
/// since 1970, a text that has this form would lie in 1976, or beyond 2200.
constexpr bool read_digits(text_cursor& text, date::year_month_day& day, std::chrono::milliseconds& clock) noexcept
{
    std::size_t digits = 0;
    while (digits != text.rest.size() && is_digit(text.rest[digits])) ++digits;
    if (digits != 12 && digits != 14 && digits != 17) return false;
    text_cursor from = text;
    int         y = 0, m = 0, d = 0;
    from.number(4, 4, y), from.number(2, 2, m), from.number(2, 2, d);
    day = date::year{y} / m / d;
    if (y < 1970 || y > 2099 || !day.ok() || !read_clock(from, true, clock)) return false;
    text = from;
    return true;
}

/// Reads a whole number of seconds, milliseconds, microseconds or nanoseconds since 1970, or seconds with a fraction. The number of digits decides
/// which (from 1973 to 5138 there is no doubt).
constexpr std::optional<crm_time> read_epoch(std::string_view text) noexcept
{
    bool const negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    std::string_view const whole    = text.substr(0, text.find('.'));
    std::string_view       fraction = text.substr(whole.size() == text.size() ? whole.size() : whole.size() + 1);
    if (whole.size() < 9 || whole.size() > 19 || (whole.size() != text.size() && (fraction.empty() || whole.size() > 11))) return std::nullopt;
    std::int64_t value = 0;
    for (char const c : whole) {
        if (!is_digit(c)) return std::nullopt;
        if (value > (INT64_MAX - 9) / 10) return std::nullopt;
        value = value * 10 + (c - '0');
    }
    std::int64_t const milliseconds = whole.size() < 12   ? value * 1000
                                      : whole.size() < 15 ? value
                                      : whole.size() < 18 ? value / 1000
                                                          : value / 1'000'000;
    std::int64_t       thousandths  = 0;
    for (std::size_t i = 0; i != fraction.size(); ++i) {
        if (!is_digit(fraction[i])) return std::nullopt;
        if (i < 3) thousandths = thousandths * 10 + (fraction[i] - '0');
    }
    for (std::size_t i = fraction.size(); !fraction.empty() && i < 3; ++i) thousandths *= 10;
    return crm_time{std::chrono::milliseconds{negative ? -(milliseconds + thousandths) : milliseconds + thousandths}};
}

/// Reads the number of days since 1899-12-30, with a fraction for the time of day. Empty where it is no such number from 1900 to 2199.
inline std::optional<date::local_time<std::chrono::milliseconds>> read_serial(std::string_view text, bool& date_only) noexcept
{
    std::string_view const whole    = text.substr(0, text.find('.'));
    std::string_view const fraction = text.substr(whole.size());
    if (whole.empty() || whole.size() > 6) return std::nullopt;
    std::int64_t days = 0;
    for (char const c : whole) {
        if (!is_digit(c)) return std::nullopt;
        days = days * 10 + (c - '0');
    }
    double part = 0, place = 0.1;
    for (std::size_t i = 1; i < fraction.size(); ++i, place /= 10) {
        if (!is_digit(fraction[i])) return std::nullopt;
        part += place * (fraction[i] - '0');
    }
    if (days < 2 || days > 109'574) return std::nullopt;
    date_only = fraction.empty();
    // Spreadsheets store a fraction of a day in a double, so that a whole second is a few microseconds off: the nearest millisecond is meant.
    auto const clock = std::chrono::milliseconds{std::llround(part * 86'400'000.0)};
    return date::local_days{date::year{1899} / 12 / 30} + date::days{days} + clock;
}

/// Returns the instant of a local time. Where a clock change skips or repeats the local time, the offset before the change is used: a time in a
/// repeated hour means its first occurrence, and a time in a skipped hour means the instant as long after the change as the time is after the
/// beginning of the skipped hour.
inline time_read from_local(date::local_time<std::chrono::milliseconds> local, time_reading::org_zone const& zone)
{
    crm_time const as_if_utc{local.time_since_epoch()};
    if (zone.is_utc()) return {as_if_utc};
    auto const day    = date::days{1}; // no zone is further from UTC than a day, and no two clock changes are closer than that
    auto const before = zone.offset_at(date::floor<std::chrono::seconds>(as_if_utc - day)).ahead;
    auto const after  = zone.offset_at(date::floor<std::chrono::seconds>(as_if_utc + day)).ahead;
    if (before == after) return {as_if_utc - before};
    auto const holds = [&](std::chrono::seconds ahead) {
        return zone.offset_at(date::floor<std::chrono::seconds>(as_if_utc - ahead)).ahead == ahead;
    };
    bool const by_before = holds(before), by_after = holds(after);
    if (by_after && !by_before) return {as_if_utc - after};
    return {as_if_utc - before, by_before == by_after};
}

/// A date without a time of day. (Where a clock change skips midnight the day begins, and the day before ends, after it.)
inline time_read from_date(date::year_month_day const& day, time_reading::org_zone const& zone, date_as which)
{
    date::local_days const midnight = date::local_days{day} + date::days{which == date_as::last_instant};
    auto                   read     = from_local(date::local_time<std::chrono::milliseconds>{midnight.time_since_epoch()}, zone);
    if (which == date_as::last_instant) read.at -= std::chrono::milliseconds{1};
    read.date_only = true;
    return read;
}

} // namespace detail

/// Reads an instant from a text in one of the forms that CRMs, warehouses and spreadsheets write:
///
///     2024-01-31T09:30:00.000+0000   2024-01-31 9:30 PM   2024-01-31 09:30:00.123456 UTC   2024-01-31   2024/1/31   2024. 1. 31.
///     20240131   20240131T093000Z   202401310930   20240131093000   20240131093000123   years from 1970 to 2099, where there is no T
///     31 Jan 2024 09:30   January 31, 2024 9:30 pm   31-JAN-24   English names of months, also behind the name of the day
///     1706693400000   1706693400   1706693400.123   seconds, milliseconds, microseconds or nanoseconds since 1970
///     /Date(1706693400000)/           older Microsoft services; an offset after the number does not change the instant
///     31.1.2024 9:30, 1/31/24 9:30 PM   where `order` says which comes first
///     45323.5                         days since 1899-12-30, where `excel_serials` says that there are such
///
/// Behind a time there may be Z, UTC, GMT or an offset (+01:00, +0100, +01), also behind a blank. A time without an offset is in `reading.zone`.
/// Empty where the text has none of these forms: ISO weeks and other names of zones are not read. Finer fractions are cut to the millisecond.
[[nodiscard]] inline std::optional<time_read> read_time(std::string_view text, time_reading const& reading = {},
                                                        date_as dates = date_as::first_instant)
{
    text = detail::trimmed(text);
    if (text.starts_with("/Date(") && text.ends_with(")/")) {
        text.remove_prefix(6);
        text.remove_suffix(2);
        detail::text_cursor number{text};
        if (auto const behind = text.find_first_of("+-", 1); behind != std::string_view::npos) {
            std::chrono::minutes for_show{};
            number.rest = text.substr(behind);
            if (!detail::read_offset(number, for_show) || !number.at_end()) return std::nullopt;
            text = text.substr(0, behind);
        }
        bool const negative = text.starts_with('-');
        if (negative) text.remove_prefix(1);
        if (text.empty() || text.size() > 14) return std::nullopt;
        std::int64_t value = 0;
        for (char const c : text) {
            if (!detail::is_digit(c)) return std::nullopt;
            value = value * 10 + (c - '0');
        }
        return time_read{crm_time{std::chrono::milliseconds{negative ? -value : value}}};
    }
    if (reading.excel_serials) {
        bool date_only = false;
        if (auto const serial = detail::read_serial(text, date_only)) {
            if (date_only) return detail::from_date(date::year_month_day{date::floor<date::days>(*serial)}, reading.zone, dates);
            return detail::from_local(*serial, reading.zone);
        }
    }
    detail::text_cursor rest{text};
    while (detail::skip_blank(rest)) {}
    date::year_month_day      day{};
    std::chrono::milliseconds clock{};
    auto const                local = [&] { return date::local_time<std::chrono::milliseconds>{date::local_days{day}.time_since_epoch() + clock}; };
    if (!detail::read_digits(rest, day, clock)) {
        if (auto const epoch = detail::read_epoch(rest.rest)) return time_read{*epoch};
        if (!detail::read_date(rest, reading.order, day)) return std::nullopt;
        if (rest.at_end()) return detail::from_date(day, reading.zone, dates);
        bool const with_t = rest.skip('T');
        if (!with_t) {
            rest.skip(',');
            if (!detail::skip_blank(rest)) return std::nullopt;
            if (detail::skip_word(rest, "at")) detail::skip_blank(rest);
        }
        if (!detail::read_clock(rest, with_t, clock)) return std::nullopt;
    }
    if (rest.at_end()) return detail::from_local(local(), reading.zone);
    std::chrono::minutes ahead{};
    if (!detail::read_zone(rest, ahead)) return std::nullopt;
    return time_read{crm_time{local().time_since_epoch() - ahead}};
}

}} // namespace leadmetrics

#endif
