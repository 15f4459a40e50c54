// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "figures.hpp"
#include "pieces_of_json.hpp"

#include <utility>

namespace crm {

namespace {

json named(json said) { return named_reports(std::move(said), "volume", "conversion", "conversion_within_horizon", "velocity", "efficiency"); }

} // namespace

std::string as_json(export_data const& data, all_figures const& all)
{
    json out{{"title", data.title},
             {"as_of", date::format("%FT%TZ", date::floor<std::chrono::seconds>(all.as_of))},
             {"horizon_days", all.horizon.count()},
             {"settings", all.settings}};
    out.update(named(json_of(all.whole)));
    out["quality"] = out["volume"]["quality"];
    if (all.lost) out["lost"] = json_of(*all.lost);
    if (all.by_group) {
        out["by_group"]         = named(json_of(*all.by_group));
        out["by_group"]["name"] = data.group_name;
    }
    if (all.by_month) out["by_month"] = named(json_of(*all.by_month));
    if (all.handover) out["handover"] = handover_json(data, *all.handover);
    if (all.money) out["roi"] = money_json(*all.money);
    if (all.scores) out["scores"] = score_json(*all.scores);
    if (all.attribution) out["attribution"] = attribution_json(*all.attribution);
    if (!data.warnings.empty()) out["warnings"] = data.warnings;
    for (auto const& use : data.files) {
        json one{{"file", use.file}, {"gives", use.gives}, {"read", use.read}, {"used", use.used}, {"left_out", json::object()}};
        for (auto const& [why, n] : use.left_out) one["left_out"][why] = n;
        out["files"].push_back(std::move(one));
    }
    if (!data.files_not_read.empty()) out["files_not_read"] = data.files_not_read;
    if (!data.import_issues.empty()) out["import_issues"] = data.import_issues;
    for (auto const& [stage, n] : all.unknown_stages) out["unknown_stages"][stage] = n;
    out["dates_without_time"] = data.dates;
    out["skipped_rows"]       = data.skipped_rows;
    return out.dump(2, ' ', false, json::error_handler_t::replace) + '\n';
}

} // namespace crm
