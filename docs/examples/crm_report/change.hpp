// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_CHANGE_HPP
#define CRM_REPORT_CHANGE_HPP

#include "text_store.hpp"

#include <leadmetrics/journey/funnel.hpp>

#include <date/date.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace crm {

using instant = date::sys_time<std::chrono::milliseconds>;

/// What the record of a change says beside lead, stage and time.
struct details {
    std::string           group{};    ///< the value of the column that reports are broken down by
    std::optional<double> value{};    ///< the value of the deal; empty where the record has none
    std::string           reason{};   ///< why the lead was rejected; empty where the record gives no reason
    std::string           currency{}; ///< the currency of the value; empty where the record names none
    /// The campaign of the record, which costs and revenue belong to, where the lead's group was taken from another record; else that is the group.
    std::optional<std::string> campaign{};

    friend bool operator==(details const&, details const&) = default;
};

/// The entry of a lead into a stage. Its functions have the library's names of fields, so the type needs no mapping. A record points to its texts,
/// which a text_store or a file keeps: millions of records fit into little memory.
class change {
public:
    change() = default;
    change(std::string_view lead_id, std::string const& stage, std::optional<instant> at, details const* more = nullptr, bool is_date = false)
        : lead_(lead_id.data()), length_(static_cast<std::uint32_t>(lead_id.size())), is_date_(is_date),
          at_(at ? at->time_since_epoch().count() : no_time), stage_(&stage), more_(more)
    {
    }

    std::string_view       lead_id() const { return {lead_, length_}; }
    std::string const&     stage() const { return *stage_; }
    std::optional<instant> at() const { return at_ == no_time ? std::nullopt : std::optional{instant{std::chrono::milliseconds{at_}}}; }
    std::string const&     group() const { return more().group; }
    std::string const&     campaign() const { return more().campaign ? *more().campaign : more().group; }
    std::optional<double>  value() const { return more().value; }
    std::string const&     reason() const { return more().reason; }
    std::string const&     currency() const { return more().currency; }
    /// Whether `at` was a date without a time of day; it is the first instant of that day, in UTC.
    bool is_date() const { return is_date_; }

    /// Returns the same record at the close of its deal. Where the record has a date only, that is the last instant of the day, so that what happened
    /// on the closing day came before the close.
    change at_close() const
    {
        change closed = *this;
        if (is_date_ && at_ != no_time) closed.at_ += std::chrono::milliseconds{date::days{1}}.count() - 1;
        closed.is_date_ = false;
        return closed;
    }
    /// Returns the same record with other details, which must outlive it.
    change with(details const& more) const
    {
        change other = *this;
        other.more_  = &more;
        return other;
    }

private:
    static constexpr std::int64_t no_time = INT64_MIN;

    static inline details const none{};

    details const& more() const { return more_ == nullptr ? none : *more_; }

    char const*        lead_    = nullptr;
    std::uint32_t      length_  = 0;
    bool               is_date_ = false;
    std::int64_t       at_      = no_time;
    std::string const* stage_   = nullptr;
    details const*     more_    = nullptr;
};

/// A contact of a salesperson with a lead.
struct contact {
    std::string            lead_id;
    std::optional<instant> at;
};

/// Money spent on a campaign. The campaigns are the groups of the changes.
struct cost {
    std::string            campaign;
    std::optional<instant> at;
    std::optional<double>  amount;
    std::string            currency{}; ///< empty where the record names none
};

/// Something that a lead did.
struct activity {
    std::string            lead_id;
    std::string            kind;
    std::optional<instant> at;
    double                 share = 1; ///< the share of a video that was watched, 0 … 1
};

/// A contact between a campaign and a lead.
struct touch {
    std::string            lead_id;
    std::string            campaign;
    std::optional<instant> at;
};

/// What became of the records of a file: read = used + all that were left out.
struct file_use {
    std::string                                       file;
    std::string                                       gives; ///< what the records were read as: "stage changes"
    std::int64_t                                      read = 0, used = 0;
    std::vector<std::pair<std::string, std::int64_t>> left_out{}; ///< reasons, and the number of records with each
    std::vector<std::string>                          listed{};   ///< for each reason, the first records that were left out
};

/// The records that were read, with the settings for the reports on them.
struct export_data {
    export_data(std::string title_, leadmetrics::funnel<std::string> pipeline_, std::string group_name_)
        : title(std::move(title_)), pipeline(std::move(pipeline_)), group_name(std::move(group_name_))
    {
    }

    std::string                      title;
    leadmetrics::funnel<std::string> pipeline;
    std::string                      group_name;         ///< the name of `change::group`, for headings
    text_store                       texts{};            ///< what the changes point to
    std::optional<std::string>       campaigns_called{}; ///< where groups were chosen: the name that the groups had, which are the campaigns of money
    std::optional<std::int64_t>      groups_differ{};    ///< where groups were chosen: the number of leads whose records disagree about them
    std::vector<change>              changes{};
    std::vector<contact>             contacts{};
    std::vector<cost>                costs{};
    std::vector<activity>            activities{};
    std::vector<touch>               touches{};
    std::int64_t                     dates = 0;        ///< the number of times that were dates without a time of day
    std::vector<std::string>         warnings{};       ///< what a reader must know before the figures
    std::vector<std::string>         skipped_rows{};   ///< with --skip-bad-rows: for each skipped row, what was wrong
    std::vector<std::string>         import_issues{};  ///< the problems found in a CRM's records, one line for each
    std::vector<file_use>            files{};          ///< what became of the records of each file
    std::vector<std::string>         files_not_read{}; ///< files of a CRM's folder that no adapter reads

    /// Adds a change and keeps its texts.
    void add(std::string_view lead_id, std::string_view stage, std::optional<instant> at, details more = {}, bool is_date = false)
    {
        bool const any = !more.group.empty() || more.value || !more.reason.empty() || !more.currency.empty();
        changes.push_back({texts.text(lead_id), texts.word(stage), at, any ? &texts.value(std::move(more)) : nullptr, is_date});
    }
};

/// Returns the latest time of any record. It is the default of `as_of`, the instant at which the books are closed.
std::optional<instant> latest(export_data const& data);

} // namespace crm

#endif
