// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_DETAIL_RECORD_READER_HPP
#define LEADMETRICS_ADAPTER_DETAIL_RECORD_READER_HPP

#include <leadmetrics/adapter/adapted.hpp>
#include <leadmetrics/adapter/adapter_settings.hpp>
#include <leadmetrics/adapter/detail/conditions.hpp>
#include <leadmetrics/adapter/detail/field_value.hpp>
#include <leadmetrics/adapter/detail/loader_marks.hpp>
#include <leadmetrics/adapter/detail/value_text.hpp>
#include <leadmetrics/adapter/detail/vendor_field.hpp>
#include <leadmetrics/adapter/event_kind.hpp>
#include <leadmetrics/adapter/vocabulary.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/version.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// What the ids of a vendor's records become: text, or the number that the field is.
template <class Field, class Record>
struct id_type {
    using said = plain_id_type<std::remove_cvref_t<decltype(std::declval<Field const&>()(std::declval<Record const&>()))>>;
    using type = std::conditional_t<is_text<said>, std::string_view, said>;
};
template <class... Fields, class Record>
struct id_type<either<Fields...>, Record> {
    using type = std::string_view;
};

/// Reads the fields of one record after another, and writes down what is odd about them.
template <class Words, bool stays, class Events>
class record_reader {
public:
    record_reader(Words const& words, adapter_settings const& settings, Events& to) : words_(words), settings_(settings), to_(to) {}

