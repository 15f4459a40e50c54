// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_LEADS_BEHIND_HPP
#define LEADMETRICS_CORE_LEADS_BEHIND_HPP

#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/version.hpp>

#include <range/v3/range/concepts.hpp>

#include <concepts>
#include <cstdint>
#include <functional>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

struct leads_behind_fn {
    /// Which leads are behind a figure? Returns the ids of the leads that a count in a report counts. The result has exactly as many entries as
    /// the count says: a lead of which the figure counts several records occurs as many times. `count` selects the figure in a report:
    ///
    ///     lm::leads_behind(journeys, velocity, [](auto const& report) { return report.steps[0].waiting; })
    ///     lm::leads_behind(journeys, lm::by(&change::source, velocity), [](auto const& report) { return report["web"].steps[0].waiting; })
    ///
    /// The function makes a report for each element of the range and returns the leads in whose own report the count is not 0. In reports by key
    /// or by window, `count` must use `[key]`, not `at(key)`: the report of one lead has only the keys of that lead. Complexity: one report for
    /// each element.
    template <ranges::input_range Range, class Metric, class Count>
        requires detail::counts<Metric, element_of<Range>>
                 && std::convertible_to<std::invoke_result_t<Count&, report_of<Metric, element_of<Range>> const&>, std::int64_t>
    [[nodiscard]] auto operator()(Range&& range, Metric const& metric, Count count) const
    {
        using id = detail::kept<decltype(std::declval<element_of<Range> const&>().lead_id())>;
        std::vector<id> leads;
        for (auto&& element : range) {
            auto summary = metric.template zero<element_of<Range>>();
            metric.observe(element, detail::route_to<decltype(summary)>{&summary});
            auto const report = metric.finish(std::move(summary), sequential{});
            auto const times  = static_cast<std::int64_t>(std::invoke(count, report));
            for (std::int64_t i = 0; i < times; ++i) leads.push_back(detail::keep(element.lead_id()));
        }
        return leads;
    }
};
inline constexpr leads_behind_fn leads_behind{};

}} // namespace leadmetrics

#endif
