// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DETAIL_QUICK_SCORE_HPP
#define LEADMETRICS_SCORING_DETAIL_QUICK_SCORE_HPP

#include <leadmetrics/core/quality.hpp>
#include <leadmetrics/scoring/detail/ledger_metric.hpp>
#include <leadmetrics/scoring/detail/posting.hpp>
#include <leadmetrics/scoring/detail/postings.hpp>
#include <leadmetrics/scoring/detail/times_limit.hpp>
#include <leadmetrics/scoring/score_quality.hpp>

#include <cstdint>
#include <optional>

namespace leadmetrics { inline namespace v0_1 { namespace detail {

/// A score at one instant.
struct score_now {
    bool                        any_activity = false;
    double                      value        = 0;
    std::optional<std::int64_t> raised; // the latest activity that raised it
    score_quality               quality;
};

/// The score of a ledger whose activities come in the order in which points are added up, as they mostly do: read once, and nothing of
/// them kept. Empty where they do not, or where records may say that they are one: then the long way says the same.
template <class State, class Model, class Ledger>
std::optional<score_now> quick_score(Model const& model, Ledger const& ledger, closing const& when)
{
    using duration = typename Ledger::duration;
    std::optional<score_now> result;
    if constexpr (!has_event_ids<Ledger>) {
        result.emplace();
        score_now&            now = *result;
        State                 state{model.how(), when.as_of};
        times_limit<duration> within{model.how()};
        posting               previous{INT64_MIN, 0, 0};
        bool                  in_order = true;
        std::int64_t          used = 0, raised_at = 0;
        bool                  raised = false;
        ledger.each_event([&](event const& one) {
            if (one.at > when.as_of || !one.usable()) [[unlikely]] {
                now.quality.add(one.usable() ? record_fate::after_as_of : fate_of_unusable(one));
                return;
            }
            ++used;
            each_posting(model, used_activity<Ledger>{&ledger, one}, now.quality, [&](posting const& what) {
                in_order = in_order && !what.before(previous);
                previous = what;
                if (within(what) && state.raises(what)) {
                    raised    = true;
                    raised_at = what.at;
                }
            });
        });
        if (!in_order) return std::nullopt;
        now.any_activity = used != 0;
        now.value        = state.at(when.as_of, when.rest);
        if (raised) now.raised = raised_at;
        now.quality.records += used;
        now.quality.used += used;
        now.quality.repeated_leads += ledger.repeated();
    }
    return result;
}

}}} // namespace leadmetrics::detail

#endif
