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

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace leadmetrics { inline namespace v0_1 {

/// What a vendor's history does not tell.
struct history_gaps {
    std::int64_t gaps           = 0; ///< changes that begin at another stage than the one before them ended with: a change between them is missing
    std::int64_t late_histories = 0; ///< leads made before the history was switched on: it is not known when they entered the stage it begins with
    std::int64_t never_made     = 0; ///< leads with changes, of whose making there is no record (deleted, or not exported)

    friend bool operator==(history_gaps const&, history_gaps const&) = default;
};

/// Stage changes made of a vendor's records, in the order of the records: a random-access range of `crm_stage_change`, for lm::journeys. The
/// records must outlive it: ids of more than 23 letters are not copied. The ids of its elements live as long as it does, or until something
/// is appended. Memory: 40 bytes a change, 24 where ids are integers; 2 more where the vendor says the stage before it.
template <class Id, class Stage>
class stage_changes {
public:
    using value_type = crm_stage_change<Id, Stage>;

    stage_changes()                                    = default;
    stage_changes(stage_changes&&) noexcept            = default; // not copied: texts that had to be rewritten are pointed at
    stage_changes& operator=(stage_changes&&) noexcept = default;

    [[nodiscard]] std::size_t size() const noexcept { return changes_.size(); }
    [[nodiscard]] bool        empty() const noexcept { return size() == 0; }
    [[nodiscard]] value_type  operator[](std::size_t i) const { return changes_[i]; }
    [[nodiscard]] auto        begin() const noexcept { return detail::index_iterator<stage_changes>{*this, 0}; }
    [[nodiscard]] auto        end() const noexcept { return detail::index_iterator<stage_changes>{*this, size()}; }

    /// What could not be read, or was left out, and how often.
    [[nodiscard]] leadmetrics::import_issues const& import_issues() const noexcept { return issues_; }

    /// The stage that the vendor says a lead was at before a change; empty where the record does not say.
    [[nodiscard]] std::optional<Stage> stage_before(std::size_t i) const { return changes_.stage_before(i); }

    /// The changes of another range of the vendor's records behind these, and its issues with these: those of opportunities behind those of
    /// leads. Their origins count ranges from 0 in the order in which they were appended.
    void append(stage_changes other)
    {
        changes_.append(std::move(other.changes_));
        texts_.append(std::move(other.texts_));
        issues_ += other.issues_;
    }

    /// Where each lead stood when it was made, which a history of changes does not say: at its creation, the stage before its first change;
    /// of a lead without changes, the stage it is at now. Leads made before `history_since` may have moved before anybody wrote it down: of
    /// these it is known that they reached the stage before their first change, but not when (the event has no time, and is counted so).
    /// `creations`: see the vendor's `leads` and `opportunities`; they are appended as a range of their own. Complexity: n log n.
    history_gaps add_initial_stages(adapted<crm_creation<Id, Stage>> const& creations, std::optional<instant> history_since = std::nullopt)
    {
        history_gaps                      found;
        auto const                        began_at = first_stages(found.gaps);
        std::unordered_set<Id>            made;
        detail::packed_changes<Id, Stage> openings;
        for (crm_creation<Id, Stage> const& one : creations) {
            if (detail::is_missing(one.lead_id)) continue;
            made.insert(one.lead_id);
            auto const first = began_at.find(one.lead_id);
            auto const stage = first == began_at.end() ? one.stage : first->second;
            if (first != began_at.end() && !stage) continue; // the history does not say what was before it
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

    // For adapters.
    detail::packed_changes<Id, Stage>& packed() noexcept { return changes_; }
    void                               reserve(std::size_t n) { changes_.reserve(n); }
    void                               ends_a_source() { changes_.ends_a_source(); }
    leadmetrics::import_issues&        import_issues() noexcept { return issues_; }
    std::string_view                   keep(std::string text) { return texts_.keep(std::move(text)); }

private:
    /// The stage before the first change of each lead; counts the gaps on the way.
    [[nodiscard]] std::unordered_map<Id, std::optional<Stage>> first_stages(std::int64_t& gaps) const
    {
        std::unordered_map<Id, std::optional<Stage>> began_at;
        for (auto const& ledger : ledgers(*this)) {
            auto const           events = ledger.events();
            std::optional<Stage> stands_at;
            for (auto event = events.begin(); event != events.end() && event->usable();) {
                auto end = event;
                while (end != events.end() && end->usable() && end->at == event->at) ++end;
                if (event == events.begin()) began_at.emplace((*this)[event->record()].lead_id, start_of(event, end));
                else if (auto const said = start_of(event, end); said && stands_at && *said != *stands_at) ++gaps;
                stands_at = end_of(event, end);
                event     = end;
            }
        }
        return began_at;
    }

    // Changes at one instant, from one stage to the next: the stage at which they begin is no other's end, that at which they end no other's
    // beginning. Empty where they go in a circle, or no record says: the order of records must not matter.
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
            if (!candidate) continue; // a history that does not say, beside one that does
            if (std::any_of(first, end, [&](detail::event const& other) { return far_end(other.record()) == candidate; })) continue;
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
