// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DETAIL_LEAD_SUMS_HPP
#define LEADMETRICS_SCORING_DETAIL_LEAD_SUMS_HPP

#include <leadmetrics/core/concepts.hpp>
#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/field.hpp>
#include <leadmetrics/core/mapping.hpp>
#include <leadmetrics/core/quality.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/scoring/detail/half_life_weights.hpp>
#include <leadmetrics/scoring/detail/posting.hpp>
#include <leadmetrics/scoring/detail/postings.hpp>
#include <leadmetrics/scoring/score_quality.hpp>

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

namespace leadmetrics { inline namespace v0_1 { namespace detail {

/// An activity whose record is at hand.
template <class Activity>
struct read_activity {
    Activity const* activity;
    std::int64_t    when;

    [[nodiscard]] std::int64_t                 at() const noexcept { return when; }
    [[nodiscard]] static constexpr std::size_t code() noexcept { return activity_code::ask; }
    [[nodiscard]] Activity const&              record() const noexcept { return *activity; }
};

/// Sums of points under a model for which quick_sum will do, of the leads of one part of many, read straight from records in the order of
/// time: one slot for each lead, so that memory grows with leads and not with activities. Leads of which two postings come out of order
/// or at one instant are `unsure`: the order in which points are added up would be another than elsewhere. Ids are integers.
template <class Duration>
class lead_sums {
public:
    struct slot {
        std::uint64_t id;
        double        sum;     // as of the closing
        std::int64_t  last_at; // of a posting; else one of those below
        std::int64_t  scored_at, raised_at;
    };
    static constexpr std::int64_t no_lead = INT64_MIN, no_posting = INT64_MIN + 1, unsure = INT64_MAX;

    lead_sums(half_life_weights const* weights, std::int64_t as_of) : weights_(weights), as_of_(as_of), slots_(std::size_t{1} << bits_, slot{0, 0, no_lead, INT64_MIN, INT64_MIN}) {}

    /// Takes the records of the leads of part `part` of `parts`. Says no, and has counted nothing of use, where too many leads are unsure.
    template <class Model, class Records>
    bool take(Model const& model, Records& records, std::size_t part, std::size_t parts, score_quality& quality)
    {
        std::array<pending, 32> batch;
        std::size_t             waiting = 0;
        auto const              settle  = [&] {
            for (std::size_t i = 0; i != waiting; ++i) settle_one(batch[i]);
            waiting = 0;
        };
        for (auto const& element : records) {
            auto const&         record = unwrap(element);
            auto const          id     = static_cast<std::uint64_t>(field::lead_id(own_words{}, record));
            std::uint64_t const hash   = spread(id);
            if ((hash & 0xff) * parts >> 8 != part) continue;
            auto&& when  = field::at(own_words{}, record);
            using traits = time_point_traits<std::remove_cvref_t<decltype(when)>>;
            if (!traits::present(when)) [[unlikely]] {
                quality.add(record_fate::missing_time);
                continue;
            }
            std::int64_t const at = traits::count(when);
            if (at > as_of_) [[unlikely]] {
                quality.add(record_fate::after_as_of);
                continue;
            }
            quality.add(record_fate::used);
            auto const wait = [&](std::int64_t posted, double points) {
                if (waiting == batch.size()) settle();
                batch[waiting++] = {id, hash, posted, points};
                __builtin_prefetch(&slots_[hash >> (64 - bits_)], 1);
            };
            bool scored = false;
            each_posting(model, read_activity<std::remove_cvref_t<decltype(record)>>{&record, at}, quality, [&](posting const& what) {
                scored = true;
                wait(at, what.points);
            });
            if (!scored) wait(no_posting, 0);
            if (unsure_ > 64 + leads_ / 64) return false;
        }
        settle();
        return true;
    }

    [[nodiscard]] std::vector<slot> const& slots() const noexcept { return slots_; }
    [[nodiscard]] std::size_t              number_unsure() const noexcept { return unsure_; }

private:
    struct pending {
        std::uint64_t id, hash;
        std::int64_t  at;
        double        points;
    };

