// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_PATH_QUALITY_HPP
#define LEADMETRICS_JOURNEY_PATH_QUALITY_HPP

#include <leadmetrics/core/detail/members.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/version.hpp>

#include <cstdint>
#include <tuple>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// What became of the touches behind a report. `records` = `used` + the counts below; each record is counted under the first that applies.
struct touch_quality {
    std::int64_t records = 0; ///< seen
    std::int64_t used    = 0; ///< also touches that are on no path because they lie outside every window

    std::int64_t missing_lead     = 0; ///< ignored: no lead id (an empty text, an empty optional)
    std::int64_t missing_time     = 0; ///< ignored: no time
    std::int64_t missing_campaign = 0; ///< ignored: an empty optional; a missing text is the campaign ""
    std::int64_t duplicates       = 0; ///< ignored: agrees with another in lead, instant and campaign
    std::int64_t after_as_of      = 0; ///< ignored: later than the closing of the books
    std::int64_t no_conversion    = 0; ///< touches of leads without a conversion, where only leads with one were asked for

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.records, self.used, self.missing_lead, self.missing_time, self.missing_campaign, self.duplicates, self.after_as_of,
                        self.no_conversion);
    }
    touch_quality& operator+=(touch_quality const& other) noexcept
    {
        if (other.records == other.used) { // as for most leads
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
                          figure{"missing_campaign", self.missing_campaign},
                          figure{"duplicates", self.duplicates},
                          figure{"after_as_of", self.after_as_of},
                          figure{"no_conversion", self.no_conversion}};
    }
    friend bool operator==(touch_quality const&, touch_quality const&) = default;
};

/// What became of the conversions behind a report. `records` = `used` + the five counts below.
struct conversion_quality {
    std::int64_t records = 0; ///< seen
    std::int64_t used    = 0;

    std::int64_t missing_lead   = 0;
    std::int64_t missing_time   = 0;
    std::int64_t missing_amount = 0; ///< none, or not finite
    std::int64_t duplicates     = 0; ///< has the `event_id` of another
    std::int64_t after_as_of    = 0;

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.records, self.used, self.missing_lead, self.missing_time, self.missing_amount, self.duplicates, self.after_as_of);
    }
    conversion_quality& operator+=(conversion_quality const& other) noexcept
    {
        if (other.records == other.used) {
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
                          figure{"missing_amount", self.missing_amount},
                          figure{"duplicates", self.duplicates},
                          figure{"after_as_of", self.after_as_of}};
    }
    friend bool operator==(conversion_quality const&, conversion_quality const&) = default;
};

/// What became of the records behind a report on paths.
struct path_quality {
    touch_quality      touches;
    conversion_quality conversions;

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.touches, self.conversions);
    }
    path_quality& operator+=(path_quality const& other) noexcept { return detail::add_members(*this, other); }
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"touches", self.touches}, figure{"conversions", self.conversions}};
    }
    friend bool operator==(path_quality const&, path_quality const&) = default;
};

}} // namespace leadmetrics

#endif
