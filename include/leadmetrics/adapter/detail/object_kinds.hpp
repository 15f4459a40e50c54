// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_DETAIL_OBJECT_KINDS_HPP
#define LEADMETRICS_ADAPTER_DETAIL_OBJECT_KINDS_HPP

#include <leadmetrics/adapter/crm_events.hpp>
#include <leadmetrics/adapter/detail/adapt.hpp>
#include <leadmetrics/adapter/detail/name_match.hpp>
#include <leadmetrics/adapter/detail/vendor_field.hpp>
#include <leadmetrics/adapter/event_kind.hpp>
#include <leadmetrics/adapter/stage_changes.hpp>
#include <leadmetrics/adapter/vocabulary.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

// The kinds of events that can be made from a vendor's object. For each of the vendor's objects there is a struct `Words` that maps the library's
// fields to the vendor's: its members have the library's names, and their values are the vendor's fields. It may also have
//
//     only         conditions under which a record is used (a tuple of `is`, `yes`, `no` and `has`)
//     deleted      flags that say that a record was deleted, and `merged_to`, the fields that name the record into which it was merged (tuples)
//     dates        how a date without a time of day is read, where it is not the first instant of the day
//     of_all_objects   there, if the ids of all of the vendor's objects have the form of id_form
//     is_of        a function that tells whether a record says of itself that it is of this object, or says nothing
//     no_currency  what the vendor writes where an organisation has one currency
//     id_form      a function that checks the form of the vendor's ids and rewrites them to one standard form

/// A field whose name is made at run time.
struct named_field {
    std::string text;

    [[nodiscard]] std::string_view name() const noexcept { return text; }
    template <class Record>
    std::optional<std::string_view> operator()(Record const& record) const
    {
        return record.named(text);
    }
};

template <class Words, class Record>
using id_of = typename id_type<std::remove_cvref_t<decltype(Words::lead_id)>, Record>::type;

template <class Stage>
std::vector<Stage> stages_of(vocabulary<Stage> const& known)
{
    std::vector<Stage> stages;
    for (auto const& entry : known.entries()) stages.push_back(entry.stage);
    return stages;
}
template <class Stage>
std::optional<Stage> stage_of(vocabulary<Stage> const& known, std::uint16_t number)
{
    return number == vocabulary<Stage>::none ? std::nullopt : std::optional<Stage>{known.entries()[number].stage};
}

/// Stage changes from objects that have one record for each change of a status: lead_id, stage, at and, where the vendor has it, `before`, the stage
/// before the change.
template <class Words, class Stage>
struct status_changes {
    using words                       = Words;
    static constexpr event_kind gives = event_kind::stage_changes;
    template <class Record>
    using result   = stage_changes<id_of<Words, Record>, Stage>;
    using required = field_list<decltype(Words::lead_id), decltype(Words::stage), decltype(Words::at)>;

    vocabulary<Stage> known;
    Words             fields{};

    template <class Events>
    void begin(Events& to) const
    {
        to.packed().stages(stages_of(known));
    }
    template <class Reader, class Record, class Events>
    void read(Reader& reader, Record const& record, Events& to) const
    {
        auto const lead_id = reader.id(fields.lead_id, record);
        auto const stage   = reader.status(known, fields.stage, record);
        auto const at      = reader.time(fields.at, record, dates());
        if constexpr (requires { fields.before; }) {
            if constexpr (decltype(Words::before)::template in<Record>)
                return to.packed().add(lead_id, stage, at, reader.record(), reader.status(known, fields.before, record, false));
        }
        to.packed().add(lead_id, stage, at, reader.record());
    }

    /// Of the versions of a record that a warehouse keeps. They are its history, but a deal that was closed has one close.
    static constexpr bool last_version_only = requires { Words::dates; };

private:
    /// How a date without a time of day is read: the close of a deal is the last instant of its day.
    static constexpr date_as dates()
    {
        if constexpr (requires { Words::dates; }) return Words::dates;
        else return date_as::first_instant;
    }
};

/// Stage changes from wide records: lead_id, and a date for each status (`entered`, a tuple of `entered_at`).
template <class Words, class Stage>
struct status_dates {
    using words                       = Words;
    static constexpr event_kind gives = event_kind::stage_changes;
    template <class Record>
    using result   = stage_changes<id_of<Words, Record>, Stage>;
    using required = field_list<decltype(Words::lead_id)>;

    static constexpr bool last_version_only = true;

    vocabulary<Stage> known;
    Words             fields{};

    explicit status_dates(vocabulary<Stage> all) : known(std::move(all)) {}

