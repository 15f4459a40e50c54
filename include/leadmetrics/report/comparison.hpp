// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_COMPARISON_HPP
#define LEADMETRICS_REPORT_COMPARISON_HPP

// Is the difference between sources, owners or campaigns more than chance? For whoever is about to move a budget. Definitions, section 15.

#include <leadmetrics/core/concepts.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/keyed.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/stats/holm.hpp>
#include <leadmetrics/stats/incidence.hpp>
#include <leadmetrics/stats/incidence_test.hpp>
#include <leadmetrics/stats/normal.hpp>
#include <leadmetrics/stats/proportion.hpp>
#include <leadmetrics/stats/rate_difference.hpp>
#include <leadmetrics/stats/relative_rate.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

namespace detail {

template <class Pair, class Key>
Pair const& pair_of(std::vector<Pair> const& pairs, Key const& first, Key const& second)
{
    auto const found = std::find_if(pairs.begin(), pairs.end(), [&](Pair const& one) { return one.first == first && one.second == second; });
    if (found == pairs.end()) absent("comparison.at(first, second): there is no such pair; keys come in their order");
    return *found;
}

} // namespace detail

template <class Key>
struct rate_comparison {
    /// Two keys, in their order.
    struct pair {
        Key                     first{}, second{};
        proportion              first_rate, second_rate;
        std::optional<double>   difference;        ///< first - second; empty where a total is 0
        std::optional<interval> difference_limits; ///< Newcombe's, 95 %
        std::optional<double>   relative;          ///< first over second; empty where the second is 0, or a total is
        std::optional<interval> relative_limits;   ///< Katz's, 95 %; empty where either rate is 0, and where both are 1
        std::optional<double>   p;                 ///< of a difference at least this large by chance; empty where nobody or everybody converted
        std::optional<double>   p_of_all_pairs;    ///< the same after Holm, as so many pairs were compared at once

        template <class Self>
        static constexpr auto figures(Self& self)
        {
            return std::tuple{figure{"first", self.first},
                              figure{"second", self.second},
                              figure{"first_rate", self.first_rate},
                              figure{"second_rate", self.second_rate},
                              figure{"difference", self.difference},
                              figure{"difference_limits", self.difference_limits},
                              figure{"relative", self.relative},
                              figure{"relative_limits", self.relative_limits},
                              figure{"p", self.p},
                              figure{"p_of_all_pairs", self.p_of_all_pairs}};
        }
        friend bool operator==(pair const&, pair const&) = default;
    };

    std::vector<pair> pairs;           ///< each two keys once; empty where there are fewer than two
    std::int64_t      without_key = 0; ///< cases whose key is missing: in no pair

    /// The pair of two keys, in their order. Throws std::out_of_range where there is none (calls `refused_setting` where exceptions are off).
    [[nodiscard]] pair const& at(Key const& first, Key const& second) const { return detail::pair_of(pairs, first, second); }

    static constexpr report_title title{"comparison", "15"};
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"pairs", self.pairs}, figure{"without_key", self.without_key}};
    }
    friend bool operator==(rate_comparison const&, rate_comparison const&) = default;
};

/// Whether the groups of a report move on alike: all together, and each two of them.
template <class Key>
struct incidence_comparison {
    /// Two keys, in their order; each two are tested on their own leads.
    struct pair {
        Key                   first{}, second{};
        incidence_test        test;
        std::optional<double> p_of_all_pairs; ///< p after Holm, as so many pairs were compared at once; empty where p is

        template <class Self>
        static constexpr auto figures(Self& self)
        {
            return std::tuple{figure{"first", self.first}, figure{"second", self.second}, figure{"test", self.test},
                              figure{"p_of_all_pairs", self.p_of_all_pairs}};
        }
        friend bool operator==(pair const&, pair const&) = default;
    };

    incidence_test    all;             ///< of all keys at once
    std::vector<pair> pairs;           ///< each two keys once; empty where there are fewer than two
    std::int64_t      without_key = 0; ///< leads whose key is missing: in no test

    /// The pair of two keys, in their order. Throws std::out_of_range where there is none (calls `refused_setting` where exceptions are off).
    [[nodiscard]] pair const& at(Key const& first, Key const& second) const { return detail::pair_of(pairs, first, second); }

    static constexpr report_title title{"comparison_of_times", "15"};
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"all", self.all}, figure{"pairs", self.pairs}, figure{"without_key", self.without_key}};
    }
    friend bool operator==(incidence_comparison const&, incidence_comparison const&) = default;
};

