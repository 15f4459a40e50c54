// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "office.hpp"

#include "settings.hpp"

#include <leadmetrics/adapter/time_text.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <optional>
#include <sstream>
#include <system_error>

namespace examples {

namespace {

constexpr std::array<char const*, 7> day_names{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

[[noreturn]] void wrong_hours(std::string const& option, std::string const& found)
{
    throw settings_error(option + ": found \"" + found + "\", expected days and hours like Mon-Fri 09:00-17:00");
}

std::size_t day_of(std::string const& name, std::pair<char const*, std::string const&> const& whole)
{
    for (std::size_t i = 0; i != day_names.size(); ++i)
        if (name == day_names[i]) return i;
    wrong_hours(whole.first, whole.second);
}

std::chrono::minutes clock_of(std::string const& text, std::pair<char const*, std::string const&> const& whole)
{
    char*      rest  = nullptr;
    long const hours = std::strtol(text.c_str(), &rest, 10);
    if (rest == text.c_str() || *rest != ':') wrong_hours(whole.first, whole.second);
    char const* const after   = rest + 1;
    long const        minutes = std::strtol(after, &rest, 10);
    if (rest == after || *rest != '\0') wrong_hours(whole.first, whole.second);
    return std::chrono::hours{hours} + std::chrono::minutes{minutes};
}

std::pair<std::string, std::string> halves(std::string const& text, char at)
{
    auto const place = text.find(at);
    if (place == std::string::npos) return {text, text};
    return {text.substr(0, place), text.substr(place + 1)};
}

/// A whole number that is the whole text.
std::optional<int> number_in(std::string const& text)
{
    int        n     = 0;
    auto const ended = std::from_chars(text.data(), text.data() + text.size(), n);
    if (text.empty() || ended.ec != std::errc{} || ended.ptr != text.data() + text.size()) return std::nullopt;
    return n;
}

/// "easter-2", "orthodox-easter+1": days from Easter Sunday.
std::optional<leadmetrics::holiday> easter_in(std::string text)
{
    std::string const orthodox = "orthodox-", easter = "easter";
    bool const        is_orthodox = text.rfind(orthodox, 0) == 0;
    if (is_orthodox) text = text.substr(orthodox.size());
    if (text.rfind(easter, 0) != 0) return std::nullopt;
    text           = text.substr(easter.size());
    auto const day = is_orthodox ? leadmetrics::orthodox_easter_sunday : leadmetrics::easter_sunday;
    if (text.empty()) return day;
    auto const days = number_in(text[0] == '+' ? text.substr(1) : text);
    if (!days || (text[0] != '+' && text[0] != '-')) return std::nullopt;
    return day + date::days{*days};
}

/// "Thu[4]/11", "Mon[last]/5": weekdays of a month.
std::optional<leadmetrics::holiday> weekday_in(std::string const& text)
{
    auto const open = text.find('['), close = text.find("]/");
    if (open == std::string::npos || close == std::string::npos || close < open) return std::nullopt;
    auto const name  = std::find(day_names.begin(), day_names.end(), text.substr(0, open));
    auto const month = number_in(text.substr(close + 2));
    if (name == day_names.end() || !month || *month < 0) return std::nullopt;
    auto const day   = date::weekday{date::Monday} + date::days{name - day_names.begin()};
    auto const which = text.substr(open + 1, close - open - 1);
    if (which == "last") return date::month_weekday_last{date::month{static_cast<unsigned>(*month)}, day[date::last]};
    auto const n = number_in(which);
    if (!n || *n < 0) return std::nullopt;
    return date::month_weekday{date::month{static_cast<unsigned>(*month)}, day[static_cast<unsigned>(*n)]};
}

std::optional<leadmetrics::holiday> holiday_of(std::string const& text)
{
    if (auto const at = leadmetrics::read_time(text); at && at->date_only) return date::year_month_day{date::floor<date::days>(at->at)};
    if (auto const easter = easter_in(text)) return easter;
    if (auto const weekday = weekday_in(text)) return weekday;
    auto const [month, day] = halves(text, '-');
    if (auto const m = number_in(month), d = number_in(day); m && d && text.size() == 5 && text[2] == '-')
        return date::month{static_cast<unsigned>(*m)} / date::day{static_cast<unsigned>(*d)};
    return std::nullopt;
}

} // namespace

office make_office(chosen_zone zone, std::vector<std::string> const& hours, std::vector<std::string> const& holidays,
                   std::pair<char const*, char const*> options)
{
    std::vector<leadmetrics::opening> week;
    for (std::string const& text : hours) {
        std::pair<char const*, std::string const&> const one{options.first, text};
        auto const                                       space = text.find(' ');
        if (space == std::string::npos) wrong_hours(options.first, text);
        auto const [first, last] = halves(text.substr(0, space), '-');
        for (std::size_t day = day_of(first, one), end = day_of(last, one);; day = (day + 1) % day_names.size()) {
            std::istringstream stretches(text.substr(space + 1));
            for (std::string stretch; std::getline(stretches, stretch, ',');) {
                auto const [from, to] = halves(stretch, '-');
                week.push_back({date::weekday{date::Monday} + date::days{day}, clock_of(from, one), clock_of(to, one)});
            }
            if (day == end) break;
        }
    }
    std::vector<leadmetrics::holiday> closed;
    for (std::string const& one : holidays) {
        auto const day = holiday_of(one);
        if (!day)
            throw settings_error(std::string{options.second} + ": found \"" + one
                                 + "\", expected a date like 2024-12-25, or a rule like 12-25, Thu[4]/11, Mon[last]/5 or easter-2");
        closed.push_back(*day);
    }
    return office{std::move(zone), std::move(week), std::move(closed)};
}

std::chrono::minutes parse_length(std::string const& option, std::string const& text)
{
    char*             rest   = nullptr;
    long long const   number = std::strtoll(text.c_str(), &rest, 10);
    std::string const unit   = rest;
    if (rest != text.c_str() && number >= 0 && number < 1'000'000) {
        if (unit == "min") return std::chrono::minutes{number};
        if (unit == "h") return std::chrono::hours{number};
        if (unit == "d") return date::days{number};
    }
    throw settings_error(option + ": found \"" + text + "\", expected a length of time like 90min, 8h or 2d");
}

leadmetrics::allowance parse_allowance(std::string const& option, std::string const& text)
{
    if (text.size() > 2 && text.substr(text.size() - 2) == "wd")
        if (auto const days = number_in(text.substr(0, text.size() - 2)); days && *days >= 0) return leadmetrics::working_days{*days};
    try {
        return parse_length(option, text);
    } catch (settings_error const&) {
        throw settings_error(option + ": found \"" + text + "\", expected a length of time like 90min, 8h or 2d, or working days like 2wd");
    }
}

} // namespace examples
