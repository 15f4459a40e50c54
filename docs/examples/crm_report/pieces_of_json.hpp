// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_PIECES_OF_JSON_HPP
#define CRM_REPORT_PIECES_OF_JSON_HPP

#include <leadmetrics/render/json.hpp>

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>
#include <utility>

namespace crm {

using json = nlohmann::ordered_json;

/// The figures of a report, or of a part of one.
template <class Report>
json json_of(Report const& report, bool list_leads = true)
{
    return leadmetrics::to_json(report, leadmetrics::json_options<>{.list_leads = list_leads})["result"];
}

/// The same of the reports that lm::together returns, each under a name, by key or window where they are.
template <class... Names>
json named_reports(json said, Names const&... names)
{
    if (said.is_object())
        for (char const* const list : {"by", "windows"}) {
            if (!said.contains(list)) continue;
            for (auto& one : said[list]) one["value"] = named_reports(std::move(one["value"]), names...);
        }
    if (said.is_object() && said.contains("undated")) said["undated"] = named_reports(std::move(said["undated"]), names...);
    if (!said.is_array()) return said;
    json        out;
    std::size_t i = 0;
    ((out[names] = std::move(said[i++])), ...);
    return out;
}

/// The settings of a metric, beside its report.
template <class Metric, class Report>
std::string settings_of(Metric const& metric, Report const& report)
{
    return leadmetrics::to_json(metric, report)["settings"];
}

} // namespace crm

#endif
