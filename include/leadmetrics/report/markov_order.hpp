// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_MARKOV_ORDER_HPP
#define LEADMETRICS_REPORT_MARKOV_ORDER_HPP

// How many of the last campaigns of a path help to predict the next? Definitions, section 13.

#include <leadmetrics/core/detail/checked_as_of.hpp>
#include <leadmetrics/core/detail/members.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/core/runner.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/detail/event_code.hpp>
#include <leadmetrics/journey/detail/path_code.hpp>
#include <leadmetrics/journey/path.hpp>
#include <leadmetrics/journey/path_quality.hpp>
#include <leadmetrics/report/detail/transition_counts.hpp>
#include <leadmetrics/stats/apportion.hpp>
#include <leadmetrics/version.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

struct markov_order_settings {
    std::optional<instant> as_of{};     ///< when the books are closed; must be set
    int                    at_most = 4; ///< the highest order to look at. Refused: less than 1, more than 4
};

struct markov_order_report {
    /// How well a chain of this order predicts the next step, and how many parameters it needs.
    struct row {
        int          order          = 1;
        double       log_likelihood = 0; ///< of all steps, in natural logarithms
        std::int64_t parameters     = 0; ///< contexts seen × (outcomes possible in each - 1)
        double       bic            = 0; ///< parameters × ln(steps) - 2 log-likelihood; the lower, the better

        template <class Self>
        static constexpr auto figures(Self& self)
        {
            return std::tuple{figure{"order", self.order}, figure{"log_likelihood", self.log_likelihood}, figure{"parameters", self.parameters},
                              figure{"bic", self.bic}};
        }
        friend bool operator==(row const&, row const&) = default;
    };

    std::vector<row>   orders;    ///< one row for each order, from 1 on
    std::optional<int> suggested; ///< the order of the lowest bic, the lower of equal ones; empty without paths
    std::int64_t       steps = 0; ///< number of steps seen: touches other than repeats in a row, and ends of paths
    path_quality       quality;

    static constexpr report_title title{"markov_order", "13"};
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"orders", self.orders}, figure{"suggested", self.suggested}, figure{"steps", self.steps},
                          figure{"quality", self.quality}};
    }
    friend bool operator==(markov_order_report const&, markov_order_report const&) = default;
};

namespace detail {

template <class Campaign>
struct markov_order_summary {
    transition_counts<Campaign> counts;
    path_quality                quality;

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.counts, self.quality);
    }
};

} // namespace detail

/// Which order suits lm::markov? A chain of a higher order can tell more, but has more parameters to estimate from the same paths. The Bayesian
/// information criterion weighs the one against the other (Schwarz 1978; for the order of a chain Katz 1981).
///
///     lm::markov_order{{.as_of = now}}(lm::paths(touches, deals, window)).suggested
///
/// In calendar windows, a path falls into the window of its conversion, else of its last touch. The size of a summary grows with the number of
/// different transitions. Complexity: linear in touches.
class markov_order : public metric_interface<markov_order> {
public:
    using metric_interface<markov_order>::zero;
    using metric_interface<markov_order>::finish;

    explicit markov_order(markov_order_settings const& settings) : settings_(settings)
    {
        static_cast<void>(detail::checked_as_of("markov_order", settings.as_of));
        if (settings.at_most < 1 || settings.at_most > 4)
            detail::refuse("markov_order.at_most", std::to_string(settings.at_most), "give an order of 1 to 4");
    }

    template <detail::attributable Path>
    [[nodiscard]] auto zero() const
    {
        using counts = detail::transition_counts<typename Path::campaign_type>;
        return detail::markov_order_summary<typename Path::campaign_type>{counts{static_cast<unsigned>(settings_.at_most)}, {}};
    }

    template <touch_path Path, class Route>
    void observe(Path const& path, Route route) const
    {
        if (!path.converted()) route(undated{}).quality += path.quality();
        if (!path.empty() && !path.refund()) route(path.at()).counts.add(path);
    }

    template <class Campaign, runner Runner = sequential>
    [[nodiscard]] markov_order_report finish(detail::markov_order_summary<Campaign> const& summary, Runner const& = {}) const
    {
        markov_order_report report;
        report.quality = summary.quality;
        for (int order = 1; order <= settings_.at_most; ++order) {
            auto const row = row_of(summary.counts, static_cast<unsigned>(order), report.steps);
            report.orders.push_back(row);
            if (report.steps != 0 && (!report.suggested || row.bic < report.orders[static_cast<std::size_t>(*report.suggested - 1)].bic))
                report.suggested = order;
        }
        return report;
    }

    [[nodiscard]] instant as_of() const noexcept { return *settings_.as_of; }

    /// Writes the metric's name and settings into a sink such as detail::settings_text.
    template <class Sink>
    void describe(Sink& to) const
    {
        to.open("markov_order");
        detail::describe_setting(to, "as_of", settings_.as_of);
        detail::describe_setting(to, "at_most", settings_.at_most);
        to.close();
    }

    using explains_elements = void;

private:
    template <class Campaign>
    static markov_order_report::row row_of(detail::transition_counts<Campaign> const& counts, unsigned order, std::int64_t& steps)
    {
        using detail::uint128;
        struct seen {
            std::map<detail::event_code, std::int64_t> next;
            std::int64_t                               times = 0;
        };
        uint128 const                last = (uint128{1} << 24 * order) - 1; // selects the campaigns that a chain of this order remembers
        std::map<uint128, seen>      contexts;
        std::set<detail::event_code> campaigns;
        steps = 0;
        counts.each_transition([&](detail::path_context const& context, detail::event_code next, std::int64_t const* times) {
            auto& here = contexts[context.codes() & last];
            here.next[next] += *times;
            here.times += *times;
            steps += *times;
            if (next < detail::most_campaigns) campaigns.insert(next);
        });
        // After a campaign may come any other campaign, or one of two ends: (number of campaigns + 1) outcomes. The probabilities of all but one are
        // free.
        markov_order_report::row row{static_cast<int>(order), 0, static_cast<std::int64_t>(contexts.size() * campaigns.size()), 0};
        long double              sum = 0;
        for (auto const& [context, its] : contexts)
            for (auto const& [next, times] : its.next)
                sum += static_cast<long double>(times) * std::log(static_cast<long double>(times) / static_cast<long double>(its.times));
        row.log_likelihood = static_cast<double>(sum);
        if (steps != 0) row.bic = static_cast<double>(static_cast<long double>(row.parameters) * std::log(static_cast<long double>(steps)) - 2 * sum);
        return row;
    }

    markov_order_settings settings_;
};

}} // namespace leadmetrics

#endif
