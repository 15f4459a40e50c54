// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_IGNORED_RECORDS_HPP
#define LEADMETRICS_JOURNEY_IGNORED_RECORDS_HPP

#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/quality.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/detail/event.hpp>
#include <leadmetrics/version.hpp>

#include <range/v3/range/concepts.hpp>

#include <cstddef>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// A record that was not used.
struct ignored_record {
    std::size_t record; ///< its index in the user's range
    record_fate reason;

    friend bool operator==(ignored_record const&, ignored_record const&) = default;
};

struct ignored_records_fn {
    /// Returns the records that were not used as of an instant, and why: those that a report on these journeys counts under data quality. Of records
    /// that duplicate each other, the one that comes first in the range is used. (A wide record is listed once for each of its times that is not
    /// used.) The order is that of the journeys. Complexity: linear in events.
    template <ranges::input_range Range>
    [[nodiscard]] std::vector<ignored_record> operator()(Range&& range, instant const& as_of) const
    {
        std::vector<ignored_record> result;
        for (auto&& one : range) {
            detail::event_judge judge{as_of.floor_count<typename element_of<Range>::duration::period>()};
            for (detail::event const& event : one.events())
                if (record_fate const fate = judge(event); fate != record_fate::used) result.push_back({event.record(), fate});
        }
        return result;
    }
};
inline constexpr ignored_records_fn ignored_records{};

}} // namespace leadmetrics

#endif
