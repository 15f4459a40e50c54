// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_IGNORED_HPP
#define LEADMETRICS_JOURNEY_IGNORED_HPP

#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/journey.hpp>

#include <range/v3/range/concepts.hpp>

#include <cstddef>
#include <vector>

namespace leadmetrics { inline namespace v0_1 {

/// Why a record was not used; data_quality counts as many of each.
enum class ignored_because { missing_lead, missing_time, unknown_stage, duplicate, after_as_of };

/// A record that was not used.
struct ignored_record {
    std::size_t     record; ///< its place in the user's range
    ignored_because reason;

    friend bool operator==(ignored_record const&, ignored_record const&) = default;
};

struct ignored_records_fn {
    /// Which records were not used as of an instant, and why: those that the data quality of a report on these journeys counts. Of
    /// records that duplicate each other, the one that comes first in the range is used. (A wide record stands there once for each of
    /// its times that is not used.) In the order of the journeys. Complexity: linear in events.
    template <ranges::input_range Journeys>
    [[nodiscard]] std::vector<ignored_record> operator()(Journeys&& journeys, instant const& as_of) const
    {
        std::vector<ignored_record> result;
        for (auto&& one : journeys) one.each_ignored(as_of, [&](std::size_t record, ignored_because reason) { result.push_back({record, reason}); });
        return result;
    }
};
inline constexpr ignored_records_fn ignored_records{};

}} // namespace leadmetrics

#endif
