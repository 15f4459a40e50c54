// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_GROUPED_HPP
#define LEADMETRICS_JOURNEY_GROUPED_HPP

#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/concepts.hpp>
#include <leadmetrics/core/detail/outlives.hpp>
#include <leadmetrics/core/field.hpp>
#include <leadmetrics/core/runner.hpp>
#include <leadmetrics/journey/detail/event_buffer.hpp>
#include <leadmetrics/journey/detail/record_access.hpp>
#include <leadmetrics/journey/detail/repeats.hpp>
#include <leadmetrics/journey/funnel.hpp>
#include <leadmetrics/journey/journey.hpp>

#include <range/v3/range/concepts.hpp>
#include <range/v3/view/all.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace v0_1 {

/// Journeys read from records that hold each lead in one run (in any order within it): a forward range in which no journey is stored.
/// A lead that turns up in a second run has a second journey, counted as repeated: one look over the ids, when the view is made, finds
/// them. The user's records must outlive it.
template <ranges::forward_range Records, class Stage, class Mapping = own_words>
class grouped_journey_view {
    using records = detail::record_access<Records>;
    using said    = typename records::record;
    using time    = detail::field_type<field::at_t, said, Mapping>;
    using id      = std::remove_cvref_t<decltype(std::declval<records const&>().read(0, detail::bound_field{field::lead_id, std::declval<Mapping const&>()}))>;

public:
    using duration = typename detail::time_point_traits<time>::duration;

    class iterator;

    /// The journey of one run: it reads the records when it is made.
    class journey : public journey_interface<journey, duration> {
    public:
        journey() = default;
        journey(grouped_journey_view const& all, std::size_t first) : all_(&all), first_(first), last_(all.read(first, events_)) {}

        [[nodiscard]] detail::event_buffer const& events() const noexcept { return events_; }
        [[nodiscard]] decltype(auto)              record(std::size_t i) const { return all_->records_[i]; }
        [[nodiscard]] funnel<Stage> const&        stages() const noexcept { return all_->funnel_; }
        [[nodiscard]] decltype(auto)              lead_id() const { return all_->id_at(first_); }
        [[nodiscard]] bool                        repeated() const noexcept
        {
            return !all_->repeats_.empty() && std::binary_search(all_->repeats_.begin(), all_->repeats_.end(), first_);
        }

    private:
        grouped_journey_view const* all_   = nullptr;
        std::size_t                 first_ = 0;
        detail::event_buffer        events_;
        std::size_t                 last_ = 0; // behind events_, which are read to find it

        friend class iterator;
    };

    class iterator {
    public:
        using difference_type   = std::ptrdiff_t;
        using value_type        = journey;
        using reference         = journey;
        using pointer           = void;
        using iterator_category = std::input_iterator_tag;
        using iterator_concept  = std::forward_iterator_tag;

        iterator() = default;
        iterator(grouped_journey_view const& all, std::size_t first) noexcept : all_(&all), first_(first) {}

        journey operator*() const
        {
            journey here{*all_, first_};
            last_ = here.last_; // reading the run has found its end
            return here;
        }
        iterator& operator++()
        {
            first_ = last_ > first_ ? last_ : all_->end_of_run(first_);
            return *this;
        }
        iterator operator++(int)
        {
            auto const before = *this;
            ++*this;
            return before;
        }
        friend bool operator==(iterator const& a, iterator const& b) noexcept { return a.first_ == b.first_; }

    private:
        grouped_journey_view const* all_   = nullptr;
        std::size_t                 first_ = 0;
        mutable std::size_t         last_  = 0; // where known: behind first_
    };

    template <runner Runner>
    grouped_journey_view(Records all, funnel<Stage> stages, Mapping mapping, Runner const& run)
        : records_(std::move(all)), funnel_(std::move(stages)), mapping_(std::move(mapping)),
          repeats_(detail::repeated_runs<id>(records_.size(), false, [this](std::size_t i) -> decltype(auto) { return id_at(i); }, run))
    {
    }

    [[nodiscard]] iterator             begin() const { return {*this, 0}; }
    [[nodiscard]] iterator             end() const { return {*this, records_.size()}; }
    [[nodiscard]] bool                 empty() const noexcept { return records_.size() == 0; }
    [[nodiscard]] funnel<Stage> const& stages() const noexcept { return funnel_; }
    [[nodiscard]] decltype(auto)       record(std::size_t i) const { return records_[i]; }

    /// For threads: the runs that start among the records [from, to).
    [[nodiscard]] std::size_t                extent() const noexcept { return records_.size(); }
    [[nodiscard]] detail::bounds<iterator> slice(std::size_t from, std::size_t to) const { return {{*this, start_of_run(from)}, {*this, start_of_run(to)}}; }

private:
    [[nodiscard]] decltype(auto) id_at(std::size_t i) const { return records_.read(i, detail::bound_field{field::lead_id, mapping_}); }

    [[nodiscard]] std::size_t end_of_run(std::size_t first) const
    {
        std::size_t const n = records_.size();
        if (first >= n) return n;
        decltype(auto) lead = id_at(first);
        std::size_t    last = first + 1;
        while (last != n && detail::same_lead<id>(lead, id_at(last))) ++last;
        return last;
    }
    [[nodiscard]] std::size_t start_of_run(std::size_t i) const
    {
        return i == 0 || i >= records_.size() || !detail::same_lead<id>(id_at(i - 1), id_at(i)) ? i : end_of_run(i);
    }

    /// Reads the run that begins with `first`; returns where it ends.
    std::size_t read(std::size_t first, detail::event_buffer& events) const
    {
        std::size_t const n    = records_.size();
        decltype(auto)    lead = id_at(first);
        std::size_t       i    = first;
        if (detail::is_missing(lead)) [[unlikely]] events.add(detail::event::make(INT64_MAX, detail::missing_lead_code, i++));
        else
            do {
                auto&&      wrapped = records_[i];
                auto const& one     = detail::unwrap(wrapped);
                events.add(detail::event_of(funnel_, field::stage(mapping_, one), field::at(mapping_, one), i));
            } while (++i != n && detail::same_id<id>(lead, id_at(i)));
        events.arrange(funnel_.tolerance().template floor_count<typename duration::period>());
        return i;
    }

    records                  records_;
    funnel<Stage>            funnel_;
    Mapping                  mapping_;
    std::vector<std::size_t> repeats_;
};

struct grouped_journeys_fn {
    /// Journeys from stage events that are already grouped by lead: `lm::grouped_journeys(changes, pipeline)`. Nothing is stored.
    template <ranges::forward_range Records, class Stage, class Mapping = own_words>
        requires detail::outlives<Records> && stage_event<ranges::range_value_t<Records>, Mapping>
    [[nodiscard]] auto operator()(Records&& records, funnel<Stage> stages, Mapping mapping = {}) const
    {
        return run(sequential{}, std::forward<Records>(records), std::move(stages), std::move(mapping));
    }

    /// The same on a runner's threads; see lm::parallel.
    template <runner Runner, ranges::forward_range Records, class Stage, class Mapping = own_words>
        requires detail::outlives<Records> && stage_event<ranges::range_value_t<Records>, Mapping>
    [[nodiscard]] auto run(Runner const& run, Records&& records, funnel<Stage> stages, Mapping mapping = {}) const
    {
        using view = ranges::views::all_t<Records>;
        return grouped_journey_view<view, Stage, Mapping>{ranges::views::all(std::forward<Records>(records)), std::move(stages), std::move(mapping), run};
    }
};
inline constexpr grouped_journeys_fn grouped_journeys{};

}} // namespace leadmetrics

#endif
