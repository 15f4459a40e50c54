// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CALENDAR_DETAIL_OPENING_TABLE_HPP
#define LEADMETRICS_CALENDAR_DETAIL_OPENING_TABLE_HPP

#include <leadmetrics/calendar/calendar.hpp>
#include <leadmetrics/calendar/detail/opening_pattern.hpp>
#include <leadmetrics/calendar/detail/opening_plan.hpp>
#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Calls visit(from, until, ahead) for each stretch of time in which a zone's clocks do not change, in UTC seconds and in order. Clock changes are
/// looked up one by one from 1800 to 2500: earlier there were none, and later instants do not occur in records of leads.
template <zone Zone, class Visit>
void each_offset(Zone const& clocks, std::int64_t farthest, Visit const& visit)
{
    date::sys_seconds const last = date::sys_days{date::year{2500} / 1 / 1};
    date::sys_seconds       at   = date::sys_days{date::year{1800} / 1 / 1};
    std::int64_t            from = -farthest;
    for (bool done = false; !done;) {
        utc_offset const offset  = clocks.offset_at(at);
        done                     = offset.until >= last;
        std::int64_t const until = done ? farthest : offset.until.time_since_epoch().count();
        visit(from, until, offset.ahead.count());
        from = until;
        at   = offset.until;
    }
}

/// The number of open seconds before an instant, as a function of UTC seconds. Time is cut into pieces. Within a piece the zone's offset from UTC
/// does not change and one pattern of opening hours holds; each piece stores the number of open seconds before it. Local wall-clock time is UTC
/// plus the piece's offset, so a clock change only needs a new piece: a repeated hour lies in two pieces, a skipped hour in none.
class opening_table {
public:
    template <zone Zone>
    opening_table(Zone const& clocks, opening_plan const& plan) : patterns_(plan.compiled())
    {
        each_offset(clocks, farthest, [&](std::int64_t from, std::int64_t until, std::int64_t ahead) { add_segment(from, until, ahead, plan); });
        index();
    }

    /// Returns the number of open seconds before `t`.
    [[nodiscard]] std::int64_t before(std::int64_t t) const noexcept
    {
        t                 = clamped(t);
        piece const& here = piece_at(t);
        return here.before + patterns_[here.pattern].before(t + here.shift);
    }
    /// Returns whether the office is open during the second that begins with `t`.
    [[nodiscard]] bool open_at(std::int64_t t) const noexcept
    {
        t                 = clamped(t);
        piece const& here = piece_at(t);
        return patterns_[here.pattern].open_at(t + here.shift);
    }
    /// Returns the earliest t with before(t) >= open.
    [[nodiscard]] std::int64_t reach(std::int64_t open) const noexcept
    {
        auto const after =
            std::lower_bound(pieces_.begin() + 1, pieces_.end(), open, [](piece const& p, std::int64_t x) { return p.open_before < x; });
        piece const& here = *(after - 1);
        return saturate(patterns_[here.pattern].reach(open - here.before) - here.shift);
    }

private:
    struct piece {
        std::int64_t begin;
        std::int64_t shift;       // from UTC to the pattern's seconds
        std::int64_t before;      // is added to the pattern's count of open seconds
        std::int64_t open_before; // open seconds before `begin`
        std::size_t  pattern;
    };

    static constexpr std::int64_t farthest = std::int64_t{1} << 55, day = 86400, bucket_bits = 22;

    static constexpr std::int64_t clamped(std::int64_t t) noexcept { return std::clamp(t, -farthest, farthest); }

    /// Adds the pieces of [from, until), during which local clocks are `ahead` of UTC.
    void add_segment(std::int64_t from, std::int64_t until, std::int64_t ahead, opening_plan const& plan)
    {
        auto one = std::upper_bound(plan.days.begin(), plan.days.end(), from + ahead - day,
                                    [](std::int64_t x, changed_pattern const& d) { return x < d.midnight; });
        for (; one != plan.days.end() && one->midnight - ahead < until; ++one) {
            std::int64_t const begin = (std::max)(from, one->midnight - ahead), end = (std::min)(until, one->midnight + day - ahead);
            if (from < begin) add_weeks(from, begin, ahead, plan);
            add_piece(begin, ahead - one->midnight, one->pattern);
            from = end;
        }
        if (from < until) add_weeks(from, until, ahead, plan);
    }
    void add_weeks(std::int64_t from, std::int64_t until, std::int64_t ahead, opening_plan const& plan)
    {
        auto next = std::upper_bound(plan.weeks.begin(), plan.weeks.end(), from + ahead,
                                     [](std::int64_t x, changed_pattern const& w) { return x < w.midnight; });
        add_piece(from, ahead - first_monday, next == plan.weeks.begin() ? 0 : (next - 1)->pattern);
        for (; next != plan.weeks.end() && next->midnight - ahead < until; ++next)
            add_piece(next->midnight - ahead, ahead - first_monday, next->pattern);
    }
    void add_piece(std::int64_t begin, std::int64_t shift, std::size_t pattern)
    {
        std::int64_t open_before = 0;
        if (!pieces_.empty()) open_before = pieces_.back().before + patterns_[pieces_.back().pattern].before(begin + pieces_.back().shift);
        pieces_.push_back({begin, shift, open_before - patterns_[pattern].before(begin + shift), open_before, pattern});
    }

    /// Stores for every stretch of 2^22 seconds (seven weeks) the piece in which the stretch begins, so that a look-up takes a step or two.
    void index()
    {
        if (pieces_.size() == 1) return;
        first_                   = pieces_[1].begin;
        std::int64_t const count = ((pieces_.back().begin - first_) >> bucket_bits) + 1;
        std::size_t        i     = 1;
        for (std::int64_t bucket = 0; bucket != count; ++bucket) {
            while (i + 1 != pieces_.size() && pieces_[i + 1].begin <= first_ + (bucket << bucket_bits)) ++i;
            piece_of_bucket_.push_back(static_cast<std::uint32_t>(i));
        }
    }
    [[nodiscard]] piece const& piece_at(std::int64_t t) const noexcept
    {
        if (t < first_ || pieces_.size() == 1) return pieces_[0];
        auto const  bucket = (std::min)(static_cast<std::size_t>((t - first_) >> bucket_bits), piece_of_bucket_.size() - 1);
        std::size_t i      = piece_of_bucket_[bucket];
        while (i + 1 != pieces_.size() && pieces_[i + 1].begin <= t) ++i;
        return pieces_[i];
    }

    std::vector<opening_pattern> patterns_;
    std::vector<piece>           pieces_;
    std::int64_t                 first_ = 0;
    std::vector<std::uint32_t>   piece_of_bucket_;
};

}}} // namespace leadmetrics::detail

#endif
