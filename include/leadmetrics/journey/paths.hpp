// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_PATHS_HPP
#define LEADMETRICS_JOURNEY_PATHS_HPP

// What did each lead see before it bought, and what did the leads see that did not buy? Definitions, section 13.

#include <leadmetrics/core/concepts.hpp>
#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/core/detail/outlives.hpp>
#include <leadmetrics/core/detail/slice.hpp>
#include <leadmetrics/core/runner.hpp>
#include <leadmetrics/journey/detail/campaign_numbers.hpp>
#include <leadmetrics/journey/detail/event.hpp>
#include <leadmetrics/journey/detail/grouped_paths.hpp>
#include <leadmetrics/journey/detail/path_code.hpp>
#include <leadmetrics/journey/detail/path_records.hpp>
#include <leadmetrics/journey/detail/settle_path.hpp>
#include <leadmetrics/journey/path.hpp>
#include <leadmetrics/journey/path_quality.hpp>
#include <leadmetrics/journey/path_window.hpp>
#include <leadmetrics/version.hpp>

#include <range/v3/range/concepts.hpp>
#include <range/v3/view/all.hpp>
#include <range/v3/view/ref.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// The paths of all leads, grouped from touches and conversions in any order. This is a forward range of paths: for each lead, one path for each of
/// its conversions, then its path that did not convert. The store does not copy the user's records: they must outlive the store and must not move.
/// Memory beyond the records: 24 bytes for each record (32 where ids are text), in one block, and 16 for each lead.
template <ranges::forward_range Touches, ranges::forward_range Conversions, class TouchWords = default_mapping,
          class ConversionWords = default_mapping>
class path_store {
    using all_records = detail::path_records<Touches, Conversions, TouchWords, ConversionWords>;
    using event       = detail::event;

public:
    using duration          = typename all_records::duration;
    using campaign_type     = typename all_records::campaign;
    using money_type        = typename all_records::money;
    using id_type           = typename all_records::id;
    using touch_record      = typename all_records::touch_record;
    using conversion_record = typename all_records::conversion_record;
    using path              = leadmetrics::path<path_store>;

    /// Goes over the paths, lead by lead.
    class iterator {
    public:
        using difference_type   = std::ptrdiff_t;
        using value_type        = path;
        using reference         = path;
        using pointer           = void;
        using iterator_category = std::input_iterator_tag;
        using iterator_concept  = std::forward_iterator_tag;

        iterator() = default;
        iterator(path_store const& all, std::size_t lead) : all_(&all), lead_(lead) { read(); }

        path operator*() const
        {
            if (k_ != conversions()) return of_conversion(sales_ + k_);
            bool const         counts = conversions() != 0 || !all_->converting_only_;
            event const* const first  = sales_ == refunds_ ? touches_ : after(refunds_[-1].at);
            if (counts && ignored_ == end_) return {*all_, lead_, first, sales_, sales_ - touches_, ignored_ - sales_};
            return {*all_, lead_, first, counts ? sales_ : first, nullptr};
        }
        iterator& operator++()
        {
            if (k_++ == conversions()) {
                ++lead_;
                read();
            }
            return *this;
        }
        iterator operator++(int)
        {
            auto const before = *this;
            ++*this;
            return before;
        }
        friend bool operator==(iterator const& a, iterator const& b) noexcept { return a.lead_ == b.lead_ && a.k_ == b.k_; }

    private:
        void read()
        {
            k_ = 0;
            if (lead_ == all_->leads()) return;
            auto const events = all_->grouped_.leads[lead_];
            auto const end_of = [&](event const* from, detail::path_part part) {
                while (from != events.end() && detail::part_of(from->code()) == part) ++from;
                return from;
            };
            touches_ = events.begin();
            sales_   = end_of(touches_, detail::path_part::touch);
            refunds_ = end_of(sales_, detail::path_part::sale);
            ignored_ = end_of(refunds_, detail::path_part::refund);
            end_     = events.end();
        }
        [[nodiscard]] std::size_t conversions() const noexcept { return static_cast<std::size_t>(ignored_ - sales_); }

