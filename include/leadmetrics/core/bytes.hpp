// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_BYTES_HPP
#define LEADMETRICS_CORE_BYTES_HPP

// Summaries as bytes: to other machines, into a table of last month's summaries, through a crash, into another language. The format is told in
// docs/concepts/summary.md.

#include <leadmetrics/core/detail/byte_reader.hpp>
#include <leadmetrics/core/detail/byte_writer.hpp>
#include <leadmetrics/core/detail/saved_header.hpp>
#include <leadmetrics/core/detail/saved_value.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/core/summary.hpp>
#include <leadmetrics/version.hpp>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <string>
#include <type_traits>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// What the bytes of a summary say of themselves.
struct saved_summary {
    std::uint32_t format = detail::saved_header::version; ///< the version of the format
    std::string   metric;                                 ///< by name, what is within it in parentheses: `by(windows(velocity))`
    std::string   settings;                               ///< for people, and compared when the bytes are loaded
    std::string   content;         ///< what is stored, with the types of keys, ids and amounts and the precision of time; compared, too
    std::uint64_t fingerprint = 0; ///< of metric, settings and content: summaries can be merged where it is equal
    std::size_t   size        = 0; ///< the number of bytes of the summary

    friend bool operator==(saved_summary const&, saved_summary const&) = default;
};

namespace detail {

template <class Range>
concept byte_range = requires(Range const& bytes) {
    std::data(bytes);
    std::size(bytes);
    requires sizeof(*std::data(bytes)) == 1;
};

template <byte_range Range>
std::span<unsigned char const> as_bytes(Range const& bytes) noexcept
{
    return {reinterpret_cast<unsigned char const*>(std::data(bytes)), std::size(bytes)};
}

/// The header that summaries of a metric have whose content is of this type.
template <class Content, class Metric>
saved_header header_of(Metric const& metric)
{
    return saved_header{metric, form_text::of<Content>()};
}

} // namespace detail

struct save_fn {
    /// Returns the bytes of a summary: `std::string const bytes = lm::save(velocity, summary)`. The same observations give the same bytes on every
    /// machine, in whatever order and parts they were summarized, so that bytes can be compared, hashed and merged elsewhere. (The limits of this,
    /// for scores that fade and for long double, are in docs/concepts/summary.md.)
    ///
    /// Refused: a summary of another metric or of other settings. Types of keys, ids, campaigns and amounts: see lm::saved_form. Complexity: linear
    /// in the size of the summary, and that of sorting its durations if they have not been sorted yet.
    template <class Metric, class Content>
    [[nodiscard]] std::string operator()(Metric const& metric, metric_summary<Content> const& summary) const
    {
        auto const&         content = detail::summary_access::content(metric, summary);
        detail::byte_writer to;
        detail::header_of<Content>(metric).write(to);
        to.value(content);
        detail::saved_header::seal(to.bytes());
        return std::move(to).take();
    }
    /// The same into an output iterator of bytes or characters, or into anything that has `write(char const*, size)`, such as a std::ostream.
    template <class Metric, class Content, class Output>
    auto operator()(Metric const& metric, metric_summary<Content> const& summary, Output&& out) const
    {
        std::string const bytes = (*this)(metric, summary);
        if constexpr (requires { out.write(bytes.data(), static_cast<std::ptrdiff_t>(bytes.size())); })
            out.write(bytes.data(), static_cast<std::ptrdiff_t>(bytes.size()));
        else {
            for (char const byte : bytes) {
                if constexpr (requires { *out = byte; }) *out = byte;
                else *out = static_cast<std::byte>(byte);
                ++out;
            }
            return std::forward<Output>(out);
        }
    }
};
inline constexpr save_fn save{};

template <class Element>
struct load_fn {
    /// Makes a summary of bytes that lm::save made of one: `auto summary = lm::load<lm::element_of<decltype(journeys)>>(velocity, bytes)`. `Element`
    /// is what the metric sees of the range that was summarized; lm::journey_of names it by the type of the records. The result equals the summary
    /// that was saved.
    ///
    /// Refused, each with its own words: bytes of something else, of a newer format, of another metric, of other settings (both are named), of
    /// records with other types, cut, damaged, followed by others. Nothing is read beyond the bytes. Memory grows only with bytes that have been
    /// read: exact durations take up to 32 bytes for each, a histogram of durations up to 61 KB for a few, a key as much as the metric keeps of
    /// nothing. Complexity: linear in the bytes.
    template <class Metric, detail::byte_range Bytes>
        requires detail::counts<Metric, Element>
    [[nodiscard]] summary<Metric, Element> operator()(Metric const& metric, Bytes const& bytes) const
    {
        auto                content = metric.template zero<Element>();
        detail::byte_reader from{detail::saved_header::opened(detail::as_bytes(bytes), detail::header_of<decltype(content)>(metric))};
        from.value(content);
        if (from.left() != 0) from.damaged("bytes are left behind the summary");
        return detail::summary_access::make(metric, std::move(content));
    }
};

/// lm::load<Element>(metric, bytes).
template <class Element>
inline constexpr load_fn<Element> load{};

struct describe_fn {
    /// Returns what the bytes of a summary say of themselves. Others may follow them: `size` tells where. Refused: bytes that are no saved summary,
    /// or a damaged or incomplete one.
    template <detail::byte_range Bytes>
    [[nodiscard]] saved_summary operator()(Bytes const& bytes) const
    {
        auto const all         = detail::as_bytes(bytes);
        auto [header, payload] = detail::saved_header::read(all, true);
        saved_summary said;
        said.fingerprint = header.fingerprint();
        said.metric      = std::move(header.metric);
        said.settings    = std::move(header.settings);
        said.content     = std::move(header.content);
        said.size        = static_cast<std::size_t>(payload.data() + payload.size() - all.data()) + detail::saved_header::checksum;
        return said;
    }
};
inline constexpr describe_fn describe{};

}} // namespace leadmetrics

#endif
