// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_CRM_EXPORT_HPP
#define CRM_REPORT_CRM_EXPORT_HPP

#include "change.hpp"
#include "csv_file.hpp"
#include "object_file.hpp"

#include <leadmetrics/leadmetrics.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

namespace crm {

/// Reads a folder of a vendor's exports, CSV or JSON, one file for each of the vendor's objects. `words` is a JSON file with the vendor's words for
/// statuses and the stages that they mean; if empty, the words of a new organisation are used. `how` tells how times and amounts are written. Throws
/// input_error for an unknown vendor, and for a file that cannot be read or lacks a column.
export_data read_crm(std::string const& vendor, std::string const& folder, std::string const& words, leadmetrics::funnel<std::string> pipeline,
                     csv_options const& options, leadmetrics::adapter_settings const& how = {});

/// Reads the files of a folder of exports into the records of crm_report. Files that the folder does not have are left out; what became of the
/// records of each file, and which files were not read, is kept for the data section.
class crm_folder {
public:
    using changes = leadmetrics::stage_changes<std::string_view, std::string>;
    using path    = json_place;

    crm_folder(std::string folder, leadmetrics::vocabulary<std::string> words, leadmetrics::funnel<std::string> pipeline, csv_options options,
               leadmetrics::adapter_settings how, std::vector<leadmetrics::screen_label> labels);

    leadmetrics::vocabulary<std::string> const& words() const { return words_; }
    /// Takes an organisation's words for stages of deals that are won, and lost.
    void ends_of_deals(std::vector<std::string> won, std::vector<std::string> lost)
    {
        won_words_  = std::move(won);
        lost_words_ = std::move(lost);
    }
    leadmetrics::adapter_settings settings() const
    {
        auto how          = how_;
        how.same_lead     = &same_;
        how.won_statuses  = won_words_;
        how.lost_statuses = lost_words_;
        return how;
    }

    /// Returns the file of an object, or null where the folder has none. A name matches without regard to case, `_` and a plural.
    object_file const* open(std::string const& file, path const& history = {}, bool without_history = false);

