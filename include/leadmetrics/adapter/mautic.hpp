// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_MAUTIC_HPP
#define LEADMETRICS_ADAPTER_MAUTIC_HPP

#include <leadmetrics/adapter/detail/object_kinds.hpp>
#include <leadmetrics/adapter/detail/same_leads.hpp>
#include <leadmetrics/adapter/detail/vendor_field.hpp>
#include <leadmetrics/adapter/lead_notice.hpp>

#include <string>
#include <string_view>
#include <tuple>

#include <leadmetrics/core/detail/define_field.hpp>
#include <leadmetrics/version.hpp>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace mautic {

/// The fields of Mautic's tables. Mautic calls a contact `lead`. A record type whose members have these names can be used as it is. For a record
/// type with other names, specialise `leadmetrics::mapping<record>`. docs/adapters/mautic.md tells which export to take.
namespace field {

LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, id);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, lead_id);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, stage_id);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, campaign_id);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, name);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, email_id);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, contact_id);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, merged_id);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, event_name);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, url);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, date_added);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, date_hit);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, date_read);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, is_read);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, form_id);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, date_submitted);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, asset_id);
LEADMETRICS_DETAIL_FIELD(detail::vendor_lookup, date_download);

#undef LEADMETRICS_DETAIL_FIELD

} // namespace field

/// lead_stages_change_log as stage changes: one record for each stage into which a contact was moved. `stage_changes(words)`, where the vocabulary
/// has the ids of stages.
template <class = void>
struct stage_changes_words {
    static constexpr std::string_view object  = "lead_stages_change_log";
    static constexpr auto             lead_id = field::lead_id;
    static constexpr auto             stage   = field::stage_id;
    static constexpr auto             at      = field::date_added;
};
inline constexpr detail::with_vocabulary_fn<detail::status_changes, stage_changes_words<>> stage_changes{};

/// campaign_leads as touches: one touch for each contact, when it was added to a campaign. `campaign_leads()`.
template <class = void>
struct campaign_leads_words {
    static constexpr std::string_view object   = "campaign_leads";
    static constexpr auto             lead_id  = field::lead_id;
    static constexpr auto             campaign = field::campaign_id;
    static constexpr auto             at       = field::date_added;
};
inline constexpr detail::without_vocabulary_fn<detail::touches_of, campaign_leads_words<>> campaign_leads{};

/// campaigns as names: the ids of campaigns with their names. `campaign_names()`.
template <class = void>
struct campaign_names_words {
    static constexpr std::string_view object   = "campaigns";
    static constexpr auto             campaign = field::id;
    static constexpr auto             name     = field::name;
};
inline constexpr detail::without_vocabulary_fn<detail::names_of, campaign_names_words<>> campaign_names{};

/// page_hits as activities: pages that contacts saw. `page_hits()`. The kind is the page's address.
template <class = void>
struct page_hits_words {
    static constexpr std::string_view object   = "page_hits";
    static constexpr auto             lead_id  = field::lead_id;
    static constexpr auto             kind     = field::url;
    static constexpr auto             at       = field::date_hit;
    static constexpr auto             event_id = field::id;
};
inline constexpr detail::without_vocabulary_fn<detail::activities_of, page_hits_words<>> page_hits{};

/// email_stats as activities: mails that were opened. `emails_read()`. The kind is the mail's id.
template <class = void>
struct emails_read_words {
    static constexpr std::string_view object   = "email_stats";
    static constexpr auto             lead_id  = field::lead_id;
    static constexpr auto             kind     = field::email_id;
    static constexpr auto             at       = field::date_read;
    static constexpr auto             event_id = field::id;
    static constexpr auto             only     = std::tuple{detail::yes{field::is_read}};
};
inline constexpr detail::without_vocabulary_fn<detail::activities_of, emails_read_words<>> emails_read{};

/// form_submissions as activities: forms that contacts sent. `form_submissions()`. The kind is the form's id.
template <class = void>
struct form_submissions_words {
    static constexpr std::string_view object   = "form_submissions";
    static constexpr auto             lead_id  = field::lead_id;
    static constexpr auto             kind     = field::form_id;
    static constexpr auto             at       = field::date_submitted;
    static constexpr auto             event_id = field::id;
};
inline constexpr detail::without_vocabulary_fn<detail::activities_of, form_submissions_words<>> form_submissions{};

/// asset_downloads as activities: files that contacts downloaded. `asset_downloads()`. The kind is the asset's id.
template <class = void>
struct asset_downloads_words {
    static constexpr std::string_view object   = "asset_downloads";
    static constexpr auto             lead_id  = field::lead_id;
    static constexpr auto             kind     = field::asset_id;
    static constexpr auto             at       = field::date_download;
    static constexpr auto             event_id = field::id;
};
inline constexpr detail::without_vocabulary_fn<detail::activities_of, asset_downloads_words<>> asset_downloads{};

/// lead_points_change_log as activities: the events for which points were given. `point_changes()`. The kind is the event's name.
template <class = void>
struct point_changes_words {
    static constexpr std::string_view object   = "lead_points_change_log";
    static constexpr auto             lead_id  = field::lead_id;
    static constexpr auto             kind     = field::event_name;
    static constexpr auto             at       = field::date_added;
    static constexpr auto             event_id = field::id;
};
inline constexpr detail::without_vocabulary_fn<detail::activities_of, point_changes_words<>> point_changes{};

/// Joins the id of a contact with the ids of the contacts that were merged into it (contact_merge_records). `same_leads(merge_records)`.
template <class = void>
struct same_leads_words {
    static constexpr auto lead_id = field::contact_id;
    static constexpr auto becomes = std::tuple{field::merged_id};
};
inline constexpr detail::same_leads_fn<same_leads_words<>> same_leads{};

/// A note to be created in Mautic. Mautic has no tasks; the owner of a contact sees the contact's notes.
struct note {
    std::string lead; ///< the contact's id
    std::string text, type;
    std::string dateTime;

    friend bool operator==(note const&, note const&) = default;
};

/// Returns the note that a notice (lm::lead_notices) asks for, with that instant.
[[nodiscard]] inline note task_of(lead_notice<std::string> const& notice, crm_time at, task_words const& words = {})
{
    return {notice.lead_id, words.of(notice.why) + " (" + detail::task_body(notice) + ")", "general", detail::iso_text(at)};
}

}}} // namespace leadmetrics::mautic

#endif
