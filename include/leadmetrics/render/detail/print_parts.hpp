// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_RENDER_DETAIL_PRINT_PARTS_HPP
#define LEADMETRICS_RENDER_DETAIL_PRINT_PARTS_HPP

#include <leadmetrics/calendar/window.hpp>
#include <leadmetrics/core/by.hpp>
#include <leadmetrics/core/keyed.hpp>
#include <leadmetrics/render/detail/report_printer.hpp>
#include <leadmetrics/version.hpp>

#include <string>
#include <tuple>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

// Reports that hold others: print(printer, reports). Each is printed with its key as heading. Only where what is inside can be printed, too.

template <class Report, class Printer>
concept prints_on = requires(Printer& to, Report const& report) { print(to, report); };

template <class Printer, class... Reports>
    requires(sizeof...(Reports) != 0 && (prints_on<Reports, Printer> && ...))
void print(Printer& to, std::tuple<Reports...> const& reports)
{
    std::apply([&](auto const&... report) { (print(to, report), ...); }, reports);
}
template <class Printer, class Key, class Report>
    requires prints_on<Report, Printer>
void print(Printer& to, keyed<Key, Report> const& reports)
{
    for (auto const& [key, report] : reports) to.within(cell_text(key), [&, &one = report] { print(to, one); });
}
template <class Printer, class Window, class Report>
    requires prints_on<Report, Printer>
void print(Printer& to, window_report<Window, Report> const& reports)
{
    print(to, static_cast<keyed<Window, Report> const&>(reports));
    to.within("undated", [&] { print(to, reports.undated); });
}
template <class Printer, class Key, class Report>
    requires prints_on<Report, Printer>
void print(Printer& to, by_report<Key, Report> const& reports)
{
    print(to, static_cast<keyed<Key, Report> const&>(reports));
    if (reports.conflicts != 0) to.line("leads whose records disagree about the key: " + std::to_string(reports.conflicts));
}

}}} // namespace leadmetrics::detail

#endif
