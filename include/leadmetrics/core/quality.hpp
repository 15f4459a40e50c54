// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_QUALITY_HPP
#define LEADMETRICS_CORE_QUALITY_HPP

#include <leadmetrics/core/detail/members.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/version.hpp>

#include <cstdint>
#include <tuple>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// What became of one record: used, or the first reason that holds why not (definitions, section 3).
enum class record_fate { used, missing_lead, missing_time, unknown_stage, duplicate, after_as_of };

/// What became of the records behind a report (definitions, section 3): `records` = `used` + the five reasons below it, each record
/// counted under the first reason that holds. Then what is unusual about whole leads, whose records are used.
struct data_quality {
    std::int64_t records = 0; ///< seen
    std::int64_t used    = 0;

    std::int64_t missing_lead  = 0; ///< ignored: no lead id (an empty text, an empty optional)
    std::int64_t missing_time  = 0; ///< ignored: no time
    std::int64_t unknown_stage = 0; ///< ignored: a stage that the funnel does not name
    std::int64_t duplicates    = 0; ///< ignored: agrees with another in lead, instant and stage
    std::int64_t after_as_of   = 0; ///< ignored: later than the closing of the books

    std::int64_t out_of_order       = 0; ///< leads that entered a later stage before an earlier one
    std::int64_t reopened           = 0; ///< leads that entered the last stage and whose latest event is another stage or a lost one
    std::int64_t undone_wins_only   = 0; ///< leads all of whose stage events are wins that were undone, where wins can be: in no figure
    std::int64_t lost_without_stage = 0; ///< leads with lost events and no stage: in no figure
    std::int64_t repeated_leads     = 0; ///< leads that turn up again, in records said to be one row or one run per lead

    /// One more record.
    constexpr void add(record_fate fate) noexcept
    {
        ++records;
        switch (fate) {
        case record_fate::used: ++used; break;
        case record_fate::missing_lead: ++missing_lead; break;
        case record_fate::missing_time: ++missing_time; break;
        case record_fate::unknown_stage: ++unknown_stage; break;
        case record_fate::duplicate: ++duplicates; break;
        case record_fate::after_as_of: ++after_as_of; break;
        }
    }

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.records, self.used, self.missing_lead, self.missing_time, self.unknown_stage, self.duplicates, self.after_as_of,
                        self.out_of_order, self.reopened, self.undone_wins_only, self.lost_without_stage, self.repeated_leads);
    }
    constexpr data_quality& operator+=(data_quality const& other) noexcept
    {
        bool const nothing_unusual =
            other.records == other.used
            && (other.out_of_order | other.reopened | other.undone_wins_only | other.lost_without_stage | other.repeated_leads) == 0;
        if (nothing_unusual) { // as most journeys: half the work of a report without durations would be adding zeros
            records += other.records;
            used += other.used;
            return *this;
        }
        return detail::add_members(*this, other);
    }

    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"records", self.records},
                          figure{"used", self.used},
                          figure{"missing_lead", self.missing_lead},
                          figure{"missing_time", self.missing_time},
                          figure{"unknown_stage", self.unknown_stage},
                          figure{"duplicates", self.duplicates},
                          figure{"after_as_of", self.after_as_of},
                          figure{"out_of_order", self.out_of_order},
                          figure{"reopened", self.reopened},
                          figure{"undone_wins_only", self.undone_wins_only},
                          figure{"lost_without_stage", self.lost_without_stage},
                          figure{"repeated_leads", self.repeated_leads}};
    }
    friend constexpr bool operator==(data_quality const&, data_quality const&) = default;
};

}} // namespace leadmetrics

#endif
