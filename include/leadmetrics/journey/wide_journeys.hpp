// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_WIDE_JOURNEYS_HPP
#define LEADMETRICS_JOURNEY_WIDE_JOURNEYS_HPP

#include <leadmetrics/core/detail/index_range.hpp>
#include <leadmetrics/core/mapping.hpp>
#include <leadmetrics/core/runner.hpp>
#include <leadmetrics/journey/detail/event_buffer.hpp>
#include <leadmetrics/journey/detail/record_access.hpp>
#include <leadmetrics/journey/detail/repeats.hpp>
#include <leadmetrics/journey/funnel.hpp>
#include <leadmetrics/journey/journey.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <tuple>
#include <type_traits>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// Names the field of a wide record that holds the time of entry into a stage: `lm::entered{phase::mql, &row::qualified}`. An empty field means that
/// the stage was never entered.
template <class Stage, class Time>
struct entered {
    Stage stage;
    Time  time;
};
template <class Stage, class Time>
entered(Stage, Time) -> entered<Stage, Time>;

/// Journeys read from wide records, one per lead: a random-access view that stores nothing. Each time in a row counts as a stage event; a row without
/// any time counts as one record without a time. A lead with two rows has two journeys, and the second is counted as repeated. Refused: an `entered`
/// whose stage the funnel does not name.
template <ranges::forward_range Rows, class Stage, class Id, class... Times>
class wide_journeys {
    using rows = detail::record_access<Rows>;
    using row  = typename rows::record;

    template <class Time>
    using traits = detail::time_point_traits<std::remove_cvref_t<std::invoke_result_t<Time const&, row const&>>>;

public:
    using duration = detail::exact_duration<std::common_type_t<typename traits<Times>::duration...>>;

    /// The journey of one row. Its constructor reads the row.
    class journey : public journey_interface<journey, duration> {
    public:
        journey() = default;
        journey(wide_journeys const& all, std::size_t i) : all_(&all), i_(i) { all.read(i, events_); }

        [[nodiscard]] detail::event_buffer const& events() const noexcept { return events_; }
        [[nodiscard]] decltype(auto)              record(std::size_t i) const { return all_->rows_[i]; }
        [[nodiscard]] funnel<Stage> const&        stages() const noexcept { return all_->funnel_; }
        [[nodiscard]] decltype(auto)              lead_id() const { return all_->id_at(i_); }
        [[nodiscard]] bool                        repeated() const noexcept
        {
            auto const& repeats = all_->repeats_;
            return !repeats.empty() && std::binary_search(repeats.begin(), repeats.end(), i_);
        }

    private:
        wide_journeys const* all_ = nullptr;
        std::size_t          i_   = 0;
        detail::event_buffer events_;
    };

    template <runner Runner, class... Entered>
        requires(sizeof...(Entered) == sizeof...(Times))
    wide_journeys(Rows all, funnel<Stage> stages, Id id_of, Runner const& run, Entered... times)
        : rows_(std::move(all)), funnel_(std::move(stages)), id_(std::move(id_of)), codes_{code_of(times.stage)...}, times_{std::move(times.time)...}
    {
        using id = std::remove_cvref_t<decltype(id_at(0))>;
        repeats_ = detail::repeated_runs<id>(rows_.size(), true, [this](std::size_t i) -> decltype(auto) { return id_at(i); }, run);
    }

    [[nodiscard]] std::size_t          size() const noexcept { return rows_.size(); }
    [[nodiscard]] bool                 empty() const noexcept { return size() == 0; }
    [[nodiscard]] journey              operator[](std::size_t i) const { return {*this, i}; }
    [[nodiscard]] auto                 begin() const noexcept { return detail::index_iterator<wide_journeys>{*this, 0}; }
    [[nodiscard]] auto                 end() const noexcept { return detail::index_iterator<wide_journeys>{*this, size()}; }
    [[nodiscard]] funnel<Stage> const& stages() const noexcept { return funnel_; }
    [[nodiscard]] decltype(auto)       record(std::size_t i) const { return rows_[i]; }

private:
    [[nodiscard]] decltype(auto) id_at(std::size_t i) const
    {
        return rows_.read(i, [this](row const& r) -> decltype(auto) { return std::invoke(id_, r); });
    }

    template <class Said>
    [[nodiscard]] detail::event_code code_of(Said const& stage) const
    {
        auto const code = funnel_.code_of(stage);
        if (code == detail::unknown_stage_code) detail::refuse("entered.stage", detail::spell(stage), "the funnel names no such stage");
        return code;
    }

    void read(std::size_t i, detail::event_buffer& events) const
    {
        auto&&      wrapped = rows_[i];
        auto const& one     = detail::unwrap(wrapped);
        if (detail::is_missing(std::invoke(id_, one))) [[unlikely]] {
            events.add(detail::event::make(INT64_MAX, detail::missing_lead_code, i));
            return;
        }
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (read_one<traits<Times>>(std::invoke(std::get<I>(times_), one), codes_[I], i, events), ...);
        }(std::index_sequence_for<Times...>{});
        if (events.size() == 0) events.add(detail::event::make(INT64_MAX, detail::missing_time_code, i));
        events.arrange(funnel_.tolerance().template floor_count<typename duration::period>());
    }

    template <class Traits, class Time>
    static void read_one(Time const& at, detail::event_code code, std::size_t i, detail::event_buffer& events)
    {
        if (!Traits::present(at)) return;
        // A whole number, as `duration` is the common type of all times.
        using ratio = std::ratio_divide<typename Traits::duration::period, typename duration::period>;
        static_assert(ratio::den == 1);
        auto const count = ratio::num == 1 ? Traits::count(at) : detail::saturate(static_cast<detail::int128>(Traits::count(at)) * ratio::num);
        events.add(detail::event::make(count, code, i));
    }

    rows                                             rows_;
    funnel<Stage>                                    funnel_;
    Id                                               id_;
    std::array<detail::event_code, sizeof...(Times)> codes_;
    std::tuple<Times...>                             times_;
    std::vector<std::size_t>                         repeats_;
};

}} // namespace leadmetrics

#endif
