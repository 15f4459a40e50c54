// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_SCORE_SERIES_HPP
#define LEADMETRICS_SCORING_SCORE_SERIES_HPP

// How did each lead's score develop? For sales, and to check a scoring model. Definitions, section 12.

#include <leadmetrics/core/detail/bag.hpp>
#include <leadmetrics/core/detail/members.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/core/runner.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/ledger.hpp>
#include <leadmetrics/scoring/detail/all_points_given.hpp>
#include <leadmetrics/scoring/detail/lead_scorer.hpp>
#include <leadmetrics/scoring/detail/ledger_metric.hpp>
#include <leadmetrics/scoring/detail/readiness.hpp>
#include <leadmetrics/scoring/detail/with_state.hpp>
#include <leadmetrics/scoring/lead_score.hpp>
#include <leadmetrics/scoring/score_quality.hpp>
#include <leadmetrics/stats/proportion.hpp>
#include <leadmetrics/version.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

struct score_series_settings {
    std::vector<instant>  as_of{};       ///< the instants, in rising order; at least one must be given
    std::optional<double> sales_ready{}; ///< a lead is ready at or over this score; empty: readiness is not reported
};

/// One lead's scores, one for each instant of the series.
template <class Id>
struct lead_series {
    Id                                 lead_id{};
    std::vector<std::optional<double>> values; ///< one for each instant; empty before the lead's first activity

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.lead_id, self.values);
    }
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"lead_id", self.lead_id}, figure{"values", self.values}};
    }
    friend bool operator==(lead_series const&, lead_series const&) = default;
};

/// All leads at one instant.
struct series_point {
    std::int64_t scored = 0;  ///< leads with an activity at or before the instant
    proportion   sales_ready; ///< of the scored leads; total 0 where no threshold is set

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.scored, self.sales_ready);
    }
    series_point& operator+=(series_point const& other) noexcept { return detail::add_members(*this, other); }
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"scored", self.scored}, figure{"sales_ready", self.sales_ready}};
    }
    friend bool operator==(series_point const&, series_point const&) = default;
};

/// The scores of all leads with an activity at or before the last instant, in the order of their ids.
template <class Series>
struct score_series_report : score_list<Series> {
    std::vector<series_point> instants; ///< one for each instant of the settings
    score_quality             quality;

    static constexpr report_title title{"score_series", "12"};
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"instants", self.instants}, figure{"leads", static_cast<score_list<Series> const&>(self), as_leads},
                          figure{"quality", self.quality}};
    }
    friend bool operator==(score_series_report const&, score_series_report const&) = default;
};

namespace detail {

template <class Series>
struct series_summary {
    bag<Series, by_lead>      leads;
    std::vector<series_point> instants;
    score_quality             quality;

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.leads, self.instants, self.quality);
    }
};

} // namespace detail

/// Reports the scores of lm::scores at several instants, in one pass over the activities.
///
///     lm::score_series{model, {.as_of = {april, may, june}, .sales_ready = 25}}(activities).at("00Q5e000001").values
///
/// The summary holds a number for each lead and instant. Calendar windows put the report under `undated`. Refused: no instant, instants that do not
/// rise, a threshold that is not finite. Complexity: n log n in the activities of a lead, plus the number of instants for each lead.
template <class Model>
class score_series : public detail::ledger_metric<score_series<Model>> {
    template <class Ledger>
    using series_of = lead_series<detail::lead_id_of<Ledger>>;

public:
    using metric_interface<score_series>::zero;
    using metric_interface<score_series>::finish;

    score_series(Model model, score_series_settings settings) : model_(std::move(model)), settings_(std::move(settings))
    {
        auto const& at = settings_.as_of;
        if (at.empty()) detail::refuse("score_series.as_of", "none", "give the instants at which to score");
        for (std::size_t i = 1; i < at.size(); ++i)
            if (!(at[i - 1] < at[i]))
                detail::refuse("score_series.as_of", "number " + std::to_string(i), "instants rise: it is not after the one before it");
        detail::check_threshold("score_series", settings_.sales_ready);
    }

    template <detail::scorable Ledger>
    [[nodiscard]] auto zero() const
    {
        return detail::series_summary<series_of<Ledger>>{{}, std::vector<series_point>(settings_.as_of.size()), {}};
    }

    template <ledger Ledger, class Route>
    void observe(Ledger const& ledger, Route route) const
    {
        using duration                   = typename Ledger::duration;
        auto&                    summary = route(undated{});
        detail::all_points_given given;
        detail::each_used(ledger, detail::closing_at<duration>(as_of()).as_of, summary.quality, detail::worth_by<Model>{model_},
                          [&](auto const& activity) { given.take(model_, activity, summary.quality); });
        if (!given.any_activity()) return;
        given.template settle<duration>(model_.how());
        auto& series   = summary.leads.all.emplace_back();
        series.lead_id = detail::keep(detail::plain_id(ledger.lead_id()));
        detail::with_state<duration>(model_.how(), given.first_activity(), [&](auto state) {
            auto const* next = given.begin();
            for (std::size_t i = 0; i != settings_.as_of.size(); ++i) {
                auto const when = detail::closing_at<duration>(settings_.as_of[i]);
                for (; next != given.end() && next->at <= when.as_of; ++next) state.add(*next);
                auto& value = series.values.emplace_back();
                if (when.as_of < given.first_activity()) continue;
                value = state.at(when.as_of, when.rest);
                ++summary.instants[i].scored;
                if (settings_.sales_ready) summary.instants[i].sales_ready.add(detail::reaches(*value, *settings_.sales_ready));
            }
        });
    }

    template <class Series, runner Runner = sequential>
    [[nodiscard]] score_series_report<Series> finish(detail::series_summary<Series> summary, Runner const& = {}) const
    {
        return {score_list<Series>{std::move(summary.leads.all)}, std::move(summary.instants), summary.quality};
    }

    [[nodiscard]] instant      as_of() const noexcept { return settings_.as_of.back(); }
    [[nodiscard]] Model const& model() const noexcept { return model_; }

    /// Writes the metric's name and settings into a sink such as detail::settings_text.
    template <class Sink>
    void describe(Sink& to) const
    {
        to.open("score_series");
        detail::describe_setting(to, "as_of", settings_.as_of);
        detail::describe_setting(to, "sales_ready", settings_.sales_ready);
        detail::describe_setting(to, "model", model_);
        to.close();
    }

    using explains_elements = void;

private:
    Model                 model_;
    score_series_settings settings_;
};

template <class Model>
score_series(Model, score_series_settings) -> score_series<Model>;

}} // namespace leadmetrics

#endif
