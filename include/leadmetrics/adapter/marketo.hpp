// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_MARKETO_HPP
#define LEADMETRICS_ADAPTER_MARKETO_HPP

#include <leadmetrics/adapter/detail/json_scan.hpp>
#include <leadmetrics/adapter/detail/object_kinds.hpp>
#include <leadmetrics/adapter/detail/same_leads.hpp>
#include <leadmetrics/adapter/detail/vendor_field.hpp>

#include <string_view>
#include <tuple>

#include <leadmetrics/core/detail/define_field.hpp>
#include <leadmetrics/version.hpp>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace marketo {

/// The fields of Marketo Engage's activities, with the names that its REST API uses. A record type whose members have these names can be used as
/// it is. For a record type with other names, specialise `leadmetrics::mapping<record>`. docs/adapters/marketo.md tells which export to take.
namespace field {

LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, id);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, leadId);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, activityTypeId);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, activityDate);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, marketoGUID);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, primaryAttributeValue);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, merge_ids);

#undef LEADMETRICS_DETAIL_FIELD

/// The attribute `Merge IDs` as bulk extracts have it: in the column `attributes`, a text that holds a JSON object.
struct extracted_merge_ids_t : detail::vendor_lookup<extracted_merge_ids_t> {
    template <class Record>
    static constexpr bool in = named_record<Record>;

    template <class Record>
    std::string_view operator()(Record const& record) const
    {
        if constexpr (requires { record.object(); }) return {}; // JSON has the attribute itself
        else return detail::member_in_json_text(record.named("attributes").value_or(std::string_view{}), "Merge IDs");
    }
};
inline constexpr extracted_merge_ids_t extracted_merge_ids{};

} // namespace field

/// Activities of the types 12 (New Lead) and 21 (Convert Lead) as stage changes: the two steps that Marketo itself records. `lead_steps(words)`,
/// where the vocabulary has the numbers of the types.
template <class = void>
struct lead_steps_words {
    static constexpr std::string_view object  = "activities";
    static constexpr auto             lead_id = field::leadId;
    static constexpr auto             stage   = field::activityTypeId;
    static constexpr auto             at      = field::activityDate;
    static constexpr auto             only    = std::tuple{detail::is{field::activityTypeId, "12", "21"}};
};
inline constexpr detail::with_vocabulary_fn<detail::status_changes, lead_steps_words<>> lead_steps{};

/// Activities: what leads did. `activities()`. The kind is activityTypeId.
template <class = void>
struct activities_words {
    static constexpr std::string_view object   = "activities";
    static constexpr auto             lead_id  = field::leadId;
    static constexpr auto             kind     = field::activityTypeId;
    static constexpr auto             at       = field::activityDate;
    static constexpr auto             event_id = detail::either{field::marketoGUID, field::id};
};
inline constexpr detail::without_vocabulary_fn<detail::activities_of, activities_words<>> activities{};

/// Activities of type 104 (Change Status in Progression) as touches: one touch for each step of a lead in a program. `program_statuses()`.
template <class = void>
struct program_statuses_words {
    static constexpr std::string_view object   = "activities";
    static constexpr auto             lead_id  = field::leadId;
    static constexpr auto             campaign = field::primaryAttributeValue;
    static constexpr auto             at       = field::activityDate;
    static constexpr auto             only     = std::tuple{detail::is{field::activityTypeId, "104"}};
};
inline constexpr detail::without_vocabulary_fn<detail::touches_of, program_statuses_words<>> program_statuses{};

/// Joins the id of a lead with the ids of the leads that were merged into it: activities of the type 32 (Merge Leads), whose attribute `Merge IDs`
/// has them. `same_leads(activities)`.
template <class = void>
struct same_leads_words {
    static constexpr auto lead_id = field::leadId;
    static constexpr auto becomes = std::tuple{field::merge_ids, field::extracted_merge_ids};
};
inline constexpr detail::same_leads_fn<same_leads_words<>> same_leads{};

}}} // namespace leadmetrics::marketo

#endif
