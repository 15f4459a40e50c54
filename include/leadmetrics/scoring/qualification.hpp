// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_QUALIFICATION_HPP
#define LEADMETRICS_SCORING_QUALIFICATION_HPP

// How many leads are ready for sales, and how many have gone cold? For planning. Definitions, section 12.

#include <leadmetrics/core/detail/members.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/runner.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/ledger.hpp>
#include <leadmetrics/journey/ledgers.hpp>
#include <leadmetrics/scoring/detail/lead_scorer.hpp>
#include <leadmetrics/scoring/detail/lead_sums.hpp>
#include <leadmetrics/scoring/detail/ledger_metric.hpp>
#include <leadmetrics/scoring/score_quality.hpp>
#include <leadmetrics/scoring/scores.hpp>
#include <leadmetrics/stats/proportion.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

struct qualification_report {
    std::int64_t  scored = 0;  ///< leads with an activity at or before `as_of`
    proportion    sales_ready; ///< of the scored leads; total 0 where no threshold is set
    proportion    ever_ready;  ///< of the scored leads, ready at any instant up to `as_of`; total 0 without `ever_ready()` or a threshold
    proportion    cold;        ///< of the scored leads; total 0 where `cold_after` is not set
    score_quality quality;

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.scored, self.sales_ready, self.ever_ready, self.cold, self.quality);
    }
    qualification_report&         operator+=(qualification_report const& other) noexcept { return detail::add_members(*this, other); }
    static constexpr report_title title{"qualification", "12"};
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"scored", self.scored}, figure{"sales_ready", self.sales_ready}, figure{"ever_ready", self.ever_ready},
                          figure{"cold", self.cold}, figure{"quality", self.quality}};
    }
    friend bool operator==(qualification_report const&, qualification_report const&) = default;
};

/// Counts the leads that lm::scores would find ready and cold, without keeping the scores: the summary is a few numbers, however many leads there
/// are. The settings are those of lm::scores; without `sales_ready` and `cold_after`, only `scored` is counted. Scores have no date of their own, so
/// calendar windows put them under `undated`.
///
///     lm::by(&activity::source, lm::qualification{model, {.as_of = now, .sales_ready = 25}})(lm::ledgers(activities))
///
/// With `.ever_ready()`, the report also counts the leads that were ever ready, including those that have fallen below the threshold since:
///
///     lm::qualification{model, {.as_of = now, .sales_ready = 25}}.ever_ready()(activities).ever_ready.hits
///
/// Complexity: linear in activities that come in order of time, else n log n in those of a lead.
template <class Model, bool Ever = false>
class qualification : public detail::ledger_metric<qualification<Model, Ever>> {
public:
    using metric_interface<qualification>::zero;
    using metric_interface<qualification>::finish;

    qualification(Model model, scores_settings settings)
        : scorer_(detail::lead_scorer{"qualification", model.how(), settings.as_of, settings.sales_ready, settings.cold_after}.without_dates()),
          model_(std::move(model)), asks_cold_(settings.cold_after.has_value())
    {
    }

    /// Returns the metric that also counts the leads that were ever ready.
    [[nodiscard]] qualification<Model, true> ever_ready() const { return {scorer_, model_, asks_cold_}; }

    template <detail::scorable Ledger>
    [[nodiscard]] qualification_report zero() const
    {
        return {};
    }

    template <ledger Ledger, class Route>
    void observe(Ledger const& ledger, Route route) const
    {
        using duration  = typename Ledger::duration;
        auto&      to   = route(undated{});
        auto const when = detail::closing_at<duration>(scorer_.as_of());
        if constexpr (Ever) {
            auto const course = scorer_.course_of(model_, ledger, when, to.quality);
            if (course.now.any_activity) count<duration>(course.now, course.ever_ready, to);
        } else {
            auto const now = scorer_.score_of(model_, ledger, when, to.quality);
            if (now.any_activity) count<duration>(now, false, to);
        }
    }

    /// Computes the report directly from records that are mostly in order of time, without grouping them by lead. Returns empty where the records are
    /// too much out of order, or where the report needs more than a plain sum of points.
    template <class Runner, detail::straight_records Range>
    [[nodiscard]] std::optional<qualification_report> straight(Runner const& runner, Range& records) const
    {
        using duration = detail::duration_of_records<Range>;
        if (Ever || !scorer_.only_adds_up()) return std::nullopt;
        auto const                                when = detail::closing_at<duration>(scorer_.as_of());
        detail::lead_sums<duration, Model, Range> sums{model_, records, when.as_of};
        if (!sums.take(runner)) return std::nullopt;
        auto const unsure = sums.records_of_unsure();
        auto       report = (*this)(ledgers(unsure));
        report.quality    = sums.quality(); // `sums` has counted all records, also those of `unsure`
        std::vector<qualification_report> parts(runner.concurrency());
        runner(parts.size(), [&](std::size_t part) {
            qualification_report to;
            sums.each_sum(part, parts.size(),
                          [&](double sum) { count<duration>(scorer_.template score_of_sum<duration>(when, sum, INT64_MIN, INT64_MIN), false, to); });
            parts[part] = to;
        });
        for (auto const& one : parts) report += one;
        return report;
    }

    template <runner Runner = sequential>
    [[nodiscard]] qualification_report finish(qualification_report const& summary, Runner const& = {}) const
    {
        return summary;
    }

    [[nodiscard]] instant      as_of() const noexcept { return scorer_.as_of(); }
    [[nodiscard]] Model const& model() const noexcept { return model_; }

    /// Writes the metric's name and settings into a sink such as detail::settings_text.
    template <class Sink>
    void describe(Sink& to) const
    {
        to.open("qualification");
        scorer_.describe(to);
        detail::describe_setting(to, "cold", asks_cold_);
        detail::describe_setting(to, "model", model_);
        detail::describe_setting(to, "ever_ready", Ever);
        to.close();
    }

    using explains_elements = void;

private:
    friend class qualification<Model, false>;

    qualification(detail::lead_scorer scorer, Model model, bool asks_cold)
        : scorer_(std::move(scorer)), model_(std::move(model)), asks_cold_(asks_cold)
    {
    }

    template <class Duration>
    void count(detail::score_now const& now, bool ever, qualification_report& to) const
    {
        ++to.scored;
        if (scorer_.threshold()) to.sales_ready.add(scorer_.is_ready(now.value));
        if (Ever && scorer_.threshold()) to.ever_ready.add(ever);
        if (asks_cold_) to.cold.add(scorer_.template is_cold<Duration>(now.raised));
    }

    detail::lead_scorer scorer_;
    Model               model_;
    bool                asks_cold_;
};

template <class Model>
qualification(Model, scores_settings) -> qualification<Model>;

}} // namespace leadmetrics

#endif
