// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_LIVE_LEDGER_HPP
#define LEADMETRICS_SCORING_LIVE_LEDGER_HPP

// What is a lead's score right now, and whom must sales be told of? For plugins that see activities as they happen. Definitions, section 12.

#include <leadmetrics/core/concepts.hpp>
#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/detail/lead_index.hpp>
#include <leadmetrics/core/detail/small_vector.hpp>
#include <leadmetrics/core/field.hpp>
#include <leadmetrics/core/mapping.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/scoring/detail/activity_code.hpp>
#include <leadmetrics/scoring/detail/all_points_given.hpp>
#include <leadmetrics/scoring/detail/cold_period.hpp>
#include <leadmetrics/scoring/detail/crossings.hpp>
#include <leadmetrics/scoring/detail/lead_scorer.hpp>
#include <leadmetrics/scoring/detail/ledger_metric.hpp>
#include <leadmetrics/scoring/detail/live_lead.hpp>
#include <leadmetrics/scoring/detail/readiness.hpp>
#include <leadmetrics/scoring/detail/score_parts.hpp>
#include <leadmetrics/scoring/detail/with_state.hpp>
#include <leadmetrics/scoring/lead_score.hpp>
#include <leadmetrics/scoring/saved_lead.hpp>
#include <leadmetrics/scoring/score_part.hpp>
#include <leadmetrics/scoring/score_quality.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <queue>
#include <string>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace leadmetrics { inline namespace v0_1 {

struct live_settings {
    std::optional<double>   sales_ready{}; ///< as for lm::scores
    std::optional<timespan> cold_after{};
};

enum class crossing_kind {
    sales_ready,     ///< reached the threshold
    no_longer_ready, ///< fell below it
    cold,            ///< nothing had raised its score for so long
    warm             ///< something raised the score of a lead that was cold
};

/// A lead crossed a line.
template <class Id, class Time>
struct crossing {
    Id            lead_id{};
    crossing_kind what = crossing_kind::sales_ready;
    Time          at{}; ///< the first instant of the records' precision at which it was so

    friend bool operator==(crossing const&, crossing const&) = default;
};

/// The scores of lm::scores, kept up as activities happen. Made by `lm::live<activity>(model, settings)`.
///
///     auto live = lm::live<activity>(model, {.sales_ready = 25, .cold_after = days{45}});
///     live.take(activity);                                    // in any order
///     live.score("ann", now);                                 // empty: no activity yet
///     for (auto const& one : live.crossings(now)) tell(one);  // since the last time asked
///
/// Memory: 24 bytes for all points given (late activities and limits on times want them), and some hundred a lead. It can be moved, not
/// copied: save it and restore another. Records are read when they are taken, and not kept.
template <class Activity, class Model>
class live_ledger {
    using own                     = default_mapping;
    using at_traits               = detail::time_point_traits<std::remove_cvref_t<decltype(field::at(own{}, std::declval<Activity const&>()))>>;
    static constexpr bool has_ids = field::event_id_t::template found_in<own, Activity>;

    static auto event_id_type()
    {
        if constexpr (has_ids)
            return std::type_identity<
                detail::kept<detail::plain_id_type<std::remove_cvref_t<decltype(field::event_id(own{}, std::declval<Activity const&>()))>>>>{};
        else return std::type_identity<std::monostate>{};
    }

public:
    using duration = typename at_traits::duration;
    using time     = date::sys_time<duration>;
    using id_type  = detail::kept<detail::plain_id_type<std::remove_cvref_t<decltype(field::lead_id(own{}, std::declval<Activity const&>()))>>>;
    using event_id = typename decltype(event_id_type())::type;
    using saved    = saved_lead<id_type, time, event_id>;

    live_ledger(Model model, live_settings const& settings)
        : model_(std::make_unique<Model const>(std::move(model))), names_(model_->names()),
          scorer_("live", model_->how(), instant{time{}}, settings.sales_ready, settings.cold_after), cold_after_(settings.cold_after)
    {
    }

