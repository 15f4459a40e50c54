// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_DETAIL_FIELD_VALUE_HPP
#define LEADMETRICS_ADAPTER_DETAIL_FIELD_VALUE_HPP

#include <leadmetrics/adapter/detail/value_text.hpp>
#include <leadmetrics/adapter/detail/vendor_field.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/text_view.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/version.hpp>

#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

template <class Value>
inline constexpr bool is_text = string_like<plain_id_type<Value>>;
/// Whether the text of a value stays in memory when the value and its record are gone.
template <class Value>
inline constexpr bool is_view = is_text<Value> && is_text_view<plain_id_type<Value>>;

template <class Value>
bool says_something(Value const& value)
{
    number_text room;
    if constexpr (instant_field<Value>) return time_point_traits<Value>::present(value);
    else return !text_of_value(value, room).empty();
}

/// Calls use(value) with a field's value; of several fields, with that of the first which says something.
template <class Field, class Record, class Use>
void with_value(Field const& field, Record const& record, Use&& use)
{
    use(field(record));
}
template <class... Fields, class Record, class Use>
void with_value(either<Fields...> const& any, Record const& record, Use&& use)
{
    bool       done    = false;
    auto const try_one = [&]<class Field>(Field const& field) {
        if constexpr (Field::template in<Record>)
            if (!done && says_something(field(record))) done = true, use(field(record));
    };
    std::apply([&](auto const&... field) { (try_one(field), ...); }, any.fields);
    if (!done) use(std::string_view{});
}

/// Returns whether a flag says yes; empty where a table has no such column.
template <class Field, class Record>
std::optional<bool> flag_in(Field const& field, Record const& record)
{
    std::optional<bool> result;
    with_value(field, record, [&]<class Value>(Value&& value) {
        if constexpr (optional_like<std::remove_cvref_t<Value>>)
            if (!value.has_value()) return;
        number_text room;
        result = says_yes(text_of_value(value, room));
    });
    return result;
}

}}} // namespace leadmetrics::detail

#endif
