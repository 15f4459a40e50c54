// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_RENDER_DETAIL_JSON_WRITER_HPP
#define LEADMETRICS_RENDER_DETAIL_JSON_WRITER_HPP

#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/core/text_view.hpp>
#include <leadmetrics/core/together.hpp>
#include <leadmetrics/render/detail/json_form.hpp>
#include <leadmetrics/render/detail/report_printer.hpp>
#include <leadmetrics/version.hpp>

#include <nlohmann/json.hpp>

#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// The length of the valid sequence of UTF-8 at the start of a text that is not empty; 0 where there is none.
constexpr std::size_t utf8_sequence(std::string_view text) noexcept
{
    auto const     byte  = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    auto const     more  = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xbf) { return byte(i) >= low && byte(i) <= high; };
    unsigned const first = byte(0);
    if (first < 0x80) return 1;
    if (first >= 0xc2 && first <= 0xdf) return more(1) ? 2 : 0;
    if (first >= 0xe0 && first <= 0xef) return more(1, first == 0xe0 ? 0xa0 : 0x80, first == 0xed ? 0x9f : 0xbf) && more(2) ? 3 : 0;
    if (first >= 0xf0 && first <= 0xf4) return more(1, first == 0xf0 ? 0x90 : 0x80, first == 0xf4 ? 0x8f : 0xbf) && more(2) && more(3) ? 4 : 0;
    return 0;
}

