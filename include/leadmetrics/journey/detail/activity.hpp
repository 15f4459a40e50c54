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

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace leadmetrics { inline namespace v0_1 { namespace detail {

// What a ledger shows of an activity:
//
//     usable(), fate()    whether it has a lead and a time, and what becomes of it if not
//     at()                when, in ticks of the ledger
//     code()              what is known of its worth; see scoring_model::code_of
//     record()            the user's record

constexpr record_fate fate_of_unusable(event_code code) noexcept
{
    return code == missing_lead_code ? record_fate::missing_lead : record_fate::missing_time;
}

/// An activity whose record is at hand, of which nothing is known but when it was: what it is worth is up to a model.
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

/// An activity that an event stands for. Its record is read only when it is asked for.
template <class Ledger>
struct kept_activity {
    Ledger const* ledger;
    event const*  what; // a copy of it goes through memory

    [[nodiscard]] bool           usable() const noexcept { return what->usable(); }
    [[nodiscard]] record_fate    fate() const noexcept { return fate_of_unusable(what->code()); }
    [[nodiscard]] std::int64_t   at() const noexcept { return what->at; }
    [[nodiscard]] event_code     code() const noexcept { return what->code(); }
    [[nodiscard]] decltype(auto) record() const { return unwrap(ledger->record(what->record())); }
};

/// Calls visit(read_activity) with record i, and returns what it says.
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

/// The event of record i, with what `code(record)` knows of its worth.
template <class Records, class Code>
constexpr event activity_event(Records const& records, std::size_t i, Code const& code)
{
    return read_record(records, i, [&](auto const& one) { return event::make(one.at(), one.usable() ? code(one.record()) : one.missing, i); });
}

/// Of an activity of which nothing is known.
struct unread {
    template <class Record>
    constexpr event_code operator()(Record const&) const noexcept
    {
        return unread_code;
    }
};

}}} // namespace leadmetrics::detail

#endif
