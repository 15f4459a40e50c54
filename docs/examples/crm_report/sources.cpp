// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "sources.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace lm = leadmetrics;

namespace crm {

namespace {

/// Returns the columns, with the column of the group at the end if there is one.
std::vector<std::string> with(std::vector<std::string> columns, std::string const& group)
{
    if (!group.empty()) columns.push_back(group);
    return columns;
}

void append(std::vector<std::string>& to, std::vector<std::string> const& from) { to.insert(to.end(), from.begin(), from.end()); }

} // namespace

export_data read_changes(std::string const& file, column_names const& names, lm::funnel<std::string> pipeline, csv_options const& options)
{
    export_data              data{file, {}, std::move(pipeline), names.group, {}};
    std::vector<std::string> columns = with({names.lead, names.stage, names.time}, names.group);
    std::size_t const        value = columns.size(), reason = value + !names.value.empty(), currency = reason + !names.reason.empty();
    if (!names.value.empty()) columns.push_back(names.value);
    if (!names.reason.empty()) columns.push_back(names.reason);
    columns.push_back(names.currency.empty() ? "currency?" : names.currency);
    data.skipped_rows = read_csv(file, columns, options, [&](csv_row const& row) {
        change one{std::move(row.text(0)), std::move(row.text(1)), row.time(2), {}, {}, {}};
        if (!names.value.empty()) one.value = row.number(value);
        if (!names.reason.empty()) one.reason = row.text(reason);
        if (!names.group.empty()) one.group = row.text(3);
        if (row.has(currency)) one.currency = row.text(currency);
        data.dates += one.is_date = row.is_date(2);
        data.changes.push_back(std::move(one));
    });
    return data;
}

export_data read_olist(std::string const& folder, std::string const& group, csv_options const& options)
{
    export_data data{"Olist: marketing-qualified leads and closed deals", {}, {"MQL", "Won"}, group.empty() ? "origin" : group, {}};
    std::map<std::string, std::string> group_of; // a deal belongs to the group of its lead
    append(data.skipped_rows,
           read_csv(folder + "/marketing_qualified_leads.csv", {"mql_id", "first_contact_date", data.group_name}, options, [&](csv_row const& row) {
               group_of.emplace(row.text(0), row.text(2));
               data.changes.push_back({row.text(0), "MQL", row.time(1), row.text(2), {}, {}});
           }));
    append(data.skipped_rows,
           read_csv(folder + "/closed_deals.csv", {"mql_id", "won_date", "declared_monthly_revenue"}, options, [&](csv_row const& row) {
               data.changes.push_back({row.text(0), "Won", row.time(1), group_of[row.text(0)], row.number(2), {}});
           }));
    return data;
}

export_data read_maven(std::string const& folder, std::string const& group, csv_options const& options)
{
    export_data data{
        "Maven: sales opportunities", {}, lm::funnel<std::string>{"Engaging", "Won"}.lost_at("Lost"), group.empty() ? "product" : group, {}};
    data.skipped_rows =
        read_csv(folder + "/sales_pipeline.csv", {"opportunity_id", "deal_stage", "engage_date", "close_date", "close_value", data.group_name},
                 options, [&](csv_row const& row) {
                     // Turn the wide record into stage changes. An opportunity in Prospecting has not been engaged yet: its change has no time.
                     data.changes.push_back({row.text(0), "Engaging", row.time(2), row.text(5), {}, {}});
                     data.dates += row.is_date(2) + row.is_date(3);
                     if (row.text(1) == "Won" || row.text(1) == "Lost")
                         data.changes.push_back({row.text(0), row.text(1), row.time(3), row.text(5), row.number(4), {}, {}, row.is_date(3)});
                 });
    return data;
}

void add_contacts(export_data& data, std::string const& file, csv_options const& options)
{
    append(data.skipped_rows,
           read_csv(file, {"lead_id", "at"}, options, [&](csv_row const& row) { data.contacts.push_back({row.text(0), row.time(1)}); }));
}

void add_costs(export_data& data, std::string const& file, csv_options const& options)
{
    append(data.skipped_rows, read_csv(file, {"campaign", "at", "amount", "currency?"}, options, [&](csv_row const& row) {
               data.costs.push_back({row.text(0), row.time(1), row.number(2), row.has(3) ? row.text(3) : std::string{}});
               data.dates += row.is_date(1);
           }));
}

void add_activities(export_data& data, std::string const& file, csv_options const& options)
{
    append(data.skipped_rows, read_csv(file, {"lead_id", "kind", "at"}, options,
                                       [&](csv_row const& row) { data.activities.push_back({row.text(0), row.text(1), row.time(2)}); }));
}

void add_touches(export_data& data, std::string const& file, csv_options const& options)
{
    append(data.skipped_rows, read_csv(file, {"lead_id", "campaign", "at"}, options,
                                       [&](csv_row const& row) { data.touches.push_back({row.text(0), row.text(1), row.time(2)}); }));
}

} // namespace crm
