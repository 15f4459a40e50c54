// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "comparison.hpp"
#include "figures.hpp"
#include "pieces_of_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace lm = leadmetrics;

namespace crm {

namespace {

std::string volume_text(lm::volume_report<std::string> const& report)
{
    table        rows({"stage", "entered", "reached", ""});
    double const most = report.stages.empty() ? 0 : static_cast<double>(report.stages[0].reached);
    for (auto const& s : report.stages)
        rows.add({s.stage, fmt::to_string(s.entered), fmt::to_string(s.reached),
                  bar(most > 0 ? std::optional{static_cast<double>(s.reached) / most} : std::nullopt)});
    std::string out = "VOLUME\n" + rows.str();
    for (auto const& g : report.goals) {
        out += fmt::format("  Goal {} in the whole time: {} of {} ({})", g.stage, g.entered, g.goal, percent(g.attained));
        for (auto const& d : g.needed) out += fmt::format(", needs {} {}", d.leads ? fmt::to_string(*d.leads) : "no number of", d.stage);
        out += '\n';
    }
    return report.goals.empty() ? out : out + '\n';
}

std::string goals_by_month_text(all_figures const& all)
{
    table rows({"month", "stage", "entered", "goal", "attained"});
    bool  any = false;
    for (auto const& [month, figures] : *all.by_month)
        for (auto const& g : volume_in(figures).goals) {
            rows.add({key_text(month), g.stage, fmt::to_string(g.entered), fmt::to_string(g.goal), percent(g.attained)});
            any = true;
        }
    return any ? heading("goals by month") + rows.str() : "";
}

std::string conversion_text(all_figures const& all)
{
    auto const& report = conversion_in(all.whole);
    auto const& within = within_horizon_in(all.whole);
    table       rows({"step", "of", "reached", "rate", "95 %", "", fmt::format("in {} d", all.horizon.count()), "pending"});
    auto const  add = [&](auto const& step, auto const& soon, std::optional<date::days> own) {
        rows.add({step.from + " → " + step.to, fmt::to_string(step.rate.total), fmt::to_string(step.rate.hits), percent(step.rate.value()),
                  limits(step.rate), bar(step.rate.value()), percent(soon.rate.value()) + (own ? fmt::format(" in {} d", own->count()) : ""),
                  fmt::to_string(soon.pending)});
    };
    for (std::size_t i = 0; i != report.steps.size(); ++i) add(report.steps[i], within.steps[i], all.own_horizon(report.steps[i].from));
    if (report.steps.size() > 1) add(report.overall, within.overall, std::nullopt);
    return "CONVERSION\n" + rows.str();
}

std::string velocity_text(lm::velocity_report<std::string> const& report, bool working)
{
    std::chrono::hours const soon = working ? std::chrono::hours{24} : date::days{30}, later = working ? std::chrono::hours{168} : date::days{90};
    table                    rows({"step", "entered", "moved", "lost", "waiting", "median*", "p90*", "half by", working ? "in 24 h" : "in 30 d",
                working ? "in 168 h" : "in 90 d", "time each"});
    auto const               moved_by = [](auto const& s, std::chrono::hours time) { // of no leads, no share is known
        return s.entered == 0 ? percent(std::nullopt) : percent(s.incidence.at(time).value);
    };
    auto const add = [&](auto const& s, std::string const& name) {
        rows.add({name, fmt::to_string(s.entered), fmt::to_string(s.moved), fmt::to_string(s.lost), fmt::to_string(s.waiting),
                  length(s.completed.median, working), length(s.completed.p90, working), length(s.incidence.quantile(0.5), working),
                  moved_by(s, soon), moved_by(s, later), length(s.lead_time, working)});
    };
    for (auto const& s : report.steps) add(s, s.from + " → " + s.to);
    if (report.steps.size() > 1) add(report.cycle, report.cycle.from + " → " + report.cycle.to);
    std::string out = (working ? "VELOCITY, in working time\n" : "VELOCITY\n") + rows.str();
    out.pop_back();
    out +=
        fmt::format("  * of those that moved, which flatters: slow leads have not moved yet. \"Half by\" and \"in … {}\" count all that entered.\n",
                    working ? 'h' : 'd');
    if (!report.bottlenecks.empty() && report.steps[report.bottlenecks[0]].lead_time) {
        auto const& slowest = report.steps[report.bottlenecks[0]];
        out += fmt::format("  Bottleneck: {} → {}, {} for each lead that entered.\n", slowest.from, slowest.to, length(slowest.lead_time, working));
    }
    auto const& money = report.sales_velocity;
    if (money.value)
        out += fmt::format("  Sales velocity: {} {} = {} deals × {} won × {} mean value ÷ {} mean cycle.\n", decimals(money.value, 2),
                           working ? "in 24 hours of working time" : "a day", money.deals, percent(money.win_rate.value()),
                           decimals(money.mean_value, 2), length(money.mean_cycle, working));
    return out + '\n';
}

std::string efficiency_text(lm::efficiency_report const& report)
{
    if (report.generated == 0) return "EFFICIENCY\n  No leads were read.\n\n";
    return fmt::format("EFFICIENCY\n  {} generated: {} converted, {} lost, {} open.\n  Efficiency {} ({} %), of those decided {}.\n\n",
                       report.generated, report.converted, report.lost, report.open, percent(report.rate.value()), limits(report.rate),
                       percent(report.decided_rate.value()));
}

std::string quality_text(lm::data_quality const& q, all_figures const& all, export_data const& data)
{
    std::string out = fmt::format("DATA\n  {}, {} used", count(q.records, "record", "records"), q.used);
    for (auto const& [n, why] : {std::pair{q.missing_lead, "without a lead"},
                                 {q.missing_time, "without a time"},
                                 {q.unknown_stage, "of an unknown stage"},
                                 {q.duplicates, "doubled"},
                                 {q.after_as_of, "after the closing"}})
        if (n != 0) out += fmt::format("; {} {}", n, why);
    out += ".\n";
    for (auto const& use : data.files) {
        out += fmt::format("  {}, {}: {} read = {} used", use.file, use.gives, use.read, use.used);
        for (auto const& [why, n] : use.left_out) out += fmt::format(" + {} {}", n, why);
        out += ".\n";
        for (auto const& line : use.listed) out += "    " + line + '\n';
    }
    if (!data.files_not_read.empty()) out += fmt::format("  Not read: {}.\n", fmt::join(data.files_not_read, ", "));
    for (auto const& line : data.import_issues) out += "  Issue in the export: " + line + ".\n";
    for (auto const& [stage, n] : all.unknown_stages) out += fmt::format("  Unknown stage \"{}\": {}.\n", stage, count(n, "record", "records"));
    if (q.out_of_order != 0) out += "  " + count(q.out_of_order, "lead", "leads") + " entered a later stage before an earlier one: in no duration.\n";
    if (q.reopened != 0) out += "  " + count(q.reopened, "lead was", "leads were") + " won, and something came after: see reopening.\n";
    if (q.undone_wins_only != 0)
        out += "  " + count(q.undone_wins_only, "lead has", "leads have") + " nothing but wins that were undone: in no figure.\n";
    if (data.dates != 0)
        out += fmt::format("  {} without a time of day: read as the first instant of the day, the close of a deal as the last.\n",
                           count(data.dates, "time is a date", "times are dates"));
    if (q.lost_without_stage != 0)
        out += "  " + count(q.lost_without_stage, "lead was", "leads were") + " lost without ever entering a stage: in no figure.\n";
    if (!data.skipped_rows.empty()) out += "  " + count(data.skipped_rows.size(), "row", "rows") + " of the file skipped:\n";
    for (auto const& row : data.skipped_rows) out += "    " + row + '\n';
    return out;
}

template <class Reports>
std::string breakdown_text(std::string const& title, Reports const& reports, bool working)
{
    table rows({title, "generated", "reached end", "rate", "95 %", "", "median cycle*", "lost", "open"});
    for (auto const& [key, one] : reports) {
        auto const& e = efficiency_in(one);
        rows.add({key_text(key), fmt::to_string(e.generated), fmt::to_string(e.converted), percent(e.rate.value()), limits(e.rate),
                  bar(e.rate.value()), length(velocity_in(one).cycle.completed.median, working), fmt::to_string(e.lost), fmt::to_string(e.open)});
    }
    std::string out = heading("BY " + title) + rows.str();
    if constexpr (requires { reports.conflicts; })
        if (reports.conflicts != 0) {
            out.pop_back();
            out += "  " + count(reports.conflicts, "lead has", "leads have")
                   + " records that differ in this; --by-from chooses which of them counts.\n\n";
        }
    return out;
}

} // namespace

std::string as_text(export_data const& data, all_figures const& all)
{
    auto const& whole = all.whole;
    std::string out   = data.title + '\n';
    if (all.books_closed()) out += date::format("as of %F %T\n", date::floor<std::chrono::seconds>(all.as_of));
    out += '\n';
    for (auto const& warning : data.warnings) out += "WARNING: " + warning + ".\n";
    if (!data.warnings.empty()) out += '\n';
    out += volume_text(volume_in(whole));
    out += conversion_text(all);
    out += velocity_text(velocity_in(whole), all.working_time);
    out += efficiency_text(efficiency_in(whole));
    if (all.by_group) out += breakdown_text(data.group_name, *all.by_group, all.working_time);
    if (all.compared) out += comparison_text(data, all);
    if (all.by_month) out += breakdown_text("month", *all.by_month, all.working_time) + goals_by_month_text(all);
    if (all.forecast) out += forecast_text(data, *all.forecast);
    if (all.handover) out += handover_text(data, *all.handover);
    if (all.money) out += money_text(data, *all.money);
    if (all.scores) out += score_text(*all.scores);
    if (all.sequence) out += sequence_text(*all.sequence);
    if (all.attribution) out += attribution_text(*all.attribution);
    return out + quality_text(volume_in(whole).quality, all, data);
}

} // namespace crm