    /// An activity, as it happens or later. Of activities with one `event_id` the earliest counts, as in the batch. Complexity: constant for the
    /// latest of a lead; else linear in what was taken of it.
    void take(Activity const& activity)
    {
        auto const& said = field::lead_id(own{}, activity);
        auto const& when = field::at(own{}, activity);
        if (detail::is_missing(said)) return quality_.add(record_fate::missing_lead);
        if (!at_traits::present(when)) return quality_.add(record_fate::missing_time);
        taken_record const                            record{&activity, at_traits::count(when)};
        detail::small_vector<detail::points_given, 8> given;
        score_quality                                 odd;
        detail::each_points_given(*model_, record, odd, [&](detail::points_given const& one) { given.push_back(one); });
        auto& lead = *leads_.try_emplace(id_type(detail::keep(detail::plain_id(said)))).first;
        touch(lead);
        if constexpr (has_ids)
            if (auto const& id = field::event_id(own{}, activity);
                !detail::is_missing(id) && replaces_known(lead.second, detail::keep(detail::plain_id(id)), record, given))
                return quality_.add(record_fate::duplicate);
        quality_.add(record_fate::used);
        quality_ += odd;
        lead.second.seen(record.at());
        for (auto const& one : given) lead.second.add(model_->how(), one);
    }

    /// A lead's score at an instant; empty where it has no activity at or before it. Complexity: at or after its latest activity the
    /// number of the rules, as soon as it has been asked once since it was taken (of decays other than by half: and of the activities that are
    /// not forgotten yet); before it, linear in what was taken of the lead.
    template <class Id>
    [[nodiscard]] std::optional<double> score(Id const& lead, instant const& at)
    {
        auto const found = leads_.find(detail::keep(lead));
        auto const when  = detail::closing_at<duration>(at);
        if (found == leads_.end() || !found->second.any_activity(when.as_of)) return std::nullopt;
        return found->second.score(model_->how(), when);
    }

    /// All that lm::scores says of a lead, with its parts. Throws std::out_of_range where it has no activity at or before the instant (ends in
    /// `refused_setting` where exceptions are off). Complexity: that of the batch for one lead.
    template <class Id>
    [[nodiscard]] auto at(Id const& lead, instant const& as_of)
    {
        auto const found = leads_.find(detail::keep(lead));
        auto const when  = detail::closing_at<duration>(as_of);
        if (found == leads_.end() || !found->second.any_activity(when.as_of))
            detail::absent("live.at(lead): this lead has no activity as of then; score(lead, as_of) asks");
        explained_score<lead_score<id_type, duration>> result;
        result.lead_id     = found->first;
        auto const settled = found->second.settled(model_->how(), when.as_of);
        scorer_.close_at(as_of);
        scorer_.score(settled, when, result);
        result.parts = detail::parts_of<duration>(model_->how(), names_, settled, when);
        return result;
    }

    /// Who has crossed a line since the last call, up to `now`, in order of time. A lead that rose and fell more than once in between is told of
    /// with the last time. Late activities change what is told from now on, never what was told. Refused: an instant before the last call's.
    [[nodiscard]] std::vector<crossing<id_type, time>> crossings(instant const& now)
    {
        auto const when = detail::closing_at<duration>(now);
        if (told_at_ && when.as_of < *told_at_)
            detail::refuse("live.crossings", "an earlier instant", "time runs forward: ask from the last call's instant on");
        told_at_ = when.as_of;
        for (; !due_.empty() && due_.top().first <= when.as_of; due_.pop()) touch(*due_.top().second);
        std::vector<crossing<id_type, time>> result;
        for (auto* const lead : std::exchange(touched_, {})) {
            if (!lead->second.touched) continue; // forgotten, or here twice
            lead->second.touched = false;
            tell(*lead, when, [&](crossing_kind what, std::int64_t at) { result.push_back({lead->first, what, time{duration{at}}}); });
        }
        std::sort(result.begin(), result.end(), [](auto const& a, auto const& b) {
            if (a.at != b.at) return a.at < b.at;
            if (!detail::same_id(a.lead_id, b.lead_id)) return detail::id_less(a.lead_id, b.lead_id);
            return a.what < b.what;
        });
        return result;
    }
    /// The same, told one after another.
    template <class Tell>
    void crossings(instant const& now, Tell tell)
    {
        for (auto const& one : crossings(now)) std::invoke(tell, one);
    }

