// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_DETAIL_SAVED_VALUE_HPP
#define LEADMETRICS_CORE_DETAIL_SAVED_VALUE_HPP

#include <leadmetrics/core/detail/byte_reader.hpp>
#include <leadmetrics/core/detail/byte_writer.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/detail/members.hpp>
#include <leadmetrics/core/saved_form.hpp>
#include <leadmetrics/version.hpp>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

template <class T>
concept has_saved_form = requires(T const& value) { saved_form<T>::from(saved_form<T>::to(value)); };
template <class T>
using saved_form_of = std::remove_cvref_t<decltype(saved_form<T>::to(std::declval<T const&>()))>;

/// A class that writes itself: what it keeps is not what it means (a table with free places, a bag in no order).
template <class T>
concept saves_itself = requires(T const& value, byte_writer& to) { value.save(to); };

template <class T>
concept counted_time = requires(T const& value) {
    typename T::rep;
    typename T::period;
    value.count();
};
template <class T>
concept time_point_like = requires(T const& value) {
    typename T::duration;
    value.time_since_epoch();
};
template <class T>
concept date_like = requires(T const& value) { T{value.year(), value.month(), value.day()}; };
template <class T>
concept month_like = !date_like<T> && requires(T const& value) { T{value.year(), value.month()}; };
template <class T>
concept year_like = requires(T const& value) {
    value.is_leap();
    T{static_cast<int>(value)};
};
template <class T>
concept part_of_date = requires(T const& value) {
    value.ok();
    T{static_cast<unsigned>(value)};
};

template <class T>
inline constexpr bool is_int128 = std::is_same_v<T, int128>;
template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;
template <class T>
inline constexpr bool cannot_be_saved = false;

/// What a date or a month consists of.
template <class T>
auto parts_of_date(T const& value)
{
    if constexpr (date_like<T>)
        return std::tuple{static_cast<int>(value.year()), static_cast<unsigned>(value.month()), static_cast<unsigned>(value.day())};
    else return std::tuple{static_cast<int>(value.year()), static_cast<unsigned>(value.month())};
}

/// Many types are saved as a simpler one, which the two functions below convert to and from; void where there is none.
template <class T>
constexpr auto simpler_form()
{
    if constexpr (has_saved_form<T>) return std::type_identity<saved_form_of<T>>{};
    else if constexpr (std::is_same_v<T, bool>) return std::type_identity<unsigned char>{};
    else if constexpr (std::is_enum_v<T>) return std::type_identity<std::underlying_type_t<T>>{};
    else if constexpr (std::is_same_v<T, char>) return std::type_identity<signed char>{}; // on some machines char has no sign
    else if constexpr (std::is_same_v<T, float>) return std::type_identity<double>{};
    else if constexpr (counted_time<T>) return std::type_identity<typename T::rep>{};
    else if constexpr (time_point_like<T>) return std::type_identity<typename T::duration>{};
    else if constexpr (date_like<T> || month_like<T>) return std::type_identity<decltype(parts_of_date(std::declval<T const&>()))>{};
    else if constexpr (year_like<T>) return std::type_identity<int>{};
    else if constexpr (part_of_date<T>) return std::type_identity<unsigned>{};
    else return std::type_identity<void>{};
}
template <class T>
using simpler = typename decltype(simpler_form<T>())::type;
template <class T>
concept has_simpler_form = !std::is_void_v<simpler<T>>;