    template <class Events>
    void begin(Events& to) const
    {
        to.packed().stages(stages_of(known));
    }
    template <class Reader, class Record, class Events>
    void read(Reader& reader, Record const& record, Events& to) const
    {
        auto const lead_id = reader.id(fields.lead_id, record);
        auto const one     = [&]<class Field>(entered_at<Field> const& entry) {
            if constexpr (Field::template in<Record>) {
                auto const at = reader.time_if_any(entry.field, record);
                if (at) to.packed().add(lead_id, reader.status_word(known, entry.status), *at, reader.record());
            }
        };
        std::apply([&](auto const&... entry) { (one(entry), ...); }, fields.entered);
        if constexpr (requires { fields.entered_by_name; } && named_record<Record>) by_name(reader, record, lead_id, to);
    }

    /// Leaves out the fields of own stages that a table does not have, so that its rows are not searched for them.
    template <class Records>
    void look_at(Records const& records)
    {
        if constexpr (requires { records.columns(); })
            for (own_stage& one : own_) std::erase_if(one.dates, [&](named_field const& field) { return !records.columns().contains(field.text); });
    }

private:
    struct own_stage {
        std::string              word;
        std::vector<named_field> dates;
    };

    /// The stages that have no field of their own, because their names are an organisation's own: the names of their fields are made of the words in
    /// the vocabulary. Of several words that make the same name, as `lead` and `Lead` do, the first counts.
    static std::vector<own_stage> own_stages(vocabulary<Stage> const& known)
    {
        std::vector<own_stage> all;
        if constexpr (requires { Words::entered_by_name; }) {
            auto const has_field = [&](std::string const& word) {
                auto const of = [&](std::string_view status) {
                    return status == word || (names_match(status, word) && known.find(status) != vocabulary<Stage>::none);
                };
                return std::apply([&](auto const&... one) { return (of(one.status) || ...); }, Words::entered);
            };
            for (auto const& entry : known.entries()) {
                if (has_field(entry.word) || std::any_of(all.begin(), all.end(), [&](auto const& one) { return names_match(one.word, entry.word); }))
                    continue;
                all.push_back({entry.word, {}});
                for (auto const& [before, behind] : Words::entered_by_name)
                    all.back().dates.push_back({std::string{before} + entry.word + std::string{behind}});
            }
        }
        return all;
    }
    /// Reads the dates of these stages. Of several fields for a stage, the first that says something counts.
    template <class Reader, class Record, class Id, class Events>
    void by_name(Reader& reader, Record const& record, Id const& lead_id, Events& to) const
    {
        for (own_stage const& one : own_)
            for (named_field const& field : one.dates) {
                auto const at = reader.time_if_any(field, record);
                if (!at) continue;
                to.packed().add(lead_id, reader.status_word(known, one.word), *at, reader.record());
                break;
            }
    }

    std::vector<own_stage> own_ = own_stages(known);
};

/// Creations from objects that have one record for each lead: lead_id, at (when the record was created), stage (at which the lead is now).
template <class Words, class Stage>
struct lead_creations {
    using words                       = Words;
    static constexpr event_kind gives = event_kind::creations;
    template <class Record>
    using result   = adapted<crm_creation<id_of<Words, Record>, Stage>>;
    using required = field_list<decltype(Words::lead_id), decltype(Words::stage), decltype(Words::at)>;

    static constexpr bool last_version_only = true;

    vocabulary<Stage> known;
    Words             fields{};

    template <class Reader, class Record, class Events>
    void read(Reader& reader, Record const& record, Events& to) const
    {
        auto const lead_id = reader.id(fields.lead_id, record);
        auto const at      = reader.time(fields.at, record);
        to.add({lead_id, at, stage_of(known, reader.status(known, fields.stage, record)), reader.origin()});
    }
};

/// Touches: lead_id, campaign, at.
template <class Words>
struct touches_of {
    using words                       = Words;
    static constexpr event_kind gives = event_kind::touches;
    template <class Record>
    using result   = adapted<crm_touch<id_of<Words, Record>>>;
    using required = field_list<decltype(Words::lead_id), decltype(Words::campaign), decltype(Words::at)>;

    static constexpr bool last_version_only = false; // the others are the same touch

    Words fields{};

    template <class Reader, class Record, class Events>
    void read(Reader& reader, Record const& record, Events& to) const
    {
        to.add({reader.id(fields.lead_id, record), reader.object_id(fields.campaign, record), reader.time(fields.at, record), reader.origin()});
    }
};

