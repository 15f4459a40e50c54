// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_DETAIL_SAME_LEADS_HPP
#define LEADMETRICS_ADAPTER_DETAIL_SAME_LEADS_HPP

#include <leadmetrics/adapter/detail/field_value.hpp>
#include <leadmetrics/adapter/detail/loader_marks.hpp>
#include <leadmetrics/adapter/detail/record_reader.hpp>
#include <leadmetrics/adapter/detail/value_text.hpp>
#include <leadmetrics/adapter/detail/vendor_field.hpp>
#include <leadmetrics/adapter/lead_aliases.hpp>
#include <leadmetrics/core/mapping.hpp>
#include <leadmetrics/version.hpp>

#include <range/v3/range/concepts.hpp>
#include <range/v3/range/traits.hpp>

#include <string>
#include <string_view>
#include <tuple>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Finds the ids that mean the same lead in a vendor's records, and joins them. `Words` has lead_id and any of
///
///     becomes      ids of records into which this one was converted, or which were merged into it (a field may have several ids, with semicolons or
///                  as a list in brackets)
///     belongs_to   the id of the lead that this record belongs to
///     merged_to    ids of the record that this one was merged into
///     deleted      flags that say that the record was deleted; it is, where it was not merged into another
///     links        there, if the records only link others: one that was deleted joins nobody
///     instants_behind_ids   there, if an id may be followed by a colon and an instant
template <class Words>
struct same_leads_fn {
    template <ranges::input_range Records>
        requires has_field<decltype(Words::lead_id), record_type<ranges::range_reference_t<Records>>>
    void operator()(Records&& records, lead_aliases& same) const
    {
        for (auto&& wrapped : records) {
            auto const& record = unwrap(wrapped);
            each_id(Words::lead_id, record, own_form{}, [&](std::string_view id) {
                if constexpr (requires { Words::links; })
                    if (is_deleted(Words{}, record) || is_earlier_version(record)) return;
                if constexpr (requires { Words::deleted; })
                    if (is_deleted(Words{}, record) && !is_earlier_version(record)) same.was_deleted(id);
                if constexpr (requires { Words::becomes; })
                    each_of(Words::becomes, record, named_form{}, [&](std::string_view other) { same.join(id, other); });
                if constexpr (requires { Words::merged_to; })
                    each_of(Words::merged_to, record, named_form{}, [&](std::string_view lead) { same.join(lead, id); });
                if constexpr (requires { Words::belongs_to; })
                    each_of(Words::belongs_to, record, of_another{}, [&](std::string_view lead) { same.join(lead, id); });
            });
        }
    }
    template <ranges::input_range Records>
        requires has_field<decltype(Words::lead_id), record_type<ranges::range_reference_t<Records>>>
    [[nodiscard]] lead_aliases operator()(Records&& records) const
    {
        lead_aliases same;
        (*this)(records, same);
        return same;
    }

private:
    struct own_form {
        static constexpr bool first_only = false, must_fit = false;
        static bool           apply(std::string_view& id, std::string& rewritten)
        {
            if constexpr (requires { Words::id_form(id, rewritten); }) return Words::id_form(id, rewritten);
            else return static_cast<void>(id), static_cast<void>(rewritten), true;
        }
    };
    /// The same of a record that this one names: what cannot be an id joins nobody.
    struct named_form : own_form {
        static constexpr bool must_fit = true;
    };
    /// The form of an id of another kind of object. It is rewritten like this kind's ids only where `shared_id_form` says that both kinds have the
    /// same form. Of several ids only the first is used: a deal with several contacts belongs to the first, because the contacts are not one person.
    struct of_another {
        static constexpr bool first_only = true, must_fit = true;
        static bool           apply(std::string_view& id, std::string& rewritten)
        {
            if constexpr (requires { Words::shared_id_form; }) return Words::id_form(id, rewritten);
            else return static_cast<void>(id), static_cast<void>(rewritten), true;
        }
    };

    template <class Field, class Record, class Form, class Use>
    static void each_id(Field const& field, Record const& record, Form, Use&& use)
    {
        if constexpr (Field::template in<Record>) {
            with_value(field, record, [&](auto&& value) {
                number_text      room;
                std::string_view rest = text_of_value(value, room);
                if (rest.find('{') != std::string_view::npos) return; // a list of objects, not of ids
                while (!rest.empty()) {
                    auto const       end = rest.find_first_of(";,[]\"");
                    std::string_view id  = without_float_ending(trimmed(rest.substr(0, end)));
                    std::string      rewritten;
                    if (stands_for_null(id) || shortened_number(id)) id = {};
                    if constexpr (requires { Words::instants_behind_ids; }) id = id.substr(0, id.find(':'));
                    if (!id.empty() && !Form::apply(id, rewritten) && Form::must_fit) id = {};
                    if (!id.empty()) use(rewritten.empty() ? id : std::string_view{rewritten});
                    rest = end == std::string_view::npos || (Form::first_only && !id.empty()) ? std::string_view{} : rest.substr(end + 1);
                }
            });
        }
    }
    template <class... Fields, class Record, class Form, class Use>
    static void each_of(std::tuple<Fields...> const& fields, Record const& record, Form form, Use&& use)
    {
        std::apply([&](auto const&... field) { (each_id(field, record, form, use), ...); }, fields);
    }
};

}}} // namespace leadmetrics::detail

#endif
