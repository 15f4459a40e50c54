// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_GROUPED_JOURNEYS_HPP
#define LEADMETRICS_JOURNEY_GROUPED_JOURNEYS_HPP

#include <leadmetrics/core/concepts.hpp>
#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/outlives.hpp>
#include <leadmetrics/core/field.hpp>
#include <leadmetrics/core/runner.hpp>
#include <leadmetrics/journey/detail/event_buffer.hpp>
#include <leadmetrics/journey/detail/lead_records.hpp>
#include <leadmetrics/journey/detail/repeats.hpp>
#include <leadmetrics/journey/detail/run_iterator.hpp>
#include <leadmetrics/journey/funnel.hpp>
#include <leadmetrics/journey/journey.hpp>
#include <leadmetrics/version.hpp>

#include <range/v3/range/concepts.hpp>
#include <range/v3/view/all.hpp>

#include <cstddef>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// Journeys read from records that are grouped by lead: all records of a lead are adjacent (a run), in any order within it. This is a forward range
/// that stores no journey. A lead that appears in a second run has a second journey, which is counted as repeated; the ids of the records show which
/// runs are such. The user's records must outlive the view.
template <ranges::forward_range Records, class Stage, class Mapping = default_mapping>
class grouped_journey_view {
    using all_records = detail::lead_records<Records, Mapping>;

public:
    using duration = typename all_records::duration;

    /// The journey of one run. Its constructor reads the records.
    class journey : public journey_interface<journey, duration> {
    public:
        journey() = default;
        journey(grouped_journey_view const& all, std::size_t first, bool ascending)
            : all_(&all), first_(first), ascending_(ascending), last_(all.read(first, events_))
        {
        }

        [[nodiscard]] detail::event_buffer const& events() const noexcept { return events_; }
        [[nodiscard]] decltype(auto)              record(std::size_t i) const { return all_->records_[i]; }
        [[nodiscard]] funnel<Stage> const&        stages() const noexcept { return all_->funnel_; }
        [[nodiscard]] decltype(auto)              lead_id() const { return all_->records_.id_at(first_); }
        [[nodiscard]] bool                        repeated() const noexcept { return !ascending_ && all_->repeats_.contain(all_->records_, first_); }

        [[nodiscard]] std::size_t end_of_run() const noexcept { return last_; }

    private:
        grouped_journey_view const* all_       = nullptr;
        std::size_t                 first_     = 0;
        bool                        ascending_ = false; // whether ids have ascended so far: then this lead cannot have appeared before
        detail::event_buffer        events_;
        std::size_t                 last_ = 0; // must stand after events_, as the constructor reads these to find it
    };
    using iterator = detail::run_iterator<grouped_journey_view, journey>;

    template <runner Runner>
    grouped_journey_view(Records all, funnel<Stage> stages, Mapping mapping, Runner const& run)
        : records_(std::move(all), std::move(mapping)), funnel_(std::move(stages)), repeats_(records_, run)
    {
    }

    [[nodiscard]] iterator             begin() const { return {*this, 0}; }
    [[nodiscard]] iterator             end() const { return {*this, records_.size()}; }
    [[nodiscard]] bool                 empty() const noexcept { return records_.size() == 0; }
    [[nodiscard]] funnel<Stage> const& stages() const noexcept { return funnel_; }
    [[nodiscard]] decltype(auto)       record(std::size_t i) const { return records_[i]; }
    [[nodiscard]] all_records const&   records() const noexcept { return records_; }
    [[nodiscard]] auto const&          repeats() const noexcept { return repeats_; }

    /// For runners: the runs that start among the records [from, to).
    [[nodiscard]] std::size_t              extent() const noexcept { return records_.size(); }
    [[nodiscard]] detail::bounds<iterator> slice(std::size_t from, std::size_t to) const
    {
        return {{*this, records_.start_of_run(from)}, {*this, records_.start_of_run(to)}};
    }
    /// For runners: whether ids are assumed to ascend across slices, and whether that has proved right. See lazy_repeats.
    [[nodiscard]] bool is_assumed() const noexcept { return repeats_.ascending_assumed(); }
    template <runner Runner>
    [[nodiscard]] bool proved_right(bool was_assumed, Runner const& run) const
    {
        return repeats_.proved_right(was_assumed, records_, run);
    }

private:
    /// Reads the run that begins with record `first`, and returns its end.
    std::size_t read(std::size_t first, detail::event_buffer& events) const
    {
        std::size_t const n     = records_.size();
        auto const&       words = records_.mapping();
        decltype(auto)    lead  = records_.id_at(first);
        std::size_t       i     = first;
        if (detail::is_missing(lead)) [[unlikely]]
            events.add(detail::event::make(INT64_MAX, detail::missing_lead_code, i++));
        else do {
                auto&&      wrapped = records_[i];
                auto const& one     = detail::unwrap(wrapped);
                events.add(detail::event_of(funnel_, field::stage(words, one), field::at(words, one), i));
            } while (++i != n && detail::same_id<typename all_records::id>(lead, records_.id_at(i)));
        events.arrange(funnel_.tolerance().template floor_count<typename duration::period>());
        return i;
    }

    all_records                       records_;
    funnel<Stage>                     funnel_;
    detail::lazy_repeats<all_records> repeats_;
};

struct grouped_journeys_fn {
    /// Returns journeys from stage events that are already grouped by lead: `lm::grouped_journeys(changes, pipeline)`. It stores nothing. Complexity:
    /// linear in the events, and n log n in those of one lead.
    template <ranges::forward_range Records, class Stage, class Mapping = default_mapping>
        requires detail::outlives<Records> && stage_event<ranges::range_value_t<Records>, Mapping>
    [[nodiscard]] auto operator()(Records&& records, funnel<Stage> stages, Mapping mapping = {}) const
    {
        return run(sequential{}, std::forward<Records>(records), std::move(stages), std::move(mapping));
    }

    /// The same on a runner's threads; see lm::parallel.
    template <runner Runner, ranges::forward_range Records, class Stage, class Mapping = default_mapping>
        requires detail::outlives<Records> && stage_event<ranges::range_value_t<Records>, Mapping>
    [[nodiscard]] auto run(Runner const& run, Records&& records, funnel<Stage> stages, Mapping mapping = {}) const
    {
        using view = ranges::views::all_t<Records>;
        return grouped_journey_view<view, Stage, Mapping>{ranges::views::all(std::forward<Records>(records)), std::move(stages), std::move(mapping),
                                                          run};
    }
};
inline constexpr grouped_journeys_fn grouped_journeys{};

}} // namespace leadmetrics

#endif
