// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_VOCABULARY_HPP
#define LEADMETRICS_ADAPTER_VOCABULARY_HPP

#include <leadmetrics/adapter/detail/value_text.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/version.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// Tells which stage each of the vendor's words for a status means. The caller writes it:
///
///     lm::vocabulary<phase> const words{{"Open - Not Contacted", phase::lead}, {"Working - Contacted", phase::mql}, {"Closed - Converted",
///     phase::sql}};
///
/// Several words may mean one stage: a status that was renamed has an entry for its old name and one for its new name, and a status in two languages
/// has an entry for each. Words are compared exactly, without the blanks around them. Numbers (Dynamics' codes) are written in decimal. Refused: a
/// word with two different stages, and more than some sixty thousand words. Complexity: a look-up costs O(1).
template <class Stage>
class vocabulary {
public:
    struct entry {
        std::string word;
        Stage       stage;
    };

    vocabulary() = default;
    vocabulary(std::initializer_list<entry> entries) : vocabulary(std::vector<entry>(entries)) {}
    explicit vocabulary(std::vector<entry> entries) : entries_(std::move(entries))
    {
        for (entry& one : entries_) one.word = std::string{detail::trimmed(one.word)};
        std::size_t places = 8;
        while (places < 2 * entries_.size()) places *= 2;
        table_.assign(places, none);
        if (entries_.size() >= none) detail::refuse("vocabulary", std::to_string(entries_.size()) + " words", "give at most some sixty thousand");
        for (std::size_t i = 0; i != entries_.size(); ++i) insert(i);
    }

    static constexpr std::uint16_t none = 0xffff;

    /// Returns the number of a word's entry; `none` where the word has none.
    [[nodiscard]] std::uint16_t find(std::string_view word) const noexcept
    {
        if (table_.empty()) return none;
        for (std::size_t place = hash(word);; ++place) {
            std::uint16_t const i = table_[place & (table_.size() - 1)];
            if (i == none || entries_[i].word == word) return i;
        }
    }
    /// Returns the stage that a word means; empty where the word has no entry.
    [[nodiscard]] std::optional<Stage> operator[](std::string_view word) const
    {
        auto const found = find(detail::trimmed(word));
        return found == none ? std::nullopt : std::optional<Stage>{entries_[found].stage};
    }

    [[nodiscard]] std::vector<entry> const& entries() const noexcept { return entries_; }

private:
    /// A cheap hash is enough: words for statuses are few, and they differ in length or in their first, middle or last letter.
    static std::size_t hash(std::string_view word) noexcept
    {
        if (word.empty()) return 0;
        std::uint64_t const letters = static_cast<unsigned char>(word.front()) + (std::uint64_t{static_cast<unsigned char>(word.back())} << 8)
                                      + (std::uint64_t{static_cast<unsigned char>(word[word.size() / 2])} << 16)
                                      + (static_cast<std::uint64_t>(word.size()) << 24);
        return static_cast<std::size_t>(detail::spread(letters));
    }

    void insert(std::size_t i)
    {
        entry const& one = entries_[i];
        for (std::size_t place = hash(one.word);; ++place) {
            std::uint16_t& taken = table_[place & (table_.size() - 1)];
            if (taken == none) return static_cast<void>(taken = static_cast<std::uint16_t>(i));
            if (entries_[taken].word != one.word) continue;
            if (!(entries_[taken].stage == one.stage))
                detail::refuse("vocabulary", '"' + one.word + '"', "this word stands there with two meanings; a word means one stage");
            return;
        }
    }

    std::vector<entry>         entries_;
    std::vector<std::uint16_t> table_; ///< open addressing: a power of two, at most half full
};

}} // namespace leadmetrics

#endif
