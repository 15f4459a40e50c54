// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_TIME_TEXT_HPP
#define LEADMETRICS_ADAPTER_TIME_TEXT_HPP

#include <leadmetrics/adapter/detail/value_text.hpp>
#include <leadmetrics/calendar/calendar.hpp>
#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/version.hpp>

#include <chrono>
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
    date_order order = date_order::iso_only; ///< with `iso_only`, dates that end with the year are not read
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

/// A text that is read from its front.
struct text_cursor {
    std::string_view rest;

    [[nodiscard]] bool at_end() const noexcept { return rest.empty(); }
    constexpr bool     skip(char c) noexcept
    {
        if (rest.empty() || rest.front() != c) return false;
        rest.remove_prefix(1);
        return true;
    }
    /// Reads a number of `least` to `most` digits. Returns false where there are fewer digits.
    constexpr bool number(std::size_t least, std::size_t most, int& value) noexcept
    {
        std::size_t n = 0;
        value         = 0;
        while (n != most && n != rest.size() && is_digit(rest[n])) value = value * 10 + (rest[n++] - '0');
        if (n < least) return false;
        rest.remove_prefix(n);
        return true;
    }
};

/// Reads an offset from UTC: ±HH:MM, ±HHMM, ±HH.
constexpr bool read_offset(text_cursor& text, std::chrono::minutes& ahead) noexcept
{
    int const sign  = text.skip('+') ? 1 : text.skip('-') ? -1 : 0;
    int       hours = 0, minutes = 0;
    if (sign == 0 || !text.number(2, 2, hours)) return false;
    if (text.skip(':') ? !text.number(2, 2, minutes) : (!text.at_end() && !text.number(2, 2, minutes))) return false;
    if (hours > 23 || minutes > 59) return false;
    ahead = sign * (std::chrono::hours{hours} + std::chrono::minutes{minutes});
    return true;
}

/// Reads a time of day: HH:MM, HH:MM:SS, HH:MM:SS.fraction. With `with_half`, AM or PM may follow, and the hour may have one digit.
constexpr bool read_clock(text_cursor& text, bool with_half, std::chrono::milliseconds& since_midnight) noexcept
{
    int hour = 0, minute = 0, second = 0, thousandths = 0;
    if (!text.number(with_half ? 1 : 2, 2, hour) || !text.skip(':') || !text.number(2, 2, minute)) return false;
    if (text.skip(':')) {
        if (!text.number(2, 2, second)) return false;
        if (text.skip('.') || text.skip(',')) {
            std::size_t digits = 0;
            for (; !text.at_end() && is_digit(text.rest.front()); text.rest.remove_prefix(1), ++digits)
                if (digits < 3) thousandths = thousandths * 10 + (text.rest.front() - '0');
            if (digits == 0) return false;
            for (; digits < 3; ++digits) thousandths *= 10;
        }
    }
    if (with_half && !text.at_end()) {
        text.skip(' ');
        bool const morning = text.skip('A') || text.skip('a');
        if ((!morning && !text.skip('P') && !text.skip('p')) || (!text.skip('M') && !text.skip('m')) || hour < 1 || hour > 12) return false;
        hour = hour % 12 + (morning ? 0 : 12);
    }
    if (hour > 23 || minute > 59 || second > 60) return false; // 60: a leap second, which counts as the next one
    since_midnight = std::chrono::hours{hour} + std::chrono::minutes{minute} + std::chrono::seconds{second} + std::chrono::milliseconds{thousandths};
    return true;
}

/// Reads a date: 2024-01-31 or, as `order` allows, 31.1.2024 or 1/31/2024.
constexpr bool read_date(text_cursor& text, date_order order, date::year_month_day& day, bool& iso) noexcept
{
    int y = 0, m = 0, d = 0;
    iso = text.rest.size() > 4 && text.rest[4] == '-';
    if (iso) {
        if (!text.number(4, 4, y) || !text.skip('-') || !text.number(2, 2, m) || !text.skip('-') || !text.number(2, 2, d)) return false;
    } else {
        if (order == date_order::iso_only) return false;
        int& one   = order == date_order::day_first ? d : m;
        int& other = order == date_order::day_first ? m : d;
        if (!text.number(1, 2, one) || text.at_end()) return false;
        char const mark = text.rest.front();
        if ((mark != '.' && mark != '/' && mark != '-') || !text.skip(mark) || !text.number(1, 2, other) || !text.skip(mark) || !text.number(4, 4, y))
            return false;
    }
    day = date::year{y} / m / d;
    return day.ok();
}

/// Reads a whole number of seconds or milliseconds since 1970. The number of digits decides which (from 1973 to 5138 there is no doubt).
constexpr std::optional<crm_time> read_epoch(std::string_view text) noexcept
{
    bool const negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    if (text.size() < 9 || text.size() > 14) return std::nullopt;
    std::int64_t value = 0;
    for (char const c : text) {
        if (!is_digit(c)) return std::nullopt;
        value = value * 10 + (c - '0');
    }
    if (negative) value = -value;
    return crm_time{std::chrono::milliseconds{text.size() < 12 ? value * 1000 : value}};
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

/// Reads an instant from a text in one of the forms that CRMs write:
///
///     2024-01-31T09:30:00.000+0000   2024-01-31T09:30:00Z   2024-01-31 09:30:00   2024-01-31   with or without offset, seconds, fraction
///     1706693400000   1706693400      milliseconds or seconds since 1970
///     /Date(1706693400000)/           older Microsoft services; an offset after the number does not change the instant
///     31.1.2024 9:30, 1/31/2024 9:30 PM   where `order` says which comes first
///
/// A time without an offset is in `reading.zone`. Empty where the text has none of these forms. Finer fractions are cut to the millisecond.
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
    if (auto const epoch = detail::read_epoch(text)) return time_read{*epoch};

    detail::text_cursor  rest{text};
    date::year_month_day day{};
    bool                 iso = false;
    if (!detail::read_date(rest, reading.order, day, iso)) return std::nullopt;
    std::chrono::milliseconds clock{};
    auto const                local = [&] { return date::local_time<std::chrono::milliseconds>{date::local_days{day}.time_since_epoch() + clock}; };
    if (rest.at_end()) return detail::from_date(day, reading.zone, dates);
    if (!(rest.skip('T') || (!iso && rest.skip(',') && rest.skip(' ')) || rest.skip(' ')) || !detail::read_clock(rest, !iso, clock))
        return std::nullopt;
    if (rest.at_end()) return detail::from_local(local(), reading.zone);
    std::chrono::minutes ahead{};
    if (!(rest.skip('Z') || detail::read_offset(rest, ahead)) || !rest.at_end()) return std::nullopt;
    return time_read{crm_time{local().time_since_epoch() - ahead}};
}

}} // namespace leadmetrics

#endif
