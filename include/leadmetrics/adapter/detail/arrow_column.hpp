// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_DETAIL_ARROW_COLUMN_HPP
#define LEADMETRICS_ADAPTER_DETAIL_ARROW_COLUMN_HPP

#include <leadmetrics/adapter/detail/kept_texts.hpp>
#include <leadmetrics/adapter/detail/value_text.hpp>
#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/version.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

// Columns of an Arrow table, in the layout of https://arrow.apache.org/docs/format/Columnar.html. Buffer 0 has a bit for each value that tells
// whether the value is not null; the buffer is absent where there are no nulls. The other buffers have the values. The first row of a column is at
// the sum of the column's own offset and the table's offset.

template <class Array>
class arrow_validity {
public:
    arrow_validity(Array const& array, std::int64_t first) noexcept
        : bits_(array.null_count == 0 || array.n_buffers == 0 ? nullptr : static_cast<unsigned char const*>(array.buffers[0])), first_(first)
    {
    }
    [[nodiscard]] bool operator[](std::size_t i) const noexcept
    {
        if (bits_ == nullptr) return true;
        std::size_t const bit = i + static_cast<std::size_t>(first_);
        return (bits_[bit / 8] >> (bit % 8) & 1) != 0;
    }

private:
    unsigned char const* bits_;
    std::int64_t         first_;
};

/// Returns the i-th value of an array. The array need not be aligned.
template <class Value>
[[nodiscard]] Value arrow_value(char const* values, std::size_t i) noexcept
{
    Value value;
    std::memcpy(&value, values + i * sizeof value, sizeof value);
    return value;
}

/// Returns the width in bytes of an integer format, negated where the format is signed. Returns 0 for any other format.
constexpr int arrow_integer_width(std::string_view format) noexcept
{
    if (format.size() != 1) return 0;
    constexpr std::string_view formats = "cCsSiIlL";
    auto const                 place   = formats.find(format[0]);
    if (place == std::string_view::npos) return 0;
    int const width = 1 << (place / 2);
    return place % 2 == 0 ? -width : width;
}

template <class Array>
[[noreturn]] void refuse_column(char const* name, char const* format, char const* expected)
{
    refuse(std::string{"the Arrow column "} + (name == nullptr ? "(no name)" : name), format, expected);
}

/// A column of integers of any width.
template <class Array>
class arrow_integers {
public:
    template <class Schema>
    arrow_integers(Schema const& schema, Array const& array, std::int64_t first)
        : valid_(array, first + array.offset), width_(arrow_integer_width(schema.format)), values_(nullptr)
    {
        if (width_ == 0) refuse_column<Array>(schema.name, schema.format, "give a column of integers (formats c, C, s, S, i, I, l, L)");
        values_ = static_cast<char const*>(array.buffers[1]) + (first + array.offset) * (width_ < 0 ? -width_ : width_);
    }

    [[nodiscard]] std::optional<std::int64_t> operator[](std::size_t i) const noexcept { return valid_[i] ? std::optional{at(i)} : std::nullopt; }
    [[nodiscard]] std::int64_t                at(std::size_t i) const noexcept
    {
        switch (width_) {
        case -8: return arrow_value<std::int64_t>(values_, i);
        case -4: return arrow_value<std::int32_t>(values_, i);
        case -2: return arrow_value<std::int16_t>(values_, i);
        case -1: return arrow_value<std::int8_t>(values_, i);
        case 8:
            return static_cast<std::int64_t>(arrow_value<std::uint64_t>(values_, i)); // large values become negative, but distinct ids stay distinct
        case 4: return arrow_value<std::uint32_t>(values_, i);
        case 2: return arrow_value<std::uint16_t>(values_, i);
        default: return arrow_value<std::uint8_t>(values_, i);
        }
    }

private:
    arrow_validity<Array> valid_;
    int                   width_;
    char const*           values_;
};

/// A column of texts: utf8 with 32-bit or 64-bit offsets, or a dictionary of such texts. A null is read as an empty text.
template <class Array>
class arrow_texts {
public:
    template <class Schema>
    arrow_texts(Schema const& schema, Array const& array, std::int64_t first) : valid_(array, first + array.offset)
    {
        Schema const* texts = &schema;
        Array const*  held  = &array;
        if (schema.dictionary != nullptr) {
            numbers_.emplace(schema, array, first);
            texts = schema.dictionary;
            held  = array.dictionary;
            first = 0;
        }
        std::string_view const format = texts->format;
        large_                        = format == "U";
        if (!large_ && format != "u")
            refuse_column<Array>(schema.name, texts->format, "give a column of texts (formats u and U, or a dictionary of them)");
        first_   = static_cast<std::size_t>(first + held->offset);
        offsets_ = static_cast<char const*>(held->buffers[1]);
        letters_ = static_cast<char const*>(held->buffers[2]);
    }

    [[nodiscard]] std::string_view operator[](std::size_t i) const noexcept
    {
        if (!valid_[i]) return {};
        std::size_t const place = first_ + (numbers_ ? static_cast<std::size_t>(numbers_->at(i)) : i);
        return large_ ? between<std::int64_t>(place) : between<std::int32_t>(place);
    }

private:
    template <class Offset>
    [[nodiscard]] std::string_view between(std::size_t place) const noexcept
    {
        Offset ends[2];
        std::memcpy(ends, offsets_ + place * sizeof(Offset), sizeof ends);
        return {letters_ + ends[0], static_cast<std::size_t>(ends[1] - ends[0])};
    }

