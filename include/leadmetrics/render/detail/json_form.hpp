// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_RENDER_DETAIL_JSON_FORM_HPP
#define LEADMETRICS_RENDER_DETAIL_JSON_FORM_HPP

#include <leadmetrics/calendar/calendar.hpp>
#include <leadmetrics/calendar/window.hpp>
#include <leadmetrics/calendar/working_duration.hpp>
#include <leadmetrics/core/by.hpp>
#include <leadmetrics/core/concepts.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/keyed.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/stats/incidence.hpp>
#include <leadmetrics/stats/proportion.hpp>
#include <leadmetrics/stats/relative_rate.hpp>
#include <leadmetrics/version.hpp>

#include <chrono>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// How a value of a report is written in JSON.
enum class json_form {
    yes_no,
    whole,
    real,
    text,
    length,
    working_length,
    instant,
    date,
    month,
    quarter,
    year,
    optional,
    keys,
    keyed,
    windows,
    list,
    several,
    parts,
    rate,
    ratio,
    limits,
    curve,
    spelled
};

template <class T, template <class...> class Of>
inline constexpr bool is_some = false;
template <class... Args, template <class...> class Of>
inline constexpr bool is_some<Of<Args...>, Of> = true;

template <class T>
inline constexpr bool is_length = false;
template <class Rep, class Period>
inline constexpr bool is_length<std::chrono::duration<Rep, Period>> = true;
template <class T>
inline constexpr bool is_instant = false;
template <class Duration>
inline constexpr bool is_instant<date::sys_time<Duration>> = true;

template <class T>
constexpr json_form form_of() noexcept
{
    if constexpr (std::is_same_v<T, bool>) return json_form::yes_no;
    else if constexpr (std::is_enum_v<T> || std::is_integral_v<T>) return json_form::whole;
    else if constexpr (string_like<T>) return json_form::text;
    else if constexpr (requires(T const& value) { static_cast<double>(static_cast<long double>(value)); })
        return json_form::real; // decimal types, too
    else if constexpr (is_length<T>) return json_form::length;
    else if constexpr (is_some<T, working_duration>) return json_form::working_length;
    else if constexpr (is_instant<T>) return json_form::instant;
    else if constexpr (std::is_same_v<T, date::year_month_day>) return json_form::date;
    else if constexpr (std::is_same_v<T, date::year_month>) return json_form::month;
    else if constexpr (std::is_same_v<T, year_quarter>) return json_form::quarter;
    else if constexpr (std::is_same_v<T, date::year>) return json_form::year;
    else if constexpr (optional_like<T>) return json_form::optional;
    else if constexpr (std::is_same_v<T, proportion>) return json_form::rate;
    else if constexpr (std::is_same_v<T, relative_rate>) return json_form::ratio;
    else if constexpr (std::is_same_v<T, interval>) return json_form::limits;
    else if constexpr (std::is_same_v<T, incidence>) return json_form::curve;
    else if constexpr (is_some<T, by_report>) return json_form::keys;
    else if constexpr (is_some<T, window_report>) return json_form::windows;
    else if constexpr (is_some<T, keyed>) return json_form::keyed;
    else if constexpr (lists_figures<T>) return json_form::parts;
    else if constexpr (is_some<T, std::tuple> || is_some<T, std::pair>) return json_form::several;
    else if constexpr (requires(T const& all) {
                           all.begin() == all.end();
                           requires !std::is_same_v<std::remove_cvref_t<decltype(*all.begin())>, T>;
                       })
        return json_form::list;
    else return json_form::spelled;
}

/// A report, a nesting of reports, or a part of one.
template <class T>
concept written_as_json = form_of<T>() == json_form::parts || form_of<T>() == json_form::keys || form_of<T>() == json_form::windows
                          || form_of<T>() == json_form::several || form_of<T>() == json_form::keyed || form_of<T>() == json_form::list
                          || form_of<T>() == json_form::rate || form_of<T>() == json_form::ratio || form_of<T>() == json_form::curve;

/// The unit at the end of a figure's name.
template <class T, figure_kind Kind>
constexpr char const* unit_of() noexcept
{
    constexpr json_form form = form_of<T>();
    if constexpr (form == json_form::optional) return unit_of<std::remove_cvref_t<decltype(*std::declval<T const&>())>, Kind>();
    else if constexpr (form == json_form::length) return "_seconds";
    else if constexpr (form == json_form::working_length) return "_working_seconds";
    else return Kind == figure_kind::money && form == json_form::whole ? "_minor" : "";
}

template <class T, figure_kind Kind>
std::string json_name(figure<T, Kind> const& one)
{
    return std::string{one.name}.append(unit_of<std::remove_cvref_t<T>, Kind>());
}

}}} // namespace leadmetrics::detail

#endif
