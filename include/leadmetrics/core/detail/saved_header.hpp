// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_DETAIL_SAVED_HEADER_HPP
#define LEADMETRICS_CORE_DETAIL_SAVED_HEADER_HPP

#include <leadmetrics/core/detail/byte_reader.hpp>
#include <leadmetrics/core/detail/byte_writer.hpp>
#include <leadmetrics/core/detail/crc32c.hpp>
#include <leadmetrics/core/detail/settings_sink.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/core/summary.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Writes settings in a way that does not depend on the program: functions without a name are told apart by their place only.
class portable_settings : public settings_text {
public:
    template <class T>
    void local(T const&)
    {
        word("(a function without a name)");
    }
};

/// Writes the names of metrics only: `by(windows(velocity))`.
class metric_names {
public:
    static constexpr bool for_people = true;

    void open(std::string_view metric)
    {
        if (!text_.empty()) text_ += just_opened_ ? "(" : ", ";
        text_ += metric;
        just_opened_ = true;
    }
    void close()
    {
        if (!just_opened_) text_ += ')';
        just_opened_ = false;
    }
    void name(std::string_view) {}
    void between() {}
    void word(std::string_view) {}
    void text(std::string_view) {}
    void number(std::int64_t) {}
    void real(double) {}
    template <class T>
    void local(T const&)
    {
    }

    [[nodiscard]] std::string take() && { return std::move(text_); }

private:
    std::string text_;
    bool        just_opened_ = false;
};

/// What stands before a saved summary.
struct saved_header {
    static constexpr std::string_view magic{"\x93"
                                            "LMSUM\r\n",
                                            8}; // the first byte is no text, and the last two are lost where bytes are read as text
    static constexpr std::uint32_t    version  = 1;
    static constexpr std::size_t      checksum = 4;

    std::string metric, settings, content;

    saved_header() = default;
    template <class Metric>
    saved_header(Metric const& of, std::string form) : content(std::move(form))
    {
        metric_names names;
        describe_metric(names, of);
        metric = std::move(names).take();
        portable_settings all;
        describe_metric(all, of);
        settings = std::move(all).take();
    }

    [[nodiscard]] std::uint64_t fingerprint() const noexcept
    {
        std::uint64_t hash = 0xcbf29ce484222325u; // FNV-1a
        for (std::string const* const text : {&metric, &settings, &content}) {
            for (char const c : *text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
            hash = (hash ^ 0xff) * 0x100000001b3u; // no text has this byte
        }
        return hash;
    }

    /// Writes the header with room for the number of bytes.
    void write(byte_writer& to) const
    {
        to.bytes() += magic;
        to.fixed(version, 4);
        to.fixed(0, 8);
        to.fixed(fingerprint(), 8);
        to.text(metric);
        to.text(settings);
        to.text(content);
    }
    /// Completes the bytes: their number, and the checksum at their end.
    static void seal(std::string& bytes)
    {
        std::uint64_t const size = bytes.size() + checksum;
        for (std::size_t i = 0; i != 8; ++i) bytes[magic.size() + 4 + i] = static_cast<char>(static_cast<unsigned char>(size >> 8 * i));
        std::uint32_t const sum = crc32c(as_span(bytes));
        for (std::size_t i = 0; i != checksum; ++i) bytes += static_cast<char>(static_cast<unsigned char>(sum >> 8 * i));
    }

    /// Returns the header and what stands behind it. `more`: other bytes may follow.
    static std::pair<saved_header, std::span<unsigned char const>> read(std::span<unsigned char const> bytes, bool more)
    {
        auto const found = std::to_string(bytes.size()) + " bytes";
        if (bytes.size() < magic.size()
            || !std::equal(magic.begin(), magic.end(), bytes.begin(), [](char a, unsigned char b) { return static_cast<unsigned char>(a) == b; }))
            refuse("load", found, "they are no saved summary: give what lm::save made, read in binary mode");
        byte_reader head{bytes.subspan(magic.size())};
        if (head.left() < 12) refuse_cut(found, "even the number of bytes is missing");
        auto const made_by = static_cast<std::uint32_t>(head.fixed(4));
        if (made_by == 0) byte_reader::damaged("there is no format 0");
        if (made_by > version)
            refuse("load", "format " + std::to_string(made_by),
                   "this version of leadmetrics reads formats up to " + std::to_string(version)
                       + ": use the version that wrote the bytes, or a later one");
        std::uint64_t const size = head.fixed(8);
        if (size > bytes.size()) refuse_cut(found, "the summary has " + std::to_string(size));
        if (size < magic.size() + 20 + checksum) byte_reader::damaged("their number is too small");
        if (size < bytes.size() && !more)
            refuse("load", found,
                   "the summary has " + std::to_string(size)
                       + ", and others follow it: give each summary's bytes alone (lm::describe tells their number)");
        auto const  end = static_cast<std::size_t>(size) - checksum;
        byte_reader last{bytes.subspan(end, checksum)};
        if (last.fixed(4) != crc32c(bytes.first(end)))
            refuse("load", "damaged bytes", "their checksum does not agree; they were changed since lm::save made them");

        byte_reader  from{bytes.first(end).subspan(magic.size() + 12)};
        auto const   said = from.fixed(8);
        saved_header header;
        header.metric   = from.text();
        header.settings = from.text();
        header.content  = from.text();
        if (said != header.fingerprint()) byte_reader::damaged("the fingerprint is of other settings");
        return {std::move(header), from.rest()};
    }
    /// Returns what stands behind the header, which must be the same as `ours`.
    static std::span<unsigned char const> opened(std::span<unsigned char const> bytes, saved_header const& ours)
    {
        auto const [theirs, rest] = read(bytes, false);
        if (theirs.metric != ours.metric) refuse("load", "a summary of " + theirs.metric, "expected one of " + ours.metric);
        if (theirs.settings != ours.settings) refuse_foreign("load", theirs.settings, ours.settings);
        if (theirs.content != ours.content)
            refuse("load", "a summary of other records, with " + theirs.content,
                   "expected " + ours.content + ": the types of keys, ids and amounts, and the precision of time, must be the same");
        return rest;
    }

private:
    [[noreturn]] static void refuse_cut(std::string const& found, std::string const& what)
    {
        refuse("load", found, "they were cut: " + what + "; give all bytes that lm::save made");
    }
    static std::span<unsigned char const> as_span(std::string const& bytes) noexcept
    {
        return {reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size()};
    }
};

}}} // namespace leadmetrics::detail

#endif
