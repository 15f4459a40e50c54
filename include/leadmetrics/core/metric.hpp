// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_METRIC_HPP
#define LEADMETRICS_CORE_METRIC_HPP

#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/slice.hpp>
#include <leadmetrics/core/runner.hpp>

#include <range/v3/range/concepts.hpp>
#include <range/v3/range/traits.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace v0_1 {

/// In the place of an instant: what is observed has no date of its own (the data quality of a journey's records).
struct undated {
    friend constexpr bool operator==(undated, undated) = default;
};

/// The element that metrics see of a range: a journey, a path, a ledger.
template <class Range>
using element_of = std::remove_cvref_t<ranges::range_reference_t<Range>>;

/// What a metric keeps of a part of a range whose elements are `Element`s.
template <class Metric, class Element>
using summary_of = decltype(std::declval<Metric const&>().template zero<Element>());

/// What a metric says of a range whose elements are `Element`s.
template <class Metric, class Element>
using report_of = decltype(std::declval<Metric const&>().finish(std::declval<summary_of<Metric, Element>>()));

/// The mechanism that every metric shares. A metric derives from it and supplies
///
///     zero<Element>()            → summary   of nothing; a value with += and ==
///     observe(element, route)                for each thing that the element shows: ++ into the summary `route(its date)`
///     finish(summary, runner)    → report
///
/// and gets the rest from here: batch, parts, streaming, threads. Because observations name their date, windows need nothing of the
/// metric; because elements are whole, keys need nothing of it either.
template <class Metric>
class metric_interface {
public:
    /// The report on a range: finish(summarize(range)).
    template <ranges::input_range Range>
    [[nodiscard]] constexpr auto operator()(Range&& range) const
    {
        return self().finish(summarize(range));
    }

    /// The summary of a range, of an empty one too. One pass.
    template <ranges::input_range Range>
    [[nodiscard]] constexpr auto summarize(Range&& range) const
    {
        auto summary = self().template zero<element_of<Range>>();
        bool checked = false;
        detail::each_element(range, [&](auto const& element) {
            if (!checked) check(element);
            checked = true;
            self().observe(element, [&summary](auto const&) -> auto& { return summary; });
        });
        return summary;
    }

    /// The summary of none of these elements, to which they can be added one after another.
    template <ranges::input_range Range>
    [[nodiscard]] constexpr auto zero(Range const&) const
    {
        return self().template zero<element_of<Range>>();
    }

    /// One more element.
    template <class Summary, class Element>
    constexpr void add(Summary& summary, Element const& element) const
    {
        check(element);
        self().observe(element, [&summary](auto const&) -> auto& { return summary; });
    }

    /// Two parts of the same whole. Associative and commutative.
    template <class Summary>
    constexpr void merge(Summary& summary, std::type_identity_t<Summary> const& other) const
    {
        summary += other;
    }
    template <class Summary>
    constexpr void merge(Summary& summary, std::type_identity_t<Summary>&& other) const
    {
        summary += std::move(other);
    }

    /// The report on a range, on a runner's threads: the same as without, by ==.
    template <runner Runner, ranges::forward_range Range>
    [[nodiscard]] auto run(Runner const& run, Range&& range) const
    {
        auto const extent = detail::extent(range);
        auto const parts  = std::clamp<std::size_t>(extent, 1, run.concurrency() == 1 ? 1 : 8 * run.concurrency());
        using summary     = decltype(self().template zero<element_of<Range>>());
        std::vector<std::optional<summary>> summaries(parts);
        detail::read_slices(range, run, [&] {
            run(parts, [&](std::size_t i) { summaries[i].emplace(summarize(detail::slice(range, extent * i / parts, extent * (i + 1) / parts))); });
        });
        if constexpr (requires { self().merge_all(summaries, run); }) self().merge_all(summaries, run); // large ones, which threads merge too
        else
            for (std::size_t i = 1; i != parts; ++i) merge(*summaries[0], std::move(*summaries[i]));
        return self().finish(std::move(*summaries[0]), run);
    }

private:
    [[nodiscard]] constexpr Metric const& self() const noexcept { return static_cast<Metric const&>(*this); }

    template <class Element>
    constexpr void check(Element const& element) const
    {
        if constexpr (requires { self().check_element(element); }) self().check_element(element);
    }
};

/// A metric on elements of type `Element`.
template <class M, class Element>
concept metric_on = std::derived_from<M, metric_interface<M>> && requires(M const& m, Element const& element) {
    m.template zero<Element>();
    m.finish(m.template zero<Element>());
};

}} // namespace leadmetrics

#endif
