// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "figures.hpp"
#include "pieces_of_json.hpp"

#include <utility>

namespace crm {

namespace {

json named(json said) { return named_reports(std::move(said), "volume", "conversion", "conversion_within_horizon", "velocity", "efficiency"); }

} // namespace

json as_document(export_data const& data, all_figures const& all)
{
    json_pieces of;
    json out{{"title", of.text(data.title)}, {"as_of", nullptr}, {"zone", "UTC"}, {"horizon_days", all.horizon.count()}, {"settings", all.settings}};
    if (all.books_closed()) out["as_of"] = date::format("%FT%TZ", date::floor<std::chrono::seconds>(all.as_of));
    for (auto const& [stage, horizon] : all.step_horizons) out["step_horizons_days"][of.text(stage).get<std::string>()] = horizon.count();
    if (all.working_time) out["velocity_in_working_time"] = true;
    out.update(named(of(all.whole)));
    out["quality"] = out["volume"]["quality"];
    if (all.lost) out["lost"] = of(*all.lost);
    if (all.by_group) {
        out["by_group"]         = named(of(*all.by_group));
        out["by_group"]["name"] = of.text(data.group_name);
    }
    if (all.compared) out["comparison"] = of(*all.compared);
    if (all.compared_times) out["comparison_of_times"] = of(*all.compared_times);
    if (all.by_month) out["by_month"] = named(of(*all.by_month));
    if (all.forecast) out["forecast"] = forecast_json(of, data, *all.forecast);
    if (all.handover) out["handover"] = handover_json(of, data, *all.handover);
    if (all.money) out["roi"] = money_json(of, *all.money);
    if (all.scores) out["scores"] = score_json(of, *all.scores);
    if (all.sequence) out["sequence"] = sequence_json(of, *all.sequence);
    if (all.attribution) out["attribution"] = attribution_json(of, *all.attribution);
    if (!data.warnings.empty()) out["warnings"] = of.texts(data.warnings);
    for (auto const& use : data.files)
        out["files"].push_back(
            {{"file", of.text(use.file)}, {"gives", use.gives}, {"read", use.read}, {"used", use.used}, {"left_out", of.counts(use.left_out)}});
    if (!data.files_not_read.empty()) out["files_not_read"] = of.texts(data.files_not_read);
    if (!data.import_issues.empty()) out["import_issues"] = of.texts(data.import_issues);
    if (!all.unknown_stages.empty()) out["unknown_stages"] = of.counts(all.unknown_stages);
    out["dates_without_time"] = data.dates;
    out["skipped_rows"]       = of.texts(data.skipped_rows);
    out["replaced_texts"]     = of.replaced_texts();
    return out;
}

std::string as_json(export_data const& data, all_figures const& all) { return as_document(data, all).dump(2) + '\n'; }

} // namespace crm
