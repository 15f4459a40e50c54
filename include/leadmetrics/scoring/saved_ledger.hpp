// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_SAVED_LEDGER_HPP
#define LEADMETRICS_SCORING_SAVED_LEDGER_HPP

#include <leadmetrics/scoring/crossing.hpp>
#include <leadmetrics/scoring/saved_lead.hpp>
#include <leadmetrics/scoring/score_quality.hpp>
#include <leadmetrics/version.hpp>

#include <optional>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// All that a live ledger knows, in plain fields, to be written and read as the plugin's host likes.
template <class Id, class Time, class EventId>
struct saved_ledger {
    std::vector<saved_lead<Id, Time, EventId>> leads;     ///< in the order of their ids
    score_quality                              quality;   ///< of all that was taken
    std::optional<Time>                        told_at{}; ///< of the last `crossings`; empty before the first
    std::vector<crossing<Id, Time>>            untold;    ///< what a callback that threw has left to be told

    friend bool operator==(saved_ledger const&, saved_ledger const&) = default;
};

}} // namespace leadmetrics

#endif
