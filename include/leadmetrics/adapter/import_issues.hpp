// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_IMPORT_ISSUES_HPP
#define LEADMETRICS_ADAPTER_IMPORT_ISSUES_HPP

#include <leadmetrics/version.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// A value that could not be read, with what a person needs to correct it.
struct field_problem {
    std::int64_t record = 0; ///< the number of the record among the vendor's records, from 0
    std::string  field;      ///< the vendor's name of the field
    std::string  found;
    std::string  expected;

    friend bool operator==(field_problem const&, field_problem const&) = default;
};

/// Why a record became no event.
enum class left_out_because { no_record, about_something_else, deleted, without_history, without_dates, earlier_version };

[[nodiscard]] constexpr std::string_view name_of(left_out_because why) noexcept
{
    constexpr std::string_view names[] = {"no record",         "about something else",        "deleted",
                                          "without a history", "without the date of a stage", "an earlier version of a record"};
    return names[static_cast<int>(why)];
}

/// A record that became no event.
struct left_out_record {
    std::int64_t     record = 0; ///< the number of the record among the vendor's records, from 0
    left_out_because why    = left_out_because::no_record;
    std::string      what; ///< the record's id or, for an element that is no record, its text

    friend bool operator==(left_out_record const&, left_out_record const&) = default;
};

/// Counts of what an adapter found in a vendor's records. Each record is used, or left out for one of the six reasons of `left_out_because`:
///
///     records = used_records + other_records + no_records + deleted_records + without_history + without_dates + earlier_versions
///
/// A used record becomes one event; a wide record becomes one for each of its dates. An event with a problem is kept, and what could not be read is
/// left empty, so that the data quality of the reports counts it.
struct import_issues {
    std::int64_t records          = 0; ///< records seen
    std::int64_t used_records     = 0; ///< records that became events
    std::int64_t events           = 0; ///< events made from the records
    std::int64_t other_records    = 0; ///< records about something else: a change of another field, an open opportunity among deals
    std::int64_t no_records       = 0; ///< elements that are no records, such as a number in an array of JSON objects
    std::int64_t deleted_records  = 0; ///< records that were deleted and not merged into others, and records about a lead that was
    std::int64_t without_history  = 0; ///< JSON objects that have nothing at the path of the history that was asked for
    std::int64_t without_dates    = 0; ///< wide records that have the date of no stage
    std::int64_t earlier_versions = 0; ///< of records that a warehouse keeps in all their versions, where the one that holds is asked for
    std::int64_t more_pages       = 0; ///< answers that say of themselves that they are not the only page

    std::int64_t missing_id        = 0; ///< the id is absent, blank, or null
    std::int64_t missing_time      = 0;
    std::int64_t missing_status    = 0;
    std::int64_t missing_amount    = 0;
    std::int64_t unreadable_id     = 0; ///< the id does not have the form of the vendor's ids
    std::int64_t unreadable_time   = 0; ///< the text is no time; the event's time is empty
    std::int64_t unreadable_amount = 0; ///< the text is no amount; the event's amount is empty
    std::int64_t rounded_amounts   = 0; ///< amounts with more decimals than the minor unit has
    std::int64_t dates         = 0; ///< instants that were dates without a time of day: read as the first of the day, the close of a deal as the last
    std::int64_t clock_changes = 0; ///< local times that a clock change skips or repeats; they are read with the offset before the change

    std::map<std::string, std::int64_t> unknown_statuses;         ///< words without an entry in the vocabulary, and the number of events with each
    std::map<std::string, std::int64_t> unknown_earlier_statuses; ///< the same of the statuses before a change

    std::vector<left_out_record> left_out; ///< the first records of each kind that became no event: adapter_settings says how many

    static constexpr std::size_t at_most = 100;
    std::vector<field_problem>   problems; ///< the first hundred values that could not be read; the counts above include all

    import_issues& operator+=(import_issues const& other)
    {
        if (this == &other) return *this += import_issues{other};
        static constexpr std::int64_t import_issues::* counts[] = {
            &import_issues::records,         &import_issues::events,          &import_issues::other_records,     &import_issues::no_records,
            &import_issues::missing_id,      &import_issues::missing_time,    &import_issues::missing_status,    &import_issues::missing_amount,
            &import_issues::unreadable_id,   &import_issues::unreadable_time, &import_issues::unreadable_amount, &import_issues::rounded_amounts,
            &import_issues::dates,           &import_issues::clock_changes,   &import_issues::used_records,      &import_issues::deleted_records,
            &import_issues::without_history, &import_issues::without_dates,   &import_issues::more_pages,        &import_issues::earlier_versions};
        for (auto const count : counts) this->*count += other.*count;
        for (auto const& [word, n] : other.unknown_statuses) unknown_statuses[word] += n;
        for (auto const& [word, n] : other.unknown_earlier_statuses) unknown_earlier_statuses[word] += n;
        left_out.insert(left_out.end(), other.left_out.begin(), other.left_out.end());
        std::size_t const room = at_most - problems.size();
        problems.insert(problems.end(), other.problems.begin(),
                        other.problems.begin() + static_cast<std::ptrdiff_t>(room < other.problems.size() ? room : other.problems.size()));
        return *this;
    }
    /// Returns the number of records that became no event for a reason.
    [[nodiscard]] std::int64_t count(left_out_because why) const noexcept
    {
        std::int64_t const counts[] = {no_records, other_records, deleted_records, without_history, without_dates, earlier_versions};
        return counts[static_cast<int>(why)];
    }
    friend bool operator==(import_issues const&, import_issues const&) = default;
};

}} // namespace leadmetrics

#endif
