// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_STAGE_CHANGES_HPP
#define LEADMETRICS_ADAPTER_STAGE_CHANGES_HPP

#include <leadmetrics/adapter/adapted.hpp>
#include <leadmetrics/adapter/crm_events.hpp>
#include <leadmetrics/adapter/detail/kept_texts.hpp>
#include <leadmetrics/adapter/detail/packed_changes.hpp>
#include <leadmetrics/adapter/import_issues.hpp>
#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/index_range.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/ledgers.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// Counts of what is missing in a vendor's history.
struct history_gaps {
    std::int64_t gaps           = 0; ///< changes whose stage before is not the stage of the change before: a change between the two is missing
    std::int64_t late_histories = 0; ///< leads created before the history was switched on: the entry into their first known stage has no time
    std::int64_t never_made     = 0; ///< leads with changes but without a record of their creation (deleted, or not exported)
    std::int64_t unknown_starts = 0; ///< creations of leads whose first change does not tell the stage before it: nothing is appended for them

    friend bool operator==(history_gaps const&, history_gaps const&) = default;
};

/// What became of the changes that were given to stage_changes::add_missing.
struct missing_changes {
    std::int64_t appended         = 0;
    std::int64_t known            = 0; ///< the lead has entered the stage already
    std::int64_t of_unknown_leads = 0; ///< nothing else is known of the lead
    std::int64_t unusable         = 0; ///< without a lead or a time

    friend bool operator==(missing_changes const&, missing_changes const&) = default;
};

/// The stage changes that an adapter makes of a vendor's records: a random-access range of `crm_stage_change` in the order of the records, for
/// lm::journeys. The records must outlive the range, because ids of more than 23 bytes are not copied. The ids of the elements are valid as long as
/// the range lives and nothing is appended to it. Memory: 40 bytes for each change, or 24 bytes where ids are integers, and 2 bytes more where the
/// vendor tells the stage before a change. A range can be moved, not copied.
template <class Id, class Stage>
class stage_changes {
public:
    using value_type = crm_stage_change<Id, Stage>;

    stage_changes()                                    = default;
    stage_changes(stage_changes&&) noexcept            = default; // not copyable: changes point to texts that had to be rewritten
    stage_changes& operator=(stage_changes&&) noexcept = default;

    [[nodiscard]] std::size_t size() const noexcept { return changes_.size(); }
    [[nodiscard]] bool        empty() const noexcept { return size() == 0; }
    [[nodiscard]] value_type  operator[](std::size_t i) const { return changes_[i]; }
    [[nodiscard]] auto        begin() const noexcept { return detail::index_iterator<stage_changes>{*this, 0}; }
    [[nodiscard]] auto        end() const noexcept { return detail::index_iterator<stage_changes>{*this, size()}; }

    /// Returns what could not be read or was left out, and how often.
    [[nodiscard]] leadmetrics::import_issues const& import_issues() const noexcept { return issues_; }

    /// Returns the stage at which the lead was before the i-th change, according to the vendor; empty where the record does not tell.
    [[nodiscard]] std::optional<Stage> stage_before(std::size_t i) const { return changes_.stage_before(i); }

    /// Appends the changes of another range of the vendor's records, and adds its issues: for example the changes of opportunities to those of leads.
    /// In the origins of the changes, ranges are numbered from 0 in the order in which they were appended.
    void append(stage_changes other)
    {
        changes_.append(std::move(other.changes_));
        texts_.append(std::move(other.texts_));
        issues_ += other.issues_;
    }

    /// Appends a change for the creation of each lead, because a history of changes does not tell at which stage a lead was created. That stage is
    /// the stage before the first change of the lead or, for a lead without changes, its stage now. A lead created before `history_since` may have
    /// moved before the vendor began to record changes. It reached the stage before its first change, but it is not known when: the event has no time
    /// and is counted under data quality. `creations` comes from the vendor's `leads` or `opportunity_creations` and is appended as a range of its
    /// own. Returns what is missing in the history. Complexity: n log n.
    history_gaps add_initial_stages(adapted<crm_creation<Id, Stage>> const& creations, std::optional<instant> history_since = std::nullopt)
    {
        history_gaps           found;
        auto const             began_at = first_stages(found.gaps);
        std::unordered_set<Id> made;
        made.reserve(creations.size());
        detail::packed_changes<Id, Stage> openings;
        for (crm_creation<Id, Stage> const& one : creations) {
            if (detail::is_missing(one.lead_id)) continue;
            made.insert(one.lead_id);
            auto const first = began_at.find(one.lead_id);
            auto const stage = first == began_at.end() ? one.stage : first->second;
            if (first != began_at.end() && !stage) { // the history does not tell the stage before the first change
                found.unknown_starts += one.at.has_value();
                continue;
            }
            bool const late = history_since && one.at && instant{*one.at} < *history_since;
            found.late_histories += late;
            openings.add(one.lead_id, openings.code_of(stage), late ? std::nullopt : one.at, one.origin.record);
        }
        openings.ends_a_source();
        for (auto const& [lead, stage] : began_at) found.never_made += !made.contains(lead);
        issues_ += creations.import_issues();
        issues_.events += static_cast<std::int64_t>(openings.size()) - creations.import_issues().events;
        changes_.append(std::move(openings));
        return found;
    }