    slot& find(std::uint64_t id, std::uint64_t hash) noexcept
    {
        std::size_t const mask = slots_.size() - 1;
        for (std::size_t i = hash >> (64 - bits_);; i = (i + 1) & mask)
            if (slots_[i].last_at == no_lead || slots_[i].id == id) return slots_[i];
    }

    void settle_one(pending const& one)
    {
        slot& its = find(one.id, one.hash);
        if (its.last_at == no_lead) {
            if (2 * ++leads_ > slots_.size()) {
                grow();
                --leads_;
                return settle_one(one);
            }
            its.id      = one.id;
            its.last_at = no_posting;
        }
        if (one.at == no_posting || its.last_at == unsure) return;
        if (one.at <= its.last_at || one.at == unsure) {
            its.last_at = unsure;
            ++unsure_;
            return;
        }
        its.last_at = one.at;
        // What is older than 2^63 ticks counts as older than any other.
        auto const age = static_cast<std::int64_t>((std::min)(static_cast<std::uint64_t>(as_of_) - static_cast<std::uint64_t>(one.at), static_cast<std::uint64_t>(INT64_MAX)));
        its.sum += weights_ == nullptr ? one.points : one.points * weights_->template of<Duration>(age);
        if (one.points != 0) its.scored_at = one.at;
        if (one.points > 0) its.raised_at = one.at;
    }

    void grow()
    {
        ++bits_;
        auto const before = std::exchange(slots_, std::vector<slot>(std::size_t{1} << bits_, slot{0, 0, no_lead, INT64_MIN, INT64_MIN}));
        for (slot const& one : before)
            if (one.last_at != no_lead) find(one.id, spread(one.id)) = one;
    }

    half_life_weights const* weights_; // null: points stay
    std::int64_t             as_of_;
    unsigned                 bits_ = 12;
    std::vector<slot>        slots_; // at most half of them full
    std::size_t              leads_ = 0, unsure_ = 0;
};

/// Records that lead_sums can read where they are: whose ids are integers, and which carry no id of their own.
template <class Range>
concept straight_records = ranges::forward_range<Range> && std::is_lvalue_reference_v<ranges::range_reference_t<Range>> && activity<record_type<ranges::range_value_t<Range>>>
    && std::integral<std::remove_cvref_t<decltype(field::lead_id(own_words{}, std::declval<record_type<ranges::range_value_t<Range>> const&>()))>>
    && !field::event_id_t::template found_in<own_words, record_type<ranges::range_value_t<Range>>>;

template <class Range>
using duration_of_records =
    typename time_point_traits<std::remove_cvref_t<decltype(field::at(own_words{}, std::declval<record_type<ranges::range_value_t<Range>> const&>()))>>::duration;

/// The records of the leads that are unsure: mostly none.
template <class Duration, class Records>
auto records_of_unsure(std::vector<lead_sums<Duration>> const& sums, Records& records)
{
    std::vector<std::uint64_t>                                             unsure;
    std::vector<record_type<ranges::range_value_t<Records>> const*> result;
    std::array<bool, 4096>                                                 maybe{};
    for (auto const& part : sums)
        for (auto const& lead : part.slots())
            if (part.number_unsure() != 0 && lead.last_at == part.unsure) {
                unsure.push_back(lead.id);
                maybe[spread(lead.id) & 4095] = true;
            }
    if (unsure.empty()) return result;
    std::sort(unsure.begin(), unsure.end());
    for (auto const& element : records) {
        auto const& record = unwrap(element);
        auto const  id     = static_cast<std::uint64_t>(field::lead_id(own_words{}, record));
        if (maybe[spread(id) & 4095] && std::binary_search(unsure.begin(), unsure.end(), id)) result.push_back(&record);
    }
    return result;
}

}}} // namespace leadmetrics::detail

#endif
