// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_RENDER_OSTREAM_HPP
#define LEADMETRICS_RENDER_OSTREAM_HPP

// Reports as text for people, by <<. Opt-in: nothing else includes this header, and leadmetrics.hpp does not.

#include <leadmetrics/calendar/calendar.hpp>
#include <leadmetrics/calendar/working_duration.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/render/detail/print_campaign_reports.hpp>
#include <leadmetrics/render/detail/print_funnel_reports.hpp>
#include <leadmetrics/render/detail/print_parts.hpp>
#include <leadmetrics/render/detail/print_scoring.hpp>
#include <leadmetrics/render/detail/report_printer.hpp>
#include <leadmetrics/stats/proportion.hpp>
#include <leadmetrics/stats/relative_rate.hpp>
#include <leadmetrics/version.hpp>

#include <ostream>
#include <string>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// A length of time in the two largest units that fit: "2.5 days", "3 h 20 min", "45 s". (`seconds` is a type of the standard library, for which no
/// other library may define <<.)
[[nodiscard]] inline std::string length_text(seconds length) { return detail::length_text(length); }

/// Prints a report as an aligned block: a title, a table, and what became of the records. Reports by key or window print a block for each, with the
/// key as its heading. Enumerators are printed as numbers: lm::with_names gives them names. The stream's flags, width, fill and locale are neither
/// used nor changed.
template <class Report>
    requires requires(detail::report_printer<detail::no_names>& to, Report const& report) { detail::print(to, report); }
std::ostream& operator<<(std::ostream& out, Report const& report)
{
    detail::no_names const                   none;
    detail::report_printer<detail::no_names> to{none};
    detail::print(to, report);
    return out.write(to.text().data(), static_cast<std::streamsize>(to.text().size()));
}

/// A report, or a tuple of reports as lm::together makes, with names for stages. Made by `lm::with_names`; it lives no longer than the report.
template <class Report, class Names>
struct named_report {
    Report const& report;
    Names         names;

    friend std::ostream& operator<<(std::ostream& out, named_report const& one)
    {
        detail::report_printer<Names> to{one.names};
        detail::print(to, one.report);
        return out.write(to.text().data(), static_cast<std::streamsize>(to.text().size()));
    }
};

/// `std::cout << lm::with_names(report, [](phase stage) { return stage == phase::lead ? "lead" : "won"; })`: `names` is called with a stage and gives
/// a text.
template <class Report, class Names>
[[nodiscard]] named_report<Report, Names> with_names(Report const& report, Names names)
{
    return {report, std::move(names)};
}

/// "40.0 % (2 of 5, 11.8 to 76.9)": the rate, its counts, and the limits of its 95 % interval.
inline std::ostream& operator<<(std::ostream& out, proportion const& rate) { return out << detail::rate_text(rate); }
inline std::ostream& operator<<(std::ostream& out, interval const& limits)
{
    return out << detail::decimal_text(limits.low, 4) << " to " << detail::decimal_text(limits.high, 4);
}
/// "2.00 (1.20 to 3.33)"
inline std::ostream& operator<<(std::ostream& out, relative_rate const& rate)
{
    auto const limits = rate.interval();
    return out << detail::cell_text(rate.value())
               << (limits ? " (" + detail::decimal_text(limits->low, 2) + " to " + detail::decimal_text(limits->high, 2) + ")" : std::string{});
}
template <class Duration>
std::ostream& operator<<(std::ostream& out, working_duration<Duration> const& length)
{
    return out << detail::cell_text(length);
}
/// "2024 Q3"
inline std::ostream& operator<<(std::ostream& out, year_quarter const& window)
{
    return out << std::to_string(static_cast<int>(window.year)) + " Q" + std::to_string(window.quarter);
}

}} // namespace leadmetrics

#endif
