// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CALENDAR_WINDOW_HPP
#define LEADMETRICS_CALENDAR_WINDOW_HPP

#include <leadmetrics/calendar/calendar.hpp>
#include <leadmetrics/core/detail/members.hpp>
#include <leadmetrics/core/detail/parts.hpp>
#include <leadmetrics/core/keyed.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/version.hpp>

#include <iterator>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// One report for each window, and the report `undated` on what has no date: the data quality of the records, which is not cut into windows. The
/// windows and `undated` together add up to the report on the whole.
template <class Window, class Report>
struct window_report : keyed<Window, Report> {
    Report undated{};

    friend bool operator==(window_report const&, window_report const&) = default;
};

namespace detail {

template <class Window, class Summary>
struct window_summary {
    parts<Window, Summary> windows;
    Summary                undated;

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.windows, self.undated);
    }
};

} // namespace detail

/// Computes a metric once for each window of time. Each observation falls into the window of its own date (definitions, section 2): for volume the
/// date of an entry, for velocity and conversion the date of the entry into the first stage of a step, for efficiency the date of the first entry.
/// Made by `lm::daily` … `lm::yearly` and, for any other calendar, by `lm::windowed`. The report has no entry for windows without observations, but
/// for those that `fill` adds.
template <class Calendar, class Metric>
class window_metric : public metric_interface<window_metric<Calendar, Metric>> {
    using window = std::remove_cvref_t<decltype(std::declval<Calendar const&>()(date::sys_seconds{}))>;

public:
    using metric_interface<window_metric>::zero;
    using metric_interface<window_metric>::finish;
    using explains_elements = void;

    constexpr window_metric(Calendar cut, Metric metric) : calendar_(std::move(cut)), metric_(std::move(metric)) {}

    /// The same, with a report of nothing for each window without observations between others, so that whoever walks the windows misses none:
    /// `lm::monthly(volume).fill()`. A gap of more than 10,000 windows, as a wrong year makes it among days, stays one. For the calendars of the
    /// library, and others that have `next(window)`. Summaries are the same with it and without.
    [[nodiscard]] constexpr window_metric fill() const
        requires stepping_calendar<Calendar>
    {
        window_metric same = *this;
        same.fill_         = true;
        return same;
    }

    template <class Element>
        requires detail::counts<Metric, Element>
    [[nodiscard]] auto zero() const
    {
        auto nothing = metric_.template zero<Element>();
        return detail::window_summary<window, decltype(nothing)>{{nothing}, nothing};
    }

    template <class Element, class Route>
    void observe(Element const& element, Route route) const
    {
        metric_.observe(element, [&](auto const& when) -> auto& {
            auto& whole = route(when);
            if constexpr (std::is_same_v<std::remove_cvref_t<decltype(when)>, undated>) return whole.undated;
            else return whole.windows.at(calendar_(when));
        });
    }

    template <class Summary, runner Runner = sequential>
    [[nodiscard]] auto finish(detail::window_summary<window, Summary> summary, Runner const& run = {}) const
    {
        if constexpr (stepping_calendar<Calendar>)
            if (fill_) fill_gaps(summary.windows);
        auto reports = detail::finish_parts(std::move(summary.windows), metric_, run);
        return window_report<window, typename decltype(reports)::mapped_type>{std::move(reports), metric_.finish(std::move(summary.undated), run)};
    }

    // See detail::shares_with_parts.
    template <class Summary>
        requires detail::shares_with_parts<Metric, Summary>
    [[nodiscard]] window_metric with_shared(detail::window_summary<window, Summary> const& whole) const
    {
        window_metric same = *this;
        same.metric_       = metric_.with_shared(detail::whole_of(whole.windows));
        return same;
    }
    [[nodiscard]] bool shares() const
        requires detail::may_share<Metric>
    {
        return metric_.shares();
    }

    [[nodiscard]] constexpr auto as_of() const { return metric_.as_of(); }

    template <class Sink>
    void describe(Sink& to) const
    {
        to.open("windows");
        detail::describe_setting(to, "cut by", calendar_);
        to.name("");
        detail::describe_metric(to, metric_);
        to.close();
    }

    template <class Element>
    constexpr void check_element(Element const& element) const
    {
        if constexpr (requires { metric_.check_element(element); }) metric_.check_element(element);
    }

private:
    template <class Parts>
    void fill_gaps(Parts& windows) const
    {
        constexpr int       longest_gap = 10'000;
        std::vector<window> gap;
        for (auto here = windows.by_key.begin(); here != windows.by_key.end(); ++here) {
            auto const after = std::next(here);
            if (after == windows.by_key.end()) return;
            gap.clear();
            for (window next = calendar_.next(here->first); next < after->first && gap.size() <= longest_gap; next = calendar_.next(next))
                gap.push_back(next);
            if (gap.size() > longest_gap) continue;
            for (window const& one : gap) here = windows.by_key.emplace_hint(after, one, windows.nothing);
        }
    }

    Calendar calendar_;
    Metric   metric_;
    bool     fill_ = false;
};

struct windowed_fn {
    /// Called as windowed(calendar, metric). The calendar is any function that returns the name of the window of an instant.
    template <calendar Calendar, class Metric>
        requires std::is_base_of_v<metric_interface<Metric>, Metric>
    [[nodiscard]] constexpr auto operator()(Calendar cut, Metric metric) const
    {
        return window_metric<Calendar, Metric>{std::move(cut), std::move(metric)};
    }
};
inline constexpr windowed_fn windowed{};

/// The type of `lm::daily`, `lm::weekly`, …: called as daily(metric) or daily(metric, zone). The default zone is UTC.
template <template <class> class Calendar>
struct windowed_by_fn {
    template <class Metric, local_clock Zone = utc>
        requires std::is_base_of_v<metric_interface<Metric>, Metric>
    [[nodiscard]] constexpr auto operator()(Metric metric, Zone zone = {}) const
    {
        return window_metric<Calendar<Zone>, Metric>{Calendar<Zone>{std::move(zone)}, std::move(metric)};
    }
};
inline constexpr windowed_by_fn<days_of>     daily{};
inline constexpr windowed_by_fn<weeks_of>    weekly{};
inline constexpr windowed_by_fn<months_of>   monthly{};
inline constexpr windowed_by_fn<quarters_of> quarterly{};
inline constexpr windowed_by_fn<years_of>    yearly{};

}} // namespace leadmetrics

#endif
