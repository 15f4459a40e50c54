// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_SCORES_HPP
#define LEADMETRICS_SCORING_SCORES_HPP

// How high is each lead's score now, which leads should sales call, and which have gone cold? For sales and marketing. Definitions, section 12.

#include <leadmetrics/core/detail/bag.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/core/runner.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/ledger.hpp>
#include <leadmetrics/scoring/detail/all_points_given.hpp>
#include <leadmetrics/scoring/detail/lead_scorer.hpp>
#include <leadmetrics/scoring/detail/ledger_metric.hpp>
#include <leadmetrics/scoring/detail/score_parts.hpp>
#include <leadmetrics/scoring/lead_score.hpp>
#include <leadmetrics/scoring/score_part.hpp>
#include <leadmetrics/scoring/score_quality.hpp>
#include <leadmetrics/scoring/scoring_model.hpp>
#include <leadmetrics/version.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

struct scores_settings {
    std::optional<instant>  as_of{};       ///< when the books are closed; must be set
    std::optional<double>   sales_ready{}; ///< a lead is ready at or over this score; empty: readiness is not reported. Refused: not finite
    std::optional<timespan> cold_after{};  ///< a lead is cold when nothing has raised its score for so long; empty: not reported. Refused: 0 or less
};

/// The scores of all leads that have an activity at or before `as_of`, in the order of their ids.
template <class Score>
struct scores_report : score_list<Score> {
    std::int64_t          sales_ready = 0; ///< number of scores that are sales-ready
    std::int64_t          cold        = 0;
    std::optional<double> threshold; ///< the setting `sales_ready`
    score_quality         quality;

    static constexpr report_title title{"scores", "12"};
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"sales_ready", self.sales_ready}, figure{"cold", self.cold}, figure{"threshold", self.threshold},
                          figure{"leads", static_cast<score_list<Score> const&>(self), as_leads}, figure{"quality", self.quality}};
    }
    friend bool operator==(scores_report const&, scores_report const&) = default;
};

namespace detail {

template <class Score>
struct scores_summary {
    bag<Score, by_lead> scores;
    score_quality       quality;

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.scores, self.quality);
    }
};

/// Stands in for the product projection where a lead is scored as a whole.
struct whole_lead {};

} // namespace detail

/// A score for each lead, or for each lead and product.
///
///     auto const scores = lm::scores{model, {.as_of = now, .sales_ready = 25, .cold_after = days{45}}}(activities);
///     scores.at("00Q5e000001").value
///
/// The size of the summary grows with the number of leads, as it holds a score for each; lm::qualification only counts, so its summary stays small. A
/// score has no date of its own, so calendar windows put it under `undated`. Complexity: n log n in the activities of a lead; with a threshold, also
/// times the number of rules that have a limit on points.
template <class Model, class Product = detail::whole_lead, bool Explained = false>
class scores : public detail::ledger_metric<scores<Model, Product, Explained>> {
    static constexpr bool whole = std::is_same_v<Product, detail::whole_lead>;

    template <class Ledger>
    static auto score_type()
    {
        using id       = detail::lead_id_of<Ledger>;
        using duration = typename Ledger::duration;
        if constexpr (whole) return std::type_identity<lead_score<id, duration>>{};
        else
            return std::type_identity<
                product_score<detail::kept<std::invoke_result_t<Product const&, detail::record_of<Ledger> const&>>, id, duration>>{};
    }
    template <class Ledger>
    using plain_score = typename decltype(score_type<Ledger>())::type;
    template <class Ledger>
    using score_for = std::conditional_t<Explained, explained_score<plain_score<Ledger>>, plain_score<Ledger>>;

public:
    using metric_interface<scores>::zero;
    using metric_interface<scores>::finish;

    scores(Model model, scores_settings settings)
        : scorer_("scores", model.how(), settings.as_of, settings.sales_ready, settings.cold_after), model_(std::move(model))
    {
    }

    /// Returns the metric that gives a score for each product line in which a lead has shown interest: `scores.per(&activity::product)`, in the same
    /// pass. The limits of the rules hold for each product separately.
    template <class Projection>
    [[nodiscard]] auto per(Projection product) const
    {
        return scores<Model, Projection, Explained>{model_, scorer_, std::move(product)};
    }

