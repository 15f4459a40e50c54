// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_PAUSES_HPP
#define LEADMETRICS_JOURNEY_PAUSES_HPP

#include <leadmetrics/core/concepts.hpp>
#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/detail/lead_index.hpp>
#include <leadmetrics/core/field.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/journey.hpp>
#include <leadmetrics/version.hpp>

#include <range/v3/range/concepts.hpp>
#include <range/v3/range/traits.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// What became of the records of pauses. `records` = `used` + the three counts below.
struct pause_quality {
    std::int64_t records           = 0;
    std::int64_t used              = 0;
    std::int64_t missing_lead      = 0;
    std::int64_t missing_time      = 0; ///< no start (a pause without an end is used and goes on)
    std::int64_t ends_before_start = 0;

    friend constexpr bool operator==(pause_quality const&, pause_quality const&) = default;
};

/// The pauses of each lead's clock. `lm::pauses` makes it; copies share the data.
template <class Id, class Duration>
class pause_index {
public:
    using duration = Duration;

    /// [from, to), counted in `Duration`s.
    using stretch = std::pair<std::int64_t, std::int64_t>;
    struct data {
        detail::lead_index<Id, stretch> during;
        pause_quality                   quality;
        std::vector<std::size_t>        stages{}; // the places of the stages at which clocks stand still, where the pauses are of these
    };

    explicit pause_index(std::shared_ptr<data const> all) noexcept : all_(std::move(all)) {}

    /// Calls visit(from, to) for each of a lead's pauses, in order; they neither overlap nor touch.
    template <class Asked, class Visit>
    void each(Asked const& lead, Visit visit) const
    {
        for (auto const& [number, during] : all_->during.find(lead)) visit(during.first, during.second);
    }

    [[nodiscard]] pause_quality const& quality() const noexcept { return all_->quality; }
    /// The places in the funnel of the stages that make these pauses; none where records do.
    [[nodiscard]] std::vector<std::size_t> const& stages() const noexcept { return all_->stages; }

private:
    std::shared_ptr<data const> all_;
};

namespace detail {

/// Lets a stretch of time be part of the one before where it begins by its end.
struct join_stretches {
    template <class Stretch>
    bool operator()(Stretch& before, Stretch const& here) const
    {
        if (here.first > before.second) return false;
        before.second = (std::max)(before.second, here.second);
        return true;
    }
};

} // namespace detail

struct pauses_fn {
    /// Returns the pauses of leads' clocks, from records with a `lead_id`, `from` and `to`, in any order, overlapping or not. A pause without an end
    /// goes on for ever. Complexity: n log n.
    template <ranges::input_range Pauses, class Mapping = default_mapping>
        requires pause<ranges::range_value_t<Pauses>, Mapping>
    [[nodiscard]] auto operator()(Pauses&& pauses, Mapping mapping = {}) const
    {
        using said     = ranges::range_value_t<Pauses>;
        using id       = detail::field_type<field::lead_id_t, said, Mapping>;
        using from     = detail::time_point_traits<detail::field_type<field::from_t, said, Mapping>>;
        using to       = detail::time_point_traits<detail::field_type<field::to_t, said, Mapping>>;
        using duration = std::common_type_t<typename from::duration, typename to::duration>;
        using index    = pause_index<id, duration>;

        auto all = std::make_shared<typename index::data>();
        for (auto&& wrapped : pauses) {
            auto const& one   = detail::unwrap(wrapped);
            auto&&      lead  = field::lead_id(mapping, one);
            auto&&      start = field::from(mapping, one);
            auto&&      end   = field::to(mapping, one);
            ++all->quality.records;
            if (detail::is_missing(lead)) ++all->quality.missing_lead;
            else if (!from::present(start)) ++all->quality.missing_time;
            else {
                auto const first = detail::recount<duration, typename from::duration>(from::count(start));
                auto const last  = to::present(end) ? detail::recount<duration, typename to::duration>(to::count(end)) : INT64_MAX;
                if (last < first) ++all->quality.ends_before_start;
                else {
                    ++all->quality.used;
                    all->during.add(lead, {first, last});
                }
            }
        }
        all->during.settle(detail::join_stretches{});
        return index{std::move(all)};
    }
};
inline constexpr pauses_fn pauses{};

namespace detail {

template <class Journey>
using stage_of_journey = std::remove_cvref_t<decltype(std::declval<Journey const&>().stages().stages().front())>;

} // namespace detail

struct pauses_in_fn {
    /// Returns the pauses of leads' clocks that stages make: while a lead's latest stage event is one of these stages, its clock stands still.
    /// Several events at one instant count in funnel order, a lost one last. `lm::sla{…}.paused_by(lm::pauses_in(journeys,
    /// {phase::waiting}))(journeys)`. Refused: no stage, a lost one, and one that the funnel does not have; by the report, the stages that start and
    /// stop its clock. Complexity: n log n.
    template <ranges::input_range Journeys>
        requires journey<element_of<Journeys>>
    [[nodiscard]] auto operator()(Journeys&& of, std::vector<detail::stage_of_journey<element_of<Journeys>>> const& stages) const
    {
        using element  = element_of<Journeys>;
        using id       = detail::kept<decltype(std::declval<element const&>().lead_id())>;
        using duration = typename element::duration;
        using index    = pause_index<id, duration>;

        if (stages.empty()) detail::refuse("pauses_in.stages", "none", "name the stages at which clocks stand still");
        auto all   = std::make_shared<typename index::data>();
        bool known = false;
        for (auto&& one : of) {
            if (!known)
                for (auto const& stage : stages) {
                    auto const place = one.stages().index_of(stage);
                    if (!place)
                        detail::refuse("pauses_in.stages", detail::spell(stage),
                                       "no stage of the funnel on which leads can wait; lost ones are none");
                    all->stages.push_back(*place);
                }
            known = true;
            add(*all, one);
        }
        all->during.settle(detail::join_stretches{});
        return index{std::move(all)};
    }

private:
    template <class Data, class Journey>
    static void add(Data& to, Journey const& one)
    {
        auto const&                 events = one.events();
        std::optional<std::int64_t> since;
        auto const                  stands = [&](std::size_t code) { return std::find(to.stages.begin(), to.stages.end(), code) != to.stages.end(); };
        auto const                  pause  = [&](std::int64_t until) {
            ++to.quality.records;
            ++to.quality.used;
            to.during.add(detail::keep(one.lead_id()), {*since, until});
            since.reset();
        };
        for (auto here = events.begin(); here != events.end() && here->usable(); ++here) {
            if (auto const next = std::next(here); next != events.end() && next->usable() && next->at == here->at) continue;
            if (stands(here->code()) == since.has_value()) continue;
            if (since) pause(here->at);
            else since = here->at;
        }
        if (since) pause(INT64_MAX);
    }
};
inline constexpr pauses_in_fn pauses_in{};

}} // namespace leadmetrics

#endif