    [[nodiscard]] std::size_t record() const noexcept { return static_cast<std::size_t>(record_); }
    /// Tells whether any record says what conditions ask about (`first_told`).
    void                        told(bool any) noexcept { told_ = any; }
    [[nodiscard]] record_origin origin() const noexcept { return {static_cast<std::uint32_t>(record_), 0}; }
    void                        next()
    {
        if (to_.import_issues().records > INT64_C(0xffff'fffe))
            refuse("records", std::to_string(to_.import_issues().records + 1), "an adapter takes at most 4294967295 records: adapt parts of them");
        record_ = to_.import_issues().records++;
    }

    /// Whether the record is about what is asked for.
    template <class Kind, class Record>
    [[nodiscard]] bool wanted(Record const& record)
    {
        bool yes = true;
        if constexpr (requires { record.no_record(); }) {
            if (auto const found = record.no_record()) {
                if (!found->starts_with('{')) list({record_, "", *found, "an object with fields"}); // else it is a loader's message
                return leave_out(to_.import_issues().no_records, left_out_because::no_record, [&] { return *found; });
            }
        }
        if constexpr (requires { record.lacks(); })
            if (!record.lacks().empty())
                return leave_out(to_.import_issues().without_history, left_out_because::without_history, [&] { return own_name(record); });
        if constexpr (Kind::last_version_only)
            if (is_earlier_version(record))
                return leave_out(to_.import_issues().earlier_versions, left_out_because::earlier_version, [&] { return own_name(record); });
        if (deleted<Kind>(record)) return leave_out(to_.import_issues().deleted_records, left_out_because::deleted, [&] { return own_name(record); });
        if constexpr (requires { Words::is_of(Words::object, record); }) yes = Words::is_of(Words::object, record);
        if constexpr (requires { words_.only; })
            yes = yes
                  && std::apply([&](auto const&... condition) { return (conditions{settings_, told_}.hold(condition, record) && ...); }, words_.only);
        return yes || leave_out(to_.import_issues().other_records, left_out_because::about_something_else, [&] { return own_name(record); });
    }
    /// Counts a record that was read: as used where it became an event.
    template <class Record>
    void was_read(Record const& record, bool became_event)
    {
        if (became_event) ++to_.import_issues().used_records;
        else leave_out(to_.import_issues().without_dates, left_out_because::without_dates, [&] { return own_name(record); });
    }

    /// Who, by the one id that the lead has.
    template <class Field, class Record>
    [[nodiscard]] auto id(Field const& field, Record const& record)
    {
        using id = typename id_type<Field, Record>::type;
        id result{};
        with_value(field, record, [&]<class Value>(Value&& value) {
            using said = std::remove_cvref_t<Value>;
            if constexpr (std::is_same_v<id, std::string_view>) {
                number_text      room;
                std::string_view text = text_of_value(value, room);
                if (text.empty()) return static_cast<void>(++to_.import_issues().missing_id);
                if (shortened_number(text))
                    return problem(to_.import_issues().unreadable_id, field, text,
                                   "an id; a spreadsheet has shortened it: export it as text, not as a number");
                text = without_float_ending(text);
                if (text.size() > longest_id)
                    problem(to_.import_issues().unreadable_id, field, text = text.substr(0, longest_id), "an id of at most 65 535 letters");
                std::string rewritten;
                if constexpr (requires { Words::id_form(text, rewritten); }) {
                    if (!Words::id_form(text, rewritten)) problem(to_.import_issues().unreadable_id, field, text, Words::id_expected);
                }
                bool stable = keeps<Value>;
                if (!rewritten.empty()) text = to_.keep(std::move(rewritten)), stable = true;
                if (settings_.same_lead != nullptr)
                    if (auto const one = (*settings_.same_lead)(text); one.data() != text.data()) text = one, stable = true;
                result = stable ? text : to_.keep(std::string{text});
            } else if constexpr (optional_like<said>) {
                if (value.has_value()) result = *value;
                else ++to_.import_issues().missing_id;
            } else result = value;
        });
        return result;
    }

    /// A text as it stands there: of a campaign, of a kind of activity.
    template <class Field, class Record>
    [[nodiscard]] std::string_view text(Field const& field, Record const& record)
    {
        std::string_view result;
        with_value(field, record, [&]<class Value>(Value&& value) {
            number_text            room;
            std::string_view const text = without_float_ending(text_of_value(value, room));
            result                      = keeps<Value> || text.empty() ? text : to_.keep(std::string{text});
        });
        return result;
    }

    /// The same where the record has the field, and says something there.
    template <class Field, class Record>
    void replace(std::string_view& result, Field const& field, Record const& record)
    {
        if constexpr (Field::template in<Record>)
            if (auto const found = text(field, record); !found.empty()) result = found;
    }

    /// The id of a campaign, or the record's own, in the one form that the vendor's ids have. A text that is no such id stays as it is: it may be a
    /// name.
    template <class Field, class Record>
    [[nodiscard]] std::string_view object_id(Field const& field, Record const& record)
    {
        std::string_view result;
        replace(result, field, record);
        if constexpr (requires { Words::of_all_objects; }) {
            std::string_view id = result;
            std::string      rewritten;
            if (!id.empty() && Words::id_form(id, rewritten)) result = rewritten.empty() ? id : to_.keep(std::move(rewritten));
        }
        return result;
    }

    /// Replaces the currency that the amount says by that of its own field.
    template <class Field, class Record>
    void currency(std::string_view& result, Field const& field, Record const& record)
    {
        std::string_view said;
        replace(said, field, record);
        if constexpr (requires { Words::no_currency; })
            if (said == Words::no_currency) said = {};
        if (!said.empty()) result = said;
    }

    template <class Field, class Record>
    [[nodiscard]] std::optional<crm_time> time(Field const& field, Record const& record, date_as dates = date_as::first_instant)
    {
        std::optional<crm_time> result;
        with_value(field, record, [&]<class Value>(Value&& value) { result = time_of(field, value, dates); });
        return result;
    }
    /// The same where there need not be one: a wide record's date of a stage that the lead has not entered.
    template <class Field, class Record>
    [[nodiscard]] std::optional<std::optional<crm_time>> time_if_any(Field const& field, Record const& record)
    {
        std::optional<std::optional<crm_time>> result;
        with_value(field, record, [&](auto&& value) {
            if (says_something(value)) result.emplace(time_of(field, value));
        });
        return result;
    }

    /// The number of a status in the vocabulary; `none` where it has none, or there is no status.
    template <class Stage, class Field, class Record>
    [[nodiscard]] std::uint16_t status(vocabulary<Stage> const& known, Field const& field, Record const& record, bool required = true)
    {
        std::uint16_t result = vocabulary<Stage>::none;
        with_value(field, record, [&](auto&& value) {
            number_text room;
            auto const  word = written_text(value, room);
            result           = known.find(word); // first of all: a vocabulary may have the word None
            if (result == vocabulary<Stage>::none) result = known.find(without_float_ending(word));
            if (result != vocabulary<Stage>::none) return;
            if (text_of_value(value, room).empty()) to_.import_issues().missing_status += required;
            else if (required) result = status_word(known, word);
            else ++to_.import_issues().unknown_earlier_statuses[std::string{word}];
        });
        return result;
    }
    template <class Stage>
    [[nodiscard]] std::uint16_t status_word(vocabulary<Stage> const& known, std::string_view word)
    {
        auto const found = known.find(word);
        if (found == vocabulary<Stage>::none) ++to_.import_issues().unknown_statuses[std::string{word}];
        return found;
    }

    template <class Field, class Record>
    [[nodiscard]] money_read money(Field const& field, Record const& record, std::optional<std::int64_t>& amount)
    {
        std::optional<money_read> read;
        with_value(field, record, [&]<class Value>(Value&& value) {
            using said = plain_id_type<std::remove_cvref_t<Value>>;
            if constexpr (std::is_arithmetic_v<said>) {
                if constexpr (optional_like<std::remove_cvref_t<Value>>)
                    if (!value.has_value()) return static_cast<void>(++to_.import_issues().missing_amount);
                read = money_of(plain_id(value), settings_.money);
                number_text room;
                if (!read)
                    problem(to_.import_issues().unreadable_amount, field, text_of_value(value, room),
                            "a finite amount of less than 2^63 minor units");
            } else {
                number_text room;
                auto const  text = text_of_value(value, room);
                if (text.empty()) return static_cast<void>(++to_.import_issues().missing_amount);
                read = read_money(text, settings_.money);
                if (!read)
                    problem(to_.import_issues().unreadable_amount, field, text,
                            settings_.money.decimal_mark == ',' ? "an amount like 1.234,50" : "an amount like 1,234.50");
                else if (!keeps<Value> && !read->currency.empty()) read->currency = to_.keep(std::string{read->currency});
            }
        });
        if (!read) return {};
        amount = read->amount;
        to_.import_issues().rounded_amounts += read->rounded;
        return *read;
    }

    static constexpr std::size_t longest_id = 0xffff;

private:
    template <class What>
    bool leave_out(std::int64_t& count, left_out_because why, What const& what)
    {
        ++count;
        auto& n = listed_[static_cast<std::size_t>(why)];
        if (n == settings_.list_left_out) return false;
        ++n;
        to_.import_issues().left_out.push_back({record_, why, what()});
        return false;
    }

    /// Returns the id of a record, for messages; for a record without an id of its own, that of its lead or its campaign.
    template <class Record>
    [[nodiscard]] std::string own_name(Record const& record) const
    {
        std::string name;
        auto const  take = [&](auto const& field) {
            if constexpr (std::remove_cvref_t<decltype(field)>::template in<Record>)
                if (name.empty())
                    with_value(field, record, [&](auto&& value) {
                        number_text room;
                        name = std::string{text_of_value(value, room)};
                    });
        };
        if constexpr (requires { words_.event_id; }) take(words_.event_id);
        if constexpr (requires { words_.lead_id; }) take(words_.lead_id);
        if constexpr (requires { words_.campaign; }) take(words_.campaign);
        return name;
    }

    /// Whether a record was deleted and not merged into another, or is about a lead of which the aliases say so.
    template <class Kind, class Record>
    [[nodiscard]] bool deleted(Record const& record) const
    {
        // Rows of a history that are deleted have grown old at their source; a deleted campaign had its name all the same.
        constexpr bool history = Kind::gives == event_kind::stage_changes && !Kind::last_version_only;
        if constexpr (requires { words_.deleted; } || (!history && Kind::gives != event_kind::campaign_names))
            if (is_deleted(words_, record)) return true;
        if constexpr (requires { words_.lead_id; }) {
            if (settings_.same_lead == nullptr || settings_.same_lead->deleted() == 0) return false;
            bool found = false;
            with_value(words_.lead_id, record, [&](auto&& value) {
                number_text      room;
                std::string_view id = without_float_ending(text_of_value(value, room));
                std::string      rewritten;
                if constexpr (requires { Words::id_form(id, rewritten); })
                    if (!id.empty()) Words::id_form(id, rewritten);
                found = settings_.same_lead->is_deleted(rewritten.empty() ? id : std::string_view{rewritten});
            });
            return found;
        } else return false;
    }

    /// Whether the text of a value lives as long as the records.
    template <class Value>
    static constexpr bool keeps =
        is_view<std::remove_cvref_t<Value>> || (is_text<std::remove_cvref_t<Value>> && stays && std::is_lvalue_reference_v<Value>);

    template <class Field, class Value>
    [[nodiscard]] std::optional<crm_time> time_of(Field const& field, Value const& value, date_as dates = date_as::first_instant)
    {
        if constexpr (instant_field<Value>) {
            using traits = time_point_traits<Value>;
            if (!traits::present(value)) return ++to_.import_issues().missing_time, std::nullopt;
            crm_time at{date::floor<std::chrono::milliseconds>(typename traits::duration{traits::count(value)})};
            if constexpr (std::ratio_greater_equal_v<typename traits::duration::period, date::days::period>) { // a type of dates
                ++to_.import_issues().dates;
                if (dates == date_as::last_instant) at += date::days{1} - std::chrono::milliseconds{1};
            }
            return at;
        } else {
            number_text room;
            auto const  text = text_of_value(value, room);
            if (text.empty()) return ++to_.import_issues().missing_time, std::nullopt;
            auto const read = read_time(text, settings_.times, dates);
            if (!read)
                return problem(to_.import_issues().unreadable_time, field, text, "a time like 2024-01-31T09:30:00Z, 2024-01-31 or 1706693400000"),
                       std::nullopt;
            to_.import_issues().clock_changes += read->clock_change;
            to_.import_issues().dates += read->date_only;
            return read->at;
        }
    }

    template <class Field>
    void problem(std::int64_t& count, Field const& field, std::string_view found, std::string_view expected)
    {
        ++count;
        list({record_, std::string{field.name()}, std::string{found}, std::string{expected}});
    }
    void list(field_problem problem)
    {
        auto& all = to_.import_issues().problems;
        if (all.size() != import_issues::at_most) all.push_back(std::move(problem));
    }

    Words const&               words_;
    adapter_settings const&    settings_;
    Events&                    to_;
    std::int64_t               record_ = 0;
    bool                       told_   = true;
    std::array<std::size_t, 6> listed_{}; ///< how many records are listed for each reason
};

}}} // namespace leadmetrics::detail

#endif