    /// All leads, in the order of their ids.
    [[nodiscard]] std::vector<saved> save() const
    {
        std::vector<saved> result;
        for (auto const& [id, lead] : leads_) {
            auto& to = result.emplace_back(saved{id, time{duration{lead.first_activity()}}, {}, {}, lead.ready, lead.cold, std::nullopt});
            if (lead.told_at) to.told_at = time{duration{*lead.told_at}};
            for (auto const& one : lead.taken()) to.points.push_back(saved_of(one));
            for (auto const& one : lead.events) {
                auto& event = to.events.emplace_back(typename saved::event{one.id, time{duration{one.at}}, one.worth, {}});
                for (auto const& given : one.given) event.points.push_back(saved_of(given));
            }
        }
        std::sort(result.begin(), result.end(), [](saved const& a, saved const& b) { return detail::id_less(a.lead_id, b.lead_id); });
        return result;
    }
    /// What another ledger saved, of a model whose rules have the same names: their order, limits and decay may have changed. Added to what is
    /// there. Refused: a rule that the model does not have.
    void restore(std::vector<saved> const& leads)
    {
        for (auto const& from : leads) {
            auto& named = *leads_.try_emplace(from.lead_id).first;
            auto& lead  = named.second;
            lead.seen(from.first_activity.time_since_epoch().count());
            lead.ready = from.told_ready;
            lead.cold  = from.told_cold;
            if (from.told_at) {
                lead.told_at = from.told_at->time_since_epoch().count();
                told_at_     = told_at_ ? (std::max)(*told_at_, *lead.told_at) : *lead.told_at;
            }
            for (auto const& one : from.points) lead.add(model_->how(), points_given_of(one));
            for (auto const& one : from.events) {
                auto& event = lead.events.emplace_back(known_event{one.event_id, one.at.time_since_epoch().count(), one.worth, {}});
                for (auto const& given : one.points) event.given.push_back(points_given_of(given));
            }
            touch(named);
        }
    }

    /// A lead that wants to be forgotten.
    template <class Id>
    void forget(Id const& lead)
    {
        auto const found = leads_.find(detail::keep(lead));
        if (found == leads_.end()) return;
        std::erase(touched_, &*found);
        decltype(due_) others;
        for (; !due_.empty(); due_.pop())
            if (due_.top().second != &*found) others.push(due_.top());
        due_ = std::move(others);
        leads_.erase(found);
    }

    [[nodiscard]] std::size_t          size() const noexcept { return leads_.size(); } ///< leads
    [[nodiscard]] score_quality const& quality() const noexcept { return quality_; }   ///< of all that was taken
    [[nodiscard]] Model const&         model() const noexcept { return *model_; }

private:
    struct taken_record {
        Activity const* activity;
        std::int64_t    when;

        [[nodiscard]] std::int64_t                        at() const noexcept { return when; }
        [[nodiscard]] static constexpr detail::event_code code() noexcept { return detail::activity_code::ask; }
        [[nodiscard]] Activity const&                     record() const noexcept { return *activity; }
    };
    struct known_event {
        event_id                          id;
        std::int64_t                      at;
        double                            worth;
        std::vector<detail::points_given> given;
    };
    struct lead_entry : detail::live_lead<duration> {
        std::vector<known_event>    events;
        bool                        ready = false, cold = false; // as told
        bool                        touched = false;             // it is among those to look at
        std::optional<std::int64_t> told_at;
    };
    using entry = std::pair<id_type const, lead_entry>;
    using due   = std::pair<std::int64_t, entry*>;
    struct later {
        bool operator()(due const& a, due const& b) const noexcept { return a.first > b.first; }
    };

    void touch(entry& lead)
    {
        if (!std::exchange(lead.second.touched, true)) touched_.push_back(&lead);
    }

    /// Whether an activity with an id of its own stands in for one that was taken before, or that for it: then one of them is used, which is
    /// seen to here.
    template <class Given>
    bool replaces_known(lead_entry& lead, event_id id, taken_record const& record, Given const& given)
    {
        double const worth = detail::worth_by<Model>{*model_}(record.record());
        auto const  known = std::find_if(lead.events.begin(), lead.events.end(), [&](known_event const& one) { return detail::same_id(one.id, id); });
        known_event now{std::move(id), record.at(), worth, {given.begin(), given.end()}};
        if (known == lead.events.end()) {
            lead.events.push_back(std::move(now));
            return false;
        }
        if (std::tuple{now.at, -now.worth} < std::tuple{known->at, -known->worth}) {
            for (auto const& one : known->given) lead.remove(one);
            for (auto const& one : now.given) lead.add(model_->how(), one);
            lead.seen(now.at);
            *known = std::move(now);
        }
        return true;
    }

