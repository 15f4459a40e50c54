// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_DETAIL_LEAD_KEYS_HPP
#define LEADMETRICS_JOURNEY_DETAIL_LEAD_KEYS_HPP

#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/version.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string_view>
#include <type_traits>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

// A key is the part of a lead's id that an event carries while events are grouped. It tells leads apart without reading the records again, which are
// scattered in memory. `decides()` is whether equal keys always mean the same lead. `nobody(i)` is the key of record i where that record has no lead;
// it equals no other key.

/// Integers and enumerators: the hash of the id, which no two ids share.
struct word_key {
    std::uint64_t hashed;

    template <class Id>
    static constexpr word_key of(Id const& id) noexcept
    {
        return {spread(static_cast<std::uint64_t>(id))};
    }
    static constexpr word_key             nobody(std::size_t) noexcept { return {0}; } // never called: such ids are never missing
    [[nodiscard]] constexpr std::uint64_t hash() const noexcept { return hashed; }
    static constexpr bool                 decides() noexcept { return true; }
    friend constexpr bool                 operator==(word_key const&, word_key const&) = default;
};

/// Text: up to 23 characters as they are, which is enough for the ids of most systems; for longer text, a hash.
struct text_key {
    static constexpr std::size_t   longest  = 23;
    static constexpr unsigned char too_long = 0xff, nobodys = 0xfe; // stored in place of a length

    std::uint64_t words[3];

    template <class Id>
    static text_key of(Id const& id) noexcept
    {
        std::string_view const text = text_of(id);
        text_key               key{};
        if (text.size() <= longest) [[likely]] {
            std::memcpy(key.words, text.data(), text.size());
            key.mark(static_cast<unsigned char>(text.size()));
        } else {
            key.words[0] = std::hash<std::string_view>{}(text);
            key.words[1] = text.size();
            key.mark(too_long);
        }
        return key;
    }
    static text_key nobody(std::size_t i) noexcept
    {
        text_key key{{i, 0, 0}};
        key.mark(nobodys);
        return key;
    }
    [[nodiscard]] std::uint64_t hash() const noexcept
    {
        return spread(words[0] ^ words[1] * 0x9e3779b97f4a7c15u ^ std::rotl(words[2] * 0xd6e8feb86659fd93u, 32));
    }
    [[nodiscard]] bool decides() const noexcept { return reinterpret_cast<unsigned char const*>(words)[longest] != too_long; }
    friend bool        operator==(text_key const&, text_key const&) = default;

private:
    void mark(unsigned char length) noexcept { reinterpret_cast<unsigned char*>(words)[longest] = length; }
};

/// Any other type with a std::hash: the hash. Where two keys are equal, the records decide whether the ids are.
struct hash_key {
    std::uint64_t hashed;
    std::uint64_t somebody;

    template <class Id>
    static hash_key of(Id const& id)
    {
        return {spread(std::hash<Id>{}(id)), 1};
    }
    static hash_key                       nobody(std::size_t i) noexcept { return {spread(i), 0}; }
    [[nodiscard]] constexpr std::uint64_t hash() const noexcept { return hashed; }
    [[nodiscard]] constexpr bool          decides() const noexcept { return somebody == 0; }
    friend constexpr bool                 operator==(hash_key const&, hash_key const&) = default;
};

template <class Id>
using lead_key = std::conditional_t<word_sized<Id>, word_key, std::conditional_t<string_like<Id>, text_key, hash_key>>;

/// Returns the key of record i, whose lead has this id.
template <class Id>
lead_key<Id> key_of_lead(Id const& id, std::size_t i)
{
    return is_missing(id) ? lead_key<Id>::nobody(i) : lead_key<Id>::of(id);
}

}}} // namespace leadmetrics::detail

#endif
