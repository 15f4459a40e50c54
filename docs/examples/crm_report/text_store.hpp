// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_TEXT_STORE_HPP
#define CRM_REPORT_TEXT_STORE_HPP

#include <array>
#include <cstddef>
#include <cstring>
#include <functional>
#include <iterator>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace crm {

/// Owns the texts to which records point. No text changes its address when a store is moved or takes another in.
class text_store {
public:
    text_store()                                 = default;
    text_store(text_store&&) noexcept            = default;
    text_store& operator=(text_store&&) noexcept = default;

    /// Keeps a word of which there are few: the same text is kept once.
    std::string const& word(std::string_view text)
    {
        if (words_.empty()) words_.emplace_back();
        auto&               all    = words_.back();
        std::string const*& recent = recent_[text.empty() ? 0 : (text.size() * 7 + static_cast<unsigned char>(text.front())) % recent_.size()];
        if (recent == nullptr || *recent != text) {
            auto const found = all.find(text);
            recent           = found != all.end() ? &*found : &*all.emplace(text).first;
        }
        return *recent;
    }
    /// Keeps a text, such as an id.
    std::string_view text(std::string_view text)
    {
        if (text.size() > left_) {
            left_ = text.size() > block_size ? text.size() : block_size;
            next_ = blocks_.emplace_back(std::make_unique_for_overwrite<char[]>(left_)).get();
        }
        if (!text.empty()) std::memcpy(next_, text.data(), text.size());
        std::string_view const kept{next_, text.size()};
        next_ += text.size();
        left_ -= text.size();
        return kept;
    }
    /// Keeps a value of any type as long as the texts.
    template <class T>
    T const& value(T kept)
    {
        auto const owner = std::make_shared<T const>(std::move(kept));
        values_.push_back(owner);
        return *owner;
    }
    void take_in(text_store&& other)
    {
        other.recent_ = {};
        words_.splice(words_.begin(), std::move(other.words_));
        blocks_.splice(blocks_.begin(), std::move(other.blocks_));
        values_.splice(values_.begin(), std::move(other.values_));
    }

private:
    static constexpr std::size_t block_size = 1 << 16;
    struct hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
    };
    using set = std::unordered_set<std::string, hash, std::equal_to<>>;

    std::list<set>                         words_;
    std::list<std::unique_ptr<char[]>>     blocks_;
    std::list<std::shared_ptr<void const>> values_;
    std::array<std::string const*, 32>     recent_{}; ///< words that are asked for again and again
    char*                                  next_ = nullptr;
    std::size_t                            left_ = 0;
};

} // namespace crm

#endif
