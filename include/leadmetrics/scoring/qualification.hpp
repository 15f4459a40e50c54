// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_QUALIFICATION_HPP
#define LEADMETRICS_SCORING_QUALIFICATION_HPP

// How many leads are ready for sales, and how many have gone cold? For planning. Definitions, section 12.

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

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace v0_1 {

struct qualification_report {
    std::int64_t  scored = 0;  ///< leads with an activity as of then
    proportion    sales_ready; ///< of the scored; of none where there is no threshold
    proportion    ever_ready;  ///< of the scored, at any instant up to then; of none unless `ever_ready()` asks and there is a threshold
    proportion    cold;        ///< of the scored; of none where `cold_after` is not set
    score_quality quality;

    qualification_report& operator+=(qualification_report const& other) noexcept
    {
        scored += other.scored;
        sales_ready += other.sales_ready;
        ever_ready += other.ever_ready;
        cold += other.cold;
        quality += other.quality;
        return *this;
    }
    friend bool operator==(qualification_report const&, qualification_report const&) = default;
};

/// The counts of lm::scores without the scores: a summary of a few numbers, whatever the number of leads. Settings as there; at least one
/// of `sales_ready` and `cold_after` makes sense. Scores have no date of their own: windows put them under `undated`.
///
///     lm::by(&activity::source, lm::qualification{model, {.as_of = now, .sales_ready = 25}})(lm::ledgers(activities))
///
/// With `.ever_ready()` also how many were ever ready, which a count of those ready now cannot say of what cooled down:
///
///     lm::qualification{model, {.as_of = now, .sales_ready = 25}}.ever_ready()(activities).ever_ready.hits
///
/// Complexity: linear in activities that come in the order of time, else n log n in those of a lead.
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

    /// The same, which also counts who was ever ready.
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
            auto const life = scorer_.life_of(model_, ledger, when, to.quality);
            if (life.now.any_activity) count<duration>(life.now, life.ever_ready, to);
        } else {
            auto const now = scorer_.score_of(model_, ledger, when, to.quality);
            if (now.any_activity) count<duration>(now, false, to);
        }
    }

    /// The same, straight from records that are mostly in order of time; empty where they are not, or where the model wants more of them.
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
        report.quality    = sums.quality(); // of all
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

    /// Writes the metric's name and settings into a detail::settings_text or its like.
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
