// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_MQL_HPP
#define LEADMETRICS_REPORT_MQL_HPP

// Of the leads that marketing handed over, how many did sales accept, how many did it reject, and why? For both sides of the hand-over.
// Definitions, section 9.

#include <leadmetrics/calendar/elapsed_time.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/detail/members.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/keyed.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/quality.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/funnel.hpp>
#include <leadmetrics/journey/journey.hpp>
#include <leadmetrics/report/detail/by_stage.hpp>
#include <leadmetrics/report/detail/funnel_report.hpp>
#include <leadmetrics/report/detail/reasons.hpp>
#include <leadmetrics/report/detail/response.hpp>
#include <leadmetrics/report/volume.hpp>
#include <leadmetrics/stats/proportion.hpp>
#include <leadmetrics/version.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

template <class Stage>
struct mql_settings {
    std::optional<instant> as_of{};     ///< when the books are closed; must be set
    std::optional<Stage>   qualified{}; ///< the stage whose entry means passed to sales; must be set. Refused: a stage that the funnel does not have
    std::optional<Stage>   accepted{};  ///< the stage that means accepted by sales; must be set. Refused: not a later stage than `qualified`
    std::vector<goal<Stage>> goals{};   ///< as in `volume_settings`
    std::optional<timespan>  silence_accepts_after{}; ///< unanswered for so long on `Clock`: accepted by default; empty: never. Refused: negative
};

template <class Stage, class Reason>
struct mql_report {
    std::int64_t passed              = 0; ///< accepted + rejected + pending + accepted_by_default
    std::int64_t accepted            = 0; ///< reached the `accepted` stage
    std::int64_t rejected            = 0; ///< did not reach it, and was lost
    std::int64_t pending             = 0; ///< neither, and no default acceptance
    std::int64_t accepted_by_default = 0; ///< neither, and `silence_accepts_after` is over; 0 where that is not set

    proportion efficiency;      ///< MQL efficiency: accepted of passed
    proportion acceptance_rate; ///< accepted, also by default, of these + rejected

    keyed<Reason, std::int64_t> rejected_by_reason;          ///< by the reason in the record with which the lead was lost
    std::int64_t                rejected_without_reason = 0; ///< those of `rejected` whose record has no reason

    std::vector<typename volume_report<Stage>::goal_attainment> goals; ///< in the order of the settings
    data_quality                                                quality;

    /// The attainment of a stage's goal; of several, the first. Throws std::out_of_range where the settings have no goal for it (ends in
    /// `refused_setting` where exceptions are off). Complexity: linear in goals.
    [[nodiscard]] auto const& goal(Stage const& of) const
    {
        return detail::by_stage(goals, &volume_report<Stage>::goal_attainment::stage, of, "goal");
    }

    static constexpr report_title title{"mql", "9"};
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"passed", self.passed},
                          figure{"accepted", self.accepted},
                          figure{"rejected", self.rejected},
                          figure{"pending", self.pending},
                          figure{"accepted_by_default", self.accepted_by_default},
                          figure{"efficiency", self.efficiency},
                          figure{"acceptance_rate", self.acceptance_rate},
                          figure{"rejected_by_reason", self.rejected_by_reason},
                          figure{"rejected_without_reason", self.rejected_without_reason},
                          figure{"goals", self.goals},
                          figure{"quality", self.quality}};
    }
    friend bool operator==(mql_report const&, mql_report const&) = default;
};

/// Stands in for the reason where records have none.
struct no_reason {};

namespace detail {

template <class Reason>
struct mql_summary {
    using reason = Reason;

    std::int64_t    accepted = 0, rejected = 0, pending = 0, accepted_by_default = 0, without_reason = 0;
    reasons<Reason> by_reason;
    volume_summary  volume; // for the goals
    data_quality    quality;

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.accepted, self.rejected, self.pending, self.accepted_by_default, self.without_reason, self.by_reason, self.volume,
                        self.quality);
    }
};

} // namespace detail

/// The hand-over of marketing-qualified leads (MQLs) to sales. In calendar windows, a lead falls into the window of its entry into the qualified
/// stage. `Reason` is anything that std::invoke can call with the user's record; it returns the reason of a rejection (or an optional of it; an empty
/// text is no reason): `lm::mql{pipeline, {.as_of = now, .qualified = phase::mql, .accepted = phase::sql}, &change::reason}`. `Clock` is the clock on
/// which `.silence_accepts_after` is measured.
///
/// The summary holds a few counts, and one for each reason. Complexity: linear in events.
template <class Stage, class Reason = no_reason, service_clock Clock = elapsed_time>
class mql : public detail::funnel_report<mql<Stage, Reason, Clock>, Stage> {
    static constexpr bool has_reason = !std::is_same_v<Reason, no_reason>;

    template <class Journey>
    struct reason_in {
        using type = std::string;
    };
    template <class Journey>
        requires has_reason
    struct reason_in<Journey> {
        using said =
            std::remove_cvref_t<decltype(std::invoke(std::declval<Reason const&>(), detail::unwrap(std::declval<Journey const&>().record(0))))>;
        using type = detail::kept<detail::plain_id_type<said>>;
    };

public:
    using metric_interface<mql>::zero;
    using metric_interface<mql>::finish;

