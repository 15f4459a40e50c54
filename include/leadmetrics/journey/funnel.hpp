// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_FUNNEL_HPP
#define LEADMETRICS_JOURNEY_FUNNEL_HPP

#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/detail/settings_sink.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/detail/event_code.hpp>
#include <leadmetrics/version.hpp>

#include <range/v3/range/concepts.hpp>
#include <range/v3/range/traits.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// The most stages a funnel can have (lost stages apart).
inline constexpr std::size_t max_stages = 64;

namespace detail {

template <class Stage>
concept enumerable = std::integral<Stage> || std::is_enum_v<Stage>;

} // namespace detail

/// The stages that leads go through, in order, and apart from them the stages that mean "lost".
///
///     auto const pipeline = lm::funnel{phase::lead, phase::mql, phase::sql, phase::won}.lost_at(phase::rejected);
///
/// Stages are enumerators, integers, strings, or anything with ==. Refused: no stage, more than `max_stages`, a stage twice, a lost
/// stage that is also a stage, a negative tolerance.
template <class Stage>
class funnel {
public:
    using stage_type = Stage;

    funnel(std::initializer_list<Stage> stages) : stages_(stages) { check(); }

    /// Stages that are known at run time only: `lm::funnel(names)`, in parentheses.
    template <ranges::input_range Range>
        requires std::convertible_to<ranges::range_reference_t<Range>, Stage>
    explicit funnel(Range&& stages)
    {
        for (auto&& stage : stages) stages_.emplace_back(stage);
        check();
    }

    /// The same funnel with stages that mean "lost": an entry into one ends a journey unless it moves on again.
    template <class... Lost>
        requires(std::convertible_to<Lost const&, Stage> && ...)
    [[nodiscard]] funnel lost_at(Lost const&... lost) const
    {
        funnel result = *this;
        (result.lost_.emplace_back(lost), ...);
        result.check();
        return result;
    }
    template <ranges::input_range Range>
        requires(!std::convertible_to<Range const&, Stage> && std::convertible_to<ranges::range_reference_t<Range>, Stage>)
    [[nodiscard]] funnel lost_at(Range&& lost) const
    {
        funnel result = *this;
        for (auto&& stage : lost) result.lost_.emplace_back(stage);
        result.check();
        return result;
    }

    /// The same funnel for records whose clocks disagree: within a lead, instants no further than `length` from the earliest of a bunch
    /// are that earliest instant. Default: zero.
    [[nodiscard]] funnel tolerance(timespan length) const
    {
        if (length.negative())
            detail::refuse("funnel.tolerance", std::to_string(length.in_seconds().count()) + " s", "give a length of time that is not negative");
        funnel result     = *this;
        result.tolerance_ = length;
        return result;
    }

    /// The same funnel, in which a win can be undone: a lead has entered the last stage only if its journey ends with a run of last-stage
    /// events, and it entered it with the first of these. Without it, a lead that reached the last stage stays won, whatever comes after.
    /// Either way such leads are counted as `reopened` (definitions, section 4).
    [[nodiscard]] funnel reopening() const
    {
        funnel result     = *this;
        result.reopening_ = true;
        return result;
    }

    [[nodiscard]] std::size_t               size() const noexcept { return stages_.size(); }
    [[nodiscard]] std::vector<Stage> const& stages() const noexcept { return stages_; }
    [[nodiscard]] std::vector<Stage> const& lost() const noexcept { return lost_; }
    [[nodiscard]] timespan                  tolerance() const noexcept { return tolerance_; }
    [[nodiscard]] bool                      wins_can_be_undone() const noexcept { return reopening_; }

    /// The place of a stage among the stages; empty for a lost stage and for one that the funnel does not name.
    [[nodiscard]] std::optional<std::size_t> index_of(Stage const& stage) const
    {
        auto const found = std::find(stages_.begin(), stages_.end(), stage);
        if (found == stages_.end()) return std::nullopt;
        return static_cast<std::size_t>(found - stages_.begin());
    }

