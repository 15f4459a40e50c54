// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_SLA_HPP
#define LEADMETRICS_REPORT_SLA_HPP

// Is every lead answered in the time that marketing and sales have agreed on, and which ones are waiting? For whoever runs sales, and
// for plugins that set tasks. Definitions, section 10.

#include <leadmetrics/calendar/agreed_allowances.hpp>
#include <leadmetrics/calendar/elapsed_time.hpp>
#include <leadmetrics/calendar/working_duration.hpp>
#include <leadmetrics/core/by.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/quality.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/contacts.hpp>
#include <leadmetrics/journey/funnel.hpp>
#include <leadmetrics/journey/journey.hpp>
#include <leadmetrics/journey/pauses.hpp>
#include <leadmetrics/report/detail/funnel_report.hpp>
#include <leadmetrics/report/detail/response.hpp>
#include <leadmetrics/report/detail/sla_summary.hpp>
#include <leadmetrics/stats/incidence.hpp>
#include <leadmetrics/stats/proportion.hpp>
#include <leadmetrics/stats/quantiles.hpp>
#include <leadmetrics/stats/samples.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <chrono>
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
struct sla_settings {
    std::optional<instant>  as_of{};     ///< when the books are closed; must be set
    std::optional<Stage>    start{};     ///< entry into this stage starts the clock; must be set. Refused: no stage of the funnel
    std::optional<Stage>    response{};  ///< entry into this stage or a later one is a response; must be set, a stage behind `start`
    std::optional<timespan> allowance{}; ///< must be set, not negative; counted in the records' precision, or in seconds where that is coarser
    bool                    silence_accepts = false; ///< the two sides have agreed that an overdue lead counts as accepted
    bool                    list_leads      = true;  ///< whether overdue and pending leads are listed; without, a summary does not grow with them
    precision               durations       = precision::exact; ///< how closely response times are kept
    std::vector<double>     quantiles{};                        ///< probabilities of further quantiles, as {0.25, 0.75}; refused: not 0 … 1
};

/// `Length`: what the clock says lies between two instants, a duration of elapsed time or a `working_duration`.
template <class Id, class Time, class Length>
struct sla_report {
    using seconds_on_clock = typename detail::length_traits<Length>::in_seconds;

    /// The leads that were answered, and only those.
    struct response_times {
        std::int64_t                                 count = 0;         ///< met + breached
        std::optional<seconds_on_clock>              mean, median, p90; ///< empty when count is 0
        std::vector<quantile_time<seconds_on_clock>> quantiles;         ///< those of the settings, in their order
        std::optional<bool> median_kept, p90_kept; ///< whether it keeps the allowance; empty when count is 0 or allowances differ

        template <class Self>
        static constexpr auto figures(Self& self)
        {
            return std::tuple{figure{"count", self.count},      figure{"mean", self.mean},           figure{"median", self.median},
                              figure{"p90", self.p90},          figure{"quantiles", self.quantiles}, figure{"median_kept", self.median_kept},
                              figure{"p90_kept", self.p90_kept}};
        }
        friend bool operator==(response_times const&, response_times const&) = default;
    };
    /// All leads whose clock started, the unanswered ones censored at as_of (Kaplan & Meier 1958).
    struct censored_times {
        std::optional<seconds_on_clock>              median, p90;           ///< empty when so many have not been answered yet
        std::vector<quantile_time<seconds_on_clock>> quantiles;             ///< those of the settings, in their order
        std::optional<bool>                          median_kept, p90_kept; ///< empty when no clock started or allowances differ
        leadmetrics::incidence                       incidence;             ///< the share answered within t on the clock

        template <class Self>
        static constexpr auto figures(Self& self)
        {
            return std::tuple{figure{"median", self.median},
                              figure{"p90", self.p90},
                              figure{"quantiles", self.quantiles},
                              figure{"median_kept", self.median_kept},
                              figure{"p90_kept", self.p90_kept},
                              figure{std::is_same_v<seconds_on_clock, seconds> ? "incidence" : "incidence_of_working_time", self.incidence}};
        }
        friend bool operator==(censored_times const&, censored_times const&) = default;
    };
    struct overdue_lead {
        Id     lead_id{};
        Time   start{}, due{};
        Length late_by{}; ///< on the clock, at as_of

