// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_MILESTONES_HPP
#define LEADMETRICS_JOURNEY_MILESTONES_HPP

// When was each lead created, when did it become a deal, and when was the deal closed? Definitions, section 13.

#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/detail/lead_index.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/funnel.hpp>
#include <leadmetrics/journey/journey.hpp>
#include <leadmetrics/journey/progress.hpp>
#include <leadmetrics/version.hpp>

#include <range/v3/range/concepts.hpp>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// The instants at which each lead entered up to three stages. `lm::milestones` makes it; copies share the data.
template <class Id, class Duration>
class milestone_index {
public:
    using time = date::sys_time<Duration>;
    struct entry {
        std::size_t  stage; // index among the stages asked for
        std::int64_t at;

        friend auto operator<=>(entry const&, entry const&) = default;
    };

    milestone_index(std::shared_ptr<detail::lead_index<Id, entry> const> all, std::size_t stages) noexcept : all_(std::move(all)), stages_(stages) {}

    /// Returns the number of stages asked for.
    [[nodiscard]] std::size_t stages() const noexcept { return stages_; }

    /// Calls visit(index of the stage among those asked for, instant) for each entry of a lead.
    template <class Asked, class Visit>
    void each(Asked const& lead, Visit const& visit) const
    {
        for (auto const& [of, one] : all_->find(lead)) visit(one.stage, time{Duration{one.at}});
    }

private:
    std::shared_ptr<detail::lead_index<Id, entry> const> all_;
    std::size_t                                          stages_;
};

struct milestones_fn {
    /// Returns the instants at which leads were created, deals were created and deals were closed, for models that give a share to these:
    /// `lm::milestones(journeys, as_of, phase::lead, phase::sql, phase::won)`, or with only the first one or two stages. A lead that has not entered
    /// a stage has no such milestone. Refused: a stage that the funnel does not name. Complexity: linear in events.
    template <ranges::input_range Journeys, class... Stages>
        requires(journey<element_of<Journeys>> && sizeof...(Stages) >= 1 && sizeof...(Stages) <= 3)
    [[nodiscard]] auto operator()(Journeys&& all_leads, instant const& as_of, Stages const&... stages) const
    {
        using one_journey = element_of<Journeys>;
        using id          = detail::kept<detail::plain_id_type<std::remove_cvref_t<decltype(std::declval<one_journey const&>().lead_id())>>>;
        using index       = milestone_index<id, typename one_journey::duration>;

        auto all = std::make_shared<detail::lead_index<id, typename index::entry>>();
        for (auto&& one : all_leads) {
            if (detail::is_missing(one.lead_id())) continue;
            auto const  progress = one.progress(as_of);
            std::size_t place    = 0;
            auto const  note     = [&](auto const& stage) {
                auto const known = one.stages().index_of(stage);
                if (!known) detail::refuse("milestones", detail::spell(stage), "the funnel has no such stage");
                if (progress.entered(*known)) all->add(id(detail::keep(detail::plain_id(one.lead_id()))), {place, progress.entry(*known)});
                ++place;
            };
            (note(stages), ...);
        }
        all->settle([](auto const&, auto const&) { return false; });
        return index{std::move(all), sizeof...(Stages)};
    }
};
inline constexpr milestones_fn milestones{};

}} // namespace leadmetrics

#endif