    /// Reads which ids mean the same lead. This must come first, because the other steps use these ids.
    template <class Object>
    void same_leads(std::string const& file, Object const& object)
    {
        auto const* const in = open(file);
        if (in == nullptr) return;
        in->visit([&](auto const& records) { object(records, same_); });
        // What became of the records is told by what else the file is read for; if by nothing else, by this.
        side_uses_.push_back({in, [in, object] {
                                  file_use use{in->name(), "ids of leads", 0, 0};
                                  in->visit([&](auto const& records) {
                                      for (auto const& record : records) {
                                          leadmetrics::lead_aliases one;
                                          object(std::array{record}, one);
                                          ++use.read, ++use.used;
                                          left_out(use, "names no other lead", one.empty() && one.deleted() == 0);
                                      }
                                  });
                                  return use;
                              }});
    }
    template <class Object>
    void stages(std::string const& file, Object const& object, path const& history = {})
    {
        stages(file, object, words_, history);
    }
    /// Reads stage changes from an object whose statuses need a vocabulary of their own.
    template <class Object>
    void stages(std::string const& file, Object const& object, leadmetrics::vocabulary<std::string> const& words, path const& history = {})
    {
        if (auto const* const in = open(file, history)) add_stages(*in, object, words, true);
    }
    /// The same where the records may have no dates of stages: then nothing is said of them, if the file is read for something else. With a path, the
    /// records are the objects that have nothing there, or without `lacking` the elements of what they have there. Returns the number of used
    /// records.
    template <class Object>
    std::int64_t stages_if_any(std::string const& file, Object const& object, path const& history = {}, bool lacking = true)
    {
        auto const* const in = open(file, history, lacking && !history.path.empty());
        return in == nullptr ? 0 : add_stages(*in, object, words_, false);
    }
    /// Reads creations. `history` names the file that tells what became of the leads then.
    template <class Object>
    void creations(std::string const& file, Object const& object, char const* history)
    {
        auto const* const in = open(file);
        if (in == nullptr) return;
        in->check(object);
        auto const made = *in | object(words_, settings());
        auto const gaps = changes_.add_initial_stages(made);
        gaps_.gaps += gaps.gaps;
        gaps_.never_made += gaps.never_made;
        auto& use = account(*in, "creations", made);
        left_out(use, "created before the first stage that the history names", gaps.unknown_starts);
        std::int64_t beyond = 0;
        for (auto const& one : made) beyond += one.stage && one.at && *one.stage != data_.pipeline.stages().front();
        if (beyond != 0 && !has_history(*in)) warn_without_history(beyond, made.size(), history);
    }
    /// Reads stage changes that lie within the JSON objects of a file, where there are any.
    template <class Object>
    void stages_within(std::string const& file, Object const& object, path const& history)
    {
        if (auto const* const around = open(file); around != nullptr && !around->is_table() && around->any_has(history.path.front()))
            stages(file, object, history);
    }
    /// Reads stage changes from the versions of records, where a warehouse keeps them.
    template <class Object>
    void versions(std::string const& file, Object const& object)
    {
        if (auto const* const all = open(file); all != nullptr && all->any_has("_fivetran_start")) stages(file, object);
    }
    /// Reads how deals ended, where no history tells it.
    template <class Object>
    void closes(std::string const& file, Object const& object)
    {
        closes(file, object, words_);
    }
    template <class Object>
    void closes(std::string const& file, Object const& object, leadmetrics::vocabulary<std::string> const& words)
    {
        auto const* const in = open(file);
        if (in == nullptr) return;
        in->check(object);
        auto const ended = *in | object(words, settings());
        auto&      use   = account(*in, "lost deals", ended);
        auto const found = changes_.add_missing(ended);
        left_out(use, "known from the history", found.known);
        left_out(use, "of no known lead", found.of_unknown_leads);
    }
    template <class Object>
    void deals(std::string const& file, Object const& object)
    {
        each(file, object, "won deals", {}, [&](auto const& one) {
            deals_.push_back({std::string{one.lead_id}, std::string{one.event_id}, one.at,
                              one.amount ? std::optional{static_cast<double>(*one.amount) / 100} : std::nullopt, std::string{one.currency},
                              uses_.size() - 1});
        });
    }
    template <class Object>
    void costs(std::string const& file, Object const& object)
    {
        each(file, object, "costs", {}, [&](auto const& one) {
            data_.costs.push_back({campaign(one.campaign), one.at, one.amount ? std::optional{static_cast<double>(*one.amount) / 100} : std::nullopt,
                                   std::string{one.currency}});
        });
    }
    template <class Object>
    void touches(std::string const& file, Object const& object, path const& history = {})
    {
        each(file, object, "touches", history,
             [&](auto const& one) { data_.touches.push_back({std::string{one.lead_id}, campaign(one.campaign), one.at}); });
    }
    /// `kind` is the kind of all activities of the file; if empty, each has its own.
    template <class Object>
    void activities(std::string const& file, Object const& object, std::string const& kind = {})
    {
        each(file, object, "activities", {},
             [&](auto const& one) { data_.activities.push_back({std::string{one.lead_id}, kind.empty() ? std::string{one.kind} : kind, one.at}); });
    }
    /// Returns the number of records of a file that have been used.
    std::int64_t used(std::string const& file) const;

    /// Reads the names of campaigns, by their ids.
    template <class Object>
    void names_of_campaigns(std::string const& file, Object const& object)
    {
        auto const* const in = open(file);
        if (in == nullptr) return;
        std::int64_t nameless = 0;
        auto const   names    = *in | object(settings());
        for (auto const& one : names) {
            if (one.campaign.empty()) {
                ++nameless;
                continue;
            }
            auto const [place, is_new] = campaign_names_.emplace(one.campaign, one.name);
            if (is_new) ++campaigns_called_[place->second];
        }
        side_uses_.push_back({in, [this, in, nameless, issues = names.import_issues()] {
                                  auto use = use_of(*in, "names of campaigns", issues);
                                  left_out(use, "without an id", nameless);
                                  return use;
                              }});
    }

    /// Adds a line to the data section.
    void note(std::string const& text) { data_.import_issues.push_back(text); }

    export_data finish(std::string const& title) &&;

private:
    struct deal {
        std::string            lead_id, id;
        std::optional<instant> at;
        std::optional<double>  amount;
        std::string            currency;
        std::size_t            use; ///< the place of its file's use in `uses_`
    };
    /// A file that is read for ids or names, not for events.
    struct side_use {
        object_file const*        file;
        std::function<file_use()> use; ///< what became of its records; asked for only where the file is read for nothing else
    };
    struct on_disk {
        std::string path, name;
        bool        read = false;
    };

    template <class Object>
    std::int64_t add_stages(object_file const& in, Object const& object, leadmetrics::vocabulary<std::string> const& words, bool always)
    {
        in.check(object);
        auto       made = in | object(words, settings());
        auto const used = made.import_issues().used_records;
        if (always || used != 0) {
            account(in, "stage changes", made);
            changes_.append(std::move(made));
        }
        return used;
    }

