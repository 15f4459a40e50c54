// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/stats/incidence.hpp>

#include "support/law.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>
#include <vector>

using leadmetrics::incidence;
using leadmetrics::incidence_times;
using leadmetrics::make_incidence;
using leadmetrics::seconds;
using leadmetrics_tests::Approx;

namespace {

incidence_times times(std::vector<int> const& moved, std::vector<int> const& lost, std::vector<int> const& waiting)
{
    incidence_times all;
    for (int const t : moved) all.moved.add(t);
    for (int const t : lost) all.lost.add(t);
    for (int const t : waiting) all.waiting.add(t);
    return all;
}

incidence curve(std::vector<int> const& moved, std::vector<int> const& lost, std::vector<int> const& waiting)
{
    return make_incidence<std::chrono::seconds>(times(moved, lost, waiting));
}

/// The estimate and the three sums of its variance, as Marubini & Valsecchi write them: a loop over all earlier times for each time.
struct twin_step {
    int    time;
    double value, variance;
    bool   defined;
};
std::vector<twin_step> twin(std::vector<int> const& moved, std::vector<int> const& lost, std::vector<int> const& waiting)
{
    std::set<int> const distinct = [&] {
        std::set<int> all(moved.begin(), moved.end());
        all.insert(lost.begin(), lost.end());
        return all;
    }();
    struct at {
        int    time;
        double n, m, d, before, value; // at risk, moved, moved or lost, survival just before, incidence
    };
    std::vector<at>        seen;
    std::vector<twin_step> steps;
    double                 survival = 1, value = 0;
    for (int const t : distinct) {
        auto const from = [t](std::vector<int> const& v) {
            return static_cast<double>(std::count_if(v.begin(), v.end(), [t](int x) { return x >= t; }));
        };
        auto const   here = [t](std::vector<int> const& v) { return static_cast<double>(std::count(v.begin(), v.end(), t)); };
        double const n = from(moved) + from(lost) + from(waiting), m = here(moved), d = m + here(lost);
        value += survival * m / n;
        seen.push_back({t, n, m, d, survival, value});
        survival *= 1 - d / n;
        if (m == 0) continue;
        double variance = 0;
        for (at const& s : seen) {
            double const rise = value - s.value;
            if (s.d < s.n) variance += rise * rise * s.d / (s.n * (s.n - s.d));
            variance += s.before * s.before * s.m * (s.n - s.m) / (s.n * s.n * s.n);
            variance -= 2 * rise * s.before * s.m / (s.n * s.n);
        }
        steps.push_back({t, value, variance, m != n});
    }
    return steps;
}

} // namespace

TEST_CASE("with nothing lost the incidence is Kaplan and Meier's, with Greenwood's variance")
{
    // Freireich et al. 1963, remission times with 6-mercaptopurine: the survival that every textbook prints.
    auto const remission = curve({6, 6, 6, 7, 10, 13, 16, 22, 23}, {}, {6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35});
    auto const at        = [&](int weeks) { return remission.at(seconds{weeks}); };
    CHECK(1 - at(6).value == Approx(0.8571).margin(5e-5));
    CHECK(1 - at(7).value == Approx(0.8067).margin(5e-5));
    CHECK(1 - at(10).value == Approx(0.7529).margin(5e-5));
    CHECK(1 - at(23).value == Approx(0.4482).margin(5e-5));
    CHECK(std::sqrt(at(6).variance.value()) == Approx(0.0764).margin(5e-5)); // Greenwood's standard errors
    CHECK(std::sqrt(at(23).variance.value()) == Approx(0.1346).margin(5e-5));
    CHECK(at(5).value == 0);
    CHECK(remission.quantile(0.5) == seconds{23});
    CHECK_FALSE(remission.quantile(0.6));

    // Greenwood: S² Σ d / (n (n - d))
    leadmetrics_tests::holds("Greenwood's formula", [](std::vector<std::uint8_t> const& raw_moved, std::vector<std::uint8_t> const& raw_waiting) {
        std::vector<int> const moved(raw_moved.begin(), raw_moved.end()), waiting(raw_waiting.begin(), raw_waiting.end());
        auto const             km       = curve(moved, {}, waiting);
        double                 survival = 1, sum = 0;
        std::set<int> const    distinct(moved.begin(), moved.end());
        for (int const t : distinct) {
            double n = 0;
            for (auto const* v : {&moved, &waiting}) n += static_cast<double>(std::count_if(v->begin(), v->end(), [t](int x) { return x >= t; }));
            auto const d = static_cast<double>(std::count(moved.begin(), moved.end(), t));
            survival *= 1 - d / n;
            auto const here = km.at(seconds{t});
            RC_ASSERT(std::abs(1 - here.value - survival) < 1e-12);
            RC_ASSERT(here.variance.has_value() == (d != n));
            if (d == n) continue;
            sum += d / (n * (n - d));
            RC_ASSERT(std::abs(*here.variance - survival * survival * sum) < 1e-12);
        }
    });
}

