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
#include <leadmetrics/scoring/crossing.hpp>
#include <leadmetrics/scoring/detail/activity_code.hpp>
#include <leadmetrics/scoring/detail/all_points_given.hpp>
#include <leadmetrics/scoring/detail/cold_period.hpp>
#include <leadmetrics/scoring/detail/crossings.hpp>
#include <leadmetrics/scoring/detail/lead_scorer.hpp>
#include <leadmetrics/scoring/detail/ledger_metric.hpp>
#include <leadmetrics/scoring/detail/live_lead.hpp>
#include <leadmetrics/scoring/detail/readiness.hpp>
#include <leadmetrics/scoring/detail/score_parts.hpp>
#include <leadmetrics/scoring/detail/wake_ups.hpp>
#include <leadmetrics/scoring/detail/with_state.hpp>
#include <leadmetrics/scoring/lead_score.hpp>
#include <leadmetrics/scoring/saved_lead.hpp>
#include <leadmetrics/scoring/saved_ledger.hpp>
#include <leadmetrics/scoring/score_part.hpp>
#include <leadmetrics/scoring/score_quality.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

struct live_settings {
    std::optional<double>   sales_ready{}; ///< as for lm::scores
    std::optional<timespan> cold_after{};
};

/// The scores of lm::scores, kept up as activities happen. Made by `lm::live<activity>(model, settings)`.
///
///     auto live = lm::live<activity>(model, {.sales_ready = 25, .cold_after = days{45}});
///     live.take(activity);                                    // in any order
///     live.score("ann", now);                                 // empty: no activity yet
///     for (auto const& one : live.crossings(now)) tell(one);  // since the last time asked
///
/// Memory is linear in the leads and in what they did: 24 bytes for all points given (late activities and limits on times want them), and some
/// hundred a lead. The room of leads that were forgotten is used again, and not given back. Records are read when they are taken, and not kept.
///
/// One ledger is for one thread at a time: no two of its members, not even const ones, may run at once. Two ledgers do not share anything.
///
/// A ledger can be moved, not copied: save it and restore another. A ledger that was moved from may only be destroyed and assigned to. A model's
/// functions must not call the ledger that calls them, and a callback must not move, assign or destroy it.
///
/// Where a member throws, nothing is lost. *As before* means that no member can tell that the call was made (the strong guarantee). Ids are taken
/// to compare and to move without throwing. Complexities are amortised, and take a lead's id to be found in constant time.
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
    using duration    = typename at_traits::duration;
    using time        = date::sys_time<duration>;
    using id_type     = detail::kept<detail::plain_id_type<std::remove_cvref_t<decltype(field::lead_id(own{}, std::declval<Activity const&>()))>>>;
    using event_id    = typename decltype(event_id_type())::type;
    using saved       = saved_lead<id_type, time, event_id>;   ///< one lead
    using saved_state = saved_ledger<id_type, time, event_id>; ///< all of it

    /// Makes a ledger without leads. Where this throws, there is none: it throws where a setting is refused or an allocation fails. Complexity:
    /// linear in the rules.
    live_ledger(Model model, live_settings const& settings)
        : model_(std::make_unique<Model const>(std::move(model))), names_(model_->names()),
          scorer_("live", model_->how(), instant{time{}}, settings.sales_ready, settings.cold_after), cold_after_(settings.cold_after)
    {
    }

    /// Takes an activity, as it happens or later. Of activities with one `event_id` the earliest counts, as in the batch.
    ///
    /// Where this throws, the ledger is as before: it throws what a rule's condition or points function throws, and where an allocation fails.
    /// Complexity: the number of the rules for the latest activity of a lead, and linear in what was taken of it for an earlier one, or where
    /// activities have ids of their own.
    void take(Activity const& activity)
    {
        auto const& said = field::lead_id(own{}, activity);
        auto const& when = field::at(own{}, activity);
        if (detail::is_missing(said)) return quality_.add(record_fate::missing_lead);
        if (!at_traits::present(when)) return quality_.add(record_fate::missing_time);
        taken_record const record{&activity, at_traits::count(when)};
        given_points       given;
        score_quality      odd;
        detail::each_points_given(*model_, record, odd, [&](detail::points_given const& one) { given.push_back(one); });
        std::sort(given.begin(), given.end(), [](detail::points_given const& a, detail::points_given const& b) { return a.before(b); });
        id_type    id(detail::keep(detail::plain_id(said)));
        auto const found = leads_.find(id);
        if (found != leads_.end()) {
            fate const what = take_of(found->second, record, given);
            if (what != fate::ignored) touch(*found);
            if (what != fate::added) return quality_.add(record_fate::duplicate);
        } else {
            lead_entry lead;
            take_of(lead, record, given);
            detail::make_room(touched_, leads_.size() + 1);
            due_.make_room_for(leads_.size() + 1);
            touch(*leads_.try_emplace(std::move(id), std::move(lead)).first);
        }
        quality_.add(record_fate::used);
        quality_ += odd;
    }

    /// A lead's score at an instant; empty where it has no activity at or before it.
    ///
    /// Where this throws, the ledger is as before: it throws what a decay of the caller's own throws, and where an allocation fails. Complexity: at
    /// or after its latest activity the number of the rules, as soon as it has been asked once since it was taken (of decays other than by half: and
    /// of the activities that are not forgotten yet); before it, linear in what was taken of the lead.
    template <class Id>
    [[nodiscard]] std::optional<double> score(Id const& lead, instant const& at)
    {
        auto const found = leads_.find(detail::keep(lead));
        auto const when  = detail::closing_at<duration>(at);
        if (found == leads_.end() || !found->second.any_activity(when.as_of)) return std::nullopt;
        return found->second.score(model_->how(), when);
    }

    /// All that lm::scores says of a lead, with its parts.
    ///
    /// Where this throws, the ledger is as before: it throws std::out_of_range where the lead has no activity at or before the instant (it ends in
    /// `refused_setting` where exceptions are off), what a decay of the caller's own throws, and where an allocation fails. Complexity: that of the
    /// batch for one lead.
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
    /// with the last time. Late activities change what is told from now on, never what was told. What a callback that threw has left untold comes
    /// first. Refused: an instant before the last call's, and a call from a callback of `crossings`.
    ///
    /// Where this throws, the ledger is as before, and the next call tells all of it: it throws what is refused, what a decay of the caller's own
    /// throws, and where an allocation fails. Complexity: that of the batch for each lead that was taken or that time has changed since the last
    /// call, with the logarithm of the number of leads for each; nothing for other leads.
    [[nodiscard]] std::vector<crossing<id_type, time>> crossings(instant const& now)
    {
        outlook                              next = look_until(now);
        std::vector<crossing<id_type, time>> result;
        result.reserve(next.untold.size());
        for (auto& one : next.untold) result.push_back(std::move(one.what));
        next.untold.clear();
        commit(std::move(next));
        return result;
    }
    /// The same, told one after another. A crossing is told when `tell` has returned. `tell` may take activities, ask for scores, save and forget
    /// leads: what is still to be told of a lead that it forgets is not told. What it takes is told of by the next call.
    ///
    /// Where `tell` throws, the crossing that it was called with and those after it are told by the next call, in the same words and the same order,
    /// and those before it are not told again; time has run on to `now`. Where anything else throws before the first crossing is told, the ledger is
    /// as before; where a copy of an id cannot be allocated later, that is as if `tell` had thrown. Complexity: as above.
    template <class Tell>
    void crossings(instant const& now, Tell tell)
    {
        commit(look_until(now));
        struct telling {
            bool& flag;
            explicit telling(bool& is) noexcept : flag(is) { flag = true; }
            telling(telling const&)            = delete;
            telling& operator=(telling const&) = delete;
            ~telling() { flag = false; }
        } const within{telling_};
        for (; told_ != untold_.size(); ++told_) {
            if (untold_[told_].lead == nullptr) continue; // its lead was forgotten
            auto const one = untold_[told_].what;
            std::invoke(tell, one);
            if (auto& was = untold_[told_]; was.lead != nullptr) { // `tell` may have forgotten it
                was.lead->second.first_untold = was.next;
                was.lead                      = nullptr;
            }
        }
        untold_.clear();
        told_ = 0;
    }

    /// All that this ledger knows, leads in the order of their ids.
    ///
    /// Where this throws, the ledger is as before: it throws where an allocation fails. Complexity: linear in all that was taken, and
    /// n log n in the number of leads.
    [[nodiscard]] saved_state save() const
    {
        saved_state result;
        result.quality = quality_;
        if (told_at_) result.told_at = time{duration{*told_at_}};
        for (std::size_t i = told_; i != untold_.size(); ++i)
            if (untold_[i].lead != nullptr) result.untold.push_back(untold_[i].what);
        result.leads.reserve(leads_.size());
        for (auto const& [id, lead] : leads_) {
            auto& to = result.leads.emplace_back(saved{id, time{duration{lead.first_activity()}}, {}, {}, lead.ready, lead.cold, std::nullopt});
            if (lead.told_at) to.told_at = time{duration{*lead.told_at}};
            for (auto const& one : lead.taken()) to.points.push_back(saved_of(one));
            for (auto const& one : lead.events) {
                auto& event = to.events.emplace_back(typename saved::event{one.id, time{duration{one.at}}, one.worth, {}});
                for (auto const& given : one.given) event.points.push_back(saved_of(given));
            }
        }
        std::sort(result.leads.begin(), result.leads.end(), [](saved const& a, saved const& b) { return detail::id_less(a.lead_id, b.lead_id); });
        return result;
    }
    /// Replaces all that this ledger knows by what another saved, of a model whose rules have the same names: their order, limits and decay may have
    /// changed. Time runs on from the last `crossings` of the ledger that was saved. Refused: a rule that the model does not have, a lead that is
    /// there twice, something untold of a lead that is not there, and a call from a callback of `crossings`.
    ///
    /// Where this throws, the ledger is as before: it throws what is refused, and where an allocation fails. Complexity: linear in what was saved
    /// where the points are in order of time, as they were saved; each point names its rule, which is looked for among the rules.
    void restore(saved_state const& from)
    {
        check_not_telling("live.restore");
        leads_by_id               leads;
        std::vector<entry*>       touched;
        detail::wake_ups<entry>   due;
        std::vector<left_to_tell> left;
        auto told_at = from.told_at ? std::optional{static_cast<std::int64_t>(from.told_at->time_since_epoch().count())} : std::nullopt;
        leads.reserve(from.leads.size());
        touched.reserve(from.leads.size());
        due.make_room_for(from.leads.size());
        left.reserve(from.untold.size());
        for (auto const& one : from.leads) {
            auto const [place, added] = leads.try_emplace(one.lead_id, restored(one));
            if (!added) detail::refuse("live.restore", detail::spell(one.lead_id), "this lead is there twice");
            touch(*place, touched);
            if (auto const& at = place->second.told_at) told_at = told_at ? (std::max)(*told_at, *at) : *at;
        }
        for (auto const& one : from.untold) {
            auto const found = leads.find(one.lead_id);
            if (found == leads.end())
                detail::refuse("live.restore", detail::spell(one.lead_id), "something is untold of this lead, which is not there");
            left.push_back({one, &*found, detail::no_place});
        }
        link(left);
        // Nothing below throws.
        leads_.swap(leads);
        std::swap(touched_, touched);
        std::swap(due_, due);
        std::swap(untold_, left);
        told_    = 0;
        told_at_ = told_at;
        quality_ = from.quality;
    }

    /// Erases a lead and all its activities, with what is still to be told of it. What became of its activities stays
    /// counted in quality(). A lead that is not there is no error.
    ///
    /// Where this throws, the ledger is as before: it throws where the id must be copied to be looked up and that allocation fails. Complexity:
    /// linear in what was taken of this lead, with the logarithm of the number of leads.
    template <class Id>
    void forget(Id const& lead)
    {
        auto const found = leads_.find(detail::keep(lead));
        if (found == leads_.end()) return;
        lead_entry& its = found->second;
        for (std::size_t i = its.first_untold; i != detail::no_place; i = untold_[i].next) {
            untold_[i].what.lead_id = id_type{};
            untold_[i].lead         = nullptr;
        }
        if (its.touched != detail::no_place) {
            touched_.back()->second.touched = its.touched;
            touched_[its.touched]           = touched_.back();
            touched_.pop_back();
        }
        due_.remove(*found);
        leads_.erase(found);
    }

    /// The number of leads. This does not throw. Complexity: constant.
    [[nodiscard]] std::size_t size() const noexcept { return leads_.size(); }
    /// What became of all that was taken, also of leads that were forgotten. This does not throw. Complexity: constant.
    [[nodiscard]] score_quality const& quality() const noexcept { return quality_; }
    /// The model. It stays where it is when the ledger is moved. This does not throw. Complexity: constant.
    [[nodiscard]] Model const& model() const noexcept { return *model_; }
    /// For tests and monitoring: for how many leads `crossings` has noted an instant at which to look at them again. There is at most one a lead.
    /// This does not throw. Complexity: constant.
    [[nodiscard]] std::size_t pending_wake_ups() const noexcept { return due_.size(); }

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
        bool                        ready = false, cold = false; // as told, or as left to be told
        std::optional<std::int64_t> told_at;
        std::size_t                 touched      = detail::no_place; // its places in the lists below
        std::size_t                 wake_up      = detail::no_place;
        std::size_t                 first_untold = detail::no_place;
    };
    using leads_by_id  = std::unordered_map<id_type, lead_entry, detail::id_hash<id_type>, std::equal_to<>>;
    using entry        = typename leads_by_id::value_type;
    using given_points = detail::small_vector<detail::points_given, 8>;

    /// A crossing to be told.
    struct left_to_tell {
        crossing<id_type, time> what;
        entry*                  lead; // null once this was told, or the lead was forgotten
        std::size_t             next; // of this lead
    };
    /// How a lead stands at an instant.
    struct verdict {
        entry*                      lead;
        bool                        ready, cold;
        std::optional<std::int64_t> told_at, wakes_at;
    };
    /// What `crossings` is to change.
    struct outlook {
        std::int64_t              as_of = 0;
        std::vector<verdict>      verdicts;
        std::vector<left_to_tell> untold;
    };

    static void touch(entry& lead, std::vector<entry*>& touched) noexcept // which must have room
    {
        if (lead.second.touched != detail::no_place) return;
        lead.second.touched = touched.size();
        touched.push_back(&lead);
    }
    void touch(entry& lead) noexcept { touch(lead, touched_); }

    void check_not_telling(char const* member) const
    {
        if (telling_) detail::refuse(member, "a call from a callback of crossings", "call it when crossings has returned");
    }

    /// What became of an activity: it was added, it took the place of another with its id, or another with its id stands.
    enum class fate { added, replaced, ignored };

    /// Takes the points that were given to an activity. Where this throws, the lead is as before.
    fate take_of(lead_entry& lead, taken_record const& record, given_points const& given)
    {
        if constexpr (has_ids)
            if (auto const& id = field::event_id(own{}, *record.activity); !detail::is_missing(id)) {
                known_event now{event_id(detail::keep(detail::plain_id(id))),
                                record.at(),
                                detail::worth_by<Model>{*model_}(record.record()),
                                {given.begin(), given.end()}};
                auto const  known =
                    std::find_if(lead.events.begin(), lead.events.end(), [&](known_event const& one) { return detail::same_id(one.id, now.id); });
                if (known != lead.events.end()) {
                    if (std::tuple{now.at, -now.worth} >= std::tuple{known->at, -known->worth}) return fate::ignored;
                    lead.replace(known->given, given.begin(), given.end());
                    lead.seen(now.at);
                    known->at    = now.at;
                    known->worth = now.worth;
                    known->given.swap(now.given);
                    return fate::replaced;
                }
                detail::make_room(lead.events, lead.events.size() + 1);
                lead.add(model_->how(), given.begin(), given.end());
                lead.events.push_back(std::move(now));
                lead.seen(record.at());
                return fate::added;
            }
        lead.add(model_->how(), given.begin(), given.end());
        lead.seen(record.at());
        return fate::added;
    }

    [[nodiscard]] lead_entry restored(saved const& from) const
    {
        lead_entry lead;
        lead.seen(from.first_activity.time_since_epoch().count());
        lead.ready = from.told_ready;
        lead.cold  = from.told_cold;
        if (from.told_at) lead.told_at = from.told_at->time_since_epoch().count();
        std::vector<detail::points_given> given;
        given.reserve(from.points.size());
        for (auto const& one : from.points) given.push_back(points_given_of(one));
        lead.add(model_->how(), given.data(), given.data() + given.size());
        lead.events.reserve(from.events.size());
        for (auto const& one : from.events) {
            auto& event = lead.events.emplace_back(known_event{one.event_id, one.at.time_since_epoch().count(), one.worth, {}});
            event.given.reserve(one.points.size());
            for (auto const& its : one.points) event.given.push_back(points_given_of(its));
        }
        return lead;
    }

    /// What `crossings` is to change, up to an instant. This changes nothing yet.
    [[nodiscard]] outlook look_until(instant const& now) const
    {
        check_not_telling("live.crossings");
        auto const when = detail::closing_at<duration>(now);
        if (told_at_ && when.as_of < *told_at_)
            detail::refuse("live.crossings", "an earlier instant", "time runs forward: ask from the last call's instant on");
        outlook result;
        result.as_of    = when.as_of;
        auto const look = [&](entry& lead) {
            result.verdicts.push_back(verdict_of(lead, when, [&](crossing_kind what, std::int64_t at) {
                result.untold.push_back({crossing<id_type, time>{lead.first, what, time{duration{at}}}, &lead, detail::no_place});
            }));
        };
        for (entry* const lead : touched_) look(*lead);
        due_.each_until(when.as_of, [&](entry& lead) {
            if (lead.second.touched == detail::no_place) look(lead);
        });
        std::sort(result.untold.begin(), result.untold.end(), [](left_to_tell const& one, left_to_tell const& other) {
            auto const &a = one.what, &b = other.what;
            if (a.at != b.at) return a.at < b.at;
            if (!detail::same_id(a.lead_id, b.lead_id)) return detail::id_less(a.lead_id, b.lead_id);
            return a.what < b.what;
        });
        if (told_ != untold_.size()) { // what is left to tell comes first: by now, its leads may have crossed back
            std::vector<left_to_tell> all;
            all.reserve(untold_.size() - told_ + result.untold.size());
            std::copy_if(untold_.begin() + static_cast<std::ptrdiff_t>(told_), untold_.end(), std::back_inserter(all),
                         [](left_to_tell const& one) { return one.lead != nullptr; });
            std::move(result.untold.begin(), result.untold.end(), std::back_inserter(all));
            result.untold.swap(all);
        }
        return result;
    }
    void commit(outlook next) noexcept
    {
        for (entry* const lead : touched_) lead->second.touched = detail::no_place;
        touched_.clear();
        for (verdict const& one : next.verdicts) {
            lead_entry& lead = one.lead->second;
            lead.ready       = one.ready;
            lead.cold        = one.cold;
            lead.told_at     = one.told_at;
            if (one.wakes_at) due_.set(*one.lead, *one.wakes_at);
            else due_.remove(*one.lead);
        }
        for (std::size_t i = told_; i != untold_.size(); ++i)
            if (untold_[i].lead != nullptr) untold_[i].lead->second.first_untold = detail::no_place;
        untold_.swap(next.untold);
        told_ = 0;
        link(untold_);
        told_at_ = next.as_of;
    }

    /// Lets leads know what is to be told of them.
    static void link(std::vector<left_to_tell>& all) noexcept
    {
        for (std::size_t i = all.size(); i-- != 0;) all[i].next = std::exchange(all[i].lead->second.first_untold, i);
    }

    /// How a lead stands, saying what it has crossed since it was last told of.
    template <class Say>
    [[nodiscard]] verdict verdict_of(entry& who, detail::closing const& when, Say const& say) const
    {
        lead_entry const& lead = who.second;
        if (!lead.any_activity(when.as_of)) return {&who, lead.ready, lead.cold, lead.told_at, lead.first_activity()};
        verdict    result{&who, lead.ready, lead.cold, when.as_of, lead.next_after(when.as_of)};
        auto const settled = lead.settled(model_->how(), when.as_of);
        auto const wake    = [&](std::optional<std::int64_t> at) {
            if (at) result.wakes_at = result.wakes_at ? (std::min)(*result.wakes_at, *at) : *at;
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
                result.ready = now;
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
            result.cold = now;
            if (!now) wake(is.cold_from);
        }
        return result;
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

    std::unique_ptr<Model const> model_; // where states find it when this moves
    std::vector<std::string>     names_;
    detail::lead_scorer          scorer_;
    std::optional<timespan>      cold_after_;
    score_quality                quality_;
    leads_by_id                  leads_;
    std::vector<entry*>          touched_; // leads to look at; it has room for all leads, so that touching one does not throw
    detail::wake_ups<entry>      due_;     // likewise
    std::vector<left_to_tell>    untold_;
    std::size_t                  told_    = 0;     // so many of untold_ are told
    bool                         telling_ = false; // a callback is running
    std::optional<std::int64_t>  told_at_;
};

/// Makes a live ledger of one type of activity: see lm::live_ledger. Refused: as for lm::scores. Where this throws, there is no ledger. Complexity:
/// linear in the rules.
template <class Activity, class Model>
[[nodiscard]] auto live(Model model, live_settings const& settings)
{
    return live_ledger<Activity, Model>{std::move(model), settings};
}

}} // namespace leadmetrics

#endif
