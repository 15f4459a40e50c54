// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// The samples of each vendor, told in the ways in which vendors, loaders, warehouses and screens tell the same: the figures are the same.
#include "support/catch.hpp"
#include "support/program.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

using namespace leadmetrics_tests;
using json = nlohmann::json;

namespace {

struct table {
    std::vector<std::string>              header;
    std::vector<std::vector<std::string>> rows;
};
using tables = std::map<std::string, table>;

std::vector<std::string> fields_of(std::string const& line)
{
    std::vector<std::string> fields(1);
    bool                     quoted = false;
    for (char const c : line) {
        if (c == '"') quoted = !quoted;
        else if (c == ',' && !quoted) fields.emplace_back();
        else fields.back() += c;
    }
    return fields;
}

/// The tables of a vendor's sample; JSON objects are flattened.
tables sample_of(std::string const& vendor)
{
    tables all;
    for (auto const& entry : std::filesystem::directory_iterator(EXPORTS "/" + vendor)) {
        std::ifstream in(entry.path());
        table         one;
        if (entry.path().extension() == ".csv") {
            for (std::string line; std::getline(in, line);)
                if (one.header.empty()) one.header = fields_of(line);
                else one.rows.push_back(fields_of(line));
        } else {
            auto const answer = json::parse(in);
            auto const list   = answer.contains("value") ? answer["value"] : answer["results"];
            for (auto const& record : list)
                for (auto const& [key, value] : record.items())
                    if (std::find(one.header.begin(), one.header.end(), key) == one.header.end()) one.header.push_back(key);
            for (auto const& record : list) {
                auto& row = one.rows.emplace_back();
                for (auto const& key : one.header)
                    row.push_back(!record.contains(key) ? "" : record[key].is_string() ? record[key].get<std::string>() : record[key].dump());
            }
        }
        all.emplace(entry.path().stem().string(), std::move(one));
    }
    return all;
}

std::string snake(std::string const& name)
{
    std::string out;
    for (std::size_t i = 0; i != name.size(); ++i) {
        bool const capital = std::isupper(static_cast<unsigned char>(name[i])) != 0;
        if (capital && i != 0 && std::islower(static_cast<unsigned char>(name[i - 1]))) out += '_';
        out += name[i] == '-' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(name[i])));
    }
    return out;
}

/// As a warehouse writes a value: instants with a blank and UTC behind, flags in capitals.
std::string in_warehouse(std::string const& value)
{
    static std::regex const instant(R"((\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?(Z|\+0000))");
    if (value == "true") return "TRUE";
    if (value == "false") return "FALSE";
    return std::regex_replace(value, instant, "$1 $2 UTC");
}

void write_csv(scratch_folder const& to, std::string const& file, table const& one, std::function<std::string(std::string const&)> const& value = {})
{
    std::string text;
    auto const  line = [&](std::vector<std::string> const& fields, bool is_header) {
        for (std::size_t i = 0; i != fields.size(); ++i) {
            text += i == 0 ? "\"" : ",\"";
            for (char const c : value && !is_header ? value(fields[i]) : fields[i]) text += c == '"' ? "\"\"" : std::string(1, c);
            text += '"';
        }
        text += '\n';
    };
    line(one.header, true);
    for (auto const& row : one.rows) line(row, false);
    to.write(file, text);
}

void write_json(scratch_folder const& to, std::string const& file, table const& one, std::string const& list, bool on_lines = false)
{
    json records = json::array();
    for (auto const& row : one.rows) {
        json record = json::object();
        for (std::size_t i = 0; i != one.header.size(); ++i) {
            if (row[i].empty()) record[one.header[i]] = nullptr;
            else if (row[i] == "true" || row[i] == "false") record[one.header[i]] = row[i] == "true";
            else record[one.header[i]] = row[i];
        }
        records.push_back(std::move(record));
    }
    std::string text;
    if (on_lines)
        for (json const& record : records) text += record.dump() + "\n";
    else text = json{{list, records}}.dump();
    to.write(file + (on_lines ? ".jsonl" : ".json"), text);
}

