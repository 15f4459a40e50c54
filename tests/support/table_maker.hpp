// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_TESTS_SUPPORT_TABLE_MAKER_HPP
#define LEADMETRICS_TESTS_SUPPORT_TABLE_MAKER_HPP

#include <leadmetrics/adapter/arrow.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace leadmetrics_tests {

namespace lm = leadmetrics;

/// A producer of tables by the published layout, of columns with an offset of their own, so that readers that forget one are found out.
class table_maker {
public:
    explicit table_maker(std::size_t rows, std::size_t skipped) : rows_(rows), skipped_(skipped) {}

    template <class Offset>
    void texts(char const* name, std::vector<std::optional<std::string>> const& values)
    {
        std::string letters(3, '#');
        auto&       offsets = bytes_.emplace_back();
        auto const  mark    = [&] { append(offsets, static_cast<Offset>(letters.size())); };
        mark();
        for (std::size_t i = 0; i != skipped_; ++i) letters += "skipped", mark();
        for (auto const& value : values) letters += value.value_or(""), mark();
        auto& text = bytes_.emplace_back(letters.begin(), letters.end());
        add(name, sizeof(Offset) == 8 ? "U" : "u", valid(values), {offsets.data(), text.data()});
    }
    template <class Integer>
    void numbers(char const* name, char const* format, std::vector<std::optional<Integer>> const& values)
    {
        auto& bytes = bytes_.emplace_back();
        for (std::size_t i = 0; i != skipped_; ++i) append(bytes, Integer{77});
        for (auto const& value : values) append(bytes, value.value_or(Integer{}));
        add(name, format, valid(values), {bytes.data()});
    }
    /// The column added last becomes the dictionary of one of indices.
    void dictionary(char const* name, std::vector<std::optional<std::int32_t>> const& indices)
    {
        auto held = std::make_pair(std::move(schemas_.back()), std::move(arrays_.back()));
        schemas_.pop_back();
        arrays_.pop_back();
        numbers<std::int32_t>(name, "i", indices);
        kept_.push_back(std::move(held));
        schemas_.back().dictionary = &kept_.back().first;
        arrays_.back().dictionary  = &kept_.back().second;
    }

    std::pair<lm::arrow_schema, lm::arrow_array> finish()
    {
        for (auto& one : schemas_) schema_children_.push_back(&one);
        for (auto& one : arrays_) array_children_.push_back(&one);
        static void const* no_bits[] = {nullptr};
        auto const         n         = static_cast<std::int64_t>(schemas_.size());
        return {{"+s", "", nullptr, 0, n, schema_children_.data(), nullptr, [](lm::arrow_schema*) {}, nullptr},
                {static_cast<std::int64_t>(rows_), 0, 0, 1, n, no_bits, array_children_.data(), nullptr, [](lm::arrow_array*) {}, nullptr}};
    }

private:
    template <class T>
    static void append(std::vector<char>& to, T value)
    {
        auto const* const bytes = reinterpret_cast<char const*>(&value);
        to.insert(to.end(), bytes, bytes + sizeof value);
    }
    template <class T>
    void const* valid(std::vector<std::optional<T>> const& values)
    {
        auto& bits = bytes_.emplace_back((values.size() + skipped_) / 8 + 1, '\0');
        for (std::size_t i = 0; i != values.size(); ++i)
            if (values[i]) bits[(i + skipped_) / 8] = static_cast<char>(bits[(i + skipped_) / 8] | 1 << ((i + skipped_) % 8));
        return bits.data();
    }
    void add(char const* name, char const* format, void const* bits, std::vector<void const*> values)
    {
        auto& all = buffers_.emplace_back();
        all.push_back(bits);
        all.insert(all.end(), values.begin(), values.end());
        schemas_.push_back({format, name, nullptr, 2, 0, nullptr, nullptr, [](lm::arrow_schema*) {}, nullptr});
        arrays_.push_back({static_cast<std::int64_t>(rows_), -1, static_cast<std::int64_t>(skipped_), static_cast<std::int64_t>(all.size()), 0,
                           all.data(), nullptr, nullptr, [](lm::arrow_array*) {}, nullptr});
    }

    std::size_t                                              rows_, skipped_;
    std::deque<std::vector<char>>                            bytes_;
    std::deque<std::vector<void const*>>                     buffers_;
    std::deque<lm::arrow_schema>                             schemas_;
    std::deque<lm::arrow_array>                              arrays_;
    std::deque<std::pair<lm::arrow_schema, lm::arrow_array>> kept_;
    std::vector<lm::arrow_schema*>                           schema_children_;
    std::vector<lm::arrow_array*>                            array_children_;
};

} // namespace leadmetrics_tests

#endif
