// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_PATH_LENGTHS_HPP
#define LEADMETRICS_REPORT_PATH_LENGTHS_HPP

// How many touches and how much time does a sale take? Definitions, section 13.

#include <leadmetrics/core/detail/checked_as_of.hpp>
#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/core/detail/members.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/core/runner.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/path.hpp>
#include <leadmetrics/journey/path_quality.hpp>
#include <leadmetrics/report/detail/to_money.hpp>
#include <leadmetrics/stats/exact_sum.hpp>
#include <leadmetrics/stats/quantiles.hpp>
#include <leadmetrics/stats/samples.hpp>
#include <leadmetrics/version.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

struct path_lengths_settings {
    std::optional<instant> as_of{};                      ///< when the books are closed; must be set
    precision              durations = precision::exact; ///< how closely durations are kept, for a summary whose size does not grow with leads
    std::vector<double>    quantiles{};                  ///< probabilities of further quantiles, as {0.25, 0.75}; refused: not 0 … 1
};

template <class Money>
struct path_lengths_report {
    /// Paths of so many touches.
    struct row {
        std::int64_t touches     = 0;
        std::int64_t paths       = 0; ///< leads' ways, whether they converted or not
        std::int64_t conversions = 0; ///< of these, those that ended in a sale
        Money        value{};         ///< of all conversions at their end, less refunds

        template <class Self>
        static constexpr auto figures(Self& self)
        {
            return std::tuple{figure{"touches", self.touches}, figure{"paths", self.paths}, figure{"conversions", self.conversions},
                              figure{"value", self.value, as_money}};
        }
        friend bool operator==(row const&, row const&) = default;
    };
    /// From the first touch of a path to its sale.
    struct time_to_conversion {
        std::int64_t                        count = 0;         ///< sales with touches
        std::optional<seconds>              mean, median, p90; ///< empty when count is 0
        std::vector<quantile_time<seconds>> quantiles;         ///< those of the settings, in their order

        template <class Self>
        static constexpr auto figures(Self& self)
        {
            return std::tuple{figure{"count", self.count}, figure{"mean", self.mean}, figure{"median", self.median}, figure{"p90", self.p90},
                              figure{"quantiles", self.quantiles}};
        }
        friend bool operator==(time_to_conversion const&, time_to_conversion const&) = default;
    };

    std::vector<row>      lengths;      ///< from the shortest to the longest; sales without a touch have 0
    std::optional<double> mean_touches; ///< of a sale; empty when there is none
    time_to_conversion    time_to_convert;
    path_quality          quality;

    static constexpr report_title title{"path_lengths", "13"};
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"lengths", self.lengths}, figure{"mean_touches", self.mean_touches}, figure{"time_to_convert", self.time_to_convert},
                          figure{"quality", self.quality}};
    }
    friend bool operator==(path_lengths_report const&, path_lengths_report const&) = default;
};

namespace detail {

template <class Money, class Duration>
struct path_lengths_summary {
    using duration = Duration;

    struct counts {
        std::int64_t     paths = 0, conversions = 0;
        exact_sum<Money> value;

        template <class Self>
        static constexpr auto members(Self& self)
        {
            return std::tie(self.paths, self.conversions, self.value);
        }
    };

    std::map<std::int64_t, counts> lengths;
    samples                        durations;
    exact_sum<std::int64_t>        total; // of durations
    path_quality                   quality;

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.lengths, self.durations, self.total, self.quality);
    }
};

} // namespace detail

/// How many touches and how much time a sale takes: `lm::path_lengths{{.as_of = now}}(lm::paths(touches, deals, window))`. Mind the window: with a
/// look-back of 90 days no sale takes longer.
///
/// A path falls into the window of its conversion, else of its last touch. Holds every duration in 4 bytes (8 from 2³² on), or a fixed size with
/// `.durations` set. Complexity: linear in paths. A sum of integers beyond the range of their type throws std::overflow_error (ends in
/// `refused_setting` where exceptions are off).
class path_lengths : public metric_interface<path_lengths> {
public:
    using metric_interface<path_lengths>::zero;
    using metric_interface<path_lengths>::finish;

    explicit path_lengths(path_lengths_settings const& settings) : settings_(settings)
    {
        static_cast<void>(detail::checked_as_of("path_lengths", settings.as_of));
        static_cast<void>(detail::checked_quantiles("path_lengths", settings_.quantiles));
    }

    template <detail::attributable Path>
    [[nodiscard]] auto zero() const
    {
        detail::path_lengths_summary<typename Path::money_type, typename Path::duration> nothing;
        nothing.durations = samples{settings_.durations};
        return nothing;
    }

    template <touch_path Path, class Route>
    void observe(Path const& path, Route route) const
    {
        if (!path.converted()) {
            route(undated{}).quality += path.quality();
            if (!path.empty()) ++route(path.at()).lengths[static_cast<std::int64_t>(path.size())].paths;
            return;
        }
        auto& to  = route(path.at());
        auto& row = to.lengths[static_cast<std::int64_t>(path.size())];
        row.value.add(path.amount());
        if (path.refund()) return;
        ++row.paths;
        ++row.conversions;
        if (path.empty()) return;
        std::int64_t const took = detail::saturated_difference(path.at().time_since_epoch().count(), path[0].at().time_since_epoch().count());
        to.durations.add(took);
        to.total.add(took);
    }

    template <class Money, class Duration, runner Runner = sequential>
    [[nodiscard]] auto finish(detail::path_lengths_summary<Money, Duration> summary, Runner const& = {}) const
    {
        path_lengths_report<Money> report;
        std::int64_t               sales   = 0;
        detail::int128             touches = 0;
        for (auto const& [length, counts] : summary.lengths) {
            report.lengths.push_back({length, counts.paths, counts.conversions, detail::to_money<Money>("path_lengths.value", counts.value.exact())});
            sales += counts.conversions;
            touches += static_cast<detail::int128>(length) * counts.conversions;
        }
        if (sales != 0) report.mean_touches = static_cast<double>(static_cast<long double>(touches) / static_cast<long double>(sales));
        auto& time = report.time_to_convert;
        time.count = summary.durations.size();
        if (time.count != 0) {
            auto const in_seconds = [](long double ticks) { return detail::to_seconds<Duration>(ticks); };
            auto const at         = quantiles(summary.durations, detail::with_median_and_p90(settings_.quantiles));
            time.mean             = in_seconds(summary.total.value() / static_cast<long double>(time.count));
            time.median           = in_seconds(*at[0]);
            time.p90              = in_seconds(*at[1]);
            for (std::size_t k = 0; k != settings_.quantiles.size(); ++k) time.quantiles.push_back({settings_.quantiles[k], in_seconds(*at[k + 2])});
        } else {
            for (double const p : settings_.quantiles) time.quantiles.push_back({p, std::nullopt});
        }
        report.quality = summary.quality;
        return report;
    }

    [[nodiscard]] instant as_of() const noexcept { return *settings_.as_of; }

    /// Writes the metric's name and settings into a detail::settings_text or its like.
    template <class Sink>
    void describe(Sink& to) const
    {
        to.open("path_lengths");
        detail::describe_setting(to, "as_of", settings_.as_of);
        detail::describe_setting(to, "durations", settings_.durations);
        detail::describe_setting(to, "quantiles", settings_.quantiles);
        to.close();
    }

    using explains_elements = void;

private:
    path_lengths_settings settings_;
};

}} // namespace leadmetrics

#endif
