// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_DETAIL_LEDGER_METRIC_HPP
#define LEADMETRICS_JOURNEY_DETAIL_LEDGER_METRIC_HPP

#include <leadmetrics/core/concepts.hpp>
#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/quality.hpp>
#include <leadmetrics/core/runner.hpp>
#include <leadmetrics/journey/detail/record_access.hpp>
#include <leadmetrics/journey/ledgers.hpp>
#include <leadmetrics/version.hpp>

#include <range/v3/range/concepts.hpp>
#include <range/v3/range/traits.hpp>
#include <range/v3/view/all.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Base of metrics on ledgers. If it is given activity records, it groups them by lead first.
template <class Metric>
class ledger_metric : public metric_interface<Metric> {
    template <class Range>
    static constexpr bool of_records = !ledger<element_of<Range>> && activity<ranges::range_value_t<Range>>;

public:
    template <ranges::input_range Range>
    [[nodiscard]] auto operator()(Range&& range) const
    {
        if constexpr (of_records<Range>) return from_records(sequential{}, range);
        else return metric_interface<Metric>::operator()(range);
    }

    template <runner Runner, ranges::forward_range Range>
    [[nodiscard]] auto run(Runner const& runner, Range&& range) const
    {
        if constexpr (of_records<Range>) return from_records(runner, range);
        else return metric_interface<Metric>::run(runner, range);
    }

private:
    /// Uses the metric's `straight` where it exists and succeeds; else groups the records by lead first.
    template <class Runner, class Range>
    [[nodiscard]] auto from_records(Runner const& runner, Range& range) const
    {
        auto const& metric = static_cast<Metric const&>(*this);
        if constexpr (requires { metric.straight(runner, range); })
            if (auto report = metric.straight(runner, range)) return std::move(*report);
        return metric_interface<Metric>::run(runner, grouped(runner, range));
    }

    /// Groups the records into ledgers whose events carry the codes of the metric's model.
    template <class Runner, class Range>
    [[nodiscard]] auto grouped(Runner const& runner, Range& range) const
    {
        auto const& model = static_cast<Metric const&>(*this).model();
        auto        all   = ranges::views::all(range);
        return ledger_store<decltype(all), default_mapping>{std::move(all), default_mapping{}, runner,
                                                            [&](auto const& activity) { return model.code_of(activity); }};
    }
};

/// The type in which a ledger's lead id is stored.
template <class Ledger>
using lead_id_of = kept<plain_id_type<std::remove_cvref_t<decltype(std::declval<Ledger const&>().lead_id())>>>;

template <class Ledger>
using record_of = std::remove_cvref_t<decltype(unwrap(std::declval<Ledger const&>().record(std::size_t{})))>;

/// Whether a ledger's records carry ids of their own (`event_id`), so that several records may be one activity.
template <class Ledger>
inline constexpr bool has_event_ids =
    field::event_id_t::template found_in<std::remove_cvref_t<decltype(std::declval<Ledger const&>().mapping())>, record_of<Ledger>>;

/// Calls visit(activity) for each activity of a ledger that is used as of `as_of`, in any order, and counts in `quality` what became of all. Records
/// must not carry ids of their own. Stores nothing.
template <class Ledger, class Quality, class Visit>
void each_used_in_any_order(Ledger const& ledger, std::int64_t as_of, Quality& quality, Visit const& visit)
{
    static_assert(!has_event_ids<Ledger>);
    quality.repeated_leads += ledger.repeated();
    std::int64_t used = 0;
    ledger.each_activity([&](auto const& one) {
        if (!one.usable()) [[unlikely]]
            quality.add(one.fate());
        else if (one.at() > as_of) quality.add(record_fate::after_as_of);
        else {
            ++used;
            visit(one);
        }
    });
    quality.records += used;
    quality.used += used;
}

/// Calls visit(kept_activity) for each activity of a ledger that is used as of `as_of`, and counts in `quality` what became of all. Of records with
/// equal ids of their own (`event_id`) the earliest is used; at equal instants the one of which `worth(record)` is greatest. Unless records have such
/// ids, activities come by instant.
template <class Ledger, class Quality, class Worth, class Visit>
void each_used(Ledger const& ledger, std::int64_t as_of, Quality& quality, [[maybe_unused]] Worth const& worth, Visit const& visit)
{
    auto const use = [&](event const& one) {
        quality.add(one.at > as_of ? record_fate::after_as_of : record_fate::used);
        if (one.at <= as_of) visit(kept_activity<Ledger>{&ledger, &one});
    };
    quality.repeated_leads += ledger.repeated();
    auto const& events = ledger.events();
    if constexpr (!has_event_ids<Ledger>) {
        for (event const& one : events) {
            if (!one.usable()) [[unlikely]]
                quality.add(fate_of_unusable(one.code()));
            else use(one);
        }
    } else {
        auto const id_of = [&](event const& one) -> decltype(auto) {
            return read_field(ledger.record(one.record()), bound_field{field::event_id, ledger.mapping()});
        };
        using id = std::remove_cvref_t<decltype(id_of(std::declval<event const&>()))>;
        std::vector<std::tuple<kept<id>, std::int64_t, double, event>> known; // sorted by id, then by which record to use first
        for (event const& one : events) {
            if (!one.usable()) [[unlikely]]
                quality.add(fate_of_unusable(one.code()));
            else if (is_missing(id_of(one))) use(one);
            else known.emplace_back(keep(id_of(one)), one.at, -worth(unwrap(ledger.record(one.record()))), one);
        }
        std::sort(known.begin(), known.end(), [](auto const& a, auto const& b) {
            if (id_less(std::get<0>(a), std::get<0>(b))) return true;
            if (id_less(std::get<0>(b), std::get<0>(a))) return false;
            return std::tie(std::get<1>(a), std::get<2>(a), std::get<3>(a)) < std::tie(std::get<1>(b), std::get<2>(b), std::get<3>(b));
        });
        for (std::size_t i = 0; i != known.size(); ++i) {
            if (i != 0 && same_id(std::get<0>(known[i - 1]), std::get<0>(known[i]))) quality.add(record_fate::duplicate);
            else use(std::get<3>(known[i]));
        }
    }
}

}}} // namespace leadmetrics::detail

#endif
