// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_TOGETHER_HPP
#define LEADMETRICS_CORE_TOGETHER_HPP

#include <leadmetrics/core/detail/members.hpp>
#include <leadmetrics/core/detail/parts.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

namespace detail {

template <class... Summaries>
struct together_summary {
    std::tuple<Summaries...> each;

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.each);
    }
};

} // namespace detail

/// Computes several metrics in one pass over the elements. The report is a std::tuple of their reports. Made by `lm::together`.
template <class... Metrics>
class together_metric : public metric_interface<together_metric<Metrics...>> {
public:
    using metric_interface<together_metric>::zero;
    using metric_interface<together_metric>::finish;
    using explains_elements = void;

    constexpr explicit together_metric(Metrics... metrics) : metrics_(std::move(metrics)...) {}

    template <class Element>
        requires(detail::counts<Metrics, Element> && ...)
    [[nodiscard]] auto zero() const
    {
        return std::apply(
            [](auto const&... metric) {
                return detail::together_summary<detail::content_of<Metrics, Element>...>{{metric.template zero<Element>()...}};
            },
            metrics_);
    }

    template <class Element, class Route>
    void observe(Element const& element, Route route) const
    {
        // Some elements can cache what metrics compute from them. All metrics then use the one cache.
        decltype(auto) shared = [&]() -> decltype(auto) {
            if constexpr (requires { element.remembering(); }) return element.remembering();
            else return (element);
        }();
        each([&]<std::size_t I>(auto const& metric, std::integral_constant<std::size_t, I>) {
            metric.observe(shared, [&](auto const& when) -> auto& { return std::get<I>(route(when).each); });
        });
    }

    template <class... Summaries, runner Runner = sequential>
    [[nodiscard]] auto finish(detail::together_summary<Summaries...> summary, Runner const& run = {}) const
    {
        std::tuple<decltype(std::declval<Metrics const&>().finish(std::declval<Summaries>(), run))...> reports;
        each([&]<std::size_t I>(auto const& metric, std::integral_constant<std::size_t, I>) {
            std::get<I>(reports) = metric.finish(std::get<I>(std::move(summary.each)), run);
        });
        return reports;
    }

    // See detail::shares_with_parts.
    template <class... Summaries>
        requires(detail::shares_with_parts<Metrics, Summaries> || ...)
    [[nodiscard]] together_metric with_shared(detail::together_summary<Summaries...> const& whole) const
    {
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            auto const one = [](auto const& metric, auto const& summary) {
                if constexpr (detail::shares_with_parts<std::remove_cvref_t<decltype(metric)>, std::remove_cvref_t<decltype(summary)>>)
                    return metric.with_shared(summary);
                else return metric;
            };
            return together_metric{one(std::get<I>(metrics_), std::get<I>(whole.each))...};
        }(std::index_sequence_for<Metrics...>{});
    }
    [[nodiscard]] bool shares() const
        requires(detail::may_share<Metrics> || ...)
    {
        bool any = false;
        each([&](auto const& metric, auto) {
            if constexpr (requires { metric.shares(); }) any = any || metric.shares();
        });
        return any;
    }

    /// Returns the latest `as_of` of the metrics.
    [[nodiscard]] constexpr auto as_of() const
    {
        return std::apply([](auto const&... metric) { return (std::max)({metric.as_of()...}); }, metrics_);
    }

    template <class Sink>
    void describe(Sink& to) const
    {
        to.open("together");
        each([&](auto const& metric, auto) {
            to.name("");
            detail::describe_metric(to, metric);
        });
        to.close();
    }

    template <class Element>
    constexpr void check_element(Element const& element) const
    {
        each([&](auto const& metric, auto) {
            if constexpr (requires { metric.check_element(element); }) metric.check_element(element);
        });
    }

private:
    template <class F>
    constexpr void each(F&& f) const
    {
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (f(std::get<I>(metrics_), std::integral_constant<std::size_t, I>{}), ...);
        }(std::index_sequence_for<Metrics...>{});
    }

    std::tuple<Metrics...> metrics_;
};

struct together_fn {
    /// `lm::together(a, b, …)` makes one metric of several.
    template <class... Metrics>
        requires(std::is_base_of_v<metric_interface<Metrics>, Metrics> && ...)
    [[nodiscard]] constexpr auto operator()(Metrics... metrics) const
    {
        return together_metric<Metrics...>{std::move(metrics)...};
    }
};
inline constexpr together_fn together{};

}} // namespace leadmetrics

#endif
