// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_DETAIL_PARTS_HPP
#define LEADMETRICS_CORE_DETAIL_PARTS_HPP

#include <leadmetrics/core/detail/members.hpp>
#include <leadmetrics/core/keyed.hpp>
#include <leadmetrics/version.hpp>

#include <concepts>
#include <functional>
#include <map>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// One summary for each key or window.
template <class Key, class Summary>
struct parts {
    Summary                             nothing; ///< the summary of no elements, with which a new part starts
    std::map<Key, Summary, std::less<>> by_key{};

    /// Returns the summary of a key, which is added where it is new.
    Summary& at(Key const& key)
    {
        auto place = by_key.lower_bound(key);
        if (place == by_key.end() || key < place->first) place = by_key.emplace_hint(place, key, nothing);
        return place->second;
    }

    parts& operator+=(parts other)
    {
        add_part(by_key, std::move(other.by_key));
        return *this;
    }

    template <class Writer>
    void save(Writer& to) const
    {
        to.value(by_key);
    }
    template <class Reader>
    void load(Reader& from)
    {
        for (auto n = from.count(); n != 0; --n) {
            auto key = from.template value<Key>();
            if (!by_key.empty() && !(by_key.rbegin()->first < key)) from.damaged("keys are not in their order");
            from.value(by_key.emplace_hint(by_key.end(), std::move(key), nothing)->second);
        }
    }
    static void spell_form(auto& to) { to.template list<Key, Summary>("parts"); }

    friend bool operator==(parts const&, parts const&) = default;
};

template <class Metric>
concept may_share = requires(Metric const& metric) {
    { metric.shares() } -> std::convertible_to<bool>;
};
/// A metric whose parts, by key or by window, are finished with something of the whole, such as the curves of all leads: `shares()` says whether
/// its settings ask for that, and `with_shared(summary of the whole)` returns the metric that finishes the parts.
template <class Metric, class Summary>
concept shares_with_parts = may_share<Metric> && requires(Metric const& metric, Summary const& whole) { metric.with_shared(whole); };

/// The summary of all parts.
template <class Key, class Summary>
Summary whole_of(parts<Key, Summary> const& all)
{
    Summary whole = all.nothing;
    for (auto const& [key, summary] : all.by_key) add_part(whole, Summary{summary});
    return whole;
}

/// Returns the report of every part, and the report of an empty summary for keys that do not occur.
template <class Key, class Summary, class Metric, class Runner>
auto finish_parts(parts<Key, Summary> whole, Metric const& metric, Runner const& run)
{
    using report           = decltype(metric.finish(std::declval<Summary>(), run));
    auto const finish_each = [&](Metric const& each) {
        std::map<Key, report, std::less<>> reports;
        for (auto& [key, summary] : whole.by_key) reports.emplace_hint(reports.end(), key, each.finish(std::move(summary), run));
        return keyed<Key, report>{std::move(reports), each.finish(std::move(whole.nothing), run)};
    };
    if constexpr (shares_with_parts<Metric, Summary>)
        if (metric.shares()) return finish_each(metric.with_shared(whole_of(whole)));
    return finish_each(metric);
}

}}} // namespace leadmetrics::detail

#endif
