// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_SUMMARY_HPP
#define LEADMETRICS_CORE_SUMMARY_HPP

#include <leadmetrics/core/detail/members.hpp>
#include <leadmetrics/core/detail/settings_sink.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/version.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

namespace detail {

template <class Sink, class Metric>
void describe_metric(Sink& to, Metric const& metric)
{
    if constexpr (requires { metric.describe(to); }) metric.describe(to);
    else to.local(metric);
}

template <class Metric>
std::uint64_t fingerprint_of(Metric const& metric)
{
    settings_hash hash;
    describe_metric(hash, metric);
    return hash.value();
}

template <class Metric>
std::string settings_of(Metric const& metric)
{
    settings_text text;
    describe_metric(text, metric);
    return std::move(text).take();
}

[[noreturn]] inline void refuse_foreign(std::string const& what, std::string_view theirs, std::string_view ours)
{
    refuse(what, std::string{theirs},
           std::string{"it was made by another metric or with other settings than "}.append(ours) + "; give both the same");
}

struct summary_access;

} // namespace detail

/// What a metric keeps of a part of a range: a value that two parts of one whole add up to. It knows the metric and the settings it was made
/// with, and takes no part that was made with others.
///
/// Made by `metric.summarize(range)` or `metric.zero(range)`; `metric.finish(summary)` makes the report of it. Two summaries are equal when
/// metric, settings and all that was observed are. `Content` is the metric's own; `lm::summary<Metric, Element>` names the type.
///
/// A sum that is refused changes nothing. One summary is for one thread at a time.
template <class Content>
class metric_summary {
public:
    /// Adds another part. Refused, with the settings of both: a summary of another metric or of other settings. A summary may be added to itself.
    metric_summary& operator+=(metric_summary const& other)
    {
        if (this == &other) return *this += metric_summary(other);
        check(other);
        detail::add_part(content_, Content(other.content_));
        return *this;
    }
    metric_summary& operator+=(metric_summary&& other)
    {
        if (this == &other) return *this += metric_summary(std::as_const(other));
        check(other);
        detail::add_part(content_, std::move(other.content_));
        return *this;
    }

    friend bool operator==(metric_summary const& a, metric_summary const& b) { return a.fingerprint_ == b.fingerprint_ && a.content_ == b.content_; }

    /// The metric and its settings, for people: `volume{stages: 0, 1, 2; …}`.
    [[nodiscard]] std::string_view settings() const noexcept { return settings_ ? std::string_view{*settings_} : "(moved from)"; }

private:
    friend struct detail::summary_access;

    metric_summary(Content content, std::uint64_t fingerprint, std::shared_ptr<std::string const> settings)
        : content_(std::move(content)), fingerprint_(fingerprint), settings_(std::move(settings))
    {
    }

    void check(metric_summary const& other) const
    {
        if (fingerprint_ != other.fingerprint_) detail::refuse_foreign("a summary to be merged", other.settings(), settings());
    }

    Content                            content_;
    std::uint64_t                      fingerprint_;
    std::shared_ptr<std::string const> settings_;
};

namespace detail {

/// What metrics may do with summaries, and nobody else.
struct summary_access {
    template <class Metric, class Content>
    static metric_summary<Content> make(Metric const& metric, Content content)
    {
        return {std::move(content), fingerprint_of(metric), std::make_shared<std::string const>(settings_of(metric))};
    }
    /// The content of a summary that this metric made.
    template <class Metric, class Summary>
    static auto& content(Metric const& metric, Summary& summary)
    {
        if (fingerprint_of(metric) != summary.fingerprint_) refuse_foreign("a summary", summary.settings(), settings_of(metric));
        return summary.content_;
    }
};

} // namespace detail

}} // namespace leadmetrics

#endif
