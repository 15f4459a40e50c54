// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_FIGURES_HPP
#define CRM_REPORT_FIGURES_HPP

#include "attribution.hpp"
#include "change.hpp"
#include "forecast.hpp"
#include "handover.hpp"
#include "money.hpp"
#include "scoring.hpp"
#include "sequence.hpp"

#include <leadmetrics/leadmetrics.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace crm {

/// The user's settings for the reports.
struct wishes {
    std::optional<instant>                          as_of; ///< default: the latest time of any record
    date::days                                      horizon{30};
    std::vector<std::pair<std::string, date::days>> step_horizons{}; ///< of the steps that begin at these stages
    examples::agreed_clock                          clock{};         ///< on which velocity is measured
    std::vector<leadmetrics::goal<std::string>>     goals;
    bool                                            by_group = false;
    bool                                            by_month = false;
    bool                                            compare  = false; ///< whether to compare the groups with each other
    handover_wishes                                 handover;
    std::optional<score_model>                      scoring; ///< default: the usual model
    date::days                                      lookback{90};
    forecast_wishes                                 forecast{};
    std::optional<sequence_plan>                    sequence{};
};

/// One report of each kind, as `lm::together` returns them.
using figures = std::tuple<leadmetrics::volume_report<std::string>, leadmetrics::conversion_report<std::string>,
                           leadmetrics::conversion_report<std::string>, leadmetrics::velocity_report<std::string>, leadmetrics::efficiency_report>;

inline auto const& volume_in(figures const& f) { return std::get<0>(f); }
inline auto const& conversion_in(figures const& f) { return std::get<1>(f); }
inline auto const& within_horizon_in(figures const& f) { return std::get<2>(f); }
inline auto const& velocity_in(figures const& f) { return std::get<3>(f); }
inline auto const& efficiency_in(figures const& f) { return std::get<4>(f); }

/// How soon leads of the last step were lost, while winning competes with being lost.
using lost_figures = leadmetrics::velocity_report<std::string>::step_velocity;

struct all_figures {
    instant                                                              as_of;
    date::days                                                           horizon;
    std::vector<std::pair<std::string, date::days>>                      step_horizons{};
    bool                                                                 working_time = false; ///< whether velocity is in working time
    std::string                                                          settings;             ///< of the metrics behind `whole`
    figures                                                              whole;
    std::optional<lost_figures>                                          lost;
    std::optional<leadmetrics::by_report<std::string, figures>>          by_group;
    std::optional<leadmetrics::window_report<date::year_month, figures>> by_month;
    std::vector<std::pair<std::string, std::int64_t>>                    unknown_stages; ///< unknown stages, and the number of records with each
    std::optional<hand_over>                                             handover;       ///< empty for a funnel of one stage
    std::optional<money_figures>                                         money;          ///< empty where there are no costs
    std::optional<score_figures>                                         scores;         ///< empty where there are no activities
    std::optional<attribution_figures>                                   attribution;    ///< empty where there are no touches
    std::optional<forecast_figures>                                      forecast;       ///< where it was asked for
    std::optional<sequence_figures>                                      sequence;       ///< where it was asked for
    std::optional<leadmetrics::rate_comparison<std::string>>             compared;       ///< the conversion of each two groups, where asked for
    std::optional<leadmetrics::incidence_comparison<std::string>>
        compared_times; ///< how fast the groups come from the first stage to the last, likewise

    /// Whether the closing of the books was given, or any record has a time. Else as_of is none.
    bool books_closed() const { return as_of != instant{}; }

    /// The horizon of the step that begins at a stage, where it has one of its own.
    std::optional<date::days> own_horizon(std::string const& stage) const
    {
        std::optional<date::days> own;
        for (auto const& [from, horizon] : step_horizons)
            if (from == stage) own = horizon;
        return own;
    }
};

all_figures make_figures(export_data const& data, wishes const& wanted);

/// Returns the figures as text for the terminal, as a JSON document, and as the text of that document.
std::string as_text(export_data const& data, all_figures const& all);
json        as_document(export_data const& data, all_figures const& all);
std::string as_json(export_data const& data, all_figures const& all);

} // namespace crm

#endif
