// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_DETAIL_LOADER_MARKS_HPP
#define LEADMETRICS_ADAPTER_DETAIL_LOADER_MARKS_HPP

#include <leadmetrics/adapter/detail/field_value.hpp>
#include <leadmetrics/adapter/detail/value_text.hpp>
#include <leadmetrics/adapter/detail/vendor_field.hpp>

#include <string_view>

#include <leadmetrics/core/detail/define_field.hpp>
#include <leadmetrics/version.hpp>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// The columns that loaders add to the tables of any vendor: a flag or, by Stitch, Singer's targets and Airbyte, the instant of the deletion.
namespace loader_field {

LEADMETRICS_DETAIL_FIELD(vendor_lookup, _fivetran_active);
LEADMETRICS_DETAIL_FIELD(vendor_lookup, _fivetran_deleted);
LEADMETRICS_DETAIL_FIELD(vendor_lookup, _sdc_deleted_at);
LEADMETRICS_DETAIL_FIELD(vendor_lookup, _ab_cdc_deleted_at);

#undef LEADMETRICS_DETAIL_FIELD

} // namespace loader_field

template <class Field, class Record>
bool says_something_at(Field const& field, Record const& record)
{
    bool yes = false;
    if constexpr (Field::template in<Record>) with_value(field, record, [&](auto&& value) { yes = says_something(value); });
    return yes;
}

/// Returns whether a warehouse keeps all versions of its records (Fivetran's history mode), and this one does not hold any more.
template <class Record>
bool is_earlier_version(Record const& record)
{
    constexpr auto mark = loader_field::_fivetran_active;
    if constexpr (loader_field::_fivetran_active_t::in<Record>) return says_something_at(mark, record) && !flag_in(mark, record).value_or(true);
    else return static_cast<void>(record), false;
}

/// Returns whether a loader says that a row was deleted at its source.
template <class Record>
bool is_deleted_row(Record const& record)
{
    if constexpr (loader_field::_fivetran_deleted_t::in<Record>)
        if (flag_in(loader_field::_fivetran_deleted, record).value_or(false)) return true;
    return says_something_at(loader_field::_sdc_deleted_at, record) || says_something_at(loader_field::_ab_cdc_deleted_at, record);
}

/// Returns whether a record was deleted, as it says itself or its loader, and does not name a record into which it was merged.
template <class Words, class Record>
bool is_deleted(Words const& words, Record const& record)
{
    bool       yes  = is_deleted_row(record);
    auto const flag = [&]<class Field>(Field const& field) {
        if constexpr (Field::template in<Record>) yes = yes || flag_in(field, record).value_or(false);
    };
    if constexpr (requires { words.deleted; }) std::apply([&](auto const&... field) { (flag(field), ...); }, words.deleted);
    if constexpr (requires { words.merged_to; })
        std::apply([&](auto const&... field) { yes = yes && !(says_something_at(field, record) || ...); }, words.merged_to);
    return yes;
}

}}} // namespace leadmetrics::detail

#endif
