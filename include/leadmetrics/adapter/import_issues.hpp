// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_IMPORT_ISSUES_HPP
#define LEADMETRICS_ADAPTER_IMPORT_ISSUES_HPP

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace leadmetrics { inline namespace v0_1 {

/// What cannot be read, said so that somebody can mend it.
struct field_problem {
    std::int64_t record = 0; ///< its number among the vendor's records, from 0
    std::string  field;      ///< the vendor's name of it
    std::string  found;
    std::string  expected;

    friend bool operator==(field_problem const&, field_problem const&) = default;
};

/// What an adapter met in a vendor's records. Every record is either about something else, or none at all, or becomes an event (a wide record: one
/// for each of its dates). An event with an oddity is kept, with what could not be read left empty, so that the data quality of the reports counts
/// it.
struct import_issues {
    std::int64_t records       = 0; ///< seen
    std::int64_t events        = 0; ///< made of them
    std::int64_t other_records = 0; ///< about something else: the change of another field, an open opportunity among deals
    std::int64_t no_records    = 0; ///< not records at all: a number in an array of JSON objects

    std::int64_t missing_id        = 0; ///< no id, a blank one, or null
    std::int64_t missing_time      = 0;
    std::int64_t missing_status    = 0;
    std::int64_t missing_amount    = 0;
    std::int64_t unreadable_id     = 0; ///< an id that the vendor cannot have given
    std::int64_t unreadable_time   = 0; ///< a text that is no time; the time is empty then
    std::int64_t unreadable_amount = 0; ///< a text that is no amount; the amount is empty then
    std::int64_t rounded_amounts   = 0; ///< with more decimals than the minor unit has
    std::int64_t clock_changes     = 0; ///< local times that a clock change skips or repeats, read as if the clock had not been set yet

    std::map<std::string, std::int64_t> unknown_statuses; ///< words without an entry in the vocabulary, and how many events say each

    static constexpr std::size_t at_most = 100;
    std::vector<field_problem>   problems; ///< the first hundred of what could not be read; the counts above are of all

    import_issues& operator+=(import_issues const& other)
    {
        static constexpr std::int64_t import_issues::* counts[] = {
            &import_issues::records,       &import_issues::events,          &import_issues::other_records,     &import_issues::no_records,
            &import_issues::missing_id,    &import_issues::missing_time,    &import_issues::missing_status,    &import_issues::missing_amount,
            &import_issues::unreadable_id, &import_issues::unreadable_time, &import_issues::unreadable_amount, &import_issues::rounded_amounts,
            &import_issues::clock_changes};
        for (auto const count : counts) this->*count += other.*count;
        for (auto const& [word, n] : other.unknown_statuses) unknown_statuses[word] += n;
        std::size_t const room = at_most - problems.size();
        problems.insert(problems.end(), other.problems.begin(),
                        other.problems.begin() + static_cast<std::ptrdiff_t>(room < other.problems.size() ? room : other.problems.size()));
        return *this;
    }
    friend bool operator==(import_issues const&, import_issues const&) = default;
};

}} // namespace leadmetrics

#endif