    /// What a record's stage is to this funnel. The record may say it in any type that compares with Stage.
    template <class Said>
    [[nodiscard]] detail::event_code code_of(Said const& stage) const
    {
        if constexpr (std::is_same_v<Said, std::optional<Stage>>) return stage ? code_of(*stage) : detail::unknown_stage_code;
        if constexpr (detail::enumerable<Stage> && std::is_same_v<Said, Stage>) {
            auto const place = static_cast<std::uint64_t>(stage) - table_from_;
            if (place < table_.size()) [[likely]]
                return table_[static_cast<std::size_t>(place)];
            if (!table_.empty()) return detail::unknown_stage_code;
        }
        std::size_t code = 0;
        for (Stage const& known : stages_) {
            if (known == stage) return static_cast<detail::event_code>(code);
            ++code;
        }
        for (Stage const& known : lost_) {
            if (known == stage) return static_cast<detail::event_code>(code);
            ++code;
        }
        return detail::unknown_stage_code;
    }

    /// Writes the funnel into a detail::settings_text or its like.
    template <class Sink>
    void describe(Sink& to) const
    {
        detail::describe_value(to, stages_);
        to.word(", lost at ");
        detail::describe_value(to, lost_);
        to.word(", tolerance ");
        tolerance_.describe(to);
        if (reopening_) to.word(", reopening");
    }

    friend bool operator==(funnel const& a, funnel const& b)
    {
        return a.stages_ == b.stages_ && a.lost_ == b.lost_ && a.tolerance_ == b.tolerance_ && a.reopening_ == b.reopening_;
    }

private:
    void check()
    {
        using detail::spell;
        if (stages_.empty()) detail::refuse("funnel.stages", "none", "a funnel needs at least one stage");
        if (stages_.size() > max_stages)
            detail::refuse("funnel.stages", std::to_string(stages_.size()) + " stages", "a funnel has at most " + std::to_string(max_stages));
        if (stages_.size() + lost_.size() >= 0xfff0)
            detail::refuse("funnel.lost_at", std::to_string(lost_.size()) + " lost stages", "a funnel has at most some sixty thousand");
        for (auto stage = stages_.begin(); stage != stages_.end(); ++stage)
            if (std::find(stages_.begin(), stage, *stage) != stage)
                detail::refuse("funnel.stages", spell(*stage), "this stage stands there twice; name it once");
        for (auto stage = lost_.begin(); stage != lost_.end(); ++stage) {
            if (std::find(lost_.begin(), stage, *stage) != stage)
                detail::refuse("funnel.lost_at", spell(*stage), "this lost stage stands there twice; name it once");
            if (std::find(stages_.begin(), stages_.end(), *stage) != stages_.end())
                detail::refuse("funnel.lost_at", spell(*stage), "a stage of the funnel cannot also mean lost; take it out of one of the two");
        }
        make_table();
    }

    /// Enumerators and integers that lie close together are looked up by their number.
    void make_table()
    {
        if constexpr (detail::enumerable<Stage>) {
            std::uint64_t const widest = 4096;
            table_.clear();
            std::vector<std::int64_t> numbers;
            for (Stage const& stage : stages_) numbers.push_back(static_cast<std::int64_t>(stage));
            for (Stage const& stage : lost_) numbers.push_back(static_cast<std::int64_t>(stage));
            auto const [low, high]    = std::minmax_element(numbers.begin(), numbers.end());
            std::uint64_t const width = static_cast<std::uint64_t>(*high) - static_cast<std::uint64_t>(*low);
            if (width >= widest) return;
            table_from_ = static_cast<std::uint64_t>(*low);
            table_.assign(static_cast<std::size_t>(width) + 1, detail::unknown_stage_code);
            detail::event_code code = 0;
            for (std::int64_t const number : numbers) table_[static_cast<std::size_t>(static_cast<std::uint64_t>(number) - table_from_)] = code++;
        }
    }

    std::vector<Stage> stages_, lost_;
    timespan           tolerance_{std::chrono::seconds{0}};
    bool               reopening_ = false;

    std::vector<detail::event_code> table_;
    std::uint64_t                   table_from_ = 0;
};

template <class Stage>
funnel(std::initializer_list<Stage>) -> funnel<detail::kept<Stage>>;
template <ranges::input_range Range>
funnel(Range&&) -> funnel<detail::kept<ranges::range_value_t<Range>>>;

}} // namespace leadmetrics

#endif
