// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DETAIL_QUICK_SCORE_HPP
#define LEADMETRICS_SCORING_DETAIL_QUICK_SCORE_HPP

#include <leadmetrics/core/quality.hpp>
#include <leadmetrics/scoring/detail/all_points_given.hpp>
#include <leadmetrics/scoring/detail/ledger_metric.hpp>
#include <leadmetrics/scoring/detail/points_given.hpp>
#include <leadmetrics/scoring/detail/times_limit.hpp>
#include <leadmetrics/scoring/score_quality.hpp>
#include <leadmetrics/version.hpp>

#include <cstdint>
#include <optional>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// A score at one instant.
struct score_now {
    bool                        any_activity = false;
    double                      value        = 0;
    std::optional<std::int64_t> raised; // instant of the latest activity that raised it
};

/// Returns the score of a ledger whose activities come in the order in which points are added up, as most do: they are read once and not stored.
/// Returns empty where they are out of order, or where records carry an `event_id`; all_points_given then gives the score in the general way.
template <class State, class Model, class Ledger>
std::optional<score_now> quick_score(Model const& model, Ledger const& ledger, closing const& when, score_quality& quality)
{
    using duration = typename Ledger::duration;
    if constexpr (has_event_ids<Ledger>) return std::nullopt;
    else {
        State                 state{model.how(), when.as_of};
        times_limit<duration> within{model.how()};
        std::int64_t          used = 0, raised_at = 0, last_at = INT64_MIN;
        double                last_points = 0;
        std::size_t           last_rule   = 0;
        bool                  in_order = true, raised = false, odd = false;
        score_quality         issues;
        ledger.each_activity([&](auto const& one) {
            if (one.at() > when.as_of || !one.usable()) [[unlikely]] {
                issues.add(one.usable() ? record_fate::after_as_of : one.fate());
                odd = true;
                return;
            }
            ++used;
            each_points_given(model, one, issues, [&](points_given const& what) {
                in_order    = in_order && !what.before({last_at, last_points, last_rule});
                last_at     = what.at;
                last_points = what.points;
                last_rule   = what.rule;
                if (what.resets()) raised = false;
                if (within(what) && state.raises(what)) {
                    raised    = true;
                    raised_at = what.at;
                }
            });
        });
        if (!in_order) return std::nullopt;
        quality.records += used;
        quality.used += used;
        quality.repeated_leads += ledger.repeated();
        if (odd || (issues.clamped | issues.not_finite) != 0) [[unlikely]]
            quality += issues;
        return score_now{used != 0, state.at(when.as_of, when.rest), raised ? std::optional{raised_at} : std::nullopt};
    }
}

}}} // namespace leadmetrics::detail

#endif