template <class T>
auto to_simpler(T const& value)
{
    if constexpr (has_saved_form<T>) return saved_form<T>::to(value);
    else if constexpr (counted_time<T>) return value.count();
    else if constexpr (time_point_like<T>) return value.time_since_epoch();
    else if constexpr (date_like<T> || month_like<T>) return parts_of_date(value);
    else return static_cast<simpler<T>>(value);
}
template <class T>
T from_simpler(simpler<T> form)
{
    if constexpr (has_saved_form<T>) return saved_form<T>::from(std::move(form));
    else if constexpr (std::is_same_v<T, bool>) {
        if (form > 1) byte_reader::damaged("a yes or no is neither");
        return form == 1;
    } else if constexpr (std::is_enum_v<T>) return static_cast<T>(form);
    else if constexpr (date_like<T> || month_like<T>)
        return std::apply(
            [](int year, auto... rest) {
                if (year < INT16_MIN || year > INT16_MAX || ((rest > 255) || ...)) byte_reader::damaged("a date is none");
                if constexpr (date_like<T>) {
                    auto const make = [&](unsigned month, unsigned day) {
                        return T{decltype(std::declval<T>().year()){year}, decltype(std::declval<T>().month()){month},
                                 decltype(std::declval<T>().day()){day}};
                    };
                    return make(rest...);
                } else return T{decltype(std::declval<T>().year()){year}, decltype(std::declval<T>().month()){rest...}};
            },
            form);
    else if constexpr (std::is_same_v<T, char>) return static_cast<char>(form);
    else if constexpr (std::is_same_v<T, float>) {
        constexpr double most = (std::numeric_limits<float>::max)();
        if (form > most || form < -most || static_cast<float>(form) != form) byte_reader::damaged("a number is none of its type");
        return static_cast<float>(form);
    } else if constexpr (year_like<T> || part_of_date<T>) {
        T const value{form};
        if (static_cast<simpler<T>>(value) != form) byte_reader::damaged("a date is none");
        return value;
    } else return T{form};
}

template <class T>
void save_value(byte_writer& to, T const& value)
{
    if constexpr (saves_itself<T>) value.save(to);
    else if constexpr (has_simpler_form<T>) to.value(to_simpler(value));
    else if constexpr (lists_members<T const>) std::apply([&](auto const&... member) { (to.value(member), ...); }, T::members(value));
    else if constexpr (is_int128<T>) to.wide(value);
    else if constexpr (std::integral<T>) {
        static_assert(sizeof(T) <= 8, "an integer of more than 64 bits cannot be saved: specialise leadmetrics::saved_form for it");
        if constexpr (std::unsigned_integral<T>) to.number(value);
        else to.whole(value);
    } else if constexpr (std::floating_point<T>) to.real(value);
    else if constexpr (std::is_same_v<T, std::string>) to.text(value);
    else if constexpr (optional_like<T>) {
        to.value(value.has_value());
        if (value.has_value()) to.value(*value);
    } else if constexpr (map_like<T> || is_vector<T>) {
        to.number(value.size());
        for (auto const& one : value) to.value(one);
    } else if constexpr (pair_or_tuple<T>) std::apply([&](auto const&... part) { (to.value(part), ...); }, value);
    else
        static_assert(cannot_be_saved<T>,
                      "a value of this type cannot be saved: specialise leadmetrics::saved_form for it (leadmetrics/core/saved_form.hpp)");
}

/// Loads a member of a summary. Refuses counts and sums that no records have, and that could overflow where summaries are added up.
template <class Of, class T>
void load_member(byte_reader& from, T& member)
{
    if constexpr (std::is_same_v<T, std::int64_t> && !requires { Of::holds_instants; }) member = from.occurrences();
    else from.value(member);
    if constexpr (is_int128<T>)
        if (member >> 118 != 0 && member >> 118 != -1) byte_reader::damaged("a sum is too large");
}

