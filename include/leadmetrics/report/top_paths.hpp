// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_TOP_PATHS_HPP
#define LEADMETRICS_REPORT_TOP_PATHS_HPP

// Which paths do leads take most often, and which paths earn most? Definitions, section 13.

#include <leadmetrics/core/detail/checked_as_of.hpp>
#include <leadmetrics/core/detail/members.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/core/runner.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/detail/event_code.hpp>
#include <leadmetrics/journey/path.hpp>
#include <leadmetrics/journey/path_quality.hpp>
#include <leadmetrics/report/detail/path_counts.hpp>
#include <leadmetrics/report/detail/to_money.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// The figure by which paths are ranked.
enum class path_rank { count, conversions, value };

struct top_paths_settings {
    std::optional<instant> as_of{}; ///< when the books are closed; must be set
    path_rank              by      = path_rank::count;
    std::int64_t           at_most = 100; ///< the length of the list. Refused: below 0
};

/// All paths with the same campaigns in the same order, counted together.
template <class Campaign, class Money>
struct top_path {
    std::vector<Campaign> campaigns;
    std::int64_t          paths       = 0; ///< number of leads' paths, whether they converted or not
    std::int64_t          conversions = 0; ///< those of them that ended in a sale
    Money                 value{};         ///< amount of all their conversions, less refunds

    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"campaigns", self.campaigns}, figure{"paths", self.paths}, figure{"conversions", self.conversions},
                          figure{"value", self.value, as_money}};
    }
    friend bool operator==(top_path const&, top_path const&) = default;
};

template <class Campaign, class Money>
struct top_paths_report {
    std::vector<top_path<Campaign, Money>> top;          ///< the highest first; equal ones in the order of their campaigns
    std::int64_t                           paths    = 0; ///< number of paths with touches
    std::int64_t                           distinct = 0; ///< number of different paths among them
    path_quality                           quality;

    static constexpr report_title title{"top_paths", "13"};
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"top", self.top}, figure{"paths", self.paths}, figure{"distinct", self.distinct}, figure{"quality", self.quality}};
    }
    friend bool operator==(top_paths_report const&, top_paths_report const&) = default;
};

namespace detail {

template <class Campaign, class Money>
struct top_paths_summary {
    path_counts<Campaign, Money> counts;
    std::int64_t                 paths = 0;
    path_quality                 quality;

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.counts, self.paths, self.quality);
    }
};

} // namespace detail

/// Reports the paths that are most frequent, convert most often, or earn most.
///
///     lm::top_paths{{.as_of = now, .by = lm::path_rank::value, .at_most = 20}}(lm::paths(touches, deals, window))
///
/// In calendar windows, a path falls into the window of its conversion, else of its last touch. The size of a summary grows with the number of
/// different paths. Complexity: linear in touches. A sum of integers beyond the range of their type throws std::overflow_error (ends in
/// `refused_setting` where exceptions are off).
class top_paths : public metric_interface<top_paths> {
public:
    using metric_interface<top_paths>::zero;
    using metric_interface<top_paths>::finish;

    explicit top_paths(top_paths_settings const& settings) : settings_(settings)
    {
        static_cast<void>(detail::checked_as_of("top_paths", settings.as_of));
        if (settings.at_most < 0) detail::refuse("top_paths.at_most", std::to_string(settings.at_most), "give a number of paths, 0 or more");
    }

    template <detail::attributable Path>
    [[nodiscard]] auto zero() const
    {
        return detail::top_paths_summary<typename Path::campaign_type, typename Path::money_type>{};
    }

    template <touch_path Path, class Route>
    void observe(Path const& path, Route route) const
    {
        using money = typename Path::money_type;
        if (!path.converted()) route(undated{}).quality += path.quality();
        if (path.empty()) return;
        auto&                                                                    to = route(path.at());
        typename detail::path_counts<typename Path::campaign_type, money>::entry what{{}, !path.refund(), path.converted() && !path.refund(), {}};
        if (path.converted()) what.value.add(path.amount());
        to.counts.add(path, what);
        to.paths += !path.refund();
    }

