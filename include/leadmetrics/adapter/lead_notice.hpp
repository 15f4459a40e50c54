// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_LEAD_NOTICE_HPP
#define LEADMETRICS_ADAPTER_LEAD_NOTICE_HPP

// What has to be done about which lead? Turns the leads in reports into plain records, for plugins that create tasks in a CRM.

#include <leadmetrics/adapter/time_text.hpp>
#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iterator>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

enum class notice_kind {
    sales_ready, ///< the score is at or over the threshold: sales should call the lead
    overdue,     ///< nobody has answered within the allowance: somebody should answer the lead
    cold         ///< nothing has raised the score for long: marketing should nurture the lead
};

/// Something that has to be done about a lead.
template <class Id>
struct lead_notice {
    Id                      lead_id{};
    notice_kind             why = notice_kind::sales_ready;
    std::optional<crm_time> since;   ///< sales-ready: since when; overdue: the due instant; cold: the last rise of the score (empty: never)
    std::optional<double>   score;   ///< the score of a lead that is ready or cold
    std::optional<seconds>  late_by; ///< how late an overdue answer is, on the clock of the agreement

    friend bool operator==(lead_notice const&, lead_notice const&) = default;
};

namespace detail {

template <class Time>
std::optional<crm_time> as_crm_time(std::optional<Time> const& at)
{
    if (!at) return std::nullopt;
    return crm_time{date::floor<std::chrono::milliseconds>(at->time_since_epoch())};
}

} // namespace detail

struct lead_notices_fn {
    /// Returns the notices of a report. An lm::sla report gives its overdue leads, those that have waited longest first. An lm::scores report gives
    /// the leads that are ready for sales, those with the highest score first; after them the cold leads, those that have been cold longest first.
    template <class Report>
        requires requires(Report const& report) { report.overdue_leads; }
    [[nodiscard]] auto operator()(Report const& report) const
    {
        using id = std::remove_cvref_t<decltype(report.overdue_leads[0].lead_id)>;
        std::vector<lead_notice<id>> notices;
        for (auto const& one : report.overdue_leads)
            notices.push_back({one.lead_id, notice_kind::overdue, detail::as_crm_time(std::optional{one.due}), std::nullopt, late(one.late_by)});
        return notices;
    }
    template <class Report>
        requires requires(Report const& report) {
            report.sales_ready;
            report.begin()->ready_since;
        }
    [[nodiscard]] auto operator()(Report const& report) const
    {
        using id = std::remove_cvref_t<decltype(report.begin()->lead_id)>;
        std::vector<lead_notice<id>> ready, cold;
        for (auto const& one : report) {
            if (one.sales_ready)
                ready.push_back({one.lead_id, notice_kind::sales_ready, detail::as_crm_time(one.ready_since), one.value, std::nullopt});
            else if (one.cold) cold.push_back({one.lead_id, notice_kind::cold, detail::as_crm_time(one.last_raised), one.value, std::nullopt});
        }
        std::stable_sort(ready.begin(), ready.end(), [](auto const& a, auto const& b) {
            return *a.score > *b.score;
        }); // stable: leads with equal scores keep the order of the report
        std::stable_sort(cold.begin(), cold.end(), [](auto const& a, auto const& b) { return a.since < b.since; });
        ready.insert(ready.end(), std::make_move_iterator(cold.begin()), std::make_move_iterator(cold.end()));
        return ready;
    }

private:
    template <class Length>
    [[nodiscard]] static seconds late(Length const& length)
    {
        if constexpr (std::is_convertible_v<Length, seconds>) return length;
        else return length.open_time();
    }
};
inline constexpr lead_notices_fn lead_notices{};

/// The texts of tasks. The user can set texts in another language.
struct task_words {
    std::string sales_ready = "Call: ready for sales", overdue = "Answer: overdue", cold = "Nurture: has gone cold";

    [[nodiscard]] std::string const& of(notice_kind why) const noexcept
    {
        return why == notice_kind::sales_ready ? sales_ready : why == notice_kind::overdue ? overdue : cold;
    }
};

namespace detail {

/// Returns an instant as text: 2024-01-31T09:30:00.000Z.
inline std::string iso_text(crm_time at) { return date::format("%FT%T", at) + "Z"; }

/// Returns the text of a task's body: since when, with which score, and how late.
template <class Id>
std::string task_body(lead_notice<Id> const& notice)
{
    std::string text = notice.since ? "since " + iso_text(*notice.since) : notice.why == notice_kind::cold ? "nothing yet" : "";
    char        number[48];
    if (notice.score) {
        std::snprintf(number, sizeof number, "%sscore %.1f", text.empty() ? "" : ", ", *notice.score);
        text += number;
    }
    if (notice.late_by) {
        std::snprintf(number, sizeof number, "%slate by %.1f h", text.empty() ? "" : ", ", notice.late_by->count() / 3600);
        text += number;
    }
    return text;
}

} // namespace detail

}} // namespace leadmetrics

#endif
