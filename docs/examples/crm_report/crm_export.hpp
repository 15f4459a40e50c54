// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_CRM_EXPORT_HPP
#define CRM_REPORT_CRM_EXPORT_HPP

#include "change.hpp"
#include "csv_file.hpp"

#include <leadmetrics/adapter/json_records.hpp>
#include <leadmetrics/leadmetrics.hpp>

#include <nlohmann/json.hpp>

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace crm {

/// Reads a folder of a vendor's exports, CSV or JSON, one file for each of the vendor's objects. `words` is a JSON file with the vendor's words for
/// statuses and the stages that they mean; if empty, the words of a new organisation are used. `how` tells how times and amounts are written. Throws
/// input_error for an unknown vendor, and for a file that cannot be read or lacks a column.
export_data read_crm(std::string const& vendor, std::string const& folder, std::string const& words, leadmetrics::funnel<std::string> pipeline,
                     csv_options const& options, leadmetrics::adapter_settings const& how = {});

/// The content of one of a vendor's files: rows of a table or JSON objects.
class object_file {
public:
    object_file(std::string const& path, csv_options const& options, std::vector<std::string> const& history);

    /// Returns the events that an adapter makes of the file. The file must outlive them.
    template <class Adapter>
    auto operator|(Adapter const& adapter) const
    {
        return objects_ ? *objects_ | adapter : *rows_ | adapter;
    }
    /// Calls use(records) with the records of the file.
    template <class Use>
    void visit(Use&& use) const
    {
        if (objects_) use(*objects_);
        else use(*rows_);
    }
    /// Throws input_error where the table lacks a column that the vendor's object must have.
    template <class Object>
    void check(Object const& object) const
    {
        if (!rows_) return; // JSON objects may differ from each other, so they are checked one by one when they are read
        for (auto const& word : leadmetrics::coverage_of(object, rows_->columns()))
            if (word.required && !word.present) throw input_error(path_ + ":1: column " + std::string{word.fields[0]} + ": not in the header");
    }
    std::vector<std::string> const& skipped_rows() const { return table_.skipped_rows; }

private:
    using rows = std::vector<std::vector<std::string>>;

    std::string                                  path_;
    csv_table                                    table_;
    nlohmann::json                               answer_;
    std::optional<leadmetrics::named_rows<rows>> rows_;
    std::optional<leadmetrics::json_records<>>   objects_;
};

/// Reads the files of a folder of exports into the records of crm_report. Files that the folder does not have are left out.
class crm_folder {
public:
    crm_folder(std::string folder, leadmetrics::vocabulary<std::string> words, leadmetrics::funnel<std::string> pipeline, csv_options options,
               leadmetrics::adapter_settings how)
        : folder_(std::move(folder)), words_(std::move(words)), options_(std::move(options)), how_(std::move(how)),
          data_{{}, {}, std::move(pipeline), "first campaign", {}}
    {
    }

    leadmetrics::vocabulary<std::string> const& words() const { return words_; }
    leadmetrics::adapter_settings               settings() const
    {
        auto how      = how_;
        how.same_lead = &same_;
        return how;
    }

    /// Reads which ids mean the same lead. This must come first, because the other steps use these ids.
    template <class Object>
    void same_leads(std::string const& file, Object const& object)
    {
        if (auto const* const in = open(file)) in->visit([&](auto const& records) { object(records, same_); });
    }
    template <class Object>
    void stages(std::string const& file, Object const& object, std::vector<std::string> const& history = {})
    {
        stages(file, object, words_, history);
    }
    /// Reads stage changes from an object whose statuses need a vocabulary of their own.
    template <class Object>
    void stages(std::string const& file, Object const& object, leadmetrics::vocabulary<std::string> const& words,
                std::vector<std::string> const& history = {})
    {
        auto const* const in = open(file, history);
        if (in == nullptr) return;
        in->check(object);
        changes_.append(*in | object(words, settings()));
    }
    template <class Object>
    void creations(std::string const& file, Object const& object)
    {
        auto const* const in = open(file);
        if (in == nullptr) return;
        in->check(object);
        auto const gaps = changes_.add_initial_stages(*in | object(words_, settings()));
        gaps_.gaps += gaps.gaps;
        gaps_.never_made += gaps.never_made;
    }
    template <class Object>
    void deals(std::string const& file, Object const& object)
    {
        each(file, object, {}, [&](auto const& deal) {
            if (!deal.amount) return;
            auto& [value, currency] = value_of_[std::string{deal.lead_id}];
            value += static_cast<double>(*deal.amount) / 100;
            if (!currency.empty() && !deal.currency.empty() && currency != deal.currency)
                throw input_error(file + ": deals of one lead are in several currencies, which are never added up: found " + currency + " and "
                                  + std::string{deal.currency});
            if (currency.empty()) currency = deal.currency;
        });
    }
    template <class Object>
    void costs(std::string const& file, Object const& object)
    {
        each(file, object, {}, [&](auto const& one) {
            data_.costs.push_back({campaign(one.campaign), one.at, one.amount ? std::optional{static_cast<double>(*one.amount) / 100} : std::nullopt,
                                   std::string{one.currency}});
        });
    }
    template <class Object>
    void touches(std::string const& file, Object const& object, std::vector<std::string> const& history = {})
    {
        each(file, object, history, [&](auto const& one) { data_.touches.push_back({std::string{one.lead_id}, campaign(one.campaign), one.at}); });
    }
    template <class Object>
    void activities(std::string const& file, Object const& object)
    {
        each(file, object, {}, [&](auto const& one) { data_.activities.push_back({std::string{one.lead_id}, std::string{one.kind}, one.at}); });
    }
    /// Reads the names of campaigns, by their ids.
    void names_of_campaigns(std::string const& file, std::string const& id, std::string const& name);

    export_data finish(std::string const& title) &&;

private:
    object_file const* open(std::string const& file, std::vector<std::string> const& history = {});

    template <class Object, class Take>
    void each(std::string const& file, Object const& object, std::vector<std::string> const& history, Take const& take)
    {
        auto const* const in = open(file, history);
        if (in == nullptr) return;
        in->check(object);
        auto const events = *in | object(settings());
        for (auto const& one : events) take(one);
        issues_ += events.import_issues();
    }
    std::map<std::string, std::string> first_campaigns() const;
    std::string                        campaign(std::string_view id) const;

    std::string                                               folder_;
    leadmetrics::vocabulary<std::string>                      words_;
    csv_options                                               options_;
    leadmetrics::adapter_settings                             how_;
    leadmetrics::lead_aliases                                 same_;
    std::map<std::string, object_file>                        files_;
    leadmetrics::stage_changes<std::string_view, std::string> changes_;
    leadmetrics::history_gaps                                 gaps_;
    leadmetrics::import_issues                                issues_;
    std::map<std::string, std::string>                        campaign_names_;
    std::map<std::string, std::pair<double, std::string>>     value_of_; // and its currency
    export_data                                               data_;
};

} // namespace crm

#endif