TEST_CASE("with losses competing the incidence is Aalen and Johansen's")
{
    leadmetrics_tests::holds("as the sums over all earlier times", [](std::vector<std::uint8_t> const& a, std::vector<std::uint8_t> const& b,
                                                                      std::vector<std::uint8_t> const& c) {
        std::vector<int> const moved(a.begin(), a.end()), lost(b.begin(), b.end()), waiting(c.begin(), c.end());
        auto const             slow = twin(moved, lost, waiting);
        auto const             fast = curve(moved, lost, waiting);
        RC_ASSERT(fast.steps().size() == slow.size());
        for (std::size_t i = 0; i != slow.size(); ++i) {
            auto const here = fast.at(seconds{slow[i].time});
            RC_ASSERT(fast.steps()[i].time == seconds{slow[i].time});
            RC_ASSERT(std::abs(here.value - slow[i].value) < 1e-12);
            RC_ASSERT(here.variance.has_value() == slow[i].defined);
            if (here.variance) RC_ASSERT(std::abs(*here.variance - slow[i].variance) < 1e-12);
            auto const limits = here.interval();
            RC_ASSERT(limits.low >= 0 && limits.low <= here.value + 1e-12 && limits.high <= 1 && limits.high >= here.value - 1e-12);
        }
    });
}

TEST_CASE("lifelines' AalenJohansenFitter computes the same")
{
    // lifelines.AalenJohansenFitter(calculate_variance=True).fit([1,2,3,4,5,6,7,8,9,10], [1,2,1,0,1,2,1,1,0,0], event_of_interest=1): no ties
    auto const aj = curve({1, 3, 5, 7, 8}, {2, 6}, {4, 9, 10});
    struct {
        int    time;
        double value, variance;
    } const known[] = {
        {1, 0.1, 0.009},
        {3, 0.19999999999999996, 0.015999999999999997},
        {5, 0.3166666666666666, 0.023259259259259247},
        {7, 0.43333333333333324, 0.027148148148148116},
        {8, 0.5499999999999998, 0.02766666666666666},
    };
    for (auto const& [time, value, variance] : known) {
        auto const here = aj.at(seconds{time});
        CHECK(here.value == Approx(value).epsilon(1e-12));
        CHECK(here.variance.value() == Approx(variance).epsilon(1e-12));
    }
}

TEST_CASE("limits where there is nothing to build them on")
{
    CHECK(incidence{}.at(seconds{5}).value == 0);
    CHECK(incidence{}.at(seconds{5}).interval() == leadmetrics::interval{0, 0});
    CHECK_FALSE(incidence{}.quantile(0.1));

    // All at risk move at 3: the variance is undefined, the lower limit stays that of the step before.
    auto const all = curve({1, 3}, {}, {2});
    CHECK(all.all_moved());
    CHECK(all.at(seconds{3}).value == 1);
    CHECK_FALSE(all.at(seconds{3}).variance);
    CHECK(all.at(seconds{3}).interval().low == all.at(seconds{1}).interval().low);
    CHECK(all.at(seconds{3}).interval().high == 1);
    CHECK(curve({4, 4}, {}, {}).at(seconds{4}).interval() == leadmetrics::interval{0, 1});
}

TEST_CASE("at equal times moves come before censorings")
{
    CHECK(curve({5}, {}, {5}).at(seconds{5}).value == 0.5);
    CHECK(curve({5}, {5}, {5, 5}).at(seconds{5}).value == 0.25);
}

TEST_CASE("a quantile is reached up to rounding")
{
    std::vector<int> ten;
    for (int t = 1; t <= 10; ++t) ten.push_back(t);
    auto const all = curve(ten, {}, {});
    for (int i = 1; i <= 10; ++i) CHECK(all.quantile(i / 10.0) == seconds{i});
}

TEST_CASE("limits of quantiles are where the limits of the curve come so far")
{
    using leadmetrics::quantile_limits;
    auto const whole = curve({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, {}, {});
    // Kaplan & Meier with Greenwood's variance: at 1 the limits of the share are 0.015 and 0.527, at 5 0.247 and 0.816, at 6 0.330, at 7 0.929, at 8
    // 0.525.
    CHECK(whole.quantile_limits(0.25) == quantile_limits{seconds{1}, seconds{6}});
    CHECK(whole.quantile_limits(0.5) == quantile_limits{seconds{1}, seconds{8}});
    CHECK(whole.quantile_limits(0.9) == quantile_limits{seconds{7}, {}});
    CHECK(whole.quantile_limits(1).low == seconds{10}); // everybody moved: the upper limit is 1
    CHECK_FALSE(whole.quantile_limits(1).high);
    CHECK(incidence{}.quantile_limits(0.5) == quantile_limits{});
    CHECK(curve({1}, {}, {5, 5, 5, 5, 5, 5, 5, 5, 5}).quantile_limits(0.9) == quantile_limits{});
    CHECK_THROWS(whole.quantile_limits(0.5, 1));

    leadmetrics_tests::holds("the limits of each quantile are the first steps whose limits reach it",
                             [](std::vector<std::uint8_t> const& moved, std::vector<std::uint8_t> const& waiting, std::uint8_t percent) {
                                 auto const      one = curve({moved.begin(), moved.end()}, {}, {waiting.begin(), waiting.end()});
                                 double const    q   = (percent % 101) / 100.0;
                                 quantile_limits known;
                                 for (auto const& step : one.steps()) {
                                     auto const limits = one.at(step.time).interval();
                                     if (!known.low && limits.high >= q - 1e-9) known.low = step.time;
                                     if (!known.high && limits.low >= q - 1e-9) known.high = step.time;
                                 }
                                 RC_ASSERT(one.quantile_limits(q) == known);
                                 if (known.high) RC_ASSERT(known.low && *known.low <= *one.quantile(q) && *one.quantile(q) <= *known.high);
                             });
}