/// Loads a value into one that is what a metric keeps of nothing: a row that has a size already must have the same size.
template <class T>
void load_value(byte_reader& from, T& value)
{
    if constexpr (saves_itself<T>) value.load(from);
    else if constexpr (has_simpler_form<T>) value = from_simpler<T>(from.template value<simpler<T>>());
    else if constexpr (lists_members<T>) {
        std::apply([&](auto&... member) { (load_member<T>(from, member), ...); }, T::members(value));
        if constexpr (requires { value.agrees_with_itself(); })
            if (!value.agrees_with_itself()) byte_reader::damaged("counts contradict each other");
    } else if constexpr (is_int128<T>) value = from.wide();
    else if constexpr (std::integral<T>) {
        static_assert(sizeof(T) <= 8, "an integer of more than 64 bits cannot be loaded: specialise leadmetrics::saved_form for it");
        auto const n = [&] {
            if constexpr (std::unsigned_integral<T>) return from.number();
            else return from.whole();
        }();
        value = static_cast<T>(n);
        if (value != n) byte_reader::damaged("a number is too large for its type");
    } else if constexpr (std::is_same_v<T, long double>) value = from.long_real();
    else if constexpr (std::floating_point<T>) value = static_cast<T>(from.real());
    else if constexpr (std::is_same_v<T, std::string>) value = from.text();
    else if constexpr (optional_like<T>) {
        value.reset();
        if (from.template value<bool>()) from.value(value.emplace());
    } else if constexpr (map_like<T>) {
        for (std::size_t n = from.count(); n != 0; --n) {
            auto key = from.template value<typename T::key_type>();
            if (!value.empty() && !value.key_comp()(value.rbegin()->first, key)) byte_reader::damaged("keys are not in their order");
            load_member<T>(from, value.emplace_hint(value.end(), std::move(key), typename T::mapped_type{})->second);
        }
    } else if constexpr (is_vector<T>) {
        std::size_t const n = from.count();
        if (!value.empty() && value.size() != n) byte_reader::damaged("a row has another length than the settings say");
        bool const sized = !value.empty();
        for (std::size_t i = 0; i != n; ++i) {
            if (!sized) value.emplace_back();
            from.value(value[i]);
        }
    } else if constexpr (pair_or_tuple<T>) std::apply([&](auto&... part) { (from.value(part), ...); }, value);
    else
        static_assert(cannot_be_saved<T>,
                      "a value of this type cannot be loaded: specialise leadmetrics::saved_form for it (leadmetrics/core/saved_form.hpp)");
}

/// How a type is saved, as a text: two types with the same text have the same bytes for the same values. Lengths of time have their unit.
class form_text {
public:
    void word(std::string_view text) { text_ += text; }

    /// A form that consists of others; several of one kind are counted: `(3 integer, text)`.
    template <class... Parts>
    void list(std::string_view name)
    {
        std::vector<std::pair<std::string, int>> parts;
        [[maybe_unused]] auto const              add = [&](std::string form) {
            if (parts.empty() || parts.back().first != form) parts.emplace_back(std::move(form), 0);
            ++parts.back().second;
        };
        (add(of<std::remove_cvref_t<Parts>>()), ...);
        text_.append(name) += '(';
        for (std::size_t i = 0; i != parts.size(); ++i) {
            if (i != 0) text_ += ", ";
            if (parts[i].second != 1) text_.append(std::to_string(parts[i].second)) += ' ';
            text_ += parts[i].first;
        }
        text_ += ')';
    }

    template <class T>
    void spell()
    {
        if constexpr (lists_members<T> && requires { typename T::duration; }) {
            using period = typename T::duration::period;
            text_ += "in " + std::to_string(period::num) + "/" + std::to_string(period::den) + " s: ";
        }
        if constexpr (requires { T::spell_form(*this); }) T::spell_form(*this);
        else if constexpr (counted_time<T>) {
            spell<typename T::rep>();
            text_ += " of " + std::to_string(T::period::num) + "/" + std::to_string(T::period::den) + " s";
        } else if constexpr (time_point_like<T>) {
            text_ += "instant ";
            spell<typename T::duration>();
        } else if constexpr (has_simpler_form<T>) spell<simpler<T>>();
        else if constexpr (lists_members<T>) all_of(std::type_identity<decltype(T::members(std::declval<T&>()))>{});
        else if constexpr (is_int128<T> || std::integral<T>) text_ += std::unsigned_integral<T> ? "count" : "integer";
        else if constexpr (std::is_same_v<T, long double>) text_ += "long real";
        else if constexpr (std::floating_point<T>) text_ += "real";
        else if constexpr (std::is_same_v<T, std::string>) text_ += "text";
        else if constexpr (optional_like<T>) list<decltype(*std::declval<T&>())>("perhaps");
        else if constexpr (map_like<T>) list<typename T::key_type, typename T::mapped_type>("map");
        else if constexpr (is_vector<T>) list<typename T::value_type>("row");
        else if constexpr (requires { typename T::first_type; }) list<typename T::first_type, typename T::second_type>("");
        else all_of(std::type_identity<T>{});
    }

    template <class T>
    [[nodiscard]] static std::string of()
    {
        form_text form;
        form.spell<T>();
        return std::move(form.text_);
    }

private:
    template <class... Types>
    void all_of(std::type_identity<std::tuple<Types...>>)
    {
        list<Types...>("");
    }

    std::string text_;
};

}}} // namespace leadmetrics::detail

#endif
