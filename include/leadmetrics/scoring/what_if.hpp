// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_WHAT_IF_HPP
#define LEADMETRICS_SCORING_WHAT_IF_HPP

// What would change under another scoring model? Helps to decide whether to switch. Definitions, section 12.

#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/scoring/lead_score.hpp>
#include <leadmetrics/stats/exact_sum.hpp>
#include <leadmetrics/stats/quantiles.hpp>
#include <leadmetrics/version.hpp>

#include <cstdint>
#include <optional>
#include <tuple>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

template <class Id>
struct what_if_report {
    struct change {
        Id     lead_id{};
        double before = 0, after = 0;

        template <class Self>
        static constexpr auto figures(Self& self)
        {
            return std::tuple{figure{"lead_id", self.lead_id}, figure{"before", self.before}, figure{"after", self.after}};
        }
        friend bool operator==(change const&, change const&) = default;
    };

    std::int64_t          compared    = 0;                 ///< leads with a score under both
    std::int64_t          only_before = 0, only_after = 0; ///< leads with a score under one model only; 0 where both saw the same activities
    std::int64_t          ready_under_both = 0;
    std::vector<change>   newly_ready;     ///< sales-ready under the second model only, in the order of their ids
    std::vector<change>   no_longer_ready; ///< sales-ready under the first model only, in the order of their ids
    std::optional<double> mean_change;     ///< mean of after - before; empty where no leads are compared
    std::optional<double> median_change;

    static constexpr report_title title{"what_if", "12"};
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"compared", self.compared},
                          figure{"only_before", self.only_before},
                          figure{"only_after", self.only_after},
                          figure{"ready_under_both", self.ready_under_both},
                          figure{"newly_ready", self.newly_ready, as_leads},
                          figure{"no_longer_ready", self.no_longer_ready, as_leads},
                          figure{"mean_change", self.mean_change},
                          figure{"median_change", self.median_change}};
    }
    friend bool operator==(what_if_report const&, what_if_report const&) = default;
};

struct what_if_fn {
    /// Compares the scores of one model with those of another, made from the same activities as of the same instant: `lm::what_if(now, then)`. Each
    /// model keeps its own threshold. Only outcomes can show which model is better: see lm::evaluate. Complexity: n log n.
    template <class Scores>
    [[nodiscard]] auto operator()(Scores const& before, Scores const& after) const
    {
        using id = decltype(before.begin()->lead_id);
        what_if_report<id>  report;
        std::vector<double> changes;
        exact_sum<double>   sum;
        for (auto const& was : before) {
            auto const is = after.find(was.lead_id);
            if (is == after.end()) {
                ++report.only_before;
                continue;
            }
            ++report.compared;
            sum.add(is->value);
            sum.add(-was.value);
            changes.push_back(is->value - was.value);
            report.ready_under_both += was.sales_ready && is->sales_ready;
            if (!was.sales_ready && is->sales_ready) report.newly_ready.push_back({was.lead_id, was.value, is->value});
            if (was.sales_ready && !is->sales_ready) report.no_longer_ready.push_back({was.lead_id, was.value, is->value});
        }
        report.only_after = static_cast<std::int64_t>(after.size()) - report.compared;
        if (report.compared != 0) report.mean_change = sum.exact() / static_cast<double>(report.compared);
        report.median_change = quantile_of(std::move(changes), 0.5);
        return report;
    }
};
inline constexpr what_if_fn what_if{};

}} // namespace leadmetrics

#endif
