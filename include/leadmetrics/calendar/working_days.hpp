// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CALENDAR_WORKING_DAYS_HPP
#define LEADMETRICS_CALENDAR_WORKING_DAYS_HPP

#include <leadmetrics/version.hpp>

#include <compare>
#include <cstdint>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// A number of working days: `.allowance = lm::working_days{2}`. It is no length of time: what is due in two working days is due at the end of the
/// second working day after the day of its start (definitions, section 10). A clock with opening hours, `lm::working_time`, says when that is.
struct working_days {
    std::int64_t count = 0;

    constexpr explicit working_days(std::int64_t n) noexcept : count(n) {}

    friend constexpr auto operator<=>(working_days const&, working_days const&) = default;

    template <class Sink>
    void describe(Sink& to) const
    {
        to.number(count);
        to.word(" working days");
    }
};

}} // namespace leadmetrics

#endif