/// An instant by ISO 8601, in UTC; empty outside the years 0 to 9999.
inline std::optional<std::string> iso_instant(instant const& at)
{
    constexpr date::sys_seconds first = date::sys_days{date::year{0} / 1 / 1}, behind = date::sys_days{date::year{10000} / 1 / 1};
    date::sys_seconds const     second{std::chrono::seconds{at.floor_count<std::ratio<1>>()}};
    if (second < first || second >= behind) return std::nullopt;
    date::year_month_day const day{date::floor<date::days>(second)};
    date::hh_mm_ss const       clock{second - date::floor<date::days>(second)};
    std::string                text   = "0000-00-00T00:00:00"; // filled in here: a stream for each of millions takes too long
    auto const                 number = [&](std::size_t last, std::int64_t value) {
        for (; value != 0; value /= 10) text[last--] = static_cast<char>('0' + value % 10);
    };
    number(3, static_cast<int>(day.year()));
    number(6, static_cast<unsigned>(day.month()));
    number(9, static_cast<unsigned>(day.day()));
    number(12, clock.hours().count());
    number(15, clock.minutes().count());
    number(18, clock.seconds().count());
    if (auto const rest = at - instant{second}.since_epoch(); rest > instant{date::sys_seconds{}}) {
        std::string digits = std::to_string(1'000'000'000 + rest.floor_count<std::nano>()).substr(1);
        digits.erase(digits.find_last_not_of('0') + 1);
        text.append(".").append(digits);
    }
    return text + 'Z';
}

/// What is known of a metric whose report is written: the metrics inside it, and how many days a window has that is named by a date.
struct unknown_metric {};
template <class Metric>
struct metric_parts {
    template <std::size_t>
    using inner               = unknown_metric;
    static constexpr int days = 0;
};
template <class Metric, class... Choices>
struct metric_parts<by_metric<Metric, Choices...>> {
    template <std::size_t>
    using inner               = Metric;
    static constexpr int days = 0;
};
template <class Calendar, class Metric>
struct metric_parts<window_metric<Calendar, Metric>> {
    template <std::size_t>
    using inner               = Metric;
    static constexpr int days = is_some<Calendar, days_of> ? 1 : is_some<Calendar, weeks_of> ? 7 : 0;
};
template <class... Metrics>
struct metric_parts<together_metric<Metrics...>> {
    template <std::size_t I>
    using inner               = std::tuple_element_t<I, std::tuple<Metrics...>>;
    static constexpr int days = 0;
};

/// The points of a curve that are told whatever steps it has.
inline constexpr double curve_quantiles[] = {0.25, 0.5, 0.75, 0.9};
inline constexpr int    curve_days[]      = {1, 7, 14, 30, 60, 90, 180, 365};

/// Writes values of reports as JSON.
template <class Options>
class json_writer {
    using json       = nlohmann::ordered_json;
    using names_type = std::remove_cvref_t<decltype(std::declval<Options const&>().names)>;

public:
    explicit json_writer(Options const& options) noexcept : options_(&options) {}

    [[nodiscard]] Options const& options() const noexcept { return *options_; }
    /// The texts that were no UTF-8, in which U+FFFD stands for what was none.
    [[nodiscard]] std::int64_t replaced_texts() const noexcept { return replaced_; }

    template <class T, figure_kind Kind = figure_kind::plain>
    json operator()(T const& value, [[maybe_unused]] figure_kind_of<Kind> kind = {})
    {
        constexpr json_form form = form_of<T>();
        if constexpr (has_name<T, Kind>()) return name(value);
        else if constexpr (Kind == figure_kind::leads) return leads(value);
        else if constexpr (form == json_form::yes_no) return value;
        else if constexpr (form == json_form::whole) return whole(value);
        else if constexpr (form == json_form::real) return real(static_cast<double>(static_cast<long double>(value)));
        else if constexpr (form == json_form::text) return text(text_of(value));
        else if constexpr (form == json_form::length) return real(seconds{value}.count());
        else if constexpr (form == json_form::working_length) return real(seconds{value.open_time()}.count());
        else if constexpr (form == json_form::instant) {
            auto const at = iso_instant(value);
            return at ? json(*at) : json{};
        } else if constexpr (form == json_form::date) return month(value.year(), value.month()) + '-' + digits(static_cast<unsigned>(value.day()), 2);
        else if constexpr (form == json_form::month) return month(value.year(), value.month());
        else if constexpr (form == json_form::quarter) return digits(static_cast<int>(value.year), 4) + "-Q" + std::to_string(value.quarter);
        else if constexpr (form == json_form::year) return digits(static_cast<int>(value), 4);
        else if constexpr (form == json_form::optional) return value.has_value() ? (*this)(*value, kind) : json{};
        else if constexpr (form == json_form::rate) return rate(value);
        else if constexpr (form == json_form::ratio) return with_limits({{"value", (*this)(value.value())}}, value.interval());
        else if constexpr (form == json_form::limits) return json{{"low", real(value.low)}, {"high", real(value.high)}};
        else if constexpr (form == json_form::curve) return curve(value);
        else if constexpr (form == json_form::keys || form == json_form::windows || form == json_form::several) return report<unknown_metric>(value);
        else if constexpr (form == json_form::keyed) {
            json all = json::array();
            for (auto const& [key, one] : value) all.push_back(entry("key", (*this)(key), (*this)(one)));
            return all;
        } else if constexpr (form == json_form::parts) return parts(value);
        else if constexpr (form == json_form::list) {
            json all = json::array();
            for (auto const& one : value) all.push_back((*this)(one, kind));
            return all;
        } else {
            static_assert(
                requires(std::ostream& out) { out << value; },
                "values of this type have no text, so that they could not be told apart: give the type an operator<<, or json_options a function `names` that takes it");
            return text(cell_text(value));
        }
    }
    json text(std::string_view from)
    {
        std::string made;
        bool        replaced = false;
        while (!from.empty()) {
            std::size_t const n = utf8_sequence(from);
            if (n == 0) made += "\xef\xbf\xbd";
            else made.append(from.substr(0, n));
            replaced = replaced || n == 0;
            from.remove_prefix(n == 0 ? 1 : n);
        }
        replaced_ += replaced;
        return made;
    }

    /// The report of a metric, of which only the type is asked.
    template <class Metric, class Report>
    json report(Report const& from)
    {
        using in                 = metric_parts<Metric>;
        constexpr json_form form = form_of<Report>();
        if constexpr (form == json_form::keys) {
            json out{{"by", json::array()}, {"conflicts", from.conflicts}};
            for (auto const& [key, one] : from) out["by"].push_back(entry("key", (*this)(key), report<typename in::template inner<0>>(one)));
            return out;
        } else if constexpr (form == json_form::windows) {
            json out{{"windows", json::array()}, {"undated", nullptr}};
            for (auto const& [window, one] : from)
                out["windows"].push_back(entry("window", dates<in::days>(window), report<typename in::template inner<0>>(one)));
            out["undated"] = report<typename in::template inner<0>>(from.undated);
            return out;
        } else if constexpr (form == json_form::several) {
            json out = json::array();
            [&]<std::size_t... I>(std::index_sequence<I...>) {
                (out.push_back(report<typename in::template inner<I>>(std::get<I>(from))), ...);
            }(std::make_index_sequence<std::tuple_size_v<Report>>{});
            return out;
        } else return (*this)(from);
    }

private:
    static json entry(char const* name, json key, json value)
    {
        json  out  = json::object();
        auto& list = out.template get_ref<json::object_t&>();
        list.reserve(2);
        list.emplace_back(name, std::move(key));
        list.emplace_back("value", std::move(value));
        return out;
    }
    /// A window as an interval of ISO 8601 between two dates, the second outside it, where the calendar is known.
    template <int Days, class Window>
    json dates(Window const& window)
    {
        constexpr json_form form    = form_of<Window>();
        auto const          between = [this](date::year_month_day const& from, date::year_month_day const& to) {
            return (*this)(from).template get<std::string>() + '/' + (*this)(to).template get<std::string>();
        };
        auto const first = date::day{1};
        if constexpr (form == json_form::month) return between(window / first, (window + date::months{1}) / first);
        else if constexpr (form == json_form::quarter) {
            date::year_month const from = window.year / date::month{3 * window.quarter - 2};
            return between(from / first, (from + date::months{3}) / first);
        } else if constexpr (form == json_form::year)
            return between(window / date::January / first, (window + date::years{1}) / date::January / first);
        else if constexpr (form == json_form::date && Days != 0)
            return between(window, date::year_month_day{date::sys_days{window} + date::days{Days}});
        else return (*this)(window);
    }

    template <class T>
    static json whole(T value)
    {
        if constexpr (std::is_enum_v<T>) return whole(static_cast<std::underlying_type_t<T>>(value));
        else if constexpr (std::is_unsigned_v<T>) return static_cast<std::uint64_t>(value);
        else return static_cast<std::int64_t>(value);
    }
    static json real(double value) { return std::isfinite(value) ? json(value) : json{}; }

    /// Whether a value gets its text from the names: a stage; and of keys and windows enumerators, and those that have no text of their own.
    template <class T, figure_kind Kind>
    static constexpr bool has_name() noexcept
    {
        if constexpr (Kind == figure_kind::stage) return !std::is_same_v<names_type, no_names>;
        else if constexpr (std::is_enum_v<T> || form_of<T>() == json_form::spelled) return std::is_invocable_v<names_type const&, T const&>;
        else return false;
    }
    template <class T>
    json name(T const& value)
    {
        static_assert(std::is_invocable_v<names_type const&, T const&>,
                      "json_options::names must be a function that takes a stage, and that a const one can be");
        if constexpr (requires { options_->names == nullptr; }) // a pointer to a function, a std::function
            if (options_->names == nullptr)
                refuse("json_options.names", "a function that is null", "give a function from a stage to a text, or none");
        auto const& called = std::invoke(options_->names, value);
        return text(text_of(called));
    }
    static std::string month(date::year year, date::month month)
    {
        return digits(static_cast<int>(year), 4) + '-' + digits(static_cast<unsigned>(month), 2);
    }
    static std::string digits(std::int64_t value, std::size_t at_least)
    {
        std::string const all = std::to_string(value < 0 ? -value : value);
        std::string       text;
        if (value < 0) text.push_back('-');
        text.append(all.size() < at_least ? at_least - all.size() : 0, '0').append(all);
        return text;
    }

    template <class T>
    json leads(T const& value)
    {
        json out{{"count", nullptr}, {"listed", json::array()}};
        if constexpr (is_some<T, counted_leads>) {
            out["count"] = value.count;
            if (options_->list_leads) out["listed"] = (*this)(value.list);
        } else if constexpr (form_of<T>() == json_form::list) {
            out["count"] = value.size();
            if (options_->list_leads) out["listed"] = (*this)(value);
        }
        return out;
    }

    json with_limits(json to, std::optional<interval> const& limits) const
    {
        auto& list = to.template get_ref<json::object_t&>();
        list.emplace_back("low", limits ? real(limits->low) : json{});
        list.emplace_back("high", limits ? real(limits->high) : json{});
        return to;
    }
    json rate(proportion const& value)
    {
        return with_limits({{"hits", value.hits}, {"total", value.total}, {"value", (*this)(value.value())}}, value.interval());
    }
    json curve(incidence const& value)
    {
        json                      out{{"quantiles", json::array()}, {"within", json::array()}, {"steps", json::array()}};
        std::vector<double> const qs(std::begin(curve_quantiles), std::end(curve_quantiles));
        auto const                limits = value.quantile_limits(qs);
        for (std::size_t i = 0; i != qs.size(); ++i)
            out["quantiles"].push_back({{"probability", qs[i]},
                                        {"time_seconds", (*this)(value.quantile(qs[i]))},
                                        {"low_seconds", (*this)(limits[i].low)},
                                        {"high_seconds", (*this)(limits[i].high)}});
        for (int const days : curve_days) {
            auto const share = value.at(date::days{days});
            out["within"].push_back(with_limits({{"seconds", days * 86400}, {"value", real(share.value)}}, share.interval()));
        }
        auto const all  = value.steps();
        auto const step = [&](std::size_t i) {
            out["steps"].push_back(
                with_limits({{"at_seconds", real(all[i].time.count())}, {"value", real(all[i].value)}}, value.at(all[i].time).interval()));
        };
        // Of a curve with too many steps, those at which it first reaches equal parts of its height, and the last.
        std::size_t const most = options_->curve_points < 2 ? 2 : options_->curve_points;
        std::size_t       part = 0;
        for (std::size_t i = 0; i != all.size(); ++i) {
            bool const last = i + 1 == all.size();
            if (all.size() > most && !last && all[i].value < all.back().value * static_cast<double>(part) / static_cast<double>(most - 1)) continue;
            step(i);
            while (part + 1 < most && all[i].value >= all.back().value * static_cast<double>(part) / static_cast<double>(most - 1)) ++part;
        }
        out["all_steps"] = all.size();
        return out;
    }

    template <class T>
    json parts(T const& value)
    {
        json  out  = json::object();
        auto& list = out.template get_ref<json::object_t&>(); // a vector of pairs, in which each name is looked for, unless it is only appended
        std::apply(
            [&](auto const&... one) {
                list.reserve(2 + sizeof...(one));
                if constexpr (requires { T::title; }) {
                    list.emplace_back("report", T::title.name);
                    list.emplace_back("definitions", T::title.section);
                }
                (list.emplace_back(json_name(one), (*this)(one.value, one.kind)), ...);
            },
            T::figures(value));
        return out;
    }

    Options const* options_;
    std::int64_t   replaced_ = 0;
};

}}} // namespace leadmetrics::detail

#endif
