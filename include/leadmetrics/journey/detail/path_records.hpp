// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_DETAIL_PATH_RECORDS_HPP
#define LEADMETRICS_JOURNEY_DETAIL_PATH_RECORDS_HPP

#include <leadmetrics/core/concepts.hpp>
#include <leadmetrics/core/detail/duplicates_by_id.hpp>
#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/field.hpp>
#include <leadmetrics/core/mapping.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/detail/amount.hpp>
#include <leadmetrics/journey/detail/currencies_seen.hpp>
#include <leadmetrics/journey/detail/event.hpp>
#include <leadmetrics/journey/detail/lead_keys.hpp>
#include <leadmetrics/journey/detail/lead_records.hpp>
#include <leadmetrics/journey/detail/path_code.hpp>
#include <leadmetrics/version.hpp>

#include <range/v3/range/concepts.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Touches and conversions as events with one numbering: touch t has number t, conversion c has the number of touches + c.
template <ranges::forward_range Touches, ranges::forward_range Conversions, class TouchWords, class ConversionWords>
class path_records {
    using touches     = lead_records<Touches, TouchWords>;
    using conversions = lead_records<Conversions, ConversionWords>;
    using said        = field_type<field::campaign_t, typename touches::record, TouchWords>;
    using amount      = field_type<field::amount_t, typename conversions::record, ConversionWords>;

    static constexpr bool has_ids = field::event_id_t::template found_in<ConversionWords, typename conversions::record>;

    static_assert(std::is_same_v<lead_key<typename touches::id>, lead_key<typename conversions::id>>,
                  "touches and conversions name their leads in different types: map lead_id of one to that of the other");

public:
    using touch_record      = typename touches::record;
    using conversion_record = typename conversions::record;
    using duration          = std::common_type_t<typename touches::duration, typename conversions::duration>;
    using campaign          = kept<plain_id_type<said>>;
    using money             = plain_id_type<amount>;
    using key_type          = lead_key<typename touches::id>;
    using id                = std::common_type_t<kept<plain_id_type<typename touches::id>>, kept<plain_id_type<typename conversions::id>>>;

    path_records(Touches t, Conversions c, TouchWords touch_words, ConversionWords conversion_words)
        : touches_(std::move(t), std::move(touch_words)), conversions_(std::move(c), std::move(conversion_words))
    {
        if (touches_.size() + conversions_.size() >= most_records)
            refuse("paths", std::to_string(touches_.size() + conversions_.size()) + " touches and conversions",
                   "there are fewer than 2^40: report on parts of them and merge");
        check_currencies();
        if constexpr (has_ids)
            duplicate_ = duplicates_by_id(
                conversions_.size(),
                [&](std::size_t i) -> decltype(auto) { return read_field(conversions_[i], bound_field{field::event_id, conversions_.mapping()}); },
                [&](std::size_t i) { return read_conversion(i).code() < duplicate_code; },
                [&](std::size_t i, std::size_t j) { return comes_before(i, j); });
    }

    [[nodiscard]] std::size_t        number_of_touches() const noexcept { return touches_.size(); }
    [[nodiscard]] std::size_t        number_of_conversions() const noexcept { return conversions_.size(); }
    [[nodiscard]] bool               is_touch(std::size_t i) const noexcept { return i < touches_.size(); }
    [[nodiscard]] touches const&     all_touches() const noexcept { return touches_; }
    [[nodiscard]] conversions const& all_conversions() const noexcept { return conversions_; }

    [[nodiscard]] key_type touch_key(std::size_t i) const { return touches_.key(i); }
    [[nodiscard]] key_type conversion_key(std::size_t c) const
    {
        return key_of_lead<typename conversions::id>(conversions_.id_at(c), touches_.size() + c);
    }
    [[nodiscard]] id id_at(std::size_t i) const { return is_touch(i) ? plain(touches_.id_at(i)) : plain(conversions_.id_at(i - touches_.size())); }
    /// Whether two records of equal keys are of one lead.
    [[nodiscard]] bool same(std::size_t i, std::size_t j) const
    {
        if (is_touch(i) && is_touch(j)) return touches_.same(i, j);
        return !missing(i) && !missing(j) && same_id<id>(id_at(i), id_at(j));
    }

    /// Returns the event of a touch. `number(campaign)` returns the number of its campaign.
    template <class Number>
    [[nodiscard]] [[gnu::always_inline]] inline event touch_event(std::size_t i, Number&& number) const
    {
        auto&&      wrapped = touches_[i];
        auto const& one     = unwrap(wrapped);
        auto&&      at      = field::at(touches_.mapping(), one);
        auto&&      by      = field::campaign(touches_.mapping(), one);
        using time          = time_point_traits<std::remove_cvref_t<decltype(at)>>;
        if (is_missing(field::lead_id(touches_.mapping(), one))) [[unlikely]]
            return event::make(INT64_MAX, missing_lead_code, i);
        if (!time::present(at)) [[unlikely]]
            return event::make(INT64_MAX, missing_time_code, i);
        if constexpr (optional_like<said> && !string_like<said>)
            if (!by.has_value()) [[unlikely]] {
                if constexpr (string_like<plain_id_type<said>>) return event::make(touch_count(at), number(std::string_view{}), i);
                else return event::make(INT64_MAX, missing_campaign_code, i);
            }
        return event::make(touch_count(at), number(plain_id(by)), i);
    }
    [[nodiscard]] event conversion_event(std::size_t c) const
    {
        event const one = read_conversion(c);
        if constexpr (has_ids)
            if (duplicate_[c]) return event::make(INT64_MAX, duplicate_code, one.record());
        return one;
    }

