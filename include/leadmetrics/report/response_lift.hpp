// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_RESPONSE_LIFT_HPP
#define LEADMETRICS_REPORT_RESPONSE_LIFT_HPP

// Do leads that are answered sooner come to more? For whoever decides how many people answer leads. Definitions, section 10.

#include <leadmetrics/calendar/elapsed_time.hpp>
#include <leadmetrics/core/detail/members.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/quality.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/contacts.hpp>
#include <leadmetrics/journey/funnel.hpp>
#include <leadmetrics/journey/journey.hpp>
#include <leadmetrics/report/detail/funnel_report.hpp>
#include <leadmetrics/report/detail/response.hpp>
#include <leadmetrics/stats/proportion.hpp>
#include <leadmetrics/stats/relative_rate.hpp>
#include <leadmetrics/version.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

template <class Stage>
struct response_lift_settings {
    std::optional<instant>  as_of{};    ///< when the books are closed; must be set
    std::optional<Stage>    start{};    ///< entry into this stage starts the clock; must be set. Refused: no stage of the funnel
    std::optional<Stage>    response{}; ///< entry into this stage or a later one is a response; must be set, a stage behind `start`
    std::vector<timespan>   bands{};    ///< where response-time bands end, ascending: {1h, 24h} makes three. Refused: none, not ascending, negative
    std::size_t             reference = 0; ///< the place of the band that the others are compared with; the fastest. Refused: no band
    std::optional<Stage>    target{};      ///< the stage that a lead must reach to have converted; default: the last. Refused: no stage of the funnel
    std::optional<timespan> horizon{};     ///< only leads that started so long before as_of count, and they must convert within it. Refused: negative
};

struct response_lift_report {
    struct band {
        std::optional<seconds> longer_than; ///< empty for the fastest band and for the unanswered
        std::optional<seconds> up_to;       ///< inclusive; empty for the slowest band and for the unanswered
        std::int64_t           leads = 0;
        proportion             conversion; ///< reached the target
        relative_rate          lift;       ///< against the reference band

        template <class Self>
        static constexpr auto figures(Self& self)
        {
            return std::tuple{figure{"longer_than", self.longer_than}, figure{"up_to", self.up_to}, figure{"leads", self.leads},
                              figure{"conversion", self.conversion}, figure{"lift", self.lift}};
        }
        friend bool operator==(band const&, band const&) = default;
    };
    std::vector<band> bands;            ///< the fastest first
    band              unanswered;       ///< not responded to by as_of
    std::int64_t      pending      = 0; ///< started less than the horizon before as_of: in no band
    std::int64_t      out_of_order = 0; ///< entered the response stage or a later one before the clock started: in no band
    data_quality      quality;

    static constexpr report_title title{"response_lift", "10"};
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"bands", self.bands}, figure{"unanswered", self.unanswered}, figure{"pending", self.pending},
                          figure{"out_of_order", self.out_of_order}, figure{"quality", self.quality}};
    }
    friend bool operator==(response_lift_report const&, response_lift_report const&) = default;
};

namespace detail {

struct response_lift_summary {
    std::vector<proportion> bands; // the last: unanswered
    std::int64_t            pending = 0, out_of_order = 0;
    data_quality            quality;

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.bands, self.pending, self.out_of_order, self.quality);
    }
};

} // namespace detail

/// Conversion by response time, dated by the start of the clock; what starts and stops it is told at `lm::sla`. Response times are on
/// `Clock`. That fast answers go with more business does not say that they bring it: the leads that sales answers first may be the better
/// ones. Holds two counts a band. Complexity: linear in events.
template <class Stage, service_clock Clock = elapsed_time, class Contacts = no_contacts>
class response_lift : public detail::funnel_report<response_lift<Stage, Clock, Contacts>, Stage> {
public:
    using metric_interface<response_lift>::zero;
    using metric_interface<response_lift>::finish;