    template <class Object, class Take>
    void each(std::string const& file, Object const& object, char const* gives, path const& history, Take const& take)
    {
        auto const* const in = open(file, history);
        if (in == nullptr) return;
        in->check(object);
        auto const events = *in | object(settings());
        auto const again  = said_again(events);
        auto&      use    = account(*in, gives, events, again);
        left_out(use, "the same record again", std::count(again.begin(), again.end(), true));
        for (std::size_t i = 0; i != events.size(); ++i)
            if (!again[i]) take(events[i]);
        issues_ += events.import_issues();
    }

    /// Tells which events have the id of another one that counts: the earliest, then the one of the smaller amount (definitions, section 3).
    template <class Events>
    static std::vector<bool> said_again(Events const& events)
    {
        std::vector<bool> again(events.size(), false);
        if constexpr (requires { events[0].event_id; }) {
            auto const order = [&](std::size_t i) {
                std::optional<std::int64_t> amount;
                bool                        of_nobody = false;
                if constexpr (requires { events[i].amount; }) amount = events[i].amount;
                if constexpr (requires { events[i].lead_id; }) of_nobody = events[i].lead_id.empty();
                return std::tuple{of_nobody, !events[i].at.has_value(), events[i].at, !amount.has_value(), amount};
            };
            std::unordered_map<std::string_view, std::size_t> counts;
            for (std::size_t i = 0; i != events.size(); ++i) {
                if (events[i].event_id.empty()) continue;
                auto const [place, is_new] = counts.emplace(events[i].event_id, i);
                if (is_new) continue;
                bool const better                 = order(i) < order(place->second);
                again[better ? place->second : i] = true;
                if (better) place->second = i;
            }
        }
        return again;
    }

    /// Writes down what became of the records of a file. Events that no report can use are told from the others where each is one record.
    template <class Events>
    file_use& account(object_file const& in, char const* gives, Events const& events, std::vector<bool> const& again = {})
    {
        auto const& issues = events.import_issues();
        file_use&   use    = uses_.emplace_back(use_of(in, gives, issues));
        if (issues.used_records != static_cast<std::int64_t>(events.size())) return use;
        if constexpr (requires {
                          events[0].amount;
                          events[0].lead_id;
                      })
            return use; // whether a deal is used, its lead decides
        std::int64_t nobody = 0, never = 0;
        for (std::size_t i = 0; i != events.size(); ++i) {
            if (!again.empty() && again[i]) continue;
            auto const& one = events[i];
            if constexpr (requires { one.lead_id; }) {
                if (one.lead_id.empty()) {
                    ++nobody;
                    continue;
                }
            }
            never += !one.at.has_value();
        }
        left_out(use, "without an id", nobody);
        left_out(use, "without a time", never);
        return use;
    }
    /// Whether any file of leads' own tells what became of leads: one called like a history, or one that is read within this file.
    bool        has_history(object_file const& leads) const;
    void        warn_without_history(std::int64_t beyond, std::size_t leads, char const* history);
    file_use    use_of(object_file const& in, char const* gives, leadmetrics::import_issues const& issues);
    static void left_out(file_use& use, char const* why, std::int64_t n);

    void                               check_columns() const;
    void                               add_side_uses();
    void                               add_wins();
    void                               warn();
    std::map<std::string, std::string> first_campaigns() const;
    std::string                        campaign(std::string_view id) const;

    std::string                                           folder_;
    leadmetrics::vocabulary<std::string>                  words_;
    csv_options                                           options_;
    leadmetrics::adapter_settings                         how_;
    std::vector<leadmetrics::screen_label>                labels_;
    leadmetrics::lead_aliases                             same_;
    std::vector<std::string>                              won_words_, lost_words_;
    std::vector<on_disk>                                  on_disk_;
    std::set<std::string>                                 asked_for_; // objects
    std::map<std::string, object_file>                    files_;
    changes                                               changes_;
    leadmetrics::history_gaps                             gaps_;
    leadmetrics::import_issues                            issues_;
    std::vector<file_use>                                 uses_;
    std::vector<side_use>                                 side_uses_;
    std::map<std::string, std::string, std::less<>>       campaign_names_; // by id
    std::map<std::string, std::int64_t, std::less<>>      campaigns_called_;
    std::vector<deal>                                     deals_;
    std::map<std::string, std::pair<double, std::string>> value_of_; // and its currency
    export_data                                           data_;
};

} // namespace crm

#endif
