// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_SUGGESTED_THRESHOLD_HPP
#define LEADMETRICS_SCORING_SUGGESTED_THRESHOLD_HPP

// At which score should a lead go to sales? Looks at the scores of leads when sales accepted them. Definitions, section 12.

#include <leadmetrics/core/detail/bag.hpp>
#include <leadmetrics/core/detail/members.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/runner.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/ledger.hpp>
#include <leadmetrics/scoring/detail/all_points_given.hpp>
#include <leadmetrics/scoring/detail/ledger_metric.hpp>
#include <leadmetrics/scoring/detail/with_state.hpp>
#include <leadmetrics/scoring/score_quality.hpp>
#include <leadmetrics/stats/quantiles.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

struct suggested_threshold_report {
    std::int64_t          accepted = 0; ///< leads that sales accepted
    std::int64_t          unscored = 0; ///< of the accepted leads, those without an activity up to then; they are in no other figure
    std::optional<double> threshold;    ///< median score of the leads when sales accepted them; empty where there is none
    std::optional<double> lower, upper; ///< quartiles: half of the scores lay between them
    score_quality         quality;

    static constexpr report_title title{"suggested_threshold", "12"};
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"accepted", self.accepted}, figure{"unscored", self.unscored}, figure{"threshold", self.threshold},
                          figure{"lower", self.lower},       figure{"upper", self.upper},       figure{"quality", self.quality}};
    }
    friend bool operator==(suggested_threshold_report const&, suggested_threshold_report const&) = default;
};

namespace detail {

struct acceptance_scores {
    bag<double>   values;
    std::int64_t  unscored = 0;
    score_quality quality;

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.values, self.unscored, self.quality);
    }
};

} // namespace detail

/// Reports the scores that leads had when sales accepted them. `accepted_at` returns for a lead id the instant of acceptance, as an optional. A lead
/// that was accepted but has no activity in the records is not counted at all.
///
///     lm::suggested_threshold{model, [&](std::string const& lead) { return accepted.at(lead); }}(activities).threshold
///
/// Activities after a lead's acceptance are not used (`quality.after_as_of`); leads that were not accepted are left out. Calendar windows put the
/// report under `undated`. Complexity: n log n in the activities of a lead.
template <class Model, class AcceptedAt>
class suggested_threshold : public detail::ledger_metric<suggested_threshold<Model, AcceptedAt>> {
public:
    using metric_interface<suggested_threshold>::zero;
    using metric_interface<suggested_threshold>::finish;

    suggested_threshold(Model model, AcceptedAt accepted_at) : model_(std::move(model)), accepted_at_(std::move(accepted_at)) {}

    template <detail::scorable Ledger>
    [[nodiscard]] detail::acceptance_scores zero() const
    {
        return {};
    }

    template <ledger Ledger, class Route>
    void observe(Ledger const& ledger, Route route) const
    {
        using duration      = typename Ledger::duration;
        auto const accepted = std::invoke(accepted_at_, detail::plain_id(ledger.lead_id()));
        if (!accepted) return;
        auto&                    summary = route(undated{});
        auto const               when    = detail::closing_at<duration>(instant{*accepted});
        detail::all_points_given given;
        detail::each_used(ledger, when.as_of, summary.quality, detail::worth_by<Model>{model_},
                          [&](auto const& activity) { given.take(model_, activity, summary.quality); });
        if (!given.any_activity()) {
            ++summary.unscored;
            return;
        }
        given.template settle<duration>(model_.how());
        summary.values.all.push_back(detail::with_state<duration>(model_.how(), when.as_of, [&](auto state) {
            for (auto const& one : given) state.add(one);
            return state.at(when.as_of, when.rest);
        }));
    }

    template <runner Runner = sequential>
    [[nodiscard]] suggested_threshold_report finish(detail::acceptance_scores const& summary, Runner const& = {}) const
    {
        auto const at = [&](double p) { return quantile_of(summary.values.all, p); };
        return {
            static_cast<std::int64_t>(summary.values.all.size()) + summary.unscored, summary.unscored, at(0.5), at(0.25), at(0.75), summary.quality};
    }

    [[nodiscard]] Model const& model() const noexcept { return model_; }

    /// Writes the metric's name and settings into a sink such as detail::settings_text.
    template <class Sink>
    void describe(Sink& to) const
    {
        to.open("suggested_threshold");
        detail::describe_setting(to, "model", model_);
        detail::describe_setting(to, "accepted_at", accepted_at_);
        to.close();
    }

    using explains_elements = void;

private:
    Model      model_;
    AcceptedAt accepted_at_;
};

template <class Model, class AcceptedAt>
suggested_threshold(Model, AcceptedAt) -> suggested_threshold<Model, AcceptedAt>;

}} // namespace leadmetrics

#endif
