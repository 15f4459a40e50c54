// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// must say: this metric supplies no observe(element, route) const for these elements
#include <leadmetrics/core/metric.hpp>

#include <vector>

struct coins : leadmetrics::metric_interface<coins> {
    using metric_interface<coins>::zero;
    using metric_interface<coins>::finish;
    template <class>
    long zero() const
    {
        return 0;
    }
    template <class Route>
    void obsreve(int one, Route route) const // a typo
    {
        route(leadmetrics::undated{}) += one;
    }
    template <leadmetrics::runner Runner = leadmetrics::sequential>
    long finish(long sum, Runner const& = {}) const
    {
        return sum;
    }
};
std::vector<int> const purse{1, 2};
auto const             sum = coins{}(purse);
