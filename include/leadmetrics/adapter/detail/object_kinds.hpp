// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_DETAIL_OBJECT_KINDS_HPP
#define LEADMETRICS_ADAPTER_DETAIL_OBJECT_KINDS_HPP

#include <leadmetrics/adapter/crm_events.hpp>
#include <leadmetrics/adapter/detail/adapt.hpp>
#include <leadmetrics/adapter/detail/vendor_field.hpp>
#include <leadmetrics/adapter/event_kind.hpp>
#include <leadmetrics/adapter/stage_changes.hpp>
#include <leadmetrics/adapter/vocabulary.hpp>

#include <cstdint>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace v0_1 { namespace detail {

// What a vendor's objects can be to us. `Words` is a mapping of ours to the vendor's, one struct for each of the vendor's objects: its members
// are our words, their values the vendor's fields. Beside them it may have
//
//     only         conditions under which a record counts (a tuple of `is` and `has`)
//     id_form      what the vendor's ids have to look like, and how they are written in one way

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

/// A record for each change of a status: lead_id, stage, at; where the vendor says it, `before`, the stage it was changed from.
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
        auto const at      = reader.time(fields.at, record);
        if constexpr (requires { fields.before; }) {
            if constexpr (decltype(Words::before)::template in<Record>)
                return to.packed().add(lead_id, stage, at, reader.record(), reader.status(known, fields.before, record, false));
        }
        to.packed().add(lead_id, stage, at, reader.record());
    }
};

/// A wide record: lead_id, and a date for each status (`entered`, a tuple of `entered_at`).
template <class Words, class Stage>
struct status_dates {
    using words                       = Words;
    static constexpr event_kind gives = event_kind::stage_changes;
    template <class Record>
    using result   = stage_changes<id_of<Words, Record>, Stage>;
    using required = field_list<decltype(Words::lead_id)>;

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
        auto const one     = [&]<class Field>(entered_at<Field> const& entry) {
            if constexpr (Field::template in<Record>) {
                auto const at = reader.time_if_any(entry.field, record);
                if (at) to.packed().add(lead_id, reader.status_word(known, entry.status), *at, reader.record());
            }
        };
        std::apply([&](auto const&... entry) { (one(entry), ...); }, fields.entered);
    }
};

/// A record for each lead: lead_id, at (it was made), stage (it is at now).
template <class Words, class Stage>
struct lead_creations {
    using words                       = Words;
    static constexpr event_kind gives = event_kind::creations;
    template <class Record>
    using result   = adapted<crm_creation<id_of<Words, Record>, Stage>>;
    using required = field_list<decltype(Words::lead_id), decltype(Words::stage), decltype(Words::at)>;

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

/// lead_id, campaign, at.
template <class Words>
struct touches_of {
    using words                       = Words;
    static constexpr event_kind gives = event_kind::touches;
    template <class Record>
    using result   = adapted<crm_touch<id_of<Words, Record>>>;
    using required = field_list<decltype(Words::lead_id), decltype(Words::campaign), decltype(Words::at)>;

    Words fields{};

    template <class Reader, class Record, class Events>
    void read(Reader& reader, Record const& record, Events& to) const
    {
        to.add({reader.id(fields.lead_id, record), reader.text(fields.campaign, record), reader.time(fields.at, record), reader.origin()});
    }
};

/// lead_id, at, amount; where there is one, currency, campaign and event_id.
template <class Words>
struct deals_of {
    using words                       = Words;
    static constexpr event_kind gives = event_kind::won_deals;
    template <class Record>
    using result   = adapted<crm_deal<id_of<Words, Record>>>;
    using required = field_list<decltype(Words::lead_id), decltype(Words::at), decltype(Words::amount)>;

    Words fields{};

    template <class Reader, class Record, class Events>
    void read(Reader& reader, Record const& record, Events& to) const
    {
        typename Events::value_type one{};
        one.lead_id  = reader.id(fields.lead_id, record);
        one.at       = reader.time(fields.at, record);
        one.currency = reader.money(fields.amount, record, one.amount).currency;
        one.origin   = reader.origin();
        if constexpr (requires { fields.currency; }) reader.replace(one.currency, fields.currency, record);
        if constexpr (requires { fields.campaign; }) reader.replace(one.campaign, fields.campaign, record);
        if constexpr (requires { fields.event_id; }) reader.replace(one.event_id, fields.event_id, record);
        to.add(one);
    }
};

/// campaign, at, amount; where there is one, currency.
template <class Words>
struct costs_of {
    using words                       = Words;
    static constexpr event_kind gives = event_kind::costs;
    template <class Record>
    using result   = adapted<crm_cost>;
    using required = field_list<decltype(Words::campaign), decltype(Words::at), decltype(Words::amount)>;

    Words fields{};

    template <class Reader, class Record, class Events>
    void read(Reader& reader, Record const& record, Events& to) const
    {
        crm_cost one{};
        one.campaign = reader.text(fields.campaign, record);
        one.at       = reader.time(fields.at, record);
        one.currency = reader.money(fields.amount, record, one.amount).currency;
        one.origin   = reader.origin();
        if constexpr (requires { fields.currency; }) reader.replace(one.currency, fields.currency, record);
        to.add(one);
    }
};

/// lead_id, kind, at; where there is one, event_id.
template <class Words>
struct activities_of {
    using words                       = Words;
    static constexpr event_kind gives = event_kind::activities;
    template <class Record>
    using result   = adapted<crm_activity<id_of<Words, Record>>>;
    using required = field_list<decltype(Words::lead_id), decltype(Words::kind), decltype(Words::at)>;

    Words fields{};

    template <class Reader, class Record, class Events>
    void read(Reader& reader, Record const& record, Events& to) const
    {
        typename Events::value_type one{};
        one.lead_id = reader.id(fields.lead_id, record);
        one.kind    = reader.text(fields.kind, record);
        one.at      = reader.time(fields.at, record);
        one.origin  = reader.origin();
        if constexpr (requires { fields.event_id; }) reader.replace(one.event_id, fields.event_id, record);
        to.add(one);
    }
};

/// `salesforce::lead_history(words)`: the adapter of a vendor's object whose statuses need a vocabulary.
template <template <class, class> class Kind, class Words>
struct with_vocabulary_fn {
    using words                       = Words;
    static constexpr event_kind gives = Kind<Words, int>::gives;
    template <class Stage>
    [[nodiscard]] auto operator()(vocabulary<Stage> known, adapter_settings settings = {}) const
    {
        return adaptor<Kind<Words, Stage>>{{std::move(known)}, std::move(settings)};
    }
};

/// `salesforce::campaign_members()`: the adapter of a vendor's object that needs none.
template <template <class> class Kind, class Words>
struct without_vocabulary_fn {
    using words                       = Words;
    static constexpr event_kind gives = Kind<Words>::gives;
    [[nodiscard]] auto          operator()(adapter_settings settings = {}) const { return adaptor<Kind<Words>>{{}, std::move(settings)}; }
};

}}} // namespace leadmetrics::detail

#endif
