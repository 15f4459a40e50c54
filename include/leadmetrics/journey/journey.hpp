// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_JOURNEY_HPP
#define LEADMETRICS_JOURNEY_JOURNEY_HPP

#include <leadmetrics/core/detail/unsatisfied.hpp>
#include <leadmetrics/core/mapping.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/detail/event.hpp>
#include <leadmetrics/journey/detail/keyed_element.hpp>
#include <leadmetrics/journey/progress.hpp>
#include <leadmetrics/version.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

template <class Kind>
class remembering_journey;

/// One lead's way through a funnel: the interface that all kinds of journey share, whether their events are stored, read from a run of records, or
/// read from one wide record. A kind of journey derives from this class and supplies
///
///     events()            its events in order, those that cannot be used last
///     record(i)           the user's record behind an event
///     lead_id()
///     stages()            the funnel
///     repeated()          whether the lead appeared before, in records that should have one run or one row per lead
template <class Kind, class Duration>
class journey_interface : public detail::keyed_element<Kind, Duration> {
public:
    /// Returns how far the lead has come at `as_of`.
    [[nodiscard]] leadmetrics::progress<Duration> progress(instant const& as_of) const noexcept
    {
        using period = typename Duration::period;
        return {self().events(), self().stages().size(), self().stages().wins_can_be_undone(), as_of.floor_count<period>(), self().repeated()};
    }

    /// Calls visit(record) for each of the user's records of the entry into a stage; where there are several, they are duplicates.
    template <class Visit>
    void each_record_of_entry(std::size_t stage, std::int64_t at, Visit&& visit) const
    {
        for (detail::event const& event : self().events())
            if (event.at == at && event.code() == stage) visit(detail::unwrap(self().record(event.record())));
    }

    /// Calls visit(record) for each of the user's records of the loss of a lost lead, that is, of the first of the lost events that end its journey.
    /// Where several lost stages have that instant, the first of them in the funnel's order counts.
    template <class Visit>
    void each_record_of_loss(std::int64_t lost_at, Visit&& visit) const
    {
        detail::event const* first = nullptr;
        for (detail::event const& event : self().events()) {
            if (event.at != lost_at || event.code() < self().stages().size() || !event.usable()) continue;
            if (first == nullptr) first = &event;
            if (event.same_but_for_record(*first)) visit(detail::unwrap(self().record(event.record())));
        }
    }

    /// Returns this journey with a memory of its progress, so that several metrics can look at it in turn and compute the progress once.
    [[nodiscard]] remembering_journey<Kind> remembering() const noexcept { return remembering_journey<Kind>{self()}; }

private:
    [[nodiscard]] Kind const& self() const noexcept { return static_cast<Kind const&>(*this); }
};

/// A journey that remembers its progress as of the latest instant asked for. It must not outlive the journey it is made from. Not thread-safe.
template <class Kind>
class remembering_journey : public journey_interface<remembering_journey<Kind>, typename Kind::duration> {
public:
    explicit remembering_journey(Kind const& of) noexcept : of_(&of) {}

    [[nodiscard]] leadmetrics::progress<typename Kind::duration> const& progress(instant const& as_of) const noexcept
    {
        if (!known_ || as_of_ != as_of) {
            known_.emplace(of_->events(), of_->stages().size(), of_->stages().wins_can_be_undone(),
                           as_of.floor_count<typename Kind::duration::period>(), of_->repeated());
            as_of_ = as_of;
        }
        return *known_;
    }

    [[nodiscard]] decltype(auto) events() const { return of_->events(); }
    [[nodiscard]] decltype(auto) record(std::size_t i) const { return of_->record(i); }
    [[nodiscard]] decltype(auto) lead_id() const { return of_->lead_id(); }
    [[nodiscard]] decltype(auto) stages() const { return of_->stages(); }
    [[nodiscard]] bool           repeated() const { return of_->repeated(); }

    [[nodiscard]] remembering_journey const& remembering() const noexcept { return *this; }

private:
    Kind const*                                                           of_;
    mutable std::optional<leadmetrics::progress<typename Kind::duration>> known_;
    mutable instant                                                       as_of_{date::sys_seconds{}};
};

/// A journey of any kind; reports on funnels are made from journeys.
template <class J>
concept journey = requires(J const& one, instant const& as_of) {
    typename J::duration;
    one.lead_id();
    one.stages();
    { one.progress(as_of) } -> std::convertible_to<progress<typename J::duration>>;
};

namespace detail {

/// The elements that a report on journeys accepts; everything else is refused with this message.
template <class Element>
concept reportable = journey<Element> || unsatisfied<"this report is made from journeys: hand it lm::journeys(records, funnel)", Element>;

} // namespace detail

}} // namespace leadmetrics

#endif
