// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_DETAIL_ADAPT_HPP
#define LEADMETRICS_ADAPTER_DETAIL_ADAPT_HPP

#include <leadmetrics/adapter/adapter_settings.hpp>
#include <leadmetrics/adapter/detail/record_reader.hpp>
#include <leadmetrics/adapter/detail/vendor_field.hpp>
#include <leadmetrics/core/detail/outlives.hpp>
#include <leadmetrics/core/mapping.hpp>
#include <leadmetrics/version.hpp>

#include <range/v3/range/concepts.hpp>
#include <range/v3/range/primitives.hpp>
#include <range/v3/range/traits.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// A range whose texts live as long as the events that are made from the range.
template <class Range>
concept texts_outlive = std::remove_cvref_t<Range>::texts_outlive_it || outlives<Range>;

/// An adapter for a vendor's records, with its settings: `records | adapter`, or `adapter(records)`. `Kind` supplies
///
///     required                    the fields that a record must have
///     result<Record>              the range of events that is made from such records
///     read(reader, record, to)    adds the events of a record to that range
template <class Kind>
class adaptor {
public:
    explicit adaptor(Kind kind, adapter_settings settings) : kind_(std::move(kind)), settings_(std::move(settings)) {}

    template <ranges::input_range Records>
        requires texts_outlive<Records> && has_fields<record_type<ranges::range_reference_t<Records>>, typename Kind::required>
    [[nodiscard]] auto operator()(Records&& records) const
    {
        using reference      = ranges::range_reference_t<Records>;
        using wrapped        = std::remove_cvref_t<reference>;
        using record         = record_type<reference>;
        constexpr bool stays = std::is_lvalue_reference_v<reference> || std::is_pointer_v<wrapped> || !std::is_same_v<wrapped, record>;

        typename Kind::template result<record> events;
        if constexpr (ranges::sized_range<Records>) events.reserve(static_cast<std::size_t>(ranges::size(records)));
        if constexpr (requires { kind_.begin(events); }) kind_.begin(events);
        record_reader<typename Kind::words, stays, typename Kind::template result<record>> reader{kind_.fields, settings_, events};
        for (auto&& one : records) {
            decltype(auto) plain = unwrap(one);
            reader.next();
            if (reader.wanted(plain)) kind_.read(reader, plain, events);
        }
        events.import_issues().events = static_cast<std::int64_t>(events.size());
        events.ends_a_source();
        return events;
    }

    template <ranges::input_range Records>
        requires texts_outlive<Records> && has_fields<record_type<ranges::range_reference_t<Records>>, typename Kind::required>
    [[nodiscard]] friend auto operator|(Records&& records, adaptor const& self)
    {
        return self(std::forward<Records>(records));
    }

private:
    Kind             kind_;
    adapter_settings settings_;
};

}}} // namespace leadmetrics::detail

#endif
