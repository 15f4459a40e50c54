// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DETAIL_LEDGER_METRIC_HPP
#define LEADMETRICS_SCORING_DETAIL_LEDGER_METRIC_HPP

#include <leadmetrics/core/detail/checked_as_of.hpp>
#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/unsatisfied.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/detail/ledger_metric.hpp>
#include <leadmetrics/journey/ledger.hpp>
#include <leadmetrics/scoring/rule.hpp>
#include <leadmetrics/scoring/score_quality.hpp>
#include <leadmetrics/version.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// The elements that a metric on scores accepts; everything else is refused with this message.
template <class Element>
concept scorable = ledger<Element> || unsatisfied<"scores are made from activities: hand it the records, or lm::ledgers(records)", Element>;

/// The closing of the books, in ticks of a ledger's instants: `rest` seconds after the tick `as_of`.
struct closing {
    std::int64_t as_of;
    double       rest;
};
template <class Duration>
closing closing_at(instant const& as_of)
{
    std::int64_t const floor = as_of.floor_count<typename Duration::period>();
    return {floor, (as_of.since_epoch() - instant{date::sys_time<Duration>{Duration{floor}}}.since_epoch()).in_seconds().count()};
}

inline void check_threshold(char const* metric, std::optional<double> const& threshold)
{
    if (threshold && !std::isfinite(*threshold))
        refuse(std::string{metric} + ".sales_ready", std::to_string(*threshold), "give a finite number of points");
}

/// Returns the points that a model gives to a record. They decide which of several records of one `event_id` is used.
template <class Model>
struct worth_by {
    Model const& model;

    template <class Activity>
    double operator()(Activity const& activity) const
    {
        double sum = 0;
        model.each_match(activity, [&](std::size_t, auto const& said) {
            if constexpr (std::is_same_v<std::remove_cvref_t<decltype(said)>, starts_anew>) return;
            else if constexpr (requires { said.value; }) sum += said.value;
            else if (double const points = static_cast<double>(said); std::isfinite(points)) sum += points;
        });
        return sum;
    }
};

}}} // namespace leadmetrics::detail

#endif
