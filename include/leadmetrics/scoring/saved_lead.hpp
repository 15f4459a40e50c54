// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_SAVED_LEAD_HPP
#define LEADMETRICS_SCORING_SAVED_LEAD_HPP

// What a plugin must keep of a lead so that its score goes on after a restart. Definitions, section 12.

#include <leadmetrics/version.hpp>

#include <optional>
#include <string>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// All that a live ledger knows of one lead, in plain fields, to be written and read as the plugin's host likes.
template <class Id, class Time, class EventId>
struct saved_lead {
    struct points_given {
        Time        at{};
        std::string rule;       ///< its name
        double      points = 0; ///< 0 for a reset

        friend bool operator==(points_given const&, points_given const&) = default;
    };
    struct event {
        EventId                   event_id{};
        Time                      at{};
        double                    worth = 0;
        std::vector<points_given> points;

        friend bool operator==(event const&, event const&) = default;
    };

    Id                        lead_id{};
    Time                      first_activity{};
    std::vector<points_given> points;             ///< in order of time
    std::vector<event>        events;             ///< activities with an id of their own, by which they count once
    bool                      told_ready = false; ///< what the last `crossings` said of it
    bool                      told_cold  = false;
    std::optional<Time>       told_at; ///< of the last `crossings`; empty before the first

    friend bool operator==(saved_lead const&, saved_lead const&) = default;
};

}} // namespace leadmetrics

#endif
