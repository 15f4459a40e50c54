// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_LEDGERS_HPP
#define LEADMETRICS_JOURNEY_LEDGERS_HPP

#include <leadmetrics/core/concepts.hpp>
#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/index_range.hpp>
#include <leadmetrics/core/detail/lazy_size.hpp>
#include <leadmetrics/core/detail/outlives.hpp>
#include <leadmetrics/core/field.hpp>
#include <leadmetrics/core/runner.hpp>
#include <leadmetrics/journey/detail/activity.hpp>
#include <leadmetrics/journey/detail/event_buffer.hpp>
#include <leadmetrics/journey/detail/group_by_lead.hpp>
#include <leadmetrics/journey/detail/lead_records.hpp>
#include <leadmetrics/journey/detail/repeats.hpp>
#include <leadmetrics/journey/detail/run_iterator.hpp>
#include <leadmetrics/journey/ledger.hpp>
#include <leadmetrics/version.hpp>

#include <range/v3/range/concepts.hpp>
#include <range/v3/view/all.hpp>
#include <range/v3/view/ref.hpp>

#include <cstddef>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// Ledgers grouped from activities in any order. This is a random-access range of ledgers, in an order that depends on the records alone. The store
/// does not copy the user's records: they must outlive the store and must not move. Memory beyond the records: as for journeys.
template <ranges::forward_range Records, class Mapping = default_mapping>
class ledger_store {
    using all_records = detail::lead_records<Records, Mapping>;

public:
    using duration = typename all_records::duration;

    /// One lead's activities. A ledger refers to the store and must not outlive it.
    class ledger : public ledger_interface<ledger, duration> {
    public:
        using value_type = ledger;

        ledger() = default;
        ledger(ledger_store const& all, std::size_t i) noexcept : all_(&all), i_(i) {}

        [[nodiscard]] detail::bounds<detail::event const*> events() const noexcept { return all_->grouped_[i_]; }
        template <class Visit>
        void each_activity(Visit const& visit) const
        {
            for (detail::event const& one : events()) visit(detail::kept_activity<ledger>{this, &one});
        }
        [[nodiscard]] decltype(auto)        record(std::size_t i) const { return all_->records_[i]; }
        [[nodiscard]] Mapping const&        mapping() const noexcept { return all_->records_.mapping(); }
        [[nodiscard]] decltype(auto)        lead_id() const { return all_->records_.id_at(events().begin()->record()); }
        [[nodiscard]] static constexpr bool repeated() noexcept { return false; }

    private:
        ledger_store const* all_ = nullptr;
        std::size_t         i_   = 0;
    };

    /// `code(record)` returns what a model can tell of an activity in advance, so that the model need not read the record again.
    template <runner Runner, class Code = detail::unread>
    ledger_store(Records all, Mapping mapping, Runner const& run, Code const& code = {}) : records_(std::move(all), std::move(mapping))
    {
        auto const make = [&](std::size_t i) { return detail::activity_event(records_, i, code); };
        grouped_        = detail::group_by_lead(records_, detail::in_order{}, make, run);
    }

    [[nodiscard]] std::size_t size() const noexcept { return grouped_.leads(); }
    [[nodiscard]] bool        empty() const noexcept { return size() == 0; }
    [[nodiscard]] ledger      operator[](std::size_t i) const noexcept { return {*this, i}; }
    [[nodiscard]] auto        begin() const noexcept { return detail::index_iterator<ledger_store>{*this, 0}; }
    [[nodiscard]] auto        end() const noexcept { return detail::index_iterator<ledger_store>{*this, size()}; }

private:
    all_records                                                        records_;
    detail::grouped_events<detail::lead_key<typename all_records::id>> grouped_;
};

/// Ledgers read from activities that are grouped by lead: all activities of a lead are adjacent (a run), in any order within it. This is a forward
/// range that stores nothing. A lead that appears in a second run has a second ledger, which is counted as repeated. The user's records must outlive
/// the view.
template <ranges::forward_range Records, class Mapping = default_mapping>
class grouped_ledger_view {
    using all_records = detail::lead_records<Records, Mapping>;

public:
    using duration = typename all_records::duration;

    /// The activities of one run.
    class ledger : public ledger_interface<ledger, duration> {
    public:
        ledger() = default;
        ledger(grouped_ledger_view const& all, std::size_t first, bool ascending) noexcept : all_(&all), first_(first), ascending_(ascending) {}

