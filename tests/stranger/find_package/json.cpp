// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/adapter/hubspot.hpp>
#include <leadmetrics/adapter/json_records.hpp>
#include <leadmetrics/leadmetrics.hpp>
#include <leadmetrics/render/json.hpp>
#include <leadmetrics/render/json_schema.hpp>
#include <leadmetrics/render/vega_lite.hpp>

int main()
{
    auto const answer = nlohmann::json::parse(R"({"results": [{"id": "1", "properties": {"hs_lifecyclestage_lead_date": "2024-01-01"}}]})");
    leadmetrics::json_records const contacts(answer);
    auto const                      changes = contacts | leadmetrics::hubspot::contacts(leadmetrics::vocabulary<int>{{"lead", 0}});
    leadmetrics::funnel const       pipeline{0, 1};
    auto const report = leadmetrics::volume{pipeline, {.as_of = date::sys_days{date::year{2024} / 2 / 1}}}(leadmetrics::journeys(changes, pipeline));
    bool const read   = changes.size() == 1 && changes[0].lead_id == "1";
    bool const said   = leadmetrics::to_json(report)["result"]["stages"][0]["entered"] == 1;
    bool const drawn  = leadmetrics::to_vega_lite(report)["data"]["values"][0]["leads"] == 1;
    return read && said && drawn && leadmetrics::json_schema<leadmetrics::volume_report<int>>().contains("properties") ? 0 : 1;
}
