// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DETAIL_LEAD_SUMS_HPP
#define LEADMETRICS_SCORING_DETAIL_LEAD_SUMS_HPP

#include <leadmetrics/core/concepts.hpp>
#include <leadmetrics/core/detail/bulk.hpp>
#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/field.hpp>
#include <leadmetrics/core/mapping.hpp>
#include <leadmetrics/core/quality.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/detail/activity.hpp>
#include <leadmetrics/scoring/detail/all_points_given.hpp>
#include <leadmetrics/scoring/detail/half_life_weights.hpp>
#include <leadmetrics/scoring/detail/points_given.hpp>
#include <leadmetrics/scoring/score_quality.hpp>
#include <leadmetrics/version.hpp>

#include <range/v3/iterator/operations.hpp>
#include <range/v3/range/access.hpp>
#include <range/v3/range/concepts.hpp>
#include <range/v3/range/traits.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Sums of points by lead. Each lead's points are added up in the order of the calls of `add`. The key of a lead is the hash of its id; two ids never
/// share a hash, since `spread` is a bijection.
class sums_by_hash {
public:
    struct slot {
        std::uint64_t lead = 0; // 0: the slot is free
        double        sum  = 0;
    };

    void add(std::uint64_t lead, double points)
    {
        if (lead == 0) [[unlikely]] {
            has_zero_ = true;
            zero_.sum += points;
            return;
        }
        std::size_t const mask = slots_.size() - 1;
        for (std::size_t i = lead >> (56 - bits_) & mask;; i = (i + 1) & mask) {
            if (slots_[i].lead == lead) [[likely]] {
                slots_[i].sum += points;
                return;
            }
            if (slots_[i].lead == 0) {
                slots_[i] = {lead, 0.0 + points};
                if (2 * ++leads_ > slots_.size()) grow();
                return;
            }
        }
    }
    template <class Visit>
    void each(Visit const& visit) const
    {
        if (has_zero_) visit(zero_);
        for (slot const& one : slots_)
            if (one.lead != 0) visit(one);
    }

private:
    void grow()
    {
        ++bits_;
        auto const        before = std::exchange(slots_, std::vector<slot>(std::size_t{1} << bits_));
        std::size_t const mask   = slots_.size() - 1;
        for (slot const& one : before) {
            if (one.lead == 0) continue;
            std::size_t i = one.lead >> (56 - bits_) & mask;
            while (slots_[i].lead != 0) i = (i + 1) & mask;
            slots_[i] = one;
        }
    }

    unsigned          bits_  = 6;                                          // number of hash bits used, after the first eight, which choose the table
    std::vector<slot> slots_ = std::vector<slot>(std::size_t{1} << bits_); // at most half of the slots are taken
    std::size_t       leads_ = 0;
    slot              zero_; // the lead whose hash is 0
    bool              has_zero_ = false;
};

/// Buffers points before they are added to the table of their lead. Each table has a chain of chunks, so that each chunk is written in sequence.
class given_points {
public:
    static constexpr std::size_t tables = 256;
    struct given {
        std::uint64_t lead;
        double        points;
    };

    explicit given_points(std::size_t at_most) : room_(at_most + tables * chunk) {}

    void clear()
    {
        used_ = 0;
        for (std::size_t t = 0; t != tables; ++t) {
            chains_[t].clear();
            next_[t] = last_[t] = nullptr;
        }
    }
    [[gnu::always_inline]] inline void add(std::uint64_t lead, double points)
    {
        std::size_t const table = lead >> 56;
        if (next_[table] == last_[table]) [[unlikely]] {
            next_[table] = room_.data() + std::exchange(used_, used_ + chunk);
            last_[table] = next_[table] + chunk;
            chains_[table].push_back(next_[table]);
        }
        *next_[table]++ = {lead, points};
    }
    /// Calls visit(given) for the points of one table, in the order in which they were added.
    template <class Visit>
    void each(std::size_t table, Visit const& visit) const
    {
        for (given const* const first : chains_[table]) {
            given const* const last = first == chains_[table].back() ? next_[table] : first + chunk;
            for (given const* one = first; one != last; ++one) visit(*one);
        }
    }

private:
    static constexpr std::size_t chunk = 512;

    bulk_vector<given>                            room_;
    std::size_t                                   used_ = 0;
    std::array<given*, tables>                    next_{}, last_{};
    std::array<std::vector<given const*>, tables> chains_;
};

