// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_HANDOVER_HPP
#define CRM_REPORT_HANDOVER_HPP

#include "all_cores.hpp"
#include "change.hpp"
#include "office.hpp"
#include "pieces_of_json.hpp"

#include <leadmetrics/leadmetrics.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace crm {

/// The stages between which marketing hands leads over to sales, and the time within which sales must accept them.
struct handover_wishes {
    std::string              from, to; ///< default: MQL and SQL where the funnel has them, else its first two stages
    leadmetrics::allowance   allowance = date::days{2};
    examples::agreed_clock   clock{};
    bool                     every_time = false; ///< whether each return to the first of the two stages counts
    std::vector<std::string> waiting{};          ///< stages at which clocks stand still
    bool                     asked = false;      ///< whether any option is about the hand-over: a funnel of two stages has one only then
};

using handover_figures = std::tuple<leadmetrics::mql_report<std::string, std::string>,
                                    leadmetrics::sla_report<std::string, instant, instant::duration>, leadmetrics::response_lift_report>;

inline auto const& mql_in(handover_figures const& f) { return std::get<0>(f); }
inline auto const& sla_in(handover_figures const& f) { return std::get<1>(f); }
inline auto const& lift_in(handover_figures const& f) { return std::get<2>(f); }

struct hand_over {
    std::string                                                                   from, to;
    leadmetrics::allowance                                                        allowance;
    bool                                                                          working_time;
    bool                                                                          every_time; ///< the service level counts clocks, not leads
    std::string                                                                   settings;   ///< of the metrics behind `whole`
    handover_figures                                                              whole;
    std::optional<leadmetrics::by_report<std::string, handover_figures>>          by_group;
    std::optional<leadmetrics::window_report<date::year_month, handover_figures>> by_month;
};

/// Returns nothing where the funnel has one stage only. Throws input_error for a stage that the funnel does not have.
std::optional<hand_over> make_handover(export_data const& data, lead_journeys const& journeys, handover_wishes const& wanted, instant as_of,
                                       bool by_group, bool by_month);

std::string handover_text(export_data const& data, hand_over const& all);
json        handover_json(json_pieces& of, export_data const& data, hand_over const& all);

} // namespace crm

#endif