    /// Appends those changes of another range that say what this one does not: entries of its leads into stages that they have not entered here. For
    /// example, the closes of opportunities that their own records tell, where the history of opportunities is not exported. The other range is
    /// appended as a range of its own. Complexity: linear on average.
    missing_changes add_missing(stage_changes const& other)
    {
        std::unordered_map<Id, std::vector<Stage>> entered;
        for (auto const& one : *this) {
            auto& stages = entered[one.lead_id];
            if (one.stage && one.at) stages.push_back(*one.stage);
        }
        missing_changes                   found;
        detail::packed_changes<Id, Stage> missing;
        for (auto const& one : other) {
            auto const known = entered.find(one.lead_id);
            if (detail::is_missing(one.lead_id) || !one.at) {
                ++found.unusable;
            } else if (known == entered.end()) {
                ++found.of_unknown_leads;
            } else if (one.stage && std::find(known->second.begin(), known->second.end(), *one.stage) != known->second.end()) {
                ++found.known;
            } else {
                missing.add(known->first, missing.code_of(one.stage), one.at, one.origin.record);
                ++found.appended;
            }
        }
        missing.ends_a_source();
        issues_ += other.issues_;
        issues_.events += found.appended - other.issues_.events;
        changes_.append(std::move(missing));
        return found;
    }

    // The members below are for adapters only.
    detail::packed_changes<Id, Stage>& packed() noexcept { return changes_; }
    void                               reserve(std::size_t n) { changes_.reserve(n); }
    void                               ends_a_source() { changes_.ends_a_source(); }
    leadmetrics::import_issues&        import_issues() noexcept { return issues_; }
    std::string_view                   keep(std::string text) { return texts_.keep(std::move(text)); }

private:
    /// Returns the stage before the first change of each lead, and counts the gaps.
    [[nodiscard]] std::unordered_map<Id, std::optional<Stage>> first_stages(std::int64_t& gaps) const
    {
        std::unordered_map<Id, std::optional<Stage>> began_at;
        auto const                                   by_lead = ledgers(*this);
        began_at.reserve(by_lead.size());
        for (auto const& ledger : by_lead) {
            auto const           events = ledger.events();
            std::optional<Stage> stands_at;
            bool                 first = true;
            for (auto event = events.begin(); event != events.end() && event->usable();) {
                auto end = event;
                while (end != events.end() && end->usable() && end->at == event->at) ++end;
                if (!any_known(event, end)) { // changes from no stage into no stage tell nothing
                    event = end;
                    continue;
                }
                if (std::exchange(first, false)) began_at.emplace((*this)[event->record()].lead_id, start_of(event, end));
                else if (auto const said = start_of(event, end); said && stands_at && *said != *stands_at) ++gaps;
                stands_at = end_of(event, end);
                event     = end;
            }
        }
        return began_at;
    }

    template <class Event>
    [[nodiscard]] bool any_known(Event first, Event end) const
    {
        return std::any_of(first, end, [this](detail::event const& one) {
            return (*this)[one.record()].stage.has_value() || stage_before(one.record()).has_value();
        });
    }

    // Several changes at one instant form a chain. Its first stage is the stage before a change that is not the stage after any other of them; its
    // last stage is the stage after a change that is not the stage before any other. Both are empty where the changes form a circle, or where no
    // record tells the stage before. The order of the records cannot be used, because it must not matter. A change between two words for one stage
    // is no link of the chain: New to Working may be Lead to Lead.
    template <class Event>
    [[nodiscard]] std::optional<Stage> start_of(Event first, Event end) const
    {
        return loose_end(first, end, [this](std::size_t i) { return stage_before(i); }, [this](std::size_t i) { return (*this)[i].stage; });
    }
    template <class Event>
    [[nodiscard]] std::optional<Stage> end_of(Event first, Event end) const
    {
        return loose_end(first, end, [this](std::size_t i) { return (*this)[i].stage; }, [this](std::size_t i) { return stage_before(i); });
    }
    template <class Event, class Near, class Far>
    [[nodiscard]] static std::optional<Stage> loose_end(Event first, Event end, Near const& near_end, Far const& far_end)
    {
        std::optional<Stage> result;
        for (Event one = first; one != end; ++one) {
            auto const candidate = near_end(one->record());
            if (!candidate) continue; // this record does not tell the stage, though others may
            if (std::any_of(first, end, [&](detail::event const& other) {
                    return far_end(other.record()) == candidate && near_end(other.record()) != candidate;
                }))
                continue;
            if (result && *result != *candidate) return std::nullopt;
            result = candidate;
        }
        return result;
    }

    detail::packed_changes<Id, Stage> changes_;
    detail::kept_texts                texts_;
    leadmetrics::import_issues        issues_;
};

}} // namespace leadmetrics

#endif