    template <class Tell>
    void tell(entry& who, detail::closing const& when, Tell const& say)
    {
        auto& lead = who.second;
        if (!lead.any_activity(when.as_of)) {
            due_.push({lead.first_activity(), &who});
            return;
        }
        auto const                  settled = lead.settled(model_->how(), when.as_of);
        std::optional<std::int64_t> next    = lead.next_after(when.as_of);
        auto const                  wake    = [&](std::optional<std::int64_t> at) {
            if (at) next = next ? (std::min)(*next, *at) : *at;
        };
        if (auto const threshold = scorer_.threshold())
            detail::with_state<duration>(model_->how(), lead.first_activity(), [&](auto state) {
                using state_type = decltype(state);
                auto const is    = detail::ready_times<duration, state_type>(model_->how(), settled, lead.first_activity(), *threshold, when.as_of);
                bool const now   = is.since.has_value();
                auto const fresh = [&](std::optional<std::int64_t> at) { return at && (!lead.told_at || *at > *lead.told_at); };
                // What was told and what is: the steps between. A late activity may have
                // changed what was told: a fall that never was has this instant.
                if (lead.ready && !now) say(crossing_kind::no_longer_ready, fresh(is.fell) ? *is.fell : when.as_of);
                if (lead.ready && now && fresh(is.since) && fresh(is.fell)) say(crossing_kind::no_longer_ready, *is.fell);
                if (!lead.ready && !now && fresh(is.fell)) {
                    say(crossing_kind::sales_ready, *is.rose);
                    say(crossing_kind::no_longer_ready, *is.fell);
                }
                if (now && (!lead.ready || (fresh(is.since) && fresh(is.fell)))) say(crossing_kind::sales_ready, *is.since);
                lead.ready = now;
                if (now) wake(is.until);
                else {
                    for (auto const& one : settled) state.add(one);
                    wake(detail::threshold_solver{state, *threshold}.next_after(when.as_of, true));
                }
            });
        if (cold_after_) {
            auto const is  = detail::with_state<duration>(model_->how(), lead.first_activity(),
                                                          [&](auto state) { return detail::cold_period_of(std::move(state), settled, cold_ticks()); });
            bool const now = is.cold_from <= when.as_of;
            if (now && !lead.cold) say(crossing_kind::cold, is.cold_from);
            if (!now && lead.cold) say(crossing_kind::warm, *is.warm_since);
            lead.cold = now;
            if (!now) wake(is.cold_from);
        }
        lead.told_at = when.as_of;
        if (next) due_.push({*next, &who});
    }

    /// The fewest ticks that are not shorter than `cold_after`.
    [[nodiscard]] std::int64_t cold_ticks() const
    {
        std::int64_t const whole = cold_after_->template floor_count<typename duration::period>();
        return timespan{duration{whole}} < *cold_after_ ? whole + 1 : whole;
    }

    [[nodiscard]] typename saved::points_given saved_of(detail::points_given const& one) const
    {
        return {time{duration{one.at}}, names_[one.rule], one.resets() ? 0 : one.points};
    }
    [[nodiscard]] detail::points_given points_given_of(typename saved::points_given const& one) const
    {
        auto const found = std::find(names_.begin(), names_.end(), one.rule);
        if (found == names_.end()) detail::refuse("live.restore", one.rule, "the model has no rule of this name");
        auto const rule = static_cast<std::size_t>(found - names_.begin());
        return {one.at.time_since_epoch().count(), model_->how().rules[rule].resets ? detail::points_given::starts_anew : one.points, rule};
    }

    std::unique_ptr<Model const>                                                       model_; // where states find it when this moves
    std::vector<std::string>                                                           names_;
    detail::lead_scorer                                                                scorer_;
    std::optional<timespan>                                                            cold_after_;
    score_quality                                                                      quality_;
    std::unordered_map<id_type, lead_entry, detail::id_hash<id_type>, std::equal_to<>> leads_;
    std::vector<entry*>                                                                touched_;
    std::priority_queue<due, std::vector<due>, later>                                  due_;
    std::optional<std::int64_t>                                                        told_at_;
};

/// A live ledger of one type of activity: see lm::live_ledger. Refused: as for lm::scores.
template <class Activity, class Model>
[[nodiscard]] auto live(Model model, live_settings const& settings)
{
    return live_ledger<Activity, Model>{std::move(model), settings};
}

}} // namespace leadmetrics

#endif
