// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/report/path_lengths.hpp>

#include <leadmetrics/journey/paths.hpp>

#include "support/law.hpp"
#include "support/touches.hpp"

#include <algorithm>
#include <map>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

TEST_CASE("lengths and times of paths are the twin's")
{
    lm::path_lengths const metric{{.as_of = deals_closed, .quantiles = {0.25}}};
    lm::path_window const  window{.as_of = deals_closed, .lookback = 40h};
    holds("by touches; from the first touch to the sale", [&](std::vector<contact> const& touches, std::vector<deal> const& deals) {
        struct row {
            std::int64_t paths = 0, conversions = 0, value = 0;
        };
        std::map<std::int64_t, row> rows;
        std::vector<double>         took;
        for (auto const& path : twin_paths_of(touches, deals, window).all) {
            if (!path.conversion && path.touches.empty()) continue;
            auto& to = rows[static_cast<std::int64_t>(path.touches.size())];
            to.paths += !path.refund;
            if (path.conversion) to.value += *path.conversion->amount;
            if (!path.conversion || path.refund) continue;
            ++to.conversions;
            if (!path.touches.empty()) took.push_back(static_cast<double>((*path.conversion->at - path.touches[0].first).count()));
        }
        auto const report = metric(lm::paths(touches, deals, window));
        RC_ASSERT(report.lengths.size() == rows.size());
        double sales = 0, touched = 0;
        for (auto const& one : report.lengths) {
            auto const& known = rows.at(one.touches);
            RC_ASSERT((one.paths == known.paths && one.conversions == known.conversions && one.value == known.value));
            sales += static_cast<double>(one.conversions);
            touched += static_cast<double>(one.conversions * one.touches);
        }
        RC_ASSERT(report.mean_touches.has_value() == (sales != 0));
        if (sales != 0) RC_ASSERT(*report.mean_touches == Approx(touched / sales));
        auto const& time = report.time_to_convert;
        RC_ASSERT(time.count == static_cast<std::int64_t>(took.size()));
        if (took.empty()) return;
        std::sort(took.begin(), took.end());
        auto const quantile = [&](double p) {
            double const place = p * static_cast<double>(took.size() - 1);
            auto const   low   = static_cast<std::size_t>(place);
            return took[low] + (place - static_cast<double>(low)) * (took[std::min(low + 1, took.size() - 1)] - took[low]);
        };
        double sum = 0;
        for (double const t : took) sum += t;
        RC_ASSERT(time.mean->count() == Approx(sum / static_cast<double>(took.size())));
        RC_ASSERT(time.median->count() == Approx(quantile(0.5)));
        RC_ASSERT(time.p90->count() == Approx(quantile(0.9)));
        RC_ASSERT(time.quantiles[0].time->count() == Approx(quantile(0.25)));
    });
    holds("parts add up, by ==", [&](std::vector<contact> const& touches, std::vector<deal> const& deals) {
        auto const paths = lm::paths(touches, deals, window);
        auto       parts = std::vector(2, metric.zero(paths));
        int        next  = 0;
        for (auto const& path : paths) metric.add(parts[static_cast<std::size_t>(next++ % 2)], path);
        metric.merge(parts[1], parts[0]);
        RC_ASSERT(parts[1] == metric.summarize(paths));
        RC_ASSERT(metric.finish(parts[1]) == metric(paths));
    });
    CHECK_THROWS_WITH(lm::path_lengths{{}}, says("path_lengths.as_of = not set"));
}