    /// Returns the metric that also explains each score by its `parts`, which add up to it (up to rounding in the last digits).
    [[nodiscard]] auto explained() const { return scores<Model, Product, true>{model_, scorer_, product_}; }

    template <detail::scorable Ledger>
    [[nodiscard]] auto zero() const
    {
        return detail::scores_summary<score_for<Ledger>>{};
    }

    template <ledger Ledger, class Route>
    void observe(Ledger const& ledger, Route route) const
    {
        using duration     = typename Ledger::duration;
        auto&      summary = route(undated{});
        auto const closing = detail::closing_at<duration>(scorer_.as_of());
        auto const score   = [&](detail::all_points_given& given) -> auto& {
            given.template settle<duration>(model_.how());
            auto& to   = summary.scores.all.emplace_back();
            to.lead_id = detail::keep(detail::plain_id(ledger.lead_id()));
            scorer_.score(given, closing, to);
            if constexpr (Explained) to.parts = detail::parts_of<duration>(model_.how(), names_, given, closing);
            return to;
        };
        if constexpr (whole) {
            auto const at_once = [&](auto const&... what) {
                auto& to   = summary.scores.all.emplace_back();
                to.lead_id = detail::keep(detail::plain_id(ledger.lead_id()));
                scorer_.say(what..., to);
            };
            if (!Explained && !scorer_.threshold()) {
                auto const now = scorer_.score_of(model_, ledger, closing, summary.quality);
                if (now.any_activity) at_once(now);
                return;
            }
            if (!Explained)
                if (auto const both = scorer_.follow(model_, ledger, closing, summary.quality)) return at_once(both->now, both->ready, closing);
            detail::all_points_given given;
            detail::each_used(ledger, closing.as_of, summary.quality, detail::worth_by<Model>{model_},
                              [&](auto const& activity) { given.take(model_, activity, summary.quality); });
            if (given.any_activity()) score(given);
        } else {
            std::map<decltype(score_for<Ledger>::product), detail::all_points_given> products;
            detail::each_used(ledger, closing.as_of, summary.quality, detail::worth_by<Model>{model_}, [&](auto const& activity) {
                products[detail::keep(std::invoke(product_, activity.record()))].take(model_, activity, summary.quality);
            });
            for (auto& [product, given] : products) score(given).product = product;
        }
    }

    /// Appends all summaries to the first one, after reserving room for all of them.
    template <class Score, runner Runner>
    void merge_all(std::vector<std::optional<detail::scores_summary<Score>>>& all, Runner const&) const
    {
        std::size_t total = 0;
        for (auto const& one : all) total += one->scores.all.size();
        all.front()->scores.all.reserve(total);
        for (std::size_t i = 1; i != all.size(); ++i) {
            *all.front() += std::move(*all[i]);
            all[i].reset();
        }
    }

    template <class Score, runner Runner = sequential>
    [[nodiscard]] scores_report<Score> finish(detail::scores_summary<Score> summary, Runner const& = {}) const
    {
        scores_report<Score> report{score_list<Score>{std::move(summary.scores.all)}, 0, 0, scorer_.threshold(), summary.quality};
        for (Score const& one : report) {
            report.sales_ready += one.sales_ready;
            report.cold += one.cold;
        }
        return report;
    }

    [[nodiscard]] instant      as_of() const noexcept { return scorer_.as_of(); }
    [[nodiscard]] Model const& model() const noexcept { return model_; }

    /// Writes the metric's name and settings into a sink such as detail::settings_text.
    template <class Sink>
    void describe(Sink& to) const
    {
        to.open("scores");
        scorer_.describe(to);
        detail::describe_setting(to, "model", model_);
        detail::describe_setting(to, "product", product_);
        detail::describe_setting(to, "explained", Explained);
        to.close();
    }

    using explains_elements = void;

private:
    template <class, class, bool>
    friend class scores;

    scores(Model model, detail::lead_scorer scorer, Product product)
        : scorer_(std::move(scorer)), model_(std::move(model)), product_(std::move(product))
    {
        if constexpr (Explained) names_ = model_.names();
    }

    detail::lead_scorer           scorer_;
    Model                         model_;
    [[no_unique_address]] Product product_{};
    std::vector<std::string>      names_; // of the rules; filled only where scores are explained
};

template <class Model>
scores(Model, scores_settings) -> scores<Model>;
}} // namespace leadmetrics

#endif