json figures(std::string const& vendor, std::string const& folder)
{
    auto const result = run(std::string{CRM_REPORT} + " --crm " + vendor + " " + folder + " --as-of 2024-05-01 --json");
    INFO(vendor << " " << result.err);
    REQUIRE(result.status == 0);
    auto all = json::parse(result.out);
    for (char const* const one : {"files", "import_issues", "dates_without_time", "files_not_read", "quality", "handover"}) all.erase(one);
    return all;
}

} // namespace

TEST_CASE("an answer of the API, JSON lines, and the tables of a warehouse have the figures of the loader's files")
{
    std::map<std::string, std::string> const lists{{"salesforce", "records"},        {"dynamics", "value"},
                                                   {"sugarcrm", "records"},          {"mautic", "data"},
                                                   {"account_engagement", "values"}, {"marketo", "result"}};
    for (auto const& [vendor, list] : lists) {
        INFO(vendor);
        auto const           known  = figures(vendor, EXPORTS "/" + vendor);
        auto const           sample = sample_of(vendor);
        scratch_folder const api, lines, loader, warehouse;
        for (auto const& [file, one] : sample) {
            write_json(api, file, one, list);
            write_json(lines, file, one, list, true);
            write_csv(loader, file + ".csv", one);
            table snakes = one;
            for (auto& name : snakes.header) name = name.starts_with("_") || vendor == "dynamics" ? name : snake(name);
            write_csv(warehouse, snake(file) + ".csv", snakes, in_warehouse);
        }
        for (auto const* const way : {&api, &lines, &loader, &warehouse}) CHECK(figures(vendor, way->path("")) == known);
    }
}

TEST_CASE("Salesforce's reports on the screen have the figures of the loader's files")
{
    auto const                         known = figures("salesforce", EXPORTS "/salesforce");
    scratch_folder const               screen;
    std::map<std::string, std::string> labels{
        {"LeadId", "Lead ID"}, {"OldValue", "Old Value"}, {"NewValue", "New Value"}, {"OpportunityId", "Opportunity ID"}};
    for (auto [file, one] : sample_of("salesforce")) {
        for (auto& name : one.header) {
            if (file == "LeadHistory" && name == "CreatedDate") name = "Edit Date";
            else if (file == "LeadHistory" && name == "Field") name = "Field / Event";
            else if (file == "Lead" && name == "Id") name = "Lead ID";
            else if (file == "Lead" && name == "Status") name = "Lead Status";
            else if (file == "Lead" && name == "CreatedDate") name = "Create Date";
            else if (file == "OpportunityHistory" && name == "StageName") name = "To Stage";
            else if (file == "OpportunityHistory" && name == "CreatedDate") name = "Last Modified";
            else if (labels.contains(name)) name = labels[name];
        }
        if (file == "LeadHistory")
            for (auto& row : one.rows)
                for (auto& value : row)
                    if (value == "Status") value = "Lead Status";
        write_csv(screen, file + ".csv", one);
        std::ofstream(screen.path(file + ".csv"), std::ios::app)
            << "\n\n\"Grand Totals (" << one.rows.size() << " records)\"\n\"Copyright (c) 2000-2025 salesforce.com, inc. All rights reserved.\"\n";
    }
    CHECK(figures("salesforce", screen.path("")) == known);
}

