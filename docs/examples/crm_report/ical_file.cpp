// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "ical_file.hpp"

#include "csv_file.hpp"

#include <libical/ical.h>

#include <ctime>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <set>

namespace crm {

namespace {

struct free_component {
    void operator()(icalcomponent* one) const { icalcomponent_free(one); }
};

date::sys_days day_of(icaltimetype const& at)
{
    return date::year{at.year} / date::month{static_cast<unsigned>(at.month)} / date::day{static_cast<unsigned>(at.day)};
}
bool is_midnight(icaltimetype const& at) { return at.is_date != 0 || (at.hour == 0 && at.minute == 0 && at.second == 0); }

/// How many days an event lasts, the first time.
date::days length_of(icalcomponent* event)
{
    auto const start = icalcomponent_get_dtstart(event), end = icalcomponent_get_dtend(event);
    return icaltime_is_null_time(end) || day_of(end) <= day_of(start) ? date::days{1} : day_of(end) - day_of(start);
}
bool comes_more_often_than_daily(icalcomponent* event)
{
    auto* const rule = icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY);
    return rule != nullptr && icalproperty_get_rrule(rule).freq < ICAL_DAILY_RECURRENCE;
}

/// Why an event is no whole day; empty for one that is.
std::string reason_against(icalcomponent* event)
{
    auto const start = icalcomponent_get_dtstart(event), end = icalcomponent_get_dtend(event);
    if (icaltime_is_null_time(start) || !icaltime_is_valid_time(start)) return "without a beginning";
    if (icalcomponent_get_status(event) == ICAL_STATUS_CANCELLED) return "cancelled";
    if (!is_midnight(start) || (!icaltime_is_null_time(end) && !is_midnight(end)) || (start.is_date == 0 && icaltime_is_null_time(end)))
        return "not of whole days";
    if (comes_more_often_than_daily(event)) return "more often than daily";
    if (length_of(event) > date::days{366}) return "longer than a year";
    return {};
}

/// Adds the days of an event, and of those that it comes again. Returns whether there are any in the years that are looked at.
bool add_days(icalcomponent* event, std::set<date::sys_days>& to)
{
    auto const start = icalcomponent_get_dtstart(event);
    struct found {
        std::set<date::sys_days>* to;
        date::sys_days            first;
        std::time_t               begin;
        date::days                length;
        bool                      any;
    } all{&to, day_of(start), icaltime_span_new(start, icalcomponent_get_dtend(event), 1).start, length_of(event), false};
    icalcomponent_foreach_recurrence(
        event, icaltime_from_day_of_year(1, 1970), icaltime_from_day_of_year(1, 2101),
        [](icalcomponent*, icaltime_span* when, void* what) {
            auto& days = *static_cast<found*>(what);
            // Midnights of a zone may be an hour more or less than whole days apart.
            auto const from = days.first + date::round<date::days>(std::chrono::seconds{when->start - days.begin});
            for (date::days day{0}; day < days.length; ++day) days.to->insert(from + day);
            days.any = true;
        },
        &all);
    return all.any;
}

} // namespace

dates_of_file read_days(std::string const& file)
{
    std::ifstream in{file, std::ios::binary};
    if (!in) throw input_error(file + ": cannot be opened");
    std::string const                                    text{std::istreambuf_iterator<char>{in}, {}};
    std::unique_ptr<icalcomponent, free_component> const whole{icalparser_parse_string(text.c_str())};
    auto const                                           kind = whole ? icalcomponent_isa(whole.get()) : ICAL_NO_COMPONENT;
    if (kind != ICAL_VCALENDAR_COMPONENT && kind != ICAL_XROOT_COMPONENT)
        throw input_error(file + ": found what is no iCalendar, expected a file that begins with BEGIN:VCALENDAR");

    dates_of_file                       result{{}, {file, "holidays", 0, 0, {}, {}}};
    std::set<date::sys_days>            days;
    std::map<std::string, std::int64_t> left_out;
    auto const                          read = [&](icalcomponent* calendar) {
        for (auto* event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); event != nullptr;
             event       = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
            ++result.use.read;
            if (auto const why = reason_against(event); !why.empty()) {
                ++left_out[why];
                continue;
            }
            if (add_days(event, days)) ++result.use.used;
            else ++left_out["not between 1970 and 2100"];
        }
    };
    if (kind == ICAL_VCALENDAR_COMPONENT) read(whole.get());
    else
        for (auto* one = icalcomponent_get_first_component(whole.get(), ICAL_VCALENDAR_COMPONENT); one != nullptr;
             one       = icalcomponent_get_next_component(whole.get(), ICAL_VCALENDAR_COMPONENT))
            read(one);
    result.use.left_out.assign(left_out.begin(), left_out.end());
    for (date::sys_days const day : days) result.dates.emplace_back(day);
    return result;
}

} // namespace crm
