// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_FLOW_STEPS_HPP
#define LEADMETRICS_JOURNEY_FLOW_STEPS_HPP

#include <leadmetrics/core/concepts.hpp>
#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/field.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/funnel.hpp>
#include <leadmetrics/version.hpp>

#include <range/v3/range/concepts.hpp>
#include <range/v3/range/traits.hpp>

#include <chrono>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// A step in the flow of leads: the entry into a stage, or a touch of a campaign. Steps are ordered as equal instants are: stages in funnel order,
/// lost stages last, then campaigns by name.
struct flow_step {
    std::uint32_t place = campaign; ///< index of the stage in its funnel, lost stages after the others; `campaign` for a touch
    std::string   name;

    static constexpr std::uint32_t campaign = UINT32_MAX;

    friend auto operator<=>(flow_step const&, flow_step const&) = default;
    friend bool operator==(flow_step const&, flow_step const&)  = default;
};

/// A step that a lead took, and when.
template <class Id, class Time>
struct flow_event {
    Id                  lead_id{};
    std::optional<Time> at;
    flow_step           step;
};

struct flow_steps_fn {
    /// Returns stage changes and touches as steps of one flow, for lm::directly_follows: `lm::flow_steps(changes, pipeline, name, touches)`.
    /// `name(stage)` returns the name of a stage. Changes to stages that the funnel does not name are left out; every report on the funnel counts
    /// them. Ids and times of touches are converted to the types of the changes. Complexity: linear.
    template <ranges::input_range Changes, class Stage, class Name, ranges::input_range Touches>
        requires stage_event<ranges::range_value_t<Changes>> && touch<ranges::range_value_t<Touches>>
    [[nodiscard]] auto operator()(Changes&& changes, funnel<Stage> const& stages, Name const& name, Touches&& touches) const
    {
        auto steps  = (*this)(changes, stages, name);
        using event = typename decltype(steps)::value_type;
        for (auto&& wrapped : touches) {
            auto const& one = detail::unwrap(wrapped);
            steps.push_back(event{id_of<decltype(event::lead_id)>(one),
                                  time_of<typename decltype(event::at)::value_type>(field::at(default_mapping{}, one)),
                                  {flow_step::campaign, spelled(detail::plain_id(field::campaign(default_mapping{}, one)))}});
        }
        return steps;
    }
    /// Returns the stage changes alone as steps.
    template <ranges::input_range Changes, class Stage, class Name>
        requires stage_event<ranges::range_value_t<Changes>>
    [[nodiscard]] auto operator()(Changes&& changes, funnel<Stage> const& stages, Name const& name) const
    {
        using record   = ranges::range_value_t<Changes>;
        using id       = detail::kept<detail::plain_id_type<detail::field_type<field::lead_id_t, record, default_mapping>>>;
        using duration = typename detail::time_point_traits<detail::field_type<field::at_t, record, default_mapping>>::duration;
        std::vector<flow_event<id, date::sys_time<duration>>> steps;
        std::vector<std::string>                              names;
        for (Stage const& stage : stages.stages()) names.emplace_back(std::invoke(name, stage));
        for (Stage const& stage : stages.lost()) names.emplace_back(std::invoke(name, stage));
        for (auto&& wrapped : changes) {
            auto const& one  = detail::unwrap(wrapped);
            auto const  code = stages.code_of(field::stage(default_mapping{}, one));
            if (code < names.size())
                steps.push_back({id_of<id>(one), time_of<date::sys_time<duration>>(field::at(default_mapping{}, one)), {code, names[code]}});
        }
        return steps;
    }

private:
    template <class Id, class Record>
    [[nodiscard]] static Id id_of(Record const& record)
    {
        auto&& said = field::lead_id(default_mapping{}, record);
        return detail::is_missing(said) ? Id{} : Id(detail::keep(detail::plain_id(said)));
    }
    template <class Time, class Said>
    [[nodiscard]] static std::optional<Time> time_of(Said const& said)
    {
        using traits = detail::time_point_traits<Said>;
        if (!traits::present(said)) return std::nullopt;
        return Time{std::chrono::floor<typename Time::duration>(typename traits::duration{traits::count(said)})};
    }
    template <class Campaign>
    [[nodiscard]] static std::string spelled(Campaign const& campaign)
    {
        if constexpr (detail::string_like<Campaign>) return std::string{detail::text_of(campaign)};
        else return std::to_string(campaign);
    }
};
inline constexpr flow_steps_fn flow_steps{};

}} // namespace leadmetrics

#endif