TEST_CASE("HubSpot's tables in a warehouse and its screens have the figures of the API's answers")
{
    auto const           known  = figures("hubspot", EXPORTS "/hubspot");
    auto const           sample = sample_of("hubspot");
    scratch_folder const warehouse, screen;
    table                history{{"contact_id", "name", "value", "timestamp"}, {}}, contacts{{"id", "property_email"}, {}}, deals,
        pairs{{"deal_id", "contact_id"}, {}};
    table const&                                              people = sample.at("contacts");
    std::map<std::string, std::map<std::string, std::string>> entered;
    for (auto const& row : people.rows) {
        contacts.rows.push_back({row[0], "x"});
        for (std::size_t i = 0; i != people.header.size(); ++i) {
            if (people.header[i] != "propertiesWithHistory") continue;
            auto const histories = json::parse(row[i]);
            for (auto const& [property, values] : histories.items())
                for (auto const& one : values) {
                    history.rows.push_back({row[0], property, one["value"], one["timestamp"]});
                    if (property == "lifecyclestage") entered[row[0]][one["value"]] = one["timestamp"];
                }
        }
    }
    table const& sold = sample.at("deals");
    deals.header      = {"deal_id", "deal_pipeline_stage_id", "property_amount", "property_closedate", "property_hs_is_closed_won"};
    for (auto const& row : sold.rows) {
        auto const properties =
            json::parse(row[static_cast<std::size_t>(std::find(sold.header.begin(), sold.header.end(), "properties") - sold.header.begin())]);
        auto const said = [&](char const* name) { return properties[name].is_string() ? properties[name].get<std::string>() : ""; };
        deals.rows.push_back({row[0], said("dealstage"), said("amount"), said("closedate"), said("hs_is_closed_won")});
        pairs.rows.push_back({row[0], properties["associated_contact_ids"]});
    }
    write_csv(warehouse, "contact.csv", contacts);
    write_csv(warehouse, "contact_property_history.csv", history, in_warehouse);
    write_csv(warehouse, "deal.csv", deals, in_warehouse);
    write_csv(warehouse, "deal_contact.csv", pairs);
    std::filesystem::copy(EXPORTS "/hubspot/events.json", warehouse.path("events.json"));
    std::filesystem::copy(EXPORTS "/hubspot/campaigns.json", warehouse.path("campaigns.json"));
    CHECK(figures("hubspot", warehouse.path("")) == known);

    // A screen has the dates of stages, and no sources of visits.
    std::vector<std::pair<std::string, std::string>> const stages{{"lead", "Became a Lead Date"},
                                                                  {"marketingqualifiedlead", "Became a Marketing Qualified Lead Date"},
                                                                  {"salesqualifiedlead", "Became a Sales Qualified Lead Date"},
                                                                  {"customer", "Became a Customer Date"}};
    table                                                  labelled{{"Record ID"}, {}};
    for (auto const& [stage, label] : stages) labelled.header.push_back(label);
    for (auto const& [contact, dates] : entered) {
        auto& row = labelled.rows.emplace_back(1, contact);
        for (auto const& [stage, label] : stages)
            row.push_back(dates.contains(stage) ? dates.at(stage).substr(0, 10) + " " + dates.at(stage).substr(11, 5) : "");
    }
    write_csv(screen, "contacts.csv", labelled);
    auto const on_screen = figures("hubspot", screen.path(""));
    CHECK(on_screen["volume"]["stages"][0] == known["volume"]["stages"][0]);
    CHECK(on_screen["volume"]["stages"][1] == known["volume"]["stages"][1]);
    CHECK(on_screen["velocity"]["steps"][0] == known["velocity"]["steps"][0]);
}

TEST_CASE("the pages of the vendors show what the program prints")
{
    for (std::string const vendor : {"salesforce", "hubspot", "dynamics", "sugarcrm", "mautic", "account_engagement", "marketo"}) {
        INFO(vendor);
        std::ostringstream text;
        text << std::ifstream(EXPORTS "/../../adapters/" + vendor + ".md").rdbuf();
        auto const page  = text.str();
        auto const begin = page.find("```text\n", page.find("## A complete run"));
        REQUIRE(begin != std::string::npos);
        std::istringstream shown(page.substr(begin + 8, page.find("\n```", begin) - begin - 8));
        auto const         printed = run(std::string{CRM_REPORT} + " --crm " + vendor + " " EXPORTS "/" + vendor).out;
        for (std::string line; std::getline(shown, line);) {
            INFO(line);
            CHECK(printed.find(line) != std::string::npos);
        }
    }
}
