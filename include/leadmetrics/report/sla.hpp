// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_SLA_HPP
#define LEADMETRICS_REPORT_SLA_HPP

// Is every lead answered in the time that marketing and sales have agreed on, and which ones are waiting? For whoever runs sales, and
// for plugins that set tasks. Definitions, section 10.

#include <leadmetrics/calendar/agreed_allowances.hpp>
#include <leadmetrics/calendar/allowance.hpp>
#include <leadmetrics/calendar/elapsed_time.hpp>
#include <leadmetrics/core/by.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/contacts.hpp>
#include <leadmetrics/journey/funnel.hpp>
#include <leadmetrics/journey/journey.hpp>
#include <leadmetrics/journey/pauses.hpp>
#include <leadmetrics/report/detail/funnel_report.hpp>
#include <leadmetrics/report/detail/response.hpp>
#include <leadmetrics/report/detail/sla_summary.hpp>
#include <leadmetrics/report/sla_report.hpp>
#include <leadmetrics/stats/incidence.hpp>
#include <leadmetrics/stats/quantiles.hpp>
#include <leadmetrics/version.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// Compliance with a service level, dated by the start of the clock, which is the entry into the start stage. It stops at the first
/// response at or after that: entry into the response stage or a later one, a lost event, or a contact (`answered_by`).
///
///     lm::sla const two_days{pipeline, {.as_of = now, .start = phase::mql, .response = phase::sql, .allowance = days{2}}};
///     lm::sla const working{pipeline, {…, .allowance = 16h}, office};                        // hours in which the office is open
///     lm::sla const agreed{pipeline, {…, .allowance = 16h}, lm::agreed_by(&change::priority, office).with("high", 1h)};
///     lm::sla const in_days{pipeline, {…, .allowance = lm::working_days{2}}, office};        // the end of the second working day after
///     two_days.answered_by(lm::contacts(calls)).paused_by(lm::pauses(waits))(journeys);
///     two_days.paused_by(lm::pauses_in(journeys, {phase::waiting}))(journeys);               // while a lead is at a stage
///
/// With `.every_time`, clocks are counted instead of leads: each event at the start stage starts one when none is running, and every event at the
/// response stage or later is a response.
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
    static constexpr bool has_days     = counts_working_days<clock>;

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
        if (settings_.allowance) check(*settings_.allowance);
        else if (same_for_all) this->refuse_setting("allowance", "not set", "give the time that has been agreed on");
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
    /// The same, with pauses, during which a lead's clock stands still: see lm::pauses and lm::pauses_in. Response times are without them. Refused:
    /// pauses at the start stage, and at the response stage or a later one.
    template <class Id, class Duration>
    [[nodiscard]] auto paused_by(pause_index<Id, Duration> stops) const
    {
        for (std::size_t const stage : stops.stages())
            if (stage == start_ || stage >= response_)
                this->refuse_setting("paused_by", detail::spell(this->stages().stages()[stage]),
                                     "this stage starts or stops the clock, which cannot stand still there; name a stage on the way");
        return sla<Stage, Terms, Contacts, pause_index<Id, Duration>>{this->stages(), settings_, terms_, contacts_, std::move(stops)};
    }

    /// When a lead that starts now is due: what a plugin needs to set a task.
    template <class At>
        requires same_for_all
    [[nodiscard]] auto due_at(date::sys_time<At> start) const
    {
        return detail::stopped_clock<length_for<At>, clock>::at(due(*settings_.allowance, terms_, start));
    }
    /// The same, for a lead with this key.
    template <class At, class Key>
        requires(!same_for_all)
    [[nodiscard]] auto due_at(date::sys_time<At> start, Key const& key) const
    {
        auto const [allowed, ours] = agreed(key);
        if (allowed == nullptr) this->refuse_setting("due_at", detail::spell(key), "nothing was agreed for this key");
        return detail::stopped_clock<length_for<At>, clock>::at(due(*allowed, *ours, start));
    }

    template <detail::reportable Journey>
    [[nodiscard]] auto zero() const
    {
        using id = detail::kept<decltype(std::declval<Journey const&>().lead_id())>;
        detail::sla_summary<id, clock, duration_for<Journey>, may_differ> nothing;
        nothing.times = nothing.ratios = incidence_times{settings_.durations};
        return nothing;
    }

    template <journey Journey, class Route>
    void observe(Journey const& journey, Route route) const
    {
        auto const& progress = journey.progress(this->as_of());
        route(undated{}).quality += progress.quality();
        auto const count = [&](detail::response const& found) {
            using duration = duration_for<Journey>;
            count_clock(journey, found, route(as_time<Journey>(progress, detail::stopped_clock<duration, clock>::at(found.start))));
        };
        if (settings_.every_time)
            return detail::each_response<duration_for<Journey>>(journey, progress, start_, response_, this->as_of(), contacts_, count);
        auto const found = detail::find_response<duration_for<Journey>>(journey, progress, start_, response_, this->as_of(), contacts_);
        if (found.what != detail::response::state::not_started) count(found);
    }

    template <class Id, class Clock, class Duration, bool Ratios, runner Runner = sequential>
    [[nodiscard]] auto finish(detail::sla_summary<Id, Clock, Duration, Ratios> summary, Runner const& = {}) const
    {
        using time   = date::sys_time<Duration>;
        using length = detail::length_on<Clock, Duration>;
        sla_report<Id, time, length> report;
        report.met               = summary.met;
        report.breached          = summary.breached;
        report.overdue           = summary.overdue;
        report.pending           = summary.pending;
        report.started           = summary.met + summary.breached + summary.overdue + summary.pending;
        report.out_of_order      = summary.out_of_order;
        report.without_allowance = summary.without_allowance;
        report.wasted            = summary.breached + summary.overdue;
        report.compliance        = {summary.met, summary.met + summary.breached + summary.overdue};
        report.quality           = summary.quality;
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
        if (settings_.every_time) detail::describe_setting(to, "every_time", true);
    }