/// Won deals: lead_id, at, amount and, where the object has them, currency, campaign and event_id.
template <class Words>
struct deals_of {
    using words                       = Words;
    static constexpr event_kind gives = event_kind::won_deals;
    template <class Record>
    using result   = adapted<crm_deal<id_of<Words, Record>>>;
    using required = field_list<decltype(Words::lead_id), decltype(Words::at), decltype(Words::amount)>;

    static constexpr bool last_version_only = true;

    Words fields{};

    template <class Reader, class Record, class Events>
    void read(Reader& reader, Record const& record, Events& to) const
    {
        typename Events::value_type one{};
        one.lead_id  = reader.id(fields.lead_id, record);
        one.at       = reader.time(fields.at, record, date_as::last_instant); // what happened on the closing day came before the close
        one.currency = reader.money(fields.amount, record, one.amount).currency;
        one.origin   = reader.origin();
        if constexpr (requires { fields.currency; }) reader.currency(one.currency, fields.currency, record);
        if constexpr (requires { fields.campaign; }) one.campaign = reader.object_id(fields.campaign, record);
        if constexpr (requires { fields.event_id; }) one.event_id = reader.object_id(fields.event_id, record);
        to.add(one);
    }
};

/// Costs: campaign, at, amount and, where the object has them, currency and event_id.
template <class Words>
struct costs_of {
    using words                       = Words;
    static constexpr event_kind gives = event_kind::costs;
    template <class Record>
    using result   = adapted<crm_cost>;
    using required = field_list<decltype(Words::campaign), decltype(Words::at), decltype(Words::amount)>;

    static constexpr bool last_version_only = true;

    Words fields{};

    template <class Reader, class Record, class Events>
    void read(Reader& reader, Record const& record, Events& to) const
    {
        crm_cost one{};
        one.campaign = reader.object_id(fields.campaign, record);
        one.at       = reader.time(fields.at, record);
        one.currency = reader.money(fields.amount, record, one.amount).currency;
        one.origin   = reader.origin();
        if constexpr (requires { fields.currency; }) reader.currency(one.currency, fields.currency, record);
        if constexpr (requires { fields.event_id; }) one.event_id = reader.object_id(fields.event_id, record);
        to.add(one);
    }
};

/// Names of campaigns: campaign and name.
template <class Words>
struct names_of {
    using words                       = Words;
    static constexpr event_kind gives = event_kind::campaign_names;
    template <class Record>
    using result   = adapted<crm_campaign_name>;
    using required = field_list<decltype(Words::campaign), decltype(Words::name)>;

    static constexpr bool last_version_only = true;

    Words fields{};

    template <class Reader, class Record, class Events>
    void read(Reader& reader, Record const& record, Events& to) const
    {
        to.add({reader.object_id(fields.campaign, record), reader.text(fields.name, record), reader.origin()});
    }
};

/// Activities: lead_id, kind, at and, where the object has it, event_id.
template <class Words>
struct activities_of {
    using words                       = Words;
    static constexpr event_kind gives = event_kind::activities;
    template <class Record>
    using result   = adapted<crm_activity<id_of<Words, Record>>>;
    using required = field_list<decltype(Words::lead_id), decltype(Words::kind), decltype(Words::at)>;

    static constexpr bool last_version_only = false; // the others are of the same id

    Words fields{};

    template <class Reader, class Record, class Events>
    void read(Reader& reader, Record const& record, Events& to) const
    {
        typename Events::value_type one{};
        one.lead_id = reader.id(fields.lead_id, record);
        one.kind    = reader.text(fields.kind, record);
        one.at      = reader.time(fields.at, record);
        one.origin  = reader.origin();
        if constexpr (requires { fields.event_id; }) one.event_id = reader.object_id(fields.event_id, record);
        to.add(one);
    }
};

/// The type of adapters for objects whose statuses need a vocabulary, such as `salesforce::lead_history(words)`.
template <template <class, class> class Kind, class Words>
struct with_vocabulary_fn {
    using words                       = Words;
    static constexpr event_kind gives = Kind<Words, int>::gives;
    template <class Stage>
    [[nodiscard]] auto operator()(vocabulary<Stage> known, adapter_settings settings = {}) const
    {
        return adaptor<Kind<Words, Stage>>{Kind<Words, Stage>{std::move(known)}, std::move(settings)};
    }
};

/// The type of adapters for objects that need no vocabulary, such as `salesforce::campaign_members()`.
template <template <class> class Kind, class Words>
struct without_vocabulary_fn {
    using words                       = Words;
    static constexpr event_kind gives = Kind<Words>::gives;
    [[nodiscard]] auto          operator()(adapter_settings settings = {}) const { return adaptor<Kind<Words>>{{}, std::move(settings)}; }
};

}}} // namespace leadmetrics::detail

#endif
