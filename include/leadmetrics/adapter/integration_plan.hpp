// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_INTEGRATION_PLAN_HPP
#define LEADMETRICS_ADAPTER_INTEGRATION_PLAN_HPP

// For those who plan an integration: which reports can be made from the records at hand, what is missing for the other reports, and which of the
// CRM's words mean which stage?

#include <leadmetrics/adapter/coverage.hpp>
#include <leadmetrics/adapter/import_issues.hpp>
#include <leadmetrics/adapter/vocabulary.hpp>
#include <leadmetrics/journey/funnel.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// What a report needs: events of a kind and, where not every such event has it, a field (word) of these events.
struct needed_events {
    event_kind       kind;
    std::string_view word = ""; ///< for example `campaign` of a won deal; empty: no further field is needed
};

struct report_needs {
    static constexpr std::size_t most = 2;

    std::string_view                report;
    std::array<needed_events, most> needs;
    std::size_t                     size;
};

/// The needs of the library's reports. `plan_integration` accepts any other list, for example one with the caller's own reports.
inline constexpr std::array<report_needs, 11> needs_of_reports{{
    {"volume", {{{event_kind::stage_changes}}}, 1},
    {"conversion", {{{event_kind::stage_changes}}}, 1},
    {"velocity", {{{event_kind::stage_changes}}}, 1},
    {"efficiency", {{{event_kind::stage_changes}}}, 1},
    {"mql", {{{event_kind::stage_changes}}}, 1},
    {"sla", {{{event_kind::stage_changes}}}, 1},
    {"response_lift", {{{event_kind::stage_changes}}}, 1},
    {"directly_follows", {{{event_kind::stage_changes}}}, 1},
    {"roi", {{{event_kind::costs}, {event_kind::won_deals, "campaign"}}}, 2},
    {"attribution", {{{event_kind::touches}, {event_kind::won_deals}}}, 2},
    {"scores", {{{event_kind::activities}}}, 1},
}};

/// Returns whether one of the vendor's objects gives what is needed.
[[nodiscard]] constexpr bool is_covered(needed_events const& needed, std::span<object_coverage const> objects) noexcept
{
    for (object_coverage const& one : objects)
        if (one.gives == needed.kind && one.complete() && (needed.word.empty() || one.says(needed.word))) return true;
    return false;
}

/// Returns whether a report can be made from records. It can be called at compile time:
///
///     static_assert(lm::ready_for("attribution", lm::coverage_of<Member>(salesforce::campaign_members),
///     lm::coverage_of<Opportunity>(salesforce::won_opportunities)));
///
/// Returns false for a report that the library does not have.
template <class... Objects>
    requires(std::is_same_v<Objects, object_coverage> && ...)
[[nodiscard]] constexpr bool ready_for(std::string_view report, Objects const&... objects) noexcept
{
    std::array<object_coverage, sizeof...(Objects)> const all{objects...};
    for (report_needs const& one : needs_of_reports) {
        if (one.report != report) continue;
        for (std::size_t i = 0; i != one.size; ++i)
            if (!is_covered(one.needs[i], all)) return false;
        return true;
    }
    return false;
}

/// A plan for an integration: the funnel's stages with the vendor's words for them, the vendor's objects, and for each report whether it can be made
/// and what is missing.
struct integration_plan {
    struct stage_row {
        std::string              stage;
        bool                     lost = false; ///< one of the stages that mean lost
        std::vector<std::string> words;        ///< the vendor's words for the stage; where there are none, no record can name the stage
    };
    struct report_row {
        std::string              report;
        bool                     ready = false;
        std::vector<std::string> missing; ///< "costs: at (StartDate)", or "costs: no such records"
    };

    std::vector<stage_row>              stages;        ///< in funnel order
    std::vector<std::string>            words_outside; ///< words of the vocabulary that mean a stage outside the funnel
    std::map<std::string, std::int64_t> words_unknown; ///< words that records have and the vocabulary does not, and the number of events with each
    std::vector<object_coverage>        objects;
    std::vector<report_row>             reports;
};

namespace detail {

/// Returns what is missing for the needed events, according to the vendor's object that lacks least.
inline std::vector<std::string> missing_for(needed_events const& needed, std::vector<object_coverage> const& objects)
{
    std::vector<std::string> least;
    bool                     any = false;
    for (object_coverage const& one : objects) {
        if (one.gives != needed.kind) continue;
        std::vector<std::string> lacks;
        auto const               lack = [&](std::string_view word, std::string_view field) {
            lacks.push_back(std::string{name_of(needed.kind)} + ": " + std::string{word}
                                          + (field.empty() ? "" : " (" + std::string{one.object} + "." + std::string{field} + ")"));
        };
        bool said = needed.word.empty();
        for (word_coverage const& word : one) {
            said = said || word.word == needed.word;
            if (!word.present && (word.required || word.word == needed.word)) lack(word.word, word.fields[0]);
        }
        if (!said) lack(needed.word, "");
        if (lacks.empty() && !one.complete()) lack("a date of any stage", "");
        if (!any || lacks.size() < least.size()) least = lacks;
        any = true;
    }
    if (!any) least.push_back(std::string{name_of(needed.kind)} + ": no such records");
    return least;
}

} // namespace detail

struct plan_integration_fn {
    /// Returns the plan for a funnel, a vocabulary, and what the vendor's objects give (lm::coverage_of). `name(stage)` returns the name of a stage.
    /// `issues` has what adapters found in the records so far, if there are any. `reports` has the needs of the library's reports, or of others.
    template <class Stage, class Name>
    [[nodiscard]] integration_plan operator()(funnel<Stage> const& stages, Name const& name, vocabulary<Stage> const& words,
                                              std::vector<object_coverage> objects, import_issues const& issues = {},
                                              std::span<report_needs const> reports = needs_of_reports) const
    {
        integration_plan plan;
        auto const       add = [&](Stage const& stage, bool lost) {
            plan.stages.push_back({std::string(std::invoke(name, stage)), lost, {}});
            for (auto const& entry : words.entries())
                if (entry.stage == stage) plan.stages.back().words.push_back(entry.word);
        };
        for (Stage const& stage : stages.stages()) add(stage, false);
        for (Stage const& stage : stages.lost()) add(stage, true);
        for (auto const& entry : words.entries())
            if (!stages.index_of(entry.stage) && std::find(stages.lost().begin(), stages.lost().end(), entry.stage) == stages.lost().end())
                plan.words_outside.push_back(entry.word);
        plan.words_unknown = issues.unknown_statuses;
        plan.objects       = std::move(objects);
        for (report_needs const& one : reports) {
            integration_plan::report_row row{std::string{one.report}, true, {}};
            for (std::size_t i = 0; i != one.size; ++i) {
                if (is_covered(one.needs[i], plan.objects)) continue;
                row.ready = false;
                for (auto& what : detail::missing_for(one.needs[i], plan.objects)) row.missing.push_back(std::move(what));
            }
            plan.reports.push_back(std::move(row));
        }
        return plan;
    }
};
inline constexpr plan_integration_fn plan_integration{};

}} // namespace leadmetrics

#endif
