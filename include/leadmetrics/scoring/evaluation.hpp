// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_EVALUATION_HPP
#define LEADMETRICS_SCORING_EVALUATION_HPP

// Did high scores go with later purchases? Checks a scoring model against known outcomes. Definitions, section 12.

#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/stats/proportion.hpp>
#include <leadmetrics/stats/quantiles.hpp>
#include <leadmetrics/stats/ranking.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <tuple>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

struct evaluation_report {
    /// Sales-ready leads compared with those that came true (whose outcome was positive). All figures are empty without a threshold.
    struct threshold_report {
        std::optional<double> threshold;
        proportion            precision; ///< of the sales-ready, those that came true
        proportion            recall;    ///< of those that came true, the sales-ready

        template <class Self>
        static constexpr auto figures(Self& self)
        {
            return std::tuple{figure{"threshold", self.threshold}, figure{"precision", self.precision}, figure{"recall", self.recall}};
        }
        friend bool operator==(threshold_report const&, threshold_report const&) = default;
    };
    /// Leads of similar scores. Shows whether a higher score means a higher share of positive outcomes.
    struct calibration_bin {
        double     from = 0, to = 0; ///< the lowest and the highest score in it
        double     mean = 0;         ///< of the scores
        proportion came_true;

        template <class Self>
        static constexpr auto figures(Self& self)
        {
            return std::tuple{figure{"from", self.from}, figure{"to", self.to}, figure{"mean", self.mean}, figure{"came_true", self.came_true}};
        }
        friend bool operator==(calibration_bin const&, calibration_bin const&) = default;
    };

    proportion                   came_true; ///< of all leads that have a score
    std::optional<double>        roc_auc;   ///< the area under the ROC curve, ties counting half; empty where all or none came true
    std::array<score_tenth, 10>  tenths;    ///< lift, the highest scores first
    threshold_report             at_threshold;
    std::vector<calibration_bin> calibration; ///< ten bins of about equal size, lowest scores first; equal scores share a bin, so there may be fewer

    static constexpr report_title title{"evaluation", "12"};
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"came_true", self.came_true}, figure{"roc_auc", self.roc_auc}, figure{"tenths", self.tenths},
                          figure{"at_threshold", self.at_threshold}, figure{"calibration", self.calibration}};
    }
    friend bool operator==(evaluation_report const&, evaluation_report const&) = default;
};

struct evaluate_fn {
    /// Compares scores with outcomes known later: `lm::evaluate(scores, [&](std::string const& lead) { return customers.contains(lead); })`. Compute
    /// the scores as of a time before the outcomes; otherwise they already contain the outcomes. Complexity: n log n.
    template <class Scores, class CameTrue>
    [[nodiscard]] evaluation_report operator()(Scores const& scores, CameTrue came_true) const
    {
        evaluation_report           report;
        std::vector<scored_outcome> outcomes;
        outcomes.reserve(scores.size());
        auto& threshold     = report.at_threshold;
        threshold.threshold = scores.threshold;
        for (auto const& one : scores) {
            bool const yes = static_cast<bool>(std::invoke(came_true, one.lead_id));
            outcomes.push_back({one.value, yes});
            report.came_true.hits += yes;
            ++report.came_true.total;
            if (!scores.threshold) continue;
            threshold.precision.total += one.sales_ready;
            threshold.recall.total += yes;
            threshold.precision.hits += one.sales_ready && yes;
            threshold.recall.hits += one.sales_ready && yes;
        }
        report.roc_auc     = roc_area(outcomes);
        report.tenths      = lift_by_tenths(outcomes);
        report.calibration = calibration(std::move(outcomes));
        return report;
    }

private:
    static std::vector<evaluation_report::calibration_bin> calibration(std::vector<scored_outcome> outcomes)
    {
        std::vector<evaluation_report::calibration_bin> bins;
        std::sort(outcomes.begin(), outcomes.end(), [](scored_outcome const& a, scored_outcome const& b) { return a.score < b.score; });
        std::size_t const n = outcomes.size();
        for (std::size_t first = 0, tenth = 1; first != n; ++tenth) {
            std::size_t last = n * tenth / 10;
            if (last <= first) continue;
            while (last != n && outcomes[last].score == outcomes[last - 1].score) ++last;
            evaluation_report::calibration_bin bin{outcomes[first].score, outcomes[last - 1].score, 0, {0, static_cast<std::int64_t>(last - first)}};
            double                             sum = 0;
            for (; first != last; ++first) {
                sum += outcomes[first].score;
                bin.came_true.hits += outcomes[first].came_true;
            }
            bin.mean = sum / static_cast<double>(bin.came_true.total);
            bins.push_back(bin);
        }
        return bins;
    }
};
inline constexpr evaluate_fn evaluate{};

}} // namespace leadmetrics

#endif
