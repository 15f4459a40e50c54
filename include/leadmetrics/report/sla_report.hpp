// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_SLA_REPORT_HPP
#define LEADMETRICS_REPORT_SLA_REPORT_HPP

// What a report on service levels is asked for, and what it says. Definitions, section 10.

#include <leadmetrics/calendar/allowance.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/quality.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/report/detail/response.hpp>
#include <leadmetrics/stats/incidence.hpp>
#include <leadmetrics/stats/proportion.hpp>
#include <leadmetrics/stats/quantiles.hpp>
#include <leadmetrics/stats/samples.hpp>
#include <leadmetrics/version.hpp>

#include <cstdint>
#include <optional>
#include <tuple>
#include <type_traits>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

template <class Stage>
struct sla_settings {
    std::optional<instant> as_of{};    ///< when the books are closed; must be set
    std::optional<Stage>   start{};    ///< entry into this stage starts the clock; must be set. Refused: no stage of the funnel
    std::optional<Stage>   response{}; ///< entry into this stage or a later one is a response; must be set, a stage behind `start`
    /// A length of the clock's time, counted in the records' precision, or in seconds where that is coarser; or `lm::working_days`, for which the
    /// clock must have opening hours. Must be set, unless allowances depend on a key; refused: negative
    std::optional<leadmetrics::allowance> allowance{};
    bool                every_time      = false; ///< whether each return to the start stage is counted, instead of each lead's first entry
    bool                silence_accepts = false; ///< the two sides have agreed that an overdue lead counts as accepted
    bool                list_leads      = true;  ///< whether overdue and pending leads are listed; without, a summary does not grow with them
    precision           durations       = precision::exact; ///< how closely response times are kept
    std::vector<double> quantiles{};                        ///< probabilities of further quantiles, as {0.25, 0.75}; refused: not 0 … 1
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
        std::optional<bool>                          median_kept,
            p90_kept; ///< whether it keeps the allowance; where allowances differ, of time ÷ allowance; empty when count is 0

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
        std::optional<bool>                          median_kept, p90_kept; ///< as above; empty when no clock started
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
    std::int64_t without_allowance   = 0; ///< nothing was agreed for the lead's key, and there is no other allowance: in no state
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
                          figure{"without_allowance", self.without_allowance},
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

}} // namespace leadmetrics

#endif