    arrow_validity<Array>                valid_;
    std::optional<arrow_integers<Array>> numbers_; // the places in the dictionary, where there is one
    std::size_t                          first_   = 0;
    char const*                          offsets_ = nullptr;
    char const*                          letters_ = nullptr;
    bool                                 large_   = false;
};

/// Returns the unit of a column of timestamps or dates, in nanoseconds; 0 for any other format.
constexpr std::int64_t arrow_time_unit(std::string_view format) noexcept
{
    if (format == "tdD") return 86'400'000'000'000;
    if (format == "tdm" || format.starts_with("tsm")) return 1'000'000;
    if (format.starts_with("tss")) return 1'000'000'000;
    if (format.starts_with("tsu")) return 1'000;
    return format.starts_with("tsn") ? 1 : 0;
}

/// A column of instants: timestamps of any unit (those without a zone are UTC), or dates of 32 or 64 bits. Values that are finer than `Duration` are
/// rounded down, and values beyond its range become its first or last instant.
template <class Array, class Duration = std::chrono::microseconds>
class arrow_times {
    static constexpr std::int64_t unit = std::chrono::nanoseconds{Duration{1}}.count();

public:
    using time = date::sys_time<Duration>;

    template <class Schema>
    arrow_times(Schema const& schema, Array const& array, std::int64_t first) : valid_(array, first + array.offset)
    {
        std::int64_t const its = arrow_time_unit(schema.format);
        if (its == 0) refuse_column<Array>(schema.name, schema.format, "give a column of timestamps or dates (formats ts…, tdD, tdm)");
        if (its >= unit) factor_ = its / unit;
        else divisor_ = unit / its;
        narrow_ = std::string_view{schema.format} == "tdD";
        values_ = static_cast<char const*>(array.buffers[1]) + (first + array.offset) * (narrow_ ? 4 : 8);
    }

    [[nodiscard]] std::optional<time> operator[](std::size_t i) const noexcept
    {
        if (!valid_[i]) return std::nullopt;
        std::int64_t const count = narrow_ ? arrow_value<std::int32_t>(values_, i) : arrow_value<std::int64_t>(values_, i);
        std::int64_t       ticks = 0;
        if (divisor_ != 1) ticks = count / divisor_ - (count % divisor_ < 0);
        else if (__builtin_mul_overflow(count, factor_, &ticks)) ticks = count < 0 ? INT64_MIN : INT64_MAX;
        return time{Duration{ticks}};
    }

private:
    arrow_validity<Array> valid_;
    char const*           values_  = nullptr;
    std::int64_t          factor_  = 1;
    std::int64_t          divisor_ = 1;
    bool                  narrow_  = false;
};

/// A column of any type that an adapter can read, as text.
template <class Array>
class arrow_any {
public:
    template <class Schema>
    arrow_any(Schema const& schema, Array const& array, std::int64_t first)
    {
        std::string_view const format = schema.format;
        valid_.emplace(array, first + array.offset);
        if (schema.dictionary != nullptr || format == "u" || format == "U") texts_.emplace(schema, array, first);
        else if (arrow_integer_width(format) != 0) integers_.emplace(schema, array, first);
        else if (format.starts_with("t")) times_.emplace(schema, array, first);
        else if (format == "g" || format == "f")
            numbers_ = {static_cast<char const*>(array.buffers[1]) + (first + array.offset) * (format == "g" ? 8 : 4), format == "g"};
        else if (format == "b") bits_ = {static_cast<unsigned char const*>(array.buffers[1]), first + array.offset};
        else refuse_column<Array>(schema.name, schema.format, "give texts, integers, floating-point numbers, booleans, timestamps or dates");
    }

    [[nodiscard]] std::string_view text(std::size_t i, kept_texts& kept) const
    {
        if (!(*valid_)[i]) return {};
        if (texts_) return (*texts_)[i];
        if (integers_) return kept.keep(std::to_string(integers_->at(i)));
        if (times_) return kept.keep(date::format("%FT%TZ", *(*times_)[i]));
        if (bits_.first != nullptr) {
            std::size_t const bit = i + static_cast<std::size_t>(bits_.second);
            return (bits_.first[bit / 8] >> (bit % 8) & 1) != 0 ? "true" : "false";
        }
        number_text room;
        return kept.keep(std::string{numbers_.second ? text_of_value(arrow_value<double>(numbers_.first, i), room)
                                                     : text_of_value(arrow_value<float>(numbers_.first, i), room)});
    }

private:
    std::optional<arrow_validity<Array>>          valid_;
    std::optional<arrow_texts<Array>>             texts_;
    std::optional<arrow_integers<Array>>          integers_;
    std::optional<arrow_times<Array>>             times_;
    std::pair<char const*, bool>                  numbers_{nullptr, false};
    std::pair<unsigned char const*, std::int64_t> bits_{nullptr, 0};
};

}}} // namespace leadmetrics::detail

#endif