private:
    /// Whether allowances may differ from lead to lead: by key, or as working days are of different length.
    static constexpr bool may_differ = !same_for_all || has_days;

    template <class Journey>
    using duration_for = detail::clock_duration<Journey, Contacts, Pauses>;

    template <class At>
    using length_for = std::common_type_t<At, std::chrono::duration<std::int64_t>>;

    void check(allowance const& agreed_time) const
    {
        if (agreed_time.negative()) this->refuse_setting("allowance", agreed_time.text(), "give a length of time that is not negative");
        if (agreed_time.working_days() && !has_days)
            this->refuse_setting("allowance", agreed_time.text(),
                                 "elapsed time has no working days: give the opening hours of an office, lm::working_time");
    }

    template <class At>
    static std::int64_t due(allowance const& agreed_time, clock const& ours, date::sys_time<At> start)
    {
        return detail::stopped_clock<length_for<At>, clock>{ours, date::sys_time<length_for<At>>{start}.time_since_epoch().count()}.first_due(
            agreed_time, 0);
    }

    /// An allowance, which is null where nothing was agreed, and its clock.
    using agreement = std::pair<allowance const*, clock const*>;

    [[nodiscard]] agreement otherwise() const
    {
        if constexpr (same_for_all) return {&*settings_.allowance, &terms_};
        else return {settings_.allowance ? &*settings_.allowance : nullptr, &terms_.otherwise};
    }
    template <class Key>
    [[nodiscard]] agreement agreed(Key const& key) const
    {
        if (detail::is_missing(key)) return otherwise();
        auto const found = terms_.agreed.find(detail::plain_id(key));
        if (found == terms_.agreed.end()) return otherwise();
        return {&found->second.allowance, &found->second.clock};
    }
    /// The allowance of a lead by the key that it had until an instant, in ticks of the journey.
    template <class Journey>
    [[nodiscard]] agreement agreed_with(Journey const& journey, std::int64_t until) const
    {
        if constexpr (same_for_all) return static_cast<void>(journey), static_cast<void>(until), otherwise();
        else {
            using choice           = detail::key_choice<std::remove_cvref_t<decltype(terms_.projection)>>;
            auto const& projection = choice::projection(terms_.projection);
            if constexpr (choice::from == key_from::latest_record)
                return agreed(journey.latest_known_key(projection, until, static_cast<detail::event_code>(this->stages().size())));
            else return agreed(journey.key(projection, choice::from, this->as_of()).first);
        }
    }

    /// The start of a clock, in the precision of the records, which windows are cut by.
    template <class Journey, class Progress, class At>
    static auto as_time(Progress const& progress, At start)
    {
        return progress.as_time(date::floor<typename Journey::duration>(start).time_since_epoch().count());
    }

    template <class Journey, class Summary>
    void count_clock(Journey const& journey, detail::response const& found, Summary& here) const
    {
        using duration   = duration_for<Journey>;
        using of_journey = typename Journey::duration;
        if (found.what == detail::response::state::never_waiting) {
            ++here.out_of_order;
            return;
        }
        bool const         answered = found.what == detail::response::state::answered;
        std::int64_t const closing  = this->as_of().template floor_count<typename duration::period>();
        std::int64_t const until    = answered ? found.answered : closing;
        auto const [allowed, ours] =
            agreed_with(journey, date::floor<of_journey>(detail::stopped_clock<duration, clock>::at(until)).time_since_epoch().count());
        if (allowed == nullptr) {
            if constexpr (may_differ) ++here.without_allowance;
            return;
        }
        auto const&                                  lead = journey.lead_id();
        detail::stopped_clock<duration, clock> const ticking{*ours, found.start};
        std::int64_t const                           length = allowed->working_days() ? ticking.elapsed(found.start, ticking.first_due(*allowed, 0))
                                                                                      : allowed->length().template floor_count<typename duration::period>();
        here.shortest.take(length);
        here.longest.take(length);

        std::int64_t const waited = ticking.waited(until, lead, pauses_, closing);
        auto const         due    = ticking.due(*allowed, lead, pauses_, closing);
        if constexpr (may_differ)
            if (!same_for_all || allowed->working_days()) (answered ? here.ratios.moved : here.ratios.waiting).add(detail::ratio_of(waited, length));
        (answered ? here.times.moved : here.times.waiting).add(waited);
        if (answered) {
            ++(found.answered <= due.at ? here.met : here.breached);
            here.response_time.add(waited);
            return;
        }
        bool const overdue = !due.stands && due.at < this->as_of().template ceil_count<typename duration::period>();
        ++(overdue ? here.overdue : here.pending);
        if (settings_.list_leads)
            (overdue ? here.overdue_leads : here.pending_leads)
                .all.push_back({due.at, found.start, overdue ? ticking.elapsed(due.at, closing) : 0, detail::keep(lead)});
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
