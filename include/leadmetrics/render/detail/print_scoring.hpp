// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_RENDER_DETAIL_PRINT_SCORING_HPP
#define LEADMETRICS_RENDER_DETAIL_PRINT_SCORING_HPP

#include <leadmetrics/render/detail/print_quality.hpp>
#include <leadmetrics/render/detail/report_printer.hpp>
#include <leadmetrics/scoring.hpp>
#include <leadmetrics/version.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

// One function a report: print(printer, report).

template <class Printer>
void print(Printer& to, score_quality const& q)
{
    print(to, static_cast<data_quality const&>(q));
    if ((q.clamped | q.not_finite) != 0) to.counts("points", {{q.clamped, "clamped"}, {q.not_finite, "not finite"}});
}
template <class Printer, class Score>
void print(Printer& to, scores_report<Score> const& r)
{
    to.title("Scores");
    to.table({{"leads", "sales-ready", "cold"}, {std::to_string(r.size()), std::to_string(r.sales_ready), std::to_string(r.cold)}});
    print(to, r.quality);
}
template <class Printer, class Series>
void print(Printer& to, score_series_report<Series> const& r)
{
    to.title("Scores over time");
    std::vector<typename Printer::row> rows{{"instant", "scored", "sales-ready"}};
    for (std::size_t i = 0; i != r.instants.size(); ++i)
        rows.push_back({std::to_string(i + 1), std::to_string(r.instants[i].scored), rate_text(r.instants[i].sales_ready)});
    to.table(rows);
    print(to, r.quality);
}
template <class Printer>
void print(Printer& to, qualification_report const& r)
{
    to.title("Qualification");
    to.table({{"scored", "sales-ready", "ever ready", "cold"},
              {std::to_string(r.scored), rate_text(r.sales_ready), rate_text(r.ever_ready), rate_text(r.cold)}});
    print(to, r.quality);
}
template <class Printer>
void print(Printer& to, suggested_threshold_report const& r)
{
    to.title("Suggested threshold");
    to.table({{"accepted", "unscored", "lower", "threshold", "upper"},
              {std::to_string(r.accepted), std::to_string(r.unscored), cell_text(r.lower), cell_text(r.threshold), cell_text(r.upper)}});
    print(to, r.quality);
}
template <class Printer>
void print(Printer& to, bands_report const& r)
{
    to.title("Bands of scores");
    std::vector<typename Printer::row> rows{{"band", "from", "leads", "share", "went on"}};
    for (auto const& one : r.bands)
        rows.push_back({one.name, cell_text(one.from), std::to_string(one.leads), percent_text(one.share.value()), rate_text(one.went_on)});
    to.table(rows);
    to.line(labelled("below the lowest band", std::to_string(r.below)));
}
template <class Printer>
void print(Printer& to, evaluation_report const& r)
{
    to.title("Scores against what came true");
    to.table({{"came true", "area under the curve", "threshold", "precision", "recall"},
              {rate_text(r.came_true), cell_text(r.roc_auc), cell_text(r.at_threshold.threshold), rate_text(r.at_threshold.precision),
               rate_text(r.at_threshold.recall)}});
    std::vector<typename Printer::row> tenths{{"tenth, highest first", "leads", "came true", "lift"}};
    for (std::size_t i = 0; i != r.tenths.size(); ++i)
        tenths.push_back({std::to_string(i + 1), cell_text(r.tenths[i].leads), cell_text(r.tenths[i].came_true), cell_text(r.tenths[i].lift)});
    to.table(tenths);
    std::vector<typename Printer::row> bins{{"scores from", "to", "mean", "came true"}};
    for (auto const& one : r.calibration) bins.push_back({cell_text(one.from), cell_text(one.to), cell_text(one.mean), rate_text(one.came_true)});
    to.table(bins);
}
template <class Printer, class Id>
void print(Printer& to, fit_scores_report<Id> const& r)
{
    to.title("Fit");
    to.line(labelled("leads", std::to_string(r.size())));
    print(to, r.quality);
}
template <class Printer, class Id>
void print(Printer& to, score_grid_report<Id> const& r)
{
    to.title("Fit and engagement");
    std::vector<typename Printer::row> rows{{"cell", "leads"}};
    for (auto const& one : r.cells) rows.push_back({one.name, std::to_string(one.leads)});
    to.table(rows);
    to.line("  in no cell: " + std::to_string(r.without_fit) + " without a record, " + std::to_string(r.without_engagement) + " without an activity");
}
template <class Printer, class Id>
void print(Printer& to, what_if_report<Id> const& r)
{
    to.title("Scores under another model");
    to.table(
        {{"compared", "only before", "only after", "ready under both", "newly ready", "no longer ready", "mean change", "median"},
         {std::to_string(r.compared), std::to_string(r.only_before), std::to_string(r.only_after), std::to_string(r.ready_under_both),
          std::to_string(r.newly_ready.size()), std::to_string(r.no_longer_ready.size()), cell_text(r.mean_change), cell_text(r.median_change)}});
}

}}} // namespace leadmetrics::detail

#endif
