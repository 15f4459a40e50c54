// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "office.hpp"

#include "settings.hpp"

#include <leadmetrics/adapter/time_text.hpp>

#include <array>
#include <cstddef>
#include <cstdlib>
#include <sstream>

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
    std::vector<date::year_month_day> closed;
    for (std::string const& one : holidays) {
        auto const at = leadmetrics::read_time(one);
        if (!at || !at->date_only) throw settings_error(std::string{options.second} + ": found \"" + one + "\", expected a date like 2024-12-25");
        closed.push_back(date::year_month_day{date::floor<date::days>(at->at)});
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

} // namespace examples
