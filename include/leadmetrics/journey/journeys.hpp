// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_JOURNEYS_HPP
#define LEADMETRICS_JOURNEY_JOURNEYS_HPP

#include <leadmetrics/core/concepts.hpp>
#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/index_range.hpp>
#include <leadmetrics/core/detail/outlives.hpp>
#include <leadmetrics/core/field.hpp>
#include <leadmetrics/core/runner.hpp>
#include <leadmetrics/journey/detail/group_by_lead.hpp>
#include <leadmetrics/journey/detail/lead_records.hpp>
#include <leadmetrics/journey/funnel.hpp>
#include <leadmetrics/journey/journey.hpp>
#include <leadmetrics/journey/wide_journeys.hpp>
#include <leadmetrics/version.hpp>

#include <range/v3/range/concepts.hpp>
#include <range/v3/view/all.hpp>
#include <range/v3/view/ref.hpp>

#include <cstddef>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// Journeys grouped from stage events in any order. This is a random-access range of journeys, in an order that depends on the records alone. The
/// store does not copy the user's records: they must outlive the store and must not move.
///
/// Memory beyond the records: 16 bytes a lead, and an event 24 bytes where ids are integers, 40 where they are text, 32 otherwise.
template <ranges::forward_range Records, class Stage, class Mapping = default_mapping>
class journey_store {
    using records = detail::lead_records<Records, Mapping>;

public:
    using duration = typename records::duration;

    /// One lead's journey. It refers to the store and must not outlive it.
    class journey : public journey_interface<journey, duration> {
    public:
        using value_type = journey;

        journey() = default;
        journey(journey_store const& all, std::size_t i) noexcept : all_(&all), i_(i) {}

        [[nodiscard]] detail::bounds<detail::event const*> events() const noexcept { return all_->grouped_[i_]; }
        [[nodiscard]] decltype(auto)                       record(std::size_t i) const { return all_->records_[i]; }
        [[nodiscard]] funnel<Stage> const&                 stages() const noexcept { return all_->funnel_; }
        [[nodiscard]] decltype(auto)                       lead_id() const { return all_->records_.id_at(events().begin()->record()); }
        [[nodiscard]] static constexpr bool                repeated() noexcept { return false; }

    private:
        journey_store const* all_ = nullptr;
        std::size_t          i_   = 0;
    };

    template <runner Runner>
    journey_store(Records all, funnel<Stage> stages, Mapping mapping, Runner const& run)
        : records_(std::move(all), std::move(mapping)), funnel_(std::move(stages))
    {
        auto const make = [this](std::size_t i) {
            auto&&      wrapped = records_[i];
            auto const& one     = detail::unwrap(wrapped);
            auto const& words   = records_.mapping();
            if (detail::is_missing(field::lead_id(words, one))) [[unlikely]]
                return detail::event::make(INT64_MAX, detail::missing_lead_code, i);
            return detail::event_of(funnel_, field::stage(words, one), field::at(words, one), i);
        };
        auto const tolerance = funnel_.tolerance().template floor_count<typename duration::period>();
        grouped_             = detail::group_by_lead(records_, detail::in_order{tolerance}, make, run);
    }

    [[nodiscard]] std::size_t          size() const noexcept { return grouped_.leads(); }
    [[nodiscard]] bool                 empty() const noexcept { return size() == 0; }
    [[nodiscard]] journey              operator[](std::size_t i) const noexcept { return {*this, i}; }
    [[nodiscard]] auto                 begin() const noexcept { return detail::index_iterator<journey_store>{*this, 0}; }
    [[nodiscard]] auto                 end() const noexcept { return detail::index_iterator<journey_store>{*this, size()}; }
    [[nodiscard]] funnel<Stage> const& stages() const noexcept { return funnel_; }
    /// Returns the user's record of that number.
    [[nodiscard]] decltype(auto) record(std::size_t i) const { return records_[i]; }

private:
    records                                                        records_;
    funnel<Stage>                                                  funnel_;
    detail::grouped_events<detail::lead_key<typename records::id>> grouped_;
};

/// What metrics see of records, by the type of the records and of the stages: for lm::load, where there are no records.
template <class Record, class Stage, class Mapping = default_mapping>
using journey_of = typename journey_store<ranges::ref_view<std::vector<Record> const>, Stage, Mapping>::journey;

struct journeys_fn {
    /// Returns journeys from stage events in any order, with or without duplicates: `lm::journeys(changes, pipeline)`, or with a mapping given at the
    /// call, `lm::journeys(changes, pipeline, words{})`. Complexity: linear in the events, and n log n in those of one lead.
    template <ranges::forward_range Records, class Stage, class Mapping = default_mapping>
        requires detail::outlives<Records> && stage_event<ranges::range_value_t<Records>, Mapping>
    [[nodiscard]] auto operator()(Records&& records, funnel<Stage> stages, Mapping mapping = {}) const
    {
        return run(sequential{}, std::forward<Records>(records), std::move(stages), std::move(mapping));
    }

    /// Returns journeys from one wide record per lead, with a time per stage:
    ///
    ///     lm::journeys(rows, pipeline, &row::id, lm::entered{phase::lead, &row::created}, lm::entered{phase::mql, &row::qualified})
    ///
    /// The result is a random-access view. It stores nothing; each row is read when its journey is made.
    template <ranges::forward_range Rows, class Stage, class Id, class... Saids, class... Times>
        requires detail::outlives<Rows> && (sizeof...(Times) > 0)
    [[nodiscard]] auto operator()(Rows&& rows, funnel<Stage> stages, Id id, entered<Saids, Times>... times) const
    {
        return run(sequential{}, std::forward<Rows>(rows), std::move(stages), std::move(id), std::move(times)...);
    }

    /// The same on a runner's threads; see lm::parallel.
    template <runner Runner, ranges::forward_range Records, class Stage, class Mapping = default_mapping>
        requires detail::outlives<Records> && stage_event<ranges::range_value_t<Records>, Mapping>
    [[nodiscard]] auto run(Runner const& run, Records&& records, funnel<Stage> stages, Mapping mapping = {}) const
    {
        using view = ranges::views::all_t<Records>;
        return journey_store<view, Stage, Mapping>{ranges::views::all(std::forward<Records>(records)), std::move(stages), std::move(mapping), run};
    }
    template <runner Runner, ranges::forward_range Rows, class Stage, class Id, class... Saids, class... Times>
        requires detail::outlives<Rows> && (sizeof...(Times) > 0)
    [[nodiscard]] auto run(Runner const& run, Rows&& rows, funnel<Stage> stages, Id id, entered<Saids, Times>... times) const
    {
        using view = ranges::views::all_t<Rows>;
        return wide_journeys<view, Stage, Id, Times...>{ranges::views::all(std::forward<Rows>(rows)), std::move(stages), std::move(id), run,
                                                        std::move(times)...};
    }
};
inline constexpr journeys_fn journeys{};

}} // namespace leadmetrics

#endif
