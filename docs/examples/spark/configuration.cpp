// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "configuration.hpp"

#include <leadmetrics/adapter/time_text.hpp>

#include <algorithm>

namespace lead_reports_parts {

std::size_t configuration::text_column(std::string const& name)
{
    auto const found = std::find(columns.texts.begin(), columns.texts.end(), name);
    auto const place = static_cast<std::size_t>(found - columns.texts.begin());
    if (found == columns.texts.end()) columns.texts.push_back(name);
    return place;
}

configuration read_configuration(char const* text)
{
    using examples::settings;
    if (text == nullptr) throw examples::settings_error("configuration: found null, expected JSON");
    json const     said = examples::parsed(text, "configuration", "an object");
    settings const all{said, "configuration", {"stages", "lost", "as_of", "precision", "columns", "by", "windows", "zone", "list_leads", "reports"}};
    configuration  made;

    made.stages     = all.texts("stages");
    auto const lost = all.texts("lost");
    made.pipeline   = leadmetrics::funnel<std::string>(made.stages);
    if (!lost.empty()) made.pipeline = std::move(made.pipeline).lost_at(lost);
    made.stages.insert(made.stages.end(), lost.begin(), lost.end());

    auto const as_of = leadmetrics::read_time(all.text("as_of").value_or(""));
    if (!as_of) all.wrong("as_of", "an instant like 2024-07-01T00:00:00Z: the same for all parts");
    made.as_of     = as_of->at;
    made.precision = all.text("precision").value_or("milliseconds");
    if (made.precision != "seconds" && made.precision != "milliseconds" && made.precision != "microseconds")
        all.wrong("precision", "seconds, milliseconds or microseconds");

    settings const columns{all.object("columns"), "columns", {"lead_id", "stage", "at", "amount", "record", "campaign", "activity"}};
    made.columns.lead_id = columns.text("lead_id").value_or("lead_id");
    made.columns.stage   = columns.text("stage").value_or("stage");
    made.columns.at      = columns.text("at").value_or("at");
    made.columns.amount  = columns.text("amount").value_or("");

    made.by = all.texts("by");
    for (std::size_t i = 0; i != made.by.size(); ++i)
        if (made.text_column(made.by[i]) != i) all.wrong("by", "each column once");
    auto const place = [&](char const* column) {
        auto const name = columns.text(column);
        return name ? std::optional{made.text_column(*name)} : std::nullopt;
    };
    made.record   = place("record");
    made.campaign = place("campaign");
    made.activity = place("activity");

    made.windows = all.text("windows").value_or("");
    if (!made.windows.empty() && made.windows != "day" && made.windows != "week" && made.windows != "month" && made.windows != "quarter"
        && made.windows != "year")
        all.wrong("windows", "day, week, month, quarter or year");
    made.zone          = examples::chosen_zone{"configuration, zone", all.text("zone").value_or("UTC")};
    made.list_leads    = all.flag("list_leads");
    json const reports = all.object("reports");
    for (auto const& [name, its] : reports.items()) made.reports.emplace_back(name, its);
    if (made.reports.empty()) all.wrong("reports", "at least one, like {\"volume\": {}}");
    return made;
}

} // namespace lead_reports_parts