    /// The amount of the conversion with this record number.
    [[nodiscard]] money amount_at(std::size_t record) const
    {
        auto&& wrapped = conversions_[record - touches_.size()];
        return plain_id(field::amount(conversions_.mapping(), unwrap(wrapped)));
    }
    [[nodiscard]] decltype(auto) touch_at(std::size_t record) const { return touches_[record]; }
    [[nodiscard]] decltype(auto) conversion_at(std::size_t record) const { return conversions_[record - touches_.size()]; }

    [[nodiscard]] bool same_campaign(std::size_t i, std::size_t j) const
    {
        event_code const same = 0, other = 1;
        auto const       said_by = [&](std::size_t record, auto const& compare) { return touch_event(record, compare).code(); };
        return said_by(i, [&](auto const& a) { return said_by(j, [&](auto const& b) { return a == b ? same : other; }); }) == same;
    }

    /// Whether a touch has a lead and a time, so that it may be skipped by count alone.
    [[nodiscard]] bool ordinary(std::size_t i) const
    {
        auto&&      wrapped = touches_[i];
        auto const& one     = unwrap(wrapped);
        return !is_missing(field::lead_id(touches_.mapping(), one))
               && time_point_traits<field_type<field::at_t, touch_record, TouchWords>>::present(field::at(touches_.mapping(), one));
    }
    /// Gives a number to the campaign of a touch, whether the touch will be used or not.
    template <class Number>
    void number_campaign(std::size_t i, Number& number) const
    {
        auto&&      wrapped = touches_[i];
        auto const& by      = field::campaign(touches_.mapping(), unwrap(wrapped));
        if constexpr (optional_like<said> && !string_like<said>)
            if (!by.has_value()) {
                if constexpr (string_like<plain_id_type<said>>) number(std::string_view{});
                return;
            }
        number(plain_id(by));
    }

private:
    void check_currencies() const
    {
        if constexpr (field::currency_t::template found_in<ConversionWords, typename conversions::record>) {
            currencies_seen seen;
            for (std::size_t i = 0; i != conversions_.size(); ++i)
                if (read_conversion(i).code() < duplicate_code) {
                    auto&& wrapped = conversions_[i];
                    seen.add(field::currency(conversions_.mapping(), unwrap(wrapped)), "conversion", i);
                }
            seen.check("paths.currency", "make all amounts one currency: map amount to a function that exchanges them, and currency to that one");
        }
    }

    template <class Id>
    static id plain(Id const& one)
    {
        return is_missing(one) ? id{} : id(keep(plain_id(one)));
    }
    [[nodiscard]] bool missing(std::size_t i) const
    {
        return is_touch(i) ? is_missing(touches_.id_at(i)) : is_missing(conversions_.id_at(i - touches_.size()));
    }

    template <class Time>
    static std::int64_t touch_count(Time const& at)
    {
        return recount<duration, typename touches::duration>(time_point_traits<std::remove_cvref_t<Time>>::count(at));
    }

    [[nodiscard]] event read_conversion(std::size_t c) const
    {
        auto&&      wrapped      = conversions_[c];
        auto const& one          = unwrap(wrapped);
        auto&&      at           = field::at(conversions_.mapping(), one);
        auto&&      paid         = field::amount(conversions_.mapping(), one);
        using time               = time_point_traits<std::remove_cvref_t<decltype(at)>>;
        std::size_t const number = touches_.size() + c;
        if (is_missing(field::lead_id(conversions_.mapping(), one))) [[unlikely]]
            return event::make(INT64_MAX, missing_lead_code, number);
        if (!time::present(at)) [[unlikely]]
            return event::make(INT64_MAX, missing_time_code, number);
        if (!is_amount(paid)) [[unlikely]]
            return event::make(INT64_MAX, missing_amount_code, number);
        return event::make(recount<duration, typename conversions::duration>(time::count(at)), plain_id(paid) < money{} ? refund_code : sale_code,
                           number);
    }

    [[nodiscard]] bool comes_before(std::size_t i, std::size_t j) const
    {
        std::size_t const t = touches_.size();
        event const       a = read_conversion(i), b = read_conversion(j);
        if (a.at != b.at) return a.at < b.at;
        if (!same_id<id>(id_at(t + i), id_at(t + j))) return id_less<id>(id_at(t + i), id_at(t + j));
        return amount_at(t + i) < amount_at(t + j);
    }

    touches           touches_;
    conversions       conversions_;
    std::vector<bool> duplicate_;
};

}}} // namespace leadmetrics::detail

#endif
