// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_COVERAGE_HPP
#define LEADMETRICS_ADAPTER_COVERAGE_HPP

// Which of the library's fields can be filled from a vendor's object, and from which of its fields? These are the rows of an integration plan. They
// can be computed at compile time.

#include <leadmetrics/adapter/detail/vendor_field.hpp>
#include <leadmetrics/adapter/event_kind.hpp>
#include <leadmetrics/adapter/named_rows.hpp>
#include <leadmetrics/version.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// One of the library's fields (a "word"), and the vendor's fields for it.
struct word_coverage {
    static constexpr std::size_t most_fields = 8;

    std::string_view                          word;   ///< lead_id, stage, at, campaign, amount, …
    std::array<std::string_view, most_fields> fields; ///< the vendor's fields, any one of which is enough; the rest of the array is empty
    bool                                      required = true;
    bool                                      present  = false; ///< whether the caller's records have one of them
    bool                                      is_date  = false; ///< whether it is the date of a stage; a wide record needs one such date at least
};

/// The kind of events that one of the vendor's objects gives, and whether the caller's records have the fields for it.
struct object_coverage {
    static constexpr std::size_t most_words = 16;

    std::string_view                      object; ///< the vendor's name of the object
    event_kind                            gives = event_kind::stage_changes;
    std::array<word_coverage, most_words> words{};
    std::size_t                           size = 0;

    [[nodiscard]] constexpr word_coverage const* begin() const noexcept { return words.data(); }
    [[nodiscard]] constexpr word_coverage const* end() const noexcept { return words.data() + size; }
    /// Returns whether the adapter can be used: all required words are present, and at least one date where the object has dates of stages.
    [[nodiscard]] constexpr bool complete() const noexcept
    {
        bool wide = false, any_date = false;
        for (word_coverage const& one : *this) {
            if (one.required && !one.present) return false;
            wide     = wide || one.is_date;
            any_date = any_date || (one.is_date && one.present);
        }
        return any_date || !wide;
    }
    /// Returns whether a word is present.
    [[nodiscard]] constexpr bool says(std::string_view word) const noexcept
    {
        for (word_coverage const& one : *this)
            if (one.word == word && one.present) return true;
        return false;
    }
};

namespace detail {

template <class Has, class Field>
constexpr word_coverage word_coverage_of(std::string_view word, Field const&, bool required, bool is_date, Has const& has)
{
    return {word, {Field::name()}, required, has(std::type_identity<Field>{}), is_date};
}
template <class Has, class... Fields>
constexpr word_coverage word_coverage_of(std::string_view word, either<Fields...> const&, bool required, bool is_date, Has const& has)
{
    return {word, {Fields::name()...}, required, (has(std::type_identity<Fields>{}) || ...), is_date};
}

/// Calls add(word, field, required, …) for each word of a vendor's object, in the order of a plan.
template <class Words, class Add>
constexpr void each_word(Add const& add)
{
    if constexpr (requires { Words::lead_id; }) add("lead_id", Words::lead_id, true);
    if constexpr (requires { Words::stage; }) add("stage", Words::stage, true);
    if constexpr (requires { Words::entered; })
        std::apply([&](auto const&... entry) { (add(entry.status, entry.field, false, true), ...); }, Words::entered);
    if constexpr (requires { Words::kind; }) add("kind", Words::kind, true);
    if constexpr (requires { Words::campaign; }) add("campaign", Words::campaign, !requires { Words::event_id; });
    if constexpr (requires { Words::at; }) add("at", Words::at, true);
    if constexpr (requires { Words::amount; }) add("amount", Words::amount, true);
    if constexpr (requires { Words::currency; }) add("currency", Words::currency, false);
    if constexpr (requires { Words::before; }) add("stage before", Words::before, false);
    if constexpr (requires { Words::event_id; }) add("event_id", Words::event_id, false);
}

} // namespace detail

/// Returns what a vendor's object gives from records of type `Record`: `lm::coverage_of<LeadHistory>(salesforce::lead_history)`. It can be called at
/// compile time.
template <class Record, class Object>
[[nodiscard]] constexpr object_coverage coverage_of(Object const&)
{
    object_coverage result{Object::words::object, Object::gives, {}, 0};
    detail::each_word<typename Object::words>([&](std::string_view word, auto const& field, bool required, bool is_date = false) {
        result.words[result.size++] = detail::word_coverage_of(word, field, required, is_date,
                                                               []<class Field>(std::type_identity<Field>) { return Field::template in<Record>; });
    });
    return result;
}

/// Returns what a vendor's object gives from a table with these columns.
template <class Object>
[[nodiscard]] object_coverage coverage_of(Object const&, column_names const& columns)
{
    object_coverage result{Object::words::object, Object::gives, {}, 0};
    detail::each_word<typename Object::words>([&](std::string_view word, auto const& field, bool required, bool is_date = false) {
        result.words[result.size++] = detail::word_coverage_of(
            word, field, required, is_date, [&]<class Field>(std::type_identity<Field>) { return columns.contains(Field::name()); });
    });
    return result;
}

}} // namespace leadmetrics

#endif
