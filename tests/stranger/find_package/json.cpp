// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/adapter/hubspot.hpp>
#include <leadmetrics/adapter/json_records.hpp>

int main()
{
    auto const answer = nlohmann::json::parse(R"({"results": [{"id": "1", "properties": {"hs_lifecyclestage_lead_date": "2024-01-01"}}]})");
    leadmetrics::json_records const contacts(answer);
    auto const                      changes = contacts | leadmetrics::hubspot::contacts(leadmetrics::vocabulary<int>{{"lead", 0}});
    return changes.size() == 1 && changes[0].lead_id == "1" ? 0 : 1;
}