/// Watches a sequence of records and reports leads that have two records out of order or at one instant. The points of such a lead would be added up
/// in a different order than elsewhere in the library.
class order_watch {
public:
    /// Returns whether the record is certainly in order.
    [[gnu::always_inline]] inline bool operator()(std::int64_t at, std::uint64_t lead)
    {
        if (at > last_) [[likely]] {
            last_        = at;
            together_[0] = lead;
            size_        = 1;
            return true;
        }
        return at == last_ && alone(lead);
    }
    void                       go_on_after(std::int64_t at) noexcept { last_ = at, size_ = 0; }
    [[nodiscard]] std::int64_t last() const noexcept { return last_; }

private:
    bool alone(std::uint64_t lead) noexcept
    {
        if (size_ == static_cast<std::ptrdiff_t>(together_.size())
            || std::find(together_.begin(), together_.begin() + size_, lead) != together_.begin() + size_)
            return false;
        together_[static_cast<std::size_t>(size_++)] = lead;
        return true;
    }

    std::int64_t                  last_ = INT64_MIN;
    std::array<std::uint64_t, 64> together_{}; // leads of the records at the instant `last_`
    std::ptrdiff_t                size_ = 0;
};

/// Sums of points for models that quick_sum can handle. The points are read straight from records that are mostly in order of time, a few million
/// records at a time. So memory grows with the number of leads, not of activities. Ids must be integers.
template <class Duration, class Model, class Records>
class lead_sums {
public:
    lead_sums(Model const& model, Records& records, std::int64_t as_of) : model_(&model), records_(&records), as_of_(as_of) {}

    /// Reads all records. Returns false when too many leads are out of order (`unsure_`); the sums must then be discarded.
    template <class Runner>
    bool take(Runner const& run)
    {
        std::size_t const    n = static_cast<std::size_t>(ranges::distance(*records_)), threads = run.concurrency();
        std::vector<stretch> parts;
        for (std::size_t t = 0; t != threads; ++t) parts.emplace_back((std::min)(n, batch) / threads + 2 * furthest);
        order_watch before; // holds the latest instant of all that was read so far
        for (std::size_t first = 0; first < n;) {
            std::size_t const last = strict_start((std::min)(n, first + batch));
            for (std::size_t t = 0; t != threads; ++t)
                parts[t].start_at(t == 0 ? first : (std::min)(last, strict_start(first + (last - first) * t / threads)));
            run(threads, [&](std::size_t t) { read(parts[t], t + 1 == threads ? last : parts[t + 1].first, t == 0 ? before.last() : INT64_MIN); });
            for (stretch& one : parts) {
                if (one.earliest <= before.last()) late(one, before.last());
                before.go_on_after((std::max)(before.last(), one.order.last()));
                unsure_.insert(unsure_.end(), one.unsure.begin(), one.unsure.end());
                quality_ += std::exchange(one.quality, {});
            }
            if (unsure_.size() > 64 + last / 256) return false;
            run(threads, [&](std::size_t t) {
                for (std::size_t table = tables * t / threads; table != tables * (t + 1) / threads; ++table)
                    for (stretch const& one : parts) one.points.each(table, [&](auto const& given) { sums_[table].add(given.lead, given.points); });
            });
            first = last;
        }
        std::sort(unsure_.begin(), unsure_.end());
        unsure_.erase(std::unique(unsure_.begin(), unsure_.end()), unsure_.end());
        return true;
    }

    /// Calls visit(sum) for each lead of part `part` of `parts`, except the leads in `unsure_`.
    template <class Visit>
    void each_sum(std::size_t part, std::size_t parts, Visit const& visit) const
    {
        for (std::size_t table = tables * part / parts; table != tables * (part + 1) / parts; ++table)
            sums_[table].each([&](auto const& one) {
                if (unsure_.empty() || !std::binary_search(unsure_.begin(), unsure_.end(), one.lead)) visit(one.sum);
            });
    }

    /// Returns the records of the leads in `unsure_`; in most data there are none.
    [[nodiscard]] auto records_of_unsure() const
    {
        std::vector<record_type<ranges::range_value_t<Records>> const*> result;
        if (unsure_.empty()) return result;
        std::array<bool, 4096> maybe{};
        for (std::uint64_t const lead : unsure_) maybe[lead >> 52] = true;
        for (auto const& element : *records_) {
            auto const&         record = unwrap(element);
            std::uint64_t const lead   = lead_of(record);
            if (maybe[lead >> 52] && std::binary_search(unsure_.begin(), unsure_.end(), lead)) result.push_back(&record);
        }
        return result;
    }

    [[nodiscard]] score_quality const& quality() const noexcept { return quality_; }

private:
    static constexpr std::size_t tables = given_points::tables, batch = std::size_t{1} << 22, furthest = 64;