    response_lift(funnel<Stage> stages, response_lift_settings<Stage> settings, Clock clock = {}, Contacts answers = {})
        : detail::funnel_report<response_lift, Stage>("response_lift", std::move(stages), settings.as_of), settings_(std::move(settings)),
          start_(this->index_of_required("start", settings_.start)),
          response_(this->index_after(start_, "response", settings_.response,
                                      "a lead is answered after its clock has started; name a stage behind `start`")),
          target_(settings_.target ? this->index_of_setting("target", *settings_.target) : this->stages().size() - 1), clock_(std::move(clock)),
          contacts_(std::move(answers))
    {
        auto const& ends = settings_.bands;
        auto const  text = [](timespan const& length) { return std::to_string(length.in_seconds().count()) + " s"; };
        if (ends.empty()) this->refuse_setting("bands", "none", "say where response-time bands end, as in {1h, 24h}");
        for (std::size_t i = 0; i != ends.size(); ++i)
            if (ends[i].negative() || (i != 0 && ends[i] <= ends[i - 1]))
                this->refuse_setting("bands", text(ends[i]), "bands end at ascending lengths of time, none negative");
        if (settings_.reference > ends.size()) this->refuse_setting("reference", std::to_string(settings_.reference), "there is no such band");
        if (settings_.horizon && settings_.horizon->negative())
            this->refuse_setting("horizon", text(*settings_.horizon), "give a length of time that is not negative");
    }

    /// The same, with contacts by sales as responses: see lm::contacts.
    template <class Id, class Duration>
    [[nodiscard]] auto answered_by(contact_index<Id, Duration> answers) const
    {
        return response_lift<Stage, Clock, contact_index<Id, Duration>>{this->stages(), settings_, clock_, std::move(answers)};
    }

    template <detail::reportable Journey>
    [[nodiscard]] detail::response_lift_summary zero() const
    {
        return {std::vector<proportion>(settings_.bands.size() + 2), 0, 0, {}};
    }

    template <journey Journey, class Route>
    void observe(Journey const& journey, Route route) const
    {
        using duration       = detail::clock_duration<Journey, Contacts>;
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
        bool converted = progress.reached(target_);
        if (settings_.horizon) {
            using period             = typename Journey::duration::period;
            std::int64_t const start = progress.entry(start_);
            if (start > (this->as_of() - *settings_.horizon).template floor_count<period>()) {
                ++here.pending;
                return;
            }
            converted = converted && progress.reached_at(target_) <= detail::saturated_sum(start, settings_.horizon->template floor_count<period>());
        }
        std::size_t band = settings_.bands.size() + 1;
        if (found.what == state::answered) {
            std::int64_t const waited = detail::stopped_clock<duration, Clock>{clock_, found.start}.elapsed(found.start, found.answered);
            band                      = 0;
            while (band != settings_.bands.size() && waited > settings_.bands[band].template floor_count<typename duration::period>()) ++band;
        }
        here.bands[band].add(converted);
    }

    template <runner Runner = sequential>
    [[nodiscard]] response_lift_report finish(detail::response_lift_summary const& summary, Runner const& = {}) const
    {
        response_lift_report report;
        auto const&          ends = settings_.bands;
        for (std::size_t i = 0; i != summary.bands.size(); ++i) {
            response_lift_report::band band;
            if (i != 0 && i <= ends.size()) band.longer_than = ends[i - 1].in_seconds();
            if (i < ends.size()) band.up_to = ends[i].in_seconds();
            band.leads      = summary.bands[i].total;
            band.conversion = summary.bands[i];
            band.lift       = {summary.bands[i], summary.bands[settings_.reference]};
            report.bands.push_back(band);
        }
        report.unanswered = report.bands.back();
        report.bands.pop_back();
        report.pending      = summary.pending;
        report.out_of_order = summary.out_of_order;
        report.quality      = summary.quality;
        return report;
    }

    /// The settings beside funnel and `as_of`, for detail::settings_text and its like.
    template <class Sink>
    void describe_settings(Sink& to) const
    {
        detail::describe_setting(to, "start", start_);
        detail::describe_setting(to, "response", response_);
        detail::describe_setting(to, "bands", settings_.bands);
        detail::describe_setting(to, "reference", settings_.reference);
        detail::describe_setting(to, "target", target_);
        detail::describe_setting(to, "horizon", settings_.horizon);
        detail::describe_setting(to, "clock", clock_);
    }

private:
    response_lift_settings<Stage> settings_;
    std::size_t                   start_, response_, target_;
    Clock                         clock_;
    Contacts                      contacts_;
};

template <class Stage>
response_lift(funnel<Stage>, response_lift_settings<Stage>) -> response_lift<Stage>;
template <class Stage, class Clock>
response_lift(funnel<Stage>, response_lift_settings<Stage>, Clock) -> response_lift<Stage, Clock>;

}} // namespace leadmetrics

#endif
