// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_STATS_SAMPLES_HPP
#define LEADMETRICS_STATS_SAMPLES_HPP

#include <leadmetrics/core/detail/bulk.hpp>
#include <leadmetrics/stats/detail/ascending_bytes.hpp>
#include <leadmetrics/stats/detail/buckets.hpp>
#include <leadmetrics/stats/detail/chunked_samples.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// The precision with which observed durations are kept. `exact` keeps each value, so that quantiles and incidence are exact.
/// `within_half_percent` and `within_three_percent` keep each value with at most that relative error; the size of a summary then no longer
/// depends on the number of leads.
enum class precision { exact, within_half_percent, within_three_percent };

/// A bag of durations (counts of the user's time unit; none may be negative). The order in which they are added does not matter. Memory: with
/// exact precision, 4 bytes for a value below 2³² and 8 bytes for a greater value; with the other precisions, at most 61 KB in total.
class samples {
public:
    samples() = default;
    explicit samples(precision kept) noexcept : precision_(kept), buckets_(kept == precision::within_half_percent ? 8 : 5) {}

    void add(std::int64_t value)
    {
        ++size_;
        if (precision_ != precision::exact) buckets_.add(static_cast<std::uint64_t>(value));
        else if (value <= INT64_C(0xffff'ffff)) narrow_.add(static_cast<std::uint32_t>(value));
        else wide_.add(static_cast<std::uint64_t>(value));
    }

    samples& operator+=(samples other)
    {
        size_ += other.size_;
        buckets_ += other.buckets_;
        narrow_.append(std::move(other.narrow_));
        wide_.append(std::move(other.wide_));
        return *this;
    }

    [[nodiscard]] std::int64_t size() const noexcept { return size_; }
    /// Returns a number that the number of different values does not exceed.
    [[nodiscard]] std::size_t different_at_most() const noexcept
    {
        return precision_ == precision::exact ? static_cast<std::size_t>(size_) : (std::min)(static_cast<std::size_t>(size_), buckets_.size());
    }

    /// Sorts the values, which the class `ascending` requires. Nothing else that can be observed changes.
    void settle()
    {
        narrow_.settle();
        wide_.settle();
    }

    /// Returns the values at some places (from 0) of the ascending order. `ranks` must be in ascending order and less than size(). The samples need
    /// not be settled: then only what is needed is sorted.
    [[nodiscard]] std::vector<std::int64_t> at_ranks(std::vector<std::int64_t> const& ranks)
    {
        std::vector<std::int64_t> values;
        if (precision_ != precision::exact) {
            for (std::int64_t const rank : ranks) values.push_back(buckets_.value_at(rank));
            return values;
        }
        std::vector<std::size_t> narrow, wide;
        for (std::int64_t const rank : ranks) {
            auto const place = static_cast<std::size_t>(rank);
            if (place < narrow_.size()) narrow.push_back(place);
            else wide.push_back(place - narrow_.size());
        }
        for (auto const value : narrow_.at_ranks(narrow)) values.push_back(static_cast<std::int64_t>(value));
        for (auto const value : wide_.at_ranks(wide)) values.push_back(static_cast<std::int64_t>(value));
        return values;
    }

    /// Goes through samples from the smallest to the largest value. The samples must be settled and must outlive this object.
    class ascending {
    public:
        explicit ascending(samples const& all) noexcept : all_(&all) { find(); }

        /// Returns the smallest value that is left; INT64_MAX when no value is left.
        [[nodiscard]] std::int64_t value() const noexcept { return value_; }
        [[nodiscard]] bool         done() const noexcept { return taken_ == all_->size_; }
        /// Takes all values that are left and equal `value`, if there are any. Returns their number.
        std::int64_t take(std::int64_t value)
        {
            std::int64_t n = 0;
            while (value_ == value && !done()) {
                n += here_;
                taken_ += here_;
                ++next_;
                find();
            }
            return n;
        }

    private:
        void find() noexcept
        {
            value_ = INT64_MAX;
            here_  = 1;
            if (done()) return;
            if (all_->precision_ == precision::exact) {
                auto const& narrow = all_->narrow_.sorted();
                value_             = next_ < narrow.size() ? static_cast<std::int64_t>(narrow[next_])
                                                           : static_cast<std::int64_t>(all_->wide_.sorted()[next_ - narrow.size()]);
            } else {
                while (all_->buckets_.count(next_) == 0) ++next_;
                value_ = all_->buckets_.value(next_);
                here_  = all_->buckets_.count(next_);
            }
        }

        samples const* all_;
        std::size_t    next_  = 0; // the place among the values (exact), or the bucket
        std::int64_t   taken_ = 0, value_ = INT64_MAX, here_ = 1;
    };

    template <class Writer>
    void save(Writer& to) const
    {
        to.number(static_cast<std::uint64_t>(precision_));
        if (precision_ != precision::exact) return buckets_.save(to);
        to.number(static_cast<std::uint64_t>(size_));
        detail::ascending_writer packed{to.bytes()};
        auto const               all = [&](auto const& values) {
            if (values.settled()) packed.add(values.sorted());
            else packed.add(values.sorted_copy());
        };
        all(narrow_);
        all(wide_);
        packed.finish();
    }
    template <class Reader>
    void load(Reader& from)
    {
        if (from.number() != static_cast<std::uint64_t>(precision_)) from.damaged("durations are kept with another precision than the settings say");
        if (precision_ != precision::exact) {
            size_ = buckets_.load(from);
            return;
        }
        std::uint64_t const                size = from.number();
        detail::bulk_vector<std::uint32_t> narrow;
        detail::bulk_vector<std::uint64_t> wide;
        detail::read_ascending(from, size, narrow, wide);
        size_ = static_cast<std::int64_t>(size);
        narrow_.assign_sorted(std::move(narrow));
        wide_.assign_sorted(std::move(wide));
    }
    static void spell_form(auto& to) { to.word("durations"); }

    friend bool operator==(samples const& a, samples const& b)
    {
        return a.size_ == b.size_ && a.precision_ == b.precision_ && a.buckets_ == b.buckets_ && a.narrow_ == b.narrow_ && a.wide_ == b.wide_;
    }

private:
    precision                              precision_ = precision::exact;
    std::int64_t                           size_      = 0;
    detail::chunked_samples<std::uint32_t> narrow_;
    detail::chunked_samples<std::uint64_t> wide_;
    detail::buckets                        buckets_{5};
};

}} // namespace leadmetrics

#endif
