// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "crm_export.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <utility>

namespace lm = leadmetrics;

namespace crm {

namespace {

nlohmann::json read_json(std::string const& path)
{
    std::ifstream in(path, std::ios::binary);
    if (!in) throw input_error(path + ": cannot be read");
    try {
        return nlohmann::json::parse(in);
    } catch (nlohmann::json::exception const& problem) {
        throw input_error(path + ": " + problem.what());
    }
}

/// Returns the problems that adapters found, one line for each.
std::vector<std::string> lines_of(lm::import_issues const& issues, lm::history_gaps const& gaps)
{
    std::vector<std::string> lines;
    auto const               line = [&](std::int64_t n, char const* what) {
        if (n != 0) lines.push_back(fmt::format("{} {}", n, what));
    };
    line(issues.no_records, "elements that are no records");
    line(issues.missing_id, "records without an id");
    line(issues.unreadable_id, "ids that the vendor cannot have given");
    line(issues.missing_time, "records without a time");
    line(issues.unreadable_time, "times that cannot be read");
    line(issues.missing_status, "changes without a status");
    line(issues.missing_amount, "records without an amount");
    line(issues.unreadable_amount, "amounts that cannot be read");
    line(issues.rounded_amounts, "amounts rounded to cents");
    line(issues.clock_changes, "local times that a clock change skips or repeats");
    line(gaps.gaps, "gaps in histories");
    line(gaps.never_made, "leads with a history and without a record");
    for (auto const& [word, n] : issues.unknown_statuses) lines.push_back(fmt::format("{} changes to \"{}\", which no stage is named for", n, word));
    for (auto const& one : issues.problems)
        lines.push_back(fmt::format("record {}: {}: found \"{}\", expected {}", one.record, one.field, one.found, one.expected));
    return lines;
}

} // namespace

object_file::object_file(std::string const& path, csv_options const& options, std::vector<std::string> const& history) : path_(path)
{
    if (path.ends_with(".json")) {
        answer_ = read_json(path);
        objects_.emplace(answer_, history);
        return;
    }
    std::ifstream in(path, std::ios::binary);
    if (!in) throw input_error(path + ": cannot be read");
    table_ = read_table(in, path, options);
    std::vector<lm::other_name> others;
    for (auto const& [in_file, vendors] : options.other_names)
        if (std::find(table_.header.begin(), table_.header.end(), in_file) != table_.header.end()) others.push_back({in_file, vendors});
    try {
        rows_.emplace(table_.header, table_.rows, others);
    } catch (std::invalid_argument const& problem) {
        throw input_error(path + ":1: " + problem.what());
    }
}

object_file const* crm_folder::open(std::string const& file, std::vector<std::string> const& history)
{
    std::string key = file;
    for (auto const& step : history) key += '/' + step;
    if (auto const found = files_.find(key); found != files_.end()) return &found->second;
    for (char const* const ending : {".csv", ".json"}) {
        std::string const path = folder_ + '/' + file + ending;
        if (!std::filesystem::exists(path)) continue;
        // The file is stored first and read in place, because the events point into it.
        auto const& in =
            files_.emplace(std::piecewise_construct, std::forward_as_tuple(key), std::forward_as_tuple(path, options_, history)).first->second;
        data_.skipped_rows.insert(data_.skipped_rows.end(), in.skipped_rows().begin(), in.skipped_rows().end());
        return &in;
    }
    return nullptr;
}

void crm_folder::names_of_campaigns(std::string const& file, std::string const& id, std::string const& name)
{
    auto const* const in = open(file);
    if (in == nullptr) return;
    in->visit([&](auto const& records) {
        for (auto const& record : records) campaign_names_.emplace(record.named(id).value_or(""), record.named(name).value_or(""));
    });
}

/// Returns the campaign of each lead's first touch. At equal instants it is the first campaign by name.
std::map<std::string, std::string> crm_folder::first_campaigns() const
{
    std::map<std::string, std::pair<instant, std::string>> first;
    for (touch const& one : data_.touches) {
        if (!one.at) continue;
        std::pair const here{*one.at, one.campaign};
        auto const [place, is_new] = first.emplace(one.lead_id, here);
        if (!is_new && here < place->second) place->second = here;
    }
    std::map<std::string, std::string> result;
    for (auto const& [lead, touch] : first) result.emplace(lead, touch.second);
    return result;
}

std::string crm_folder::campaign(std::string_view id) const
{
    auto const found = campaign_names_.find(std::string{id});
    return found == campaign_names_.end() ? std::string{id} : found->second;
}

export_data crm_folder::finish(std::string const& title) &&
{
    if (files_.empty()) throw input_error(folder_ + ": there are no exports here that this vendor's adapters read");
    data_.title = title;
    issues_ += changes_.import_issues();
    std::string const won            = data_.pipeline.stages().back();
    auto              first_campaign = first_campaigns();
    for (auto const& one : changes_) {
        change made{std::string{one.lead_id},
                    one.stage.value_or("(no stage)"),
                    one.at,
                    first_campaign[std::string{one.lead_id}],
                    std::nullopt,
                    {},
                    {},
                    false};
        if (auto const value = value_of_.find(made.lead_id); made.stage == won && value != value_of_.end())
            std::tie(made.value, made.currency) = value->second;
        data_.changes.push_back(std::move(made));
    }
    data_.dates         = issues_.dates;
    data_.import_issues = lines_of(issues_, gaps_);
    return std::move(data_);
}

} // namespace crm