        /// Returns the activities as events, in order. They are read from the records at each call.
        [[nodiscard]] detail::event_buffer events() const
        {
            detail::event_buffer result;
            last_.found(
                all_->records_.each_of_run(first_, [&](std::size_t i) { result.add(detail::activity_event(all_->records_, i, detail::unread{})); }));
            result.arrange(0);
            return result;
        }
        /// Calls visit(activity) for each activity, in the order of the records, without storing them.
        template <class Visit>
        void each_activity(Visit const& visit) const
        {
            last_.found(all_->records_.each_of_run(first_, [&](std::size_t i) { detail::read_record(all_->records_, i, visit); }));
        }
        [[nodiscard]] decltype(auto) record(std::size_t i) const { return all_->records_[i]; }
        [[nodiscard]] Mapping const& mapping() const noexcept { return all_->records_.mapping(); }
        [[nodiscard]] decltype(auto) lead_id() const { return all_->records_.id_at(first_); }
        [[nodiscard]] bool           repeated() const noexcept { return !ascending_ && all_->repeats_.contain(all_->records_, first_); }
        /// The records of the run are those numbered [first_of_run, end_of_run).
        [[nodiscard]] std::size_t first_of_run() const noexcept { return first_; }
        [[nodiscard]] std::size_t end_of_run() const
        {
            if (last_.value() == 0) last_.found(all_->records_.end_of_run(first_));
            return last_.value();
        }

    private:
        grouped_ledger_view const* all_       = nullptr;
        std::size_t                first_     = 0;
        bool                       ascending_ = false; // whether ids have ascended so far: then this lead cannot have appeared before
        mutable detail::lazy_size  last_;              // end of the run, set by any function that reads the run
    };
    using iterator = detail::run_iterator<grouped_ledger_view, ledger>;

    template <runner Runner>
    grouped_ledger_view(Records all, Mapping mapping, Runner const& run) : records_(std::move(all), std::move(mapping)), repeats_(records_, run)
    {
    }

    [[nodiscard]] iterator           begin() const { return {*this, 0}; }
    [[nodiscard]] iterator           end() const { return {*this, records_.size()}; }
    [[nodiscard]] bool               empty() const noexcept { return records_.size() == 0; }
    [[nodiscard]] all_records const& records() const noexcept { return records_; }
    [[nodiscard]] auto const&        repeats() const noexcept { return repeats_; }

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
    all_records                       records_;
    detail::lazy_repeats<all_records> repeats_;
};

/// What metrics see of activities, by the type of the records: for lm::load, where there are no records.
template <class Activity, class Mapping = default_mapping>
using ledger_of = typename ledger_store<ranges::ref_view<std::vector<Activity> const>, Mapping>::ledger;

/// The function objects behind `lm::ledgers` and `lm::grouped_ledgers`, with or without a mapping given at the call, on one thread or on a runner's
/// threads.
template <template <class, class> class Ledgers>
struct make_ledgers_fn {
    template <ranges::forward_range Records, class Mapping = default_mapping>
        requires detail::outlives<Records> && activity<ranges::range_value_t<Records>, Mapping>
    [[nodiscard]] auto operator()(Records&& records, Mapping mapping = {}) const
    {
        return run(sequential{}, std::forward<Records>(records), std::move(mapping));
    }

    template <runner Runner, ranges::forward_range Records, class Mapping = default_mapping>
        requires detail::outlives<Records> && activity<ranges::range_value_t<Records>, Mapping>
    [[nodiscard]] auto run(Runner const& run, Records&& records, Mapping mapping = {}) const
    {
        return Ledgers<ranges::views::all_t<Records>, Mapping>{ranges::views::all(std::forward<Records>(records)), std::move(mapping), run};
    }
};

/// `lm::ledgers(activities)` returns ledgers from activities in any order. Complexity: linear in them, and n log n in those of one lead.
inline constexpr make_ledgers_fn<ledger_store> ledgers{};
/// `lm::grouped_ledgers(activities)` returns ledgers from activities that are already grouped by lead. It stores nothing.
inline constexpr make_ledgers_fn<grouped_ledger_view> grouped_ledgers{};

}} // namespace leadmetrics

#endif