    mql(funnel<Stage> stages, mql_settings<Stage> const& settings, Reason reason = {}, Clock clock = {})
        : detail::funnel_report<mql, Stage>("mql", stages, settings.as_of), qualified_(this->index_of_required("qualified", settings.qualified)),
          accepted_(
              this->index_after(qualified_, "accepted", settings.accepted, "sales accepts leads after they have qualified; name a later stage")),
          silence_accepts_after_(settings.silence_accepts_after), reason_(std::move(reason)), clock_(std::move(clock)),
          has_goals_(!settings.goals.empty()), volume_(std::move(stages), {.as_of = settings.as_of, .goals = settings.goals})
    {
        if (silence_accepts_after_ && silence_accepts_after_->negative())
            this->refuse_setting("silence_accepts_after", std::to_string(silence_accepts_after_->in_seconds().count()) + " s",
                                 "give a length of time that is not negative");
    }

    template <detail::reportable Journey>
    [[nodiscard]] auto zero() const
    {
        detail::mql_summary<typename reason_in<Journey>::type> nothing;
        nothing.volume = volume_.template zero<Journey>();
        return nothing;
    }

    template <journey Journey, class Route>
    void observe(Journey const& journey, Route route) const
    {
        auto const& progress = journey.progress(this->as_of());
        route(undated{}).quality += progress.quality();
        if (has_goals_) volume_.observe(journey, [&](auto const& when) -> auto& { return route(when).volume; });
        if (!progress.entered(qualified_)) return;
        auto& here = route(progress.entry_time(qualified_));
        if (progress.reached(accepted_)) ++here.accepted;
        else if (progress.outcome() == outcome::lost) {
            ++here.rejected;
            observe_reason(here, journey, progress.lost_at());
        } else ++(is_over<Journey>(progress.entry(qualified_)) ? here.accepted_by_default : here.pending);
    }

    template <class Said, runner Runner = sequential>
    [[nodiscard]] auto finish(detail::mql_summary<Said> summary, Runner const& run = {}) const
    {
        mql_report<Stage, Said> report;
        report.accepted                = summary.accepted;
        report.rejected                = summary.rejected;
        report.pending                 = summary.pending;
        report.accepted_by_default     = summary.accepted_by_default;
        report.passed                  = summary.accepted + summary.rejected + summary.pending + summary.accepted_by_default;
        report.efficiency              = {report.accepted, report.passed};
        std::int64_t const yes         = report.accepted + report.accepted_by_default;
        report.acceptance_rate         = {yes, yes + report.rejected};
        report.rejected_by_reason      = {std::move(summary.by_reason.counts), 0};
        report.rejected_without_reason = summary.without_reason;
        report.goals                   = volume_.finish(summary.volume, run).goals;
        report.quality                 = summary.quality;
        return report;
    }

    /// Writes the settings, apart from funnel and `as_of`, into a sink such as detail::settings_text.
    template <class Sink>
    void describe_settings(Sink& to) const
    {
        detail::describe_setting(to, "qualified", qualified_);
        detail::describe_setting(to, "accepted", accepted_);
        volume_.describe_settings(to);
        detail::describe_setting(to, "silence_accepts_after", silence_accepts_after_);
        detail::describe_setting(to, "reason", reason_);
        detail::describe_setting(to, "clock", clock_);
    }

private:
    template <class Journey>
    [[nodiscard]] bool is_over(std::int64_t passed) const
    {
        if (!silence_accepts_after_) return false;
        using duration = detail::clock_duration<Journey>;
        using period   = typename duration::period;
        detail::stopped_clock<duration, Clock> const ticking{clock_, detail::recount<duration, typename Journey::duration>(passed)};
        return ticking.due(silence_accepts_after_->template floor_count<period>()) < this->as_of().template ceil_count<period>();
    }

    template <class Summary, class Journey>
    void observe_reason(Summary& here, Journey const& journey, std::int64_t lost_at) const
    {
        if constexpr (has_reason) {
            detail::chosen_reason<typename Summary::reason> chosen;
            journey.each_record_of_loss(lost_at, [&](auto const& record) { chosen.consider(std::invoke(reason_, record)); });
            if (chosen.reason) ++here.by_reason.counts[*chosen.reason];
            else ++here.without_reason;
        } else {
            static_cast<void>(journey);
            static_cast<void>(lost_at);
            ++here.without_reason;
        }
    }

    std::size_t                qualified_, accepted_;
    std::optional<timespan>    silence_accepts_after_;
    Reason                     reason_;
    Clock                      clock_;
    bool                       has_goals_;
    leadmetrics::volume<Stage> volume_;
};

template <class Stage>
mql(funnel<Stage>, mql_settings<Stage>) -> mql<Stage>;
template <class Stage, class Reason>
mql(funnel<Stage>, mql_settings<Stage>, Reason) -> mql<Stage, Reason>;
template <class Stage, class Reason, class Clock>
mql(funnel<Stage>, mql_settings<Stage>, Reason, Clock) -> mql<Stage, Reason, Clock>;

}} // namespace leadmetrics

#endif
