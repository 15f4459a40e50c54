// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_DETAIL_ACTIVITY_HPP
#define LEADMETRICS_JOURNEY_DETAIL_ACTIVITY_HPP

#include <leadmetrics/core/concepts.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/field.hpp>
#include <leadmetrics/core/quality.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/detail/event.hpp>
#include <leadmetrics/journey/detail/event_code.hpp>
#include <leadmetrics/version.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

// The interface of an activity in a ledger:
//
//     usable(), fate()    whether it has a lead and a time, and which of them is missing if not
//     at()                its instant, in ticks of the ledger
//     code()              what is already known of its points; see scoring_model::code_of
//     record()            the user's record

constexpr record_fate fate_of_unusable(event_code code) noexcept
{
    return code == missing_lead_code ? record_fate::missing_lead : record_fate::missing_time;
}

/// An activity read directly from its record. Only its instant is known in advance; a model computes its points from the record.
template <class Record>
struct read_activity {
    Record const* here;
    std::int64_t  when;
    event_code    missing = 0;

    [[nodiscard]] constexpr bool              usable() const noexcept { return missing == 0; }
    [[nodiscard]] constexpr record_fate       fate() const noexcept { return fate_of_unusable(missing); }
    [[nodiscard]] constexpr std::int64_t      at() const noexcept { return when; }
    [[nodiscard]] static constexpr event_code code() noexcept { return unread_code; }
    [[nodiscard]] constexpr Record const&     record() const noexcept { return *here; }
};

/// An activity that is stored as an event. Its record is read only on request.
template <class Ledger>
struct kept_activity {
    Ledger const* ledger;
    event const*  what; // a pointer, as a copy would go through memory

    [[nodiscard]] bool           usable() const noexcept { return what->usable(); }
    [[nodiscard]] record_fate    fate() const noexcept { return fate_of_unusable(what->code()); }
    [[nodiscard]] std::int64_t   at() const noexcept { return what->at; }
    [[nodiscard]] event_code     code() const noexcept { return what->code(); }
    [[nodiscard]] decltype(auto) record() const { return unwrap(ledger->record(what->record())); }
};

/// Calls visit(read_activity) for record i, and returns the result.
template <class Records, class Visit>
constexpr decltype(auto) read_record(Records const& records, std::size_t i, Visit const& visit)
{
    auto&&      wrapped = records[i];
    auto const& one     = unwrap(wrapped);
    auto&&      at      = field::at(records.mapping(), one);
    using traits        = time_point_traits<std::remove_cvref_t<decltype(at)>>;
    using activity      = read_activity<std::remove_cvref_t<decltype(one)>>;
    if (is_missing(field::lead_id(records.mapping(), one))) [[unlikely]]
        return visit(activity{&one, INT64_MAX, missing_lead_code});
    if (!traits::present(at)) [[unlikely]]
        return visit(activity{&one, INT64_MAX, missing_time_code});
    return visit(activity{&one, traits::count(at)});
}

/// Returns the event of record i, with the code that `code(record)` computes.
template <class Records, class Code>
constexpr event activity_event(Records const& records, std::size_t i, Code const& code)
{
    return read_record(records, i, [&](auto const& one) { return event::make(one.at(), one.usable() ? code(one.record()) : one.missing, i); });
}

/// The code for activities of whose points nothing is known in advance.
struct unread {
    template <class Record>
    constexpr event_code operator()(Record const&) const noexcept
    {
        return unread_code;
    }
};

}}} // namespace leadmetrics::detail

#endif
