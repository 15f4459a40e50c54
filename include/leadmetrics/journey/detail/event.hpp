// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_DETAIL_EVENT_HPP
#define LEADMETRICS_JOURNEY_DETAIL_EVENT_HPP

#include <leadmetrics/core/quality.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/funnel.hpp>
#include <leadmetrics/version.hpp>

#include <compare>
#include <cstddef>
#include <cstdint>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// A stage event as journeys store it, in 16 bytes: its instant, the code of its stage, and the number of its record. Events are ordered by instant,
/// then stage (a lost stage last), then record; events that cannot be used come after all others.
struct event {
    static constexpr unsigned record_bits = 64 - event_code_bits;

    std::int64_t  at;
    std::uint64_t tag; // 24 bits of code, 40 bits of record

    static constexpr event make(std::int64_t at, event_code code, std::size_t record) noexcept
    {
        // record_access refuses ranges with more records; the mask lets the compiler read the code off the tag.
        return {at, static_cast<std::uint64_t>(code) << record_bits | (static_cast<std::uint64_t>(record) & (most_records - 1))};
    }

    [[nodiscard]] constexpr event_code  code() const noexcept { return static_cast<event_code>(tag >> record_bits); }
    [[nodiscard]] constexpr std::size_t record() const noexcept { return static_cast<std::size_t>(tag & (most_records - 1)); }
    [[nodiscard]] constexpr bool        usable() const noexcept { return code() < unknown_stage_code; }
    [[nodiscard]] constexpr bool        same_but_for_record(event const& other) const noexcept
    {
        return at == other.at && (tag ^ other.tag) >> record_bits == 0;
    }

    friend constexpr auto operator<=>(event const&, event const&) noexcept = default;
};

/// Decides for each of a lead's events whether it is used, or why not. It must be called for the events in their order.
class event_judge {
public:
    constexpr explicit event_judge(std::int64_t as_of) noexcept : as_of_(as_of) {}

    constexpr record_fate operator()(event const& here) noexcept
    {
        if (!here.usable()) [[unlikely]] {
            if (here.code() == missing_lead_code) return record_fate::missing_lead;
            return here.code() == missing_time_code ? record_fate::missing_time : record_fate::unknown_stage;
        }
        bool const twice = here.same_but_for_record(previous_);
        previous_        = here;
        if (twice) return record_fate::duplicate;
        return here.at > as_of_ ? record_fate::after_as_of : record_fate::used;
    }

private:
    std::int64_t as_of_;
    event        previous_{INT64_MIN, UINT64_MAX};
};

/// Returns the event of a record that is known to have a lead.
template <class Stage, class Said, class Time>
constexpr event event_of(funnel<Stage> const& stages, Said const& stage, Time const& at, std::size_t record)
{
    using traits = time_point_traits<Time>;
    if (!traits::present(at)) [[unlikely]]
        return event::make(INT64_MAX, missing_time_code, record);
    event_code const code = stages.code_of(stage);
    return event::make(code == unknown_stage_code ? INT64_MAX : traits::count(at), code, record);
}

}}} // namespace leadmetrics::detail

#endif
