// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_DETAIL_CASH_RECORDS_HPP
#define LEADMETRICS_JOURNEY_DETAIL_CASH_RECORDS_HPP

#include <leadmetrics/core/concepts.hpp>
#include <leadmetrics/core/detail/duplicates_by_id.hpp>
#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/field.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/detail/amount.hpp>
#include <leadmetrics/journey/detail/currencies_seen.hpp>
#include <leadmetrics/journey/detail/record_access.hpp>
#include <leadmetrics/version.hpp>

#include <cstddef>
#include <functional>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// What became of a record of money: used, or the first reason that holds why not.
enum class cash_fate { used, missing_time, missing_campaign, missing_amount, unknown_currency, duplicate, after_as_of };

/// In the place of an exchange: all amounts are in one currency.
struct no_exchange {};

namespace detail {

/// Takes a campaign over from a record. Money without a campaign stays money: a missing text is the campaign "".
template <class Campaign, class Said>
cash_fate keep_campaign(Campaign& to, Said const& said)
{
    if constexpr (string_like<plain_id_type<Said>> || !optional_like<Said>) {
        if constexpr (optional_like<Said>) {
            if (!said.has_value()) return cash_fate::used;
        }
        to = keep(plain_id(said));
        return cash_fate::used;
    } else {
        if (!said.has_value()) return cash_fate::missing_campaign;
        to = keep(plain_id(said));
        return cash_fate::used;
    }
}

/// Costs or revenues by number, each read when it is asked for, in one currency.
template <class View, class Exchange>
class cash_records {
    using records = record_access<View>;
    using said    = typename records::record;
    using time    = time_point_traits<field_type<field::at_t, said, default_mapping>>;
    using amount  = plain_id_type<field_type<field::amount_t, said, default_mapping>>;

    static constexpr bool has_ids   = field::event_id_t::template found_in<default_mapping, said>;
    static constexpr bool exchanges = !std::is_same_v<Exchange, no_exchange>;

    template <class>
    struct exchanged {
        using type = amount;
    };
    template <class Said>
        requires exchanges && has_currency<Said, default_mapping>
    struct exchanged<Said> {
        using type =
            plain_id_type<std::invoke_result_t<Exchange const&, amount, field_type<field::currency_t, Said, default_mapping>, date::year_month_day>>;
    };

public:
    using campaign = kept<plain_id_type<field_type<field::campaign_t, said, default_mapping>>>;
    using money    = typename exchanged<said>::type;
    using duration = typename time::duration;

    struct record {
        cash_fate                fate = cash_fate::used;
        cash_records::campaign   campaign{};
        date::sys_time<duration> at{};
        cash_records::money      amount{};
    };

    cash_records(View all, Exchange const& exchange) : records_(std::move(all)), exchange_(exchange)
    {
        if constexpr (has_ids) find_duplicates();
    }

    [[nodiscard]] std::size_t size() const noexcept { return records_.size(); }

    /// Notes the currencies of the records that are used, where they name any and nothing exchanges them.
    void see_currencies(currencies_seen& seen, char const* kind) const
    {
        if constexpr (!exchanges && field::currency_t::template found_in<default_mapping, said>)
            for (std::size_t i = 0; i != size(); ++i)
                if (read(i).fate == cash_fate::used) {
                    auto&& wrapped = records_[i];
                    seen.add(field::currency(words_, unwrap(wrapped)), kind, i);
                }
    }

    [[nodiscard]] record read(std::size_t i) const
    {
        record result = read_alone(i);
        if constexpr (has_ids)
            if (duplicate_[i] && result.fate == cash_fate::used) result.fate = cash_fate::duplicate;
        return result;
    }

private:
    [[nodiscard]] record read_alone(std::size_t i) const
    {
        record                result;
        default_mapping const words{};
        auto&&                wrapped = records_[i];
        auto const&           one     = unwrap(wrapped);
        auto const&           at      = field::at(words, one);
        auto const&           paid    = field::amount(words, one);
        if (!time::present(at)) result.fate = cash_fate::missing_time;
        else if (auto const fate = keep_campaign(result.campaign, field::campaign(words, one)); fate != cash_fate::used) result.fate = fate;
        else if (!is_amount(paid)) result.fate = cash_fate::missing_amount;
        if (result.fate != cash_fate::used) return result;
        result.at = date::sys_time<duration>{duration{time::count(at)}};
        if constexpr (exchanges) {
            auto const& in =
                std::invoke(exchange_, plain_id(paid), field::currency(words, one), date::year_month_day{date::floor<date::days>(result.at)});
            if (!is_amount(in)) result.fate = cash_fate::unknown_currency;
            else result.amount = plain_id(in);
        } else result.amount = plain_id(paid);
        return result;
    }

    void find_duplicates()
    {
        duplicate_ = duplicates_by_id(
            size(), [&](std::size_t i) -> decltype(auto) { return records_.read(i, bound_field{field::event_id, words_}); },
            [&](std::size_t i) { return read_alone(i).fate == cash_fate::used; },
            [&](std::size_t i, std::size_t j) {
                record const a = read_alone(i), b = read_alone(j);
                return a.at != b.at ? a.at < b.at : a.campaign != b.campaign ? a.campaign < b.campaign : a.amount < b.amount;
            });
    }

    records           records_;
    Exchange          exchange_;
    default_mapping   words_{};
    std::vector<bool> duplicate_;
};

} // namespace detail

}} // namespace leadmetrics

#endif
