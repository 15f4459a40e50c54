// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_RENDER_VEGA_LITE_HPP
#define LEADMETRICS_RENDER_VEGA_LITE_HPP

// Reports as pictures, for people: specifications of Vega-Lite, which browsers, notebooks and command-line tools draw. Part of leadmetrics::json.

#include <leadmetrics/render/detail/json_pictures_of_reports.hpp>
#include <leadmetrics/render/json.hpp>
#include <leadmetrics/version.hpp>

#include <nlohmann/json.hpp>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

struct to_vega_lite_fn {
    /// Returns the picture of a report as a specification of Vega-Lite 6, with its data inside:
    ///
    ///     std::ofstream{"funnel.vl.json"} << lm::to_vega_lite(volume(journeys), lm::json_options{.names = name_of});
    ///
    /// volume: leads by stage. conversion, response_lift, sequence: rates with 95 % intervals. velocity: the share that has moved, over time, with
    /// limits, and the time in each step. forecast: leads that will move; back_test: what was expected and what happened. rate_comparison: the
    /// differences of the pairs of the smallest p, with limits. efficiency, mql, sla: what became of the leads. roi: cumulative net of each campaign,
    /// with its payback. attribution: revenue by campaign; a `std::vector` of pairs of names and reports shows models side by side. path_lengths:
    /// paths by length. scores: a histogram; a `std::pair` of scores and bands, with the bands' limits. bands, score_grid: leads in each. A
    /// `std::vector` of pairs of an instant and an explained score: one lead's score over time with its parts. Reports by key or by window: their
    /// rates, their curves, or their volume with its goals; sla by day, a calendar. Curves have at most some 500 points, each as it is in the report.
    /// The same report gives the same bytes. No lead's id is in a picture. Complexity: linear in the report.
    template <class Report, class Names = detail::no_names>
        requires requires(detail::pictures::report_painter<json_options<Names>>& paint, Report const& report) { paint.of(report); }
    [[nodiscard]] nlohmann::ordered_json operator()(Report const& report, json_options<Names> const& options = {}) const
    {
        return detail::pictures::report_painter<json_options<Names>>{options}.of(report);
    }
};
inline constexpr to_vega_lite_fn to_vega_lite{};

}} // namespace leadmetrics

#endif