struct compare_fn {
    /// Compares a rate between the keys of a report, each two of them:
    ///
    ///     auto const by_source = lm::by(&change::source, conversion)(journeys);
    ///     lm::compare(by_source, [](auto const& report) { return report.overall.rate; }).at("ads", "web").p_of_all_pairs
    ///
    /// `rate` is anything std::invoke takes with the report of a key and gives a `proportion`. With `only`, these keys are compared and no others.
    /// Keys that are empty optionals are in no pair; their cases are counted. Refused: one key alone in `only`, one that no record has, one twice.
    /// The answer is a value; nothing is shared. Complexity: quadratic in keys.
    template <class Key, class Report, class Rate>
        requires std::convertible_to<std::invoke_result_t<Rate const&, Report const&>, proportion>
    [[nodiscard]] rate_comparison<Key> operator()(keyed<Key, Report> const& reports, Rate const& rate, std::vector<Key> const& only = {}) const
    {
        rate_comparison<Key> result;
        auto const           rates = chosen<proportion>(reports, rate, only, [&](proportion const& one) { result.without_key += one.total; });
        std::vector<std::optional<double>> p_values;
        for (std::size_t i = 0; i != rates.size(); ++i)
            for (std::size_t j = i + 1; j != rates.size(); ++j) {
                rate_difference const apart{rates[i].second, rates[j].second};
                relative_rate const   times{apart.rate, apart.reference};
                bool const            all_hits = apart.rate.hits == apart.rate.total && apart.reference.hits == apart.reference.total;
                result.pairs.push_back({rates[i].first,
                                        rates[j].first,
                                        apart.rate,
                                        apart.reference,
                                        apart.value(),
                                        apart.interval(),
                                        times.value(),
                                        all_hits ? std::nullopt : times.interval(),
                                        apart.p_value(),
                                        {}}); // of all hits, Katz's root is 0
                p_values.push_back(apart.p_value());
            }
        auto const adjusted = holm(p_values);
        for (std::size_t i = 0; i != adjusted.size(); ++i) result.pairs[i].p_of_all_pairs = adjusted[i];
        return result;
    }

    /// Compares an incidence between the keys of a report, all together and each two of them: Gray's test, or the log-rank test where nobody was
    /// lost.
    ///
    ///     auto const by_source = lm::by(&change::source, lm::velocity{pipeline, {.as_of = now, .keep_times = true}})(journeys);
    ///     lm::compare(by_source, [](auto const& report) { return report.cycle.incidence; }).all.p
    ///
    /// Keys and `only` as above. Refused also: a curve without its times. Complexity: quadratic in keys, times the times of each two.
    template <class Key, class Report, class Curve>
        requires std::same_as<std::remove_cvref_t<std::invoke_result_t<Curve const&, Report const&>>, incidence>
    [[nodiscard]] incidence_comparison<Key> operator()(keyed<Key, Report> const& reports, Curve const& curve, std::vector<Key> const& only = {}) const
    {
        incidence_comparison<Key> result;
        auto const                leads    = [](incidence_times const& one) { return one.moved.size() + one.lost.size() + one.waiting.size(); };
        auto const                times_of = [&](Report const& report) {
            incidence const one = std::invoke(curve, report);
            if (one.times() == nullptr)
                detail::refuse("compare.curve", "a curve without its times", "set .keep_times = true in the settings of its report");
            return *one.times();
        };
        auto const groups = chosen<incidence_times>(reports, times_of, only, [&](incidence_times const& one) { result.without_key += leads(one); });
        std::vector<incidence_times> all;
        for (auto const& [key, times] : groups) all.push_back(times);
        result.all = test_incidences(all);
        std::vector<std::optional<double>> p_values;
        for (std::size_t i = 0; i != groups.size(); ++i)
            for (std::size_t j = i + 1; j != groups.size(); ++j) {
                result.pairs.push_back({groups[i].first, groups[j].first, test_incidences({groups[i].second, groups[j].second}), {}});
                p_values.push_back(result.pairs.back().test.p);
            }
        auto const adjusted = holm(p_values);
        for (std::size_t i = 0; i != adjusted.size(); ++i) result.pairs[i].p_of_all_pairs = adjusted[i];
        return result;
    }

private:
    /// The figure of each key that is compared. Calls without_key(figure) for those whose key is missing.
    template <class Figure, class Key, class Report, class Of, class WithoutKey>
    static std::vector<std::pair<Key, Figure>> chosen(keyed<Key, Report> const& reports, Of const& of, std::vector<Key> const& only,
                                                      WithoutKey const& without_key)
    {
        check(reports, only);
        std::vector<std::pair<Key, Figure>> all;
        for (auto const& [key, report] : reports) {
            if (is_missing_key(key)) without_key(std::invoke(of, report));
            else if (only.empty() || std::find(only.begin(), only.end(), key) != only.end()) all.emplace_back(key, std::invoke(of, report));
        }
        return all;
    }
    template <class Key>
    static bool is_missing_key(Key const& key)
    {
        if constexpr (detail::optional_like<Key>) return !key.has_value();
        else return false;
    }
    template <class Key, class Report>
    static void check(keyed<Key, Report> const& reports, std::vector<Key> const& only)
    {
        if (only.size() == 1)
            detail::refuse("compare.only", detail::spell(only[0]), "one key has nothing to be compared with: name at least two, or none");
        for (std::size_t i = 0; i != only.size(); ++i) {
            if (!reports.contains(only[i])) detail::refuse("compare.only", detail::spell(only[i]), "no record has this key");
            if (std::find(only.begin(), only.begin() + static_cast<std::ptrdiff_t>(i), only[i]) != only.begin() + static_cast<std::ptrdiff_t>(i))
                detail::refuse("compare.only", detail::spell(only[i]), "this key stands there twice");
        }
    }
};
inline constexpr compare_fn compare{};

}} // namespace leadmetrics

#endif