        /// Returns the first touch after an instant.
        [[nodiscard]] event const* after(std::int64_t at) const
        {
            return std::upper_bound(touches_, sales_, at, [](std::int64_t t, event const& one) { return t < one.at; });
        }
        [[nodiscard]] path of_conversion(event const* conversion) const
        {
            std::int64_t at = conversion->at;
            if (conversion >= refunds_) { // a refund has the path of the sale before it
                auto const next = std::upper_bound(sales_, refunds_, at, [](std::int64_t t, event const& one) { return t < one.at; });
                if (next != sales_) at = next[-1].at;
            }
            event const* first = touches_;
            event const* last  = after(at);
            if (all_->window_.cut_at_conversions) {
                auto const before = std::lower_bound(sales_, refunds_, at, [](event const& one, std::int64_t t) { return one.at < t; });
                if (before != sales_) first = after(before[-1].at);
            }
            if (all_->window_.lookback) {
                std::int64_t const start =
                    detail::saturated_difference(at, all_->window_.lookback->template floor_count<typename duration::period>());
                first = (std::max)(first, std::lower_bound(touches_, last, start, [](event const& one, std::int64_t t) { return one.at < t; }));
            }
            return {*all_, lead_, first, (std::max)(first, last), conversion};
        }

        path_store const* all_  = nullptr;
        std::size_t       lead_ = 0, k_ = 0; // k_: number of the conversion, sales first, then refunds
        event const *     touches_ = nullptr, *sales_ = nullptr, *refunds_ = nullptr, *ignored_ = nullptr, *end_ = nullptr;
    };

    template <runner Runner>
    path_store(Touches touches, Conversions conversions, path_window const& window, TouchWords touch_words, ConversionWords conversion_words,
               bool converting_only, Runner const& run)
        : records_(std::move(touches), std::move(conversions), std::move(touch_words), std::move(conversion_words)),
          window_(detail::checked("paths", window)), converting_only_(converting_only)
    {
        using period = typename duration::period;
        detail::settle_path const settle{window_.as_of->template floor_count<period>(), window_.tolerance.template floor_count<period>()};
        grouped_ = converting_only ? detail::group_converting(records_, settle, run) : detail::group_all(records_, settle, run);
    }

    [[nodiscard]] iterator           begin() const { return {*this, 0}; }
    [[nodiscard]] iterator           end() const { return {*this, leads()}; }
    [[nodiscard]] bool               empty() const noexcept { return leads() == 0; }
    [[nodiscard]] path_window const& window() const noexcept { return window_; }
    /// The campaigns of all touches in the store, in their order (`<`).
    [[nodiscard]] detail::campaign_list<campaign_type> const& campaigns() const noexcept { return grouped_.campaigns; }
    /// Number of touches that `lm::converting_paths` skipped because their leads have no conversion.
    [[nodiscard]] std::int64_t skipped_touches() const noexcept { return grouped_.skipped_touches; }

    /// For runners: the paths of the leads [from, to).
    [[nodiscard]] std::size_t              extent() const noexcept { return leads(); }
    [[nodiscard]] detail::bounds<iterator> slice(std::size_t from, std::size_t to) const { return {{*this, from}, {*this, to}}; }

    // Used by `path`.
    [[nodiscard]] decltype(auto) touch_at(std::size_t record) const { return records_.touch_at(record); }
    [[nodiscard]] decltype(auto) conversion_at(std::size_t record) const { return records_.conversion_at(record); }
    [[nodiscard]] money_type     amount_at(std::size_t record) const { return records_.amount_at(record); }
    [[nodiscard]] id_type        lead_id(std::size_t lead) const { return records_.id_at(grouped_.leads[lead].begin()->record()); }

    /// Counts how many of a lead's records were used, and how many were ignored and why.
    [[nodiscard]] path_quality quality_of(std::size_t lead) const
    {
        path_quality result;
        bool         converts = false;
        for (event const& one : grouped_.leads[lead]) {
            auto const part = detail::part_of(one.code());
            converts        = converts || part == detail::path_part::sale || part == detail::path_part::refund;
            if (records_.is_touch(one.record())) count(one.code(), result.touches);
            else count(one.code(), result.conversions);
        }
        if (converting_only_ && !converts) {
            auto& all         = result.touches;
            all.no_conversion = all.used + all.missing_campaign + all.duplicates + all.after_as_of;
            all.used = all.missing_campaign = all.duplicates = all.after_as_of = 0;
        }
        return result;
    }
    /// Calls visit(record) with the record of a used touch and with each record that is a duplicate of it.
    template <class Visit>
    void each_duplicate(std::size_t lead, event const& touch, Visit const& visit) const
    {
        visit(touch_at(touch.record()));
        auto const events = grouped_.leads[lead];
        for (event const* one = events.end(); one-- != events.begin() && detail::part_of(one->code()) == detail::path_part::ignored;)
            if (one->code() == detail::duplicate_code && one->at == touch.at && records_.is_touch(one->record())
                && records_.same_campaign(one->record(), touch.record()))
                visit(touch_at(one->record()));
    }

private:
    [[nodiscard]] std::size_t leads() const noexcept { return grouped_.leads.leads(); }