    struct stretch {
        explicit stretch(std::size_t at_most) : points(at_most) {}
        void start_at(std::size_t record)
        {
            first    = record;
            last     = record;
            earliest = INT64_MAX;
            order    = {};
            unsure.clear();
            points.clear();
        }

        std::size_t                first = 0, last = 0;
        std::int64_t               earliest = INT64_MAX;
        order_watch                order;
        std::vector<std::uint64_t> unsure;
        score_quality              quality;
        given_points               points;
    };

    template <class Record>
    static std::uint64_t lead_of(Record const& record)
    {
        return spread(static_cast<std::uint64_t>(field::lead_id(default_mapping{}, record)));
    }
    [[nodiscard]] auto const& record(std::size_t i) const
    {
        return unwrap(ranges::begin(*records_)[static_cast<ranges::range_difference_t<Records>>(i)]);
    }
    [[nodiscard]] decltype(auto) time(std::size_t i) const { return field::at(default_mapping{}, record(i)); }

    /// Returns i, or the next record (at most `furthest` on) whose instant differs from that of the record before it. A cut there does not part
    /// records of one instant.
    [[nodiscard]] std::size_t strict_start(std::size_t i) const
    {
        std::size_t const n = static_cast<std::size_t>(ranges::distance(*records_));
        for (std::size_t tries = 0; tries != furthest && i != 0 && i < n && time(i - 1) == time(i); ++tries) ++i;
        return i;
    }

    void read(stretch& to, std::size_t last, std::int64_t after)
    {
        to.last = last;
        to.order.go_on_after(after);
        half_life_weights const* const weights = model_->how().slots[0].decay.weights();
        if (weights == nullptr) read_with(to, [](std::int64_t) { return 1.0; });
        else read_with(to, [weights, as_of = as_of_](std::int64_t at) { return weights->template between<Duration>(at, as_of); });
    }
    template <class WeightOf>
    void read_with(stretch& to, WeightOf const& weight_of)
    {
        score_quality& odd  = to.quality;
        std::int64_t   used = 0, earliest = INT64_MAX;
        for (std::size_t i = to.first; i < to.last; ++i) {
            auto const& here = record(i);
            auto&&      when = field::at(default_mapping{}, here);
            using traits     = time_point_traits<std::remove_cvref_t<decltype(when)>>;
            if (!traits::present(when)) [[unlikely]] {
                odd.add(record_fate::missing_time);
                continue;
            }
            std::int64_t const at = traits::count(when);
            if (at > as_of_) [[unlikely]] {
                odd.add(record_fate::after_as_of);
                continue;
            }
            ++used;
            std::uint64_t const lead   = lead_of(here);
            double              points = 0;
            int                 times  = 0;
            each_points_given(*model_, read_activity<std::remove_cvref_t<decltype(here)>>{&here, at}, odd, [&](points_given const& what) {
                points = what.points * weight_of(at);
                ++times;
            });
            earliest = (std::min)(earliest, at);
            if (!to.order(at, lead) || times > 1) [[unlikely]]
                to.unsure.push_back(lead);
            to.points.add(lead, points);
        }
        to.earliest = earliest;
        odd.records += used;
        odd.used += used;
    }
    /// Marks as unsure the leads of those records of a stretch that are not later than everything read before the stretch.
    void late(stretch& of, std::int64_t before)
    {
        for (std::size_t i = of.first; i < of.last; ++i) {
            auto&& when  = time(i);
            using traits = time_point_traits<std::remove_cvref_t<decltype(when)>>;
            if (traits::present(when) && traits::count(when) <= before) of.unsure.push_back(lead_of(record(i)));
        }
    }

    Model const*                     model_;
    Records*                         records_;
    std::int64_t                     as_of_;
    std::array<sums_by_hash, tables> sums_;
    std::vector<std::uint64_t>       unsure_;
    score_quality                    quality_;
};

/// Records that lead_sums can read in place: their lead ids are integers, and they have no `event_id`.
template <class Range>
concept straight_records =
    ranges::random_access_range<Range> && std::is_lvalue_reference_v<ranges::range_reference_t<Range>>
    && activity<record_type<ranges::range_value_t<Range>>>
    && std::integral<
        std::remove_cvref_t<decltype(field::lead_id(default_mapping{}, std::declval<record_type<ranges::range_value_t<Range>> const&>()))>>
    && !field::event_id_t::template found_in<default_mapping, record_type<ranges::range_value_t<Range>>>;

template <class Range>
using duration_of_records = typename time_point_traits<
    std::remove_cvref_t<decltype(field::at(default_mapping{}, std::declval<record_type<ranges::range_value_t<Range>> const&>()))>>::duration;

}}} // namespace leadmetrics::detail

#endif
