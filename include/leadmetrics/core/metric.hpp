// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_METRIC_HPP
#define LEADMETRICS_CORE_METRIC_HPP

#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/slice.hpp>
#include <leadmetrics/core/detail/unsatisfied.hpp>
#include <leadmetrics/core/runner.hpp>
#include <leadmetrics/core/summary.hpp>
#include <leadmetrics/version.hpp>

#include <range/v3/range/concepts.hpp>
#include <range/v3/range/traits.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// In the place of an instant: what is observed has no date of its own (the data quality of a journey's records).
struct undated {
    friend constexpr bool operator==(undated, undated) = default;
};

/// The element that metrics see of a range: a journey, a path, a ledger.
template <class Range>
using element_of = std::remove_cvref_t<ranges::range_reference_t<Range>>;

namespace detail {

/// What a metric keeps of elements: what its `zero<Element>()` gives.
template <class Metric, class Element>
using content_of = decltype(std::declval<Metric const&>().template zero<Element>());

/// Sends every observation to one place.
template <class Content>
struct route_to {
    Content* content;

    template <class When>
    constexpr Content& operator()(When const&) const noexcept
    {
        return *content;
    }
};

template <class Metric, class Element>
concept has_zero = requires(Metric const& metric) { metric.template zero<Element>(); };

// Each alternative below fails only after the real one has, and says in the compiler's message what to write. The metrics of the library, which
// name `explains_elements`, say themselves what they are made from.
template <class Metric, class Element>
concept supplies_zero = has_zero<Metric, Element> || requires { typename Metric::explains_elements; }
                        || unsatisfied<"this metric supplies no zero<Element>() const, the summary of nothing, for these elements", Metric, Element>;

template <class Metric, class Element>
concept supplies_observe =
    !has_zero<Metric, Element> || requires(Metric const& metric, Element const& element, route_to<content_of<Metric, Element>> route) {
        metric.observe(element, route);
    } || unsatisfied<"this metric supplies no observe(element, route) const for these elements", Metric, Element>;

template <class Metric, class Element>
concept supplies_finish =
    !has_zero<Metric, Element> || requires(Metric const& metric, content_of<Metric, Element> (&content)(), sequential const& run) {
        metric.finish(content(), run);
    } || unsatisfied<"this metric supplies no finish(summary, runner) const for what its zero<Element>() gives", Metric, Element>;

/// What a metric must supply for elements to be counted, with a message for each part that is missing.
template <class Metric, class Element>
concept counts = supplies_zero<Metric, Element> && supplies_observe<Metric, Element> && supplies_finish<Metric, Element>;

} // namespace detail

/// The summary that a metric makes of a range whose elements are `Element`s.
template <class Metric, class Element>
using summary = metric_summary<detail::content_of<Metric, Element>>;

/// What a metric says of a range whose elements are `Element`s.
template <class Metric, class Element>
using report_of =
    decltype(std::declval<Metric const&>().finish(std::declval<detail::content_of<Metric, Element>>(), std::declval<sequential const&>()));

/// The mechanism that every metric shares. A metric derives from it and supplies
///
///     zero<Element>()            → what it keeps of nothing; a value that compares with == and lists its members (docs/adding_a_report.md)
///     observe(element, route)                for each thing that the element shows: ++ into the summary `route(its date)`
///     finish(summary, runner)    → report
///     describe(to)                           its settings, by detail::describe_setting; without it, metrics are told apart by type
///
/// and gets the rest from here: batch, parts, streaming, threads. Because observations name their date, windows need nothing of the
/// metric; because elements are whole, keys need nothing of it either.
template <class Metric>
class metric_interface {
public:
    /// The report on a range: finish(summarize(range)).
    template <ranges::input_range Range>
        requires detail::counts<Metric, element_of<Range>>
    [[nodiscard]] constexpr auto operator()(Range&& range) const
    {
        return self().finish(content_of(range), sequential{});
    }

    /// The summary of a range, of an empty one too. One pass.
    template <ranges::input_range Range>
        requires detail::counts<Metric, element_of<Range>>
    [[nodiscard]] constexpr auto summarize(Range&& range) const
    {
        return detail::summary_access::make(self(), content_of(range));
    }

    /// The summary of none of these elements, to which they can be added one after another.
    template <ranges::input_range Range>
        requires detail::counts<Metric, element_of<Range>>
    [[nodiscard]] constexpr auto zero(Range const&) const
    {
        return detail::summary_access::make(self(), self().template zero<element_of<Range>>());
    }

    /// One more element. Refused, as by merge and finish: a summary of another metric or of other settings, with both in the message.
    template <class Content, class Element>
    constexpr void add(metric_summary<Content>& summary, Element const& element) const
    {
        auto& content = detail::summary_access::content(self(), summary);
        check(element);
        self().observe(element, detail::route_to<Content>{&content});
    }

    /// Two parts of the same whole. Associative and commutative.
    template <class Content>
    constexpr void merge(metric_summary<Content>& summary, std::type_identity_t<metric_summary<Content>> const& other) const
    {
        static_cast<void>(detail::summary_access::content(self(), summary));
        summary += other;
    }
    template <class Content>
    constexpr void merge(metric_summary<Content>& summary, std::type_identity_t<metric_summary<Content>>&& other) const
    {
        static_cast<void>(detail::summary_access::content(self(), summary));
        summary += std::move(other);
    }

    /// The report of a summary.
    template <class Content, runner Runner = sequential>
    [[nodiscard]] constexpr auto finish(metric_summary<Content> summary, Runner const& run = {}) const
    {
        return self().finish(std::move(detail::summary_access::content(self(), summary)), run);
    }

    /// The report on a range, on a runner's threads: the same as without, by ==.
    template <runner Runner, ranges::forward_range Range>
        requires detail::counts<Metric, element_of<Range>>
    [[nodiscard]] auto run(Runner const& run, Range&& range) const
    {
        auto const extent = detail::extent(range);
        auto const parts  = std::clamp<std::size_t>(extent, 1, run.concurrency() == 1 ? 1 : 8 * run.concurrency());
        using content     = detail::content_of<Metric, element_of<Range>>;
        std::vector<std::optional<content>> contents(parts);
        detail::read_slices(range, run, [&] {
            run(parts, [&](std::size_t i) { contents[i].emplace(content_of(detail::slice(range, extent * i / parts, extent * (i + 1) / parts))); });
        });
        if constexpr (requires { self().merge_all(contents, run); }) self().merge_all(contents, run); // large ones, which threads merge too
        else
            for (std::size_t i = 1; i != parts; ++i) detail::add_part(*contents[0], std::move(*contents[i]));
        return self().finish(std::move(*contents[0]), run);
    }

private:
    [[nodiscard]] constexpr Metric const& self() const noexcept { return static_cast<Metric const&>(*this); }

    template <class Range>
    [[nodiscard]] constexpr auto content_of(Range&& range) const
    {
        auto content = self().template zero<element_of<Range>>();
        bool checked = false;
        detail::each_element(range, [&](auto const& element) {
            if (!checked) check(element);
            checked = true;
            self().observe(element, detail::route_to<decltype(content)>{&content});
        });
        return content;
    }

    template <class Element>
    constexpr void check(Element const& element) const
    {
        if constexpr (requires { self().check_element(element); }) self().check_element(element);
    }
};

/// A metric on elements of type `Element`.
template <class M, class Element>
concept metric_on = std::derived_from<M, metric_interface<M>> && detail::has_zero<M, Element> && detail::counts<M, Element>;

}} // namespace leadmetrics

#endif
