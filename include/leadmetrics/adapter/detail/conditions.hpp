// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_DETAIL_CONDITIONS_HPP
#define LEADMETRICS_ADAPTER_DETAIL_CONDITIONS_HPP

#include <leadmetrics/adapter/adapter_settings.hpp>
#include <leadmetrics/adapter/detail/field_value.hpp>
#include <leadmetrics/adapter/detail/value_text.hpp>
#include <leadmetrics/adapter/detail/vendor_field.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Tells whether the conditions hold under which a record of a vendor is used (vendor_field.hpp).
struct conditions {
    adapter_settings const& settings;
    bool                    some_told = true; ///< whether any record says what `first_told` asks about; else all were selected by it already

    template <class Field, std::size_t N, class Record>
    [[nodiscard]] bool hold(is_won<Field, N> const& condition, Record const& record) const
    {
        return has_word(condition, settings.won_statuses, record);
    }
    template <class Field, std::size_t N, class Record>
    [[nodiscard]] bool hold(is_lost<Field, N> const& condition, Record const& record) const
    {
        return has_word(condition, settings.lost_statuses, record);
    }
    template <class Field, std::size_t N, class Record>
    [[nodiscard]] static bool hold(is<Field, N> const& condition, Record const& record)
    {
        return has_word(condition, {}, record);
    }
    template <class Field, std::size_t N, class Record>
    [[nodiscard]] static bool has_word(is<Field, N> const& condition, std::vector<std::string> const& more, Record const& record)
    {
        if constexpr (Field::template in<Record>) {
            bool yes = false;
            with_value(condition.field, record, [&]<class Value>(Value&& value) {
                if constexpr (!Field::template typed_in<Record>) { // the table may have no such column
                    if constexpr (optional_like<std::remove_cvref_t<Value>>) {
                        if (!value.has_value()) return static_cast<void>(yes = true);
                    } else if (value.empty()) return static_cast<void>(yes = true);
                }
                number_text room;
                auto const  said = without_float_ending(text_of_value(value, room));
                yes              = std::find(condition.words.begin(), condition.words.end(), said) != condition.words.end()
                      || std::find(more.begin(), more.end(), said) != more.end();
            });
            return yes;
        } else return true;
    }
    template <class Condition, class Record>
    [[nodiscard]] bool hold(said<Condition> const& one, Record const& record) const
    {
        return hold(one.condition, record) && (!named_record<Record> || told(one.condition.field, record));
    }
    template <class Field, class Record>
    [[nodiscard]] static bool hold(yes<Field> const& condition, Record const& record)
    {
        if constexpr (Field::template in<Record>) return flag_in(condition.field, record).value_or(true);
        else return true;
    }
    template <class Field, class Record>
    [[nodiscard]] static bool hold(no<Field> const& condition, Record const& record)
    {
        if constexpr (Field::template in<Record>) return !flag_in(condition.field, record).value_or(false);
        else return true;
    }
    template <class... Conditions, class Record>
    [[nodiscard]] bool hold(first_told<Conditions...> const& any, Record const& record) const
    {
        bool       decided = false, yes = true;
        auto const ask = [&](auto const& condition) {
            if (decided || !told(condition.field, record)) return;
            decided = true;
            yes     = hold(condition, record);
        };
        std::apply([&](auto const&... condition) { (ask(condition), ...); }, any.conditions);
        if (decided) return yes;
        return !some_told && !std::apply([&](auto const&... condition) { return (has_such(condition.field, record) || ...); }, any.conditions);
    }
    /// Whether a record says anything that a condition asks about. Only `first_told` asks.
    template <class Condition, class Record>
    [[nodiscard]] static bool says(Condition const&, Record const&)
    {
        return false;
    }
    template <class... Conditions, class Record>
    [[nodiscard]] static bool says(first_told<Conditions...> const& any, Record const& record)
    {
        return std::apply([&](auto const&... condition) { return (told(condition.field, record) || ...); }, any.conditions);
    }
    /// Whether a record has a field, and be it empty: the fields of a table are its columns.
    template <class Field, class Record>
    [[nodiscard]] static bool has_such(Field const& field, Record const& record)
    {
        if constexpr (Field::template typed_in<Record>) return true;
        else if constexpr (named_record<Record>) return record.named(field.name()).has_value();
        else return false;
    }
    template <class... Fields, class Record>
    [[nodiscard]] static bool has_such(either<Fields...> const& any, Record const& record)
    {
        return std::apply([&](auto const&... field) { return (has_such(field, record) || ...); }, any.fields);
    }
    template <class Field, class Record>
    [[nodiscard]] static bool told(Field const& field, Record const& record)
    {
        bool yes = false;
        if constexpr (Field::template in<Record>) with_value(field, record, [&](auto&& value) { yes = says_something(value); });
        return yes;
    }
    template <class Field, class Record>
    [[nodiscard]] static bool hold(has<Field> const& condition, Record const& record)
    {
        bool yes = false;
        with_value(condition.field, record, [&](auto&& value) {
            number_text room;
            yes = !text_of_value(value, room).empty();
        });
        return yes;
    }
};

}}} // namespace leadmetrics::detail

#endif
