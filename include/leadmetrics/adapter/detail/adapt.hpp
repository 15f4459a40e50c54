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
///     look_at(records)            if it has that: prepares a copy of the kind for these records
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

        if constexpr (requires { records.check_shape(""); }) check_shape(records);
        typename Kind::template result<record> events;
        if constexpr (ranges::sized_range<Records>) events.reserve(static_cast<std::size_t>(ranges::size(records)));
        Kind kind = kind_;
        if constexpr (requires { kind.look_at(records); }) kind.look_at(records);
        if constexpr (requires { kind.begin(events); }) kind.begin(events);
        record_reader<typename Kind::words, stays, typename Kind::template result<record>> reader{kind.fields, settings_, events};
        if constexpr (requires { Kind::words::only; } && ranges::forward_range<Records>) reader.told(any_says(records, Kind::words::only));
        for (auto&& one : records) {
            decltype(auto) plain = unwrap(one);
            reader.next();
            if (!reader.template wanted<Kind>(plain)) continue;
            std::size_t const before = events.size();
            kind.read(reader, plain, events);
            reader.was_read(plain, events.size() != before);
        }
        if constexpr (requires { records.more_pages(); }) events.import_issues().more_pages = records.more_pages().has_value();
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
    template <class Records, class... Conditions>
    static bool any_says(Records const& records, std::tuple<Conditions...> const& asked)
    {
        for (auto&& one : records) {
            decltype(auto) plain = unwrap(one);
            if (std::apply([&](auto const&... condition) { return (conditions::says(condition, plain) || ...); }, asked)) return true;
        }
        return false;
    }
    /// Refuses an answer in which nothing is one of the vendor's records.
    template <class Records>
    static void check_shape(Records const& records)
    {
        std::apply([&](auto... name) { records.check_shape(name...); }, std::tuple_cat(names_of_id(), names_of_event_id()));
    }
    static auto names_of_id()
    {
        if constexpr (requires { Kind::words::lead_id; }) return names_of(Kind::words::lead_id);
        else return names_of(Kind::words::campaign);
    }
    static auto names_of_event_id() // an activity may be of nobody, and has its own id
    {
        if constexpr (requires { Kind::words::event_id; }) return names_of(Kind::words::event_id);
        else return std::tuple{};
    }
    template <class Field>
    static auto names_of(Field const&)
    {
        return std::tuple{Field::name().data()};
    }
    template <class... Fields>
    static auto names_of(either<Fields...> const&)
    {
        return std::tuple{Fields::name().data()...};
    }

    Kind             kind_;
    adapter_settings settings_;
};

}}} // namespace leadmetrics::detail

#endif