    template <class Campaign, class Money, runner Runner = sequential>
    [[nodiscard]] auto finish(detail::top_paths_summary<Campaign, Money> summary, Runner const& run = {}) const
    {
        using counts = detail::path_counts<Campaign, Money>;
        using ranked = std::pair<std::vector<detail::event_code>, typename counts::entry>;
        summary.counts.settle();
        std::array<std::vector<ranked>, counts::tables> best; // for each table
        run(counts::tables, [&](std::size_t t) {
            auto&      all = summary.counts[t].entries();
            auto const end = first_of(
                all, [&](auto const& a, auto const& b) { return order(a, b, [&](auto const& one) { return summary.counts[t].codes_of(one.key); }); });
            for (auto one = all.begin(); one != end; ++one) best[t].emplace_back(summary.counts[t].codes_of(one->key), *one);
        });
        top_paths_report<Campaign, Money> report{{}, summary.paths, 0, summary.quality};
        std::vector<ranked>               all;
        for (std::size_t t = 0; t != counts::tables; ++t) {
            report.distinct += static_cast<std::int64_t>(summary.counts[t].entries().size());
            all.insert(all.end(), best[t].begin(), best[t].end());
        }
        auto const end = first_of(all, [&](ranked const& a, ranked const& b) {
            auto const codes = [&](auto const& one) { return &one == &a.second ? a.first : b.first; };
            return order(a.second, b.second, codes);
        });
        for (auto one = all.begin(); one != end; ++one)
            report.top.push_back({summary.counts.named(one->first), one->second.paths, one->second.conversions,
                                  detail::to_money<Money>("top_paths.value", one->second.value.exact())});
        return report;
    }

    [[nodiscard]] instant as_of() const noexcept { return *settings_.as_of; }

    /// Merges many summaries into the first one, on a runner's threads.
    template <class Campaign, class Money, runner Runner>
    void merge_all(std::vector<std::optional<detail::top_paths_summary<Campaign, Money>>>& parts, Runner const& run) const
    {
        auto&                                              to = *parts[0];
        std::vector<detail::path_counts<Campaign, Money>*> others;
        for (std::size_t i = 1; i < parts.size(); ++i) {
            others.push_back(&parts[i]->counts);
            to.paths += parts[i]->paths;
            to.quality += parts[i]->quality;
        }
        detail::path_counts<Campaign, Money>::merge(to.counts, others, run);
    }

    /// Writes the metric's name and settings into a sink such as detail::settings_text.
    template <class Sink>
    void describe(Sink& to) const
    {
        to.open("top_paths");
        detail::describe_setting(to, "as_of", settings_.as_of);
        detail::describe_setting(to, "by", settings_.by);
        detail::describe_setting(to, "at_most", settings_.at_most);
        to.close();
    }

    using explains_elements = void;

private:
    /// Moves the highest entries to the front, as many as the settings ask for, and returns their end.
    template <class All, class Before>
    [[nodiscard]] auto first_of(All& all, Before const& before) const
    {
        auto const end = all.begin() + static_cast<std::ptrdiff_t>((std::min)(all.size(), static_cast<std::size_t>(settings_.at_most)));
        std::partial_sort(all.begin(), end, all.end(), before);
        return end;
    }
    /// Whether entry a is ranked before entry b. Equal ones are ranked by their campaigns.
    template <class Entry, class CodesOf>
    [[nodiscard]] bool order(Entry const& a, Entry const& b, CodesOf const& codes_of) const
    {
        auto const ranks = [&](auto const& one, auto const& two) {
            if (one != two) return one > two;
            return a.key.elsewhere() || b.key.elsewhere() ? detail::is_before(codes_of(a), codes_of(b)) : a.key.bits < b.key.bits;
        };
        switch (settings_.by) {
        case path_rank::conversions: return ranks(a.conversions, b.conversions);
        case path_rank::value: return ranks(a.value.value(), b.value.value());
        default: return ranks(a.paths, b.paths);
        }
    }

    top_paths_settings settings_;
};

}} // namespace leadmetrics

#endif
