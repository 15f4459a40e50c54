// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_DETAIL_SETTINGS_SINK_HPP
#define LEADMETRICS_CORE_DETAIL_SETTINGS_SINK_HPP

#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/version.hpp>

#include <array>
#include <bit>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <source_location>
#include <string>
#include <string_view>
#include <type_traits>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Returns a text that contains the name of type T as the compiler spells it. For messages only.
template <class T>
std::string_view name_of_type()
{
    return std::source_location::current().function_name();
}

/// The address of this variable identifies the type T within a program.
template <class T>
inline constexpr char type_token = 0;

/// Writes the settings of a metric as text for people: `volume{stages: 0, 1, 2; as_of: 2024-03-11T07:00:00Z}`.
class settings_text {
public:
    static constexpr bool for_people = true;

    void open(std::string_view metric)
    {
        text_ += metric;
        text_ += '{';
        first_ = true;
    }
    void close()
    {
        text_ += '}';
        first_ = false;
    }
    void name(std::string_view setting)
    {
        if (!first_) text_ += "; ";
        first_ = false;
        if (!setting.empty()) text_.append(setting) += ": ";
    }
    void between() { text_ += ", "; }

    void word(std::string_view text) { text_ += text; }
    void text(std::string_view text) { text_.append(1, '"').append(text) += '"'; }
    void number(std::int64_t value) { text_ += std::to_string(value); }
    void real(double value)
    {
        std::array<char, 32> room;
        text_.append(room.data(), std::to_chars(room.data(), room.data() + room.size(), value).ptr);
    }
    /// Writes a value that has no text and can be compared within this process only: a pointer to a member, a function object.
    template <class T>
    void local(T const&)
    {
        text_ += name_of_type<T>();
    }

    [[nodiscard]] std::string take() && { return static_cast<std::string&&>(text_); }

private:
    std::string text_;
    bool        first_ = true;
};

/// Computes a 64-bit hash of the same settings. Allocates no memory.
class settings_hash {
public:
    static constexpr bool for_people = false;

    void open(std::string_view metric) noexcept { text(metric); }
    void close() noexcept { mix(2); }
    void name(std::string_view) noexcept { mix(3); }
    void between() noexcept { mix(4); }

    void word(std::string_view all) noexcept { text(all); }
    void text(std::string_view all) noexcept
    {
        std::uint64_t hash = 0xcbf29ce484222325u; // FNV-1a
        for (char const c : all) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
        mix(hash);
    }
    void number(std::int64_t value) noexcept { mix(static_cast<std::uint64_t>(value)); }
    void real(double value) noexcept { mix(std::bit_cast<std::uint64_t>(value)); }
    template <class T>
    void local(T const& value) noexcept
    {
        mix(reinterpret_cast<std::uintptr_t>(&type_token<T>));
        if constexpr (std::is_trivially_copyable_v<T> && !std::is_empty_v<T>
                      && (std::is_member_pointer_v<T> || std::has_unique_object_representations_v<T>)) {
            std::array<char, sizeof(T)> bytes;
            std::memcpy(bytes.data(), &value, sizeof(T));
            text({bytes.data(), bytes.size()});
        }
    }

    [[nodiscard]] std::uint64_t value() const noexcept { return hash_; }

private:
    void mix(std::uint64_t more) noexcept { hash_ = spread(hash_ * 0x9e3779b97f4a7c15u + more + 1); }

    std::uint64_t hash_ = 0;
};

/// Writes a value into a sink (settings_text or settings_hash). A value that has a member `describe(sink)` writes itself. Numbers, texts, and
/// optionals, ranges and pairs of these are written here. Anything else, such as a function object, is identified by its type and, where all of
/// its bytes take part in its value, by its bytes.
template <class Sink, class T>
void describe_value(Sink& to, T const& value)
{
    if constexpr (requires { value.describe(to); }) value.describe(to);
    else if constexpr (std::is_same_v<T, bool>) to.word(value ? "yes" : "no");
    else if constexpr (std::is_enum_v<T>) describe_value(to, static_cast<std::underlying_type_t<T>>(value));
    else if constexpr (std::is_integral_v<T>) {
        if (std::is_signed_v<T> || static_cast<std::uint64_t>(value) <= INT64_MAX) to.number(static_cast<std::int64_t>(value));
        else to.word(std::to_string(static_cast<std::uint64_t>(value)));
    } else if constexpr (std::is_floating_point_v<T>) to.real(static_cast<double>(value));
    else if constexpr (string_like<T>) to.text(text_of(value));
    else if constexpr (optional_like<T>) {
        if (value.has_value()) describe_value(to, *value);
        else to.word("not set");
    } else if constexpr (requires { value.first, value.second; }) {
        describe_value(to, value.first);
        to.word(" = ");
        describe_value(to, value.second);
    } else if constexpr (requires { value.begin() == value.end(); }) {
        bool first = true;
        for (auto const& one : value) {
            if (!first) to.between();
            first = false;
            describe_value(to, one);
        }
        to.word(first ? "none" : "");
    } else to.local(value);
}

/// Writes the name and the value of a setting into a sink.
template <class Sink, class T>
void describe_setting(Sink& to, std::string_view name, T const& value)
{
    to.name(name);
    describe_value(to, value);
}

}}} // namespace leadmetrics::detail

#endif