        template <class Self>
        static constexpr auto figures(Self& self)
        {
            return std::tuple{figure{"lead_id", self.lead_id}, figure{"start", self.start}, figure{"due", self.due}, figure{"late_by", self.late_by}};
        }
        friend bool operator==(overdue_lead const&, overdue_lead const&) = default;
    };
    struct pending_lead {
        Id   lead_id{};
        Time start{}, due{};

        template <class Self>
        static constexpr auto figures(Self& self)
        {
            return std::tuple{figure{"lead_id", self.lead_id}, figure{"start", self.start}, figure{"due", self.due}};
        }
        friend bool operator==(pending_lead const&, pending_lead const&) = default;
    };

    std::int64_t started  = 0; ///< met + breached + overdue + pending
    std::int64_t met      = 0; ///< responded by due
    std::int64_t breached = 0; ///< responded later
    std::int64_t overdue  = 0; ///< not responded, due before as_of
    std::int64_t pending  = 0; ///< not responded, not yet due

    std::int64_t accepted_by_default = 0; ///< of `overdue`, where silence has been agreed to mean yes
    std::int64_t out_of_order        = 0; ///< entered the response stage or a later one before the clock started: never waiting, in no state
    std::int64_t wasted              = 0; ///< breached + overdue
    proportion   compliance;              ///< met of met, breached and overdue

    response_times            response;
    censored_times            response_censored;
    std::vector<overdue_lead> overdue_leads; ///< those who wait longest past due first; ties by lead id
    std::vector<pending_lead> pending_leads; ///< those due first first
    data_quality              quality;

    static constexpr report_title title{"sla", "10"};
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"started", self.started},
                          figure{"met", self.met},
                          figure{"breached", self.breached},
                          figure{"overdue", self.overdue},
                          figure{"pending", self.pending},
                          figure{"accepted_by_default", self.accepted_by_default},
                          figure{"out_of_order", self.out_of_order},
                          figure{"wasted", self.wasted},
                          figure{"compliance", self.compliance},
                          figure{"response", self.response},
                          figure{"response_censored", self.response_censored},
                          figure{"overdue_leads", counted_leads{self.overdue_leads, self.overdue}, as_leads},
                          figure{"pending_leads", counted_leads{self.pending_leads, self.pending}, as_leads},
                          figure{"quality", self.quality}};
    }
    friend bool operator==(sla_report const&, sla_report const&) = default;
};

/// Compliance with a service level, dated by the start of the clock, which is the entry into the start stage. It stops at the first
/// response at or after that: entry into the response stage or a later one, a lost event, or a contact (`answered_by`).
///
///     lm::sla const two_days{pipeline, {.as_of = now, .start = phase::mql, .response = phase::sql, .allowance = days{2}}};
///     lm::sla const working{pipeline, {…, .allowance = 16h}, office};                        // hours in which the office is open
///     lm::sla const agreed{pipeline, {…, .allowance = 16h}, lm::agreed_by(&change::priority, office).with("high", 1h)};
///     two_days.answered_by(lm::contacts(calls)).paused_by(lm::pauses(waits))(journeys);
///
/// Holds every response time in 4 bytes (8 from 2³² on), or a fixed size with `.durations` set, and the leads that are waiting.
/// Complexity: linear in events, and the time to sort the response times.
template <class Stage, class Terms = elapsed_time, class Contacts = no_contacts, class Pauses = no_pauses>
class sla : public detail::funnel_report<sla<Stage, Terms, Contacts, Pauses>, Stage> {
    template <class>
    struct clock_of_terms {
        using type = Terms;
    };
    template <class Projection, class Key, class Clock>
    struct clock_of_terms<agreed_allowances<Projection, Key, Clock>> {
        using type = Clock;
    };
    using clock                        = typename clock_of_terms<Terms>::type;
    static constexpr bool same_for_all = std::is_same_v<clock, Terms>;

public:
    using metric_interface<sla>::zero;
    using metric_interface<sla>::finish;