    template <class Quality>
    static void count(detail::event_code code, Quality& to)
    {
        ++to.records;
        switch (code) {
        case detail::missing_lead_code: ++to.missing_lead; break;
        case detail::missing_time_code: ++to.missing_time; break;
        case detail::duplicate_code: ++to.duplicates; break;
        case detail::after_as_of_code: ++to.after_as_of; break;
        case detail::missing_campaign_code:
            if constexpr (requires { to.missing_campaign; }) ++to.missing_campaign;
            break;
        case detail::missing_amount_code:
            if constexpr (requires { to.missing_amount; }) ++to.missing_amount;
            break;
        default: ++to.used;
        }
    }

    all_records                        records_;
    path_window                        window_;
    bool                               converting_only_;
    detail::grouped_paths<all_records> grouped_;
};

/// What metrics see of touches and conversions, by the type of the records: for lm::load, where there are no records.
template <class Touch, class Conversion, class TouchWords = default_mapping, class ConversionWords = default_mapping>
using path_of =
    path<path_store<ranges::ref_view<std::vector<Touch> const>, ranges::ref_view<std::vector<Conversion> const>, TouchWords, ConversionWords>>;

/// The function objects behind `lm::paths` and `lm::converting_paths`: they make paths of touches and conversions, with or without mappings, on one
/// thread or on a runner's threads.
template <bool ConvertingOnly>
struct make_paths_fn {
    template <ranges::forward_range Touches, ranges::forward_range Conversions, class TouchWords = default_mapping,
              class ConversionWords = default_mapping>
        requires detail::outlives<Touches> && detail::outlives<Conversions> && touch<ranges::range_value_t<Touches>, TouchWords>
                 && won_deal<ranges::range_value_t<Conversions>, ConversionWords>
    [[nodiscard]] auto operator()(Touches&& touches, Conversions&& conversions, path_window const& window, TouchWords touch_words = {},
                                  ConversionWords conversion_words = {}) const
    {
        return run(sequential{}, std::forward<Touches>(touches), std::forward<Conversions>(conversions), window, std::move(touch_words),
                   std::move(conversion_words));
    }

    template <runner Runner, ranges::forward_range Touches, ranges::forward_range Conversions, class TouchWords = default_mapping,
              class ConversionWords = default_mapping>
        requires detail::outlives<Touches> && detail::outlives<Conversions> && touch<ranges::range_value_t<Touches>, TouchWords>
                 && won_deal<ranges::range_value_t<Conversions>, ConversionWords>
    [[nodiscard]] auto run(Runner const& runner, Touches&& touches, Conversions&& conversions, path_window const& window, TouchWords touch_words = {},
                           ConversionWords conversion_words = {}) const
    {
        return path_store<ranges::views::all_t<Touches>, ranges::views::all_t<Conversions>, TouchWords, ConversionWords>{
            ranges::views::all(std::forward<Touches>(touches)),
            ranges::views::all(std::forward<Conversions>(conversions)),
            window,
            std::move(touch_words),
            std::move(conversion_words),
            ConvertingOnly,
            runner};
    }
};

/// `lm::paths(touches, conversions, window)` returns the paths of all leads. For paths per account, give a mapping whose `lead_id` returns a record's
/// account. Complexity: linear in records, and n log n in those of one lead.
inline constexpr make_paths_fn<false> paths{};
/// `lm::converting_paths(touches, conversions, window)` returns the paths of the leads that have a conversion. Rule-based models need no others.
inline constexpr make_paths_fn<true> converting_paths{};

}} // namespace leadmetrics

#endif