    sla(funnel<Stage> stages, sla_settings<Stage> const& settings, Terms terms = {}, Contacts answers = {}, Pauses stops = {})
        : detail::funnel_report<sla, Stage>("sla", std::move(stages), settings.as_of), settings_(settings),
          start_(this->index_of_required("start", settings.start)),
          response_(this->index_after(start_, "response", settings.response,
                                      "a lead is answered after its clock has started; name a stage behind `start`")),
          terms_(std::move(terms)), contacts_(std::move(answers)), pauses_(std::move(stops))
    {
        if (!settings_.allowance) this->refuse_setting("allowance", "not set", "give the time that has been agreed on");
        check(*settings_.allowance);
        static_cast<void>(detail::checked_quantiles("sla", settings_.quantiles));
        if constexpr (!same_for_all)
            for (auto const& [key, one] : terms_.agreed) check(one.allowance);
    }

    /// The same, with contacts by sales as responses: see lm::contacts.
    template <class Id, class Duration>
    [[nodiscard]] auto answered_by(contact_index<Id, Duration> answers) const
    {
        return sla<Stage, Terms, contact_index<Id, Duration>, Pauses>{this->stages(), settings_, terms_, std::move(answers), pauses_};
    }
    /// The same, with pauses, during which a lead's clock stands still: see lm::pauses. Response times are without them.
    template <class Id, class Duration>
    [[nodiscard]] auto paused_by(pause_index<Id, Duration> stops) const
    {
        return sla<Stage, Terms, Contacts, pause_index<Id, Duration>>{this->stages(), settings_, terms_, contacts_, std::move(stops)};
    }

    /// When a lead that starts now is due: what a plugin needs to set a task.
    template <class At>
        requires same_for_all
    [[nodiscard]] auto due_at(date::sys_time<At> start) const
    {
        return due(*settings_.allowance, terms_, start);
    }
    /// The same, for a lead with this key.
    template <class At, class Key>
        requires(!same_for_all)
    [[nodiscard]] auto due_at(date::sys_time<At> start, Key const& key) const
    {
        auto const& [allowance, ours] = agreed(key);
        return due(allowance, ours, start);
    }

    template <detail::reportable Journey>
    [[nodiscard]] auto zero() const
    {
        using id = detail::kept<decltype(std::declval<Journey const&>().lead_id())>;
        detail::sla_summary<id, clock, duration_for<Journey>> nothing;
        nothing.times = incidence_times{settings_.durations};
        return nothing;
    }

    template <journey Journey, class Route>
    void observe(Journey const& journey, Route route) const
    {
        using duration       = duration_for<Journey>;
        using state          = detail::response::state;
        auto const& progress = journey.progress(this->as_of());
        route(undated{}).quality += progress.quality();
        auto const found = detail::find_response<duration>(journey, progress, start_, response_, this->as_of(), contacts_);
        if (found.what == state::not_started) return;
        auto& here = route(progress.entry_time(start_));
        if (found.what == state::never_waiting) {
            ++here.out_of_order;
            return;
        }
        auto const& [allowed, ours]  = agreed_with(journey);
        std::int64_t const allowance = allowed.template floor_count<typename duration::period>();
        std::int64_t const closing   = this->as_of().template floor_count<typename duration::period>();
        here.shortest.take(allowance);
        here.longest.take(allowance);

        auto const&                                  lead = journey.lead_id();
        detail::stopped_clock<duration, clock> const ticking{ours, found.start};
        bool const                                   answered = found.what == state::answered;
        std::int64_t const                           waited   = ticking.waited(answered ? found.answered : closing, lead, pauses_, closing);
        std::int64_t const                           due      = ticking.due(allowance, lead, pauses_, closing);
        if (answered) {
            ++(found.answered <= due ? here.met : here.breached);
            here.response_time.add(waited);
            here.times.moved.add(waited);
            return;
        }
        here.times.waiting.add(waited);
        bool const overdue = due < this->as_of().template ceil_count<typename duration::period>();
        ++(overdue ? here.overdue : here.pending);
        if (settings_.list_leads)
            (overdue ? here.overdue_leads : here.pending_leads)
                .all.push_back({due, found.start, overdue ? ticking.elapsed(due, closing) : 0, detail::keep(lead)});
    }

    template <class Id, class Clock, class Duration, runner Runner = sequential>
    [[nodiscard]] auto finish(detail::sla_summary<Id, Clock, Duration> summary, Runner const& = {}) const
    {
        using time   = date::sys_time<Duration>;
        using length = detail::length_on<Clock, Duration>;
        sla_report<Id, time, length> report;
        report.met          = summary.met;
        report.breached     = summary.breached;
        report.overdue      = summary.overdue;
        report.pending      = summary.pending;
        report.started      = summary.met + summary.breached + summary.overdue + summary.pending;
        report.out_of_order = summary.out_of_order;
        report.wasted       = summary.breached + summary.overdue;
        report.compliance   = {summary.met, summary.met + summary.breached + summary.overdue};
        report.quality      = summary.quality;
        if (settings_.silence_accepts) report.accepted_by_default = summary.overdue;
        auto const at = [](std::int64_t count) { return time{Duration{count}}; };
        for (auto& one : summary.overdue_leads.sorted())
            report.overdue_leads.push_back({std::move(one.id), at(one.start), at(one.due), length{Duration{one.late}}});
        for (auto& one : summary.pending_leads.sorted()) report.pending_leads.push_back({std::move(one.id), at(one.start), at(one.due)});
        detail::finish_times(report, std::move(summary), settings_.quantiles);
        return report;
    }

    /// The settings beside funnel and `as_of`, for detail::settings_text and its like.
    template <class Sink>
    void describe_settings(Sink& to) const
    {
        detail::describe_setting(to, "start", start_);
        detail::describe_setting(to, "response", response_);
        detail::describe_setting(to, "allowance", settings_.allowance);
        detail::describe_setting(to, "silence_accepts", settings_.silence_accepts);
        detail::describe_setting(to, "list_leads", settings_.list_leads);
        detail::describe_setting(to, "durations", settings_.durations);
        detail::describe_setting(to, "terms", terms_);
        detail::describe_setting(to, "quantiles", settings_.quantiles);
    }

private:
    template <class Journey>
    using duration_for = detail::clock_duration<Journey, Contacts, Pauses>;

    void check(timespan const& allowance) const
    {
        if (allowance.negative())
            this->refuse_setting("allowance", std::to_string(allowance.in_seconds().count()) + " s", "give a length of time that is not negative");
    }

    template <class Clock, class At>
    static auto due(timespan const& allowance, Clock const& clock, date::sys_time<At> start)
    {
        using duration = std::common_type_t<At, std::chrono::duration<std::int64_t>>;
        return clock.add(start, duration{allowance.floor_count<typename duration::period>()});
    }

    template <class Key>
    std::pair<timespan const&, clock const&> agreed(Key const& key) const
    {
        auto const found = terms_.agreed.find(key);
        if (found == terms_.agreed.end()) return {*settings_.allowance, terms_.otherwise};
        return {found->second.allowance, found->second.clock};
    }
    template <class Journey>
    std::pair<timespan const&, clock const&> agreed_with(Journey const& journey) const
    {
        if constexpr (same_for_all) return {*settings_.allowance, terms_};
        else return agreed(journey.key(terms_.projection, key_from::earliest_record, this->as_of()).first);
    }

    sla_settings<Stage> settings_;
    std::size_t         start_, response_;
    Terms               terms_;
    Contacts            contacts_;
    Pauses              pauses_;
};

template <class Stage>
sla(funnel<Stage>, sla_settings<Stage>) -> sla<Stage>;
template <class Stage, class Terms>
sla(funnel<Stage>, sla_settings<Stage>, Terms) -> sla<Stage, Terms>;

}} // namespace leadmetrics

#endif
